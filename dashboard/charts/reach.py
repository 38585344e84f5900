"""Imaging by target: how many clinics state both, and where no stated imaging reaches the target."""

from __future__ import annotations

from functools import cache

import altair as alt
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.charts.figure import (
    BESIDE,
    FULL,
    LEAVES_OUT,
    ON_MARKS,
    ROWS,
    Chart,
    Figure,
    Nothing,
    Offer,
    Together,
    clickable,
    template,
)
from dashboard.facets import AMBIGUOUS
from dashboard.filters import IMAGING, NOT_STATED, ONLY, TARGET, Terms
from dashboard.view import View
from dashboard.wording.figure_words import none_of
from scoring import Rubric
from scoring.recognition import Stated
from scoring.reports import counted
from scoring.vocabulary import vocabulary

FLAG = "target_unreachable"
REACHES, LIMITED, CANNOT, OPEN, NOBODY = (
    "Reaches the target", "~ Often misses, or little studied", "\u00d7 Cannot reach it", "? Imaging not clear",
    "No clinic",
)  # fmt: skip
NOT_CLEAR = "Not clear"
# Light enough for dark text, dark enough on white: works in both themes. Because they look alike in gray, a symbol
# before the number distinguishes the kinds.
FILLS = {REACHES: "#4a95c9", LIMITED: "#b98c28", CANNOT: "#ca7492", OPEN: "#8b969e", NOBODY: "transparent"}
SIGNS = {REACHES: "", LIMITED: "~ ", CANNOT: "\u00d7 ", OPEN: "? ", NOBODY: ""}
_PAPER = {FILLS[REACHES]: "#c6e2f5", FILLS[LIMITED]: "#e0b84f", FILLS[CANNOT]: "#c9699a", FILLS[OPEN]: "#b3bbc1"}
_ROW_HEIGHT = 42
_AROUND = 190
_BOTH = "Each number counts the clinics that state both."
_TWO_NUMBERS = (
    "Where a cell has two numbers, the first counts those of them that state no other imaging that can reach "
    "the target."
)
_OVERLAP = "A clinic can count in several cells, so the cells can add up to more than the title says."
_PICK = Together({TARGET.key: "target_pick", IMAGING.key: "imaging_pick"})


def reach(view: View) -> Figure | Nothing:
    """Clinics by target and imaging. A claim is out of reach if even the best reading of the record does not reach.

    That is the rule of the flag `target_unreachable`, so the title counts the clinics that carry it.
    """
    by_pair, out_of_reach = view.guidance_without(TARGET.key, IMAGING.key), _beyond(view)
    rows = _rows(view, by_pair, out_of_reach)
    if not rows["clinics"].any():
        whole = int(by_pair.sum())
        why = none_of(whole, "matching record", "state", "a target")
        return Nothing("No target is stated", why, filters=bool(view.filters))
    index, targets = view.index.guidance, view.index.holders["targets"]
    beyond = out_of_reach[index.right] & targets.grid[index.left][:, : len(_targets())]
    many = int(by_pair[beyond.any(axis=1)].sum())
    title = _title(many)
    names, columns = (tuple(dict.fromkeys(rows[column])) for column in ("target", "imaging"))
    is_filtered = bool(view.filters[TARGET] or view.filters[IMAGING])
    has_two = bool((rows["below"] != "").any())
    offer = None if is_filtered else _offer(view, many)
    return Figure(
        title=title,
        takeaway=f"{title}. {_most(rows)}",
        chart=Chart(_template(names, columns), rows, _ROW_HEIGHT * len(names) + _AROUND),
        twin=lambda: pd.DataFrame(
            {
                "Target": rows["target"],
                "Imaging": rows["imaging"],
                "Clinics that state both": rows["clinics"],
                "Of these, out of reach": rows["beyond"],
                "Guidance": rows["level"],
            }
        ),
        note=" ".join(filter(None, (_BOTH, _TWO_NUMBERS * has_two, _OVERLAP, LEAVES_OUT * is_filtered))),
        pick=_PICK,
        paper=_PAPER,
        offer=offer,
    )


