"""Rows that are not clinics: descriptions of columns, drawn lines, section headings, totals, and notices below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from scoring.errors import UnreadableFile
from scoring.problems import ProblemLog, finding
from scoring.reading import NO_CLINICS, WHOLE_FILE, Column, FileEnds, as_text, whole
from scoring.recognition.columns.known_columns import Columns
from scoring.recognition.nameless_rows import SUBTOTAL, TOTAL, WORDS, holds, log_rows, rows_without_a_name
from scoring.vocabulary import header_key, vocabulary

_MOST_DESCRIPTIONS = 3  # rows under the header; surveys have one or two
_FEWEST_CELLS = 2  # of a row that describe their columns; a single one may be an odd name
_MOST_LINES = 3  # rows at either end searched for drawn lines, in addition to those that hold only a name
_DRAWN = r"^[\s;=+:|_\x{2500}-\x{257f}-]+$"  # the characters of lines, box-drawing ones and joined cells included
_LINE = r"[=_\x{2500}-\x{257f}-]{3}"
_MOST_NOTICES = 20  # rows at the end searched for a notice; lists have a handful of rows below them
# When a program printed the list: a year and a time of day, in either order.
_PRINTED = re.compile(r"\b(?:19|20)\d\d\b.*\b\d{1,2}:\d\d\b|\b\d{1,2}:\d\d\b.*\b(?:19|20)\d\d\b")


def without_other_rows(
    columns: Columns, problems: ProblemLog, ends: FileEnds = WHOLE_FILE, headings: Sequence[str] = ()
) -> Columns:
    """Leave out rows that describe the columns, drawn lines, headings, totals, and notices below; each is a problem.

    `ends`: which ends of a file the rows reach. `headings`: keys of places that divide the list, from `heading_keys`
    of all its files. Raises `UnreadableFile` if no row remains.
    """
    described = len(_descriptions(columns)) if ends.first else 0
    at = _rows_of_a_name_alone(columns)
    at = at[at >= described]
    lines = _lines(columns, at, ends)
    nameless = rows_without_a_name(columns, np.union1d(lines, at), described, last=ends.last)
    if not (described or nameless or len(lines) or len(at)):  # as in most lists
        return columns
    at = np.setdiff1d(at, lines)
    problems.add("", finding("line_row"), columns.rows[lines])
    problems.add("", finding("description_row"), columns.rows[:described])
    names = whole(as_text(columns.known["name"]))
    alone = names.take(pa.array(at))
    places = _places(columns, headings)
    totals = np.asarray(pc.match_substring_regex(alone, TOTAL), dtype=bool) | _are_subtotals(alone, places)
    headed = np.asarray(pc.is_in(_keys(alone), value_set=places), dtype=bool)
    headed = (headed | _are_headings(alone)) & ~totals
    notices = np.isin(at, _notices(columns, names, at) if ends.last else []) & ~totals & ~headed
    for code, mask in (("total_row", totals), ("section_row", headed), ("notice_row", notices)):
        findings = [finding(code, text) for text in alone.filter(pa.array(mask)).to_pylist()]
        problems.add_many("name", findings, columns.rows[at[mask]], np.arange(len(findings)))
    for code, rows in nameless.items():
        log_rows(code, columns, rows, problems)
    keep = np.ones(len(columns), dtype=bool)
    for rows in nameless.values():
        keep[rows] = False
    keep[:described] = False
    keep[lines] = False
    keep[at[totals | headed | notices]] = False
    if keep.all():
        return columns
    if not keep.any():
        raise UnreadableFile(NO_CLINICS)
    return columns.filter(keep)


def heading_keys(columns: Sequence[Columns]) -> list[str]:
    """Keys of names that are alone in a row of any of these files, or totaled there, and are a city in any of them."""
    alone = [
        whole(as_text(part.known["name"])).take(pa.array(_rows_of_a_name_alone(part))).cast(pa.string())
        for part in columns
    ]
    cities = pa.concat_arrays([_cities(part) for part in columns])
    names = pa.concat_arrays(alone)
    keys = pc.unique(pa.concat_arrays([_keys(names), _groups(names)]))
    return sorted(keys.filter(pc.is_in(keys, value_set=pc.unique(cities))).to_pylist())


def _descriptions(columns: Columns) -> list[int]:
    """The positions of the first rows that describe their columns and not a clinic."""
    positions = []
    for position in range(min(_MOST_DESCRIPTIONS, len(columns))):
        cells = _filled_cells(columns, position)
        speaking = sum(_speaks_of(name, text) for name, text in cells.items())
        if not _speaks_of("name", cells.get("name", "")) or speaking < _FEWEST_CELLS or 2 * speaking <= len(cells):
            break
        positions.append(position)
    return positions


def _are_subtotals(texts: Column, places: pa.Array) -> NDArray[np.bool_]:
    """Whether texts are totals of a place by which a list may be grouped, or of the whole list."""
    is_group = pc.is_in(_groups(texts), value_set=pa.concat_arrays([places, pa.array(["grand"])]))
    return np.asarray(pc.and_(is_group, pc.match_substring_regex(texts, SUBTOTAL)), dtype=bool)


def _groups(texts: Column) -> Column:
    """Keys of the groups that texts are totals of; of other texts, their own."""
    return _keys(pc.replace_substring_regex(texts, SUBTOTAL, r"\1"))


def _filled_cells(columns: Columns, position: int) -> dict[str, str]:
    return {
        name: text
        for group in (columns.known, columns.other_columns)
        for name, column in group.items()
        if (text := as_text(column.slice(position, 1)).to_pylist()[0]) and text.strip()
    }


def _lines(columns: Columns, alone: NDArray[np.int64], ends: FileEnds) -> NDArray[np.int64]:
    """The positions of rows that a program drew as lines: dashes and the like in every filled cell.

    The search covers `alone`, the rows that hold only a name, and the ends of the file.
    """
    first = range(min(_MOST_LINES, len(columns)) if ends.first else 0)
    last = range(max(len(columns) - _MOST_LINES, 0) if ends.last else len(columns), len(columns))
    names = whole(as_text(columns.known["name"])).take(pa.array(alone))
    lined = alone[np.asarray(pc.match_substring_regex(names, _LINE), dtype=bool)]
    near = sorted({*first, *last, *lined.tolist()})
    groups = (columns.known, columns.other_columns)
    rows = pa.array(near, pa.int64())
    texts = [whole(as_text(column.take(rows))).cast(pa.string()) for group in groups for column in group.values()]
    cells = pa.concat_arrays(texts).fill_null("")
    filled, drawn, lines = (  # cells of each row
        np.asarray(pc.match_substring_regex(cells, pattern), dtype=bool).reshape(len(texts), len(near)).sum(axis=0)
        for pattern in (r"\S", _DRAWN, _LINE)
    )
    at: NDArray[np.int64] = np.array(near, dtype=np.int64)[(lines > 0) & (drawn >= filled)]
    return at


def _speaks_of(column: str, text: str) -> bool:
    """Whether a cell says what its column is: by a name for it, as a question or form, or by the code of a survey."""
    if text.rstrip().endswith("?") or text.startswith('{"ImportId"'):
        return True
    key = f" {header_key(text)} "
    if column == "name":  # a clinic's name holds words such as clinic or practice
        return " name " in key or vocabulary().field_of(key.strip()) == "name"
    words = vocabulary().other_rows
    if words.describes.match(key.strip()) or words.format.search(key):
        return True
    names = [header_key(column), *_words_of_fields().get(column, ())]
    return any(f" {name} " in key for name in names if name)


@cache
def _words_of_fields() -> dict[str, list[str]]:
    words: dict[str, list[str]] = {}
    for word, field in vocabulary().headers.items():
        words.setdefault(field, []).append(word)
    return words


def _rows_of_a_name_alone(columns: Columns) -> NDArray[np.int64]:
    """The positions of rows that hold a name and, at most, numbers, and no in columns that are not read."""
    others = [column for name, column in columns.known.items() if name != "name"]
    at: NDArray[np.int64] | None = None
    for number, column in enumerate((*others, *columns.other_columns.values())):
        part = column if at is None else column.take(pa.array(at))
        words = holds(part, WORDS)
        if number >= len(others) and words.any():
            words &= ~holds(part, _no())
        at = np.flatnonzero(~words) if at is None else at[~words]
        if not len(at):
            break
    at = np.arange(len(columns)) if at is None else at
    alone: NDArray[np.int64] = at[np.asarray(pc.is_valid(columns.known["name"].take(pa.array(at))), dtype=bool)]
    return alone


@cache
def _no() -> str:
    """A pattern of cells that say no, as a box that is not ticked."""
    return rf"(?i)^\s*(?:{'|'.join(map(re.escape, sorted(vocabulary().no)))})\s*$"


def _notices(columns: Columns, names: Column, alone: NDArray[np.int64]) -> NDArray[np.int64]:
    """The positions of rows below the clinics from a notice on, such as who exported the list or holds its rights.

    `alone`: the positions of rows that hold only a name. Rows between a blank row and the notice are included.
    """
    below: NDArray[np.int64] = alone[alone == np.arange(len(columns) - len(alone), len(columns))][-_MOST_NOTICES:]
    is_notice = vocabulary().other_rows.notices.search
    texts = names.take(pa.array(below)).to_pylist()
    hits = [place for place, text in enumerate(texts) if is_notice(header_key(text)) or _PRINTED.search(text)]
    if not hits or not below[0]:
        return np.empty(0, dtype=np.int64)
    set_apart = np.flatnonzero(columns.rows[below] - columns.rows[below - 1] > 1)
    first = max((int(place) for place in set_apart if place <= hits[0]), default=hits[0])
    rest: NDArray[np.int64] = below[first:]
    return rest


def _keys(texts: Column) -> Column:
    """Texts as keys of places: lower case, without blanks and hyphens."""
    return pc.replace_substring_regex(pc.utf8_lower(texts), r"[\s_-]+", "")


def _are_headings(texts: Column) -> NDArray[np.bool_]:
    """Whether texts are worded as headings: "Clinics in Texas", "Region 4", "Our members:"."""
    distinct = texts.dictionary_encode()
    headings = np.fromiter(map(_is_heading, distinct.dictionary.to_pylist()), dtype=np.bool_)
    return np.asarray(headings[distinct.indices.to_numpy(zero_copy_only=False)], dtype=np.bool_)


def _is_heading(text: str) -> bool:
    if text.rstrip().endswith(":"):
        return True
    words, key = vocabulary().other_rows, header_key(text)
    begin = words.headings.match(key)
    after = key[begin.end() :].strip() if begin else None
    return after is not None and (len(after) <= 1 or after.isdigit() or bool(words.links.match(after)))


def _places(columns: Columns, headings: Sequence[str]) -> pa.Array:
    """Keys of the places by which a list may be divided: states, countries, and the list's own cities."""
    return pa.concat_arrays([_states_and_countries(), pa.array(headings, pa.string()), _cities(columns)])


@cache
def _states_and_countries() -> pa.Array:
    return pa.array([*vocabulary().state_codes, *vocabulary().country_codes], pa.string())


def _cities(columns: Columns) -> pa.Array:
    cities = columns.known.get("city")
    if cities is None:
        return pa.array([], pa.string())
    return pc.unique(_keys(pc.unique(as_text(cities)))).drop_null().cast(pa.string())
