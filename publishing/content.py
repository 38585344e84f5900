"""A file and its recipe, packed for the store, and verified whenever they are read."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from hashlib import sha256
from hmac import compare_digest

from scoring.errors import BadSettings
from scoring.reading import fingerprint
from scoring.recipes import load_recipe
from scoring.recognition import dataset_id

_MOST_RECIPE_BYTES = 5_000_000  # the limit for a recipe
_MOST_UNPACKED = 1_032  # bytes that a byte of zlib can hold
_OTHER_ID = "its fingerprint and recipe make another id"


class Damaged(ValueError):
    """Stored content differs from what was published; the text says which part, for the log."""


@dataclass(frozen=True, slots=True)
class Content:
    """A file and its recipe as stored: the dataset's id, the file's fingerprint and size in bytes, both compressed."""

    dataset: str
    fingerprint: str
    size: int
    recipe: bytes
    data: bytes

    @property
    def stored(self) -> int:
        """The size in the store, in bytes."""
        return len(self.recipe) + len(self.data)


def pack(data: bytes, recipe: str) -> Content:
    """The content of a file and a recipe (JSON). Raises `BadSettings` for an invalid recipe."""
    text = recipe.encode("utf-8", "surrogatepass")
    print_of_data = fingerprint(data)
    dataset = dataset_id(print_of_data, load_recipe(text).fingerprint)
    return Content(dataset, print_of_data, len(data), zlib.compress(text), zlib.compress(data))


def prove_recipe(dataset: str, fingerprint_of_data: str, packed: bytes) -> str:
    """The recipe, verified: with the file's fingerprint it makes the dataset's id. Raises `Damaged`.

    Recipes published when fingerprints still used values as written are returned in a form that says so.
    """
    for made, text in _readings(fingerprint_of_data, packed).items():
        if is_same(made, dataset):
            return text
    raise Damaged(_OTHER_ID)


def name_dataset(key: str, fingerprint_of_data: str, packed: bytes) -> str:
    """The id of the dataset with this lookup key, by its file's fingerprint and its recipe. Raises `Damaged`."""
    for made in _readings(fingerprint_of_data, packed):
        if is_same(lookup_key(made), key):
            return made
    raise Damaged(_OTHER_ID)


def _readings(fingerprint_of_data: str, packed: bytes) -> dict[str, str]:
    """Id -> recipe (JSON) for both ways to spell the values of a stored recipe. Raises `Damaged`."""
    text = _unpacked("recipe", packed, _MOST_RECIPE_BYTES)
    try:
        recipe = load_recipe(text)
    except BadSettings as error:
        raise Damaged(f"its recipe cannot be read: {error}") from None
    earlier = recipe.as_written()
    return {
        dataset_id(fingerprint_of_data, earlier.fingerprint): earlier.to_json(),
        dataset_id(fingerprint_of_data, recipe.fingerprint): text.decode(),
    }


def prove_data(fingerprint_of_data: str, packed: bytes, size: int) -> bytes:
    """The file's bytes, verified by this fingerprint. Raises `Damaged`."""
    if not 0 <= size <= _MOST_UNPACKED * len(packed):
        raise Damaged("its size cannot be that of its file")
    data = _unpacked("file", packed, size)
    if len(data) != size:
        raise Damaged("its file has another size")
    if not is_same(fingerprint(data), fingerprint_of_data):
        raise Damaged("its file has another fingerprint")
    return data


def is_same(made: str, kept: str) -> bool:
    """Whether two texts are the same, in a time that does not reveal where they differ."""
    return compare_digest(made.encode(), kept.encode())


def lookup_key(dataset: str) -> str:
    """The database key of a dataset: a hash, so that lookup times reveal nothing about ids."""
    return sha256(dataset.encode()).hexdigest()


def _unpacked(part: str, packed: bytes, most: int) -> bytes:
    unpacking = zlib.decompressobj()
    try:
        content = unpacking.decompress(packed, most + 1)
    except (zlib.error, TypeError, ValueError) as error:
        raise Damaged(f"its {part} cannot be unpacked: {error}") from None
    if not unpacking.eof or len(content) > most:
        raise Damaged(f"its {part} is cut short or too long")
    return content
