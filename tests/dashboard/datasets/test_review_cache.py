"""Reviews are kept within a budget of bytes, shared by all readers."""

from __future__ import annotations

import gc

from dashboard.datasets.review_cache import Budget, CachedReview, Place
from tests.scoring.files import reviewed

REVIEW = reviewed("name,imaging\nA,CT\n")


def test_what_was_used_least_recently_goes_first_in_whatever_place() -> None:
    """A reader's review makes room for another's, and one that was used again stays."""
    budget, first, second = Budget(100), Place(), Place()
    budget.put(first, "a", CachedReview(REVIEW, 40))
    budget.put(first, "b", CachedReview(REVIEW, 40))
    assert budget.get(first, "a") is not None
    budget.put(second, "a", CachedReview(REVIEW, 40))
    assert [budget.get(*at) is not None for at in ((first, "a"), (first, "b"), (second, "a"))] == [True, False, True]
    assert budget.size == 80


def test_the_last_review_stays_whatever_it_takes() -> None:
    """A review that takes the whole budget is still made, and kept alone."""
    budget, place = Budget(100), Place()
    budget.put(place, "a", CachedReview(REVIEW, 40))
    budget.put(place, "b", CachedReview(REVIEW, 400))
    assert (budget.get(place, "a"), budget.size) == (None, 400)


def test_a_place_that_is_let_go_of_frees_its_bytes() -> None:
    """What a session kept no longer counts once the session is over."""
    budget, place, dropped = Budget(100), Place(), Place()
    budget.put(dropped, "a", CachedReview(REVIEW, 60))
    del dropped
    gc.collect()
    budget.put(place, "a", CachedReview(REVIEW, 60))
    assert budget.size == 60
