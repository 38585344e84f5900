"""The words that files use: headers, terms, ambiguous words and places, read from vocabulary.toml."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, get_args

import pycountry

Dimension = Literal["credentials", "products", "targets", "imaging"]
DIMENSIONS: tuple[str, ...] = get_args(Dimension)
CANONICAL = (
    "clinic_id", "name", "city", "state", "postal_code", "country", "latitude", "longitude", "website", "phone",
    "npi", "credentials", "credentials_verified", "products", "targets", "imaging", "claims", "price_usd", "as_of",
    "source_url", "notes",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """What a word stands for: a term, or a word that is not one.

    `kind` is "term", "ambiguous", "not_a_term", "board", "named_board" or "ignored".
    """

    kind: str
    code: str
    label: str = ""
    may_be: tuple[str, ...] = ()
    absorbed_across_commas: bool = False
    not_absorbed_by: tuple[str, ...] = ()
    names_follow: bool = False
    problem: str = ""
    reason: str = ""
    suggestion: str = ""
    silent_beside_term: bool = False


@dataclass(frozen=True)
class Words:
    """The words of one dimension: every spelling with its entry, a pattern that finds them, and filler.

    `spanning` finds those with a comma or slash in them, such as U/S.
    """

    entries: Mapping[str, Entry]
    pattern: re.Pattern[str]
    spanning: re.Pattern[str]
    filler: frozenset[str]
    spellings: tuple[str, ...]


@dataclass(frozen=True)
class Negation:
    """Patterns of the cues that make a claim a statement of what is not offered. `hint`: any cue at all."""

    hint: re.Pattern[str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    attached: re.Pattern[str]
    aside: re.Pattern[str]
    aside_after: re.Pattern[str]
    unsure: re.Pattern[str]
    ends: re.Pattern[str]
    not_a_cue: re.Pattern[str]


@dataclass(frozen=True)
class People:
    """Words of files with a row for each person: keys of headers, and what tells no clinic from another.

    `endings` and `units` are patterns without a group; `street_words`: a word of a street -> its short form.
    """

    headers: frozenset[str]
    streets: frozenset[str]
    endings: str
    units: str
    street_words: Mapping[str, str]


@dataclass(frozen=True)
class Vocabulary:
    """All words. `terms`: per dimension, canonical term -> label, in the order of the file.

    `version`: of the words, as figures name it.
    `together`: keys of headers that each hold a part of one field. `asks`: words of a header that a yes or no answers,
    beside what it asks for. `free_text`: words of the headers of texts.
    """

    version: str
    headers: Mapping[str, str]
    together: tuple[tuple[str, ...], ...]
    asks: frozenset[str]
    yes: frozenset[str]
    no: frozenset[str]
    free_text: frozenset[str]
    terms: Mapping[str, Mapping[str, str]]
    ambiguous: Mapping[str, Mapping[str, Entry]]
    words: Mapping[str, Words]
    blank: frozenset[str]
    none: frozenset[str]
    capitals: frozenset[str]
    name_filler: frozenset[str]
    name_apart: frozenset[str]
    negation: Negation
    states: Mapping[str, str]
    state_codes: Mapping[str, str]
    country_codes: Mapping[str, str]
    people: People

    @property
    def fits_any(self) -> frozenset[str]:
        """Keys of the cells that answer any question."""
        return self.yes | self.no | self.none

    def field_of(self, key: str) -> str:
        """The canonical column that a header key names, "" where none; `taxonomy code 3` is one of several codes."""
        field = self.headers.get(key, "")
        if not field and self.headers.get(without_number(key)) in DIMENSIONS:
            field = self.headers[without_number(key)]
        return field

    def label(self, dimension: str, term: str) -> str:
        """The short label of a term, as links and filters show it."""
        return self.terms[dimension][term]


def plain(text: str) -> str:
    """Text with accents, fancy quotes, dashes and runs of blanks made plain; case and line breaks stay."""
    text = text.replace("`", "'") if text.isascii() else "".join(map(_plain_sign, text))
    return _BLANKS.sub(" ", text).strip()


@lru_cache(maxsize=4_096)
def _plain_sign(sign: str) -> str:
    """One character of a text, plain. A run of accents, taken together, would first be sorted in quadratic time."""
    parts = unicodedata.normalize("NFKD", sign)
    return "".join(part for part in parts if not unicodedata.combining(part)).translate(_PLAIN)


def spelling(word: str) -> str:
    """The key of a word: lower case, with blanks, hyphens and underscores taken out."""
    return _JOINTS.sub("", (word if word.isascii() else plain(word)).lower())


def answer_key(cell: str) -> str:
    """The key of a cell that is one word, such as "Yes", "n/a" or "-"; of a longer text, the text without its ends."""
    text = cell.strip()
    return text if len(text) > _LONGEST_ANSWER else spelling(text) or text


def value_key(text: str) -> str:
    """The key of a value as a person may assign it: lower case, plain, with single blanks."""
    return " ".join(plain(text).lower().split())


def is_blank(text: str) -> bool:
    """Whether a cell is empty or a word for "not stated"."""
    key = answer_key(text)
    return not key or (len(key) <= _LONGEST_ANSWER and key in vocabulary().blank)


def header_key(header: str) -> str:
    """The key of a header: lower case words with single blanks, other signs taken for blanks.

    One that is longer than `LONGEST_HEADER` has an ellipsis in its key, so that it names no field.
    """
    text = header.strip()
    key = re.sub(r"[\W_]+", " ", plain(text[:LONGEST_HEADER]).casefold()).strip()
    return key if len(text) <= LONGEST_HEADER else f"{key} \u2026"


def without_number(key: str) -> str:
    """A header key without the number at its end."""
    stem = key.rstrip("0123456789")
    return key if stem == key else stem.removesuffix(" ")


LONGEST_HEADER = 200  # characters: the longest that is known has 71, and few questions of a form have more than 150
_LONGEST_ANSWER = 30  # characters: no word for yes, no, none or "not stated" is longer, and no state's name
_BLANKS = re.compile(r"[ \t\f\v]+")
_JOINTS = re.compile(r"[\s\-_]+")
_PLAIN = str.maketrans({"\u2019": "'", "\u2018": "'", "\u02bc": "'", "`": "'", "\u201c": '"', "\u201d": '"',
                        "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2212": "-",
                        "\u00a0": " ", "\u200b": "", "\ufeff": ""})  # fmt: skip


def any_of(words: Iterable[str], *, loose: bool = True) -> re.Pattern[str]:
    """A pattern that finds any of the words in lower-case text, whole, longest first.

    `loose`: a blank or hyphen in a word stands for any blanks and hyphens, or none.
    """
    inside: dict[str, list[str]] = {}  # by first letter: the engine then passes over most words at once
    outside: list[str] = []
    for word in sorted({plain(word).lower() for word in words}, key=lambda w: (-len(w), w)):
        pieces = [re.escape(piece) for piece in re.split(r"[\s\-_]+", word) if piece] if loose else []
        body = (r"[\s\-_]*".join(pieces) or re.escape(word)) + (r"(?!\w)" if re.search(r"\w$", word) else "")
        if re.match(r"\w", word):
            inside.setdefault(body[0], []).append(body[1:])
        else:
            outside.append(body)
    groups = [f"{first}(?:{'|'.join(rests)})" for first, rests in inside.items()]
    # One look behind for all of them.
    return re.compile("|".join([rf"(?<!\w)(?:{'|'.join(groups)})"] * bool(groups) + outside) or r"(?!)")


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary that ships with the package, read once."""
    with Path(__file__).with_name("vocabulary.toml").open("rb") as file:
        content = tomllib.load(file)
    terms = {
        dimension: MappingProxyType({code: term["label"] for code, term in group.items()})
        for dimension, group in content["terms"].items()
    }
    words = {dimension: _words(content, dimension) for dimension in terms}
    states = content["states"]
    cues = content["negation"]
    return Vocabulary(
        version=content["version"],
        headers=MappingProxyType(_headers(content["headers"])),
        together=tuple(tuple(map(header_key, group)) for group in content["together"].values()),
        asks=frozenset(map(header_key, content["yes_no"]["asks"])),
        yes=_keys(content["yes_no"]["yes"]),
        no=_keys(content["yes_no"]["no"]),
        free_text=frozenset(content["free_text"]["words"]),
        terms=MappingProxyType(terms),
        ambiguous=MappingProxyType(
            {
                dimension: MappingProxyType(
                    {entry.code: entry for entry in group.entries.values() if entry.kind == "ambiguous"}
                )
                for dimension, group in words.items()
            }
        ),
        words=MappingProxyType(words),
        blank=_keys(content["blank"]["words"]),
        none=_keys(content["none"]["words"]),
        capitals=_keys(content["capitals"]["words"]),
        name_filler=frozenset((*content["clinic_names"]["filler"], *content["clinic_names"]["endings"])),
        name_apart=frozenset(content["clinic_names"]["apart"]),
        negation=Negation(
            hint=any_of(
                [word for name in cues if name not in ("ends", "not_a_cue") for word in cues[name]], loose=False
            ),
            **{name: any_of(cues[name], loose=False) for name in cues},
        ),
        states=MappingProxyType(states),
        state_codes=MappingProxyType({spelling(word): code for code, name in states.items() for word in (code, name)}),
        country_codes=MappingProxyType(
            _countries() | {spelling(word): code for code, names in content["countries"].items() for word in names}
        ),
        people=_people(content["people"], content["clinic_names"]["endings"]),
    )


