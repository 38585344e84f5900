"""What a text states about prices in US dollars: one amount, a range, or only its lowest or highest end.

A text is understood only if all of it is: "deposit $200" and "$900 + facility fee" state no price.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeAlias, get_args

from scoring.thresholds import number
from scoring.vocabulary import vocabulary

# What some prices do not say and has to be assumed: that a comma begins the cents in "1.200" and "12,50"; that an
# amount without a currency is in US dollars; that "$500 per level" is the price of a treatment.
PriceAssumption: TypeAlias = Literal["decimal_comma", "us_dollars", "per_treatment"]
PRICE_ASSUMPTIONS: tuple[PriceAssumption, ...] = get_args(PriceAssumption)
_LONGEST_PRICE = number("longest_price")
_THOUSAND = 1000
_SIGNS = re.compile(r"[\s()\[\]:,.;*=/&-]*")  # all that may remain of a text beside prices and words


def dollars(amount: float) -> str:
    """$1,200, or $1,200.50 if there are cents."""
    return f"${amount:,.0f}" if amount == int(amount) else f"${amount:,.2f}"


@dataclass(frozen=True)
class Price:
    """The lowest and the highest price that a cell states, in US dollars; None for an end that it does not state."""

    low: float | None = None
    high: float | None = None

    @property
    def amount(self) -> float | None:
        """The amount that figures use: the middle of a range, or the one end that is stated. None for no price."""
        if self.low is None or self.high is None:
            return self.high if self.low is None else self.low
        return (self.low + self.high) / 2

    @property
    def is_range(self) -> bool:
        """Whether both ends are stated and differ."""
        return None not in (self.low, self.high) and self.low != self.high

    @property
    def is_open(self) -> bool:
        """Whether only one end is stated."""
        return (self.low is None) != (self.high is None)

    def __str__(self) -> str:
        """$900, $900 to $1,200, from $900, up to $1,200; "" for no price."""
        if self.low is None or self.high is None:
            return "" if self.amount is None else f"{'up to' if self.low is None else 'from'} {dollars(self.amount)}"
        return dollars(self.low) + (f" to {dollars(self.high)}" if self.is_range else "")


@dataclass(frozen=True)
class PriceStatement:
    """What a text states. `needs`: what has to be assumed about it. `several`: it states prices that differ."""

    price: Price
    needs: frozenset[PriceAssumption]
    several: bool


@dataclass(frozen=True)
class _Term:
    """One price of a text. `marked`: with a word for the dollar. `before`, `behind`: the words around it."""

    price: Price
    marked: bool
    decimal_open: bool
    before: str
    behind: str


def price_statement(text: str) -> PriceStatement | None:
    """What a short plain text states about prices in US dollars; None if any part of it is not understood."""
    text = " ".join(re.sub(r"[\r\n]+", ";", text.lower()).split())
    if _amount().fullmatch(text):  # most cells
        return _statement([_term(text)])
    if not re.search(r"\d", text) or vocabulary().currencies.others.search(text):
        return None
    return _statement([_term(part) for part in _parts(text)])


def decimal_signs(text: str) -> set[str]:
    """The signs that begin the cents in the amounts of a text, as far as they show: ".", ","."""
    signs = set()
    for amount in _amount().finditer(text.lower()):
        if amount["a_comma"] or amount["a_points"]:
            signs.add(",")
        elif amount["a_cents"] or "," in (amount["a_whole"] or ""):
            signs.add(".")
    return signs


def _parts(text: str) -> list[str]:
    """The parts of a text that state a price of their own; words between them belong to the part before."""
    parts: list[str] = []
    for piece in _joint().split(_between().sub(r"\1 to ", text)):
        if parts and not (re.search(r"\d", piece) and re.search(r"\d", parts[-1])):
            parts[-1] += f" {piece}"
        else:
            parts.append(piece)
    return parts


def _term(text: str) -> _Term | None:
    """The price of a part, None if it states none or in an order that makes no sense."""
    match = _price().search(text)
    if not match:
        return None
    low, high = _value(match, "a"), _value(match, "b")
    if low is None or (match["b_digits"] and high is None):
        return None
    if high is not None:
        if match["b_k"] and not match["a_k"] and low * _THOUSAND <= high:  # "1.2-3k"
            low *= _THOUSAND
        price = None if low > high or match["most"] or match["least_after"] else Price(low, high)
    elif match["most"] or match["most_after"]:
        price = None if match["least"] or match["least_after"] else Price(None, low)
    else:
        price = Price(low, None) if match["least"] or match["least_after"] else Price(low, low)
    if price is None:
        return None
    return _Term(
        price,
        marked=any(match[f"{amount}_{side}"] for amount in "ab" for side in ("before", "behind")),
        decimal_open=any(match[f"{amount}_open"] and not match[f"{amount}_k"] for amount in "ab"),
        before=text[: match.start()],
        behind=text[match.end() :],
    )


def _statement(terms: Sequence[_Term | None]) -> PriceStatement | None:
    """The prices of all parts together."""
    known = [term for term in terms if term and _is_understood(term)]
    if len(known) < len(terms) or len({term.marked for term in known}) > 1:  # "$900; 3 visits"
        return None
    prices = [term.price for term in known]
    low = min((price.low for price in prices if price.low is not None), default=None)
    high = max((price.high for price in prices if price.high is not None), default=None)
    if low is not None and high is not None and high < max(price.low or 0 for price in prices):
        high = None  # "from $900; $600 for one"
    needs: dict[PriceAssumption, bool] = {
        "decimal_comma": any(term.decimal_open for term in known),
        "us_dollars": not all(term.marked for term in known),
        "per_treatment": any(vocabulary().prices.part.search(f"{term.before} {term.behind}") for term in known),
    }
    needed = frozenset(assumption for assumption, holds in needs.items() if holds)
    return PriceStatement(Price(low, high), needed, several=len(set(prices)) > 1)


def _is_understood(term: _Term) -> bool:
    """Whether every word beside a price is known, and a number without a currency is an amount: no "3 injections"."""
    words = vocabulary().prices
    around = f"{term.before} ; {term.behind}"
    if _SIGNS.fullmatch(around):
        return True
    around = words.aside.sub(" ", around)
    if not term.marked and not _SIGNS.fullmatch(around) and not words.per.match(term.behind.lstrip()):
        return False
    for pattern in (
        *(vocabulary().words[dimension].pattern for dimension in ("products", "targets")),
        words.per,
        words.treatment,
        words.part,
    ):
        around = pattern.sub(" ", around)
    return _SIGNS.fullmatch(around) is not None


def _value(match: re.Match[str], amount: str) -> float | None:
    """The dollars of an amount of a match, None if there is none or it has more digits than any price."""
    digits = match[f"{amount}_digits"]
    if not digits:
        return None
    in_thousands = bool(match[f"{amount}_k"])
    if in_thousands and match[f"{amount}_open"]:  # "1,2k" and "1.250k"
        text = digits.replace(",", ".")
    elif in_thousands or match[f"{amount}_whole"]:
        text = digits.replace(",", "")
    else:  # a decimal comma
        text = digits.replace(".", "").replace(",", ".")
    if len(text.partition(".")[0]) > _LONGEST_PRICE:
        return None
    return float(text) * (_THOUSAND if in_thousands else 1)


def _amount_pattern(amount: str) -> str:
    """An amount, with a word for the US dollar before it, after it, or none. Its groups begin with `amount`.

    `whole` and `cents`: a decimal point. `points` and `comma`: a decimal comma with three digits or more before it.
    `open`: "1.200" and "12,50" may be either, or a slip. `k`: thousands.
    """
    dollar = vocabulary().currencies.us_dollar
    digits = (
        r"(?P<whole>\d{1,3}(?:,\d{3})+|\d+)(?:\.(?P<cents>\d{1,2}))?",
        r"(?P<points>\d{1,3}(?:\.\d{3}){2,})",
        r"(?:\d{1,3}(?:\.\d{3})+|\d{3,}),(?P<comma>\d{1,2})",
        r"(?P<open>\d{1,3}\.\d{3}|\d{1,2},\d{1,2})",
    )
    pattern = (
        rf"(?P<before>{dollar})?\s*(?P<digits>(?:{'|'.join(digits)})(?!\d|[.,]\d))"
        rf"(?:\s?(?P<k>k)(?!\w))?(?:\s*(?P<behind>{dollar})(?!\w))?"
    )
    return pattern.replace("(?P<", f"(?P<{amount}_")


_APART = r"(?<![\w.,$-])"  # an amount does not follow these: "-5" is not one


@cache
def _amount() -> re.Pattern[str]:
    return re.compile(_APART + _amount_pattern("a"))


@cache
def _price() -> re.Pattern[str]:
    """An amount or a range, with words for its ends."""
    words = vocabulary().prices
    return re.compile(
        rf"(?:(?<!\w)(?:(?P<least>{words.least})|(?P<most>{words.most}))\s*:?\s*)?{_APART}{_amount_pattern('a')}"
        rf"(?:\s*(?:{words.to}|{words.most})\s*{_amount_pattern('b')})?"
        rf"(?:\s*(?:(?P<least_after>{words.least_after})|(?P<most_after>{words.most_after}))(?!\w))?"
    )


@cache
def _between() -> re.Pattern[str]:
    """The first amount of a range in words: "between $900 and"."""
    words = vocabulary().prices
    return re.compile(rf"(?<!\w)(?:{words.between})\s+({_amount_pattern('a')})\s+(?:{words.and_})(?!\w)")


@cache
def _joint() -> re.Pattern[str]:
    """The text between two prices."""
    words = vocabulary().prices
    before_amount = r"(?=[^;|,]*\d)"  # "and up" comes after one
    return re.compile(rf"[;|]|,(?=\s)|(?:/|(?<!\w)(?:{words.joint})(?!\w)){before_amount}")
