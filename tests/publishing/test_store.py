"""Publishing, finding and withdrawing, the same on both databases."""

import sqlite3
import zlib
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, inspect, select

from publishing import About, Gone, Published, Store, StoreLimits, StoreUnavailable
from publishing.__main__ import main
from publishing.database import Database
from publishing.schema import MIGRATIONS, TABLES, contents, datasets, publications, turns
from scoring import BadSettings
from scoring.reading.source import fingerprint
from scoring.recipes.recipe import Recipe
from scoring.recognition.fields.clinic_ids import dataset_id
from tests.publishing.conftest import Clock
from tests.publishing.files import FILE, noise, publish

RECIPE = Recipe(columns={"Guide": ("imaging",)}, exclude=("beta",))
HOSTILE = "<script>alert(1)</script>'; DROP TABLE publishing_datasets; -- =1+1 \u202e\N{PILE OF POO}.csv"


def test_what_is_published_is_found(store: Store, clock: Clock) -> None:
    """The id comes from file and recipe, and returns both, byte for byte, with name and dates."""
    receipt = store.publish(name="clinics.csv", data=FILE, recipe=RECIPE.to_json(), publisher="ann")
    assert receipt.dataset == dataset_id(fingerprint(FILE), RECIPE.fingerprint)
    assert receipt.expires == clock.now + timedelta(days=90)
    published = store.find(receipt.dataset)
    known = (receipt.dataset, "clinics.csv", RECIPE.to_json(), fingerprint(FILE), len(FILE), clock.now, receipt.expires)
    assert published == Published(*known, FILE)
    assert store.about(receipt.dataset) == About(*known)


@pytest.mark.parametrize("data", [b"", b"\0\xff", bytes(range(256)) * 9000], ids=["empty", "no text", "large"])
def test_any_bytes_come_back(store: Store, data: bytes) -> None:
    """Bytes are kept as bytes, whatever they hold and however many they are."""
    published = store.find(publish(store, data).dataset)
    assert isinstance(published, Published)
    assert published.data == data


def test_a_new_process_finds_it(store: Store, open_store: Callable[..., Store]) -> None:
    """A published dataset outlives the store object that published it."""
    receipt = publish(store)
    store.close()
    assert isinstance(open_store().find(receipt.dataset), Published)


@pytest.mark.parametrize(
    "dataset",
    [
        "",
        "0" * 32,
        "0" * 31,
        "0" * 31 + "\n",
        "' OR 1=1 --",
        "%",
        "../../etc/passwd",
        "\0",
        "\ud800",
        "A" * 32,
        "1" * 10**6,
    ],
    ids=range(11),
)
def test_an_id_that_is_none_is_unknown(store: Store, dataset: str) -> None:
    """An id that was never given, of whatever form, is unknown, withdraws nothing and is no error."""
    receipt = publish(store)
    assert store.find(dataset) == store.about(dataset) == Gone("unknown")
    assert not store.withdraw(dataset, receipt.code)
    assert isinstance(store.find(receipt.dataset), Published)


def test_an_id_is_matched_whole_and_exactly(store: Store) -> None:
    """Neither part of an id nor another spelling of it finds a dataset."""
    dataset = publish(store).dataset
    for other in (dataset[:-1], dataset + "0", f" {dataset}", dataset + "\n", dataset.upper() + "A"):
        assert store.find(other) == Gone("unknown")


def test_a_hostile_name_is_kept_as_given(store: Store) -> None:
    """A name is text and nothing else: it comes back as it was given, and harms nothing."""
    published = store.about(publish(store, name=HOSTILE).dataset)
    assert isinstance(published, About)
    assert published.name == HOSTILE


def test_a_name_holds_only_what_can_be_stored(store: Store) -> None:
    """A name is cut to 200 characters, and NUL and half characters are replaced."""
    published = store.about(publish(store, name="a\0b\ud800c" + "x" * 300).dataset)
    assert isinstance(published, About)
    assert published.name == "a\N{REPLACEMENT CHARACTER}b?c" + "x" * 195


@pytest.mark.parametrize("recipe", ["", "[]", '{"columns": {"a": ["nowhere"]}}', '"\ud800"'])
def test_a_recipe_that_cannot_be_used_is_not_published(store: Store, recipe: str) -> None:
    """A broken recipe is refused before anything is stored."""
    with pytest.raises(BadSettings):
        store.publish(name="clinics.csv", data=FILE, recipe=recipe, publisher="ann")
    assert store.room().datasets == store.room().used_bytes == 0


