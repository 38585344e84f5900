"""Who a cell names, and in what role: labeled by the rule for Who, not by what the code does."""

from __future__ import annotations

from itertools import permutations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.recognition.cells.recognizer import Recognizer, recognizer
from scoring.recognition.cells.stated import Reading, Stated
from scoring.recognition.credentials.people import Person
from scoring.recognition.credentials.person_unit import Role
from scoring.vocabulary import vocabulary
from tests.scoring.strategies import RANDOMS, SPELLED

READER = Recognizer(vocabulary(), "credentials", guesses=False)

DIRECTOR = "rn injects; physician beside"
OVERSEER = "np injects; physician beside"
# Cell -> its people: terms (and ambiguous words, with a question mark) joined by +, then the role if any is stated.
PEOPLE = {
    # one in charge and one who injects, in many wordings
    "MD medical director, RN injector": DIRECTOR,
    "RN injector, MD medical director": DIRECTOR,
    "Medical director: MD; injector: RN": DIRECTOR,
    "Injector: RN; medical director: MD": DIRECTOR,
    "Medical director: MD, injector: RN": DIRECTOR,
    "RN (injector) with MD (medical director)": DIRECTOR,
    "MD (medical director), RN (injector)": DIRECTOR,
    "MD (medical director) and RN (injector)": DIRECTOR,
    "MD [medical director]; RN [injector]": DIRECTOR,
    "MD - medical director, RN - injector": DIRECTOR,
    "medical director - MD, injector - RN": DIRECTOR,
    "MD \u2014 medical director; RN \u2014 injector": DIRECTOR,
    "MD: medical director; RN: injector": DIRECTOR,
    "MD, medical director; RN, injector": DIRECTOR,
    "MD, medical director, RN, injector": DIRECTOR,
    "medical director, MD, injector, RN": DIRECTOR,
    "MD; medical director; RN; injector": DIRECTOR,
    "RN injector\nMD medical director": DIRECTOR,
    "Medical director\nMD\nInjector\nRN": DIRECTOR,
    "medical director MD and injector RN": DIRECTOR,
    "RN injector MD medical director": DIRECTOR,
    "['MD medical director', 'RN injector']": DIRECTOR,
    "MD medical director | nurse performs the injections": DIRECTOR,
    "Injections by RN; MD on staff": DIRECTOR,
    "RN is the injector; the owner is an MD": DIRECTOR,
    "MD oversees; NP injects": OVERSEER,
    "NP injects, MD oversees": OVERSEER,
    "MD oversees, NP performs": OVERSEER,
    "NP injects under MD supervision": OVERSEER,
    "NP injects under a physician": OVERSEER,
    "injected by NP, supervised by MD": OVERSEER,
    "Injections performed by NP and overseen by MD": OVERSEER,
    "overseen by a physician, performed by NP": OVERSEER,
    "Referred by MD, injected by NP": OVERSEER,
    "NP (injects); MD (on call)": OVERSEER,
    "NP proceduralist; collaborating physician": OVERSEER,
    "NP injects; MD consultant": OVERSEER,
    "NP performs all procedures, MD not present": OVERSEER,
    "injections by chiropractor and nurse, MD on staff": "dc injects; rn injects; physician beside",
    "MD on staff; injections by chiropractor and nurse": "dc injects; rn injects; physician beside",
    "Injectors: DC & RN; MD on staff": "dc injects; rn injects; physician beside",
    "DC and RN inject; MD on staff": "dc injects; rn injects; physician beside",
    # someone in another role, and no word on who injects
    "DC; MD (off-site)": "dc; physician beside",
    "MD (off site); DC": "dc; physician beside",
    "DC, MD off-site": "dc; physician beside",
    "NP supervised by MD": "np; physician beside",
    "NP (supervised by an MD)": "np; physician beside",
    "physician-supervised NP": "np; physician beside",
    "MD supervises NP": "np; physician beside",
    "NP; MD oversight": "np; physician beside",
    "NP under supervision of MD": "np; physician beside",
    "NP with MD (medical director)": "np; physician beside",
    "Medical Director: Jane Roe, MD": "physician beside",
    "Supervising physician: Jane Roe, MD": "physician beside",
    "Jane Roe, MD, PM&R, medical director": "physician+pmr beside",
    "MD; PM&R; medical director": "physician+pmr beside",
    "MD, director of pain medicine": "physician+pain_medicine beside",
    "RN; medical director Jane Smith, MD, PM&R": "rn; physician+pmr beside",
    "Supervised by Dr. Smith, MD; RN": "rn; physician beside",
    "two chiropractors who work with a visiting MD": "dc; physician beside",
    "MD on call": "physician beside",
    "physician owned": "physician beside",
    "MD and RN on staff": "physician beside; rn beside",
    "RN and off-site MD": "rn; physician beside",
    "Dr. Smith (owner), RN": "rn; doctor? beside",
    "RN injects under Dr. Smith, MD": "rn injects; physician beside",
    "Medical director Dr. Jane Roe; injector Sam Poe, RN": "rn injects; doctor? beside",
    "Jane Roe, MD (medical director) / Sam Poe, NP (injector)": OVERSEER,
    # someone who does not inject
    "MD does not inject; NP": "np; physician beside",
    "MD (does not inject), NP": "np; physician beside",
    "MD; (DC, does not inject)": "physician; dc beside",
    "Jack Doe (MD, does not inject), Jane Roe (NP)": "np; physician beside",
    "Jack Doe (MD), Jane Roe (nurse, does not inject)": "physician; rn beside",
    "Jack Doe (PM&R), Jane Roe (DC, does not inject)": "pmr; dc beside",
    "DC (chiropractor, does not perform injections), MD": "physician; dc beside",
    "MD, Jane Roe (RN, doesn't perform injections)": "physician; rn beside",
    "Jane Roe (chiropractor, never injects), MD": "physician; dc beside",
    "Ana Ruiz (NP, not the injector), Jack Doe (MD)": "physician; np beside",
    "Jane Roe (NP, injects), Jack Doe (MD, does not inject)": "np injects; physician beside",
    "not an injector: MD; injector: NP": "np injects; physician beside",
    "MD and RN do not inject; NP": "np; physician beside; rn beside",
    "MD, non-injecting; NP": "np; physician beside",
    "Jane Roe DC (does not inject)": "dc beside",
    "MD who never injects without ultrasound": "physician injects",
    "no injections by RN; MD": "physician",
    # one in charge who injects
    "Medical director (MD) performs all injections": "physician injects",
    "Our medical director, an MD, injects": "physician injects",
    "Owner (MD) performs all procedures": "physician injects",
    "Medical director: John Doe, DO, also injects": "physician injects",
    "Medical director: MD (does not inject)": "physician beside",
    "Owner (MD), NP performs all procedures": OVERSEER,
    "Owner, MD, hiring": "physician beside",
    # a physician who injects
    "MD owner, injector": "physician injects",
    "MD, PM&R performs; RN on staff": "physician+pmr injects; rn beside",
    "Injections by Jane Roe, MD, PM&R; NP": "physician+pmr injects; np",
    "MD injects": "physician injects",
    "MD director and injector": "physician injects",
    "MD/NP inject": "physician injects; np injects",
    "injections by MD or NP": "physician injects; np injects",
    "retired MD injects": "physician not_now",
    "MD injects; pain medicine": "physician+pain_medicine injects",
    "MD, PM&R, pain medicine injects": "physician+pmr+pain_medicine injects",
    # known only by a title, so that the training may not be a physician's
    "Dr, pain medicine injects": "pain_medicine+doctor? injects",
    "pain medicine injects, Dr": "pain_medicine injects; doctor?",
    "Dr, anesthesiology, pain medicine injects": "anesthesiology+pain_medicine+doctor? injects",
    "surgeon, pain medicine injects": "pain_medicine+surgeon? injects",
    "MD, Dr, pain medicine injects": "pain_medicine+doctor? injects; physician",
    "RN, pain medicine injects": "pain_medicine injects; rn",
    "MD; NP injects": "np injects; physician",
    "Chiropractor; NP injects": "np injects; dc",
    # not so now
    "retired anesthesiologist": "anesthesiology not_now",
    "anesthesiologist (retired)": "anesthesiology not_now",
    "anesthesiologist, retired": "anesthesiology not_now",
    "PM&R resident": "pmr not_now",
    "resident: PM&R": "pmr not_now",
    "Resident in anesthesiology": "anesthesiology not_now",
    "anesthesia tech": "anesthesiology not_now",
    "anesthesia technician; RN": "rn; anesthesiology not_now",
    "former MD": "physician not_now",
    "MD candidate": "physician not_now",
    "MD (license revoked)": "physician not_now",
    "MD - license suspended": "physician not_now",
    "MD, licence expired": "physician not_now",
    "MD inactive": "physician not_now",
    "MD (suspended); NP": "np; physician not_now",
    "unlicensed MD": "physician not_now",
    "MD (not licensed)": "physician not_now",
    "ex-MD": "physician not_now",
    "MD, not practicing": "physician not_now",
    "MD departed": "physician not_now",
    "licensed MD": "physician",
    "MD - active license": "physician",
    "MD, former orthopedic surgeon": "physician; orthopaedics not_now",
    "orthopedic surgery assistant; MD": "physician; orthopaedics not_now",
    "MD; surgical assistant": "physician",
    "physician assistant": "pa",
    "PM&R resident performs injections": "pmr not_now",
    "MD (retired), NP injects": "np injects; physician not_now",
    "MBBS student": "physician not_now",
    # no role words
    "RN, pain management; MD family medicine": "rn+pain_medicine; physician+family_medicine",
    "MD family medicine; pain management, RN": "rn+pain_medicine; physician+family_medicine",
    "MD, PM&R; pain medicine": "physician+pmr+pain_medicine",
    "MD; PM&R; pain medicine": "physician+pmr+pain_medicine",
    "pain medicine | PM&R | MD": "physician+pmr+pain_medicine",
    "MD, RN, PM&R": "physician+rn+pmr",
    "MD, PM&R; NP": "physician+pmr; np",
    "MD, PM&R; NP; pain medicine": "physician+pmr+pain_medicine; np",
    "MD; RN, pain management": "physician; rn+pain_medicine",
    "PM&R, MD; sports medicine, DO": "physician+pmr; physician+sports_medicine",
    "Dr. Alvarez; NP": "np+doctor?",
    "DC; sports medicine": "dc+sports_medicine",
    # training without a person, and words that need a neighbor
    "IOF fellow": "iof",
    "IOF fellowship": "iof",
    "orthopaedic surgery; spine fellowship": "orthopaedics+spine_surgery",
    "MD, orthopedic surgeon, spine fellowship": "physician+orthopaedics+spine_surgery",
    "MD, spine fellowship trained": "physician",
    "MD, spine fellowship; RN, orthopedics": "physician; rn+orthopaedics",
    "interventional orthopedics": "",
    "MD, interventional orthopedics": "physician",
    "interventional orthopedics fellowship": "iof",
    # a rank in some countries
    "Consultant radiologist": "radiology",
    "radiology consultant": "radiology",
    "MD consultant": "physician beside",
    "MBBS, Consultant in Pain Medicine": "physician+pain_medicine",
    "Consultant anaesthetist, MBBS": "physician+anesthesiology",
    "NP; consultant orthopedic surgeon": "np; orthopaedics beside",
    # named for another reason
    "RN; we refer to an orthopedic surgeon": "rn; orthopaedics beside",
    "will add a nurse practitioner; MD": "physician; np not_now",
    "MD in training": "physician not_now",
    "MD (emeritus), NP": "np; physician not_now",
    "MD draws blood, DO does the injections": "physician injects; physician beside",
    "anesthesiologist for sedation, NP for injections": "np; anesthesiology beside",
    "physician extender": "",
    "Radiologist reads MRI; PA injects": "pa injects; radiology beside",
    "injections by NP after exam by MD": "np injects; physician beside",
    "non-physician providers (NP/PA)": "np+pa",
    # the reach is unclear
    "injections by NP, MD": "np injects",
    "Medical director: MD, RN": "physician beside",
    "MD not on staff, DC": "dc",
    "Injections under ultrasound, MD": "physician",
    "We perform injections; MD; RN": "physician+rn",
}


