"""The records of a JSON text, one at a time, so that memory holds only one of them as objects."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Generator, Iterator
from functools import partial
from math import isfinite
from typing import Any, TypeAlias

from scoring.errors import UnreadableFile
from scoring.limits import Clock
from scoring.problems import ProblemLog, finding
from scoring.reading.json_columns import records_of_table
from scoring.reading.json_objects import JsonObject, holds_records, shown_keys, with_key
from scoring.reading.source import DO_THIS
from spreadsheets.cell_text import text as number_text

_Decode: TypeAlias = Callable[[str, int], tuple[Any, int]]

NO_LIST = f"This is JSON, but no list of records; give a list with one record for each clinic, or {DO_THIS}"
_OBJECT_LINES = re.compile(r"\{[^\r\n]*\}[ \t]*(?:\r\n?|\n)\s*\{")
_BLANKS = re.compile(r"[ \t\r\n]*")
_FEWEST_RECORDS = 2  # each under a key: a single object is not a list
_DEEPEST = 5  # objects around the list: each level reads the text once more, and programs use two or three


class Number(str):
    """A number as text, written without quotes in JSON."""

    __slots__ = ()  # a record may hold a million of them


class NotFinite:
    """`NaN` or `Infinity`, which many programs write although JSON has no such values."""


def _whole_number(digits: str) -> Number:
    return Number(digits)  # of any length: it is never computed


def _fraction(digits: str) -> Number | NotFinite:
    """All digits as written; for a number with an exponent, the digits that a spreadsheet shows."""
    if "e" in digits or "E" in digits:
        value = float(digits)
        return Number(number_text(value)) if isfinite(value) else NotFinite()
    return Number(digits.rstrip("0").rstrip("."))


def _decoder(clock: Clock) -> _Decode:
    """Decodes the value that begins at a position; the clock is checked before it, and within slow steps."""
    decode = json.JSONDecoder(
        object_pairs_hook=clock.limited(JsonObject),
        parse_int=clock.limited(_whole_number),
        parse_float=clock.limited(_fraction),
        parse_constant=lambda _: NotFinite(),
    ).raw_decode

    def checked(text: str, at: int) -> tuple[Any, int]:
        clock.check()
        return decode(text, at)

    return checked


def records_in(text: str, problems: ProblemLog, clock: Clock) -> Iterator[Any]:
    """The items of lists, the only list of records in an object, objects one per line, or the rows of a table.

    Raises `json.JSONDecodeError` for damaged JSON, and `UnreadableFile` without records and when time is up.
    """
    decode = _decoder(clock)
    at = _after_blanks(text, 0)
    if text[at : at + 1] == "[":
        while text[at : at + 1] == "[":  # several where files were joined
            at = yield from _items(text, at, decode)
    elif _OBJECT_LINES.match(text, at):
        while text[at : at + 1] == "{":
            record, at = decode(text, at)
            yield record
            at = _after_blanks(text, at)
    else:
        at = yield from _in_object(text, at, decode, problems)
    if at < len(text):
        raise json.JSONDecodeError("Extra data", text, at)


def _items(text: str, at: int, decode: _Decode) -> Generator[Any, None, int]:
    """The items of the list that opens at this position; returns the position after it."""
    at = _after_blanks(text, at + 1)
    if text[at : at + 1] == "]":
        return _after_blanks(text, at + 1)
    while True:
        item, at = decode(text, at)
        yield item
        at = _after_blanks(text, at)
        if text[at : at + 1] == "]":
            return _after_blanks(text, at + 1)
        at = _after(text, at, ",")


def _in_object(text: str, at: int, decode: _Decode, problems: ProblemLog, depth: int = 1) -> Generator[Any, None, int]:
    """The items of the only list of records in an object; anything beside the list is a problem.

    If there is no list, it is sought in the objects inside, or these are the records.
    """
    lists: list[str] = []
    beside: list[str] = []
    values: list[tuple[str, int, Any]] = []  # key, position, and value
    at = _after_blanks(text, at + 1)
    while text[at : at + 1] != "}":
        key, at = decode(text, at)
        if not isinstance(key, str) or isinstance(key, Number):
            raise json.JSONDecodeError("Expecting a key in quotes", text, at)
        at = _after(text, _after_blanks(text, at), ":")
        if text[at : at + 1] == "[" and text.startswith("{", _after_blanks(text, at + 1)):
            lists.append(key)
            if len(lists) > 1:
                raise UnreadableFile(
                    f"This is JSON with several lists of records ({shown_keys(lists)}); save the one with the clinics "
                    "in a file of its own and try again."
                )
            at = yield from _items(text, at, decode)
        else:
            opens = at
            value, at = decode(text, at)
            beside.append(key)
            if not lists:
                values.append((key, opens, value))
            at = _after_blanks(text, at)
        if text[at : at + 1] != "}":
            at = _after(text, at, ",")
    if not lists:
        inner = partial(_in_object, text, decode=decode, problems=problems, depth=depth + 1)
        beside = yield from _in_values(values, beside, inner if depth < _DEEPEST else None, is_whole=depth == 1)
    if beside:
        problems.add("", finding("beside_records", shown_keys(beside), count=len(beside)))
    return _after_blanks(text, at + 1)


def _in_values(
    values: list[tuple[str, int, Any]],
    keys: list[str],
    inside: Callable[[int], Iterator[Any]] | None,
    *,
    is_whole: bool,
) -> Generator[Any, None, list[str]]:
    """The records of an object that is a table, or those in the only one of its values that holds a list of records.

    Otherwise the objects among its values are the records. `inside`: the records in the object that opens at a
    position; None if it is too deep. `is_whole`: whether the object is the whole text. Returns the keys of everything
    beside the records.
    """
    table = records_of_table(JsonObject((key, value) for key, _, value in values)) if is_whole else None
    if table is not None:
        yield from table
        return []
    objects = [(key, at, value) for key, at, value in values if isinstance(value, JsonObject)]
    holding = [(key, at) for key, at, value in objects if holds_records(value)]
    if len(holding) == 1 and inside:
        (holder, at), *_ = holding
        yield from inside(at)
        return [key for key in keys if key != holder]
    if holding or len(objects) < _FEWEST_RECORDS or len(objects) < len(keys):
        raise UnreadableFile(NO_LIST)
    for key, _, record in objects:
        yield with_key(key, record)
    return []


def _after_blanks(text: str, at: int) -> int:
    blanks = _BLANKS.match(text, at)
    return blanks.end() if blanks else at


def _after(text: str, at: int, character: str) -> int:
    """The position after this character and any blanks. Raises `json.JSONDecodeError` if the character is missing."""
    if text[at : at + 1] != character:
        raise json.JSONDecodeError(f"Expecting '{character}'", text, at)
    return _after_blanks(text, at + 1)
