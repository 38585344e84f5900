"""Corrections that readers sent: uploaded, shown beside the record, and applied if the editor accepts them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from hashlib import sha256

import numpy as np
import streamlit as st

from dashboard import safe_text, settings
from dashboard.corrections import uploader_key
from dashboard.corrections.pagination import page_of
from dashboard.corrections.upload import NO_UPLOADS
from dashboard.datasets import session_datasets
from dashboard.datasets.session_datasets import Dataset
from dashboard.wording import clinic_labels
from scoring import BadSettings, Review
from scoring.recipes import CLOSED, OTHER, SENDERS, Correction, load_correction
from scoring.reports import (
    CheckedCorrection,
    Placing,
    check_corrections,
    contradictions,
    counted,
    day_in_words,
    points,
    with_corrections,
)

_RECEIVED, _ACCEPTED, _REFUSED = "corrections", "corrections_accepted", "corrections_bad"
_MOST = 200  # corrections at a time: more than an editor reads in one sitting
_MOST_REFUSED = 10
_ROWS = 10


def draw(review: Review, dataset: Dataset) -> None:
    """The upload, each correction beside its record with a tick, and the button that applies what is ticked."""
    st.markdown(
        "Upload correction files that readers sent. Each one is set beside the record; tick what is right, and it "
        "becomes part of the recipe, with who sent it, when, and where it can be checked. Your file stays as it is."
    )
    if settings.read_only():
        st.caption(NO_UPLOADS)
    else:
        _uploader()
    for reason in st.session_state.get(_REFUSED, ()):
        st.error(safe_text.markdown(reason), icon=":material/error:")
    received: dict[str, Correction] = st.session_state.get(_RECEIVED, {})
    if not received:
        return
    checked = dict(zip(received, check_corrections(review, list(received.values())), strict=True))
    conflicts = contradictions(checked.values())
    st.markdown(_count_in_words(checked.values()))
    keys = list(checked)
    for key in keys[page_of(len(keys), "corrections_page", _ROWS)]:
        with st.container(border=True, key=f"correction|{key}"):
            _card(key, checked[key], review, dataset)
            if checked[key].cell in conflicts and not checked[key].refusal:
                st.warning(safe_text.markdown(conflicts[checked[key].cell]), icon=":material/call_split:")
    _decide(checked)


def _count_in_words(checked: Collection[CheckedCorrection]) -> str:
    """How many there are, and how many can be applied or are applied already."""
    applied = sum(entry.is_applied for entry in checked)
    fitting = sum(not entry.refusal for entry in checked)
    done = f", and your recipe has {applied:,} already" if applied else ""
    return f"**{counted(len(checked), 'correction')}**: {fitting:,} can be applied to this file{done}."


def _uploader() -> None:
    key = uploader_key.current("corrections")
    st.file_uploader(
        "Drop correction files here (.json)",
        key=key,
        accept_multiple_files=True,
        max_upload_size=1,
        on_change=_uploaded,
        args=(key,),
    )


def _uploaded(key: str) -> None:
    """Read the uploaded files (a callback)."""
    if settings.read_only():
        return
    received: dict[str, Correction] = dict(st.session_state.get(_RECEIVED, {}))
    refused = []
    for file in st.session_state[key]:
        content = file.getvalue()
        try:
            correction = load_correction(content, file.name)
        except BadSettings as reason:
            refused.append(str(reason))
            continue
        if len(received) < _MOST:
            received[sha256(content).hexdigest()[:16]] = correction
        else:
            refused.append(f"{file.name}: only {_MOST} corrections at a time; apply or clear those below first.")
    if len(refused) > _MOST_REFUSED:
        rest = counted(len(refused) - _MOST_REFUSED, "more file")
        refused = [*refused[:_MOST_REFUSED], f"And {rest} could not be used."]
    uploader_key.renew("corrections")
    st.session_state[_RECEIVED], st.session_state[_REFUSED] = received, refused


def _card(key: str, entry: CheckedCorrection, review: Review, dataset: Dataset) -> None:
    """One correction: which clinic, from what to what, what that would do, and where it can be checked."""
    correction = entry.correction
    where = ", ".join(filter(None, (correction.clinic.city, correction.clinic.state)))
    if entry.position is not None:
        (where,) = clinic_labels.places(review, np.array([entry.position]))
    st.markdown(f"**{safe_text.markdown(entry.title)}** :gray[:small[{safe_text.markdown(where)}]]")
    lines = []
    if correction.field not in (CLOSED, OTHER) and entry.position is not None:
        lines.append(f"Says now: {_words(entry.now)}")
    if correction.field != CLOSED:
        lines.append(f"Should say: {_words(correction.new)}")
    if not entry.refusal:
        lines.append(safe_text.markdown(effect_in_words(entry)))
    lines += [safe_text.markdown(message) for message in (entry.effect.messages if entry.effect else ())]
    st.markdown("\n".join(f"- {line}" for line in lines))
    if entry.is_applied:
        st.success(safe_text.markdown(entry.refusal), icon=":material/check:")
    elif entry.refusal:
        st.info(safe_text.markdown(entry.refusal), icon=":material/block:")
    with st.container(horizontal=True, vertical_alignment="center"):
        address = safe_text.link(correction.reason.strip()) if correction.reason.strip() else None
        st.caption(safe_text.markdown(origin_in_words(entry, linked=bool(address))), width="content")
        if address:
            st.link_button(
                f"Check ({safe_text.host(address)})", address, icon=":material/open_in_new:", type="tertiary"
            )
    if not entry.refusal:
        accepted = st.session_state.setdefault(_ACCEPTED, set())
        st.checkbox(
            "Accept",
            value=key in accepted,
            key=f"accept|{dataset.file.digest[:12]}|{key}",
            on_change=_ticked,
            args=(key,),
        )


def _words(text: str) -> str:
    return f"**{safe_text.markdown(text)}**" if text.strip() else f":gray[{clinic_labels.NOT_STATED}]"


def effect_in_words(entry: CheckedCorrection) -> str:
    """What a correction would do on its own to score, grade and rank, and what is understood of its words."""
    if entry.effect is None or entry.before is None:
        return "The clinic would be left out of the list."
    before, after = entry.effect.before, entry.effect.after
    understood = f" Understood as {', '.join(entry.effect.terms)}." if entry.effect.terms else ""
    if before == after:
        return f"Score, grade and rank stay: {_placing(after)}.{understood}"
    return f"From {_placing(before)} to {_placing(after)}.{understood}"


def _placing(place: Placing) -> str:
    return f"{points(place.score)} ({place.grade}, rank {place.rank:,})" if place.score >= 0 else "no score"


def origin_in_words(entry: CheckedCorrection, *, linked: bool) -> str:
    """Who sent a correction, when, where it can be checked, and whether it is about another edition of the list.

    `linked`: whether a button beside it leads to where it can be checked.
    """
    correction = entry.correction
    who = SENDERS[correction.sender] if correction.sender else "Not said by whom"
    reason = correction.reason.strip()
    check = "" if linked else f" To check: {reason}." if reason else " It does not say where that can be checked."
    edition = " Made from another file or edition." if entry.another_file else ""
    return f"{who}, {day_in_words(correction.date)}.{check}{edition}"


def _ticked(key: str) -> None:
    """Accept a correction, or no longer accept it (a callback)."""
    st.session_state[_ACCEPTED] = st.session_state.get(_ACCEPTED, set()) ^ {key}


def _decide(checked: Mapping[str, CheckedCorrection]) -> None:
    """The buttons that apply what is ticked and that clear the list."""
    chosen = st.session_state.get(_ACCEPTED, set())
    accepted = [entry for key, entry in checked.items() if key in chosen and not entry.refusal]
    at_odds = contradictions(accepted)
    for sentence in at_odds.values():
        st.error(safe_text.markdown(sentence), icon=":material/call_split:")
    with st.container(horizontal=True, gap="small"):
        if any(not entry.refusal for entry in checked.values()):
            st.button(
                f"Apply {counted(len(accepted), 'correction')}",
                type="primary",
                icon=":material/check:",
                key="apply_corrections",
                disabled=not accepted or bool(at_odds),
                on_click=_apply,
                args=(accepted,),
            )
        st.button("Clear this list", icon=":material/close:", key="clear_corrections", on_click=_clear)


def _apply(accepted: Sequence[CheckedCorrection]) -> None:
    """Make the accepted corrections part of the recipe (a callback)."""
    st.session_state[_ACCEPTED] = set()
    session_datasets.decide(lambda recipe: with_corrections(recipe, accepted))


def _clear() -> None:
    """Forget the corrections (a callback)."""
    for name in (_RECEIVED, _ACCEPTED, _REFUSED):
        st.session_state.pop(name, None)
