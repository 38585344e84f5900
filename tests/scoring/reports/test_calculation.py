"""The steps of each question and the sum they make, worked out by hand from the rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from scoring.reports.calculation import in_text, points
from tests.scoring.files import Row, told
from tests.scoring.reports.accounts import sum_of

MINUS = "\u2212"  # the typographic minus, longer than a hyphen
NOTHING_SURE = "Nothing is sure, so it counts as 0.0."
BESIDE = "is named in another role, not as the injector, so it does not count"
WORST = "for the target that it guides worst:"
JUDGED_BY = "as for the place that its guidance suits worst:"
BY = "; points go by how many are reached, and"
NOT_NOW = "is named as retired, in training or assisting, so it does not count"
OTHERS_INJECT = "does not count, because someone else is stated to inject"


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
        ("MD; PM&R", "", "80."),
        ("MD; PM&R; pain medicine", "", "80 + 15 = 95."),
        ("MD; PM&R; pain medicine; sports medicine; IOF fellowship", "", "80 + 15 = 95."),
        ("MD; IOF fellowship", "", "40 + 10 = 50."),
        ("PM&R; IOF fellowship", "", "80 + 10 = 90."),
        ("PhD", "", "0."),
        ("NP; pain medicine", "", "20."),
        ("DC; RN", "", "5."),
        ("DC; RN; MD", "", "40."),
        # only those who inject count
        ("MD oversees; NP injects", "", "20."),
        ("MD medical director; PM&R injects; RN", "", "80."),
        # checked: 5 more once, if the base or the other training is among what was checked
        ("MD", "MD", "40 + 5 = 45."),
        ("MD; PM&R", "MD", "80."),
        ("MD; PM&R; anesthesiology", "anesthesiology", "80 + 15 + 5 = 100."),
        ("MD; PM&R; IOF fellowship", "IOF fellowship", "80 + 10 + 5 = 95."),
        ("MD; PM&R; pain medicine", "MD; PM&R; pain medicine", "80 + 15 + 5 = 100."),
        ("MD; PM&R", "yes", "80."),
        ("RN", "RN", "5 + 5 = 10."),
    ],
)
def test_who_adds_up(credentials: str, verified: str, expected: str) -> None:
    """Who is the base, plus the best other training, plus what checking adds."""
    assert sum_of("who", {"credentials": credentials, "credentials_verified": verified}) == expected


def test_who_stops_at_100(tmp_path: Path) -> None:
    """Where the steps of Who make more than 100, the sum says that 100 is the most."""
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
    """What is the best product less each penalty that applies in the record's country, and never less than 0."""
    assert sum_of("what", {"products": products, "country": country}) == expected.replace("-", MINUS)


@pytest.mark.parametrize(
    ("targets", "imaging", "where", "how"),
    [
        # 95 where x-ray guides and contrast is not stated as used
        ("disc", "fluoroscopy", f"1 of 1 claimed target reached{BY} 1 gives 50.", "95 for its one target."),
        (
            "disc",
            "fluoroscopy without contrast",
            f"1 of 1 claimed target reached{BY} 1 gives 50.",
            "95 for its one target.",
        ),
        (
            "disc",
            "fluoroscopy with contrast",
            f"1 of 1 claimed target reached{BY} 1 gives 50.",
            "100 for its one target.",
        ),
        ("muscle", "ultrasound", f"1 of 1 claimed target reached{BY} 1 gives 50.", "100 for its one target."),
        ("disc", "none", f"0 of 1 claimed target reached{BY} 0 gives 0.", "0 for its one target."),
        ("disc; facet", "CT", f"2 of 2 claimed targets reached{BY} 2 gives 65.", "95 at each of its 2 targets."),
        # 95 and 85
        ("disc; muscle", "CT", f"2 of 2 claimed targets reached{BY} 2 gives 65.", f"85, {WORST} muscle."),
        # 20 and 70, whatever the order in the cell
        ("disc; facet", "ultrasound", f"1 of 2 claimed targets reached{BY} 1 gives 50.", f"20, {WORST} disc."),
        ("facet; disc", "ultrasound", f"1 of 2 claimed targets reached{BY} 1 gives 50.", f"20, {WORST} disc."),
        # 20 and 40
        ("disc; nerve", "ultrasound", f"0 of 2 claimed targets reached{BY} 0 gives 0.", f"20, {WORST} disc."),
        # 20, 70 and 100
        ("disc; facet; muscle", "sono", f"2 of 3 claimed targets reached{BY} 2 gives 65.", f"20, {WORST} disc."),
        # contrast raises the three at 95 to 100 and not the fourth
        (
            "disc; facet; SI joint; muscle",
            "C-arm with contrast",
            f"4 of 4 claimed targets reached{BY} 4 gives 90.",
            f"85, {WORST} muscle.",
        ),
        # more than five reached targets earn what five earn; among equal ones the vocabulary's first is named
        (
            "disc; facet; SI joint; nerve; muscle; ligament",
            "fluoroscopy",
            f"6 of 6 claimed targets reached{BY} 5 or more gives 100.",
            f"85, {WORST} ligament.",
        ),
    ],
)
def test_where_and_how_add_up(targets: str, imaging: str, where: str, how: str) -> None:
    """Where is points for the number of reached targets, How the points at the worst guided one."""
    cells = {"targets": targets, "imaging": imaging}
    assert (sum_of("where", cells), sum_of("how", cells)) == (where, how)


