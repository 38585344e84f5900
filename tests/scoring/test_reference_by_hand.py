"""The second scorer gives what a person works out from the clauses of the design with a pencil."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from tests.scoring.disclosure import less_said, random_clinic, random_weights
from tests.scoring.files import DAY
from tests.scoring.reference import (
    MAY_BE,
    PEOPLE,
    PRODUCT,
    Clinic,
    Result,
    Says,
    questions,
    result_of,
    score_all,
    what_points,
    who_points,
)
from tests.scoring.reference_points import how_points, where_points
from tests.scoring.reference_readings import people_readings, product_readings

EQUAL = {"who": 25, "what": 25, "where": 25, "how": 25}


def terms(text: str) -> frozenset[str]:
    """The terms of a text, between spaces."""
    return frozenset(text.split())


def says(text: str) -> Says:
    """A cell; ambiguous words are recognized by name."""
    words = frozenset(MAY_BE)
    return Says(terms(text) - words, terms(text) & words)


def clinic(people: str = "", products: str = "", targets: str = "", imaging: str = "", **fields: str) -> Clinic:
    """A clinic of texts."""
    checked = terms(fields.pop("checked", ""))
    return Clinic(says(people), checked, says(products), terms(targets), says(imaging), **fields)


def scored(*file: Clinic, half: bool = False) -> list[Result]:
    """The results of a file under equal weights."""
    return score_all(file, EQUAL, DAY, half=half)


# -- Points of one reading ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("people", "checked", "points"),
    [
        ("", "", 0),
        ("physician", "", 40),
        ("pmr", "", 80),
        ("physician anesthesiology pain_medicine", "", 95),  # the residency is the other training
        ("physician anesthesiology pain_medicine", "anesthesiology", 100),  # equal: the checked one counts either way
        ("physician pmr pain_medicine sports_medicine", "sports_medicine", 100),
        ("physician pmr pain_medicine iof", "iof", 95),  # the fellowship is not the addition that was used
        ("physician family_medicine iof", "iof", 70),
        ("physician family_medicine", "physician", 55),  # the field is the base
        ("physician dermatology", "", 45),
        ("pain_medicine np", "", 20),  # a field beside a degree that is no physician's
        ("physician pain_medicine np", "", 80),
        ("np iof", "iof", 20),
        ("dc rn", "rn", 10),
        ("iof", "", 0),
    ],
)
def test_who(people: str, checked: str, points: int) -> None:
    """Clause 2: best base, best other training once, and 5 for what was checked and counts."""
    assert who_points(terms(people), terms(checked)) == points


@pytest.mark.parametrize(
    ("products", "country", "points"),
    [
        ("", "", 0),
        ("prp steroid", "", 75),
        ("bma", "", 20),
        ("prp exosome", "", 0),
        ("cultured", "", 0),
        ("cultured", "KY", 55),
        ("prp cultured", "KY", 75),
    ],
)
def test_what(products: str, country: str, points: int) -> None:
    """Clause 3: the highest, less each penalty, and cultured is penalised only at home."""
    assert what_points(terms(products), country) == points


@pytest.mark.parametrize(
    ("targets", "imaging", "contrast", "where", "how"),
    [
        ("disc", "fluoroscopy", False, 50, 95),
        ("disc", "fluoroscopy", True, 50, 100),
        ("disc facet", "ct ultrasound", True, 65, 100),
        ("disc ligament", "fluoroscopy", True, 65, 85),  # the worst guided of the two
        ("facet si_joint", "ultrasound", False, 65, 70),
        ("facet disc", "ultrasound", True, 50, 20),  # contrast does not matter for ultrasound
        ("ligament", "ultrasound", False, 50, 100),
        ("nerve", "none", False, 0, 10),
        ("disc", "", False, 0, 0),
        ("", "fluoroscopy", False, 0, 85),
        ("", "ultrasound", False, 0, 20),
        ("disc facet si_joint nerve ligament muscle", "fluoroscopy ultrasound", False, 100, 95),
    ],
)
def test_where_and_how(targets: str, imaging: str, contrast: bool, where: int, how: int) -> None:
    """Clauses 4 and 5: the number that is reached, and the worst guided."""
    assert where_points(terms(targets), terms(imaging)) == where
    assert how_points(terms(targets), terms(imaging), contrast=contrast) == how


# -- Readings ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("record", "question", "low", "high"),
    [
        # Clause 6, by its own examples
        (clinic(targets="disc"), "where", 0, 50),
        (clinic(targets="disc", imaging="none"), "where", 0, 0),
        (clinic(imaging="none"), "where", 0, 0),
        (clinic(imaging="fluoroscopy"), "where", 0, 100),
        (clinic(products="prp stem_cells"), "what", 0, 75),
        # How: what is treated, and whether contrast is used, may be open
        (clinic(), "how", 0, 100),
        (clinic(imaging="fluoroscopy"), "how", 85, 95),
        (clinic(imaging="fluoroscopy", contrast="used"), "how", 85, 100),
        (clinic(imaging="ultrasound"), "how", 20, 100),
        (clinic(imaging="none"), "how", 0, 10),
        (clinic(targets="disc"), "how", 0, 100),
        (clinic(targets="disc", contrast="not used"), "how", 0, 95),
        (clinic(targets="disc", imaging="image_guided"), "how", 20, 100),
        (clinic(targets="disc", imaging="image_guided", contrast="not used"), "how", 20, 95),
        (clinic(targets="disc", imaging="image_guided"), "where", 0, 50),
        (clinic(targets="ligament", imaging="image_guided"), "how", 85, 100),
        (clinic(targets="disc ligament", imaging="fluoroscopy image_guided"), "how", 85, 100),
        # What
        (clinic(), "what", 0, 75),
        (clinic(products="marrow_stem_cells"), "what", 0, 55),
        (clinic(products="marrow_stem_cells", country="KY"), "what", 20, 55),
        (clinic(products="fat_stem_cells"), "what", 0, 30),
        # Who: nobody is sure beside a word that may be anybody
        (clinic(), "who", 0, 95),
        (clinic(checked="sports_medicine"), "who", 0, 100),
        (clinic(checked="rn"), "who", 0, 95),
        (clinic(people="iof"), "who", 0, 95),
        (clinic(people="doctor"), "who", 0, 95),
        (clinic(people="physician doctor"), "who", 40, 95),
        (clinic(people="np doctor"), "who", 20, 95),
        (clinic(people="surgeon"), "who", 40, 95),
        (clinic(people="pmr doctor"), "who", 0, 95),
        (clinic(people="physician pmr"), "who", 80, 80),
    ],
)
def test_low_and_high(record: Clinic, question: str, low: int, high: int) -> None:
    """Clause 6: the ends of each question's range, and a question with nothing sure is empty."""
    value, least, most = questions(record)[question]
    assert (least, most) == (low, high)
    assert value == (None if low == 0 < high else low)


