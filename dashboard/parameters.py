"""The keys of widgets, which are also the parameters of links, and the values they may hold."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import streamlit as st

from dashboard.filters import FILTERS, ONLY, RADII, USUAL_RADIUS, WITHIN, WITHOUT
from dashboard.link_words import one_number, shortened
from dashboard.sorts import ORDERS
from scoring import QUESTIONS, Rubric, load_rubric
from scoring.recognition import is_dataset_id
from scoring.reports import BY as GROUPINGS
from scoring.reports import MEASURES, fixed_groups
from scoring.rubric import SHIPPED

DATA, RUBRIC, SORT, PAGE = "data", "rubric", "sort", "page"
CLINIC, COMPARE = "clinic", "compare"  # not bound to widgets: their pages read the address
MOST_COMPARED = 6
SHORT = "short"  # the shortlist: ids of clinics, on every page
EXAMPLE = "example"
_MOST_PAGES = 10**8  # more than any list has
MOST_UNKNOWN = 10  # unknown values that one message lists
RUBRICS = tuple(SHIPPED)
CHART = "chart"
BY, MEASURE, SHARE = "by", "measure", "share"  # of a breakdown: the groups, the measure, and what a share is of
SHARES, SCORES, PRICES = BREAKDOWN_MEASURES = ("Shares", "Scores", "Prices")
GROUP_A, GROUP_B = "group_a", "group_b"  # two groups side by side
FIRST_GROUP, REST = "How: Fluoroscopy", "The rest"
ACROSS, UP = "across", "up"  # two measures at once
PART = "part"
CHANGES = "Changes"
PARTS = ("Columns", "Values", "Problems", "Clinics", "Corrections", "Recipe", CHANGES)
SINCE = "since"  # the earlier edition that Changes compares with; not bound: the part reads the address


def is_dataset(word: str) -> bool:
    """Whether a word has the form of a dataset's id; the dataset need not exist."""
    return word == EXAMPLE or is_dataset_id(word)


def query_keys() -> tuple[str, ...]:
    """The parameters that the API accepts for a dataset."""
    return (*FILTERS, WITHIN, *QUESTIONS, RUBRIC, SORT, PAGE)


def widget_value(key: str, default: Any) -> Any:
    """The value of a widget, or the default if its page runs alone."""
    value = st.session_state.get(key)
    return default if value is None else value


def rubric() -> Rubric:
    """The chosen rubric."""
    return load_rubric(widget_value(RUBRIC, RUBRICS[0]))


def weights() -> dict[str, int]:
    """The weights that the sliders show."""
    return {question: widget_value(question, weight) for question, weight in rubric().weights.items()}


def moved_weights() -> str:
    """The weights in words if they differ from the rubric's; else ""."""
    chosen = rubric()
    if weights() == chosen.weights:
        return ""
    return ", ".join(f"{chosen.questions[question].title} {weight}" for question, weight in weights().items())


def bind_filters() -> None:
    """Draw the widgets that bind the filters to the address, once per run and before their values are read.

    The stylesheet hides them; readers use the controls, which set these.
    """
    with st.container(key="address_filters"):
        for entry in FILTERS.values():
            entry.bind()


def clear_filters() -> None:
    """Reset every filter (a callback). State is assigned, so that the address follows."""
    for key in FILTERS:
        release(key)
    st.session_state[WITHIN] = USUAL_RADIUS


def release(key: str, value: str | None = None) -> None:
    """Remove one value from a filter, or clear it (a callback)."""
    st.session_state[key] = FILTERS[key].empty if value is None else [v for v in widget_value(key, []) if v != value]


def show_only(label: str) -> None:
    """Show only the clinics with this flag (a callback), and no longer leave them out."""
    release(WITHOUT.key, label)
    st.session_state[ONLY.key] = [label]


def reset_weights() -> None:
    """Reset the weights to the rubric's (a callback)."""
    st.session_state.update(rubric().weights)


def link() -> dict[str, list[str]]:
    """Parameter -> values in the address. Read it before widgets are drawn: they drop invalid values."""
    return {key: st.query_params.get_all(key) for key in st.query_params}


def requested_page(link: Mapping[str, Sequence[str]]) -> int | None:
    """The number of the page that a link gives; None if it gives none, or no number: only the router refuses that."""
    return one_number(link.get(PAGE, ()), 1, _MOST_PAGES)


def preset_widgets(link: Mapping[str, Sequence[str]], keys: Sequence[str], charts: Collection[str]) -> None:
    """Put the values of a link into the state of another page's widgets, so that any page can read them."""
    for key in keys:
        if link.get(key) and key not in st.session_state and not refused({key: link[key]}, charts):
            st.session_state[key] = int(link[key][-1]) if key == PAGE else link[key][-1]


def refused(link: Mapping[str, Sequence[str]], charts: Collection[str] = ()) -> dict[str, list[str]]:
    """Parameter -> its values in a link that no widget accepts. `charts`: the charts on offer.

    If a number is given twice, all its values are refused.
    """
    words: dict[str, Collection[str]] = {
        DATA: tuple(filter(is_dataset, link.get(DATA, ()))),
        SINCE: tuple(filter(is_dataset, link.get(SINCE, ()))),
        WITHIN: RADII,
        RUBRIC: RUBRICS,
        SORT: ORDERS,
        CHART: charts,
        PART: PARTS,
        BY: GROUPINGS,
        MEASURE: BREAKDOWN_MEASURES,
        SHARE: fixed_groups(),
        GROUP_A: fixed_groups(),
        GROUP_B: (REST, *fixed_groups()),
        ACROSS: MEASURES,
        UP: MEASURES,
    }
    numbers = {PAGE: (1, _MOST_PAGES), **dict.fromkeys(QUESTIONS, (0, 100))}
    strange = {key: entry.not_understood(link.get(key, ())) for key, entry in FILTERS.items()}
    strange |= {key: [word for word in link.get(key, ()) if word not in allowed] for key, allowed in words.items()}
    strange |= {
        key: [*link[key]]
        for key, (least, most) in numbers.items()
        if link.get(key) and one_number(link[key], least, most) is None
    }
    return {key: refused_words for key, refused_words in strange.items() if refused_words}


def refused_in_words(refused: Mapping[str, Sequence[str]]) -> str:
    """The first refused values of a link, cut for display: who=x, chart=y."""
    words = [f"{key}={shortened(word)}" for key, refused_words in refused.items() for word in refused_words]
    return ", ".join(words[:MOST_UNKNOWN])


def values(link: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Key -> value that the widget would hold on this link; parameters that the link lacks are omitted.

    Raises `ValueError` with a sentence if no widget accepts a value of the link.
    """
    if strange := refused(link):
        raise ValueError(f"Not known here: {refused_in_words(strange)}.")
    parsed = {key: entry.from_link(link[key]) for key, entry in FILTERS.items() if link.get(key)}
    parsed |= {key: link[key][-1] for key in (DATA, WITHIN, RUBRIC, SORT) if link.get(key)}
    parsed |= {key: int(link[key][-1]) for key in (PAGE, *QUESTIONS) if link.get(key)}
    return parsed
