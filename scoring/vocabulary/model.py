"""The vocabulary as frozen values: what words mean, by dimension, and the words for everything around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, get_args

from scoring.vocabulary.cues import Guidance, ItemAnswers, Negation, Replies, Unanswered
from scoring.vocabulary.keys import LONGEST_HEADER, header_key, plain, without_number, without_question_number

Dimension = Literal["credentials", "products", "targets", "imaging"]
DIMENSIONS: tuple[str, ...] = get_args(Dimension)
IN_DOUBT = DIMENSIONS[1:]  # whose terms may be in doubt; people are distinguished by what is sure about them
CANONICAL = (
    "clinic_id", "name", "city", "state", "postal_code", "country", "latitude", "longitude", "website", "phone",
    "npi", "credentials", "credentials_verified", "products", "targets", "imaging", "claims", "price_usd", "as_of",
    "source_url", "notes",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """What a word means: a term, or a word that is not one.

    `kind` is "term", "ambiguous", "depends", "contrast", "not_a_term", "board", "named_board" or "ignored". One that
    "depends" `stands_for` a term where a person has one of `beside`, and else for nothing.
    `names_field`: it names the whole field, which is a problem only where a cell states nothing else.
    `unlike`: terms that are denied beside this one only to tell it from them.
    `guides_as`: the term that it is where it guides the needle, as x-ray does in "x-ray and ultrasound guidance";
    `joined_as`: the term that it is beside imaging, or where it is answered: "US + fluoro", "US: yes".
    `in_doubt`: it may be the one term of `may_be`, or nothing. `is_lasting`: no other word takes its place, as people
    keep their training and a body its parts.
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
    beside: tuple[str, ...] = ()
    stands_for: str = ""
    names_field: bool = False
    unlike: tuple[str, ...] = ()
    guides_as: str = ""
    joined_as: str = ""
    in_doubt: bool = False
    is_lasting: bool = False

    @property
    def unclear_label(self) -> str:
        """How a list of terms names an ambiguous word: "stem cells (unclear)", "possibly exosomes"."""
        return self.label if self.in_doubt else f"{self.label} (unclear)"


def possibly(term: str) -> str:
    """The key of the ambiguous word that represents a term in doubt."""
    return f"possibly_{term}"


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

    @cached_property
    def longest(self) -> int:
        """The characters of the longest spelling."""
        return max(map(len, self.spellings))


@dataclass(frozen=True, slots=True)
class RoleCue:
    """What words say about a person. `role`: "injects", "beside" or "not_now".

    `side`: where that person is: "before" or "after" the words, "either", or right beside them ("close_before",
    "close_after"), or "closing": before them at the end of what is said. `together`: they apply to all who are
    joined by "and". `rank`: see `ranks` in the file.
    """

    role: str
    side: str
    together: bool
    rank: bool


@dataclass(frozen=True)
class Roles:
    """The words for roles, by spelling, with a pattern that finds them in lower case. `apart`: words to step over.

    `taught`: between a physician and somebody whom the physician taught. A word for who injects, if denied, is one for
    somebody beside: "does not inject". `asks`: words that name the person before them, or the one behind whom that
    person asks.
    """

    cues: Mapping[str, RoleCue]
    pattern: re.Pattern[str]
    apart: re.Pattern[str]
    taught: re.Pattern[str]
    asks: frozenset[str]


