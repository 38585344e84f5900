"""The steps of each question and the sum they make, worked by hand from the rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from scoring.reports.calculation import in_text, points
from tests.scoring.files import Row, told

MINUS = "\u2212"  # the sign of a subtraction, longer than a hyphen
WIDE = "anything from 0.0 to 100.0. It counts at the middle, 50.0."
BY_RULE = WIDE.replace(". It", ", as for any question left open. It")


def sum_of(question: str, cells: Row, **settings: object) -> str:
    """How the steps of a question make its points, for a file with one clinic."""
    return told(cells, **settings).questions[question].sum


def steps_of(question: str, cells: Row, **settings: object) -> list[tuple[str, str, int | None]]:
    """The steps of a question, for a file with one clinic."""
    return [(step.label, step.gives, step.points) for step in told(cells, **settings).questions[question].steps]


# -- words -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("tenths", "shown"), [(0, "0.0"), (5, "0.5"), (50, "5.0"), (633, "63.3"), (1000, "100.0")])
def test_points_have_one_decimal(tenths: int, shown: str) -> None:
    """Points are printed with one decimal, as the scores are."""
    assert points(tenths) == shown


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        ("Disc", "disc"),
        ("SI joint", "SI joint"),
        ("PRP", "PRP"),
        ("PM&R", "PM&R"),
        ("CT", "CT"),
        ("IOF fellowship", "IOF fellowship"),
        ("Alpha-2-macroglobulin", "alpha-2-macroglobulin"),
        ("Physician (MD or DO)", "physician (MD or DO)"),
        ("", ""),
    ],
)
def test_a_label_inside_a_sentence(label: str, shown: str) -> None:
    """Inside a sentence a label starts with a small letter, unless it starts with an abbreviation."""
    assert in_text(label) == shown


# -- what is certain -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("credentials", "verified", "expected"),
    [
        ("MD", "", "40."),
        ("MD; PM&R", "", "75."),
        ("MD; PM&R; pain medicine", "", "80 + 15 = 95."),
        ("MD; PM&R; pain medicine; sports medicine; IOF fellowship", "", "80 + 15 = 95."),
        ("MD; IOF fellowship", "", "40 + 10 = 50."),
        ("PM&R; IOF fellowship", "", "75 + 10 = 85."),
        ("IOF fellowship", "", "0."),
        ("PhD", "", "0."),
        ("NP; pain medicine", "", "20."),
        ("DC; RN", "", "5."),
        ("DC; RN; MD", "", "40."),
        # checked: 5 more, if the base is among what was checked
        ("MD", "MD", "40 + 5 = 45."),
        ("MD; PM&R", "MD", "75."),
        ("MD; PM&R; anesthesiology", "anesthesiology", "75 + 15 + 5 = 95."),
        ("MD; PM&R; pain medicine", "MD; PM&R; pain medicine", "80 + 15 + 5 = 100."),
        ("MD; PM&R", "yes", "75."),
        ("RN", "RN", "5 + 5 = 10."),
    ],
)
def test_who_adds_up(credentials: str, verified: str, expected: str) -> None:
    """Who is the base, plus the best other training, plus what checking adds."""
    assert sum_of("who", {"credentials": credentials, "credentials_verified": verified}) == expected


def test_who_stops_at_100(tmp_path: Path) -> None:
    """Where the steps of Who make more than 100, the sum says that there is no more."""
    rubric = tmp_path / "generous.toml"
    rubric.write_text('extends = "default"\nname = "generous"\n[who.relevant_residency]\naddition = 25\n')
    cells = {"credentials": "MD; PM&R; pain medicine", "credentials_verified": "pain medicine"}
    asked = told(cells, rubric=rubric).questions["who"]
    assert (asked.sum, asked.value) == ("80 + 25 + 5 = 110; never more than 100, so 100.", 1000)


@pytest.mark.parametrize(
    ("products", "country", "expected"),
    [
        ("PRP", "", "75."),
        ("steroid; PRP", "", "75."),
        ("PRP; Kinetic Gel 7", "", "75."),
        ("PRP; exosomes", "", "75 - 85 = -10; never less than 0, so 0."),
        ("exosomes", "", "0 - 85 = -85; never less than 0, so 0."),
        ("BMC; exosomes", "", "55 - 85 = -30; never less than 0, so 0."),
        ("PRP; exosomes; SVF", "", "75 - 85 - 85 = -95; never less than 0, so 0."),
        # cultured cells are penalised in the United States, which a blank country means
        ("culture-expanded", "", "0 - 85 = -85; never less than 0, so 0."),
        ("culture-expanded", "US", "0 - 85 = -85; never less than 0, so 0."),
        ("culture-expanded", "KY", "55."),
        ("culture-expanded", "Atlantis", "55."),
        ("culture-expanded; PRP", "", "75 - 85 = -10; never less than 0, so 0."),
        ("culture-expanded; PRP", "Panama", "75."),
        ("culture-expanded; exosomes", "KY", "55 - 85 = -30; never less than 0, so 0."),
    ],
)
def test_what_adds_up(products: str, country: str, expected: str) -> None:
    """What is the best product less each penalty that holds in the record's country, and never less than 0."""
    assert sum_of("what", {"products": products, "country": country}) == expected.replace("-", MINUS)


