"""The correction file: what is written can be read again, and anything else is refused in a sentence."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import CANONICAL, BadSettings
from scoring.recipes import (
    CLOSED,
    CORRECTION_FIELDS,
    LONGEST_TEXT,
    OTHER,
    SENDERS,
    CorrectedClinic,
    CorrectedDataset,
    Correction,
    load_correction,
)

DATASET = CorrectedDataset(fingerprint="0" * 64, recipe_fingerprint="1" * 64, rubric="default 7", vocabulary="9")
CLINIC = CorrectedClinic(clinic_id="alpha", name="Alpha Spine", city="Tampa", state="FL", row=2)
CORRECTION = Correction(
    dataset=DATASET, clinic=CLINIC, field="imaging", old="ultrasound", new="fluoroscopy", date=date(2026, 11, 26)
)
TEXTS = st.text(max_size=60)
COLUMNS = sorted(set(CORRECTION_FIELDS) - {CLOSED, OTHER})


@st.composite
def corrections(draw: st.DrawFn) -> Correction:
    """Any correction that a form can make, with any text in each place."""
    field = draw(st.sampled_from(sorted(CORRECTION_FIELDS)))
    new = "" if field == CLOSED else draw(TEXTS.filter(lambda text: any(map(str.isprintable, text.replace(" ", "")))))
    old = "" if field in (CLOSED, OTHER) else draw(TEXTS.filter(lambda text: text.strip() != new.strip()))
    return Correction(
        dataset=DATASET.model_copy(update={"rubric": draw(TEXTS)}),
        clinic=CorrectedClinic(
            clinic_id=draw(TEXTS), name=draw(TEXTS), city=draw(TEXTS), state=draw(TEXTS), row=draw(st.integers(1, 9**9))
        ),
        field=field,
        old=old,
        new=new,
        reason=draw(TEXTS),
        sender=draw(st.sampled_from(["", *SENDERS])),  # type: ignore[arg-type]
        date=draw(st.dates()),
    )


@given(corrections())
def test_what_is_written_is_read_again(correction: Correction) -> None:
    """Any text in any place comes back unchanged: markup, formulas, line breaks, invisible characters."""
    assert load_correction(correction.to_json().encode()) == correction


def test_the_largest_file_is_read() -> None:
    """Texts of the greatest length, in characters that take the most bytes, still make a file that can be read."""
    most = "\x01" * LONGEST_TEXT
    clinic = CorrectedClinic(clinic_id=most, name=most, city=most, state=most, row=10**9)
    dataset = DATASET.model_copy(update={"rubric": most, "vocabulary": most})
    largest = CORRECTION.model_copy(
        update={"dataset": dataset, "clinic": clinic, "old": most, "new": f"{most[1:]}x", "reason": most}
    )
    assert load_correction(largest.to_json().encode()) == largest


def changed(**update: Any) -> bytes:
    """The file with other values at its keys; `None` leaves a key out."""
    content = json.loads(CORRECTION.to_json()) | update
    return json.dumps({key: value for key, value in content.items() if value is not None}).encode()


def inside(part: str, **update: Any) -> bytes:
    """The file with other values inside its dataset or its clinic."""
    return changed(**{part: json.loads(CORRECTION.to_json())[part] | update})


REFUSED: list[tuple[bytes, str]] = [
    (b"", "this is no correction file"),
    (b"name,imaging\nA,CT\n", "this is no correction file"),
    (b"[1, 2]", "this is no correction file"),
    (CORRECTION.to_json().encode()[:-9], "this is no correction file"),
    (CORRECTION.to_json().encode("utf-16"), "this is no correction file"),
    (b"[" * 60_000, "this is no correction file"),
    (changed(note="hello"), "'note' is no part of a correction file"),
    (inside("clinic", phone="1"), "'clinic.phone' is no part of a correction file"),
    (inside("dataset", path="/etc"), "'dataset.path' is no part of a correction file"),
    (changed(new=None), "new is missing"),
    (changed(clinic=None), "clinic is missing"),
    (changed(version=2), "version: "),
    (changed(format="recipe"), "format: "),
    (changed(field="clinic_id"), "field: expected one of credentials, products"),
    (changed(field="latitude"), "field: expected one of credentials, products"),
    (changed(new=" \n"), "new has to say what is right"),
    (changed(new="\0"), "new has to say what is right"),
    (changed(new="\u200b\u00a0"), "new has to say what is right"),
    (changed(new="\u3164"), "new has to say what is right"),
    (changed(new=" ultrasound"), "old and new are the same"),
    (changed(field="closed"), "for a clinic that has closed, old and new have to be empty"),
    (changed(new=7), "new: "),
    (changed(new="x" * (LONGEST_TEXT + 1)), "new: "),
    (changed(sender="doctor"), "sender: "),
    (changed(date="26/11/2026"), "date: "),
    (inside("clinic", row=0), "clinic.row: "),
    (inside("clinic", row="2"), "clinic.row: "),
    (inside("dataset", fingerprint="abc"), "dataset.fingerprint: "),
    (CORRECTION.to_json().encode().replace(b'"new"', b'"old": "CT", "new"'), "'old' stands 2 times"),
    (CORRECTION.to_json().encode().replace(b"fluoroscopy", b"\\ud800"), "this is no correction file"),
    (changed(note="x" * 120_000), "expected a correction file of at most 120 kB"),
]


@pytest.mark.parametrize(("content", "why"), REFUSED, ids=range(len(REFUSED)))
def test_anything_else_is_refused_in_a_sentence(content: bytes, why: str) -> None:
    """A file's fault is named by its key, in one short sentence that begins with the name of the file."""
    with pytest.raises(BadSettings) as reason:
        load_correction(content, "sent.json")
    sentence = str(reason.value)
    assert sentence.startswith(f"sent.json: {why}")
    assert re.fullmatch(r"[^\n]{20,320}\.", sentence)


@pytest.mark.parametrize("place", ["none.json", ".", "a\x00b"], ids=ascii)
def test_a_path_without_a_file_is_refused(tmp_path: Path, place: str) -> None:
    """A missing file, a folder and an impossible file name are reported; a file is read."""
    with pytest.raises(BadSettings, match="correction file"):
        load_correction(tmp_path / place)
    path = tmp_path / "sent.json"
    path.write_text(CORRECTION.to_json(), encoding="utf-8")
    assert load_correction(path) == CORRECTION


def test_every_field_is_a_column_or_one_of_two_others() -> None:
    """A correction changes what a record states: never its id, nor what the file's editor checked."""
    assert set(COLUMNS) < set(CANONICAL) - {"clinic_id", "credentials_verified"}