def _offer(view: View, clinics: int) -> Offer | None:
    """A button that shows the clinics that the title counts; None if there are none or they are filtered already."""
    if not clinics or FLAG in view.filters[ONLY]:
        return None
    words = "Show this clinic" if clinics == 1 else f"Show these {clinics:,} clinics"
    return Offer(words, view.review.rubric.flags[FLAG].label)


def _rows(view: View, by_pair: NDArray[np.int64], out_of_reach: NDArray[np.bool_]) -> pd.DataFrame:
    """A row per cell: target, imaging, level, kind, clinics, beyond (out of reach), texts, and filter labels.

    `by_pair`: clinics per pair of `Index.guidance`. `out_of_reach`: as from `_beyond`.
    """
    rubric, pairs = view.review.rubric, view.index.guidance
    targets, imaging = view.index.holders["targets"], view.index.holders["imaging"]
    claims = targets.grid[pairs.left]
    states = imaging.grid[pairs.right].copy()
    unclear = imaging.values.index(AMBIGUOUS)
    states[:, unclear] &= ~states[:, :unclear].any(axis=1)  # an unclear word counts only without a known kind
    both = (claims * by_pair[:, None]).T @ states
    beyond = ((claims * by_pair[:, None])[:, : len(_targets())] * out_of_reach[pairs.right]).T @ states
    selected_targets, selected_imaging = view.filters[TARGET], view.filters[IMAGING]
    target_labels, imaging_labels = (_labels_by_term(entry) for entry in (TARGET, IMAGING))
    cells = [
        _cell(rubric, target, term, int(both[row, column]), int(beyond[row, column]))
        | {
            "target_pick": target_labels[target],
            "imaging_pick": imaging_labels.get(term, ""),
        }
        | _filled(_is_selected(target, selected_targets) and _is_selected(term, selected_imaging))
        for row, target in enumerate(_targets())
        for column, term in enumerate(imaging.values)
        if term != AMBIGUOUS or both[:, column].any()
    ]
    return pd.DataFrame(cells)


def _labels_by_term(entry: Terms) -> dict[str, str]:
    return {term: label for label, term in entry.labels().items()}


def _filled(selected: bool) -> dict[str, object]:
    """The fill and ink of a cell: an outline if the filters exclude it."""
    return {"fill": FULL if selected else 0.0, "ink": ON_MARKS if selected else BESIDE}


def _targets() -> tuple[str, ...]:
    """The targets, in the order of the first columns of the index."""
    return tuple(vocabulary().terms["targets"])


def _is_selected(value: str, selected: frozenset[str]) -> bool:
    return not selected or value in selected


def _cell(rubric: Rubric, target: str, term: str, clinics: int, beyond: int) -> dict[str, object]:
    words = vocabulary()
    level = rubric.level.get((target, term))
    kind = _kind(rubric, level) if clinics else NOBODY
    imaging = {"": NOT_STATED, AMBIGUOUS: NOT_CLEAR}.get(term) or words.label("imaging", term)
    split = kind == CANNOT or beyond > 0
    return {
        "target": words.label("targets", target),
        "imaging": imaging,
        "level": f"{level}: {rubric.levels[level].meaning}" if level else "the record does not say",
        "kind": kind,
        "clinics": clinics,
        "beyond": beyond,
        "words": f"{words.label('targets', target)}, {imaging}: {counted(clinics, 'clinic')}"
        + f", {beyond:,} out of reach" * bool(beyond),
        "alone": f"{SIGNS[kind]}{clinics:,}" if clinics and not split else "",
        "above": f"{SIGNS[kind]}{beyond:,}" if split else "",
        "below": f"of {clinics:,}" if split else "",
    }


def _kind(rubric: Rubric, level: str | None) -> str:
    if level is None:
        return OPEN
    if level in rubric.flags["target_unreachable"].levels:
        return CANNOT
    return REACHES if rubric.levels[level].reached else LIMITED


