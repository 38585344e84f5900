"""What publishing processes do, in a module that a fresh process imports once for all of them."""

import multiprocessing
from itertools import count
from multiprocessing.context import ForkServerContext
from multiprocessing.synchronize import Event
from pathlib import Path
from random import Random

import psycopg  # noqa: F401 - before the fork, rather than in each process

from publishing import Store, StoreLimits
from scoring import vocabulary
from tests.publishing.files import noise, publish

MANY = StoreLimits(per_hour=1_000_000)
SHARED = noise(40_000)  # what every process publishes now and then

vocabulary()  # compiled before the fork too: a process would spend most of its short life on the patterns of its words


def processes() -> ForkServerContext:
    """Processes forked from one that has imported this module and opened nothing."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    return context


def publish_until_killed(url: str, seed: int, reported: Path, begun: Event) -> None:
    """Publish one file after another, and write down each id once the store has reported it."""
    random = Random(seed)  # noqa: S311 - the same in every run
    store = Store(url, MANY)
    with reported.open("a", encoding="ascii") as file:
        for turn in count():
            data = SHARED if turn % 3 == 1 else random.randbytes(random.randrange(1, 200_000))
            print(publish(store, data, publisher=f"{seed}").dataset, file=file, flush=True)
            begun.set()


def publish_some(url: str, turns: int, reported: Path) -> None:
    """Open the store and publish the same file that many times, and write down each receipt."""
    store = Store(url, MANY)
    with reported.open("w", encoding="ascii") as file:
        for _ in range(turns):
            receipt = publish(store, SHARED)
            print(receipt.dataset, receipt.code, file=file)
    store.close()
