"""Filters that offer labels to choose from. A clinic with any of them matches, unless the filter says otherwise."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from dashboard import facets
from dashboard.facets import Index
from dashboard.filters.filter import BOUND, Condition, Filter
from scoring import Review, load_rubric
from scoring.recognition import Stated
from scoring.scores import flag_bit
from scoring.vocabulary import vocabulary

NOT_STATED = "Not stated"
_SEPARATOR = " \u00b7 "  # occurs in no label


@dataclass(frozen=True, kw_only=True)
class Choice(Filter[frozenset[str]]):
    """Labels to choose from. A criterion holds the values of the chosen ones."""

    @abstractmethod
    def labels(self) -> Mapping[str, str]:
        """Label -> value, in the order of the widget. Labels are the values in links."""

    @property
    def nothing(self) -> frozenset[str]:
        """No value."""
        return frozenset()

    @property
    def empty(self) -> list[str]:
        """No label."""
        return []

    def bind(self) -> None:
        """Draw labels as they are in links.

        Nobody sees them, so only the chosen ones are drawn, as buttons: a list of all to choose from takes the browser
        long to draw, at every change.
        """
        labels = self.labels()
        held = dict.fromkeys([*st.query_params.get_all(self.key), *st.session_state.get(self.key, ())])
        chosen = [label for label in held if label in labels]
        st.pills(self.label, chosen, selection_mode="multi", key=self.key, bind=BOUND)

    def names(self) -> Mapping[str, str]:
        """Label -> its words in the control."""
        return {label: label for label in self.labels()}

    def draw(self, choices: Sequence[tuple[str, int]]) -> None:
        """Draw a list to choose several labels from, each with the number of clinics that it leaves."""
        names = self.names()
        held = list(st.session_state.get(self.key, ()))
        offered = dict(choices) | {label: 0 for label in held if label not in dict(choices)}
        words = {label: self._in_words(names[label], clinics) for label, clinics in offered.items()}
        st.session_state[self.control] = held
        st.multiselect(
            self.label,
            list(words),
            key=self.control,
            format_func=lambda label: words.get(label, label),
            placeholder=self.placeholder,
            help=self.help,
            on_change=self.put_in_address,
            select_all=False,  # it would come first, and Enter after a few letters would choose every match
        )

    def _in_words(self, name: str, clinics: int) -> str:
        return f"{name}{_SEPARATOR}{clinics:,}"

    def put_in_address(self) -> None:
        """Put the labels that were chosen into the address (a callback)."""
        st.session_state[self.key] = self.chosen(st.session_state[self.control])

    def chosen(self, words: Sequence[str]) -> list[str]:
        """The labels that the control holds.

        A reader who chooses again before new counts arrive sends words with the last counts, which are cut off.
        """
        labels = {name: label for label, name in self.names().items()} | {label: label for label in self.labels()}
        without_counts = (choice.partition(_SEPARATOR)[0] for choice in words)
        return [labels[choice] for choice in without_counts if choice in labels]

    def choices(self, counts: Mapping[str, int], clinics: int) -> list[tuple[str, int]]:
        """The labels that most clinics hold first, ties alphabetically, and those that none holds last."""
        order = sorted(self.labels(), key=lambda label: (-counts.get(label, 0), label))
        return [(label, self.left(counts.get(label, 0), clinics)) for label in order]

    def left(self, holders: int, clinics: int) -> int:
        """How many of `clinics` a label leaves that `holders` of them hold."""
        del clinics
        return holders

    def criterion(self, value: Sequence[str]) -> frozenset[str]:
        """The values of the labels."""
        labels = self.labels()
        return frozenset(labels[label] for label in value if label in labels)

    def from_link(self, words: Sequence[str]) -> list[str]:
        """The words, which are labels."""
        return list(words)

    def not_understood(self, words: Sequence[str]) -> list[str]:
        """The words that are not labels."""
        labels = self.labels()
        return [word for word in words if word not in labels]

    def conditions(self, criterion: frozenset[str]) -> list[Condition]:
        """A condition for each chosen label."""
        chosen = (label for label, value in self.labels().items() if value in criterion)
        return [Condition(self.key, label, f"{self.name}: {label}") for label in chosen]


class States(Choice):
    """The clinics of some US states."""

    def labels(self) -> dict[str, str]:
        """The two-letter codes, in alphabetical order."""
        return {code: code for code in sorted(vocabulary().states)}

    def names(self) -> dict[str, str]:
        """The names of the states with their codes, because people type either."""
        return {code: f"{vocabulary().states[code]} ({code})" for code in self.labels()}

    def mask(self, review: Review, criterion: frozenset[str]) -> NDArray[np.bool_]:
        """The clinics of any of the states."""
        return review.understood.state.mask(criterion.__contains__)

    def counts(self, review: Review, index: Index, mask: NDArray[np.bool_]) -> dict[str, int]:
        """Number of clinics per state; clinics without a state are not counted."""
        del index
        return {code: count for code, count in facets.by_state(review, mask).items() if code}


@dataclass(frozen=True, kw_only=True)
class Terms(Choice):
    """The clinics that state some terms of a dimension; the value "" means that nothing is stated."""

    dimension: str

    def labels(self) -> dict[str, str]:
        """The terms by label, then `NOT_STATED`."""
        return {label: term for term, label in vocabulary().terms[self.dimension].items()} | {NOT_STATED: ""}

    def mask(self, review: Review, criterion: frozenset[str]) -> NDArray[np.bool_]:
        """The clinics that state any of the terms."""
        return review.understood.stated[self.dimension].mask(partial(_states_any, criterion))

    def counts(self, review: Review, index: Index, mask: NDArray[np.bool_]) -> dict[str, int]:
        """Number of clinics per term; a clinic that states several counts for each."""
        del review
        counts = facets.by_term(index, self.dimension, mask)
        return {label: counts[term] for label, term in self.labels().items()}


class _Flags(Choice):
    def labels(self) -> dict[str, str]:
        """The flags by label, in the rubric's order."""
        return {flag.label: code for code, flag in load_rubric().flags.items()}

    def counts(self, review: Review, index: Index, mask: NDArray[np.bool_]) -> dict[str, int]:
        """Number of clinics per flag."""
        del review
        counts = index.flags.clinics(mask)
        return {label: counts[code] for label, code in self.labels().items() if code in counts}