def _beyond(view: View) -> NDArray[np.bool_]:
    """Whether each distinct imaging cell (rows) leaves each target (columns) out of reach."""
    rubric = view.review.rubric
    cells = view.review.understood.stated["imaging"].values
    return np.array([[_is_beyond(rubric, target, cell) for target in _targets()] for cell in cells], dtype=bool)


def _is_beyond(rubric: Rubric, target: str, imaging: Stated) -> bool:
    words = vocabulary().ambiguous["imaging"]
    hoped = imaging.terms.union(*(words[word].may_be for word in imaging.ambiguous))
    levels = [rubric.level[target, term] for term in hoped]
    best = max(levels, key=lambda level: rubric.levels[level].points, default="")
    return best in rubric.flags["target_unreachable"].levels


def _title(beyond: int) -> str:
    if not beyond:
        return "No clinic claims a target that its stated imaging cannot reach"
    if beyond == 1:
        return "One clinic claims a target that its stated imaging cannot reach"
    return f"{beyond:,} clinics claim a target that their stated imaging cannot reach"


def _most(rows: pd.DataFrame) -> str:
    """The cells with the most clinics out of reach; "" if there are none."""
    cells = rows[rows["beyond"] > 0].sort_values("beyond", ascending=False, kind="stable").head(3)
    phrases = [f"{row.target} with {row.imaging} ({row.beyond:,})" for row in cells.itertuples()]
    return f"Most of them: {', '.join(phrases)}." if phrases else ""


@cache
def _template(targets: tuple[str, ...], imaging: tuple[str, ...]) -> str:
    narrow = "width < 420"
    base = alt.Chart(ROWS).encode(
        x=alt.X(
            "imaging:N",
            sort=list(imaging),
            scale=alt.Scale(padding=0.05),
            title=None,
            axis=alt.Axis(
                orient="top",
                ticks=False,
                domain=False,
                labelAngle=alt.expr(f"{narrow} ? -35 : 0"),
                labelAlign=alt.expr(f"{narrow} ? 'left' : 'center'"),
                labelOverlap=False,
            ),
        ),
        y=alt.Y(
            "target:N",
            sort=list(targets),
            scale=alt.Scale(padding=0.06),
            title=None,
            axis=alt.Axis(ticks=False, domain=False, labelPadding=8),
        ),
        description="words:N",
        tooltip=[
            alt.Tooltip("target:N", title="Target"),
            alt.Tooltip("imaging:N", title="Imaging"),
            alt.Tooltip("level:N", title="Guidance"),
            alt.Tooltip("clinics:Q", title="Clinics that state both", format=","),
            alt.Tooltip("beyond:Q", title="Of these, out of reach", format=","),
        ],
    )
    kinds = alt.Scale(domain=list(FILLS), range=list(FILLS.values()))
    legend = alt.Legend(title=None, orient="bottom", columns=1, labelLimit=300, values=list(FILLS)[:-1])
    cells = base.mark_rect(strokeWidth=2, cornerRadius=3, cursor="pointer").encode(
        fill=alt.Fill("kind:N", scale=kinds, legend=legend),
        stroke=alt.Stroke("kind:N", scale=kinds, legend=legend),
        fillOpacity=alt.FillOpacity("fill:Q", scale=None, legend=None),
    )
    inked = base.encode(color=alt.Color("ink:N", scale=None, legend=None))
    words = [
        inked.mark_text(fontSize=13, cursor="pointer", aria=False).encode(text="alone:N"),
        inked.mark_text(fontSize=15, dy=-6, fontWeight="bold", cursor="pointer", aria=False).encode(text="above:N"),
        inked.mark_text(fontSize=11, dy=10, cursor="pointer", aria=False).encode(text="below:N"),
    ]
    return template(alt.LayerChart(layer=[clickable(cells, "target_pick", "imaging_pick"), *words]))