def _people(content: dict[str, Any], endings: Iterable[str]) -> People:
    shorts = {word: short for short, words in content["street_words"].items() for word in words}
    return People(
        headers=frozenset(map(header_key, content["headers"])),
        streets=frozenset(map(header_key, content["streets"])),
        endings="|".join(endings),
        units="|".join(content["units"]),
        street_words=MappingProxyType(shorts),
    )


def _keys(words: Iterable[str]) -> frozenset[str]:
    return frozenset(spelling(word) or word for word in words)


def _countries() -> dict[str, str]:
    """Two-letter codes by every code and name of ISO 3166."""
    fields = ("alpha_2", "alpha_3", "name", "common_name", "official_name")
    return {
        spelling(getattr(country, field)): country.alpha_2
        for country in pycountry.countries
        for field in fields
        if hasattr(country, field)
    }


def _headers(groups: dict[str, list[str]]) -> dict[str, str]:
    known = {header_key(canonical): canonical for canonical in CANONICAL}
    for canonical, synonyms in groups.items():
        for synonym in synonyms:
            if known.setdefault(header_key(synonym), canonical) != canonical:
                raise ValueError(f"vocabulary.toml: headers: {synonym!r} names two columns")
    return known


def _words(content: dict[str, Any], dimension: str) -> Words:
    terms = content["terms"][dimension]
    listed: list[tuple[Entry, list[str]]] = []
    for code, term in terms.items():
        entry = Entry("term", code, term["label"])
        listed.append((entry, [code, code.replace("_", " "), term["label"], *term["also"]]))
    for code, group in content["ambiguous"].get(dimension, {}).items():
        details = {key: value for key, value in group.items() if key not in ("words", "may_be")}
        details["not_absorbed_by"] = tuple(details.get("not_absorbed_by", ()))
        may_be = tuple(terms) if group["may_be"] == ["any"] else tuple(group["may_be"])
        listed.append((Entry("ambiguous", code, may_be=may_be, **details), group["words"]))
    for code, group in content["not_a_term"].get(dimension, {}).items():
        details = {key: value for key, value in group.items() if key != "words"}
        listed.append((Entry("not_a_term", code, **details), group["words"]))
    if dimension == "credentials":
        listed.append((Entry("board", "board"), content["board"]["words"]))
        listed.append((Entry("named_board", "named_board"), content["board"]["boards"]))
    listed.append((Entry("ignored", "ignored"), content["ignored"].get(dimension, [])))
    entries: dict[str, Entry] = {}
    for entry, spellings in listed:
        for word in spellings:
            if entries.setdefault(spelling(word), entry) != entry:
                raise ValueError(f"vocabulary.toml: {dimension}: {word!r} stands for two things")
    spelled = [word for _, words in listed for word in words]
    filler = content["filler"]
    return Words(
        entries=MappingProxyType(entries),
        pattern=any_of(spelled),
        spanning=any_of([word for word in spelled if re.search("[,/]", word)]),
        filler=frozenset(filler["any"]) | frozenset(filler.get(dimension, [])),
        spellings=tuple(
            dict.fromkeys(word.casefold() for e, words in listed if e.kind in ("term", "ambiguous") for word in words)
        ),
    )