def test_the_right_code_withdraws(store: Store, clock: Clock) -> None:
    """The code closes the dataset at once, which then says when; its bytes and name are gone."""
    receipt = publish(store)
    clock.move(minutes=5)
    assert store.withdraw(receipt.dataset, f" {receipt.code}\n")
    withdrawn = Gone("withdrawn", clock.now)
    clock.move(days=200)
    assert store.find(receipt.dataset) == store.about(receipt.dataset) == withdrawn
    assert store.room().used_bytes == 0
    assert store.withdraw(receipt.dataset, receipt.code), "giving a code again harms nothing"
    assert store.find(receipt.dataset) == withdrawn


def test_a_host_takes_down_without_a_code(store: Store, clock: Clock) -> None:
    """Every publication of the dataset ends at once, its bytes with it; others stay, and an unknown id is reported."""
    first, second, other = publish(store), publish(store), publish(store, b"name,imaging\nOther,CT\n")
    assert first.dataset == second.dataset
    clock.move(minutes=5)
    assert store.take_down(first.dataset)
    assert store.find(first.dataset) == Gone("withdrawn", clock.now)
    assert isinstance(store.find(other.dataset), Published)
    assert not store.take_down(first.dataset)
    assert not store.take_down("' OR 1=1 --")


def test_the_command_takes_down(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    """`take-down` closes a link and says so; an unknown id and a missing store are one sentence and exit 2."""
    with closing(Store(url)) as now:
        dataset = publish(now).dataset
        assert main(["take-down", dataset, "--store", url]) == 0
        assert isinstance(now.find(dataset), Gone)
    assert main(["take-down", dataset, "--store", url]) == 2
    assert main(["take-down", dataset, "--store", "nowhere"]) == 2
    message = capsys.readouterr().err
    assert f"{dataset} is taken down" in message
    assert f"Nothing is published as '{dataset}'" in message
    assert "Traceback" not in message


def test_the_command_opens_only_a_store_that_is_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A misspelled path makes no file and no folder, and the database of another program gets no tables."""
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as database:
        database.execute("CREATE TABLE clinics (name)")
    missing, not_ours = "There is no store of published datasets at this address; check", "The database at the address"
    for path, sentence in {
        tmp_path / "misspelled.db": missing,
        tmp_path / "folder" / "store.db": missing,
        other: not_ours,
    }.items():
        assert main(["take-down", "a" * 20, "--store", f"sqlite:///{path}"]) == 2
        assert capsys.readouterr().err.startswith(sentence)
    assert [path.name for path in tmp_path.iterdir() if path.is_dir() or "-" not in path.name] == ["other.db"]
    with closing(sqlite3.connect(other)) as database:
        assert database.execute("SELECT name FROM sqlite_master").fetchall() == [("clinics",)]


def test_what_ended_is_ended_though_its_bytes_stay_for_now(
    store: Store, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    """A disk too full to drop bytes lets a publication end: nobody is told that it stays published."""

    def _full() -> int:
        raise StoreUnavailable("full")

    receipts = [publish(store, content) for content in (b"1", b"2")]
    with monkeypatch.context() as patches:
        patches.setattr(store, "tidy", _full)
        assert store.withdraw(receipts[0].dataset, receipts[0].code)
        assert store.take_down(receipts[1].dataset)
    assert [store.find(receipt.dataset) for receipt in receipts] == [Gone("withdrawn", clock.now)] * 2
    assert store.tidy() > 0


def test_a_wrong_code_withdraws_nothing(store: Store) -> None:
    """Neither a guess nor another dataset's code closes a dataset."""
    receipt, other = publish(store), publish(store, b"other")
    for code in ("", "guess", other.code, receipt.code[:-1], receipt.code.swapcase(), receipt.dataset, "\0", "\ud800"):
        assert not store.withdraw(receipt.dataset, code)
    assert isinstance(store.find(receipt.dataset), Published)
    assert isinstance(store.find(other.dataset), Published)


def test_each_publisher_withdraws_only_their_own(store: Store, clock: Clock) -> None:
    """Two publications of one file share its bytes; it stays, under the other's name and dates, until both end."""
    first = publish(store, name="ann's.csv", publisher="ann")
    clock.move(days=10)
    used = store.room().used_bytes
    second = publish(store, name="bob's.csv", publisher="bob")
    assert second.dataset == first.dataset
    assert second.code != first.code
    assert (store.room().used_bytes, store.room().datasets) == (used, 1)
    about = store.about(first.dataset)
    assert isinstance(about, About)
    assert (about.name, about.published, about.expires) == ("ann's.csv", clock.now - timedelta(days=10), second.expires)
    assert store.withdraw(first.dataset, first.code)
    about = store.about(first.dataset)
    assert isinstance(about, About)
    assert (about.name, about.published, about.expires) == ("bob's.csv", clock.now, second.expires)
    assert store.withdraw(first.dataset, second.code)
    assert store.find(first.dataset) == Gone("withdrawn", clock.now)


def test_what_was_withdrawn_can_be_published_again(store: Store) -> None:
    """Publishing a withdrawn file again opens the same link, and the old code does not close it."""
    old = publish(store)
    store.withdraw(old.dataset, old.code)
    new = publish(store)
    assert new.dataset == old.dataset
    assert store.withdraw(old.dataset, old.code)
    assert isinstance(store.find(new.dataset), Published)


def test_a_publication_expires(store: Store, clock: Clock) -> None:
    """A dataset is there until its last moment; from then on it says when it expired."""
    receipt = publish(store)
    clock.now = receipt.expires - timedelta(microseconds=1)
    assert isinstance(store.find(receipt.dataset), Published)
    clock.now = receipt.expires
    assert store.find(receipt.dataset) == store.about(receipt.dataset) == Gone("expired", receipt.expires)
    assert store.room().datasets == 0


def test_the_last_end_is_reported(store: Store, clock: Clock) -> None:
    """Of several ended publications, the last to end is the stated reason, whichever came first."""
    withdrawn, expired = publish(store, b"a"), publish(store, b"b")
    clock.move(days=30)
    late, early = publish(store, b"a"), publish(store, b"b")
    store.withdraw(withdrawn.dataset, withdrawn.code)
    store.withdraw(early.dataset, early.code)
    clock.move(days=100)
    assert store.find(withdrawn.dataset) == Gone("expired", late.expires)
    assert store.find(expired.dataset) == Gone("expired", expired.expires)


def test_tidying_frees_what_ended(store: Store, url: str, clock: Clock) -> None:
    """Bytes and names of expired datasets are removed, live ones stay, and a link can still say what happened."""
    ended = publish(store, name="secret name.csv")
    clock.move(days=60)
    live = publish(store, b"live", publisher="bob")
    clock.move(days=60)
    used = store.room().used_bytes
    freed = store.tidy()
    assert 0 < freed < used
    assert store.room().used_bytes == used - freed
    assert store.find(ended.dataset) == Gone("expired", ended.expires)
    assert isinstance(store.find(live.dataset), Published)
    assert store.tidy() == 0
    with closing(Database(url)) as database, database.reading() as connection:
        assert connection.scalars(select(publications.c.name).order_by(publications.c.name)).all() == [
            "",
            "clinics.csv",
        ]
        assert connection.execute(select(func.count()).select_from(turns)).scalar_one() == 0


def test_no_secret_is_stored(store: Store, url: str) -> None:
    """The database holds neither ids nor codes nor publishers' keys, so nobody who reads it can open or end a link."""
    earlier = publish(store, b"name,imaging\nOther,CT\n", publisher="203.0.113.7")
    receipt = store.publish(
        name="clinics.csv", data=FILE, recipe="{}", publisher="203.0.113.7", predecessor=earlier.dataset
    )
    with closing(Database(url)) as database, database.reading() as connection:
        rows = [str(row) for table in TABLES.sorted_tables for row in connection.execute(table.select())]
    assert len(rows) == len(MIGRATIONS) + 2 * 4
    for secret in (receipt.dataset, receipt.code, earlier.dataset, earlier.code, "203.0.113.7"):
        assert not any(secret in row for row in rows)
    assert receipt.code not in repr(receipt)


def test_the_tables_are_as_the_steps_made_them(store: Store, url: str) -> None:
    """The program's idea of the tables is what the migrations make: tables, columns, what may be empty."""
    assert store.room().datasets == 0
    with closing(Database(url)) as database, database.reading() as connection:
        published = inspect(connection)
        assert set(published.get_table_names()) == set(TABLES.tables)
        for table in TABLES.sorted_tables:
            made = {column["name"]: column["nullable"] for column in published.get_columns(table.name)}
            assert made == {column.name: column.nullable for column in table.columns}


def test_nothing_is_left_over_when_publishing_fails(
    open_store: Callable[..., Store], url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Publishing is one transaction: if it fails at the end, nothing remains of its beginning."""
    monkeypatch.setattr("publishing.store._storable", lambda _name: 1 / 0)
    store = open_store(StoreLimits(per_hour=1))
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            publish(store)
    with closing(Database(url)) as database, database.reading() as connection:
        for table in (datasets, contents, publications, turns):
            assert connection.execute(table.select()).all() == []


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_no_byte_of_what_was_withdrawn_is_left(store: Store, tmp_path: Path) -> None:
    """Neither the file nor its log holds anything of a withdrawn dataset, while the app runs on."""
    receipt = publish(store, noise(100_000))
    part = zlib.compress(noise(100_000))[50_000:50_050]
    assert any(part in path.read_bytes() for path in tmp_path.iterdir())
    assert store.withdraw(receipt.dataset, receipt.code)
    assert not any(part in path.read_bytes() for path in tmp_path.iterdir())