@pytest.mark.parametrize(
    ("targets", "imaging", "where", "how"),
    [
        ("disc", "fluoroscopy", "1 of 1 stated target reached gives 50.", "100.0 for its one target."),
        ("disc", "none", "0 of 1 stated target reached gives 0.", "0.0 for its one target."),
        ("disc; muscle", "CT", "2 of 2 stated targets reached gives 65.", "(100 + 85) / 2 = 92.5."),
        ("disc; facet", "ultrasound", "1 of 2 stated targets reached gives 50.", "(20 + 70) / 2 = 45.0."),
        ("disc; nerve", "ultrasound", "0 of 2 stated targets reached gives 0.", "(20 + 40) / 2 = 30.0."),
        ("disc; facet; muscle", "sono", "2 of 3 stated targets reached gives 65.", "(20 + 70 + 100) / 3 = 63.3."),
        # 385 / 4 is 96.25: a half is rounded up
        (
            "disc; facet; SI joint; muscle",
            "C-arm",
            "4 of 4 stated targets reached gives 90.",
            "(100 + 100 + 100 + 85) / 4 = 96.3.",
        ),
        # more than five reached targets earn what five earn
        (
            "disc; facet; SI joint; nerve; ligament; muscle",
            "fluoroscopy",
            "6 of 6 stated targets reached gives 100.",
            "(100 + 100 + 100 + 100 + 85 + 85) / 6 = 95.0.",
        ),
    ],
)
def test_where_and_how_add_up(targets: str, imaging: str, where: str, how: str) -> None:
    """Where is points for the number of reached targets, How the mean over the stated ones."""
    cells = {"targets": targets, "imaging": imaging}
    assert (sum_of("where", cells), sum_of("how", cells)) == (where, how)


@pytest.mark.parametrize(
    ("imaging", "expected"),
    [
        (
            "fluoroscopy",
            (
                "(100 + 100 + 100 + 100 + 85 + 85 + 85) / 7 = 93.6, over all targets, as none is stated; "
                "one target alone gives from 85 to 100."
            ),
        ),
        (
            "none",
            (
                "(0 + 0 + 10 + 10 + 10 + 10 + 10) / 7 = 7.1, over all targets, as none is stated; "
                "one target alone gives from 0 to 10."
            ),
        ),
        (
            "CT; ultrasound",
            "(100 + 100 + 100 + 100 + 100 + 100 + 100) / 7 = 100.0, over all targets, as none is stated.",
        ),
    ],
)
def test_how_without_targets_is_told_over_all(imaging: str, expected: str) -> None:
    """With no target stated, How tells the mean over all of them, and how far one alone may be from it."""
    assert sum_of("how", {"imaging": imaging}) == expected


