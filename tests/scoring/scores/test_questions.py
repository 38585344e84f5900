"""The four questions, worked out by hand from the rules: points, bounds and flags of single clinics."""

from __future__ import annotations

import pytest

from scoring.scores import half_up
from tests.scoring.files import flags_of, scored


@pytest.mark.parametrize(
    ("credentials", "points"),
    [
        ("MD", 40.0),
        ("MD; dermatology", 45.0),
        ("MD; family medicine", 55.0),
        ("MD; PM&R", 80.0),
        ("MD; anesthesiology", 80.0),
        ("MD; pain medicine", 80.0),
        ("NP", 20.0),
        ("RN", 5.0),
        ("DC", 5.0),
        ("PhD", 0.0),
        # the best other training, once
        ("MD; PM&R; IOF fellowship", 90.0),
        ("MD; PM&R; anesthesiology", 95.0),
        ("MD; PM&R; pain medicine", 95.0),
        ("MD; PM&R; pain medicine; sports medicine; IOF fellowship", 95.0),
        ("MD; family medicine; sports medicine", 80.0),
        ("MD; family medicine; IOF fellowship", 65.0),
        ("MD; IOF fellowship", 50.0),
        # a field alone is a physician's; beside only other degrees, it is not
        ("PM&R", 80.0),
        ("PM&R; IOF fellowship", 90.0),
        ("NP; pain medicine", 20.0),
        ("PhD; pain medicine", 0.0),
        ("DC; IOF fellowship", 5.0),
        # other staff never lower it
        ("MD; PM&R; RN; DC; PhD", 80.0),
        ("MD; NP; RN", 40.0),
        ("NP; RN", 20.0),
    ],
)
def test_who_is_the_best_base_and_one_addition(credentials: str, points: float) -> None:
    """Who has the points of the best person stated, plus the best other training once."""
    assert scored({"credentials": credentials})["credentials_score"] == points


@pytest.mark.parametrize(
    ("credentials", "verified", "points"),
    [
        ("MD; PM&R", "PM&R", 85.0),
        ("MD; PM&R", "MD", 80.0),
        ("MD; PM&R", "MD; PM&R", 85.0),
        ("MD; PM&R; anesthesiology", "anesthesiology", 100.0),
        ("MD; family medicine; IOF fellowship", "IOF fellowship", 70.0),  # the other training counts, too
        # among equal trainings the verified one is used first, as the base or as the other one
        ("MD; PM&R; pain medicine; sports medicine", "sports medicine", 100.0),
        ("MD; PM&R; pain medicine", "pain medicine; PM&R", 100.0),
        ("MD; PM&R; pain medicine; IOF fellowship", "IOF fellowship", 95.0),  # this one is not used
        ("MD; PM&R", "yes", 80.0),
        ("MD; PM&R", "pain medicine", 80.0),
        ("MD", "MD", 45.0),
    ],
)
def test_only_checked_training_that_counts_adds_points(credentials: str, verified: str, points: float) -> None:
    """A list of checks adds 5 once if training that counts is on it; a bare yes adds nothing."""
    cells = {"credentials": credentials, "credentials_verified": verified}
    assert scored(cells)["credentials_score"] == points


@pytest.mark.parametrize(
    ("products", "points"),
    [
        ("PRP", 75.0),
        ("BMC", 55.0),
        ("platelet lysate", 45.0),
        ("Lipogems", 30.0),
        ("BMA", 20.0),
        ("prolotherapy", 25.0),
        ("steroid; ozone; HA; A2M", 25.0),
        ("PRP; steroid", 75.0),
        ("exosomes", 0.0),
        ("PRP; exosomes", 0.0),
        ("PRP; Wharton's jelly", 0.0),
        ("PRP; SVF", 0.0),
        ("BMC; exosomes", 0.0),
        ("PRP; exosomes; SVF", 0.0),
    ],
)
def test_what_is_the_best_product_less_penalties(products: str, points: float) -> None:
    """What has the points of the best product less 85 for each penalised one, and never less than 0."""
    assert scored({"products": products})["products_score"] == points


@pytest.mark.parametrize(
    ("country", "alone", "beside_prp", "flagged"),
    [
        ("", 0.0, 0.0, True),
        ("US", 0.0, 0.0, True),
        ("United States", 0.0, 0.0, True),
        ("Atlantis", 55.0, 75.0, False),
        ("KY", 55.0, 75.0, False),
        ("Panama", 55.0, 75.0, False),
    ],
)
def test_cultured_cells_are_penalised_in_their_jurisdiction_only(
    country: str, alone: float, beside_prp: float, flagged: bool
) -> None:
    """Culture-expanded cells are penalised and flagged in the United States, which a blank country means.

    A country that is not recognized is reported, and not read as the United States.
    """
    cells = {"products": "culture-expanded", "country": country}
    assert scored(cells)["products_score"] == alone
    assert scored({**cells, "products": "culture-expanded; PRP"})["products_score"] == beside_prp
    assert ("cultured" in flags_of(cells)) is flagged


