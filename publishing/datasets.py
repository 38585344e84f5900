"""What the store answers: frozen values, all moments in UTC."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Why = Literal["unknown", "withdrawn", "expired", "damaged"]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the publisher gets, once: the dataset's id, the code that withdraws this publication, and its end."""

    dataset: str
    code: str = field(repr=False)
    expires: datetime


@dataclass(frozen=True, slots=True)
class About:
    """A published dataset without its bytes.

    `name` and `published` are of its oldest live publication, `expires` is the end of the last one. `recipe` is JSON,
    `fingerprint` the SHA-256 of the bytes, `size` their number.
    """

    dataset: str
    name: str
    recipe: str
    fingerprint: str
    size: int
    published: datetime
    expires: datetime


@dataclass(frozen=True, slots=True)
class Published(About):
    """A published dataset with its bytes, which were found to be those that its id names."""

    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Gone:
    """Why there is nothing to show, and since when.

    Of an unknown dataset nobody knows, nor where the clock was set back since.
    """

    why: Why
    when: datetime | None = None


@dataclass(frozen=True, slots=True)
class Room:
    """How full the store is: bytes as they are stored, the most allowed, and how many datasets can be opened."""

    used_bytes: int
    total_bytes: int
    datasets: int