# -- the steps -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("credentials", "verified", "expected"),
    [
        (
            "MD; PM&R; pain medicine; IOF fellowship; RN",
            "pain medicine; MD",
            [
                ("Pain medicine", "80 as the base", 80),
                ("PM&R", "15 as other training", 15),
                ("Checked by the file's editor", "5 as checked", 5),
                ("Physician (MD or DO)", "does not raise the points", None),
                ("IOF fellowship", "does not raise the points", None),
                ("Registered nurse", "does not raise the points", None),
            ],
        ),
        (
            "DC; RN; MD",
            "",
            [
                ("Physician (MD or DO)", "40 as the base", 40),
                ("Registered nurse", "does not raise the points", None),
                ("Chiropractor", "does not raise the points", None),
            ],
        ),
        (
            "NP; pain medicine; IOF fellowship; RN",
            "",
            [
                ("Nurse practitioner", "20 as the base", 20),
                ("Pain medicine", "counts only beside a physician's degree", None),
                ("IOF fellowship", "counts only beside a physician's degree", None),
                ("Registered nurse", "does not raise the points", None),
            ],
        ),
        (
            "MD; IOF fellowship",
            "",
            [("Physician (MD or DO)", "40 as the base", 40), ("IOF fellowship", "10 as other training", 10)],
        ),
        ("IOF fellowship", "", [("IOF fellowship", "0 as the base", 0)]),
        # no credential stated: what was checked of it gives nothing
        ("", "MD", []),
        ("Dr. Reyes", "", []),
    ],
)
def test_steps_of_who(credentials: str, verified: str, expected: list[tuple[str, str, int | None]]) -> None:
    """Who lists what adds points first, then every other stated person with what became of them."""
    assert steps_of("who", {"credentials": credentials, "credentials_verified": verified}) == expected


def test_the_iof_fellowship_adds_nothing_where_the_rubric_leaves_it_out() -> None:
    """Under the rubric without the IOF, its fellowship raises no points, and the steps say so."""
    cells = {"credentials": "MD; PM&R; IOF fellowship"}
    assert sum_of("who", cells) == "75 + 10 = 85."
    assert sum_of("who", cells, rubric="no-iof") == "75."
    assert steps_of("who", cells, rubric="no-iof")[-1] == ("IOF fellowship", "does not raise the points", None)


@pytest.mark.parametrize(
    ("products", "country", "expected"),
    [
        (
            "exosomes; PRP; BMC; SVF",
            "",
            [
                ("PRP", "75 as the best product", 75),
                ("Bone marrow concentrate", "does not raise the points", None),
                ("Stromal vascular fraction", "takes off 85", -85),
                ("Exosomes", "takes off 85", -85),
            ],
        ),
        (
            "culture-expanded; steroid",
            "",
            [("Steroid", "25 as the best product", 25), ("Culture-expanded cells", "takes off 85", -85)],
        ),
        (
            "culture-expanded; steroid",
            "KY",
            [
                ("Culture-expanded cells", "55 as the best product", 55),
                ("Steroid", "does not raise the points", None),
            ],
        ),
        ("stem cells", "", []),
    ],
)
def test_steps_of_what(products: str, country: str, expected: list[tuple[str, str, int | None]]) -> None:
    """What lists the products that earn or could, then those that points are taken off for."""
    assert steps_of("what", {"products": products, "country": country}) == expected


def test_steps_of_where_and_how() -> None:
    """Each stated target stands with its best stated guidance, the level of that, and what the level gives."""
    cells = {"targets": "disc; facet; SI joint; muscle", "imaging": "ultrasound; CT"}
    named = [
        "Disc, guided by CT: preferred",
        "Facet joint, guided by CT: preferred",
        "SI joint, guided by CT: preferred",
        "Muscle, guided by ultrasound: preferred",
    ]
    assert steps_of("where", cells) == [(label, "counts as reached", None) for label in named]
    assert steps_of("how", cells) == [(label, "100", 100) for label in named]


