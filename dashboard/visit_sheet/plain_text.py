"""The sheet as text, to paste into a message or a note."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.safe_text import printable
from dashboard.visit_sheet.sheet import ClinicPart, Sheet


def to_text(sheet: Sheet) -> str:
    """The sheet as lines of text, with an empty line between its parts."""
    parts = [
        [sheet.title, sheet.origin, *sheet.basis],
        [sheet.lead],
        *(list(_lines(clinic, number)) for number, clinic in enumerate(sheet.clinics, 1)),
        ["ASK EVERY CLINIC", *(f"[ ] {question}" for question in sheet.questions)],
        ["WHEN TO SEEK CARE", sheet.seek_care],
        ["LIMITS", *sheet.limits],
        [sheet.link] * bool(sheet.link),
    ]
    return printable("\n\n".join("\n".join(filter(None, part)) for part in parts if part)) + "\n"


def _lines(clinic: ClinicPart, number: int) -> Iterator[str]:
    yield f"{number}. {clinic.name}, {clinic.place}"
    yield f"Grade {clinic.grade}; score {clinic.score}" if clinic.score else clinic.grade
    yield "; ".join(f"{bar.title}: {bar.words}" for bar in clinic.bars)
    yield from clinic.why
    if clinic.flags:
        yield f"Flags: {', '.join(clinic.flags)}"
    if clinic.still_open:
        yield "Open:"
        yield from (f"- {line}" for line in clinic.still_open)
    if clinic.questions:
        yield "Ask this clinic:"
        yield from (f"[ ] {question}" for question in clinic.questions)
    yield from (f"{label}: {text}" for label, text in clinic.record)