def test_what_is_left_out_of_the_readings_makes_no_difference() -> None:
    """Any set of terms that a cell may mean earns what one of the tried sets earns."""
    random = Random(3)  # noqa: S311 - keeps no secret
    for _ in range(60):
        record = random_clinic(random)
        people = {who_points(reading, record.checked) for reading in people_readings(record.people, record.checked)}
        products = {
            what_points(reading, record.country) for reading in product_readings(record.products, record.country)
        }
        for _ in range(20):
            assert who_points(any_reading(record.people, PEOPLE, random), record.checked) in people
            assert what_points(any_reading(record.products, tuple(PRODUCT), random), record.country) in products


def any_reading(cell: Says, vocabulary: tuple[str, ...], random: Random) -> frozenset[str]:
    """One set of terms that a cell may mean, of any size."""
    if not cell or cell == says("iof"):
        return cell.terms | set(random.sample(vocabulary, random.randint(0, len(vocabulary))))
    chosen = [random.sample(MAY_BE[word], random.randint(1, len(MAY_BE[word]))) for word in sorted(cell.words)]
    return cell.terms.union(*chosen)


# -- Totals, grades and flags ------------------------------------------------------------------------------------------

WHOLE = {"people": "physician anesthesiology pain_medicine", "products": "prp", "targets": "disc", "imaging": "ct"}


def test_totals_of_a_whole_record() -> None:
    """(95 + 75 + 50 + 95) / 4 is 78.75, a half is rounded up, and nothing is left open."""
    (result,) = scored(clinic(**WHOLE))
    assert (result.score, result.low, result.high) == (Fraction("78.8"),) * 3
    assert (result.grade, result.grade_high, result.coverage, result.rank) == ("B", "B", 100, 1)
    assert result.flags == []


def test_totals_of_a_record_with_an_open_question() -> None:
    """No imaging: Where counts 0 of 50 and How 0 of 100, with a known target, and the grade may be as bad as blind."""
    (result,) = scored(clinic(**{**WHOLE, "imaging": ""}))
    assert (result.score, result.high, result.coverage) == (Fraction("42.5"), 80, 75)
    assert (result.grade, result.grade_high) == ("D", "B")
    assert (result.values["where"], result.values["how"]) == (None, None)
    (middle,) = scored(clinic(**{**WHOLE, "imaging": ""}), half=True)
    assert (middle.score, middle.low, middle.high) == (Fraction("61.3"), Fraction("42.5"), 80)


