"""Clinics by state, product, grade and the like: which clinics are in which group, and what sentences call a group."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial

import numpy as np
import pycountry
from numpy.typing import NDArray

from scoring.recognition import ELSEWHERE, Stated
from scoring.reports.calculation import in_text
from scoring.review import Review
from scoring.rubric import FLAGS, Rubric, load_rubric
from scoring.scores import GRADES, flag_bit
from scoring.vocabulary import vocabulary
from scoring.wording import quoted

NOT_STATED = "Not stated"
UNCLEAR = "?"  # the key of the clinics with a word that may mean several terms
_ASKS = {
    "Who": ("credentials", "who injects"),
    "What": ("products", "what is injected"),
    "Where": ("targets", "where it is injected"),
    "How": ("imaging", "how the needle is guided"),
}


@dataclass(frozen=True)
class Group:
    """A group of clinics.

    `key`: its value, "" if nothing is stated. `name`: on a chart. `label`: in links. `phrase`: after "clinics", "in
    Texas". `does`: what is true of several such clinics and of one, "state fluoroscopy" and "states fluoroscopy".
    """

    key: str
    name: str
    label: str
    phrase: str
    does: tuple[str, str]


@dataclass(frozen=True, eq=False)
class Grouping:
    """Groups, and which clinics are in them: `codes` gives each clinic a row of `grid`, whose columns are the groups.

    `codes`: int32, one per clinic. `grid`: bool. A clinic may be in several groups.
    """

    groups: tuple[Group, ...]
    codes: NDArray[np.int32]
    grid: NDArray[np.bool_]

    @property
    def overlaps(self) -> bool:
        """Whether a clinic can be in several groups."""
        return bool(self.grid.sum(axis=1).max(initial=0) > 1)

    def clinics(self, mask: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Number of clinics of a mask in each group, int64."""
        counts = np.bincount(np.compress(mask, self.codes), minlength=len(self.grid))
        return np.array([counts[column].sum() for column in self.grid.T], dtype=np.int64)

    def members(self, labels: Iterable[str]) -> NDArray[np.bool_]:
        """Which clinics are in any of the groups with these labels, one bool per clinic."""
        labels = frozenset(labels)
        chosen = [group.label in labels for group in self.groups]
        rows: NDArray[np.bool_] = np.asarray(self.grid[:, chosen].any(axis=1))
        return rows[self.codes]


def grouping(review: Review, by: str) -> Grouping:
    """The clinics of a review by one of `BY`; every group of the kind is there, whether or not a clinic is in it."""
    return _MAKERS[by](review)


@cache
def fixed_groups() -> Mapping[str, Group]:
    """Label -> group, for the groups that are the same for every file: those of `FIXED`, in order."""
    rubric = load_rubric()
    groups = [*_states(), *(group for by in _ASKS for group in _term_groups(by)), *_flag_groups(rubric)]
    groups += [*_price_groups(), *_grade_groups()]
    return {group.label: group for group in groups if group.key != UNCLEAR}


def _group(by: str, key: str, name: str, phrase: str, does: tuple[str, str]) -> Group:
    return Group(key, name, f"{by}: {key if by == 'State' and key else name}", phrase, does)


def _single(groups: Sequence[Group], codes: NDArray[np.int32]) -> Grouping:
    return Grouping(tuple(groups), codes, np.eye(len(groups), dtype=bool))


def _states() -> list[Group]:
    named = [
        _group("State", code, name, f"in {name}", (f"are in {name}", f"is in {name}"))
        for code, name in vocabulary().states.items()
    ]
    nowhere = ("name no US state", "names no US state")
    return [*named, _group("State", "", NOT_STATED, "that name no US state", nowhere)]


def _by_state(review: Review) -> Grouping:
    groups, state = _states(), review.understood.state
    place = {group.key: number for number, group in enumerate(groups)}
    return _single(groups, np.array([place[code] for code in state.values], dtype=np.int32)[state.codes])


def _by_country(review: Review) -> Grouping:
    country = review.understood.country
    groups = [_country(code) for code in country.values]
    return _single(groups, country.codes)


def _country(code: str) -> Group:
    if not code:
        silent = ("name no country", "names no country")
        return _group("Country", "", NOT_STATED, "that name no country", silent)
    if code == ELSEWHERE:
        strange = ("state a country that is not recognized", "states a country that is not recognized")
        return _group("Country", code, "Not recognized", f"that {strange[0]}", strange)
    country = pycountry.countries.get(alpha_2=code)
    name = str(getattr(country, "common_name", country.name)) if country else code
    return _group("Country", code, name, f"in {name}", (f"are in {name}", f"is in {name}"))


def _term_groups(by: str) -> list[Group]:
    dimension, question = _ASKS[by]
    groups = [
        _group(by, term, label, f"that list {in_text(label)}", (f"list {in_text(label)}", f"lists {in_text(label)}"))
        for term, label in vocabulary().terms[dimension].items()
    ]
    silent = (f"do not state {question}", f"does not state {question}")
    unclear = (f"give {question} in an unclear word", f"gives {question} in an unclear word")
    return [
        *groups,
        _group(by, "", NOT_STATED, f"that {silent[0]}", silent),
        _group(by, UNCLEAR, "An unclear word", f"that {unclear[0]}", unclear),
    ]


