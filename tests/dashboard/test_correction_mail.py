"""The mail of a correction: no text of a record or a reader becomes a separate line, header or recipient."""

from __future__ import annotations

from email.message import EmailMessage
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.correction_form import file_name
from dashboard.correction_mail import LONGEST_ADDRESS, mail_address, mail_subject, mail_text
from scoring.recipes import LONGEST_TEXT, Correction
from tests.scoring.recipes.test_correction_file import CORRECTION, corrections

CONTACT = "mailto:fix@clinics.example"
INJECTIONS = (
    "x\r\nBcc: all@evil.example",
    "x\nTo: all@evil.example\n\nbuy",
    "x%0D%0ABcc:%20all@evil.example",
    "x&bcc=all@evil.example",
    "x?cc=all@evil.example#y",
    "x\u2028Bcc: all@evil.example\x0bCc: b\x85Cc: c",
    "=?utf-8?q?=0D=0ABcc:?=",
)


def opened(address: str) -> tuple[str, str, str]:
    """The recipients, subject and body that a mail program reads from an address by RFC 6068."""
    parts = urlsplit(address)
    fields = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=True)
    assert [name for name, _ in fields] == ["subject", "body"]
    assert not parts.fragment
    return unquote(parts.path), fields[0][1], fields[1][1]


@pytest.mark.parametrize("text", INJECTIONS, ids=ascii)
@pytest.mark.parametrize("place", ["new", "old", "reason", "name", "clinic_id", "rubric"])
def test_no_text_becomes_a_header(text: str, place: str) -> None:
    """The mail goes only to the host, its subject is one line, and its body has one line for each part."""
    whole = CORRECTION
    if place in ("name", "clinic_id"):
        sent = whole.model_copy(update={"clinic": whole.clinic.model_copy(update={place: text})})
    elif place == "rubric":
        sent = whole.model_copy(update={"dataset": whole.dataset.model_copy(update={place: text})})
    else:
        sent = whole.model_copy(update={place: text})
    body = mail_text(sent, "a.json")
    address = mail_address(CONTACT, mail_subject(sent), body)
    assert address is not None
    recipient, subject, received = opened(address)
    assert recipient == "fix@clinics.example"
    EmailMessage()["Subject"] = subject  # refuses line breaks
    assert received == body.replace("\n", "\r\n")
    assert len(body.split("\n")) == len(mail_text(whole, "a.json").split("\n")) + (place == "reason")
    assert not [line for line in body.splitlines() if line.startswith(("Bcc:", "To:", "Cc:"))]


def test_signs_that_are_not_shown_are_left_out() -> None:
    """No character reverses the order of letters or hides a part of the mail: what is read is what is there."""
    hidden = CORRECTION.model_copy(update={"new": "a\u202eb\x00c\u200bd\u2066e"})
    text = mail_text(hidden, "a.json")
    assert "What is right: a b c d e\n" in text
    assert text.replace("\n", "").isprintable()


@given(corrections(), st.text(max_size=30))
def test_the_preview_is_what_the_mail_program_gets(correction: Correction, name: str) -> None:
    """Whatever is typed, the address is plain ASCII, short enough, and gives subject and body back exactly."""
    body, subject = mail_text(correction, name), mail_subject(correction)
    address = mail_address(CONTACT, subject, body)
    if address is None:
        return
    assert address.isascii()
    assert len(address) <= LONGEST_ADDRESS
    assert opened(address)[1:] == (subject, "\r\n".join(body.splitlines()))


def test_a_mail_that_programs_would_cut_is_not_offered() -> None:
    """A text that does not fit into an address has no mail: the file holds all of it."""
    long = CORRECTION.model_copy(update={"new": "x" * LONGEST_TEXT})
    assert mail_address(CONTACT, mail_subject(long), mail_text(long, "a.json")) is None
    assert mail_address(CONTACT, mail_subject(CORRECTION), mail_text(CORRECTION, "a.json")) is not None


@pytest.mark.parametrize("clinic_id", ["../../etc/passwd", "a\x00b\n", "", "\u202egnp.exe", "x" * 900])
def test_the_name_of_the_file_is_letters_digits_and_hyphens(clinic_id: str) -> None:
    """No id escapes a folder, hides a file extension, or makes a name that a file system refuses."""
    clinic = CORRECTION.clinic.model_copy(update={"clinic_id": clinic_id})
    name = file_name(CORRECTION.model_copy(update={"clinic": clinic}))
    assert name.endswith("imaging.json")
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")
    assert name.count(".") == 1
    assert len(name) <= 120
