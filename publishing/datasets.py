"""The values that the store returns: frozen, with all times in UTC."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Why = Literal["unknown", "withdrawn", "expired", "damaged"]


@dataclass(frozen=True, slots=True)
class Receipt:
    """Given to the publisher once: the dataset's id, the code that withdraws this publication, and when it expires."""

    dataset: str
    code: str = field(repr=False)
    expires: datetime


@dataclass(frozen=True, slots=True)
class Gone:
    """Why a dataset cannot be opened, and since when.

    `when` is None for an unknown dataset, or if the clock was set back since.
    """

    why: Why
    when: datetime | None = None


@dataclass(frozen=True, slots=True)
class Predecessor:
    """The edition before a dataset, which is open: its id, its name, and when it was published."""

    dataset: str
    name: str
    published: datetime


@dataclass(frozen=True, slots=True)
class About:
    """A published dataset without its bytes.

    `name`, `published` and `predecessor` are those of its oldest live publication, so that nobody who publishes the
    same file again can change what readers of the link see; `expires` is the latest expiry. `recipe` is JSON,
    `fingerprint` the SHA-256 of the bytes, `size` their number. `predecessor` is the edition before it, which its
    publisher named, or why that cannot be opened any more.
    """

    dataset: str
    name: str
    recipe: str
    fingerprint: str
    size: int
    published: datetime
    expires: datetime
    predecessor: Predecessor | Gone | None = field(default=None, kw_only=True)


@dataclass(frozen=True, slots=True)
class Published(About):
    """A published dataset with its bytes, verified by its id."""

    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Room:
    """How full the store is: stored bytes, the limit in bytes, and the number of live datasets."""

    used_bytes: int
    total_bytes: int
    datasets: int
