"""What must accompany figures that leave the app: what they count, from which source and day, and by which rules.

Plain text, whole sentences: for a picture, to copy, and on the Method page.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dashboard import filters, safe_text
from dashboard.browser.document import NAME
from dashboard.datasets import session_datasets
from dashboard.datasets.session_datasets import Dataset
from dashboard.view import View
from scoring import vocabulary
from scoring.recipes import Recipe
from scoring.reports import counted, day_in_words


@dataclass(frozen=True)
class Citation:
    """The sentences beside a figure, in order; `link` is the address of its view, "" if nobody else may open it."""

    clinics: str
    source: str
    review: str
    meaning: str
    link: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """The text under a picture: everything except the address."""
        return (self.clinics, self.source, self.review, self.meaning)

    def text(self, title: str = "") -> str:
        """All of it, to copy, one or two sentences per line; first a chart's finding, if it is about a chart."""
        return "\n".join(filter(None, (f"{title.rstrip('.')}." if title else "", *self.lines, self.link)))


def cite(view: View, dataset: Dataset | None, link: str, counts: str = "") -> Citation:
    """The citation of figures of a view.

    `dataset`: where its clinics come from. `link`: the address of the view. `counts`: which clinics they are about,
    if not those that match the filters.
    """
    is_private = dataset is not None and not dataset.opens_for_all
    return Citation(
        clinics=f"Clinics: {counts}." if counts else _clinics(view),
        source=" ".join((_source(view, dataset), _dates(view, whole_file=bool(counts)))),
        review=_review(view),
        meaning=safe_text.without_emphasis(view.review.rubric.statements["what_it_measures"]),
        link="" if is_private else link,
    )


def _clinics(view: View) -> str:
    """How many clinics of the file match, and by which filters."""
    whole = len(view.review)
    if not view.filters:
        return f"Clinics: all {whole:,} of the file."
    wishes = "; ".join(condition.words for condition in filters.conditions(view.filters))
    return f"Clinics: {view.figures.clinics:,} of the {whole:,} of the file match the filters ({wishes})."


def _source(view: View, dataset: Dataset | None) -> str:
    """Whose data these are, that nobody checked them or that they are fictional, and what was corrected in them."""
    changed = "a reader changed how it is read; " * (dataset is not None and session_datasets.is_changed(dataset))
    review = view.review
    decided = f"{changed}{_corrections(review.recipe)}"
    prints = f"{decided}file {review.fingerprint[:12]}, recipe {review.recipe_fingerprint[:12]}"
    if dataset is None:
        return f"Source: {prints}."
    if session_datasets.is_example(dataset):
        return f"Source: example data, {dataset.file.name}, in which every clinic is fictional; {prints}."
    if session_datasets.is_of_host(dataset):
        return f"Source: {dataset.file.name}, put on this site by its host, its records not checked; {prints}."
    standing = f"Source: {dataset.file.name}, uploaded by a visitor, not checked"
    if dataset.published is not None:
        standing += f", shared until {day_in_words(dataset.published.expires)}"
    return f"{standing}; {prints}."


def _corrections(recipe: Recipe) -> str:
    """What a person corrected in the file's records, to stand before what follows; "" if nothing."""
    of_merged = (edit for merge in recipe.merges for edit in merge.edits)
    edits = {(edit.clinic, edit.column) for edit in (*recipe.edits, *of_merged)}
    done = (
        (len(edits), counted(len(edits), "cell"), "corrected"),
        (len(recipe.exclude), counted(len(recipe.exclude), "clinic"), "left out"),
        (len(recipe.merges), counted(len(recipe.merges), "clinic"), "merged from several rows"),
    )
    return "".join(f"{number} {how}; " for count, number, how in done if count)


def _dates(view: View, *, whole_file: bool) -> str:
    """From when to when the matching records, or all of the file, are dated, and how many state no date."""
    as_of = view.review.understood.as_of
    counts = view.day_counts(whole_file=whole_file).tolist()
    days = [day for day, number in zip(as_of.values, counts, strict=True) if number and day is not None]
    undated = sum(number for day, number in zip(as_of.values, counts, strict=True) if day is None)
    if not days:
        return "No record states its date."
    rest = f"; {counted(undated, 'record')} without a date" if undated else ""
    records = "Records of the file" if whole_file else "Records"
    return f"{records} dated {_span(min(days), max(days))}{rest}."


def _span(first: date, last: date) -> str:
    return day_in_words(first) if first == last else f"{day_in_words(first)} to {day_in_words(last)}"


def _review(view: View) -> str:
    """The day of the review, its rubric and its weights, and whether a reader moved those."""
    review = view.review
    rubric = review.rubric
    weights = ", ".join(f"{rubric.questions[key].title} {weight:g}" for key, weight in review.weights.items())
    moved = " (moved by the reader)" if dict(review.weights) != dict(rubric.weights) else ""
    return (
        f"Reviewed on {day_in_words(review.reviewed_on)} by {NAME}: {rubric.title} {rubric.version}, "
        f"vocabulary {vocabulary().version}, weights {weights}{moved}."
    )
