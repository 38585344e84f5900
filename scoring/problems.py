"""The problems: a catalogue of sentences about bad data, and a log that turns findings into one table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from string import Formatter
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import ArrayLike, NDArray

from scoring.limits import Limits
from scoring.vocabulary import plain

COLUMNS = ("row", "column", "value", "code", "message", "suggestion")
# A row with such a problem is no clinic; every other row is.
LEFT_OUT = ("blank_row", "header_again", "template_example_row", "excluded")
# A decision of a recipe that finds nothing in the file to decide on.
NO_LONGER_FIT = ("recipe_sheet_missing", "recipe_header_missing", "recipe_value_missing", "recipe_clinic_missing")
LONGEST_VALUE = 300  # characters of a value that a problem shows
_PACKED_TOGETHER = 10_000  # findings: as objects they take some 5 MB, and few enough tables are made
_REPEATED = pa.dictionary(pa.int32(), pa.large_string())  # text that is kept once, as it is mostly the same
_FINDINGS = pa.schema(
    {"code": _REPEATED, "value": pa.large_string(), "message": pa.large_string(), "suggestion": _REPEATED}
)

# code: (message, suggestion). {value}, {near}, {reason}, {rest}, {terms} and the like are filled in.
CATALOGUE = MappingProxyType({
    # the file
    "encoding_guessed": ("The file is not UTF-8; it was read as {value}.", "Check names with accents, or save the file as CSV UTF-8."),
    "encoding_mixed": ("The file is UTF-8, except for characters that are not ({found}); these were read as Windows-1252.", "Check names with accents, or save the file as CSV UTF-8."),
    "characters_lost": ("Characters that cannot be read as {value} ({found}) are shown as \ufffd.", "Export the file again, as CSV UTF-8."),
    "sheet_chosen": ("The workbook has {found} sheets; {value} was read.", "To read another, choose it on the Data page, or name it with the sheet setting: {rest}."),
    "lines_above_header": ("Rows above the header ({found}) were left out: {value}", "Nothing to do, unless one of them is a clinic."),
    "nul_bytes": ("The file holds NUL characters; they were left out.", "Export the file again if text is missing."),
    "blank_row": ("The row is empty and was left out.", "Delete the row if nothing is missing."),
    "quote_not_closed": ("A double quote opens in this row and is never closed; from here on quotes were read as plain text.", "Close the quote, or delete it."),
    "row_too_short": ("The row has {found} cells and the header {expected}; the missing ones were taken as not stated.", "Check that no cell slipped into another column."),
    "row_too_long": ("The row has {found} cells and the header {expected}; these were left out: {value}", "Put text that holds the separator in double quotes."),
    "rows_in_cell": ("The cell holds line breaks and as many separators as a row: a quote may have drawn other rows into it.", "Look at the quotes in this row, and close the one that is open."),
    "cell_error": ("The cell shows {value} in the workbook; it was taken as not stated.", "Mend the formula, or leave the cell blank."),
    "workbook_of_values": ("Of a workbook of this kind only values are read: cells whose formula failed and formulas without a stored result look blank, and zeros in front of numbers are not kept.", "Save it as .xlsx and read that, if something is missing."),
    "formula_without_result": ("The cell holds a formula without a stored result; formulas are not worked out here, so it was taken as not stated.", "Open the workbook in a spreadsheet program and save it, so that results are stored."),
    "number_not_finite": ("The number is not finite, so it was taken as not stated.", "Give the number, or leave the cell blank."),
    "beside_records": ("The file holds more than the list of records; this was left out ({found}): {value}", "Nothing to do, unless it says something of the clinics."),
    "column_not_read": ("The column holds values of the type {value}, which are not read; it was left out.", "Write the column as text, or as a list of texts."),
    # headers
    "header_again": ("The row is the header once more and was left out.", "Delete the row."),
    "header_too_short": ("Rows have {found} cells and the header {expected}; the cells beyond it were kept in columns of their own.", "Give each column a header, or put text that holds the separator in double quotes."),
    "index_column": ("The first column counts the rows; it was left out.", "Give the column a header if it means more than that."),
    "header_not_used": ("A second column for {field}; it was kept as it is and not scored.", "Name one column {field}, or give both under Columns on the Data page or with the columns setting."),
    "no_column": ("No column was recognised for {field}, so what it would say stays open for every clinic.", "If one of these is it, say so under Columns on the Data page, or with the columns setting: {value}"),
    "own_scores": ("The file is an export of a review; its {found} score columns were left out, as every clinic is scored anew.", "Nothing to do. To keep the earlier scores beside the new ones, give their columns other names."),
    "column_by_content": ("No header names {field}; this column was taken for it, as {found}% of its cells are words of it.", "Name the column {field}; or say what it is, or that it is not used, under Columns on the Data page or with the columns setting."),
    "column_yes_no": ("The column answers yes or no; where it says yes, the record was taken to state {terms} in {field}.", "If it means something else, say so, or that it is not used, under Columns on the Data page or with the columns setting."),
    "header_too_long": ("The header has {found} characters; one with more than {expected} names no field, so the column was kept as it is.", "Shorten the header, or say what the column is under Columns on the Data page or with the columns setting."),
    "header_blank": ("A column has no header; it was kept under the name {value}.", "Give the column a header, or delete it."),
    "header_repeated": ("Two columns have the header {header}; this one was kept under the name {value}.", "Give each column a header of its own."),
    # rows
    "template_example_row": ("The row is an example of the template and was left out.", "Delete the row, or put the clinic's own name into it."),
    "one_row_a_person": ("The file seems to have a row for each person: {rest}. Grouped by clinic, its {found} rows become {given}.", 'Group them on the Data page, with "one_row_is": "person" in a recipe, or with --one-row person; or leave them if each row is a clinic.'),
    "people_disagree": ("The rows of this clinic state {found} values; the first was taken: {value}", "Look at the rows behind the clinic, and edit the value if another one is right."),
    "name_too_long": ("The name has {found} characters; one with more than {expected} is not compared with the names of other clinics.", "Shorten the name, and put other text in another column."),
    "name_missing": ("The row has no clinic name.", "Fill in the name."),
    "id_repeated": ("The id {value} stands in an earlier row too; this row was given {given}.", "Give each clinic an id of its own, or delete the row if it is the same clinic."),
    "possible_duplicate": ("This may be the same clinic as {rest} in row {given}: {reason}. Both are kept and scored.", "If it is, keep one of the two in the file, or leave one out on the Data page or with a recipe."),
    # what a recipe decided
    "excluded": ("The recipe leaves this clinic out.", "Take it out of the recipe's list to see it again."),
    "recipe_sheet_missing": ("The recipe reads the sheet {value}; this file has no such sheet, so the first one was read.", "Choose the sheet that took its place, or delete the line from the recipe."),
    "recipe_header_missing": ("The recipe takes the header {value} for {field}; this file has no such header.", "Match the header that took its place, or delete the line from the recipe."),
    "recipe_value_missing": ("The recipe says what {value} means; no cell of this file holds it.", "Nothing to do, unless it is spelt otherwise now."),
    "recipe_clinic_missing": ("The recipe decides on the clinic {value}; this file has no clinic of that id.", "Delete the line from the recipe, or give the clinic its id back."),
    # values outside the four questions
    "state_not_recognised": ("The state was not recognised, so the clinic is missing from the state filter.", "Use a two-letter code such as CA."),
    "country_not_recognised": ("The country was not recognised, so rules that hold in one country only were not applied.", "Use a two-letter code such as US or MX."),
    "country_assumed": ("No country is stated, so the clinic is taken to be in the United States; for culture-expanded cells that matters.", "Fill in the country."),
    "date_not_understood": ("The date was not understood, so it is unknown how old the record is.", "Write the date as 2026-05-31."),
    "date_ambiguous": ("The date may be day first or month first, so it is unknown how old the record is.", "Write the date as 2026-05-31."),
    "date_in_future": ("The date lies after the day of the review.", "Check the year."),
    "price_not_understood": ("The price is not one amount, so it is left out of price figures.", "Write one amount in US dollars, such as 900."),
    "coordinate_not_understood": ("The coordinate is not a number in range.", "Write decimal degrees, such as 39.74 and -104.99."),
    "link_not_web": ("This is not a plain web address and is not shown as a link.", "Write it in full, beginning with https://, without a user name, blanks, back-slashes or signs that cannot be seen."),
    "phone_not_understood": ("This is no telephone number of the record's country and none with a country code.", "Write the number in full, such as (212) 555-0100, or +44 20 7946 0018 abroad."),
    "npi_malformed": ("An NPI has ten digits, of which the last follows from the others; this is none, and was kept as it is.", "Check the number in the NPI registry."),
    # cells of the four questions
    "cell_too_long": ("The cell has {found} characters; one with more than {expected} is free text, so nothing was read from it.", "List in the cell what there is, and put free text in another column."),
    "more_in_cell": ("Besides the problems listed for this cell it has {found} more.", "Correct these, or shorten the cell, and review the file again to see the others."),
    "not_recognised": ("{rest} was not recognised and not counted.", "{near}"),
    "partly_recognised": ("Read as {terms}; {rest} was not understood and not counted.", "{near}"),
    "other_dimension": ("{rest} is a word for {field} and was not counted here.", "Move it to the column {field}."),
    "ambiguous_word": ("{rest} can mean several things ({terms}); the score allows for each of them.", "Name which one is meant."),
    "negated": ("Read as a statement of what is not offered: {terms}.", "Leave it out of the cell, or list it plainly if it is offered."),
    "negation_unclear": ("It is unclear whether this is still part of what is not offered, so it was not counted: {terms}.", "Separate what is offered from what is not by a semicolon."),
    "offer_unclear": ("It is unclear whether this is offered now, so it was not counted: {terms}.", "List it plainly if it is offered, or leave it out."),
    "not_the_injector": ("It does not say that this person injects, so this was not counted: {terms}.", "List only the people who perform the injection."),
    "not_guidance": ("Read as imaging for a diagnosis, or elsewhere, and not as what guides the needle: {terms}.", "List only the imaging that guides the needle during the injection."),
    "not_a_term": ("{rest} was not counted: {reason}.", "{near}"),
    "bare_yes": ("{rest} adds nothing: {reason}.", "{near}"),
    "none_outside_imaging": ("None was taken as not stated: the column lists what there is.", "Leave the cell blank, or list what there is."),
    "none_with_imaging": ("The record states no imaging and also {terms}; the imaging was counted.", "Keep whichever is true."),
    "taxonomy_not_listed": ("{rest} is a provider taxonomy code that is not listed here, so it was not counted.", "Write the training in words, such as PM&R, if it bears on these injections."),
    "npi_is_no_training": ("An NPI says who a person is, not what training the person has; it was not counted.", "Put the number in the column npi, and the degree and specialty here."),
    "yes_no_not_understood": ("The column takes yes or no for {terms}; this cell says neither and was not counted.", "Write yes or no, or list what is meant in {field}."),
    "claim_not_listed": ("The claim matches none of the listed warning signs and has no effect.", "Nothing to do, unless it is one of the listed claims in other words."),
})  # fmt: skip


class Finding(NamedTuple):
    """One thing that was found in one value: what a problem says, before it is known in which rows."""

    code: str
    value: str
    message: str
    suggestion: str


def finding(code: str, value: str = "", **details: object) -> Finding:
    """A finding in the catalogue's words. Raises KeyError for a code or detail the catalogue lacks."""
    message, suggestion = CATALOGUE[code]
    details = {"near": "", **details, "value": value}
    shown = {key: _cut(text) if isinstance(text, str) else text for key, text in details.items()}
    return Finding(code, _cut(value), message.format(**shown), suggestion.format(**shown))


