"""The rubric as frozen, validated values. Every number and sentence of it comes from a TOML file."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Annotated, Literal, TypeVar, get_args

from pydantic import AfterValidator, Field

from scoring.rubric.ladder import Evidence, Notice, ProductRule, Rung, Standing
from scoring.rubric.preset import Preset
from scoring.rubric.row import Points, Rule, Termed, Text, Values
from scoring.vocabulary import DIMENSIONS, Dimension, vocabulary

QuestionName = Literal["who", "what", "where", "how"]
QUESTIONS: tuple[str, ...] = get_args(QuestionName)
# In the order in which they are joined; the contract of the `flags` column.
FLAGS = (
    "no_physician",
    "chiropractor_and_nurse",
    "unrelated_specialty",
    "birth_tissue",
    "exosome",
    "svf",
    "cultured",
    "ambiguous_product",
    "blind",
    "target_unreachable",
    "imaging_limited",
    "claims_concern",
    "stale_record",
    "unverified_board",
    "injector_unclear",
)

Grade = Literal["A", "B", "C", "D", "F"]
K = TypeVar("K")
V = TypeVar("V")
Frozen = Annotated[Mapping[K, V], AfterValidator(lambda m: MappingProxyType(dict(m)))]


class Question(Rule):
    """One of the four questions; `weight` is its default weight, 0 to 100.

    `asks` is what it asks of a record; `ask` what to ask a clinic whose record leaves it open.
    """

    title: Text
    asks: Text
    ask: Text
    dimension: Dimension
    weight: Points
    points_from: Text


class PersonRule(Termed):
    """Points of a credential as the best stated (`base`) and as the best other one (`addition`)."""

    physician: bool
    base: Points
    addition: Points
    unrelated: bool = False
    fellowship: bool = False


class Level(Rule):
    """How well a kind of guidance serves a target; `reached` levels count in Where."""

    points: Points
    reached: bool
    meaning: Text


class GuidanceRule(Rule):
    """The level that some imaging terms have at one target."""

    terms: Annotated[tuple[str, ...], Field(min_length=1, strict=False)]
    level: str


class Verification(Rule):
    """Points added when the credential that sets the base is among those an editor checked."""

    points: Points


class Contrast(Rule):
    """Points of a level reached by imaging that is only sure with contrast, if none is stated as used."""

    points: Points
    level: str
    imaging: Annotated[tuple[str, ...], Field(min_length=1, strict=False)]


class OpenQuestions(Rule):
    """What a question counts if its points are not sure: its low end, or the middle of its range."""

    counts: Literal["low", "middle"]


class Breadth(Rule):
    """Points by the number of reached targets, from none upward; the last applies to more."""

    points: Annotated[tuple[Points, ...], Field(min_length=2, strict=False)]


class Coverage(Rule):
    """The least that must be stated for a score."""

    least_percent: Points
    least_questions: Annotated[int, Field(ge=1, le=4)]


class Grades(Rule):
    """The lowest score of each grade."""

    A: Points
    B: Points
    C: Points
    D: Points
    F: Literal[0]
    meaning: Text

    @property
    def steps(self) -> tuple[tuple[str, int], ...]:
        """Grades with their lowest score, best first."""
        return (("A", self.A), ("B", self.B), ("C", self.C), ("D", self.D), ("F", self.F))


class RobustnessRule(Rule):
    """How far weights vary to see how robust ranks are, and how far and how often a tier's leader must be ahead."""

    draws: Annotated[int, Field(ge=20, le=5_000)]
    seed: Annotated[int, Field(ge=0, le=4_294_967_295)]
    spread_percent: Annotated[int, Field(ge=0, le=99)]
    low_percentile: Annotated[int, Field(ge=0, le=50)]
    high_percentile: Annotated[int, Field(ge=50, le=100)]
    beats_percent: Annotated[int, Field(ge=51, le=100)]
    tier_points: Points


class Flag(Rule):
    """A thing to see beside a score; with a `cap`, also the best grade it allows.

    `question`: the one it belongs to. `also`: another one whose weight keeps the cap.
    """

    label: Text
    sentence: Text
    ask: Text
    question: QuestionName | None = None
    also: QuestionName | None = None
    cap: Grade | None = None
    chiropractor: Annotated[tuple[str, ...], Field(strict=False)] = ()
    nurse: Annotated[tuple[str, ...], Field(strict=False)] = ()
    levels: Annotated[tuple[str, ...], Field(strict=False)] = ()
    months: Annotated[int, Field(ge=1, le=1_200)] | None = None

    @property
    def questions(self) -> tuple[str, ...]:
        """The questions that it belongs to; none for a flag of the whole record."""
        return tuple(question for question in (self.question, self.also) if question)


