"""Filters: any value within one, all filters together."""

import pytest

from dashboard.filters import Filters, matching
from scoring import Review

CASES = {
    "nothing asked": (Filters(), ["alpha", "beta", "gamma", "delta", "echo"]),
    "a state by code or by name": (Filters(states=frozenset({"FL"})), ["alpha", "gamma"]),
    "either of two states": (Filters(states=frozenset({"CO", "NV"})), ["beta", "delta", "echo"]),
    "a word of the city": (Filters(search="tampa"), ["alpha", "gamma"]),
    "words over several columns": (Filters(search="reno 89501"), ["echo"]),
    "a postal code with its zeros": (Filters(search="00501"), ["delta"]),
    "a sign that patterns act on": (Filters(search=".*"), []),
    "a term": (Filters(terms={"imaging": frozenset({"fluoroscopy"})}), ["alpha", "gamma"]),
    "a term or not stated": (
        Filters(terms={"credentials": frozenset({"dc", ""})}),
        ["gamma", "delta", "echo"],
    ),
    "an ambiguous word is stated, not clearly": (Filters(terms={"products": frozenset({""})}), ["delta"]),
    "two questions at once": (
        Filters(terms={"products": frozenset({"prp"}), "targets": frozenset({"disc"})}),
        ["alpha", "beta"],
    ),
    "without a flag": (Filters(without=frozenset({"exosome", "blind"})), ["alpha", "gamma", "delta"]),
    "a score range leaves out the unscored": (Filters(score=(0, 99)), ["alpha", "beta", "gamma", "echo"]),
    "high scores": (Filters(score=(90, 100)), ["alpha"]),
}


@pytest.mark.parametrize(("asked", "found"), CASES.values(), ids=CASES.keys())
def test_filter(clinics: Review, asked: Filters, found: list[str]) -> None:
    """A filter keeps the clinics that it says, and no other."""
    assert clinics.scores["clinic_id"][matching(clinics, asked)].to_list() == found


def test_emptiness_is_known() -> None:
    """Filters are false only while nothing is asked."""
    assert not Filters()
    assert Filters(search="x")
    assert Filters(score=(0, 99))