def test_steps_without_imaging() -> None:
    """A record that says no imaging is used is told without imaging, not as guided by none."""
    cells = {"targets": "disc; nerve", "imaging": "blind"}
    assert steps_of("where", cells) == [
        ("Disc, without imaging: cannot", "not reached", None),
        ("Nerve (epidural), without imaging: weak", "not reached", None),
    ]
    assert steps_of("how", cells) == [
        ("Disc, without imaging: cannot", "0", 0),
        ("Nerve (epidural), without imaging: weak", "10", 10),
    ]


def test_each_step_carries_its_rule() -> None:
    """The rule of a step is the one that gives its points, so that its reason and source can stand beside it."""
    cells = {"credentials": "MD; PM&R", "credentials_verified": "PM&R", "products": "PRP; SVF"}
    asked = told({**cells, "targets": "disc", "imaging": "ultrasound"})
    rubric, rules = asked.review.rubric, {name: [step.rule for step in q.steps] for name, q in asked.questions.items()}
    assert rules == {
        "who": [rubric.who["relevant_residency"], rubric.verification, rubric.who["physician"]],
        "what": [rubric.what["prp"], rubric.what["svf"]],
        "where": [rubric.guidance["disc"]["ultrasound"]],
        "how": [rubric.guidance["disc"]["ultrasound"]],
    }


# -- what is open --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("credentials", "expected"),
    [
        ("", f"Credentials not stated: {WIDE}"),
        ("unknown", f"Credentials not stated: {WIDE}"),
        ("board certified", f"Credentials not stated in known terms: {WIDE}"),
        (
            "Dr. Reyes",
            (
                "Credentials not clear: anything from 0.0 to 80.0 (0.0 for title that is not clinical training, "
                "80.0 for pain medicine). It counts at the middle, 40.0."
            ),
        ),
        # beside an RN a field makes no physician, a degree does
        (
            "RN; Dr. Reyes",
            (
                "Credentials not clear: anything from 5.0 to 40.0 (5.0 for PM&R, 40.0 for physician (MD or DO)). "
                "It counts at the middle, 22.5."
            ),
        ),
    ],
)
def test_open_who(credentials: str, expected: str) -> None:
    """An open Who says why it is, what it may be at the least and the most, and what it counts with."""
    assert sum_of("who", {"credentials": credentials}) == expected


@pytest.mark.parametrize(
    ("products", "country", "expected"),
    [
        ("Kinetic Gel 7", "", f"Products not stated in known terms: {WIDE}"),
        (
            "stem cells",
            "",
            (
                "Products not clear: anything from 0.0 to 75.0 (0.0 for stromal vascular fraction, 75.0 for PRP). "
                "It counts at the middle, 37.5."
            ),
        ),
        (
            "adipose stem cells",
            "",
            (
                "Products not clear: anything from 0.0 to 30.0 (0.0 for stromal vascular fraction, "
                "30.0 for micro-fragmented fat). It counts at the middle, 15.0."
            ),
        ),
        (
            "bone marrow stem cells",
            "",
            (
                "Products not clear: anything from 0.0 to 55.0 (0.0 for culture-expanded cells, "
                "55.0 for bone marrow concentrate). It counts at the middle, 27.5."
            ),
        ),
        (
            "bone marrow stem cells",
            "KY",
            (
                "Products not clear: anything from 20.0 to 55.0 (20.0 for bone marrow aspirate, "
                "55.0 for bone marrow concentrate). It counts at the middle, 37.5."
            ),
        ),
        # beside known terms it may mean no more than these: PRP again
        (
            "PRP; stem cells",
            "",
            (
                "Products not clear: anything from 0.0 to 75.0 (0.0 for stromal vascular fraction, 75.0 for PRP). "
                "It counts at the middle, 37.5."
            ),
        ),
        (
            "PRP; steroid; exosomes; stem cells",
            "",
            "Products not clear, but every possibility gives 0.0.",
        ),
        # each of two words means something
        (
            "stem cells; adipose stem cells",
            "",
            (
                "Products not clear: anything from 0.0 to 75.0 (0.0 for PRP and stromal vascular fraction, "
                "75.0 for PRP and micro-fragmented fat). It counts at the middle, 37.5."
            ),
        ),
        ("exosomes; SVF; stem cells", "", "Products not clear, but every possibility gives 0.0."),
    ],
)
def test_open_what(products: str, country: str, expected: str) -> None:
    """An open What names the meanings that give the least and the most, of level ones the vocabulary's first."""
    assert sum_of("what", {"products": products, "country": country}) == expected


