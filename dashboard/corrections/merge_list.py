"""The clinics that were merged or kept apart, with a way to undo that."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from dashboard import safe_text
from dashboard.corrections.merge_decisions import no_longer_apart, parted
from dashboard.corrections.pagination import page_of
from dashboard.datasets import session_datasets
from dashboard.datasets.session_datasets import Dataset
from dashboard.wording import clinic_labels
from scoring import Review
from scoring.reading import whole
from scoring.recipes import Merge
from scoring.reports import counted

_ROWS = 10
_NAMED = 3  # clinics of a decision that are looked up by name


def draw(review: Review, dataset: Dataset) -> None:
    """What was decided on clinics that look alike, in two lists; nothing if nothing was."""
    merges, sets = dataset.recipe.merges, dataset.recipe.apart
    if merges:
        with st.container(key="merged_clinics"):
            _head(f"Merged into {counted(len(merges), 'clinic')}", _part, merges, "merges")
            here = merges[page_of(len(merges), "merges_page", _ROWS)]
            names = _names([merge.keep for merge in here], review)
            for merge in here:
                _line(merge_in_words(merge, names), _part, (merge,), f"merge|{dataset.id}|{merge.keep[0]}")
    if sets:
        with st.container(key="kept_apart"):
            _head(f"Separate clinics, as you decided: {counted(len(sets), 'group')}", _no_longer_apart, sets, "apart")
            here_apart = sets[page_of(len(sets), "apart_page", _ROWS)]
            names = _names(here_apart, review)
            for place, clinics in enumerate(here_apart):
                _line(apart_in_words(clinics, names), _no_longer_apart, (clinics,), f"apart|{dataset.id}|{place}")


def merge_in_words(merge: Merge, names: Mapping[str, str]) -> str:
    """The name of a merged clinic, and what became of its rows. Plain text. `names`: of clinics in view, by key."""
    name = next((names[clinic] for clinic in merge.keep if clinic in names), merge.keep[0])
    rows = counted(len(merge.clinics), "row")
    if not merge.drop:
        return f"{name}: {rows} merged"
    return f"{name}: {rows}, of which {len(merge.keep):,} {'was' if len(merge.keep) == 1 else 'were'} kept"


def apart_in_words(clinics: Sequence[str], names: Mapping[str, str]) -> str:
    """The names of clinics that are not the same. Plain text. `names`: of clinics in view, by key."""
    shown = [names.get(clinic, clinic) for clinic in clinics[:_NAMED]]
    more = f" and {len(clinics) - _NAMED:,} more" if len(clinics) > _NAMED else ""
    return f"{'; '.join(shown)}{more}"


def _names(groups: Sequence[Sequence[str]], review: Review) -> dict[str, str]:
    """Key -> name and place, of the first clinics of each group that the review has."""
    keys = list(dict.fromkeys(key for group in groups for key in group[:_NAMED]))
    in_file = whole(clinic_labels.key_column(review)).cast(pa.large_string())
    at = pc.index_in(pa.array(keys, pa.large_string()), value_set=in_file)
    places = {key: place for key, place in zip(keys, at.to_pylist(), strict=True) if place is not None}
    here = np.array(list(places.values()), dtype=np.int64)
    return dict(zip(places, clinic_labels.titles(review, here), strict=True))


def _head(title: str, undo: Callable[..., None], decided: Sequence[Any], key: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{title}**", width="content")
        if len(decided) > 1:
            st.button(
                safe_text.label("Undo all", title),
                icon=":material/undo:",
                key=f"undo_all|{key}",
                on_click=undo,
                args=(decided,),
            )


def _line(words: str, undo: Callable[..., None], decided: Sequence[Any], key: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(safe_text.markdown(words), width="content")
        st.button(safe_text.label("Undo", words), icon=":material/undo:", key=key, on_click=undo, args=(decided,))


def _part(merges: Sequence[Merge]) -> None:
    """Undo these merges (a callback)."""
    session_datasets.decide(lambda recipe: parted(recipe, merges))


def _no_longer_apart(sets: Sequence[tuple[str, ...]]) -> None:
    """Undo that these are separate clinics (a callback)."""
    session_datasets.decide(lambda recipe: no_longer_apart(recipe, sets))
