"""Every way to say less than a record does, in the four questions: what "disclosure never hurts" compares."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from random import Random

import pandas as pd

from tests.scoring import reference
from tests.scoring.files import Row
from tests.scoring.reference import MAY_BE, Clinic, Says
from tests.scoring.strategies import as_row, contrasts

WORDS = {
    "people": ("doctor", "surgeon"),
    "products": ("stem_cells", "fat_stem_cells", "marrow_stem_cells"),
    "imaging": ("image_guided",),
}


def blanked(clinic: Clinic) -> list[Clinic]:
    """The clinic with one cell blank, for each filled one; the imaging cell includes what is said about contrast."""
    less = [
        replace(clinic, people=Says(), board=False),
        replace(clinic, products=Says()),
        replace(clinic, targets=frozenset()),
        replace(clinic, imaging=Says(), contrast=""),
    ]
    return [other for other in less if other != clinic]


def blurred(clinic: Clinic) -> list[Clinic]:
    """The clinic with an ambiguous word in place of one of its terms, for each term and each word that may mean it."""
    less = []
    for field, words in WORDS.items():
        cell = getattr(clinic, field)
        less += [
            replace(clinic, **{field: Says(cell.terms - {term}, cell.words | {word})})
            for term in sorted(cell.terms)
            for word in words
            if term in MAY_BE[word]
        ]
    return less


def less_said(clinic: Clinic) -> list[Clinic]:
    """Every way to say less than the clinic does by one step."""
    return [*blanked(clinic), *blurred(clinic)]


def with_less_said(clinics: Iterable[Clinic], random: Random) -> tuple[list[Row], list[int]]:
    """The rows of every clinic, each followed by all that say less than it; for each row the position of its clinic."""
    rows: list[Row] = []
    originals: list[int] = []
    for clinic in clinics:
        place = len(rows)
        for version in (clinic, *less_said(clinic)):
            rows.append(as_row(version, f"Clinic {len(rows)}", random))
            originals.append(place)
    return rows, originals


def random_cell(random: Random, terms: Sequence[str], words: Sequence[str]) -> Says:
    """A cell with a few terms, and rarely a word that can mean several."""
    stated = random.sample(terms, random.choice((0, 1, 1, 2, 2, 3)))
    unclear = random.sample(words, random.choice((0, 0, 0, 0, 1, min(2, len(words)))))
    return Says(frozenset(stated), frozenset(unclear))


def random_clinic(random: Random) -> Clinic:
    """A clinic that states something for most questions."""
    people = random_cell(random, reference.PEOPLE, WORDS["people"])
    known = [*sorted(people.terms), *random.sample(reference.PEOPLE, 1)]
    if random.random() < 0.2:
        imaging = Says(frozenset({"none"}))
    else:
        imaging = random_cell(random, ("fluoroscopy", "ct", "ultrasound"), WORDS["imaging"])
    return Clinic(
        people=people,
        checked=frozenset(random.sample(known, random.randint(0, min(2, len(known))))),
        products=random_cell(random, tuple(reference.PRODUCT), WORDS["products"]),
        targets=frozenset(random.sample(reference.TARGETS, random.randint(0, len(reference.TARGETS)))),
        imaging=imaging,
        contrast=random.choice(contrasts(imaging)),
        country=random.choice(("", "US", "KY")),
        claim=random.random() < 0.2,
    )


def random_weights(random: Random) -> dict[str, float]:
    """Weights of which some may be 0, but not all."""
    weights = {question: random.choice((0, 25, random.randint(1, 100))) for question in ("who", "what", "where", "how")}
    return weights if any(weights.values()) else dict.fromkeys(weights, 25)


def gains(scores: pd.DataFrame, originals: Iterable[int]) -> pd.DataFrame:
    """The rows that say less and stand better for it, or have less room.

    `originals`: of every row of `scores` the place of the row that it says less than; its own, if it is one. Rows
    without a score are left out: silence may cost the score altogether. All are in one file, so that a clinic whose
    rank is better here would have had a better one in the place of its original too.
    """
    columns = ["name", "score", "rank", "grade", "score_high"]
    before, after = scores.iloc[list(originals)][columns].reset_index(drop=True), scores[columns].reset_index(drop=True)
    both = before["score"].notna() & after["score"].notna()
    before, after = before[both], after[both]
    better = (after["score"] > before["score"]) | (after["rank"] < before["rank"]) | (after["grade"] < before["grade"])
    gained = better | (after["score_high"] < before["score_high"])
    return after[gained].join(before[gained].add_suffix("_before"))
