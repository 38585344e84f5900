"""The edition before a dataset: which one its publisher may name, and what readers learn about it.

It is stored by its lookup key, because no table holds ids; while it is open its id follows from its content.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from publishing.content import Damaged, lookup_key, name_dataset
from publishing.datasets import Gone, Predecessor
from publishing.errors import CannotPublish
from publishing.queries import Live, past_moment, read_columns, read_standing
from publishing.schema import contents
from scoring.recognition import is_dataset_id


def predecessor_key(connection: Connection, dataset: str, predecessor: str, now: datetime) -> str:
    """The lookup key of a predecessor that is open and does not have the dataset among its own predecessors.

    Raises `CannotPublish` for any other. Publications that end may still leave a circle of predecessors, so code that
    follows them must not rely on reaching an end.
    """
    key = lookup_key(predecessor) if is_dataset_id(predecessor) else ""
    earlier = _open(connection, key, now)
    if earlier is None:
        raise CannotPublish("The earlier edition is not published here. Name another one, or none.")
    passed = {key}
    while earlier is not None and earlier.predecessor is not None and earlier.predecessor not in passed:
        passed.add(earlier.predecessor)
        earlier = _open(connection, earlier.predecessor, now)
    if lookup_key(dataset) in passed:
        raise CannotPublish(
            "The earlier edition is this list, or names it as an earlier edition of its own. Name another one, or none."
        )
    return key


def read_predecessor(connection: Connection, key: str, now: datetime) -> Predecessor | Gone:
    """The dataset with this lookup key if it is open, or why it is not."""
    try:
        live = read_standing(connection, key, now)
        if isinstance(live, Gone):
            return live
        if live.set_aside is None and (row := read_columns(connection, key, contents.c.recipe)):
            return Predecessor(name_dataset(key, live.fingerprint, row.recipe), live.name, live.published)
        return Gone("damaged", past_moment(live.set_aside, now) if live.set_aside else None)
    except Damaged:  # whoever opens it learns the reason, which is then logged
        return Gone("damaged")


def _open(connection: Connection, key: str, now: datetime) -> Live | None:
    """A dataset that can be opened; None for any other."""
    try:
        live = read_standing(connection, key, now)
    except Damaged:
        return None
    return live if isinstance(live, Live) and live.set_aside is None else None
