"""The patterns of what cells say around their terms, from their words in vocabulary.toml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from scoring.vocabulary.cues import Doubts, ItemAnswers, Negation, Unfinished
from scoring.vocabulary.keys import spelling, spellings
from scoring.vocabulary.model import Limbs, OtherUses, PriceWords, RoleCue, Roles
from scoring.vocabulary.patterns import alternatives, any_contraction, any_of, any_of_text


def negation(content: Mapping[str, Any]) -> Negation:
    """The patterns of denials and doubts."""
    cues = content["negation"]
    no_hints = ("ends", "not_a_cue", "offering", "compares", "arrows", "signs", "valid", "over", "models")
    hints = [word for name, words in cues.items() if name not in no_hints for word in words]
    return Negation(
        hint=any_contraction(hints),
        doubts=_doubts(content["doubts"], content["unfinished"], content["likeness"]),
        other_clinics=_other_clinics(content["other_clinics"]),
        referred=_referred(content["referred"]),
        not_said=_not_said(content["not_said"]),
        **{name: any_contraction(words) for name, words in cues.items()},
    )


def _other_clinics(content: Mapping[str, list[str]]) -> re.Pattern[str]:
    """The pattern of what other clinics do, as far as the word for it."""
    some, clinics, where, acts = (
        any_of_text(content[name], loose=False) for name in ("some", "clinics", "where", "acts")
    )
    return re.compile(rf"(?:(?:{some})\s(?:\w+\s)?(?:{clinics})|clinics\s(?:{where}))[^,;:.]{{0,40}}?(?:{acts})")


def _referred(content: Mapping[str, list[str]]) -> re.Pattern[str]:
    """The pattern of who is sent to others, as far as the word before what for. "Dr." ends no sentence."""
    refer, some, people, here = (
        any_of_text(content[name], loose=False) for name in ("refer", "some", "people", "here")
    )
    patients = rf"(?:\s(?:{some}))?(?:\s(?:{people}))?(?:\sout)?"
    return re.compile(rf"(?:{refer}){patients}\sto\s(?!{here})(?:[^,;:.()]|\bdr\.){{1,60}}?\sfor\b")


def _not_said(content: Mapping[str, list[str]]) -> re.Pattern[str]:
    """The pattern of what is not said: two words at most, and "not stated"."""
    said, offers = (any_of_text(content[name], loose=False) for name in ("said", "offers"))
    return re.compile(rf"(?:[(\[:]|\s-)\s?(?!{offers}|[a-z]*ly\b)[a-z]+(?: [a-z]+)? not (?:{said})")


def _doubts(
    content: Mapping[str, list[str]], unfinished: Mapping[str, list[str]], likeness: Mapping[str, list[str]]
) -> Doubts:
    """The patterns of what puts words in doubt. A known word is blanked, so at least three blanks stand for one."""
    words = {name: rf"(?:{any_of_text(listed, loose=False)})" for name, listed in content.items()}
    used_to = rf"\A\W*(?:{words['used_to']}|{words['was_headings']}\s?:)"
    was = rf"\A\W*({words['was']})"
    planned_for = rf"{words['planned_for']} (?:[a-z]+ )?20\d\d\b"
    years = rf"(?<![\d$])(?:19|20)\d\d ?(?:{alternatives(content['to_year'])}) ?(20\d\d)(?!\d)"
    until_year = rf"{words['until_year']}[ -](20\d\d)(?!\d)"
    possible = (
        rf"{words['possible']}(?=\s{{3,}})"
        rf"|(?<=\s\s)(?:{words['possible_after']} )?{words['possible_behind']}(?=\W*(?:\Z|[),;]))"
    )
    once_said = rf"{words['once_said']}|{words['in_time']} (?:\w+ )?(?:20)?\d\d\b|(?:19|20)\d\d\b"
    possible_words = any_of_text([*content["possible"], *content["possible_behind"]], loose=False)
    patterns = {
        "used_to": used_to,
        "was": rf"{was}\s{{2,}}",
        "planned_for": planned_for,
        "years": years,
        "before_years": rf"[\s(\[,:-]*(?:{words['in_years']} )?",
        "behind_years": r"[\s)\]:,-]*",
        "until_year": rf"[\s(\[,:-]*+{until_year}",
        "possible": possible,
        "best": rf"{words['best']}|\b[a-z]{{3,}}est\b",
        "until_said": rf"[\s()\[\],:*-]*(?:{words['until_said']}[\s(\[:-]*)*",
        "once_said": rf"\s*(?:\Z|[^\w\s'-]|-\s|{once_said})",
        "turns": words["turns"],
        "joint": rf"(?:{words['joints']}|[&+(])\W*(?:{words['joint_filler']}\W+)*\Z",
        "takes_in": rf"\(|{words['takes_in']}",
    }
    like_behind = rf"-(?:{alternatives(likeness['joined'])})(?!\w)|[\s-]{any_of_text(likeness['behind'])}"
    of_training = any_of_text([word for name in ("before", "begun", "behind") for word in unfinished[name]])
    hints = (used_to, was, planned_for, possible_words, years, until_year, like_behind, of_training)
    return Doubts(
        unfinished=_unfinished(unfinished),
        like_behind=re.compile(like_behind),
        hints=tuple(re.compile(text) for text in hints),
        **{name: re.compile(text) for name, text in patterns.items()},
    )


def _unfinished(content: Mapping[str, list[str]]) -> Unfinished:
    """The patterns of what says that a training is not finished."""
    before, begun, behind, between = (any_of_text(content[name]) for name in ("before", "begun", "behind", "between"))
    fellowship, later, study = (
        any_of_text(word for name in names for word in content[name])
        for names in (["fellowship"], ["fellowship", "residency"], ["fellowship", "residency", "study"])
    )
    held = any_of_text([*content["fellowship"], *content["boards"]])
    gap = rf"(?:[\s(\[:,-]|{study}|{between})*"
    return Unfinished(
        before=re.compile(rf"(?:{before}){gap}\Z"),
        begun=re.compile(rf"(?:{begun}){gap}\Z"),
        behind=re.compile(rf"{gap}(?:{behind})"),
        study=re.compile(study),
        later=re.compile(later),
        fellowship=re.compile(fellowship),
        beside_degree=re.compile(rf"{later}|{held}"),
        lacking=re.compile(rf"(?:no|not|non)[\s-]+(?:{held})"),
        by_fellowship=frozenset(content["by_fellowship"]),
    )


def item_answers(content: Mapping[str, list[str]], yes_no: Mapping[str, list[str]]) -> ItemAnswers:
    """The answers beside an item, among them the letters and words that answer a column."""
    words = [word for side in ("yes", "no") for word in yes_no[side] if word.isalpha() and word not in content["alone"]]
    return ItemAnswers(
        words=alternatives([*words, *content["blank"]]),
        own_item=alternatives(content["own_item"]),
        initials=alternatives(content["initials"]),
    )


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
    taught = re.compile(rf"[\s-]+(?:{any_of_text(content['taught'])})[\s-]+")
    return Roles(MappingProxyType(cues), pattern, any_of(content["apart"]), taught, spellings(content["asks"]))


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


def other_uses(content: Mapping[str, list[str]]) -> OtherUses:
    """The patterns of what a word is for elsewhere than in the back. `behind` ends the item, but for "only"."""
    before, behind, between, sold, wares = (
        any_of_text(content.get(name, ())) for name in ("before", "behind", "between", "sold", "wares")
    )
    return OtherUses(
        before=re.compile(rf"(?:{before})[\s-]+(?:(?:the|your)\s+)?\Z"),
        behind=re.compile(rf"(?:[\s-]+(?:{between}))?[\s(\[:-]+(?:{behind})(?:\s+only)?[\s)\].!]*\Z"),
        sold=re.compile(rf"(?:{sold})[\s-]+(?:[\w'-]+[\s-]+){{0,2}}\Z"),
        wares=re.compile(rf"(?:[\s-]+(?:{between}))?[\s-]+(?:{wares})"),
    )


def price_words(content: dict[str, list[str]]) -> PriceWords:
    """The words beside the amounts of a price."""
    patterns: dict[str, Any] = {
        name: any_of(words) if name in ("per", "treatment", "part", "aside") else alternatives(words)
        for name, words in content.items()
    }
    return PriceWords(**patterns)
