"""The form in which a reader says what is wrong with a record. It makes an email or a file, and keeps nothing."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from dashboard import downloads, navigation, safe_text, settings
from dashboard.correction_mail import MAIL, mail_address, mail_subject, mail_text, on_one_line
from dashboard.datasets import session_datasets
from dashboard.wording import clinic_labels
from scoring import today, vocabulary
from scoring.recipes import (
    CLOSED,
    CORRECTION_FIELDS,
    LONGEST_TEXT,
    OTHER,
    SENDERS,
    CorrectedClinic,
    CorrectedDataset,
    Correction,
    has_visible,
)
from scoring.reports import Account

TITLE = "Correct this record"
NO_CONTACT = "The host of this page has set no contact for corrections; write to the source of the record."
_KEEPS_NOTHING = (
    "This site sends nothing and stores nothing of what you type here. You see the whole text first, and it goes only "
    "where you send it."
)
_NO_HEALTH = "Please leave out anything about your own health, and the names of other patients."
_FICTIONAL = "This clinic is fictional, so there is nothing to correct: try the form, but do not send it."
_OWN = "This is your own file. You can also change the record yourself:"


@dataclass(frozen=True)
class Record:
    """What the form knows about a record: as little as it needs, since a dialog holds it for as long as it is open.

    `words`: field -> what the record says. `source`: an address from the record that is safe to open; None for none.
    """

    dataset: CorrectedDataset
    clinic: CorrectedClinic
    words: Mapping[str, str]
    source: str | None


@dataclass(frozen=True)
class Start:
    """What is chosen when the form opens. `hints`: field -> what the record could state, in sentences."""

    field: str | None = None
    sender: str = ""
    hints: Mapping[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)


def record_of(account: Account) -> Record:
    """The record of a clinic as the form needs it."""
    review = account.review
    words = {name: account.cell(name) for name in CORRECTION_FIELDS if name not in (CLOSED, OTHER)}
    named = {name: words[name][:LONGEST_TEXT] for name in ("name", "city", "state")}
    return Record(
        CorrectedDataset(
            fingerprint=review.fingerprint,
            recipe_fingerprint=review.recipe_fingerprint,
            rubric=f"{review.rubric.name} {review.rubric.version}"[:LONGEST_TEXT],
            vocabulary=vocabulary().version,
        ),
        CorrectedClinic(
            clinic_id=account.clinic_id[:LONGEST_TEXT],
            row=int(review.understood.rows[account.position]),
            **named,
        ),
        words,
        safe_text.link(words["source_url"]) if words["source_url"] else None,
    )


def button(account: Account, label: str, key: str, start: Start | None = None) -> None:
    """A button that opens the form; where the host turns it off, a link to the contact, or a sentence without one."""
    if settings.correction_form():
        if st.button(label, icon=":material/edit_note:", key=key):
            _dialog(record_of(account), start or Start())
    elif contact := settings.correction_contact():
        st.link_button(label, contact, icon=":material/edit_note:")
    else:
        st.caption(NO_CONTACT)


@st.dialog(TITLE, width="medium")
def _dialog(record: Record, start: Start) -> None:
    form(record, start)


def form(record: Record, start: Start) -> None:
    """The form, and once it is filled in the preview of what will be sent."""
    clinic = record.clinic
    place = ", ".join(filter(None, map(on_one_line, (clinic.name, clinic.city, clinic.state))))
    st.markdown(f"**{safe_text.markdown(place)}**")
    _whose_record()
    fields = list(CORRECTION_FIELDS)
    chosen = st.selectbox(
        "What is wrong?",
        fields,
        index=fields.index(start.field) if start.field else None,
        format_func=CORRECTION_FIELDS.__getitem__,
        placeholder="Choose a part of the record",
        key=f"correction_field|{clinic.clinic_id}|{start.field}",
    )
    if chosen is None:
        st.caption(_KEEPS_NOTHING)
        return
    old = record.words.get(chosen, "")
    if chosen in record.words:
        st.markdown("The record says:")
        st.code(old or clinic_labels.NOT_STATED, language=None, wrap_lines=True)
    if len(old) > LONGEST_TEXT:
        st.warning(f"That is too long for a correction. Choose \u201c{CORRECTION_FIELDS[OTHER]}\u201d instead.")
        return
    for hint in start.hints.get(chosen, ()):
        st.caption(safe_text.markdown(hint))
    typed = _fields(f"correction|{clinic.clinic_id}|{chosen}", chosen, start.sender)
    if typed is None:
        return
    new, reason, sender = typed
    if refusal := _refusal(chosen, old, new, reason):
        st.warning(refusal)
        return
    correction = Correction(
        dataset=record.dataset,
        clinic=clinic,
        field=chosen,
        old=old,
        new=new,
        reason=reason,
        sender=sender,  # type: ignore[arg-type]  # one of SENDERS
        date=today(),
    )
    _preview(correction, record.source)


def _refusal(field: str, old: str, new: str, reason: str) -> str:
    """Why the input does not make a correction, as a sentence; "" if it does."""
    if max(len(new), len(reason)) > LONGEST_TEXT:
        return f"That is too long: write at most {LONGEST_TEXT:,} characters."
    if field == CLOSED:
        return ""
    if not has_visible(new):
        return "First enter what it should say."
    return "The record says this already." if new == old.strip() else ""


def _whose_record() -> None:
    """What is special about a record of the example, and of a reader's own file."""
    dataset = session_datasets.current()
    if dataset is None:
        return
    if session_datasets.is_example(dataset):
        st.info(_FICTIONAL, icon=":material/theater_comedy:")
    elif dataset.published is None:
        st.caption(_OWN)
        navigation.link("data", "Fix it on the Data page", ":material/edit:", {"part": "Clinics"})