class VisitQuestion(Rule):
    """A question to take along to a clinic, beside those of the four questions and of flags.

    With a `dimension`, `ask` holds `{terms}`, for the terms that a reader looks for. With `imaging`, only for a reader
    who looks for one of these terms. With neither, for every clinic.
    """

    ask: Text
    dimension: Dimension | None = None
    imaging: Annotated[tuple[str, ...], Field(strict=False)] = ()


class Source(Values):
    """A citation, with the short name that rules print and an address where there is one.

    `note` says what was not seen in the document itself, or why there is nothing to look up.
    """

    short: Text
    citation: Text
    url: Annotated[str, Field(pattern=r"^https://")] | None = None
    note: str = ""


class Rubric(Values):
    """A whole rubric. Mappings are read-only and keep the order of the file."""

    name: Text
    title: Text
    version: Text
    summary: Text
    questions: Frozen[str, Question]
    presets: Frozen[str, Preset]
    who: Frozen[str, PersonRule]
    verification: Verification
    ladder: Frozen[str, Rung]
    what: Frozen[str, ProductRule]
    standings: Frozen[str, Standing]
    evidence: Frozen[str, Frozen[str, Evidence]]
    evidence_none_listed: Text
    reviews: Frozen[str, Notice]
    federal: Frozen[str, Notice]
    states: Frozen[str, Notice]
    where: Breadth
    levels: Frozen[str, Level]
    guidance_note: Text
    guidance: Frozen[str, Frozen[str, GuidanceRule]]
    contrast: Contrast
    open_questions: OpenQuestions
    coverage: Coverage
    grades: Grades
    robustness: RobustnessRule
    flags: Frozen[str, Flag]
    visit: Frozen[str, VisitQuestion]
    statements: Frozen[str, Text]
    glossary: Frozen[str, Text]
    sources: Frozen[str, Source]

    def __hash__(self) -> int:
        # The mappings have no hash. Rubrics that are equal have the same name and version.
        return hash((self.name, self.version))

    @cached_property
    def person(self) -> Mapping[str, PersonRule]:
        """The rule of each credential term."""
        return MappingProxyType({term: rule for rule in self.who.values() for term in rule.terms})

    @cached_property
    def physicians(self) -> frozenset[str]:
        """The credential terms that only a physician has: the degree and the specialties."""
        return frozenset(term for term, rule in self.person.items() if rule.physician)

    @cached_property
    def other_degrees(self) -> frozenset[str]:
        """The credential terms of people who are no physicians. A fellowship does not say whose it is."""
        return frozenset(term for term, rule in self.person.items() if not rule.physician and not rule.fellowship)

    @cached_property
    def product(self) -> Mapping[str, ProductRule]:
        """The rule of each product term."""
        return MappingProxyType({term: rule for rule in self.what.values() for term in rule.terms})

    @cached_property
    def product_points(self) -> Mapping[str, int]:
        """The points of each product term, 0 to 100: those of its rung, before any penalty."""
        return MappingProxyType({term: self.ladder[rule.rung].points for term, rule in self.product.items()})

    @cached_property
    def level(self) -> Mapping[tuple[str, str], str]:
        """The level of each (target, imaging term) pair."""
        return MappingProxyType(
            {
                (target, term): rule.level
                for target, rules in self.guidance.items()
                for rule in rules.values()
                for term in rule.terms
            }
        )

    @cached_property
    def guides(self) -> Mapping[str, tuple[str, ...]]:
        """By target all imaging terms, the best first; among ties the vocabulary's first."""
        terms = vocabulary().terms["imaging"]
        return MappingProxyType(
            {
                target: tuple(sorted(terms, key=lambda term: -self.levels[self.level[target, term]].points))
                for target in self.guidance
            }
        )

    @cached_property
    def by_dimension(self) -> Mapping[str, Question]:
        """The question that each dimension answers, in the order of `DIMENSIONS`."""
        asks_of: dict[str, Question] = {question.dimension: question for question in self.questions.values()}
        return MappingProxyType({dimension: asks_of[dimension] for dimension in DIMENSIONS})

    def preset_of(self, weights: Mapping[str, float]) -> str | None:
        """The key of the preset that has exactly these weights; None if none has."""
        return next((key for key, preset in self.presets.items() if preset.weights == dict(weights)), None)

    @property
    def weights(self) -> dict[str, int]:
        """The default weights, by question."""
        return {question: self.questions[question].weight for question in QUESTIONS}
