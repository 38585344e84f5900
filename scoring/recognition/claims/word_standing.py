"""Why an item does not claim one of its words: the order in which denials and doubts count."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from scoring.recognition.claims.denial_scope import Reach


@dataclass(frozen=True, slots=True)
class Standing:
    """What an item says about one of its words.

    `denied_behind`: what follows denies it. `reach`: how the cues before it reach it. `inherited`: the problem code of
    what the item before this one denies and may deny here. `past_end`, `past_sign`: behind the end of whatever was
    denied before; behind a sign that may be such an end. `exempt`: "only" or a colon lifts the denial before it.
    `in_doubt`: it may not be offered at all; `unclear`: it may not be offered now.
    """

    denied_behind: bool
    reach: Reach
    inherited: str
    past_end: bool
    past_sign: bool
    exempt: bool
    in_doubt: bool
    unclear: bool

    @property
    def denied(self) -> bool:
        """Whether the item itself denies the word, outside brackets."""
        return self.denied_behind or self.reach is Reach.FREELY


# Why a word is not claimed: the first that holds. What the item itself denies comes before what an earlier item denies,
# as it is nearer; a denial comes before a doubt, as nothing that is denied is in doubt; and "perhaps not at all" comes
# before "perhaps not now", as it leaves more open.
_REASONS: tuple[tuple[Callable[[Standing], bool], str], ...] = (
    (lambda word: word.reach is Reach.FREELY and word.past_sign, "negation_unclear"),
    (lambda word: word.denied or word.reach is Reach.IN_BRACKET, "negated"),
    (lambda word: word.reach is Reach.PERHAPS, "negation_unclear"),
    (lambda word: word.inherited == "negated", "negated"),
    (lambda word: word.inherited == "negation_unclear", "negation_unclear"),
    (lambda word: word.in_doubt, "offer_in_doubt"),
    (lambda word: word.unclear, "offer_unclear"),
)


def problem_code(word: Standing) -> str:
    """The problem code of a word that is not claimed; "" if it is."""
    return "" if word.exempt else next((code for holds, code in _REASONS if holds(word)), "")
