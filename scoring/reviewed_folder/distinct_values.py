"""The statements of distinct cells, as JSON and back, in the order of their codes: the first is the blank cell's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, cast

from scoring.recognition import Coded, Person, Price, Records, Role, Stated
from scoring.reviewed_folder.layout import READ, STATED


def coded_columns(records: Records) -> dict[str, Coded[Any]]:
    """Column -> its codes and distinct values, for every column that is read once for each distinct cell."""
    return {**records.stated, **{name: getattr(records, name) for name in READ}}


def to_plain(columns: Mapping[str, Coded[Any]]) -> dict[str, list[Any]]:
    """Column -> its distinct values, as JSON has them."""
    return {name: list(map(_WRITERS[name], columns[name].values)) for name in (*STATED, *READ)}


def from_plain(content: object) -> dict[str, tuple[Any, ...]]:
    """Column -> its distinct values. Raises `KeyError`, `TypeError`, or `ValueError` for anything else."""
    columns = _mapping(content)
    return {name: tuple(map(_READERS[name], _list(columns[name]))) for name in (*STATED, *READ)}


def _plain_stated(stated: Stated) -> dict[str, Any]:
    plain: dict[str, Any] = {"terms": sorted(stated.terms), "ambiguous": sorted(stated.ambiguous)}
    if stated.board_not_named:
        plain["board_not_named"] = True
    if stated.contrast is not None:
        plain["contrast"] = stated.contrast
    if stated.people:
        plain["people"] = [
            {"terms": sorted(person.terms), "ambiguous": sorted(person.ambiguous), "role": person.role.value}
            for person in stated.people
        ]
    return plain


def _stated(content: object) -> Stated:
    plain = _mapping(content)
    contrast = plain.get("contrast")
    people = tuple(
        Person(_texts(person["terms"]), _texts(person["ambiguous"]), Role(person["role"]))
        for person in map(_mapping, _list(plain.get("people", [])))
    )
    return Stated(
        terms=_texts(plain["terms"]),
        ambiguous=_texts(plain["ambiguous"]),
        board_not_named=bool(plain.get("board_not_named", False)),
        contrast=None if contrast is None else bool(contrast),
        people=people,
    )


def _plain_price(price: Price) -> list[float | None]:
    return [price.low, price.high]


def _price(content: object) -> Price:
    low, high = _list(content)
    return Price(*(None if end is None else float(end) for end in (low, high)))


def _plain_day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(content: object) -> date | None:
    return None if content is None else date.fromisoformat(str(content))


def _texts(content: object) -> frozenset[str]:
    return frozenset(map(str, _list(content)))


def _list(content: object) -> list[Any]:
    if not isinstance(content, list):
        raise TypeError("a list was expected")
    return content


def _mapping(content: object) -> Mapping[str, Any]:
    if not isinstance(content, dict):
        raise TypeError("an object was expected")
    return cast(Mapping[str, Any], content)


_WRITERS: Mapping[str, Callable[[Any], Any]] = {
    **dict.fromkeys(STATED, _plain_stated),
    "state": str,
    "country": str,
    "as_of": _plain_day,
    "price": _plain_price,
}
_READERS: Mapping[str, Callable[[Any], Any]] = {
    **dict.fromkeys(STATED, _stated),
    "state": str,
    "country": str,
    "as_of": _day,
    "price": _price,
}
