"""Killing a server while it publishes: what was reported stays, and nothing is left half-written."""

import signal
import time
from contextlib import closing
from pathlib import Path
from random import Random

from sqlalchemy import select, text

from publishing import Published, Store
from publishing.content import lookup_key, prove_data, prove_recipe
from publishing.database import Database
from publishing.schema import contents, datasets, publications
from scoring.recipes.recipe import Recipe
from scoring.recognition.fields.clinic_ids import dataset_id
from tests.publishing.publisher import processes, publish_until_killed

KILLS = 60
LONGEST_LIFE = 0.1  # seconds from the first report; for one server in five from its start, so some die opening


def test_a_killed_server_loses_and_halves_nothing(url: str, tmp_path: Path) -> None:
    """After sixty kills at random moments every reported dataset exists, and every row belongs to a complete one."""
    random = Random(5)  # noqa: S311 - the same moments in every run, as far as machines allow
    reported = tmp_path / "reported.txt"
    for kill in range(KILLS):
        begun = processes().Event()
        process = processes().Process(target=publish_until_killed, args=(url, kill, reported, begun))
        process.start()
        if kill % 5:
            assert begun.wait(60)
        time.sleep(random.uniform(0, LONGEST_LIFE))
        process.kill()
        process.join()
        assert process.exitcode == -signal.SIGKILL, "it stopped by itself"
    reports = reported.read_text(encoding="ascii").split()
    assert len(set(reports)) >= KILLS * 4 // 5, "too few were published to say anything"
    with closing(Store(url)) as store:
        lost = [dataset for dataset in set(reports) if not isinstance(store.find(dataset), Published)]
        shown = store.room().datasets
    assert lost == []
    with closing(Database(url)) as database:
        stored = _whole_datasets(database)
    assert len(stored) == shown
    assert {lookup_key(dataset) for dataset in reports} <= stored


def _whole_datasets(database: Database) -> set[str]:
    """The keys of all datasets, after checking that every row belongs to a complete one."""
    with database.reading() as connection:
        if connection.dialect.name == "sqlite":
            assert connection.execute(text("PRAGMA integrity_check")).all() == [("ok",)]
            assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
        known = {row.lookup_key: row.fingerprint for row in connection.execute(select(datasets))}
        assert set(connection.scalars(select(publications.c.lookup_key))) == known.keys()
        assert set(connection.scalars(select(contents.c.lookup_key))) == known.keys()
        for row in connection.execute(select(contents)):
            dataset = dataset_id(known[row.lookup_key], Recipe().fingerprint)
            assert lookup_key(dataset) == row.lookup_key
            assert row.stored == len(row.recipe) + len(row.data)
            prove_recipe(dataset, known[row.lookup_key], row.recipe)
            prove_data(known[row.lookup_key], row.data, row.size)
    return set(known)
