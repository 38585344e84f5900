"""Accounts of the clinics of any file, for properties."""

from random import Random

from hypothesis import settings
from hypothesis import strategies as st

from scoring.reports.explanation import Account, account
from tests.scoring.files import reviewed
from tests.scoring.reference import Clinic
from tests.scoring.strategies import as_row, clinics

PLAIN = Random(0)  # noqa: S311 - chooses between spellings
FILES = st.lists(clinics(), min_size=1, max_size=5)
each_file = settings(max_examples=60, deadline=None)


def all_told(file: list[Clinic], **how: object) -> list[Account]:
    """The accounts of a file with these clinics."""
    review = reviewed([as_row(clinic, f"Clinic {number}", PLAIN) for number, clinic in enumerate(file)], **how)
    return [account(review, position) for position in range(len(review))]
