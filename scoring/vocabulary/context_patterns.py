"""The patterns of what cells say around their terms, from their words in vocabulary.toml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from scoring.vocabulary.cues import Negation
from scoring.vocabulary.keys import spelling, spellings
from scoring.vocabulary.model import Limbs, PriceWords, RoleCue, Roles
from scoring.vocabulary.patterns import alternatives, any_contraction, any_of, any_of_text


def negation(cues: dict[str, list[str]]) -> Negation:
    """The patterns of denials and doubts."""
    no_hints = ("ends", "not_a_cue", "offering", "compares", "arrows", "signs", "valid", "over", "models")
    hints = [word for name, words in cues.items() if name not in no_hints for word in words]
    return Negation(hint=any_contraction(hints), **{name: any_contraction(words) for name, words in cues.items()})


def roles(content: dict[str, Any]) -> Roles:
    """The words for roles. Raises `ValueError` for one that stands for two."""
    together, ranks = (spellings(content[name]) for name in ("together", "ranks"))
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
    by, injects, goes_on = (any_of_text(listed) for listed in (denied["by"], inject, denied["except"]))
    does_not_inject = rf"(?:{by})[\s\-]+(?:{injects})(?!\s+(?:{goes_on}))"
    pattern = re.compile(f"{does_not_inject}|{any_of_text(words)}")
    return Roles(MappingProxyType(cues), pattern, any_of(content["apart"]))


def limbs(content: Mapping[str, list[str]]) -> Limbs:
    """The patterns of what is in a limb."""
    limb, general, between, of, back = (
        rf"(?:{alternatives(content[name])})" for name in ("limbs", "general", "between", "of", "back")
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


def price_words(content: dict[str, list[str]]) -> PriceWords:
    """The words beside the amounts of a price."""
    patterns: dict[str, Any] = {
        name: any_of(words) if name in ("per", "treatment", "part", "aside") else alternatives(words)
        for name, words in content.items()
    }
    return PriceWords(**patterns)
