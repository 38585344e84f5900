"""Stores published datasets, so that others can open them by a link. Independent of any screen."""

import scoring.interruption  # noqa: F401 - before what takes a moment to load
from publishing.database import is_store_address
from publishing.datasets import About, Gone, Predecessor, Published, Receipt, Room
from publishing.errors import CannotPublish, StoreUnavailable
from publishing.store import Store
from publishing.store_limits import StoreLimits

__all__ = [
    "About",
    "CannotPublish",
    "Gone",
    "Predecessor",
    "Published",
    "Receipt",
    "Room",
    "Store",
    "StoreLimits",
    "StoreUnavailable",
    "is_store_address",
]