IMAGE_GUIDED_DISC = "(0.0 for ultrasound, 50.0 for fluoroscopy). It counts at the middle, 25.0."


@pytest.mark.parametrize(
    ("targets", "imaging", "where", "how"),
    [
        ("", "", f"Targets and imaging not stated: {WIDE}", f"Imaging not stated: {WIDE}"),
        ("disc", "", f"Imaging not stated: {BY_RULE}", f"Imaging not stated: {WIDE}"),
        ("disc", "MRI", f"Imaging not stated in known terms: {BY_RULE}", f"Imaging not stated in known terms: {WIDE}"),
        (
            "back",
            "",
            f"Targets not stated in known terms and imaging not stated: {WIDE}",
            f"Imaging not stated: {WIDE}",
        ),
        (
            "disc",
            "image-guided",
            f"Imaging not clear: anything from 0.0 to 50.0 {IMAGE_GUIDED_DISC}",
            (
                "Imaging not clear: anything from 20.0 to 100.0 (20.0 for ultrasound, 100.0 for fluoroscopy). "
                "It counts at the middle, 60.0."
            ),
        ),
        (
            "disc",
            "ultrasound; image-guided",
            f"Imaging not clear: anything from 0.0 to 50.0 {IMAGE_GUIDED_DISC}",
            (
                "Imaging not clear: anything from 20.0 to 100.0 (20.0 for ultrasound, 100.0 for fluoroscopy). "
                "It counts at the middle, 60.0."
            ),
        ),
        (
            "muscle",
            "image-guided",
            "Imaging not clear, but every possibility gives 50.0.",
            (
                "Imaging not clear: anything from 85.0 to 100.0 (85.0 for fluoroscopy, 100.0 for ultrasound). "
                "It counts at the middle, 92.5."
            ),
        ),
        (
            "disc",
            "fluoroscopy; image-guided",
            "Imaging not clear, but every possibility gives 50.0.",
            "Imaging not clear, but every possibility gives 100.0.",
        ),
        # bounds of How without targets are those of single targets: disc by ultrasound 20, disc by fluoroscopy 100
        (
            "",
            "image-guided",
            f"Targets not stated and imaging not clear: {WIDE}",
            "Imaging not clear and targets not stated: anything from 20.0 to 100.0. It counts at the middle, 60.0.",
        ),
        # beside a known term it counts at the middle of the means: 500 / 7 = 71.4 and 100, so 85.7
        (
            "",
            "ultrasound; image-guided",
            f"Targets not stated and imaging not clear: {WIDE}",
            (
                "Imaging not clear and targets not stated: anything from 20.0 to 100.0. It counts at 85.7, "
                "the middle of 71.4 and 100.0, the lowest and the highest mean over all targets."
            ),
        ),
    ],
)
def test_open_where_and_how(targets: str, imaging: str, where: str, how: str) -> None:
    """Open questions on guidance say which of the two cells leaves them open, and in what range."""
    cells = {"targets": targets, "imaging": imaging}
    assert (sum_of("where", cells), sum_of("how", cells)) == (where, how)


@pytest.mark.usefixtures("few_readings")
@pytest.mark.parametrize(
    ("question", "cells", "expected"),
    [
        ("what", {"products": "stem cells"}, f"Products not clear: {WIDE}"),
        ("what", {"products": "PRP; stem cells"}, f"Products not clear: {WIDE}"),
        ("where", {"targets": "disc", "imaging": "image-guided"}, f"Imaging not clear: {WIDE}"),
        ("how", {"imaging": "CT; image-guided"}, f"Imaging not clear and targets not stated: {WIDE}"),
    ],
)
def test_with_too_many_readings_anything_is_possible(question: str, cells: Row, expected: str) -> None:
    """Where words have more readings than are followed up, the range is told whole and no meaning is named."""
    assert sum_of(question, cells) == expected
