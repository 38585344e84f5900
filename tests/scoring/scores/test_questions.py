"""The four questions, worked by hand from the rules: points, bounds and flags of single clinics."""

from __future__ import annotations

import pytest

from scoring.scores.questions import half_up
from tests.scoring.files import flags_of, scored


@pytest.mark.parametrize(
    ("credentials", "points"),
    [
        ("MD", 40.0),
        ("MD; dermatology", 45.0),
        ("MD; family medicine", 55.0),
        ("MD; PM&R", 75.0),
        ("MD; anesthesiology", 75.0),
        ("MD; pain medicine", 80.0),
        ("NP", 20.0),
        ("RN", 5.0),
        ("DC", 5.0),
        ("PhD", 0.0),
        # the best other training, once
        ("MD; PM&R; IOF fellowship", 85.0),
        ("MD; PM&R; anesthesiology", 90.0),
        ("MD; PM&R; pain medicine", 95.0),
        ("MD; PM&R; pain medicine; sports medicine; IOF fellowship", 95.0),
        ("MD; family medicine; sports medicine", 80.0),
        ("MD; family medicine; IOF fellowship", 65.0),
        ("MD; IOF fellowship", 50.0),
        # a field alone is a physician's; beside other degrees only, it is not
        ("PM&R", 75.0),
        ("PM&R; IOF fellowship", 85.0),
        ("NP; pain medicine", 20.0),
        ("PhD; pain medicine", 0.0),
        ("DC; IOF fellowship", 5.0),
        ("IOF fellowship", 0.0),
        # other staff never lower it
        ("MD; PM&R; RN; DC; PhD", 75.0),
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
        ("MD; PM&R", "PM&R", 80.0),
        ("MD; PM&R", "MD", 75.0),
        ("MD; PM&R", "MD; PM&R", 80.0),
        ("MD; PM&R; anesthesiology", "anesthesiology", 95.0),
        ("MD; PM&R; pain medicine", "pain medicine; PM&R", 100.0),
        ("MD; PM&R", "yes", 75.0),
        ("MD; PM&R", "pain medicine", 75.0),
        ("MD", "MD", 45.0),
    ],
)
def test_only_a_checked_base_adds_points(credentials: str, verified: str, points: float) -> None:
    """A list of what was checked adds 5 if the base is on it; a bare yes adds nothing."""
    cells = {"credentials": credentials, "credentials_verified": verified}
    assert scored(cells)["credentials_score"] == points


