"""A recipe in which all files of a list decide together what a review would otherwise decide for each separately."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias, TypeVar

import pyarrow as pa
import pyarrow.compute as pc

from scoring.errors import UnreadableFile
from scoring.limits import Clock, Limits
from scoring.problems import ProblemLog
from scoring.reading import (
    Column,
    Excerpt,
    RecordRange,
    Table,
    as_text,
    may_grow,
    read_bytes,
    read_table,
    record_ranges,
)
from scoring.recipes.application import Decisions
from scoring.recipes.list_decision import ListDecision
from scoring.recipes.recipe import Recipe
from scoring.recipes.united_table import UnitedTable
from scoring.recognition import (
    ColumnDecision,
    Columns,
    ColumnSettings,
    date_order,
    decide_columns,
    heading_keys,
    price_assumptions,
    without_own_columns,
)

# Up to this many bytes in all files, about 300,000 rows, every row is read; beyond, the first rows of each file.
WHOLE_BYTES = 64_000_000
A = TypeVar("A")
B = TypeVar("B")
Part: TypeAlias = str | os.PathLike[str] | bytes | RecordRange


@dataclass(frozen=True)
class DecidedRecipe:
    """What the files of a list decide together.

    `recipe`: the earlier decisions, with these. `problems`: what there is to say about the columns of the
    list. `is_exact`: whether every row was read, not a sample. `unread`: position of a part -> why it could
    not be read.
    """

    recipe: Recipe
    problems: ProblemLog
    is_exact: bool
    unread: Mapping[int, UnreadableFile] = field(default_factory=dict)


@dataclass(frozen=True)
class _Sample:
    """The bytes of a part, or of its first rows, and what is known about the rest of its file."""

    data: bytes
    excerpt: Excerpt | None
    is_whole: bool


def decided_recipe(
    parts: Sequence[Part],
    recipe: Recipe | None = None,
    limits: Limits | None = None,
    columns: ColumnSettings | None = None,
) -> DecidedRecipe:
    """The recipe under which each part of a list is read like the whole.

    `parts`: files of any format, or ranges of one, whose headers may differ and be in any order. `recipe`: what a
    person decided. `columns`: those of its columns that were set for this list, not for an earlier export, so that some
    part has to have each. Raises `UnreadableFile` if no part can be read, `BadSettings` for what cannot be used.
    """
    clock = Clock(limits or Limits())
    problems, unread = ProblemLog(Limits(problems=sys.maxsize)), _Unread({})
    samples = unread.without(
        dict(enumerate(parts)), lambda part: _sample(part, WHOLE_BYTES // max(len(parts), 1), clock)
    )
    decisions = Decisions(recipe or Recipe(), {}, None)
    tables = unread.without(samples, lambda sample: _table(sample, decisions, clock))
    unread.check_any(tables)
    decided = _decide_columns(list(tables.values()), replace(decisions, columns=columns or {}), problems, clock)
    decisions = _with(decisions, ListDecision(columns=decided))
    listed = unread.without(tables, lambda table: _columns(table, decisions, clock))
    unread.check_any(listed)
    decisions = _with(decisions, ListDecision(columns=decided, headings=tuple(heading_keys(list(listed.values())))))
    clinics = unread.without(
        {place: (columns, samples[place]) for place, columns in listed.items()},
        lambda part: decisions.listed_clinics(part[0], ProblemLog(), part[1].excerpt),
    )
    unread.check_any(clinics)
    whole_list = _cells_decided(list(clinics.values()), decisions.recipe.whole_list or ListDecision(), clock)
    is_exact = all(sample.is_whole for sample in samples.values())
    return DecidedRecipe(_with(decisions, whole_list).recipe, problems, is_exact, unread.reasons)


@dataclass(frozen=True)
class _Unread:
    """The parts that could not be read. `reasons`: position of a part -> why."""

    reasons: dict[int, UnreadableFile]

    def without(self, parts: Mapping[int, A], read: Callable[[A], B]) -> dict[int, B]:
        """What is read of each part, except those that cannot be read."""
        results = {}
        for place, part in parts.items():
            try:
                results[place] = read(part)
            except UnreadableFile as error:
                self.reasons[place] = error
        return results

    def check_any(self, parts: Mapping[int, object]) -> None:
        """Raise `UnreadableFile` if no part is left: why the first one could not be read."""
        if not parts:
            raise self.reasons[min(self.reasons)] if self.reasons else UnreadableFile("There is no file to decide on.")


def _sample(part: Part, most: int, clock: Clock) -> _Sample:
    """A part, or its first rows if it is a CSV of more than `most` bytes."""
    if not isinstance(part, RecordRange):
        data = read_bytes(part, clock.limits)
        if isinstance(part, bytes) or len(data) <= most or may_grow(data):
            return _Sample(data, None, is_whole=True)
        part = record_ranges(part, most, clock).ranges[0]
        if part.excerpt:
            return _Sample(part.read(), part.excerpt, is_whole=False)
    beginning = part.beginning(most)
    return _Sample(beginning.read(), beginning.excerpt, is_whole=beginning == part)


def _table(sample: _Sample, decisions: Decisions, clock: Clock) -> Table:
    problems = ProblemLog()
    options = decisions.read_options(sample.data, problems, clock, sample.excerpt)
    return without_own_columns(read_table(sample.data, options, problems, clock), problems)[0]


def _decide_columns(
    tables: Sequence[Table], decisions: Decisions, problems: ProblemLog, clock: Clock
) -> ColumnDecision:
    united = UnitedTable.of(tables, apart=decisions.headers)
    recipe_matches = decisions.columns_of(united.table.headers, problems)
    return united.decision(decide_columns(united.table, (recipe_matches, decisions.columns), problems, clock))


def _columns(table: Table, decisions: Decisions, clock: Clock) -> Columns:
    problems = ProblemLog()
    return decisions.recognized(table, decisions.columns_of(table.headers, problems), problems, clock)


def _with(decisions: Decisions, whole_list: ListDecision) -> Decisions:
    return replace(decisions, recipe=decisions.recipe.model_copy(update={"whole_list": whole_list}))


def _cells_decided(clinics: Sequence[Columns], of_columns: ListDecision, clock: Clock) -> ListDecision:
    """The decision with what the dates and prices of all clinics show."""
    dates, prices = (_all_cells(clinics, name) for name in ("as_of", "price_usd"))
    headers = {match.header for part in clinics for match in part.matches if "price_usd" in match.fields}
    shown = {
        "dates": None if dates is None else date_order(dates),
        "prices": None if prices is None else price_assumptions(prices, sorted(headers), clock),
    }
    return of_columns.model_copy(update=shown)


def _all_cells(clinics: Sequence[Columns], name: str) -> Column | None:
    """The distinct cells of a canonical column in all files; None if none has it."""
    columns = [part.known[name] for part in clinics if name in part.known]
    distinct = [pc.unique(as_text(column)).drop_null() for column in columns]
    return pa.concat_arrays(distinct) if distinct else None
