"""The sum of a question that its record leaves open: the bounds, what they depend on, and what counts, by hand."""

from __future__ import annotations

import pytest

from tests.scoring.files import Row
from tests.scoring.reports.accounts import sum_of

NOTHING_SURE = "Nothing is sure, so it counts as 0.0."
WIDE = f"open, between 0.0 and 100.0. {NOTHING_SURE}"
ANYBODY = f"open, between 0.0 and 95.0. {NOTHING_SURE}"  # at most a base of 80 and 15 for other training


@pytest.mark.parametrize(
    ("credentials", "expected"),
    [
        ("", f"Credentials not stated: {ANYBODY}"),
        ("unknown", f"Credentials not stated: {ANYBODY}"),
        ("board certified", f"Credentials not stated in known terms: {ANYBODY}"),
        # a fellowship belongs to somebody, and people beside the injection are not those who inject
        ("IOF fellowship", f"Credentials do not say who injects: {ANYBODY}"),
        ("MD medical director", f"Credentials do not say who injects: {ANYBODY}"),
        ("retired anesthesiologist", f"Credentials do not say who injects: {ANYBODY}"),
        ("Dr. Smith, medical director", f"Credentials do not say who injects: {ANYBODY}"),
        # a word may mean several terms: only those are named that make the points
        (
            "Dr. Reyes",
            (
                "Credentials not clear: open, between 0.0 and 95.0 (0.0 if title that is not clinical training, "
                f"95.0 if PM&R and anesthesiology). {NOTHING_SURE}"
            ),
        ),
        (
            "surgeon",
            (
                "Credentials not clear: open, between 40.0 and 95.0 (40.0 if physician (MD or DO), "
                "95.0 if spine surgery and neurosurgery). It counts as the 40.0 that are sure."
            ),
        ),
        # beside an RN a field makes no physician, a degree does
        (
            "RN; Dr. Reyes",
            (
                "Credentials not clear: open, between 5.0 and 95.0 (5.0 if PM&R, 95.0 if physician (MD or DO), "
                "PM&R and anesthesiology). It counts as the 5.0 that are sure."
            ),
        ),
    ],
)
def test_open_who(credentials: str, expected: str) -> None:
    """An open Who says why it is open, its least and most, and what it counts for."""
    assert sum_of("who", {"credentials": credentials}) == expected


@pytest.mark.parametrize(
    ("products", "country", "expected"),
    [
        ("Kinetic Gel 7", "", f"Products not stated in known terms: open, between 0.0 and 75.0. {NOTHING_SURE}"),
        (
            "stem cells",
            "",
            (
                "Products not clear: open, between 0.0 and 75.0 (0.0 if stromal vascular fraction, 75.0 if PRP). "
                f"{NOTHING_SURE}"
            ),
        ),
        (
            "adipose stem cells",
            "",
            (
                "Products not clear: open, between 0.0 and 30.0 (0.0 if stromal vascular fraction, "
                f"30.0 if micro-fragmented fat). {NOTHING_SURE}"
            ),
        ),
        (
            "bone marrow stem cells",
            "",
            (
                "Products not clear: open, between 0.0 and 55.0 (0.0 if culture-expanded cells, "
                f"55.0 if bone marrow concentrate). {NOTHING_SURE}"
            ),
        ),
        (
            "bone marrow stem cells",
            "KY",
            (
                "Products not clear: open, between 20.0 and 55.0 (20.0 if bone marrow aspirate, "
                "55.0 if bone marrow concentrate). It counts as the 20.0 that are sure."
            ),
        ),
        # beside known terms it may mean no more than these: PRP again
        (
            "PRP; stem cells",
            "",
            (
                "Products not clear: open, between 0.0 and 75.0 (0.0 if stromal vascular fraction, 75.0 if PRP). "
                "PRP, which its record states, would give 75.0 by itself, but \u201cstem cells\u201d may also mean a "
                f"product that takes points off. {NOTHING_SURE}"
            ),
        ),
        (
            "PRP; steroid; exosomes; stem cells",
            "",
            "Products not clear, but every possibility gives 0.0.",
        ),
        # each of two words means something, which may be the same
        (
            "stem cells; adipose stem cells",
            "",
            (
                "Products not clear: open, between 0.0 and 75.0 (0.0 if stromal vascular fraction, "
                f"75.0 if PRP and micro-fragmented fat). {NOTHING_SURE}"
            ),
        ),
        ("exosomes; SVF; stem cells", "", "Products not clear, but every possibility gives 0.0."),
        # a term in doubt is offered or not
        (
            "PRP; exosomes?; maybe SVF",
            "",
            (
                "Products not clear: open, between 0.0 and 75.0 (0.0 if stromal vascular fraction and exosomes, "
                "75.0 if PRP). PRP, which its record states, would give 75.0 by itself, but it is in doubt whether it "
                f"offers exosomes or stromal vascular fraction too. {NOTHING_SURE}"
            ),
        ),
    ],
)
def test_open_what(products: str, country: str, expected: str) -> None:
    """An open What names the meanings with the least and the most, among ties the vocabulary's first."""
    assert sum_of("what", {"products": products, "country": country}) == expected