def people_of(text: str) -> set[Person]:
    """The people that a label names."""
    people = set()
    for label in filter(None, text.split("; ")):
        words, _, role = label.partition(" ")
        codes = words.split("+")
        terms = frozenset(code for code in codes if not code.endswith("?"))
        ambiguous = frozenset(code.rstrip("?") for code in codes if code.endswith("?"))
        people.add(Person(terms, ambiguous, Role(role or "unstated")))
    return people


def codes(reading: Reading) -> set[str]:
    """The codes of a cell's problems."""
    return {found.code for found in reading.findings}


@pytest.mark.parametrize(("cell", "label"), PEOPLE.items(), ids=PEOPLE.keys())
def test_a_cell_is_read_as_people(cell: str, label: str) -> None:
    """Every person in a cell has their own words, and the role that the cell states for them."""
    assert set(READER.read(cell).stated.people) == people_of(label)


@pytest.mark.parametrize(("cell", "label"), PEOPLE.items(), ids=PEOPLE.keys())
def test_only_who_counts_is_stated(cell: str, label: str) -> None:
    """Terms and ambiguous words are those of the people stated to inject, or else of those without a role."""
    people = people_of(label)
    injecting = {person for person in people if person.role is Role.INJECTS}
    counting = injecting or {person for person in people if person.role is Role.UNSTATED}
    stated = READER.read(cell).stated
    assert set(stated.counting) == counting
    assert stated.terms == frozenset().union(*(person.terms for person in counting))
    assert stated.ambiguous == frozenset().union(*(person.ambiguous for person in counting))