@pytest.mark.parametrize(
    ("targets", "imaging", "where", "how"),
    [
        ("disc", "fluoroscopy", 50.0, 95.0),
        ("disc", "fluoroscopy with contrast", 50.0, 100.0),
        ("disc", "fluoroscopy without contrast", 50.0, 95.0),
        ("disc", "CT", 50.0, 95.0),
        ("disc", "CT; contrast", 50.0, 100.0),
        ("disc", "ultrasound", 0.0, 20.0),
        ("disc", "none", 0.0, 0.0),
        ("nerve", "ultrasound", 0.0, 40.0),
        ("nerve", "none", 0.0, 10.0),
        ("facet", "ultrasound", 50.0, 70.0),
        ("facet", "none", 0.0, 0.0),
        ("SI joint", "ultrasound", 50.0, 70.0),
        ("SI joint", "none", 0.0, 10.0),
        ("ligament", "fluoroscopy", 50.0, 85.0),
        ("muscle", "fluoroscopy", 50.0, 85.0),
        ("fascia", "fluoroscopy", 50.0, 85.0),
        ("ligament", "ultrasound", 50.0, 100.0),
        ("muscle", "ultrasound", 50.0, 100.0),
        ("fascia", "ultrasound", 50.0, 100.0),
        ("ligament; muscle; fascia", "none", 0.0, 10.0),
        ("disc; muscle", "fluoroscopy", 65.0, 85.0),
        ("disc; muscle", "fluoroscopy; ultrasound", 65.0, 95.0),
        ("disc; muscle", "fluoroscopy with contrast; ultrasound", 65.0, 100.0),
        ("ligament; muscle", "fluoroscopy with contrast", 65.0, 85.0),  # contrast adds nothing where x-ray is second
        ("disc; facet; muscle", "ultrasound", 65.0, 20.0),
        ("disc; facet; SI joint", "fluoroscopy", 80.0, 95.0),
        ("disc; facet; SI joint; nerve", "fluoroscopy", 90.0, 95.0),
        ("disc; facet; SI joint; nerve; muscle", "fluoroscopy", 100.0, 85.0),
        ("disc; facet; SI joint; nerve; muscle; ligament; fascia", "fluoroscopy", 100.0, 85.0),
    ],
)
def test_where_counts_reached_targets_and_how_is_the_weakest(
    targets: str, imaging: str, where: float, how: float
) -> None:
    """Where has points for the number of reached targets, How those of the target that is guided worst."""
    row = scored({"targets": targets, "imaging": imaging})
    assert (row["targets_score"], row["imaging_score"]) == (where, how)


KNOWN = {"credentials": "MD; pain medicine", "products": "PRP", "targets": "disc", "imaging": "fluoroscopy"}