def value_text(cell: str) -> str:
    """The plain text of a cell as a problem shows it: what is long is cut, and ends in "…", as no known value does."""
    text = cell.strip()
    return plain(text) if len(text) <= LONGEST_VALUE else f"{plain(text[: LONGEST_VALUE - 1])}…"


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…"


class Findings:
    """Findings in order, as Arrow columns: a million of them take a third of what they take as objects."""

    def __init__(self, tables: Iterable[pa.Table] = ()) -> None:
        self._tables = list(tables)
        self._latest: list[Finding] = []  # not in a table yet

    def extend(self, more: Iterable[Finding] | Findings) -> None:
        """Add findings at the end."""
        if isinstance(more, Findings):
            self._tables += [*self._packed(), more.table()]
            self._latest = []
            return
        self._latest.extend(more)
        if len(self._latest) >= _PACKED_TOGETHER:
            self._tables += self._packed()
            self._latest = []

    def table(self) -> pa.Table:
        """The fields of a finding as columns (large text), with a row for each."""
        return pa.concat_tables([_FINDINGS.empty_table(), *self._tables, *self._packed()])

    def __len__(self) -> int:
        return sum(map(len, self._tables)) + len(self._latest)

    def __iter__(self) -> Iterator[Finding]:
        return (Finding(**row) for row in self.table().to_pylist())

    def _packed(self) -> list[pa.Table]:
        """The latest findings as a table, if there are any."""
        if not self._latest:
            return []
        texts = (pa.array(column, pa.large_string()) for column in zip(*self._latest, strict=True))
        return [_table(dict(zip(Finding._fields, texts, strict=True)))]


