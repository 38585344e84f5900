"""Corrections on screen: a reader's form, an editor's list, and the way from one to the other."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Checkbox

from dashboard.correction_form import _KEEPS_NOTHING, NO_CONTACT
from dashboard.corrections.upload import NO_UPLOADS
from dashboard.settings import CORRECTION_CONTACT, CORRECTION_FORM, READ_ONLY
from scoring import review
from scoring.recipes import CLOSED, OTHER, load_correction
from scoring.reports import cell_of, points
from tests.pages.test_clinic import BEST, OPEN, at, opened
from tests.pages.test_data import on_data, said
from tests.pages.test_pages import EXAMPLE
from tests.scoring.reports.test_correction_checks import correction, in_another_file, placing_in

MAIL = "fix@clinics.example"


def draw_form(clinic_id: str, origin: str) -> None:
    """The form without its dialog, which a test of the app closes at the next click."""
    import streamlit as st  # noqa: PLC0415 - a script of its own

    from dashboard import correction_form  # noqa: PLC0415
    from dashboard.datasets import session_datasets  # noqa: PLC0415
    from scoring import review  # noqa: PLC0415
    from scoring.reports import account, position_of  # noqa: PLC0415

    dataset = session_datasets.example()
    if origin == "own":
        dataset = session_datasets.from_upload("mine.csv", dataset.file.data + b"\n")
    session_datasets.show(dataset)
    seen = review(dataset.file.data)
    start = correction_form.Start(hints={"imaging": ("If true, state under imaging: CT.",)})
    correction_form.form(correction_form.record_of(account(seen, position_of(seen, clinic_id) or 0)), start)
    st.caption("end")


def form(clinic_id: str = BEST, origin: str = "example") -> AppTest:
    """The form for a clinic of the example, or of a reader's own file."""
    app = AppTest.from_function(draw_form, default_timeout=30, args=(clinic_id, origin)).run()
    assert not app.exception
    return app


def filled(app: AppTest, field: str, new: str = "", reason: str = "", sender: str | None = None) -> AppTest:
    """The form with its preview."""
    app.selectbox[0].select(field).run()
    if new:
        app.text_area[0].input(new)
    app.text_input[0].input(reason)
    app.radio[0].set_value(sender)
    app.button[0].click().run()
    assert not app.exception
    return app


def links(app: AppTest) -> dict[str, str]:
    """Label -> address of the buttons that lead out of the app."""
    return {link.proto.label: link.proto.url for link in app.get("link_button")}


def sent_file(app: AppTest) -> bytes:
    """The file as in the preview."""
    (shown,) = (code.value for code in app.code if code.language == "json")
    return str(shown).encode()


def received(app: AppTest, *files: tuple[str, bytes]) -> AppTest:
    """The corrections part of the page with these files dropped."""
    app.file_uploader[1].set_value([(name, data, "application/json") for name, data in files]).run()
    assert not app.exception
    return app


def ticks(app: AppTest) -> list[Checkbox]:
    """The checkboxes of the corrections that can be applied."""
    return [box for box in app.checkbox if box.label == "Accept"]


def test_the_form_is_reached_from_the_head_and_the_record() -> None:
    """Both buttons are on the page of any clinic, and open a dialog that asks what is wrong and stores nothing."""
    for key in ("correct_from_head", "correct_record", "correct_from_raises"):
        app = opened(OPEN)
        app.button(key=key).click().run()
        assert not app.exception
        (choice,) = (box for box in app.selectbox if box.label == "What is wrong?")
        assert (choice.value is None) == (key != "correct_from_raises")
        assert any(_KEEPS_NOTHING in caption.value for caption in app.caption)


def test_the_host_turns_the_form_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the form no button opens it, and the record says where to write instead."""
    monkeypatch.setenv(CORRECTION_FORM, "no")
    app = opened(BEST)
    assert not [button for button in app.button if str(button.key).startswith("correct_")]
    assert NO_CONTACT in [caption.value for caption in app.caption]


def test_the_preview_is_the_mail_and_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """The mail says what the screen says, and the file has what was typed beside what the record says."""
    monkeypatch.setenv(CORRECTION_CONTACT, MAIL)
    app = filled(form(), "imaging", " CT & contrast ", "https://a.example/x", "clinic")
    loaded = load_correction(sent_file(app))
    assert (loaded.new, loaded.reason, loaded.sender) == ("CT & contrast", "https://a.example/x", "clinic")
    assert loaded.old == cell_of(EXAMPLE, at(BEST), "imaging")
    assert (loaded.clinic.clinic_id, loaded.dataset.fingerprint) == (BEST, EXAMPLE.fingerprint)
    address = urlsplit(links(app)["Open in your mail program"])
    mail = {name: values[0].replace("\r\n", "\n") for name, values in parse_qs(address.query).items()}
    assert address.path == MAIL
    assert f"{mail['subject']}\n\n{mail['body']}" in [code.value for code in app.code]
    assert "If true, state under imaging: CT." in said(app)
    assert "fictional" in said(app)


@pytest.mark.parametrize(
    ("origin", "contact", "new", "expected", "sentence"),
    [
        ("example", "", "CT", {"Open the source"}, "no contact"),
        ("example", "https://a.example/fix", "CT", {"Write to the host"}, "send it to the host"),
        ("example", MAIL, "x" * 1900, {"Write to the host"}, "too long for a mail"),
        ("own", MAIL, "CT", {"Open the source"}, "whoever keeps this list"),
    ],
)
def test_where_no_mail_opens_the_file_is_offered(
    monkeypatch: pytest.MonkeyPatch, origin: str, contact: str, new: str, expected: set[str], sentence: str
) -> None:
    """Without a mail address, or if the text is too long or the file private, it is saved with where to send it."""
    monkeypatch.setenv(CORRECTION_CONTACT, contact)
    app = filled(form(origin=origin), "imaging", new)
    assert load_correction(sent_file(app)).new == new
    assert {label.partition(" (")[0] for label in links(app)} == expected
    assert [button.label for button in app.get("download_button")] == ["Save the correction file"]
    assert sentence in said(app)


@pytest.mark.parametrize(
    ("new", "sentence"),
    [
        ("", "First enter what it should say."),
        ("\u200b", "First enter what it should say."),
        (" MD ", "says this already"),
    ],
)
def test_nothing_is_sent_without_other_words(new: str, sentence: str) -> None:
    """An empty answer and the record's own words make no file; reporting that a clinic has closed needs no words."""
    clinic_id = EXAMPLE.records["clinic_id"][(EXAMPLE.records["credentials"] == "MD").argmax()]
    app = filled(form(clinic_id), "credentials", new)
    assert sentence in next(warning.value for warning in app.warning)
    assert not app.code or not [code for code in app.code if code.language == "json"]
    assert load_correction(sent_file(filled(form(clinic_id), CLOSED))).field == CLOSED


