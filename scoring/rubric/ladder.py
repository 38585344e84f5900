"""Evidence as rows of a rubric: the ladder, the products on it, what studies found, and what law and guidelines say."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from scoring.rubric.row import Grounded, Points, Rule, Termed, Text

Result = Literal["benefit", "mixed", "no difference", "not compared"]


class Rung(Rule):
    """How far the benefit of some products has been tested, and the points that they earn for it.

    `standing` is the kind of study they have at best; `results` what the best of their rows of evidence may have
    found, empty if they have no row.
    """

    points: Points
    title: Text
    meaning: Text
    standing: str
    results: Annotated[tuple[Result, ...], Field(strict=False)]


class ProductRule(Termed):
    """The rung of a product, and the penalty it costs the best one if it is penalized.

    `reason` says why it is on its rung, `article_said` where that differs from the founding article.
    """

    rung: str
    standing: str
    status: Text
    article_said: Text
    penalty: Points = 0
    penalised: Literal["never", "here", "everywhere"] = "never"

    def penalised_in(self, country: str) -> bool:
        """Whether the penalty holds for a record of this country (two-letter code)."""
        return self.penalised == "everywhere" or (self.penalised == "here" and self.jurisdiction == country)


class Standing(Rule):
    """What kind of study the sources hold for a product at best; `compared` with something else, or with nothing."""

    title: Text
    meaning: Text
    compared: bool = False


class Evidence(Grounded):
    """What the sources found for one product in one target, and how far that goes.

    `not_in_favor` names those of its sources that found no difference, or favored the control.
    """

    standing: str
    result: Result
    finding: Text
    limits: Text
    not_in_favor: Annotated[tuple[str, ...], Field(strict=False)] = ()


class Notice(Grounded):
    """A guideline, a federal notice or ruling, or a state's law, in neutral words.

    `status` says whether the document itself, or its abstract, was seen, or only what others report about it.
    """

    title: Text
    document: Text
    dated: Text
    wording: Text
    status: Literal["seen", "reported"]
