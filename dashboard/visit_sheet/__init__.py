"""The sheet to take along to a visit: a few clinics, why they score as they do, what is open, and what to ask.

In: a `View` and the clinics of a shortlist. Out: a `Sheet` of plain text, then HTML that prints without the app, or
text to paste. Open `sheet.py` first.
"""

from dashboard.visit_sheet.plain_text import to_text
from dashboard.visit_sheet.sheet import ClinicPart, Sheet, questions_for_every_clinic, sheet
from dashboard.visit_sheet.sheet_document import to_document, to_markup

__all__ = ["ClinicPart", "Sheet", "questions_for_every_clinic", "sheet", "to_document", "to_markup", "to_text"]