@pytest.mark.parametrize(("cell", "label"), PEOPLE.items(), ids=PEOPLE.keys())
def test_whoever_does_not_count_is_reported(cell: str, label: str) -> None:
    """Each person who does not count has a problem that says why; if all count, there is none."""
    people, counting = people_of(label), READER.read(cell).stated.counting
    left_out = {person.role for person in people if person not in counting}
    kinds = {
        Role.BESIDE: "not_the_injector",
        Role.NOT_NOW: "not_so_now",
        Role.UNSTATED: "another_injects",
    }
    assert codes(READER.read(cell)) & set(kinds.values()) == {kinds[role] for role in left_out}


@pytest.mark.parametrize("cell", ["injections by NP, MD", "Medical director: MD, RN"])
def test_what_a_role_may_not_reach_is_not_credited_and_reported(cell: str) -> None:
    """A degree that a role may or may not apply to does not count, and a problem says so."""
    assert "role_unclear" in codes(READER.read(cell))


def test_a_word_of_the_trade_is_reported() -> None:
    """Interventional orthopedics does not state a field, and the problem says so."""
    reading = READER.read("interventional orthopedics")
    assert reading.stated == Stated()
    assert codes(reading) == {"not_a_term"}


def test_a_problem_names_the_role_as_it_is_written() -> None:
    """The sentence about someone in another role quotes the words for that role."""
    (found,) = (f for f in READER.read("MD medical director; RN injects").findings if f.code == "not_the_injector")
    assert "\u201cmedical director\u201d" in found.message
    assert "Physician" in found.message


