"""The words of one dimension, each with its entry, from vocabulary.toml."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from scoring.vocabulary.keys import spelling
from scoring.vocabulary.model import IN_DOUBT, Entry, Words, possibly
from scoring.vocabulary.patterns import any_of


def words_of(content: dict[str, Any], dimension: str) -> Words:
    """The words of a dimension. Raises `ValueError` for one that stands for two things."""
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
        label = content["terms"][dimension][group["stands_for"]]["label"]
        entry = Entry("depends", code, label, beside=tuple(group["beside"]), **_without(group, "words", "beside"))
        yield entry, group["words"]
    for code, group in content["not_a_term"].get(dimension, {}).items():
        phrases = [f"{first} {then}" for first in group.get("first", ()) for then in group.get("then", ())]
        yield Entry("not_a_term", code, **_without(group, "words", "first", "then")), [*group["words"], *phrases]


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


def ambiguous_entries(words: Words, dimension: str, labels: Mapping[str, str]) -> dict[str, Entry]:
    """What a dimension has of ambiguous words, by code; in some, each term in doubt is one."""
    written = {entry.code: entry for entry in words.entries.values() if entry.kind == "ambiguous"}
    return written | _terms_in_doubt(labels) if dimension in IN_DOUBT else written


def _terms_in_doubt(labels: Mapping[str, str]) -> dict[str, Entry]:
    """Each term as it reads where a record leaves it in doubt; "none" of imaging is no term to doubt."""
    entries = [
        Entry("ambiguous", possibly(term), f"possibly {_uncapitalized(label)}", may_be=(term,), in_doubt=True)
        for term, label in labels.items()
        if term != "none"
    ]
    return {entry.code: entry for entry in entries}


def _uncapitalized(label: str) -> str:
    return label[0].lower() + label[1:] if label[1:2].islower() else label