@pytest.mark.parametrize(
    ("cells", "column", "value", "total"),
    [
        # nothing open: (80 + 75 + 50 + 95) / 4
        ({}, "credentials_score", 80.0, (75.0, 75.0)),
        # blank: nothing is sure, and possible is the best that the vocabulary allows
        ({"credentials": ""}, "credentials_score", None, (55.0, 78.8)),  # a subspecialty and other training: 95
        ({"credentials": "", "credentials_verified": "PM&R"}, "credentials_score", None, (55.0, 80.0)),  # checked: 100
        ({"products": ""}, "products_score", None, (56.3, 75.0)),  # PRP: 75
        ({"imaging": ""}, "imaging_score", None, (38.8, 76.3)),  # with contrast: 100
        ({"imaging": ""}, "targets_score", None, (38.8, 76.3)),  # one claimed target: 0 to 50, not to 100
        ({"targets": ""}, "targets_score", None, (60.0, 87.5)),  # any number of targets: 0 to 100
        ({"targets": ""}, "imaging_score", 85.0, (60.0, 87.5)),  # the worst of all targets, 85, to the best one, 95
        ({"targets": "", "imaging": "none"}, "targets_score", 0.0, (38.8, 41.3)),  # nothing is reached blindly
        ({"targets": "", "imaging": "none"}, "imaging_score", None, (38.8, 41.3)),  # 0 to 10
        ({"targets": "", "imaging": ""}, "imaging_score", None, (38.8, 88.8)),
        # nobody who injects is known by a fellowship alone
        ({"credentials": "IOF fellowship"}, "credentials_score", None, (55.0, 78.8)),
        # a doctor: 0 (no clinical training) to 95 (several fields)
        ({"credentials": "Dr. Reyes"}, "credentials_score", None, (55.0, 78.8)),
        # beside an RN a field alone makes no physician: 5 to 95
        ({"credentials": "RN; Dr. Reyes"}, "credentials_score", 5.0, (56.3, 78.8)),
        # stem cells: 0 to 75
        ({"products": "stem cells"}, "products_score", None, (56.3, 75.0)),
        # from fat: mfat 30, svf 0, cultured 0 in the US and 55 elsewhere, both of these 0
        ({"products": "adipose stem cells"}, "products_score", None, (56.3, 63.8)),
        ({"products": "adipose stem cells", "country": "MX"}, "products_score", None, (56.3, 70.0)),
        # from marrow: bma 20, bmc 55, cultured 0 in the US and 55 elsewhere
        ({"products": "bone marrow stem cells"}, "products_score", None, (56.3, 70.0)),
        ({"products": "bone marrow stem cells", "country": "MX"}, "products_score", 20.0, (61.3, 70.0)),
        # PRP beside stem cells, which may be penalized products: 0 to 75
        ({"products": "PRP; stem cells"}, "products_score", None, (56.3, 75.0)),
        # image-guided disc: Where 0 or 50, How 20 or, with contrast, 100
        ({"imaging": "image-guided"}, "imaging_score", 20.0, (43.8, 76.3)),
        ({"imaging": "image-guided, no contrast"}, "imaging_score", 20.0, (43.8, 75.0)),
        ({"imaging": "image-guided"}, "targets_score", None, (43.8, 76.3)),
        ({"imaging": "ultrasound; image-guided"}, "imaging_score", 20.0, (43.8, 76.3)),
        ({"imaging": "fluoroscopy; image-guided"}, "targets_score", 50.0, (75.0, 76.3)),
        # nothing but an unknown word: open, and as wide as a blank
        ({"products": "Kinetic Gel 7"}, "products_score", None, (56.3, 75.0)),
        ({"products": "PRP; Kinetic Gel 7"}, "products_score", 75.0, (75.0, 75.0)),
        ({"targets": "back"}, "targets_score", None, (60.0, 87.5)),
        ({"imaging": "MRI"}, "targets_score", None, (38.8, 76.3)),
    ],
)
def test_sure_and_possible(cells: dict[str, str], column: str, value: float | None, total: tuple[float, float]) -> None:
    """What is sure counts; what is open extends to the best that it may be, given what the other columns state."""
    row = scored({**KNOWN, **cells})
    assert row[column] == value
    assert (row["score"], row["score_high"]) == total
    assert row["score_low"] == row["score"]


@pytest.mark.parametrize(
    ("cells", "grades"),
    [
        # (80 + 75 + 100 + 100) / 4 = 88.8
        ({}, ("A", "A")),
        # a blank may bring a cap, so the sure grade is C where the score alone earns B or C
        ({"credentials": ""}, ("C", "A")),  # 68.8 to 92.5
        ({"products": ""}, ("C", "A")),  # 70.0 to 88.8
        ({"products": "stem cells; PRP"}, ("C", "A")),
        ({"products": "bone marrow stem cells", "country": "MX"}, ("B", "B")),  # 75.0 to 83.8, and no cap abroad
        ({"products": "PRP; exosomes"}, ("C", "C")),
        ({"imaging": ""}, ("F", "A")),
        ({"targets": "", "imaging": "fluoroscopy"}, ("C", "A")),
        ({"targets": "", "imaging": "ultrasound"}, ("D", "A")),  # 43.8: it may claim a disc
        ({"claims": "free seminar"}, ("B", "B")),
        ({"credentials": "RN", "claims": "free seminar"}, ("C", "C")),
    ],
)
def test_grades_are_the_lowest_and_the_highest_of_what_is_open(cells: dict[str, str], grades: tuple[str, str]) -> None:
    """The grade counts every cap that some reading brings, the possible grade only those that every reading brings."""
    best = {
        **KNOWN,
        "targets": "disc; facet; SI joint; nerve; muscle",
        "imaging": "fluoroscopy with contrast; ultrasound",
    }
    row = scored({**best, **cells})
    assert (row["grade"], row["grade_high"]) == grades