def test_an_ambiguous_word_beside_leaves_nothing_open() -> None:
    """The title of someone who supervises leaves nothing open about who injects."""
    reading = READER.read("Dr. Smith oversees; RN injects")
    assert reading.stated.people == (
        Person(frozenset({"rn"}), frozenset(), Role.INJECTS),
        Person(frozenset(), frozenset({"doctor"}), Role.BESIDE),
    )
    assert "ambiguous_word" not in codes(reading)


def test_what_a_person_assigned_counts_whatever_the_words_around_it() -> None:
    """An assigned value takes precedence over every role that is read."""
    reader = Recognizer(vocabulary(), "credentials", {"team x": frozenset({"physician"}), "crew": frozenset()})
    assert reader.read("Team X").stated.terms == {"physician"}
    assert reader.read("Team X, medical director").stated.terms == {"physician"}
    assert reader.read("Team X; RN injects").stated.terms == {"physician", "rn"}
    assert reader.read("crew; MD oversees").stated.terms == frozenset()


def test_a_statement_made_by_hand_is_one_person() -> None:
    """Terms without people belong to one person; no terms mean nobody."""
    assert Stated().counting == ()
    assert Stated(frozenset({"rn"}), frozenset({"doctor"})).counting == (
        Person(frozenset({"rn"}), frozenset({"doctor"})),
    )


# -- properties ------------------------------------------------------------------------------------------------------

SINGLES = ("MD", "PM&R", "pain medicine", "RN", "NP", "chiropractor", "IOF", "DO", "dermatology", "PA-C")
CLAUSES = (
    "MD medical director",
    "RN injector",
    "NP injects",
    "chiropractor (owner)",
    "supervised by a DO",
    "retired anesthesiologist",
    "medical director: MBBS",
    "PA-C",
    "dermatologist on call",
    "injections by DC and LPN",
)
BETWEEN = ("; ", ";", " | ", "\n", "\r\n", " ;\t")


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(CLAUSES), min_size=2, max_size=4, unique=True), st.sampled_from(BETWEEN), st.data())
def test_the_order_of_clauses_and_what_divides_them_change_nothing(
    clauses: list[str], between: str, data: st.DataObject
) -> None:
    """The same clauses in another order, with another sign between them, are the same statement."""
    assert (
        READER.read("; ".join(clauses)).stated == READER.read(between.join(data.draw(st.permutations(clauses)))).stated
    )


def test_the_order_of_two_clauses_between_commas_changes_nothing() -> None:
    """If every clause has its own role, a comma divides like a semicolon, in any order."""
    own = [clause for clause in CLAUSES if clause not in ("PA-C", "injections by DC and LPN")]
    for first, second in permutations(own, 2):
        assert READER.read(f"{first}, {second}").stated == READER.read(f"{second}; {first}").stated, (first, second)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(SINGLES), min_size=1, max_size=5, unique=True), st.sampled_from(BETWEEN), st.data())