IMAGE_GUIDED_DISC = f"open, between 0.0 and 50.0 (0.0 if ultrasound, 50.0 if fluoroscopy). {NOTHING_SURE}"
HOW_AT_DISC = (
    "open, between 20.0 and 100.0 (20.0 if ultrasound, 100.0 if fluoroscopy and contrast). "
    "It counts as the 20.0 that are sure."
)
ONE_TARGET = f"open, between 0.0 and 50.0. {NOTHING_SURE}"


@pytest.mark.parametrize(
    ("targets", "imaging", "where", "how"),
    [
        ("", "", f"Targets and imaging not stated: {WIDE}", f"Imaging and targets not stated: {WIDE}"),
        # one target reached gives 50 at most
        ("disc", "", f"Imaging not stated: {ONE_TARGET}", f"Imaging not stated: {WIDE}"),
        (
            "disc",
            "MRI",
            f"Imaging not stated in known terms: {ONE_TARGET}",
            f"Imaging not stated in known terms: {WIDE}",
        ),
        (
            "back",
            "",
            f"Targets not stated in known terms and imaging not stated: {WIDE}",
            f"Imaging not stated and targets not stated in known terms: {WIDE}",
        ),
        ("disc", "image-guided", f"Imaging not clear: {IMAGE_GUIDED_DISC}", f"Imaging not clear: {HOW_AT_DISC}"),
        (
            "disc",
            "ultrasound; image-guided",
            f"Imaging not clear: {IMAGE_GUIDED_DISC}",
            f"Imaging not clear: {HOW_AT_DISC}",
        ),
        # contrast is open with the imaging, unless it is denied
        (
            "disc",
            "image-guided; no contrast",
            f"Imaging not clear: {IMAGE_GUIDED_DISC}",
            (
                "Imaging not clear: open, between 20.0 and 95.0 (20.0 if ultrasound, 95.0 if fluoroscopy). "
                "It counts as the 20.0 that are sure."
            ),
        ),
        (
            "muscle",
            "image-guided",
            "Imaging not clear, but every possibility gives 50.0.",
            (
                "Imaging not clear: open, between 85.0 and 100.0 (85.0 if fluoroscopy, 100.0 if ultrasound). "
                "It counts as the 85.0 that are sure."
            ),
        ),
        (
            "disc",
            "fluoroscopy; image-guided",
            "Imaging not clear, but every possibility gives 50.0.",
            (
                "Imaging not clear: open, between 95.0 and 100.0 (95.0 if fluoroscopy, 100.0 if fluoroscopy and "
                "contrast). It counts as the 95.0 that are sure."
            ),
        ),
        # bounds of How without targets are those of the worst and the best one: disc by ultrasound 20, by x-ray 100
        (
            "",
            "image-guided",
            f"Targets not stated and imaging not clear: {WIDE}",
            (
                "Imaging not clear and targets not stated: open, between 20.0 and 100.0. "
                "It counts as the 20.0 that are sure."
            ),
        ),
        (
            "",
            "fluoroscopy; image-guided",
            f"Targets not stated and imaging not clear: {WIDE}",
            (
                "Imaging not clear and targets not stated: open, between 85.0 and 100.0. "
                "It counts as the 85.0 that are sure."
            ),
        ),
    ],
)
def test_open_where_and_how(targets: str, imaging: str, where: str, how: str) -> None:
    """Open questions on guidance say which of the two cells leaves them open, and in what range."""
    cells = {"targets": targets, "imaging": imaging}
    assert (sum_of("where", cells), sum_of("how", cells)) == (where, how)


@pytest.mark.parametrize(
    ("question", "cells", "expected"),
    [
        ("who", {}, "Credentials not stated: open, between 0.0 and 95.0. It counts at the middle, 47.5."),
        (
            "what",
            {"products": "stem cells"},
            (
                "Products not clear: open, between 0.0 and 75.0 (0.0 if stromal vascular fraction, 75.0 if PRP). "
                "It counts at the middle, 37.5."
            ),
        ),
        (
            "how",
            {"imaging": "fluoroscopy"},
            "Targets not stated: open, between 85.0 and 95.0. It counts at the middle, 90.0.",
        ),
        # nothing is open, so there is no middle to count at
        ("how", {"targets": "disc", "imaging": "CT"}, "95 for its one target."),
        ("what", {"products": "exosomes; stem cells"}, "Products not clear, but every possibility gives 0.0."),
    ],
)
def test_under_the_rubric_half_an_open_question_counts_at_the_middle(question: str, cells: Row, expected: str) -> None:
    """The rubric that counts open questions halfway says so, with the same range and the same meanings."""
    assert sum_of(question, cells, rubric="half") == expected
