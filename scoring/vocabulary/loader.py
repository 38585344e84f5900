"""The words that files use: headers, terms, ambiguous words and places, read from vocabulary.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pycountry

from scoring.vocabulary.cues import Guidance, Negation, Replies
from scoring.vocabulary.keys import LONGEST_ANSWER, answer_key, any_of, header_key, plain, spelling
from scoring.vocabulary.model import (
    CANONICAL,
    IN_DOUBT,
    Currencies,
    Entry,
    Limbs,
    OtherRows,
    People,
    PriceWords,
    RoleCue,
    Roles,
    Vocabulary,
    Words,
    possibly,
)


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
    return Vocabulary(
        version=content["version"],
        headers=MappingProxyType(_headers(content["headers"])),
        headers_at_last=MappingProxyType(_synonyms(content["headers_at_last"])),
        header_asides=tuple(content["header_asides"]["words"]),
        together=tuple(tuple(map(header_key, group)) for group in content["together"].values()),
        asks=frozenset(map(header_key, content["yes_no"]["asks"])),
        yes=_keys(content["yes_no"]["yes"]),
        no=_keys(content["yes_no"]["no"]),
        free_text=frozenset(content["free_text"]["words"]),
        no_answer=any_of([word for words in content["no_answer"].values() for word in words], loose=False),
        other_rows=OtherRows(**{name: any_of(words, loose=False) for name, words in content["other_rows"].items()}),
        terms=MappingProxyType(terms),
        ambiguous=MappingProxyType(
            {
                dimension: MappingProxyType(
                    _ambiguous(words[dimension]) | (_in_doubt(labels) if dimension in IN_DOUBT else {})
                )
                for dimension, labels in terms.items()
            }
        ),
        words=MappingProxyType(words),
        blank=_keys(content["blank"]["words"]),
        none=_keys(content["none"]["words"]),
        capitals=_keys(content["capitals"]["words"]),
        small_plurals=_keys(content["capitals"]["small_plurals"]),
        adjectives=_keys(content["adjectives"]["words"]),
        name_filler=frozenset((*content["clinic_names"]["filler"], *content["clinic_names"]["endings"])),
        name_apart=frozenset(content["clinic_names"]["apart"]),
        negation=_negation(content["negation"]),
        replies=Replies(**{name: _hasty(words) for name, words in content["replies"].items()}),
        roles=_roles(content["roles"]),
        guidance=Guidance(**{name: any_of(words, loose=True) for name, words in content["needle_guidance"].items()}),
        limbs=_limbs(content["limbs"]),
        well_spelled=frozenset(content["well_spelled"]["words"]),
        no_imaging=_keys(content["none"]["imaging"]),
        asks_imaging=_keys(content["none"]["asks_imaging"]),
        joins=MappingProxyType({name: any_of(content["joins"].get(name, []), loose=False) for name in terms}),
        states=MappingProxyType(states),
        state_codes=MappingProxyType({spelling(word): code for code, name in states.items() for word in (code, name)}),
        country_codes=MappingProxyType(
            _countries() | {spelling(word): code for code, names in content["countries"].items() for word in names}
        ),
        prices=_price_words(content["prices"]),
        months=MappingProxyType(
            {plain(word).lower(): place for place, words in enumerate(content["months"]["words"], 1) for word in words}
        ),
        people=_people(content["people"], content["clinic_names"]["endings"]),
        currencies=Currencies(
            us_dollar=_either(content["currencies"]["us_dollar"]),
            others=any_of(content["currencies"]["others"]),
        ),
    )


def _in_doubt(labels: Mapping[str, str]) -> dict[str, Entry]:
    """Each term as it reads where a record leaves it in doubt; "none" of imaging is no term to doubt."""
    entries = [
        Entry("ambiguous", possibly(term), f"possibly {_uncapitalized(label)}", may_be=(term,), in_doubt=True)
        for term, label in labels.items()
        if term != "none"
    ]
    return {entry.code: entry for entry in entries}


def _uncapitalized(label: str) -> str:
    return label[0].lower() + label[1:] if label[1:2].islower() else label


def _hasty(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds any of the words as written, and also "don't" as "dont" or "do n't"."""
    listed = list(words)
    return any_of([word.replace("n't", ending) for word in listed for ending in ("n't", "nt", " n't")], loose=False)


def _negation(cues: dict[str, list[str]]) -> Negation:
    no_hints = ("ends", "not_a_cue", "offering", "compares", "arrows", "signs", "valid", "over", "models")
    hints = [word for name, words in cues.items() if name not in no_hints for word in words]
    return Negation(hint=_hasty(hints), **{name: _hasty(words) for name, words in cues.items()})


def _roles(content: dict[str, Any]) -> Roles:
    together, ranks = (_keys(content[name]) for name in ("together", "ranks"))
    cues: dict[str, RoleCue] = {}
    words: list[str] = []
    for role in ("injects", "beside", "not_now"):
        for side, listed in content[role].items():
            for word in listed:
                key = spelling(word)
                if key in cues:
                    raise ValueError(f"vocabulary.toml: roles: {word!r} stands for two things")
                cues[key] = RoleCue(role, side, key in together, key in ranks)
                words.append(word)
    denied = content["denied"]
    inject = [word for side, listed in content["injects"].items() if side != "after" for word in listed]
    for word in inject:
        cue = replace(cues[spelling(word)], role="beside")
        cues |= {spelling(f"{by} {word}"): cue for by in denied["by"]}
    goes_on = rf"(?!\s+(?:{any_of(denied['except']).pattern}))"
    pattern = rf"(?:{any_of(denied['by']).pattern})[\s\-]+(?:{any_of(inject).pattern}){goes_on}|{any_of(words).pattern}"
    return Roles(MappingProxyType(cues), re.compile(pattern), any_of(content["apart"]))


