"""The widgets' keys, which are the parameters of a link too, and the words they may hold."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import streamlit as st

from dashboard.filters import FILTERS, ONLY, WITHOUT
from dashboard.link_words import shortened, whole_number
from scoring import QUESTIONS, Rubric, load_rubric
from scoring.rubric import SHIPPED

DATA, RUBRIC, SORT, PAGE = "data", "rubric", "sort", "page"
CLINIC, COMPARE = "clinic", "compare"  # unbound: on their pages the address leads
MOST_COMPARED = 6
EXAMPLE = "example"
_ID = re.compile("[0-9a-f]{32}")
_MOST_PAGES = 10**6  # more than any file within the limits has
MOST_UNKNOWN = 10  # of the words that are not known here
RUBRICS = tuple(SHIPPED)
CHART = "chart"
PART = "part"
PARTS = ("Columns", "Values", "Problems", "Clinics", "Recipe")
SORTS = tuple(sign + column for column in ("rank", "name", "state", "coverage", *QUESTIONS) for sign in ("", "-"))


def is_dataset(word: str) -> bool:
    """Whether a word could be a dataset's id, whether it is here or not."""
    return word == EXAMPLE or _ID.fullmatch(word) is not None


def query_keys() -> tuple[str, ...]:
    """What a machine's link may ask of a dataset."""
    return (*FILTERS, *QUESTIONS, RUBRIC, SORT, PAGE)


def widget_value(key: str, default: Any) -> Any:
    """What a widget holds, or the default where its page runs alone."""
    value = st.session_state.get(key)
    return default if value is None else value


def rubric() -> Rubric:
    """The rubric that is chosen."""
    return load_rubric(widget_value(RUBRIC, RUBRICS[0]))


def weights() -> dict[str, int]:
    """The weights as the sliders stand."""
    return {question: widget_value(question, weight) for question, weight in rubric().weights.items()}


def moved_weights() -> str:
    """The weights in words where they are not the rubric's; "" where they are."""
    chosen = rubric()
    if weights() == chosen.weights:
        return ""
    return ", ".join(f"{chosen.questions[question].title} {weight}" for question, weight in weights().items())


def clear_filters() -> None:
    """Put every filter back to its default (a callback). Assigned, so that the address follows."""
    for key in FILTERS:
        release(key)


def release(key: str, value: str | None = None) -> None:
    """Take one value out of a filter, or all that it asks (a callback)."""
    st.session_state[key] = FILTERS[key].empty if value is None else [v for v in widget_value(key, []) if v != value]


def show_only(label: str) -> None:
    """Ask for the clinics that carry this flag (a callback); what leaves it out is taken away."""
    release(WITHOUT.key, label)
    st.session_state[ONLY.key] = [label]


def reset_weights() -> None:
    """Put the weights back to the rubric's (a callback)."""
    st.session_state.update(rubric().weights)


def link() -> dict[str, list[str]]:
    """The words of the address by parameter. To be read before the widgets are made: they drop what is strange."""
    return {key: st.query_params.get_all(key) for key in st.query_params}


def preset_widgets(link: Mapping[str, Sequence[str]], keys: Sequence[str], charts: Collection[str]) -> None:
    """Hold what a link says for the widgets of another page: that page draws them so, and others can ask before."""
    for key in keys:
        if link.get(key) and key not in st.session_state and not not_understood({key: link[key]}, charts):
            st.session_state[key] = int(link[key][-1]) if key == PAGE else link[key][-1]


def not_understood(link: Mapping[str, Sequence[str]], charts: Collection[str] = ()) -> list[str]:
    """Words of a link that no widget can hold, as they may be shown: long ones are cut. `charts`: those on offer."""
    words: dict[str, Collection[str]] = {
        DATA: tuple(filter(is_dataset, link.get(DATA, ()))),
        RUBRIC: RUBRICS,
        SORT: SORTS,
        CHART: charts,
        PART: PARTS,
    }
    numbers = {PAGE: (1, _MOST_PAGES), **dict.fromkeys(QUESTIONS, (0, 100))}
    strange = [(key, value) for key, entry in FILTERS.items() for value in entry.not_understood(link.get(key, ()))]
    strange += [(key, value) for key, allowed in words.items() for value in link.get(key, ()) if value not in allowed]
    strange += [
        (key, value)
        for key, (least, most) in numbers.items()
        for value in link.get(key, ())
        if whole_number(value, least, most) is None
    ]
    return [f"{key}={shortened(value)}" for key, value in strange]


def values(link: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """What the widgets would hold on this link, by key; what the link does not say is left out.

    Raises `ValueError` with a sentence if a word of the link fits no widget.
    """
    if strange := not_understood(link):
        raise ValueError(f"Not known here: {', '.join(strange[:MOST_UNKNOWN])}.")
    parsed = {key: entry.from_link(link[key]) for key, entry in FILTERS.items() if link.get(key)}
    parsed |= {key: link[key][-1] for key in (DATA, RUBRIC, SORT) if link.get(key)}
    parsed |= {key: int(link[key][-1]) for key in (PAGE, *QUESTIONS) if link.get(key)}
    return parsed
