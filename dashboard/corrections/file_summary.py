"""A summary of a file: its rows, its clinics, what they state, and what to do next."""

from __future__ import annotations

from types import MappingProxyType

import streamlit as st

from dashboard import bound_choice, navigation, parameters, safe_text
from dashboard.corrections.column_questions import column_name
from dashboard.datasets import loading, session_datasets
from dashboard.datasets.session_datasets import Dataset
from dashboard.parameters import RUBRIC, RUBRICS
from scoring import LEFT_OUT, NO_LONGER_FIT, Review
from scoring.reports import changes, counted, coverage, listed, percent, why_not_scored
from scoring.rubric import Question

MOST_NAMED = 3  # columns that may answer a question
# Code of a problem -> what one such row is, and several.
LEFT_OUT_ROWS = MappingProxyType(
    {
        "merged": ("row merged into another", "rows merged into others"),
        "excluded": ("clinic left out by hand", "clinics left out by hand"),
        "line_row": ("drawn line", "drawn lines"),
        "section_row": ("heading",),
        "total_row": ("total",),
        "notice_row": ("note about the list", "notes about the list"),
        "nameless_row": ("row without a name", "rows without a name"),
        "description_row": ("description of the columns", "descriptions of the columns"),
        "header_again": ("repeated header",),
        "template_example_row": ("example of the template", "examples of the template"),
        "blank_row": ("empty row",),
    }
)


def headline(review: Review) -> str:
    """The file in three counts."""
    rows = review.accounting.rows - review.accounting.above - review.accounting.header
    return f"{counted(rows, 'row')}, {counted(len(review), 'clinic')}, {review.scored:,} can be scored"


def sentences(review: Review) -> list[str]:
    """What became of the rows, and why some clinics have no score. Plain text."""
    counts = review.accounting
    lines = []
    if counts.above:
        lines.append(
            f"{counted(counts.above, 'row')} above the header {'was' if counts.above == 1 else 'were'} skipped."
        )
    if counts.left_out:
        predicate = "is not counted as a clinic" if counts.left_out == 1 else "are not counted as clinics"
        lines.append(f"{counted(counts.left_out, 'row')} {predicate}: {listed(left_out(review))}. See the problems.")
    without = len(review) - review.scored
    if without:
        why = why_not_scored(review)
        reasons = "; ".join(f"{number:,} because {reason}" for reason, number in why) if len(why) > 1 else why[0][0]
        lines.append(f"{counted(without, 'clinic')} cannot be scored, which is not a low score: {reasons}.")
    unfit = len(review.problem_table.with_codes(*NO_LONGER_FIT)) if review.recipe else 0
    if unfit:
        lines.append(
            f"{counted(unfit, 'decision')} of the recipe {'fits' if unfit == 1 else 'fit'} nothing in this "
            f"file; the problems name {'it' if unfit == 1 else 'them'}."
        )
    return lines


def left_out(review: Review) -> list[str]:
    """What the rows are that are not counted as clinics, each kind with its number."""
    numbers = review.problem_table.with_codes(*LEFT_OUT).groupby("code")["row"].nunique().to_dict()
    return [counted(numbers[code], *words) for code, words in LEFT_OUT_ROWS.items() if code in numbers]


def draw(review: Review, dataset: Dataset) -> None:
    """The file's headline, how much it states on each question, and a link to explore it."""
    st.header(f"{safe_text.markdown(dataset.file.name)}: {headline(review)}", anchor=False)
    for line in sentences(review):
        st.markdown(safe_text.markdown(line))
    shares = coverage(review).to_dict("index")
    with st.grid(4, min_column_width=150, gap="small"):
        for dimension, rule in review.rubric.by_dimension.items():
            stated, unclear = shares[dimension]["stated_share"], shares[dimension]["unclear_share"]
            st.metric(
                f"{rule.title} is stated",
                percent(int(shares[dimension]["stated"]), len(review)),
                help=f"{rule.asks} {stated:.1f}% of the clinics state it, {unclear:.1f}% only in words that may mean "
                "several things.",
                border=True,
                height="stretch",
            )
    missing = without_column(review)
    if missing:
        stays = "it stays" if len(missing) == 1 else "they stay"
        asks = listed([f"**{rule.title}** ({rule.asks})" for rule in missing])
        st.warning(
            f"No column was found for {asks}, so {stays} open for every clinic. {where_to_look(review, missing)}",
            icon=":material/help:",
        )
    words = "Explore these clinics" if review.scored else "See what these clinics state"
    navigation.link("explore", words, ":material/insights:")


