"""Words that are part of a name or an address instead: "Md. Karim", "Dr. Sarah Nurse", "Dc road", "Facet Clinic"."""

from __future__ import annotations

import re

_LETTERS = re.compile(r"[A-Z][a-z]\.?\Z")  # a degree is written in capitals, or alone
_TWO_NAMES_FOLLOW = re.compile(r"[ .]{1,2}(?:[A-Z][a-z]+(?![\w&-])[ .]{0,2}){2,4}\Z")
_TITLED = re.compile(r"\b(?:Dr|Drs|Mr|Mrs|Ms|Prof)\b\.? (?:[A-Z][\w'.-]* ){1,3}\Z")
_DOCTOR = re.compile(r"\b(?:Dr|Drs|Prof)\b\.? \Z")  # right before a surname: "Dr. Nurse"
_BEHIND_SURNAME = re.compile(r"\s*(?:\Z|[^\w\s]|[A-Z]{2}|and\b)")
_NURSE = re.compile(r"\s*[A-Z][a-z]+(?: [A-Z]\.?)? Nurse\s*")
_DOCTORS = re.compile(r"\bDrs?\b\.? \Z")  # "Prof. Emeritus" is a title
# The name of a clinic: all its words begin with a capital.
_CLINIC = re.compile(
    r"\W*(?:[A-Z][\w'&.-]*+\s|(?:of|the|and|for|&)\s){1,8}(?:Clinics?|Institutes?|Cent(?:er|re)s?|Associates|Group|LLC|PLLC|Inc)"
    r"\.?(?:\s(?:of|at|in)(?:\s[A-Z][\w'.-]*+){1,3})?\W*\Z"
)
_REACH = 60  # characters before a surname that are searched for a title
_LONGEST_NAME = 100  # characters of an item that may be a clinic's name


def is_name(text: str, start: int, end: int, next_known: int) -> bool:
    """Whether the letters of a degree, or the word nurse, are part of a name or an address.

    `next_known`: where the next known word begins; the name ends before it.
    """
    word = text[start:end]
    following = text[end:next_known]
    if word == "Nurse":
        before = text[max(0, start - _REACH) : start]
        return not re.search(r"\w", following) and bool(_TITLED.search(before) or _DOCTOR.search(before))
    if _LETTERS.match(word):
        return next_known == len(text) and bool(re.match(r"\W*[^\W\d_]", following))
    if len(word) != 2 or not word.isupper() or next_known < len(text):
        return False
    first = not re.search(r"\w", text[max(0, start - _REACH) : start]) and start <= _REACH
    titled = bool(_TITLED.search(text[max(0, start - _REACH) : start]))
    return (first or titled) and bool(_TWO_NAMES_FOLLOW.match(following))


def is_doctors_surname(text: str, start: int, end: int) -> bool:
    """Whether a word for a role is the surname of a doctor: "Dr. Left, MD" left nothing."""
    if not re.fullmatch(r"[A-Z][a-z]+", text[start:end]) or not _BEHIND_SURNAME.match(text, end):
        return False
    return bool(_DOCTORS.search(text[max(0, start - _REACH) : start]))


def is_in_name(text: str, start: int, end: int) -> bool:
    """Whether a word with one capital is the surname of a doctor or in a clinic's name: "Dr. Disc", "Facet Clinic"."""
    if not re.fullmatch(r"[A-Z][a-z'-]+", text[start:end]) or len(text) > _LONGEST_NAME:
        return False
    is_doctor = _DOCTOR.search(text[max(0, start - _REACH) : start]) and _BEHIND_SURNAME.match(text, end)
    return bool(is_doctor) or _CLINIC.match(text) is not None


def is_surname(text: str, degrees: frozenset[str]) -> bool:
    """Whether "Sarah Nurse" is a name, because the degrees after the comma are not a nurse's."""
    return bool(_NURSE.fullmatch(text)) and not degrees.isdisjoint(("physician", "dc", "nd", "dpm", "pt"))