@pytest.mark.parametrize(
    ("cells", "coverage"),
    [
        ({}, 100.0),
        ({"imaging": ""}, 75.0),  # the targets are still stated
        ({"imaging": "image-guided"}, 75.0),
        ({"imaging": "none"}, 100.0),
        ({"targets": ""}, 75.0),
        ({"credentials": "IOF fellowship"}, 75.0),
        ({"credentials": "Dr. Reyes"}, 75.0),
        ({"credentials": "Dr; IOF fellowship"}, 75.0),  # nor does a fellowship beside a title
        ({"credentials": "surgeon; IOF fellowship"}, 75.0),
        ({"credentials": "RN; IOF fellowship"}, 100.0),
        ({"products": "stem cells"}, 75.0),
        ({"products": "PRP; stem cells"}, 100.0),
    ],
)
def test_coverage_counts_questions_with_a_known_term(cells: dict[str, str], coverage: float) -> None:
    """A question is stated by a known term in its own column that counts; ambiguous words state none."""
    assert scored({**KNOWN, **cells})["coverage"] == coverage


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"credentials": "RN"}, {"no_physician"}),
        ({"credentials": "NP; pain medicine"}, {"no_physician"}),
        ({"credentials": "IOF fellowship"}, set()),
        ({"credentials": "PM&R; IOF fellowship"}, set()),
        ({"credentials": "RN; MD"}, {"injector_unclear"}),
        ({"credentials": "RN; Dr. Reyes"}, set()),
        ({"credentials": "Dr. Reyes"}, set()),
        ({"credentials": ""}, set()),
        ({"credentials": "DC; RN"}, {"no_physician", "chiropractor_and_nurse"}),
        ({"credentials": "DC; NP"}, {"no_physician", "chiropractor_and_nurse"}),
        ({"credentials": "DC; LPN"}, {"no_physician", "chiropractor_and_nurse"}),
        ({"credentials": "DC; RN; MD"}, {"injector_unclear"}),
        ({"credentials": "MD; IOF fellowship"}, set()),
        ({"credentials": "DC"}, {"no_physician"}),
        ({"credentials": "MD; dermatology"}, {"unrelated_specialty"}),
        ({"credentials": "plastic surgery; RN; MD"}, {"unrelated_specialty", "injector_unclear"}),
        ({"credentials": "MD; dermatology; family medicine"}, set()),
        ({"credentials": "RN; dermatology"}, {"no_physician"}),
        ({"credentials": "MD, board certified"}, {"unverified_board"}),
        ({"credentials": "board certified"}, {"unverified_board"}),
        ({"credentials": "MD, board certified PM&R"}, set()),
        ({"products": "Wharton's jelly"}, {"birth_tissue"}),
        ({"products": "PRP; exosomes"}, {"exosome"}),
        ({"products": "SVF"}, {"svf"}),
        ({"products": "culture-expanded"}, {"cultured"}),
        ({"products": "culture-expanded", "country": "MX"}, set()),
        ({"products": "no exosomes"}, set()),
        ({"products": "stem cells"}, {"ambiguous_product"}),
        ({"products": "PRP; stem cells"}, {"ambiguous_product"}),
        ({"products": "umbilical cord stem cells"}, {"birth_tissue"}),
        ({"imaging": "none"}, {"blind"}),
        ({"imaging": "none; fluoroscopy"}, set()),
        ({"imaging": "blind; image-guided"}, set()),
        ({"imaging": ""}, set()),
        ({"targets": "disc", "imaging": "ultrasound"}, {"target_unreachable"}),
        ({"targets": "disc", "imaging": "none"}, {"target_unreachable", "blind"}),
        ({"targets": "disc", "imaging": "ultrasound; fluoroscopy"}, set()),
        ({"targets": "disc", "imaging": "image-guided"}, set()),
        ({"targets": "disc", "imaging": ""}, set()),
        ({"targets": "facet", "imaging": "ultrasound"}, {"imaging_limited"}),
        ({"targets": "nerve", "imaging": "ultrasound"}, {"imaging_limited"}),
        ({"targets": "muscle", "imaging": "none"}, {"imaging_limited", "blind"}),
        ({"targets": "muscle", "imaging": "fluoroscopy"}, set()),
        ({"targets": "disc; facet", "imaging": "ultrasound"}, {"imaging_limited", "target_unreachable"}),
        ({"claims": "free seminar"}, {"claims_concern"}),
        ({"claims": "no cure is promised"}, set()),
        ({"claims": "open on Sundays"}, set()),
        ({"as_of": "2024-11-21"}, {"stale_record"}),
        ({"as_of": "2024-11-22"}, set()),
        ({"as_of": "2024-11"}, set()),
        ({"as_of": "2024-10"}, {"stale_record"}),
        ({"as_of": "2023"}, {"stale_record"}),
        ({"as_of": ""}, set()),
        ({"as_of": "early spring 2020"}, set()),
    ],
    ids=lambda value: str(sorted(value) if isinstance(value, set) else value),  # the same in every process
)
def test_flags(cells: dict[str, str], expected: set[str]) -> None:
    """Each flag is raised by what it is for, and by nothing beside it."""
    assert flags_of(cells) == expected


@pytest.mark.parametrize(
    ("numerator", "denominator", "expected"),
    [(1, 2, 1), (5, 2, 3), (2, 4, 1), (1, 3, 0), (2, 3, 1), (0, 7, 0), (6550, 7, 936)],
)
def test_half_up(numerator: int, denominator: int, expected: int) -> None:
    """Halves are rounded up, never to the nearest even number."""
    assert half_up(numerator, denominator) == expected
