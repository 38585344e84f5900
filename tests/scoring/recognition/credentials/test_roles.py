"""Who of the people named in a cell injects now: not those who left, are yet to come, or only manage."""

from __future__ import annotations

import pytest

from scoring.recognition.cells.recognizer import recognizer

# The cell and who is left.
LEFT = [
    ("our MD left, now NP only", {"np"}),
    ("our MD left; NP", {"np"}),
    ("our MD has left; NP", {"np"}),
    ("MD resigned; NP", {"np"}),
    ("MD retired; NP", {"np"}),
    ("MD stepped down; NP", {"np"}),
    ("MD moved on; NP", {"np"}),
    ("MD is gone; NP", {"np"}),
    ("MD relocated; NP", {"np"}),
    ("MD died; NP", {"np"}),
    ("MD was let go; NP", {"np"}),
    ("MD no longer on staff; NP", {"np"}),
    ("we lost our MD; NP", {"np"}),
    ("formerly with an MD", set()),
    ("NP, formerly with an MD", {"np"}),
    ("NP, previously with an MD", {"np"}),
    ("once had an MD; NP", {"np"}),
    ("MD to join in 2027; NP", {"np"}),
    ("MD in 2027; NP", {"np"}),
    ("MD joining; NP", {"np"}),
    ("NP; plans to hire an MD", {"np"}),
    ("Dr. Jones, MD, died in 2020; NP", {"np"}),
    ("MD (who just left); NP", {"np"}),
    ("MD left and NP took over", {"np"}),
    ("incoming MD; NP", {"np"}),
    ("MD to start in May; NP", {"np"}),
    ("MD (ret.); NP", {"np"}),
    ("MD PGY-4; NP", {"np"}),
    ("NP; DO, PGY3", {"np"}),
    ("NP; MD (PGY 2)", {"np"}),
    ("physician-approved; NP", {"np"}),
    ("physician-grade; NP", {"np"}),
    ("physician-trained staff; NP", {"np"}),
    ("MD, ret'd; NP", {"np"}),
    ("MD (2010-2020); NP", {"np"}),
    ("2010-2020: MD; NP", {"np"}),
    ("plans to hire; MD", set()),
    ("will hire: MD", set()),
    ("the late Dr. Smith, MD; NP", {"np"}),
    ("the late John Smith, MD; Jane Doe, NP", {"np"}),
    ("late Dr. Smith, MD; NP", {"np"}),
    ("late John Smith, MD; Jane Doe, NP", {"np"}),
    ("MD TBD; NP", {"np"}),
    ("MD gone; NP", {"np"}),
    ("pre-MD; NP", {"np"}),
    ("PM&R dropout; NP", {"np"}),
    ("MD fallecido; NP", {"np"}),
    ("ehemaliger MD; NP", {"np"}),
]
# The cell and who is stated to inject, or who has no other role.
BESIDE = [
    ("managed by an MD", set()),
    ("supervised by an MD", set()),
    ("MD on staff", set()),
    ("established by an MD; NP", {"np"}),
    ("managed by an MD; NP", {"np"}),
    ("chaired by an MD; NP", {"np"}),
    ("NP under the guidance of an MD", {"np"}),
    ("under the leadership of an MD", set()),
    ("NP; MD on standby", {"np"}),
    ("NP; MD standby", {"np"}),
    ("NP assisted by MD", {"np"}),
    ("MD assisted by NP", {"physician"}),
    ("RN, requires MD order", {"rn"}),
    ("RN with MD order", {"rn"}),
    ("RN per physician order", {"rn"}),
    ("RN with MD approval", {"rn"}),
    ("NP w/ MD collaboration", {"np"}),
    ("NP; MD if needed", {"np"}),
    ("NP; MD available on request", {"np"}),
    ("NP; MD onsite for emergencies", {"np"}),
    ("RN; MD signs prescriptions", {"rn"}),
    ("MD does exam, PA does shots", {"pa"}),
    ("MD absent", set()),
    ("MD owns practice; NP", {"np"}),
    ("MD cosigns charts; NP", {"np"}),
    ("NP with MD coverage", {"np"}),
    ("NP answers to MD", {"np"}),
    ("NP independent of MD", {"np"}),
    ("MD referral required", set()),
    ("patient's MD must approve", set()),
    ("MD via Zoom; RN", {"rn"}),
    ("NP (MD as figurehead)", {"np"}),
    ("founded and led by an MD; NP", {"np"}),
    ("Supervised by:\nMD", set()),
    ("Supervised by Jane Roe; MD", set()),
]
# The cell and who is stated, by words that look like those above.
SURE = [
    ("MD, PM&R, board certified since 2012", {"physician", "pmr"}),
    ("MD, board certified through 2030", {"physician"}),
    ("MD, license expires 2028", {"physician"}),
    ("left-handed MD", {"physician"}),
    ("MD who left academia", {"physician"}),
    ("MD; left Mayo Clinic to open this practice", {"physician"}),
    ("MD, PM&R. She left Stanford in 2015.", {"physician", "pmr"}),
    ("John Left, MD", {"physician"}),
    ("MD, PM&R; relocated to Tampa in 2018", {"physician", "pmr"}),
    ("MD. We have relocated to 5th Ave.", {"physician"}),
    ("MD moved on to regenerative medicine in 2012", {"physician"}),
    ("MD who has passed the PM&R boards", {"physician", "pmr"}),
    ("MD, PM&R - until pain is gone", {"physician", "pmr"}),
    ("MD; let go of pain", {"physician"}),
    ("MD joins you for every visit", {"physician"}),
    ("MD, PM&R. Joining us in 2018, he trained at Mayo.", {"physician", "pmr"}),
    ("MD to start IV", {"physician"}),
    ("MD, incoming president of AAOM", {"physician"}),
    ("MD; we lost our lease", {"physician"}),
    ("interviewing patients; MD", {"physician"}),
    ("MD is now PM&R board certified", {"physician", "pmr"}),
    ("MD moved to pain medicine in 2015", {"physician", "pain_medicine"}),
    ("MD graduated from residency in PM&R", {"physician", "pmr"}),
    ("MD, PM&R board certified 2027", {"physician", "pmr"}),
    ("MD (board certification 2029)", {"physician"}),
    ("unverified: MD", {"physician"}),
    ("MD, formerly of Mayo Clinic", {"physician"}),
    ("procedures led by an MD", {"physician"}),
    ("physician-led", {"physician"}),
    ("MD on site", {"physician"}),
    ("MD in 2019", {"physician"}),
    ("MD; pain medicine (2014-2015)", {"physician", "pain_medicine"}),
    ("MD (2010-present)", {"physician"}),
    ("MD, 2019-2021 president of AAOM", {"physician"}),
    ("Dr. Left, MD", {"physician"}),
    ("Dr. Owner MD", {"physician"}),
    ("Drs. Left and Roe, MD", {"physician"}),
    ("will hire more; MD", {"physician"}),
    ("NP; will hire more; MD", {"np", "physician"}),
    ("Formerly with Mayo; MD", {"physician"}),
    ("supervised by the hospital group; NP", {"np"}),
    ("Smith, Jane N, MD", {"physician"}),
    ("MD, open late on Fridays", {"physician"}),
    ("MD per diem", {"physician"}),
    ("MD, no referral needed", {"physician"}),
    ("MD, sedation as needed", {"physician"}),
    ("MD level 1 trauma trained", {"physician"}),
    ("Your MD injects", {"physician"}),
    ("MD, honorary professor", {"physician"}),
    ("Dr. Ann Late, MD", {"physician"}),
]