def test_an_editor_applies_what_a_reader_sent() -> None:
    """From the form to the recipe: the file is dropped, ticked and applied, and the record has the new words."""
    sent = filled(form(), "products", "exosomes", sender="patient")
    app = received(on_data(part="Corrections"), ("sent.json", sent_file(sent)))
    was = placing_in(EXAMPLE, at(BEST))
    assert f"From {points(was.score)} ({was.grade}, rank {was.rank})" in said(app)
    assert "A patient, " in said(app)
    assert app.button(key="apply_corrections").disabled
    ticks(app)[0].check().run()
    app.button(key="apply_corrections").click().run()
    (edit,) = app.session_state["shelf"][app.session_state["data"]].recipe.edits
    assert (edit.clinic, edit.column, edit.value) == (BEST, "products", "exosomes")
    assert "1 correction**: 0 can be applied to this file, and your recipe has 1 already." in said(app)
    assert "Your recipe has this correction already." in said(app)
    assert "apply_corrections" not in [button.key for button in app.button]


def test_of_two_that_differ_only_one_is_applied() -> None:
    """Both are marked; with both ticked the button is disabled and says why, with one of them it is enabled."""
    files = [(f"{new}.json", correction(EXAMPLE, 0, "imaging", new).to_json().encode()) for new in ("CT", "sono")]
    app = received(on_data(part="Corrections"), *files)
    assert len([entry for entry in app.warning if "The corrections differ" in entry.value]) == 2
    ticks(app)[0].check().run()
    assert not app.button(key="apply_corrections").disabled
    ticks(app)[1].check().run()
    assert app.button(key="apply_corrections").disabled
    assert "Accept only one of them" in app.error[0].value


def test_what_cannot_be_applied_is_reported_and_has_no_checkbox() -> None:
    """Changed words, another file's clinic, free text and a file that is not ours: each gets its sentence."""
    files = {
        "late": correction(EXAMPLE, 0, "imaging", "CT", old="blind"),
        "gone": in_another_file(correction(EXAMPLE, 1, "imaging", "CT"), clinic_id="zz", name="Gone"),
        "free": correction(EXAMPLE, 2, OTHER, "It moved."),
    }
    contents = [(f"{name}.json", sent.to_json().encode()) for name, sent in files.items()]
    app = received(on_data(part="Corrections"), *contents, ("recipe.json", b"{}"))
    sentences = [shown.value for shown in app.info]
    assert len(sentences) == 3
    assert not ticks(app)
    assert "now says" in sentences[0]
    assert "No clinic here" in sentences[1]
    assert "Only a person" in sentences[2]
    assert "dataset is missing" in app.error[0].value
    app.button(key="clear_corrections").click().run()
    assert not app.info
    assert not app.error


@pytest.mark.parametrize("place", ["new", "old", "reason", "name"])
def test_hostile_text_is_literal(place: str) -> None:
    """No text of a correction file becomes an image, a link or markup on the editor's page."""
    hostile = "![x](http://e.example/x.png) <b>=1+1</b> [y](javascript:alert)"
    sent = correction(EXAMPLE, 0, "imaging", "CT")
    if place == "name":
        sent = sent.model_copy(update={"clinic": sent.clinic.model_copy(update={"name": hostile})})
    else:
        sent = sent.model_copy(update={place: hostile})
    app = received(on_data(part="Corrections"), ("sent.json", sent.to_json().encode()))
    shown = "\n".join(str(e.value) for kind in ("markdown", "caption", "info") for e in getattr(app, kind))
    assert "x\\.png" in shown
    assert "![x]" not in shown
    assert "<b>" not in shown
    assert not [url for url in links(app).values() if "javascript" in url]


def test_a_read_only_instance_takes_no_corrections(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is no place to drop a file, and one that is sent anyway is not read."""
    app = on_data(part="Corrections")
    monkeypatch.setenv(READ_ONLY, "yes")
    received(app, ("sent.json", correction(EXAMPLE, 0, "imaging", "CT").to_json().encode()))
    assert not app.file_uploader
    assert NO_UPLOADS in [caption.value for caption in app.caption]
    assert not ticks(app)


def test_corrections_follow_the_file_that_is_open() -> None:
    """The same list is checked against whichever file is open, so an editor can try another edition."""
    other = review(b"name,credentials,products\nA,MD,PRP\n")
    app = received(
        on_data(part="Corrections"), ("sent.json", correction(other, 0, "products", "BMC").to_json().encode())
    )
    assert "No clinic here" in app.info[0].value