def _table(texts: Mapping[str, pa.Array]) -> pa.Table:
    encoded = {
        field.name: texts[field.name].dictionary_encode()
        if pa.types.is_dictionary(field.type) and not pa.types.is_dictionary(texts[field.name].type)
        else texts[field.name]
        for field in _FINDINGS
    }
    return pa.table(encoded, schema=_FINDINGS)


def findings(code: str, values: pa.Array, **details: pa.Array) -> Findings:
    """What `finding` makes of each value and its details, worded all at once. All are text, and none is null.

    The sentences of the code may name details, with no format or conversion.
    """
    given = {name: _all_cut(texts.cast(pa.large_string())) for name, texts in {**details, "value": values}.items()}
    shown = {"near": _large(""), **given}
    count = len(values)

    def worded(template: str) -> pa.Array:
        parts = list(Formatter().parse(template))
        if not any(name for _, name, _, _ in parts):
            return _same(template.format(), count)
        pieces = [piece for text, name, _, _ in parts for piece in (_large(text), shown[name] if name else _large(""))]
        return pc.binary_join_element_wise(pa.repeat(_large(""), count), *pieces, _large(""))

    message, suggestion = (worded(template) for template in CATALOGUE[code])
    texts = {"code": _same(code, count), "value": given["value"], "message": message, "suggestion": suggestion}
    return Findings([_table(texts)])


