"""Corrections beside the record: their effects, when they are refused, and the recipe that they become."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from scoring import Review, review
from scoring.reading import fingerprint
from scoring.recipes import CLOSED, OTHER, CorrectedClinic, CorrectedDataset, Correction, Edit, Recipe
from scoring.reports import Placing, cell_of, check_corrections, contradictions, exports, with_corrections
from tests.scoring.files import DAY, csv_bytes

EXAMPLE = Path(__file__).parents[3] / "data" / "clinics.csv"
EXAMPLE_ROWS = list(csv.DictReader(io.StringIO(EXAMPLE.read_text(encoding="utf-8"))))
ROWS = [
    {"clinic_id": "a", "name": "Alpha Spine", "city": "Tampa", "state": "FL", "credentials": "MD", "products": "PRP"},
    {"clinic_id": "b", "name": "Beta Joint", "city": "Reno", "state": "NV", "credentials": "DC", "products": "BMC"},
    {"clinic_id": "c", "name": "Alpha Spine", "city": "Miami", "state": "FL", "credentials": "MD", "products": ""},
]
HOSTILE = ("=1+1", "+cmd|' /C calc'!A0", "![x](http://e.example/x.png)", "<b>x</b>", "a\r\nBcc: x@e.example", "'=2")


def reviewed(recipe: Recipe | None = None) -> Review:
    """The three clinics."""
    return review(csv_bytes(ROWS), reviewed_on=DAY, recipe=recipe)


def correction(seen: Review, position: int, field: str, new: str, **update: Any) -> Correction:
    """A correction as the form makes it, for the record at a position of the review that a reader sees."""
    named = {key: cell_of(seen, position, key) for key in ("clinic_id", "name", "city", "state")}
    return Correction(
        dataset=CorrectedDataset(
            fingerprint=seen.fingerprint, recipe_fingerprint=seen.recipe_fingerprint, rubric="default", vocabulary="1"
        ),
        clinic=CorrectedClinic(**named, row=int(seen.understood.rows[position])),
        field=field,
        old="" if field in (CLOSED, OTHER) else cell_of(seen, position, field),
        new=new,
        date=date(2026, 11, 26),
    ).model_copy(update=update)


def in_another_file(sent: Correction, **clinic: Any) -> Correction:
    """The same correction made from another file, where its clinic has another name."""
    dataset = sent.dataset.model_copy(update={"fingerprint": "0" * 64})
    return sent.model_copy(update={"dataset": dataset, "clinic": sent.clinic.model_copy(update=clinic)})


def refusal(seen: Review, sent: Correction) -> str:
    """Why a correction cannot be applied."""
    (checked,) = check_corrections(seen, [sent])
    return checked.refusal


def placing_in(seen: Review, position: int) -> Placing:
    """The rank of the clinic at a position, counted among the scores of all clinics."""
    scores = seen.totals.score[seen.profiles.codes]
    score, grade = int(scores[position]), str(seen.totals.grade[seen.profiles.codes[position]])
    return Placing(score, grade, 1 + int((scores > score).sum()) if score >= 0 else -1)


NEW_WORDS = {
    "credentials": ("MD; PM&R", "RN", "chiropractor", "Dr."),
    "products": ("PRP; BMC", "exosomes", "stem cells", "snake oil"),
    "targets": ("disc; facet; SI joint", "knee"),
    "imaging": ("fluoroscopy with contrast", "none", "image-guided", "ultrasound"),
    "state": ("TX",),
    "country": ("KY", "Atlantis"),
    "as_of": ("2019-01-01", "soon"),
    "claims": ("No risk!",),
}


@pytest.mark.parametrize("field", NEW_WORDS)
def test_an_effect_is_what_a_file_with_the_new_words_gives(field: str) -> None:
    """Score, grade and rank for each correction alone are those of a file with that one cell overwritten."""
    rows = EXAMPLE_ROWS[:60]
    weights = {"who": 90, "how": 0} if field in ("credentials", "state") else {}
    seen = review(csv_bytes(rows), reviewed_on=DAY, weights=weights)
    at = range(1, 1 + len(NEW_WORDS[field]))
    sent = [correction(seen, place, field, new) for place, new in zip(at, NEW_WORDS[field], strict=True)]
    for place, entry in zip(at, check_corrections(seen, sent), strict=True):
        row = rows[place] | {field: entry.correction.new}
        written = review(csv_bytes([*rows[:place], row, *rows[place + 1 :]]), reviewed_on=DAY, weights=weights)
        assert entry.effect is not None
        assert entry.before == entry.effect.before == placing_in(seen, place)
        assert entry.effect.after == placing_in(written, place)
        problems = written.problems
        here = problems[(problems["row"] == int(seen.understood.rows[place])) & (problems["column"] == field)]
        assert list(entry.effect.messages) == here["message"].to_list()


def test_what_a_column_settles_stays_settled() -> None:
    """A date that may be either is read as the other dates of the file show, though its record is read alone."""
    rows = [row | {"as_of": day} for row, day in zip(ROWS, ("25/04/2025", "26/04/2025", ""), strict=True)]
    seen = review(csv_bytes(rows), reviewed_on=DAY)
    (entry,) = check_corrections(seen, [correction(seen, 0, "as_of", "03/04/2025")])
    assert entry.effect is not None
    assert entry.effect.messages == ()


def test_the_round_trip_ends_in_a_record_that_says_the_new_words() -> None:
    """Accepted corrections are a recipe: the cells have the new words, closed clinics are gone, all else stays."""
    seen = reviewed()
    sent = [
        correction(seen, 0, "imaging", "fluoroscopy"),
        correction(seen, 0, "name", "Alpha Spine & Joint"),
        correction(seen, 2, CLOSED, ""),
    ]
    recipe = with_corrections(Recipe(), check_corrections(seen, sent))
    after = review(csv_bytes(ROWS), reviewed_on=DAY, recipe=Recipe.model_validate_json(recipe.to_json()))
    written = [ROWS[0] | {"imaging": "fluoroscopy", "name": "Alpha Spine & Joint"}, ROWS[1]]
    assert after.scores.equals(review(csv_bytes(written), reviewed_on=DAY).scores)
    assert after.records["name"].to_list() == ["Alpha Spine & Joint", "Beta Joint"]
    assert not {"recipe_clinic_missing"} & set(after.problems["code"])
    assert recipe.fingerprint != Recipe().fingerprint


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
@pytest.mark.parametrize("field", ["name", "credentials", "website", "notes"])
def test_hostile_text_stays_text(text: str, field: str) -> None:
    """A formula, markup or a header line is what the record then says, and no part of it is active in an export."""
    seen = reviewed()
    checked = check_corrections(seen, [correction(seen, 0, field, text)])
    after = review(csv_bytes(ROWS), reviewed_on=DAY, recipe=with_corrections(Recipe(), checked))
    assert after.records[field].iloc[0] == text
    exported = exports.clinics_csv(after)
    (cell,) = (row[field] for row in csv.DictReader(io.StringIO(exported.decode())) if row["clinic_id"] == "a")
    assert cell == (f"'{text}" if text.startswith(("=", "+", "'=")) else text)
    assert review(exported, reviewed_on=DAY).records[field].iloc[0] == text


def test_words_that_the_record_no_longer_has_conflict() -> None:
    """A later change to the record is not overruled; the sentence quotes what it says now and what it said."""
    seen = reviewed()
    sent = correction(seen, 0, "products", "BMC")
    now = reviewed(Recipe(edits=(Edit(clinic="a", column="products", value="exosomes"),)))
    sentence = refusal(now, sent)
    assert "now says \u201cexosomes\u201d" in sentence
    assert "when it said \u201cPRP\u201d" in sentence
    blank = refusal(reviewed(Recipe(edits=(Edit(clinic="a", column="products", value=""),))), sent)
    assert "now says nothing" in blank
    assert with_corrections(Recipe(), check_corrections(now, [sent])) == Recipe()


def test_what_the_recipe_has_already_is_not_done_again() -> None:
    """Applied once, a correction counts as applied, and a clinic that is left out cannot be left out again."""
    seen = reviewed()
    for sent, sentence in (
        (correction(seen, 0, "products", "BMC"), "recipe has this correction already"),
        (correction(seen, 1, CLOSED, ""), "left out of the list already"),
    ):
        (before,) = check_corrections(seen, [sent])
        assert not before.refusal
        assert not before.is_applied
        (after,) = check_corrections(reviewed(with_corrections(Recipe(), [before])), [sent])
        assert sentence in after.refusal
        assert after.is_applied


def test_what_the_record_says_already_changes_nothing() -> None:
    """A correction to the words that the file itself has is not applied, and counts as no correction of the recipe."""
    seen = reviewed()
    same = correction(seen, 0, "products", "BMC").model_copy(update={"new": cell_of(seen, 0, "products")})
    (checked,) = check_corrections(seen, [same])
    assert "says this already" in checked.refusal
    assert not checked.is_applied


def test_something_else_is_left_to_a_person() -> None:
    """Free words change no cell on their own."""
    seen = reviewed()
    assert "Only a person can decide" in refusal(seen, correction(seen, 0, OTHER, "It moved."))


@pytest.mark.parametrize(
    ("clinic", "at", "why"),
    [
        ({}, 0, ""),
        ({"name": " alpha SPINE "}, 0, ""),
        ({"clinic_id": "z"}, 0, ""),
        ({"clinic_id": "b"}, 0, ""),
        ({"clinic_id": "z", "city": "Miami"}, 2, ""),
        ({"clinic_id": "z", "state": "Florida"}, 0, ""),
        ({"clinic_id": "z", "name": "\u00c1lpha Spine, LLC"}, 0, ""),
        ({"clinic_id": "z", "name": "\ud800"}, None, "No clinic here has the id"),
        ({"clinic_id": "z", "city": "\ud800"}, None, "No clinic here has the id"),
        ({"clinic_id": "z", "city": "Orlando"}, None, "No clinic here has the id"),
        ({"clinic_id": "z", "name": ""}, None, "No clinic here has the id"),
        ({"clinic_id": "b", "name": "Gone Care"}, None, "belongs to \u201cBeta Joint\u201d here"),
        ({"clinic_id": "\ud800"}, 0, ""),
    ],
)
def test_in_another_file_a_clinic_is_known_by_id_and_name_or_by_name_and_place(
    clinic: dict[str, str], at: int | None, why: str
) -> None:
    """Ids may be renumbered: an id alone is not trusted, a name in one place is, and what fits none is reported."""
    seen = reviewed()
    sent = in_another_file(correction(seen, 0, "imaging", "CT"), **clinic)
    (checked,) = check_corrections(seen, [sent])
    assert checked.position == at
    assert checked.another_file
    assert why in checked.refusal
    assert bool(why) == bool(checked.refusal)


def test_two_clinics_of_one_name_and_place_are_not_guessed() -> None:
    """Where several fit, none is chosen, and the sentence says how many there are."""
    twice = review(csv_bytes([*ROWS, ROWS[0] | {"clinic_id": "d"}]), reviewed_on=DAY)
    sent = in_another_file(correction(reviewed(), 0, "imaging", "CT"), clinic_id="z")
    assert refusal(twice, sent).startswith("2 clinics here are named \u201cAlpha Spine\u201d in Tampa, FL")


def test_in_the_same_file_the_id_is_enough() -> None:
    """A clinic whose name was corrected meanwhile is still the one that its id names."""
    seen = reviewed()
    sent = correction(seen, 0, "imaging", "CT")
    renamed = reviewed(Recipe(edits=(Edit(clinic="a", column="name", value="New Name"),)))
    assert not refusal(renamed, sent)
    assert sent.dataset.fingerprint == fingerprint(csv_bytes(ROWS))


def test_two_corrections_of_one_field_conflict() -> None:
    """Different words for a cell are reported together, the same words are one correction, other cells are ignored."""
    seen = reviewed()
    several = [
        correction(seen, 0, "imaging", "CT"),
        correction(seen, 0, "imaging", " CT"),
        correction(seen, 0, "targets", "disc"),
        correction(seen, 1, "imaging", "ultrasound"),
    ]
    assert contradictions(check_corrections(seen, several)) == {}
    several.append(correction(seen, 0, "imaging", "fluoroscopy"))
    conflicts = contradictions(check_corrections(seen, several))
    assert list(conflicts) == [("a", "imaging")]
    assert "Alpha Spine: Imaging. The corrections differ: \u201cCT\u201d or \u201cfluoroscopy\u201d" in str(conflicts)


def test_an_edit_of_the_same_cell_is_replaced() -> None:
    """Decisions on other cells stay, and the recipe holds one edit per cell."""
    before = Recipe(
        edits=(Edit(clinic="a", column="products", value="BMC"), Edit(clinic="b", column="name", value="B"))
    )
    seen = reviewed(before)
    recipe = with_corrections(before, check_corrections(seen, [correction(seen, 0, "products", "PRP; BMC")]))
    (replaced, other) = recipe.edits
    assert (replaced.clinic, replaced.column, replaced.value) == ("a", "products", "PRP; BMC")
    assert other == before.edits[1]


@pytest.mark.parametrize(
    ("sender", "reason", "note"),
    [
        ("clinic", " https://a.example/team ", "The clinic, 26 November 2026. https://a.example/team"),
        ("patient", "", "A patient, 26 November 2026."),
        ("", "their website", "A correction, sender not stated, 26 November 2026. their website"),
    ],
)
def test_an_accepted_correction_says_whose_it_is(sender: str, reason: str, note: str) -> None:
    """The recipe keeps who sent a correction, when, and where it can be checked; the review is the same."""
    seen = reviewed()
    sent = correction(seen, 0, "products", "PRP; BMC", sender=sender, reason=reason)
    recipe = with_corrections(Recipe(), check_corrections(seen, [sent]))
    assert recipe.edits == (Edit(clinic="a", column="products", value="PRP; BMC", note=note),)
    bare = Recipe(edits=(Edit(clinic="a", column="products", value="PRP; BMC"),))
    assert recipe.fingerprint == bare.fingerprint
    assert reviewed(recipe).scores.equals(reviewed(bare).scores)