class WithoutFlags(_Flags):
    """The clinics that carry none of some flags."""

    narrows: ClassVar[bool] = True

    def mask(self, review: Review, criterion: frozenset[str]) -> NDArray[np.bool_]:
        """The clinics that carry none of the flags."""
        keeps_profile: NDArray[np.bool_] = (review.profiles.flags & _bits(criterion)) == 0
        return keeps_profile[review.profiles.codes]

    def left(self, holders: int, clinics: int) -> int:
        """How many clinics a flag leaves once those that carry it are left out."""
        return clinics - holders

    def _in_words(self, name: str, clinics: int) -> str:
        return f"{name}{_SEPARATOR}leaves {clinics:,}"


class WithFlags(_Flags):
    """The clinics that carry every one of some flags."""

    narrows: ClassVar[bool] = True

    def mask(self, review: Review, criterion: frozenset[str]) -> NDArray[np.bool_]:
        """The clinics that carry all of the flags."""
        bits = _bits(criterion)
        keeps_profile: NDArray[np.bool_] = (review.profiles.flags & bits) == bits
        return keeps_profile[review.profiles.codes]


def _bits(codes: frozenset[str]) -> int:
    return sum(flag_bit(code) for code in codes)


def _states_any(terms: frozenset[str], stated: Stated) -> bool:
    return bool(stated.terms & terms) or ("" in terms and not stated.terms and not stated.ambiguous)