def _large(text: str) -> pa.Scalar:
    return pa.scalar(text, pa.large_string())


def _same(text: str, count: int) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(np.zeros(count, dtype=np.int32), pa.array([text], pa.large_string()))


def _all_cut(texts: pa.Array) -> pa.Array:
    long = pc.greater(pc.utf8_length(texts), LONGEST_VALUE)
    if not long.true_count:
        return texts
    short = pc.utf8_slice_codeunits(texts, 0, LONGEST_VALUE - 1)
    short = pc.binary_join_element_wise(short, _large("…"), _large(""))
    return pc.if_else(long, short, texts)


@dataclass
class ProblemLog:
    """Collects findings with their rows while a file is read; `frame` makes the table once.

    Rows are numbers of the file (header: 1), or 0 where the whole file is meant. `limits`: of how many are kept.
    """

    limits: Limits = field(default_factory=Limits)
    _rows: list[NDArray[np.int64]] = field(default_factory=list)
    _which: list[NDArray[np.int64]] = field(default_factory=list)
    _findings: Findings = field(default_factory=Findings)
    _columns: list[tuple[str, int]] = field(default_factory=list)  # and of how many findings, one after the other

    def add(self, column: str, found: Finding, rows: ArrayLike = 0) -> None:
        """The same finding in one row or many."""
        at = np.atleast_1d(np.asarray(rows, dtype=np.int64))
        self.add_many(column, [found], at, np.zeros(len(at), dtype=np.int64))

    def add_many(
        self, column: str, findings: Sequence[Finding] | Findings, rows: NDArray[np.int64], which: ArrayLike
    ) -> None:
        """Findings by row: `which[i]` is the index into `findings` of what was found in `rows[i]`.

        Raises `UnreadableFile` beyond the limits.
        """
        self.limits.check_problems(len(self) + len(rows))
        if len(rows):
            self._rows.append(np.asarray(rows, dtype=np.int64))
            self._which.append(np.asarray(which, dtype=np.int64) + len(self._findings))
            self._findings.extend(findings)
            self._columns.append((_cut(column), len(findings)))

    def take_over(self, other: ProblemLog) -> None:
        """Add all that another log holds."""
        self._which += [which + len(self._findings) for which in other._which]
        self._rows += other._rows
        self._findings.extend(other._findings)
        self._columns += other._columns

    def rows_with(self, code: str, column: str) -> NDArray[np.int64]:
        """The rows that have a problem of this code in this column, each once."""
        of_column = np.repeat([name == column for name, _ in self._columns], [count for _, count in self._columns])
        if not of_column.any():
            return np.empty(0, dtype=np.int64)
        wanted = of_column & np.asarray(pc.equal(self._findings.table()["code"], code))
        return np.unique(np.concatenate(self._rows)[wanted[np.concatenate(self._which)]])

    def __len__(self) -> int:
        return sum(len(rows) for rows in self._rows)

    def frame(self) -> pd.DataFrame:
        """The problems in the order of the file: row (int64) and the text columns of `COLUMNS`."""
        rows = np.concatenate(self._rows) if self._rows else np.zeros(0, dtype=np.int64)
        which = np.concatenate(self._which) if self._which else np.zeros(0, dtype=np.int64)
        order = np.argsort(rows, kind="stable")
        index = pa.array(which[order])
        names, counts = zip(*self._columns, strict=True) if self._columns else ((), ())
        runs = pa.array(np.repeat(np.arange(len(names), dtype=np.int32), np.array(counts, dtype=np.int64)))
        column = pa.DictionaryArray.from_arrays(runs, pa.array(names, pa.large_string()))
        findings = self._findings.table().unify_dictionaries().combine_chunks()
        texts = findings.append_column("column", column).take(index)
        large = pa.schema([(name, pa.large_string()) for name in COLUMNS[1:]])
        table = texts.select(large.names).cast(large).add_column(0, "row", pa.array(rows[order]))
        frame: pd.DataFrame = table.to_pandas()
        return frame


@dataclass(frozen=True)
class RowLog:
    """A log for the clinics of one table: `rows[i]` is the row number in the file of the clinic at position i."""

    problems: ProblemLog
    rows: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.rows)

    def add(self, column: str, found: Finding, at: NDArray[np.bool_] | NDArray[np.int64]) -> None:
        """The same finding at some positions, given by number or by mask."""
        self.problems.add(column, found, self.rows[at])

    def add_many(
        self, column: str, findings: Sequence[Finding] | Findings, at: NDArray[np.int64], which: ArrayLike
    ) -> None:
        """Findings by position: `which[i]` is the index into `findings` of what was found at `at[i]`."""
        self.problems.add_many(column, findings, self.rows[at], which)
