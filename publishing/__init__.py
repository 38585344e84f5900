"""Keeps the datasets that people publish, so that others can open them by a link. Knows of no screen."""

from publishing.datasets import About, Gone, Published, Receipt, Room
from publishing.errors import CannotPublish, StoreUnavailable
from publishing.store import Store
from publishing.terms import Terms

__all__ = [
    "About",
    "CannotPublish",
    "Gone",
    "Published",
    "Receipt",
    "Room",
    "Store",
    "StoreUnavailable",
    "Terms",
]
