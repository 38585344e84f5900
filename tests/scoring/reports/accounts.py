"""Accounts of clinics: of any file, for properties, and the sum of one question."""

from random import Random

from hypothesis import settings
from hypothesis import strategies as st

from scoring import Review
from scoring.reports.explanation import Account, account
from tests.scoring.files import Row, reviewed, told
from tests.scoring.reference import Clinic
from tests.scoring.strategies import as_row, clinics

TOO_LITTLE = (
    "Not enough is stated for a score, which is not the same as a low one: it takes 2 answered questions that count, "
    "with at least 50% of the weight."
)
FEW_WEIGHTS = (
    "No clinic has a score under these weights: a score needs at least 2 questions with weight; "
    "give another one weight."
)
KIND = "Its stated guidance is of a kind that"
NO_TARGET = "It names no target, so what its guidance can reach is not known."
PLAIN = Random(0)  # noqa: S311 - chooses between spellings
FILES = st.lists(clinics(), min_size=1, max_size=5)
each_file = settings(max_examples=60, deadline=None)


def review_of(file: list[Clinic], **how: object) -> Review:
    """The review of a file with these clinics."""
    return reviewed([as_row(clinic, f"Clinic {number}", PLAIN) for number, clinic in enumerate(file)], **how)


def accounts(review: Review) -> list[Account]:
    """The account of each clinic, in the order of the file."""
    return [account(review, position) for position in range(len(review))]


def all_accounts(file: list[Clinic], **how: object) -> list[Account]:
    """The accounts of a file with these clinics."""
    return accounts(review_of(file, **how))


def sum_of(question: str, cells: Row, **settings: object) -> str:
    """How the steps of a question make up its points, for a file with one clinic."""
    return told(cells, **settings).questions[question].sum