def _limbs(content: Mapping[str, list[str]]) -> Limbs:
    limb, general, between, of, back = (
        rf"(?:{_either(content[name])})" for name in ("limbs", "general", "between", "of", "back")
    )
    joint = r"\s*(?:,|/|&|\+|\band\b|\bor\b|\by\b)\s*"
    limb = rf"{limb}(?:'s|s')?(?:[ -]joints?)?"
    beside = rf"{limb}(?:{joint}{limb})*(?:[ -]+{between})*(?:[ -]+|\s*:\s*)(?:{general}{joint})*"
    return Limbs(
        general=re.compile(general),
        before=re.compile(rf"(?P<too>(?<!\w){back}{joint})?(?<![\w-]){beside}\Z"),
        after=re.compile(rf"(?:{joint}{general})*(?:\s+{of}\s+|\s*[(:]\s*){limb}\b"),
        back=re.compile(rf"{joint}(?:the\s+|la\s+)?{back}\b"),
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


def _price_words(content: dict[str, list[str]]) -> PriceWords:
    patterns: dict[str, Any] = {
        name: any_of(words) if name in ("per", "treatment", "part", "aside") else _either(words)
        for name, words in content.items()
    }
    return PriceWords(**patterns)


def _either(words: Iterable[str]) -> str:
    """A pattern without a group for any of the words, longest first; a blank matches any blanks."""
    spelled = sorted({plain(word).lower() for word in words}, key=lambda word: (-len(word), word))
    return "|".join(r"\s+".join(map(re.escape, word.split())) for word in spelled)


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
    return _synonyms(groups, {header_key(canonical): canonical for canonical in CANONICAL})


def _synonyms(groups: dict[str, list[str]], known: Mapping[str, str] = MappingProxyType({})) -> dict[str, str]:
    known = dict(known)
    for canonical, synonyms in groups.items():
        for synonym in synonyms:
            if known.setdefault(header_key(synonym), canonical) != canonical:
                raise ValueError(f"vocabulary.toml: headers: {synonym!r} names two columns")
    return known


def _words(content: dict[str, Any], dimension: str) -> Words:
    listed = [
        *_term_words(content, dimension),
        *_qualified_words(content, dimension),
        *_words_of_one_dimension(content, dimension),
        (Entry("ignored", "ignored"), content["ignored"].get(dimension, [])),
    ]
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


def _term_words(content: dict[str, Any], dimension: str) -> Iterator[tuple[Entry, list[str]]]:
    """Each term of a dimension with the words that name it."""
    is_lasting = dimension in ("credentials", "targets")
    for code, term in content["terms"][dimension].items():
        entry = Entry("term", code, term["label"], unlike=tuple(term.get("unlike", ())), is_lasting=is_lasting)
        yield entry, [code, code.replace("_", " "), term["label"], *term["also"]]


def _qualified_words(content: dict[str, Any], dimension: str) -> Iterator[tuple[Entry, list[str]]]:
    """Words of a dimension that are ambiguous, that depend on the words beside them, or that are not terms."""
    for code, group in content["ambiguous"].get(dimension, {}).items():
        details = _without(group, "words", "may_be")
        details["not_absorbed_by"] = tuple(details.get("not_absorbed_by", ()))
        may_be = tuple(content["terms"][dimension]) if group["may_be"] == ["any"] else tuple(group["may_be"])
        yield Entry("ambiguous", code, may_be=may_be, **details), group["words"]
    for code, group in content["depends"].get(dimension, {}).items():
        yield (
            Entry("depends", code, beside=tuple(group["beside"]), **_without(group, "words", "beside")),
            group["words"],
        )
    for code, group in content["not_a_term"].get(dimension, {}).items():
        yield Entry("not_a_term", code, **_without(group, "words")), group["words"]


def _words_of_one_dimension(content: dict[str, Any], dimension: str) -> Iterator[tuple[Entry, list[str]]]:
    """Boards among credentials, and contrast beside imaging."""
    if dimension == "credentials":
        yield Entry("board", "board"), content["board"]["words"]
        yield Entry("named_board", "named_board"), content["board"]["boards"]
    if dimension == "imaging":
        contrast = content["contrast"]
        details = {key: contrast[key] for key in ("problem", "reason", "suggestion")}
        yield Entry("contrast", "contrast", **details), contrast["words"]
        yield Entry("contrast", "no_contrast", **details), contrast["without"]


def _without(group: dict[str, Any], *keys: str) -> dict[str, Any]:
    return {key: value for key, value in group.items() if key not in keys}


def _ambiguous(words: Words) -> dict[str, Entry]:
    return {entry.code: entry for entry in words.entries.values() if entry.kind == "ambiguous"}


def is_blank(text: str) -> bool:
    """Whether a cell is empty or a word for "not stated"."""
    key = answer_key(text)
    return not key or (len(key) <= LONGEST_ANSWER and key in vocabulary().blank)
