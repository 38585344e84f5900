"""The edition before a published dataset: who may name which, and what readers learn about it, on both databases."""

from collections.abc import Callable
from contextlib import closing

import pytest
from sqlalchemy import select, update

from publishing import About, CannotPublish, Gone, Predecessor, Published, Receipt, Store
from publishing.content import lookup_key
from publishing.database import Database
from publishing.schema import MIGRATIONS, contents, publications
from scoring.recipes.recipe import Recipe
from tests.publishing.conftest import Clock
from tests.publishing.files import publish

FILES = [f"name,imaging\n{name},CT\n".encode() for name in ("Alpha", "Beta", "Gamma")]


def publish_after(store: Store, data: bytes, predecessor: str | None) -> Receipt:
    """Publish a file as the edition after another."""
    return store.publish(name="list.csv", data=data, recipe="{}", publisher="ann", predecessor=predecessor)


def predecessor_of(store: Store, dataset: str) -> str | Gone | None:
    """The id of the edition before, or why it cannot be opened; `find` and `about` agree."""
    about, published = store.about(dataset), store.find(dataset)
    assert isinstance(about, About)
    assert isinstance(published, Published)
    assert about.predecessor == published.predecessor
    return about.predecessor.dataset if isinstance(about.predecessor, Predecessor) else about.predecessor


def test_a_predecessor_is_kept(store: Store, open_store: Callable[..., Store], clock: Clock) -> None:
    """Readers learn which edition came before, also from another process; otherwise there is none."""
    first = publish_after(store, FILES[0], None)
    second = publish_after(store, FILES[1], first.dataset)
    assert predecessor_of(open_store(), second.dataset) == first.dataset
    assert predecessor_of(store, first.dataset) is None
    about = store.about(second.dataset)
    assert isinstance(about, About)
    assert about.predecessor == Predecessor(first.dataset, "list.csv", clock.now)


@pytest.mark.parametrize("other", ["", "0" * 32, "example", "\0", "\ud800", "' OR 1=1 --"])
def test_only_what_is_open_can_be_named(store: Store, other: str) -> None:
    """An id that opens nothing is refused in a sentence, and nothing is published."""
    with pytest.raises(CannotPublish, match="not published here"):
        publish_after(store, FILES[0], other)
    assert store.room().datasets == store.room().used_bytes == 0


def test_what_has_ended_cannot_be_named(store: Store, clock: Clock) -> None:
    """Neither a withdrawn nor an expired edition is accepted any more."""
    first = publish_after(store, FILES[0], None)
    assert store.withdraw(first.dataset, first.code)
    second = publish_after(store, FILES[1], None)
    clock.move(days=91)
    for ended in (first, second):
        with pytest.raises(CannotPublish, match="not published here"):
            publish_after(store, FILES[2], ended.dataset)


def test_an_edition_that_ends_later_stays_named(store: Store, clock: Clock) -> None:
    """That an earlier edition existed is reported although it was withdrawn since, with the date."""
    first = publish_after(store, FILES[0], None)
    second = publish_after(store, FILES[1], first.dataset)
    store.withdraw(first.dataset, first.code)
    assert predecessor_of(store, second.dataset) == Gone("withdrawn", clock.now)


def test_a_damaged_predecessor_does_no_harm(store: Store, url: str) -> None:
    """The list after it opens, and reports the earlier one as damaged."""
    recipe = '{"values": {"products": {"Zorb": ["prp"]}}}'
    first = store.publish(name="a.csv", data=FILES[0], recipe=recipe, publisher="ann")
    second = publish_after(store, FILES[1], first.dataset)
    with closing(Database(url)) as database, database.writing() as connection:
        this = contents.c.lookup_key == lookup_key(first.dataset)
        connection.execute(update(contents).where(this).values(recipe=b"rot"))
    assert predecessor_of(store, second.dataset) == Gone("damaged")
    assert isinstance(store.find(first.dataset), Gone)
    with pytest.raises(CannotPublish, match="not published here"):
        publish_after(store, FILES[2], first.dataset)


def test_an_earlier_spelling_of_a_recipe_is_named_by_its_link(store: Store) -> None:
    """A list whose id spells values as they were written is named by that id."""
    recipe = Recipe(values={"products": {" Zorb": ("prp",)}}).as_written()
    first = store.publish(name="a.csv", data=FILES[0], recipe=recipe.to_json(), publisher="ann")
    assert predecessor_of(store, publish_after(store, FILES[1], first.dataset).dataset) == first.dataset


def test_no_list_comes_before_itself(store: Store) -> None:
    """Neither directly nor by way of others, whoever publishes the file again."""
    datasets = [publish_after(store, FILES[0], None).dataset]
    for data in FILES[1:]:
        datasets.append(publish_after(store, data, datasets[-1]).dataset)
    for later in datasets:
        with pytest.raises(CannotPublish, match="is this list, or names it"):
            publish_after(store, FILES[0], later)


def test_a_circle_ends(store: Store, clock: Clock) -> None:
    """Publications that end may leave a circle of editions; naming one of them still terminates."""
    first = publish_after(store, FILES[0], None)
    clock.move(minutes=1)
    second = publish_after(store, FILES[1], first.dataset)
    store.withdraw(second.dataset, second.code)
    clock.move(minutes=1)
    third = publish_after(store, FILES[0], publish_after(store, FILES[1], None).dataset)
    publish_after(store, FILES[1], None)
    assert predecessor_of(store, third.dataset) is None, "the first of its live publications named none"
    store.withdraw(first.dataset, first.code)
    assert predecessor_of(store, first.dataset) == second.dataset
    assert publish_after(store, FILES[2], third.dataset).dataset


@pytest.mark.parametrize("days", [1, 0, -1000])
def test_publishing_again_leaves_the_predecessor_of_a_link(store: Store, clock: Clock, days: float) -> None:
    """Readers see what the first live publication named, wherever the clock went; after its end, what the next did."""
    other = publish_after(store, FILES[0], None)
    mine = publish_after(store, FILES[1], None)
    clock.move(days=days)
    publish_after(store, FILES[1], other.dataset)
    assert predecessor_of(store, mine.dataset) is None
    store.withdraw(mine.dataset, mine.code)
    assert predecessor_of(store, mine.dataset) == other.dataset


def test_what_ended_keeps_no_predecessor(store: Store, url: str) -> None:
    """Withdrawing drops the earlier edition's id along with name and bytes."""
    second = publish_after(store, FILES[1], publish_after(store, FILES[0], None).dataset)
    store.withdraw(second.dataset, second.code)
    with closing(Database(url)) as database, database.reading() as connection:
        assert set(connection.scalars(select(publications.c.predecessor))) == {None}


def test_a_store_of_before_opens(url: str, clock: Clock) -> None:
    """A dataset published before editions could be named opens, has none, and can be named by the next."""
    with closing(Database(url, MIGRATIONS[:1])) as database, database.writing() as connection:
        connection.exec_driver_sql(
            "INSERT INTO publishing_datasets (lookup_key, fingerprint) VALUES ('of another time', 'print')"
        )
    with closing(Store(url, clock=clock)) as store:
        first = publish(store, FILES[0])
        assert predecessor_of(store, first.dataset) is None
        assert predecessor_of(store, publish_after(store, FILES[1], first.dataset).dataset) == first.dataset