def test_too_little_is_no_score() -> None:
    """A fellowship alone answers nothing, so with one more question there is no score, bound, grade or rank."""
    unscored, whole = scored(clinic(people="iof", products="prp"), clinic(**WHOLE))
    assert (unscored.score, unscored.high, unscored.grade, unscored.rank) == (None, None, None, None)
    assert (unscored.coverage, whole.rank) == (25, 1)


BEST = {**WHOLE, "targets": "disc facet si_joint nerve ligament", "imaging": "ct ultrasound"}


@pytest.mark.parametrize(
    ("changes", "grade", "grade_high"),
    [
        ({}, "A", "A"),
        ({"people": "pmr pain_medicine doctor"}, "C", "A"),
        ({"people": "np"}, "C", "C"),
        ({"products": "prp exosome"}, "C", "C"),
        ({"products": "prp stem_cells"}, "C", "A"),
        ({"targets": ""}, "C", "A"),  # 95 + 75 + 0 + 95 is 66.3
        ({"imaging": "ultrasound"}, "C", "C"),  # a disc by ultrasound
        ({"targets": "muscle ligament fascia", "imaging": "ultrasound"}, "A", "A"),
        ({"targets": "facet si_joint muscle", "imaging": "image_guided"}, "B", "A"),  # 80, up to 87.5
    ],
)
def test_grades(changes: dict[str, str], grade: str, grade_high: str) -> None:
    """Clause 7: the lowest and the highest grade that the readings leave, including caps."""
    (result,) = scored(clinic(**{**BEST, **changes}))
    assert (result.grade, result.grade_high) == (grade, grade_high)


def test_caps_count_with_their_questions() -> None:
    """A cap counts while its question has weight; out of reach, while Where or How has; claims always."""
    shares = {question: Fraction(weight) for question, weight in EQUAL.items()}
    record = clinic(**{**BEST, "people": "np", "products": "prp"})
    assert result_of(record, {**shares, "who": Fraction(0)}, DAY).grade == "A"
    missed = clinic(**{**BEST, "targets": "facet si_joint muscle ligament fascia disc", "imaging": "ultrasound"})
    heavy = {**shares, "who": Fraction(300)}
    assert result_of(missed, {**heavy, "how": Fraction(0)}, DAY).grade == "C"
    assert result_of(missed, {**heavy, "how": Fraction(0), "where": Fraction(0)}, DAY).grade == "A"
    claims = Clinic(**{**vars(clinic(**BEST)), "claim": True})
    assert (result_of(claims, shares, DAY).grade, result_of(claims, shares, DAY).grade_high) == ("B", "B")


@pytest.mark.parametrize(
    ("record", "flags"),
    [
        (clinic(people="dc rn"), "no_physician chiropractor_and_nurse"),
        (clinic(people="pmr rn"), "no_physician"),
        (clinic(people="physician rn"), "injector_unclear"),
        (clinic(people="rn doctor"), ""),
        (clinic(people="iof"), ""),
        (clinic(people="physician iof"), ""),
        (clinic(people="physician dermatology"), "unrelated_specialty"),
        (clinic(people="dermatology family_medicine"), ""),
        (clinic(products="stem_cells exosome"), "exosome ambiguous_product"),
        (clinic(products="cultured", country="KY"), ""),
        (clinic(targets="disc", imaging="none"), "blind target_unreachable"),
        (clinic(targets="disc nerve", imaging="ultrasound"), "target_unreachable imaging_limited"),
        (clinic(targets="disc", imaging="image_guided"), ""),
        (clinic(targets="nerve", imaging="none fluoroscopy"), ""),
        (clinic(targets="disc"), ""),
    ],
)
def test_flags(record: Clinic, flags: str) -> None:
    """Clause 10: flags tell what is stated, not what may be."""
    (result,) = scored(record)
    assert result.flags == flags.split()


def test_disclosure_never_hurts_by_the_clauses_themselves() -> None:
    """(g) The rules obey the law: saying less raises no score and no grade, and lowers no possible one."""
    random = Random(14)  # noqa: S311 - keeps no secret
    for _ in range(40):
        record = random_clinic(random)
        shares = {question: Fraction(weight) for question, weight in random_weights(random).items()}
        before = result_of(record, shares, DAY)
        for less in less_said(record):
            after = result_of(less, shares, DAY)
            if before.score is None:
                assert after.score is None
            elif after.score is not None:
                assert after.score <= before.score
                assert after.high >= before.high
                assert after.grade >= before.grade
                assert after.grade_high <= before.grade_high
