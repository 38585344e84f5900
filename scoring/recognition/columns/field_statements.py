"""What one cell states for a field, as far as needed to compare columns that may feed the same field."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

import pyarrow as pa

from scoring.recognition.cells.kept_readings import KEPT
from scoring.recognition.cells.recognizer import Recognizer
from scoring.recognition.cells.stated import Stated
from scoring.recognition.fields import facts
from scoring.recognition.fields.dates import read_date
from scoring.recognition.fields.npi import are_npis
from scoring.recognition.fields.phone_number import FEWEST_DIGITS
from scoring.recognition.fields.prices import read_price
from scoring.recognition.fields.web_address import read_web_address
from scoring.vocabulary import DIMENSIONS, is_blank, vocabulary

NOTHING: frozenset[str] = frozenset()
_LONGEST = 1_000  # characters of a cell outside the questions; longer ones are free text

# A surname and a first name, which name no clinic if another column does: "REYES, ANA", "Roe, Bo M.". "Elm, LLC" may.
_PERSON = re.compile(
    r"[^\W\d_][\w'\u2019-]*, (?!(?i:llc|llp|pllc|inc|ltd|corp|pc|pa)\b)[^\W\d_][\w'\u2019-]*(?: [^\W\d_][\w-]*\.?)?\Z"
)


def statement_reader(field: str) -> Callable[[str], frozenset[str]]:
    """A reader of cells of a canonical column. It gives the keys of what a cell states, none if not understood."""
    if field in (*DIMENSIONS, "credentials_verified"):
        dimension = "credentials" if field == "credentials_verified" else field
        read = KEPT[dimension].keeping(Recognizer(vocabulary(), dimension).read)
        return lambda cell: _terms(dimension, read(cell).stated)
    return partial(_text, _UNDERSTOOD.get(field, _is_filled))


def _terms(dimension: str, stated: Stated) -> frozenset[str]:
    """The terms, and the ambiguous words, except for titles before a name: "Dr. Ana Reyes" states no training."""
    words = vocabulary().ambiguous[dimension]
    return stated.terms | {code for code in stated.ambiguous if not words[code].names_follow}


def _text(understood: Callable[[str], bool], cell: str) -> frozenset[str]:
    text = cell.strip()
    return frozenset((text,)) if len(text) <= _LONGEST and not is_blank(text) and understood(text) else NOTHING


def _is_filled(text: str) -> bool:  # noqa: ARG001 - of other fields, any text may be the answer
    return True


def _is_within(limit: int, text: str) -> bool:
    try:
        return -limit <= float(text) <= limit
    except ValueError:
        return False


_UNDERSTOOD: dict[str, Callable[[str], bool]] = {
    "name": lambda text: any(map(str.isalpha, text)) and not _PERSON.match(text),
    "city": lambda text: any(map(str.isalpha, text)),
    "state": lambda text: bool(facts.read_state(text)[0]),
    "postal_code": lambda text: any(map(str.isdigit, text)),
    "country": lambda text: facts.read_country(text)[0] not in ("", facts.ELSEWHERE),
    "latitude": partial(_is_within, 90),
    "longitude": partial(_is_within, 180),
    "website": lambda text: read_web_address(text) is not None,
    "source_url": lambda text: read_web_address(text) is not None,
    "phone": lambda text: sum(map(str.isdigit, text)) >= FEWEST_DIGITS,
    "npi": lambda text: bool(are_npis(pa.array([text]))[0]),
    "price_usd": lambda text: read_price(text)[0].amount is not None,
    "as_of": lambda text: read_date(text, "month_first")[0] is not None,
}
