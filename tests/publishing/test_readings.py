"""One id, one reading: a link opens what it was published as, on both databases."""

import json
import zlib
from contextlib import closing
from itertools import permutations

import pytest
from sqlalchemy import update

from publishing import About, Gone, Published, Store
from publishing.content import lookup_key
from publishing.database import Database
from publishing.schema import contents
from scoring import BadSettings, review
from scoring.reading.source import fingerprint
from scoring.recipes.loader import load_recipe
from scoring.recipes.recipe import Recipe
from scoring.recognition.fields.clinic_ids import dataset_id

FILE = b"clinic_id,name,products,imaging\nalpha,Alpha Spine,Zorb; PRP,CT\nbeta,Beta Spine,zorb,none\n"
# A recipe of two words in their original spelling, and the fingerprint that it had when that spelling was its key.
WRITTEN = '{"values": {"credentials": {"M\u00e9decin  G\u00e9n\u00e9raliste": ["physician"], "DR.": []}}}'
BEFORE = "7b698b8cece923c2fab08ce9a0d75e22218c027d49b5338e95ad5408b7c3b9d9"


def recipe_text(products: dict[str, list[str]]) -> str:
    """A recipe, as JSON, that gives values of products a meaning, in this order."""
    return json.dumps({"values": {"products": products}})


def published(store: Store, dataset: str) -> Published:
    """The published dataset, which must exist."""
    known = store.find(dataset)
    assert isinstance(known, Published)
    return known


def test_publishing_again_leaves_the_recipe_of_a_link(store: Store) -> None:
    """The same decisions in another order and spelling have the same id, and the link opens the first text of them."""
    first = recipe_text({"Zorb": ["bmc"], "blend": ["prp"]})
    receipt = store.publish(name="a.csv", data=FILE, recipe=first, publisher="ann")
    again = recipe_text({"blend": ["prp"], " ZORB": ["bmc"]})
    assert store.publish(name="b.csv", data=FILE, recipe=again, publisher="ben").dataset == receipt.dataset
    known = store.about(receipt.dataset)
    assert isinstance(known, About)
    assert known.recipe == published(store, receipt.dataset).recipe == first


def test_a_damaged_recipe_is_replaced(store: Store, url: str) -> None:
    """Publishing again repairs a link whose recipe has become unreadable."""
    text = recipe_text({"zorb": ["bmc"]})
    receipt = store.publish(name="a.csv", data=FILE, recipe=text, publisher="ann")
    _store_recipe(url, receipt.dataset, "{")
    assert store.publish(name="a.csv", data=FILE, recipe=text, publisher="ann").dataset == receipt.dataset
    assert published(store, receipt.dataset).recipe == text


@pytest.mark.parametrize("pairs", list(permutations([("zorb", ["bmc"]), ("Zorb", ["prp"])])))
def test_two_meanings_of_a_value_are_not_published(store: Store, pairs: tuple[tuple[str, list[str]], ...]) -> None:
    """In any order, two keys that are read as one value with two meanings are refused in a sentence."""
    with pytest.raises(BadSettings, match="are read as one value and are given two meanings"):
        store.publish(name="a.csv", data=FILE, recipe=recipe_text(dict(pairs)), publisher="ann")
    assert store.room().datasets == 0


def test_a_link_of_an_earlier_fingerprint_opens(store: Store, url: str) -> None:
    """A set published when fingerprints spelled values as written keeps its id, and its recipe yields it."""
    recipe = load_recipe(WRITTEN.encode()).as_written()
    receipt = store.publish(name="a.csv", data=FILE, recipe=recipe.to_json(), publisher="ann")
    assert receipt.dataset == dataset_id(fingerprint(FILE), BEFORE)
    _store_recipe(url, receipt.dataset, WRITTEN)  # as it was stored then
    known = published(store, receipt.dataset)
    assert load_recipe(known.recipe.encode()).fingerprint == BEFORE
    assert review(known.data, recipe=known.recipe.encode()).dataset == receipt.dataset
    assert load_recipe(known.recipe.encode()).values == load_recipe(WRITTEN.encode()).values
    new = store.publish(name="a.csv", data=FILE, recipe=WRITTEN, publisher="ann")
    assert new.dataset == dataset_id(fingerprint(FILE), load_recipe(WRITTEN.encode()).fingerprint) != receipt.dataset


def test_a_link_of_two_readings_is_set_aside(store: Store, url: str) -> None:
    """A set published under two meanings of one value is shown in neither; the log says why."""
    recipe = Recipe(values={"products": {"zorb": ("bmc",), "Zorb": ("bmc",)}}).as_written()
    receipt = store.publish(name="a.csv", data=FILE, recipe=recipe.to_json(), publisher="ann")
    assert isinstance(store.about(receipt.dataset), About)
    _store_recipe(url, receipt.dataset, recipe_text({"zorb": ["bmc"], "Zorb": ["prp"]}))
    answer = store.find(receipt.dataset)
    assert isinstance(answer, Gone)
    assert answer.why == "damaged"


def _store_recipe(url: str, dataset: str, text: str) -> None:
    """Replace a stored recipe by another text, as an earlier version would have left it."""
    packed = zlib.compress(text.encode())
    with closing(Database(url)) as database, database.writing() as connection:
        this = contents.c.lookup_key == lookup_key(dataset)
        connection.execute(update(contents).where(this).values(recipe=packed))