def _fields(key: str, chosen: str, sender: str) -> tuple[str, str, str] | None:
    """The right words, where they can be checked, and who writes; None until the reader asks for the preview."""
    with st.form(key, border=False, enter_to_submit=False):
        new = ""
        if chosen != CLOSED:
            label = "What is wrong, and what is right?" if chosen == OTHER else "What should it say?"
            new = st.text_area(label, max_chars=LONGEST_TEXT, height=100, key=f"{key}|new")
        reason = st.text_input("Where can that be checked? A link, or in words", key=f"{key}|reason")
        who = st.radio(
            "Who are you? (optional)",
            list(SENDERS),
            index=list(SENDERS).index(sender) if sender else None,
            format_func=SENDERS.__getitem__,
            horizontal=True,
            key=f"{key}|sender",
        )
        st.caption(f"{_NO_HEALTH} {_KEEPS_NOTHING}")
        if not st.form_submit_button("See what will be sent", type="primary", key=f"{key}|preview"):
            return None
    return new.strip(), reason.strip(), who or ""


def _preview(correction: Correction, source: str | None) -> None:
    """Exactly what will be sent, and the ways to send it."""
    dataset, contact = session_datasets.current(), settings.correction_contact()
    hosted = dataset is not None and (dataset.published is not None or session_datasets.is_example(dataset))
    name = file_name(correction)
    subject, text = mail_subject(correction), mail_text(correction, name)
    content = correction.to_json()
    st.subheader("What will be sent", anchor=False)
    by_mail = hosted and contact is not None and contact.startswith(MAIL)
    address = mail_address(contact, subject, text) if by_mail and contact else None
    if address:
        st.code(f"{subject}\n\n{text}", language=None, wrap_lines=True)
        with st.expander("The file to attach"):
            st.code(content, language="json", wrap_lines=True)
    else:
        st.code(content, language="json", wrap_lines=True)
    with st.container(horizontal=True, gap="small"):
        if address:
            st.link_button("Open in your mail program", address, icon=":material/mail:", type="primary")
        downloads.button("Save the correction file", content.encode(), name, key="correction_file")
        if hosted and contact and not address:
            st.link_button("Write to the host", contact, icon=":material/edit_note:")
        elif not (hosted and contact) and source:
            st.link_button(f"Open the source ({safe_text.host(source)})", source, icon=":material/source:")
    st.caption(_next_step(hosted=hosted, contact=contact, by_mail=bool(by_mail), fits=bool(address)))


def _next_step(*, hosted: bool, contact: str | None, by_mail: bool, fits: bool) -> str:
    if not hosted:
        return "Send the file to whoever keeps this list; its editor can apply it on the Data page."
    if not contact:
        return "The host has set no contact for corrections: send the file to the source of the record."
    if fits:
        return "Save the file, attach it to the mail, and read the mail over before you send it."
    too_long = "The text is too long for a mail that opens by itself: " if by_mail else ""
    return f"{too_long}{'s' if too_long else 'S'}ave the file, and send it to the host."


def file_name(correction: Correction) -> str:
    """The name of a correction file: of the clinic and the field, in letters, digits and hyphens."""
    words = f"{correction.clinic.clinic_id[:60]}-{CORRECTION_FIELDS[correction.field]}".lower()
    return f"correction-{re.sub('[^a-z0-9]+', '-', words).strip('-')}.json"