def _by_terms(by: str, review: Review) -> Grouping:
    """The clinics by the terms that they state, and those that state nothing or an unclear word."""
    groups = _term_groups(by)
    place = {group.key: number for number, group in enumerate(groups)}
    stated = review.understood.stated[_ASKS[by][0]]
    rows: dict[frozenset[str], int] = {}
    lookup = [rows.setdefault(_keys(value), len(rows)) for value in stated.values]
    grid = np.zeros((len(rows), len(groups)), dtype=bool)
    for keys, row in rows.items():
        grid[row, [place[key] for key in keys]] = True
    return Grouping(tuple(groups), np.array(lookup, dtype=np.int32)[stated.codes], grid)


def _keys(stated: Stated) -> frozenset[str]:
    if stated.ambiguous:
        return stated.terms | {UNCLEAR}
    return stated.terms or frozenset({""})


def _flag_groups(rubric: Rubric) -> list[Group]:
    groups = [
        _group(
            "Flag",
            code,
            rubric.flags[code].label,
            f"with the flag {quoted(rubric.flags[code].label)}",
            (
                f"carry the flag {quoted(rubric.flags[code].label)}",
                f"carries the flag {quoted(rubric.flags[code].label)}",
            ),
        )
        for code in FLAGS
    ]
    return [*groups, _group("Flag", "", "No flag", "without a flag", ("carry no flag", "carries no flag"))]


def _by_flag(review: Review) -> Grouping:
    bits, which = np.unique(review.profiles.flags, return_inverse=True)
    grid = np.column_stack([*((bits & flag_bit(code)) != 0 for code in FLAGS), bits == 0])
    return Grouping(tuple(_flag_groups(review.rubric)), which.astype(np.int32)[review.profiles.codes], grid)


def _grade_groups() -> list[Group]:
    grades = [
        _group("Grade", grade, grade, f"with grade {grade}", (f"have grade {grade}", f"has grade {grade}"))
        for grade in GRADES
    ]
    unscored = ("do not state enough for a score", "does not state enough for a score")
    return [*grades, _group("Grade", "", "No score", f"that {unscored[0]}", unscored)]


def _by_grade(review: Review) -> Grouping:
    groups = _grade_groups()
    place = {group.key: number for number, group in enumerate(groups)}
    codes = np.array([place[grade] for grade in review.totals.grade.tolist()], dtype=np.int32)
    return _single(groups, codes[review.profiles.codes])


def _by_tier(review: Review) -> Grouping:
    tiers = np.where(review.totals.scored, review.robustness.tier, 0)
    numbers, codes = np.unique(tiers, return_inverse=True)
    unscored = ("do not state enough for a score", "does not state enough for a score")
    groups = [
        _group("Tier", str(tier), f"Tier {tier}", f"in tier {tier}", (f"are in tier {tier}", f"is in tier {tier}"))
        if tier
        else _group("Tier", "", "No score", f"that {unscored[0]}", unscored)
        for tier in numbers.tolist()
    ]
    return _single(groups, codes.astype(np.int32)[review.profiles.codes])


def _by_year(review: Review) -> Grouping:
    as_of = review.understood.as_of
    years = np.array([0 if day is None else day.year for day in as_of.values])
    numbers, codes = np.unique(years, return_inverse=True)
    undated = ("have a record without a date", "has a record without a date")
    groups = [
        _group(
            "Year", str(year), str(year), f"recorded in {year}", (f"were recorded in {year}", f"was recorded in {year}")
        )
        if year
        else _group("Year", "", NOT_STATED, "whose record has no date", undated)
        for year in numbers.tolist()
    ]
    return _single(groups, codes.astype(np.int32)[as_of.codes])


def _price_groups() -> list[Group]:
    return [
        _group("Price", "stated", "Stated", "that list a price", ("list a price", "lists a price")),
        _group("Price", "", NOT_STATED, "that list no price", ("list no price", "lists no price")),
    ]


def _by_price(review: Review) -> Grouping:
    price = review.understood.price
    silent = np.array([value.amount is None for value in price.values], dtype=np.int32)
    return _single(_price_groups(), silent[price.codes])


_MAKERS: dict[str, Callable[[Review], Grouping]] = {
    "State": _by_state,
    "Country": _by_country,
    **{by: partial(_by_terms, by) for by in _ASKS},
    "Grade": _by_grade,
    "Tier": _by_tier,
    "Flag": _by_flag,
    "Year": _by_year,
    "Price": _by_price,
}
BY = tuple(by for by in _MAKERS if by != "Price")  # what a breakdown can group by, in links too
ORDERED = frozenset(("Grade", "Tier", "Year"))  # groups that have an order of their own
FIXED = ("State", *_ASKS, "Flag", "Price", "Grade")
