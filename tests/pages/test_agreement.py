"""One clinic, the same numbers on every page and on the command line."""

import csv
import io
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.wording.figure_words import tier_in_words
from scoring import QUESTIONS, __main__, review
from scoring.wording import counted
from tests.pages.opened_page import opened_page
from tests.pages.shown_cards import ShownCard, shown_cards

ROOT = Path(__file__).parents[2]
FILE = ROOT / "data" / "clinics.csv"
EXAMPLE = review(FILE)
WEIGHTS = {"who": 40, "what": 10, "where": 30, "how": 5}


def page(name: str, widgets: dict[str, int | str], **query: str | list[str]) -> AppTest:
    """A page of the app with some widgets and some of its address set."""
    return opened_page(name, query, **widgets)


def in_words(card: ShownCard) -> str:
    """The grade of a card as in the table: D, up to B."""
    return f"{card.grade}, up to {card.grade_high}" if card.grade_high else card.grade


@pytest.mark.parametrize("weights", [dict.fromkeys(QUESTIONS, 25), WEIGHTS])
def test_every_page_says_the_same_of_a_clinic(weights: dict[str, int], capsys: pytest.CaptureFixture[str]) -> None:
    """Explore, Clinic, Compare, Method and the command line agree on score, grade, rank, tier and questions."""
    option = ",".join(f"{question}={weight}" for question, weight in weights.items())
    assert __main__.main(["review", str(FILE), "--weights", option]) == 0
    printed = {row["clinic_id"]: row for row in csv.DictReader(io.StringIO(capsys.readouterr().out))}
    ranked = sorted(
        (row for row in printed.values() if row["score"]), key=lambda r: (int(r["rank"]), r["name"].lower())
    )
    row = ranked[len(ranked) // 2]  # the one that Method uses as its example
    score, rank = f"{float(row['score']):.1f}", row["rank"]
    mostly = "" if row["rank_low"] == row["rank_high"] else f"mostly {row['rank_low']} to {row['rank_high']}"
    level = sum(other["score"] == row["score"] for other in ranked) - 1
    interval = "" if row["rank_low"] == row["rank_high"] else f" ({row['rank_low']}\u2013{row['rank_high']})"

    explore = page("explore", {**weights, "q": row["name"], "layout": "Table"})
    table = next(frame.value for frame in explore.dataframe if "Rank" in frame.value)
    shown = table[table["Clinic"] == row["name"]].iloc[0]
    assert f"{shown['Score']:.1f}" == score
    assert shown["Rank"] == f"{rank}{interval}"
    assert str(shown["Tier"]) == row["tier"]
    assert shown["Grade"][0] == row["grade"]

    clinic = page("clinic", weights, clinic=row["clinic_id"])
    (picture,) = shown_cards(clinic)
    assert picture.score == score
    shared = f", level with {counted(level, 'other')}" if level else ""
    standing = (f"Rank {rank} of the {len(ranked)} with a score{shared}", mostly, tier_in_words(int(row["tier"])))
    assert picture.facts == " \u00b7 ".join(filter(None, standing))
    assert in_words(picture) == shown["Grade"]
    formula = next(code.value for code in clinic.code if " = " in code.value)
    assert formula.endswith(f"= {score}")

    compare = page("compare", weights, compare=[row["clinic_id"], ranked[0]["clinic_id"]])
    beside = shown_cards(compare)[0]
    assert beside.score == score
    assert beside.facts.startswith(", ".join(filter(None, (f"Rank {rank}", mostly, f"tier {row['tier']} "))))
    assert in_words(beside) == shown["Grade"]

    method = page("method", weights)
    assert method.code[0].value == formula
    quoted = method.code[1].value
    assert all(f"{EXAMPLE.rubric.questions[key].title} {weight}" in quoted for key, weight in weights.items())
    assert EXAMPLE.fingerprint[:12] in quoted

    columns = ("credentials_score", "products_score", "targets_score", "imaging_score")
    titles = [EXAMPLE.rubric.questions[question].title for question in QUESTIONS]
    for title, column in zip(titles, columns, strict=True):
        points = f"{float(row[column]):.1f}" if row[column] else None
        heading = next(head.value for head in clinic.subheader if head.value.startswith(f"{title}:"))
        assert heading.startswith(f"{title}: {points} of 100" if points else f"{title}: open")
        for card in (picture, beside):
            assert card.points[title].split("\u2013")[0] == (points.removesuffix(".0") if points else "open")
        assert (f"{shown[title]:.1f}" == points) if points else (shown[title] != shown[title])