def without_column(review: Review) -> list[Question]:
    """The questions that no column of the file answers."""
    return [
        question
        for dimension, question in review.rubric.by_dimension.items()
        if dimension not in review.understood.known
    ]


def where_to_look(review: Review, missing: list[Question]) -> str:
    """What to do about questions without a column, as Markdown: where columns may answer them, their names."""
    dimensions = {dimension for dimension, rule in review.rubric.by_dimension.items() if rule in missing}
    offers = [match for match in review.matches if match.offered in dimensions and not match.fields]
    sentences = []
    if offers:
        headers = [f"**{safe_text.markdown(column_name(match))}**" for match in offers[:MOST_NAMED]]
        more = [f"{len(offers) - MOST_NAMED:,} more"] if len(offers) > MOST_NAMED else []
        answers = "answers" if len(offers) == 1 else "answer"
        this = "it" if len(missing) == 1 else "one of them"
        sentences.append(f"Under Columns below, say whether {listed([*headers, *more])} {answers} {this}.")
    if dimensions - {match.offered for match in offers}:
        it = "it" if len(missing) == 1 else "another of them" if offers else "one of them"
        sentences.append(f"If a column answers {it}, choose that column below under Columns.")
    return " ".join(sentences)


def draw_part_choice() -> str:
    """Draw the choice of what to correct, bound to the address; returns one of `parameters.PARTS`."""
    return bound_choice.draw("Part", parameters.PARTS, parameters.PART)


def draw_sheet_choice(dataset: Dataset, review: Review | None = None) -> None:
    """Draw the choice of a workbook's sheet, if it has several. `review`: None if the file cannot be reviewed."""
    names = loading.sheet_names(dataset)
    if len(names) > 1:
        read = [] if review is None else review.problem_table.with_codes("sheet_chosen")["value"].tolist()
        now = next(name for name in (dataset.recipe.sheet, *read, names[0]) if name in names)
        key = f"sheet|{dataset.id}"
        st.selectbox(
            "Sheet of the workbook",
            names,
            index=names.index(now),
            key=key,
            on_change=_sheet_chosen,
            args=(key,),
            width=320,
        )


def _sheet_chosen(key: str) -> None:
    sheet = st.session_state[key]
    session_datasets.decide(lambda recipe: recipe.model_copy(update={"sheet": sheet}))


def draw_last_change(review: Review | None, dataset: Dataset) -> None:
    """What the last decision or its undoing changed, and a button to undo it. `review`: None if the file has none."""
    undone = session_datasets.undone()
    earlier = undone or (session_datasets.find(dataset.before) if dataset.before else None)
    if earlier is None:
        return
    with st.container(border=True, key="last_change"):
        if review is not None:
            st.markdown(f"**{'What undoing changed' if undone else 'What your last decision changed'}**")
            st.markdown("\n".join(f"- {safe_text.markdown(line)}" for line in _changes(earlier, review)))
        if dataset.before and session_datasets.find(dataset.before):
            st.button("Undo the last change", icon=":material/undo:", key="undo", on_click=session_datasets.undo)


def _changes(earlier: Dataset, review: Review) -> tuple[str, ...]:
    """The sentences on what changed since the earlier dataset, under the weights of the review."""
    try:
        before = loading.read(earlier, parameters.widget_value(RUBRIC, RUBRICS[0]))
    except ValueError:
        return (f"The file can be read again: {headline(review)}.",)
    return changes(before.with_weights(review.weights), review).sentences()