@dataclass(frozen=True)
class Limbs:
    """Patterns of what is in a limb. `general`: words for structures of any part of the body.

    `before` ends in the limb, and what may stand between it and such a word; `after` begins behind the word. `too` and
    `back`: the back is meant as well, as in "back and hip muscles".
    """

    general: re.Pattern[str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    back: re.Pattern[str]


@dataclass(frozen=True)
class OtherUses:
    """Patterns of what a word is named for, right before and right behind it, that is no injection into the back.

    `wares`, right behind a word, make it something for sale where `sold` is before it.
    """

    before: re.Pattern[str]
    behind: re.Pattern[str]
    sold: re.Pattern[str]
    wares: re.Pattern[str]


@dataclass(frozen=True)
class People:
    """Words of files with one row per person: keys of headers, and words that do not distinguish clinics.

    `endings` and `units` are patterns without a group; `street_words`: a word of a street -> its short form.
    """

    headers: frozenset[str]
    streets: frozenset[str]
    endings: str
    units: str
    street_words: Mapping[str, str]


@dataclass(frozen=True)
class Currencies:
    """`us_dollar`: a pattern without a group for its words and signs. `others`: finds one of another in lower case."""

    us_dollar: str
    others: re.Pattern[str]


@dataclass(frozen=True)
class PriceWords:
    """Words beside the amounts of a price, all in lower case.

    The first are patterns without a group for words right before, between or behind amounts. `per`, `treatment`, `part`
    and `aside` find words anywhere.
    """

    least: str
    least_after: str
    most: str
    most_after: str
    to: str
    between: str
    and_: str
    joint: str
    per: re.Pattern[str]
    treatment: re.Pattern[str]
    part: re.Pattern[str]
    aside: re.Pattern[str]


@dataclass(frozen=True)
class OtherRows:
    """Recognize rows that are no clinics: what a description begins with or holds, and what a heading does.

    `headings` begin one, and nothing but a number or one of `links` follows. `notices` are below the clinics.
    """

    describes: re.Pattern[str]
    format: re.Pattern[str]
    headings: re.Pattern[str]
    links: re.Pattern[str]
    notices: re.Pattern[str]


@dataclass(frozen=True)
class Vocabulary:
    """All words. `terms`: per dimension, canonical term -> label, in the order of the file.

    `version`: of the words, as figures name it.
    `headers_at_last`: header keys that name a field only if no other column does. `other_choices`: header keys of the
    choice of a form that is answered in words; `open_answers`: those of what a survey has where there is no choice.
    `together`: keys of headers that each hold a part of one field. `asks`: words of a header that a yes or no answers,
    beside what it asks for. `free_text`: words of the headers of texts. `no_answer`: finds the words of a header key
    that `is_no_answer` goes by, beside the cues of `negation`. `no_imaging`: answers that state none in imaging;
    `asks_imaging`: what they answer. `small_plurals`: plurals of degrees only with a small s; `adjectives`: of other
    people than physicians. `well_spelled`: words that misspell none listed here. `joins`: per dimension, what
    begins another item inside a list item. `months`: word in lower case -> 1 to 12.
    """

    version: str
    headers: Mapping[str, str]
    headers_at_last: Mapping[str, str]
    header_asides: tuple[str, ...]
    other_choices: frozenset[str]
    open_answers: frozenset[str]
    together: tuple[tuple[str, ...], ...]
    asks: frozenset[str]
    yes: frozenset[str]
    no: frozenset[str]
    free_text: frozenset[str]
    no_answer: re.Pattern[str]
    other_rows: OtherRows
    terms: Mapping[str, Mapping[str, str]]
    ambiguous: Mapping[str, Mapping[str, Entry]]
    words: Mapping[str, Words]
    blank: frozenset[str]
    none: frozenset[str]
    capitals: frozenset[str]
    small_plurals: frozenset[str]
    adjectives: frozenset[str]
    name_filler: frozenset[str]
    name_apart: frozenset[str]
    negation: Negation
    replies: Replies
    unanswered: Unanswered
    item_answers: ItemAnswers
    roles: Roles
    guidance: Guidance
    limbs: Limbs
    other_uses: Mapping[str, OtherUses]
    no_imaging: frozenset[str]
    asks_imaging: frozenset[str]
    joins: Mapping[str, re.Pattern[str]]
    states: Mapping[str, str]
    state_codes: Mapping[str, str]
    country_codes: Mapping[str, str]
    prices: PriceWords
    months: Mapping[str, int]
    people: People
    currencies: Currencies
    well_spelled: frozenset[str]

    @property
    def fits_any(self) -> frozenset[str]:
        """Keys of the cells that answer any question."""
        return self.yes | self.no | self.none

    def field_of(self, key: str) -> str:
        """The canonical column that a header key names, "" if none; `taxonomy code 3` is one of several codes.

        The number of a question (`q1 who injects`) and what a form says beside it, as in `who injects check all that
        apply`, make no difference.
        """
        key = without_question_number(key)
        for aside in self.header_asides:
            key = key.removesuffix(aside).rstrip()
        field = self.headers.get(key, "")
        if not field and self.headers.get(without_number(key)) in DIMENSIONS:
            field = self.headers[without_number(key)]
        return field

    def is_no_answer(self, header: str) -> bool:
        """Whether a header denies, dates, or names another role or thing, so that the cells below answer nothing."""
        key, as_written = header_key(header), plain(header[:LONGEST_HEADER]).lower()  # "used_to_offer", "don't offer"
        return bool(self.no_answer.search(key) or self.negation.hint.search(f"{key}\n{as_written}"))

    def label(self, dimension: str, term: str) -> str:
        """The short label of a term, as links and filters show it."""
        return self.terms[dimension][term]

    def labels(self, dimension: str, terms: Iterable[str]) -> tuple[str, ...]:
        """The labels of some terms, in the order of the file."""
        chosen = frozenset(terms)
        return tuple(label for term, label in self.terms[dimension].items() if term in chosen)
