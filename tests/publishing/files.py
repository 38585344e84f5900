"""Small files to publish, and how the tests publish them."""

from random import Random

from publishing import Receipt, Store

FILE = b"clinic_id,name,imaging\nalpha,Alpha Spine,CT\n" * 50


def publish(store: Store, data: bytes = FILE, name: str = "clinics.csv", publisher: str = "ann") -> Receipt:
    """Publish a file under no recipe."""
    return store.publish(name=name, data=data, recipe="{}", publisher=publisher)


def noise(size: int, seed: int = 0) -> bytes:
    """Bytes that do not compress."""
    return Random(seed).randbytes(size)  # noqa: S311 - the same in every run
