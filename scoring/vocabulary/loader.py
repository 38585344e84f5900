"""The words that files use: headers, terms, ambiguous words and places, read from vocabulary.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pycountry

from scoring.vocabulary.context_patterns import item_answers, limbs, negation, other_uses, price_words, roles
from scoring.vocabulary.cues import Guidance, Replies, Unanswered
from scoring.vocabulary.dimension_words import ambiguous_entries, words_of
from scoring.vocabulary.keys import LONGEST_ANSWER, answer_key, header_key, plain, spelling, spellings
from scoring.vocabulary.model import CANONICAL, Currencies, OtherRows, People, Vocabulary
from scoring.vocabulary.patterns import alternatives, any_contraction, any_of

_SHORTEST_JOINED = 8  # letters of a header without its blanks; a shorter one may be another word


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary that ships with the package, read once."""
    with Path(__file__).with_name("vocabulary.toml").open("rb") as file:
        content = tomllib.load(file)
    terms = {
        dimension: MappingProxyType({code: term["label"] for code, term in group.items()})
        for dimension, group in content["terms"].items()
    }
    words = {dimension: words_of(content, dimension) for dimension in terms}
    states = content["states"]
    return Vocabulary(
        version=content["version"],
        headers=MappingProxyType(_headers(content["headers"])),
        headers_at_last=MappingProxyType(_synonyms(content["headers_at_last"])),
        header_asides=tuple(content["header_asides"]["words"]),
        other_choices=frozenset(map(header_key, content["choices"]["other"])),
        open_answers=frozenset(map(header_key, content["choices"]["answered"])),
        together=tuple(tuple(map(header_key, group)) for group in content["together"].values()),
        asks=frozenset(map(header_key, content["yes_no"]["asks"])),
        yes=spellings(content["yes_no"]["yes"]),
        no=spellings(content["yes_no"]["no"]),
        free_text=frozenset(content["free_text"]["words"]),
        no_answer=any_of([word for words in content["no_answer"].values() for word in words], loose=False),
        other_rows=OtherRows(**{name: any_of(words, loose=False) for name, words in content["other_rows"].items()}),
        terms=MappingProxyType(terms),
        ambiguous=MappingProxyType(
            {
                dimension: MappingProxyType(ambiguous_entries(words[dimension], dimension, labels))
                for dimension, labels in terms.items()
            }
        ),
        words=MappingProxyType(words),
        blank=spellings(content["blank"]["words"]),
        none=spellings(content["none"]["words"]),
        capitals=spellings(content["capitals"]["words"]),
        small_plurals=spellings(content["capitals"]["small_plurals"]),
        adjectives=spellings(content["adjectives"]["words"]),
        name_filler=frozenset((*content["clinic_names"]["filler"], *content["clinic_names"]["endings"])),
        name_apart=frozenset(content["clinic_names"]["apart"]),
        negation=negation(content),
        replies=Replies(**{name: any_contraction(words) for name, words in content["replies"].items()}),
        unanswered=Unanswered(**{name: alternatives(words) for name, words in content["unanswered"].items()}),
        item_answers=item_answers(content["item_answers"], content["yes_no"]),
        roles=roles(content["roles"]),
        guidance=Guidance(**{name: any_of(words, loose=True) for name, words in content["needle_guidance"].items()}),
        limbs=limbs(content["limbs"]),
        other_uses=MappingProxyType({name: other_uses(words) for name, words in content["other_uses"].items()}),
        well_spelled=frozenset(content["well_spelled"]["words"]),
        no_imaging=spellings(content["none"]["imaging"]),
        asks_imaging=spellings(content["none"]["asks_imaging"]),
        joins=MappingProxyType({name: any_of(content["joins"].get(name, []), loose=False) for name in terms}),
        states=MappingProxyType(states),
        state_codes=MappingProxyType(_state_codes(states, content["state_abbreviations"])),
        country_codes=MappingProxyType(
            _countries() | {spelling(word): code for code, names in content["countries"].items() for word in names}
        ),
        prices=price_words(content["prices"]),
        months=MappingProxyType(
            {plain(word).lower(): place for place, words in enumerate(content["months"]["words"], 1) for word in words}
        ),
        people=_people(content["people"], content["clinic_names"]["endings"]),
        currencies=Currencies(
            us_dollar=alternatives(content["currencies"]["us_dollar"]),
            others=any_of(content["currencies"]["others"]),
        ),
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


def _state_codes(states: Mapping[str, str], abbreviations: Mapping[str, list[str]]) -> dict[str, str]:
    """Two-letter codes by every name and abbreviation of a state, with its dots and without them.

    Only the letters of two words have dots: "N.Y.", but not "M.D.", which is a degree.
    """
    codes: dict[str, str] = {}
    for code, name in states.items():
        initials = [f"{code[0]}.{code[1]}."] if " " in name else []
        words = [code, name, *initials, *abbreviations.get(code, ())]
        codes |= {spelling(text): code for word in words for text in (word, word.replace(".", ""))}
    return codes


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
    return _synonyms(groups, {header_key(canonical): canonical for canonical in CANONICAL})


def _synonyms(groups: dict[str, list[str]], known: Mapping[str, str] = MappingProxyType({})) -> dict[str, str]:
    """Header key -> its column. Long ones are known without blanks too, as in `clinicname` of a survey's codes."""
    known = dict(known)
    for canonical, synonyms in groups.items():
        for synonym in synonyms:
            if known.setdefault(header_key(synonym), canonical) != canonical:
                raise ValueError(f"vocabulary.toml: headers: {synonym!r} names two columns")
    for key, canonical in list(known.items()):
        if len(joined := key.replace(" ", "")) >= _SHORTEST_JOINED:
            known.setdefault(joined, canonical)
    return known


def is_blank(text: str) -> bool:
    """Whether a cell is empty or a word for "not stated"."""
    key = answer_key(text)
    return not key or (len(key) <= LONGEST_ANSWER and key in vocabulary().blank)