@pytest.mark.parametrize(
    ("products", "points"),
    [
        ("PRP", 75.0),
        ("BMC", 55.0),
        ("platelet lysate", 45.0),
        ("BMA", 20.0),
        ("Lipogems", 30.0),
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

    A country that is not recognised is told, and not taken for the United States.
    """
    cells = {"products": "culture-expanded", "country": country}
    assert scored(cells)["products_score"] == alone
    assert scored({**cells, "products": "culture-expanded; PRP"})["products_score"] == beside_prp
    assert ("cultured" in flags_of(cells)) is flagged


@pytest.mark.parametrize(
    ("targets", "imaging", "where", "how"),
    [
        ("disc", "fluoroscopy", 50.0, 100.0),
        ("disc", "CT", 50.0, 100.0),
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
        ("disc; muscle", "fluoroscopy", 65.0, 92.5),
        ("disc; muscle", "fluoroscopy; ultrasound", 65.0, 100.0),
        ("disc; facet; muscle", "ultrasound", 65.0, 63.3),  # 190 / 3
        ("disc; facet; SI joint", "fluoroscopy", 80.0, 100.0),
        ("disc; facet; SI joint; nerve", "fluoroscopy", 90.0, 100.0),
        ("disc; facet; SI joint; nerve; muscle", "fluoroscopy", 100.0, 97.0),
        ("disc; facet; SI joint; nerve; muscle; ligament; fascia", "fluoroscopy", 100.0, 93.6),  # 655 / 7
    ],
)
def test_where_counts_reached_targets_and_how_is_their_mean(
    targets: str, imaging: str, where: float, how: float
) -> None:
    """Where has points for the number of reached targets, How the mean of the best guidance of each."""
    row = scored({"targets": targets, "imaging": imaging})
    assert (row["targets_score"], row["imaging_score"]) == (where, how)


@pytest.mark.parametrize(
    ("targets", "imaging"), [("", "fluoroscopy"), ("disc", ""), ("back", "fluoroscopy"), ("disc", "MRI")]
)
def test_where_is_empty_unless_targets_and_imaging_are_known(targets: str, imaging: str) -> None:
    """Where is empty if the targets or the imaging are unknown, or name no term."""
    assert scored({"targets": targets, "imaging": imaging})["targets_score"] is None


@pytest.mark.parametrize(
    ("imaging", "how"),
    [
        ("fluoroscopy", 93.6),  # (4 x 100 + 3 x 85) / 7
        ("ultrasound", 71.4),  # (20 + 40 + 2 x 70 + 3 x 100) / 7
        ("none", 7.1),  # (2 x 0 + 5 x 10) / 7
        ("fluoroscopy; ultrasound", 100.0),
    ],
)
def test_how_without_targets_is_the_mean_over_all(imaging: str, how: float) -> None:
    """With no targets stated How is the mean over all of them."""
    assert scored({"imaging": imaging})["imaging_score"] == how


KNOWN = {"credentials": "MD; pain medicine", "products": "PRP", "targets": "disc", "imaging": "fluoroscopy"}


@pytest.mark.parametrize(
    ("cells", "column", "value", "total"),
    [
        # certain: low = value = high; total (80 + 75 + 50 + 100) / 4
        ({}, "credentials_score", 80.0, (76.3, 76.3, 76.3)),
        # blank: 0 to 100, counted at 50
        ({"credentials": ""}, "credentials_score", None, (68.8, 56.3, 81.3)),
        ({"products": ""}, "products_score", None, (70.0, 57.5, 82.5)),
        # a doctor: 0 (no clinical training) to 80 (a subspecialty)
        ({"credentials": "Dr. Reyes"}, "credentials_score", None, (66.3, 56.3, 76.3)),
        # beside an RN a field alone makes no physician: 5 to 40 (MD), the middle is 22.5; (22.5 + 225) / 4
        ({"credentials": "RN; Dr. Reyes"}, "credentials_score", 22.5, (61.9, 57.5, 66.3)),
        # stem cells: 0 to 75
        ({"products": "stem cells"}, "products_score", None, (66.9, 57.5, 76.3)),
        # from fat: mfat 30, svf 0, cultured 0 in the US and 55 elsewhere
        ({"products": "adipose stem cells"}, "products_score", None, (61.3, 57.5, 65.0)),
        ({"products": "adipose stem cells", "country": "MX"}, "products_score", None, (64.4, 57.5, 71.3)),
        # from marrow: bma 20, bmc 55, cultured 0 in the US and 55 elsewhere
        ({"products": "bone marrow stem cells"}, "products_score", None, (64.4, 57.5, 71.3)),
        ({"products": "bone marrow stem cells", "country": "MX"}, "products_score", None, (66.9, 62.5, 71.3)),
        # PRP and stem cells: 0 to 75, the middle is 37.5
        ({"products": "PRP; stem cells"}, "products_score", 37.5, (66.9, 57.5, 76.3)),
        # image-guided disc: Where 0 or 50, How 20 or 100
        ({"imaging": "image-guided"}, "imaging_score", None, (60.0, 43.8, 76.3)),
        ({"imaging": "image-guided"}, "targets_score", None, (60.0, 43.8, 76.3)),
        ({"imaging": "ultrasound; image-guided"}, "imaging_score", 60.0, (60.0, 43.8, 76.3)),
        ({"imaging": "ultrasound; image-guided"}, "targets_score", 25.0, (60.0, 43.8, 76.3)),
        # no targets: Where is open, How lies between its worst and best single target
        ({"targets": ""}, "imaging_score", 93.6, (74.7, 60.0, 88.8)),
        ({"targets": "", "imaging": "none"}, "imaging_score", 7.1, (53.0, 38.8, 66.3)),
        # nothing but a word that is not understood: unknown, and not widened
        ({"products": "Kinetic Gel 7"}, "products_score", None, (70.0, 57.5, 82.5)),
        ({"products": "PRP; Kinetic Gel 7"}, "products_score", 75.0, (76.3, 76.3, 76.3)),
    ],
)
def test_bounds(cells: dict[str, str], column: str, value: float | None, total: tuple[float, float, float]) -> None:
    """What is certain has no width; what is open ranges over all that it may be, and counts at the middle."""
    row = scored({**KNOWN, **cells})
    assert row[column] == value
    assert (row["score"], row["score_low"], row["score_high"]) == total


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"credentials": "RN"}, {"no_physician"}),
        ({"credentials": "NP; pain medicine"}, {"no_physician"}),
        ({"credentials": "IOF fellowship"}, {"no_physician"}),
        ({"credentials": "PM&R; IOF fellowship"}, set()),
        ({"credentials": "RN; MD"}, set()),
        ({"credentials": "RN; Dr. Reyes"}, set()),
        ({"credentials": "Dr. Reyes"}, set()),
        ({"credentials": ""}, set()),
        ({"credentials": "DC; RN"}, {"no_physician", "chiropractor_and_nurse"}),
        ({"credentials": "DC; NP"}, {"no_physician", "chiropractor_and_nurse"}),
        ({"credentials": "DC; LPN"}, {"no_physician", "chiropractor_and_nurse"}),
        ({"credentials": "DC; RN; MD"}, set()),
        ({"credentials": "DC"}, {"no_physician"}),
        ({"credentials": "MD; dermatology"}, {"unrelated_specialty"}),
        ({"credentials": "plastic surgery; RN; MD"}, {"unrelated_specialty"}),
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
