"""Reviews that were made, within a budget of bytes for all readers together: the least recently used goes first."""

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
    """A review, how many bytes of memory it takes, and what views look up in it."""

    review: Review
    size: int
    views: WeakKeyDictionary[Place, object] = field(default_factory=WeakKeyDictionary)
    """What each reader saw last of it. Nothing else holds these, so that they go with it."""

    @cached_property
    def index(self) -> Index:
        """Made on first use, and let go of with the review."""
        return Index(self.review)


@dataclass(eq=False)
class Place:
    """Where the reviews of one reader are kept, or those that all may see. Whoever drops the place drops them."""

    reviews: dict[Hashable, CachedReview] = field(default_factory=dict)
    used: dict[Hashable, int] = field(default_factory=dict)


class Budget:
    """Lets go of what was used least recently, in whatever place, once all of it takes more than `most` bytes."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = Lock()
        self._places: WeakSet[Place] = WeakSet()
        self._uses = 0

    def get(self, place: Place, key: Hashable) -> CachedReview | None:
        """What is kept under a key; None where nothing is, or no more."""
        with self._lock:
            cached = place.reviews.get(key)
            if cached is not None:
                self._use(place, key)
            return cached

    def put(self, place: Place, key: Hashable, cached: CachedReview) -> None:
        """Keep a review; others go where it would be too much. The last one stays, whatever it takes."""
        with self._lock:
            self._places.add(place)
            place.reviews[key] = cached
            self._use(place, key)
            while self._size() > self._most and (oldest := self._oldest()) != (place, key):
                old, its_key = oldest
                del old.reviews[its_key], old.used[its_key]

    @property
    def size(self) -> int:
        """How many bytes all that is kept takes."""
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
