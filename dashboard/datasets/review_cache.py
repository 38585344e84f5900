"""A cache of reviews within a budget of bytes for all readers together; the least recently used is dropped first."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock
from weakref import WeakKeyDictionary, WeakSet

from dashboard.facets import Index
from scoring import Review


@dataclass(eq=False)
class CachedReview:
    """A review, its size in bytes of memory, and the index that views look up."""

    review: Review
    size: int
    views: WeakKeyDictionary[Place, object] = field(default_factory=WeakKeyDictionary)
    """Each reader's last view of it. Nothing else references these, so they are freed with it."""
    weighted: WeakKeyDictionary[Place, Review] = field(default_factory=WeakKeyDictionary)
    """The same as an earlier edition of another list, under each reader's last weights."""

    @cached_property
    def index(self) -> Index:
        """Made on first use, and freed with the review."""
        return Index(self.review)


@dataclass(eq=False)
class Place:
    """Holds the reviews of one reader, or the shared ones. Dropping the place drops its reviews."""

    reviews: dict[Hashable, CachedReview] = field(default_factory=dict)
    used: dict[Hashable, int] = field(default_factory=dict)


class Budget:
    """Drops the least recently used reviews, in any place, once all of them take more than `most` bytes."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = Lock()
        self._places: WeakSet[Place] = WeakSet()
        self._uses = 0

    def get(self, place: Place, key: Hashable) -> CachedReview | None:
        """The review under a key; None if there is none, or if it was dropped."""
        with self._lock:
            cached = place.reviews.get(key)
            if cached is not None:
                self._use(place, key)
            return cached

    def put(self, place: Place, key: Hashable, cached: CachedReview) -> None:
        """Add a review, and drop others beyond the budget. The newest always stays, whatever its size."""
        with self._lock:
            self._places.add(place)
            place.reviews[key] = cached
            self._use(place, key)
            while self._size() > self._most and (oldest := self._oldest()) != (place, key):
                old, its_key = oldest
                del old.reviews[its_key], old.used[its_key]

    @property
    def size(self) -> int:
        """The size of all cached reviews, in bytes."""
        with self._lock:
            return self._size()

    def _use(self, place: Place, key: Hashable) -> None:
        self._uses += 1
        place.used[key] = self._uses

    def _size(self) -> int:
        return sum(cached.size for place in self._places for cached in place.reviews.values())

    def _oldest(self) -> tuple[Place, Hashable]:
        return min(
            ((place, key) for place in self._places for key in place.used),
            key=lambda pair: pair[0].used[pair[1]],
        )
