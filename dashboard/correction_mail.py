"""A correction as an email: what it says, and the address that opens it in the reader's mail program."""

from __future__ import annotations

from urllib.parse import quote

from scoring.recipes import CLOSED, CORRECTION_FIELDS, OTHER, SENDERS, Correction
from scoring.reports import day_in_words

MAIL = "mailto:"
# Characters of an address: Windows passes at most 2,083 to a mail program, and silently cuts the rest.
LONGEST_ADDRESS = 2_000
NOT_STATED = "(not stated)"


def mail_text(correction: Correction, attachment: str) -> str:
    """The body of the mail, a line for each part of the correction. `attachment`: the name of the correction file."""
    clinic, dataset = correction.clinic, correction.dataset
    place = ", ".join(filter(None, map(on_one_line, (clinic.name, clinic.city, clinic.state))))
    lines = [
        "Correction of a clinic's record",
        "",
        f"Clinic: {place}",
        f"Id and row: {on_one_line(clinic.clinic_id)}, {clinic.row}",
        f"What is wrong: {CORRECTION_FIELDS[correction.field]}",
    ]
    if correction.field not in (CLOSED, OTHER):
        lines.append(f"The record says: {on_one_line(correction.old) or NOT_STATED}")
    if correction.field != CLOSED:
        lines.append(f"What is right: {on_one_line(correction.new)}")
    if correction.reason.strip():
        lines.append(f"Where that can be checked: {on_one_line(correction.reason)}")
    if correction.sender:
        lines.append(f"Sent by: {SENDERS[correction.sender].lower()}")
    versions = f"rubric {on_one_line(dataset.rubric)}, vocabulary {on_one_line(dataset.vocabulary)}"
    lines += [
        f"Written on: {day_in_words(correction.date)}",
        f"List: file {dataset.fingerprint[:12]}, recipe {dataset.recipe_fingerprint[:12]}, {versions}",
        "",
        f"With the file {attachment} attached, the editor can apply this without typing it again.",
    ]
    return "\n".join(lines)


def mail_subject(correction: Correction) -> str:
    """The subject of the mail, on one line."""
    return f"Correction: {on_one_line(correction.clinic.name)}: {CORRECTION_FIELDS[correction.field]}"


def mail_address(contact: str, subject: str, text: str) -> str | None:
    """The address that opens the mail, by RFC 6068; None if it is longer than mail programs take.

    `contact`: an email address that begins with `MAIL`. Every character that could end the subject or begin a header is
    percent-encoded; lines end as in emails.
    """
    body = "\r\n".join(text.splitlines())
    address = f"{contact}?subject={quote(on_one_line(subject), safe='')}&body={quote(body, safe='')}"
    return address if len(address) <= LONGEST_ADDRESS else None


def on_one_line(text: str) -> str:
    """Text without line breaks and unprintable characters, so that a value never looks like a separate line."""
    return " ".join("".join(character if character.isprintable() else " " for character in text).split())