@pytest.mark.parametrize(
    ("imaging", "expected"),
    [
        # all targets, muscle 85; a disc alone 95
        ("fluoroscopy", f"open, between 85.0 and 95.0. It counts as the 85.0 that are sure, {JUDGED_BY} ligament."),
        # a muscle alone is guided by ultrasound and needs no contrast
        ("CT; ultrasound", f"open, between 95.0 and 100.0. It counts as the 95.0 that are sure, {JUDGED_BY} disc."),
        # a disc 20, a muscle 100
        ("ultrasound", f"open, between 20.0 and 100.0. It counts as the 20.0 that are sure, {JUDGED_BY} disc."),
        # a disc 0, a muscle 10
        ("none", f"open, between 0.0 and 10.0. {NOTHING_SURE.removesuffix('.')}, {JUDGED_BY} disc."),
    ],
)
def test_how_without_targets_goes_from_all_of_them_to_the_best(imaging: str, expected: str) -> None:
    """With no target stated, How is sure of the worst of all targets, which is named, and may be that of any alone."""
    assert sum_of("how", {"imaging": imaging}) == f"Targets not stated: {expected}"


def test_how_without_targets_may_be_the_same_for_all() -> None:
    """Imaging that guides all targets alike leaves nothing open, whatever is treated."""
    expected = "Targets not stated, but every possibility gives 100.0."
    assert sum_of("how", {"imaging": "CT with contrast; ultrasound"}) == expected


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
                ("Checked by the file's editor or in a register", "5 as checked", 5),
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
        ("IOF fellowship", "", [("IOF fellowship", "does not say who injects", None)]),
        # people who do not count are listed with the reason, those who count first
        (
            "MD medical director; NP injects",
            "",
            [("Nurse practitioner", "20 as the base", 20), ("Physician (MD or DO)", BESIDE, None)],
        ),
        (
            "retired anesthesiologist; RN",
            "",
            [("Registered nurse", "5 as the base", 5), ("Anesthesiology", NOT_NOW, None)],
        ),
        (
            "MD; DC injects",
            "",
            [("Chiropractor", "5 as the base", 5), ("Physician (MD or DO)", OTHERS_INJECT, None)],
        ),
        ("MD supervises", "", [("Physician (MD or DO)", BESIDE, None)]),
        # no credential stated: checks of it add nothing
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
    assert sum_of("who", cells) == "80 + 10 = 90."
    assert sum_of("who", cells, rubric="no-iof") == "80."
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
    """What lists the products that earn or could, then those that cost points."""
    assert steps_of("what", {"products": products, "country": country}) == expected


def test_steps_of_where_and_how() -> None:
    """Each claimed target is shown with its best stated guidance, its level, and the points for it."""
    cells = {"targets": "disc; facet; SI joint; muscle", "imaging": "ultrasound; CT"}
    named = [
        "Disc, guided by CT (preferred)",
        "Facet joint, guided by CT (preferred)",
        "SI joint, guided by CT (preferred)",
        "Muscle, guided by ultrasound (preferred)",
    ]
    assert steps_of("where", cells) == [(label, "counts as reached", None) for label in named]
    *by_ct, by_ultrasound = named
    assert steps_of("how", cells) == [
        *((f"{label}, without contrast stated as used", "95", 95) for label in by_ct),
        (by_ultrasound, "100", 100),
    ]
    with_contrast = {**cells, "imaging": "ultrasound; CT with contrast"}
    assert steps_of("where", with_contrast) == steps_of("where", cells)
    assert steps_of("how", with_contrast) == [(label, "100", 100) for label in named]


def test_contrast_acts_only_at_its_level() -> None:
    """Contrast adds nothing where x-ray only reaches the target, and denying it costs nothing more."""
    for imaging in ("fluoroscopy", "fluoroscopy with contrast", "fluoroscopy without contrast"):
        assert steps_of("how", {"targets": "ligament", "imaging": imaging}) == [
            ("Ligament, guided by fluoroscopy (adequate)", "85", 85)
        ]
    denied = {"targets": "disc", "imaging": "fluoroscopy without contrast"}
    assert steps_of("how", denied) == steps_of("how", {**denied, "imaging": "fluoroscopy"})


def test_steps_without_imaging() -> None:
    """A record that says no imaging is used is described as without imaging, not as guided by none."""
    cells = {"targets": "disc; nerve", "imaging": "blind"}
    assert steps_of("where", cells) == [
        ("Disc, without imaging (cannot)", "not reached", None),
        ("Nerve (epidural), without imaging (weak)", "not reached", None),
    ]
    assert steps_of("how", cells) == [
        ("Disc, without imaging (cannot)", "0", 0),
        ("Nerve (epidural), without imaging (weak)", "10", 10),
    ]


def test_each_step_carries_its_rule() -> None:
    """The rule of a step is the one that gives its points, so that its reason and source can be shown beside it."""
    cells = {"credentials": "MD; PM&R", "credentials_verified": "PM&R", "products": "PRP; SVF"}
    asked = told({**cells, "targets": "disc", "imaging": "ultrasound"})
    rubric, rules = asked.review.rubric, {name: [step.rule for step in q.steps] for name, q in asked.questions.items()}
    assert rules == {
        "who": [rubric.who["relevant_residency"], rubric.verification, rubric.who["physician"]],
        "what": [rubric.what["prp"], rubric.what["svf"]],
        "where": [rubric.guidance["disc"]["ultrasound"]],
        "how": [rubric.guidance["disc"]["ultrasound"]],
    }
    by_x_ray = told({"targets": "disc; muscle", "imaging": "CT"})
    steps = by_x_ray.questions["how"].steps
    assert [step.rule for step in steps] == [rubric.contrast, rubric.guidance["muscle"]["fluoroscopy"]]