@pytest.mark.parametrize(("cell", "terms"), LEFT)
def test_who_left_or_is_yet_to_come_does_not_inject(cell: str, terms: set[str]) -> None:
    """Only people who are there now count."""
    reading = recognizer("credentials").read(cell)
    assert (reading.stated.terms, reading.stated.ambiguous) == (terms, set())
    assert reading.findings


@pytest.mark.parametrize(("cell", "terms"), BESIDE)
def test_who_manages_or_supervises_is_not_who_injects(cell: str, terms: set[str]) -> None:
    """A word for a manager, a supervisor or a founder does not say who performs the injection."""
    reading = recognizer("credentials").read(cell)
    assert (reading.stated.terms, reading.stated.ambiguous) == (terms, set())
    assert reading.findings


@pytest.mark.parametrize(("cell", "terms"), SURE)
def test_a_word_about_something_else_takes_nobody_out(cell: str, terms: set[str]) -> None:
    """Moves, dates and certificates of those who are there now do not count against them."""
    assert recognizer("credentials").read(cell).stated.terms == terms


@pytest.mark.parametrize(
    ("cell", "terms"),
    [
        ("NP consults MD", {"np"}),
        ("NP, consults the physiatrist", {"np"}),
        ("PA consults our MD", {"pa"}),
        ("MD consults NP injects", {"np"}),
        ("MD consults; NP injects", {"np"}),
        ("MD consults", set()),
        ("RN; MD (virtual)", {"rn"}),
        ("RN; MD (virtual only)", {"rn"}),
        ("RN; MD (on request only)", {"rn"}),
        ("MD, PM&R, telehealth available", {"physician", "pmr"}),
        ("MD, husband is a pain medicine physician", {"physician"}),
        ("DC, wife is an MD", {"dc"}),
        ("Father of three, MD, PM&R", {"physician", "pmr"}),
        ("MD, supervised by a physiatrist", {"physician"}),
        ("PM&R, mentored by an MD", {"pmr"}),
        ("Clinical assistant professor of PM&R", {"pmr"}),
        ("MD, PM&R, residency program director", {"physician", "pmr"}),
        ("DC, functional neurologist", {"dc"}),
    ],
)
def test_who_is_asked_stands_by_or_is_related_does_not_inject(cell: str, terms: set[str]) -> None:
    """Nor is a teacher's rank or a service of the clinic a role of the person."""
    assert recognizer("credentials").read(cell).stated.terms == terms