def test_single_terms_are_one_person_in_any_order(terms: list[str], between: str, data: st.DataObject) -> None:
    """Items of one term each are one person, whatever divides them and in any order."""
    (person,) = READER.read(", ".join(terms)).stated.people
    shuffled = data.draw(st.permutations(terms))
    assert READER.read(between.join(shuffled)).stated.people == (person,)


ITEMS = st.one_of(
    st.sampled_from([spelled[0] for code, spelled in SPELLED.items() if code in vocabulary().terms["credentials"]]),
    st.sampled_from(("RN, pain management", "MD family medicine", "DO, dermatology", "chiropractor, sports medicine")),
)
PHYSICIANS = (
    "MD",
    "DO, PM&R",
    "MD; sports medicine",
    "MD injects",
    "DO, PM&R injects; pain medicine",
    "MD; RN on call",
)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(PHYSICIANS), st.lists(ITEMS, max_size=3), ITEMS, st.integers(0, 10), RANDOMS)
def test_a_credential_without_a_role_takes_nothing_from_a_physician(
    physician: str, items: list[str], added: str, place: int, random: Random
) -> None:
    """Beside MD or DO, everyone who counted still counts with all their words when an item is added anywhere."""
    cell = [*physician.split("; "), *items]
    random.shuffle(cell)
    more = [*cell]
    more.insert(place % (len(cell) + 1), added)
    before, after = (READER.read("; ".join(each)).stated for each in (cell, more))
    for person in before.counting:
        if "physician" in person.terms:
            assert any(
                person.terms <= other.terms and person.ambiguous <= other.ambiguous | other.terms
                for other in after.counting
            ), (person, after)
    assert before.terms <= after.terms


@pytest.mark.parametrize("cell", [cell for cell in PEOPLE if not cell.startswith("[")])
def test_blanks_and_semicolons_at_the_ends_of_a_cell_change_nothing(cell: str) -> None:
    """Blanks around a cell, and a semicolon before or behind it, add nothing to what is stated."""
    expected = READER.read(cell).stated
    for written in (f"  {cell}  ", f"{cell};", f"; {cell}"):
        assert READER.read(written).stated == expected, written


@pytest.mark.parametrize(
    ("cell", "terms"),
    [
        ("MD owner-operator", set()),
        ("owned and operated by an MD", set()),
        ("our MD reviews every case", set()),
        ("every case is reviewed by our MD", set()),
        ("standing orders from an MD", set()),
        ("supervised by", set()),
        ("under the direction of an MD", set()),
        ("RN, under the guidance of a physician", {"rn"}),
        ("our MD reviews every case, RN injects", {"rn"}),
        ("MD founder, injections by RN", {"rn"}),
        ("MD approves every treatment; NP", {"np"}),
        ("MD owner-operator injects", {"physician"}),
        ("DO, PM&R; PA-C assists", {"physician", "pmr"}),
    ],
)
def test_who_owns_reviews_or_directs_need_not_inject(cell: str, terms: set[str]) -> None:
    """Only people without another stated role count, and the others are reported."""
    reading = Recognizer(vocabulary(), "credentials").read(cell)
    assert reading.stated.terms == terms
    assert reading.findings or cell == "MD owner-operator injects"


@pytest.mark.parametrize(
    ("cell", "terms"),
    [
        ("self-reported PM&R", set()),
        ("PM&R (self-reported)", set()),
        ("PM&R - unverified", set()),
        ("claimed PM&R", set()),
        ("PM&R unverifiable", set()),
        ("unable to verify PM&R", set()),
        ("calls himself a physiatrist", set()),
        ("says she is a physiatrist", set()),
        ("self-described pain specialist", set()),
        ("so-called MD", set()),
        ("appears to be MD", set()),
        ("same as an MD", set()),
        ("MD, interest in pain management", {"physician"}),
        ("weekend course in pain medicine", set()),
        ("MD, member of American Academy of Pain Medicine", {"physician"}),
        ("kein MD", set()),
        ("pas de MD", set()),
        ("GP with special interest in MSK", {"family_medicine"}),
        ("MD, diplomate American Board of PM&R", {"physician", "pmr"}),
    ],
)
def test_an_interest_a_course_or_a_mere_claim_is_no_training(cell: str, terms: set[str]) -> None:
    """Only training that is stated counts; a problem says what was not counted."""
    reading = recognizer("credentials").read(cell)
    assert reading.stated.terms == terms
    assert terms or reading.findings
