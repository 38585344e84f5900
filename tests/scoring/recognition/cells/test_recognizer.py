"""What a cell states: lists, traps, denials, ambiguous words, and what is reported about the rest."""

from __future__ import annotations

import pytest

from scoring.recognition.cells.recognizer import Recognizer
from scoring.recognition.cells.stated import Reading
from scoring.vocabulary import vocabulary


def read(dimension: str, cell: str) -> Reading:
    """The cell as it is understood in its column."""
    return Recognizer(vocabulary(), dimension).read(cell)


def codes(reading: Reading) -> list[str]:
    """The codes of a cell's problems."""
    return [found.code for found in reading.findings]


@pytest.mark.parametrize(
    "cell",
    [
        "PRP; BMC",
        "PRP|BMC",
        "PRP, BMC",
        "PRP,BMC",
        "PRP / BMC",
        "PRP\nBMC",
        "PRP\r\nBMC",
        ";PRP;;BMC; ",
        "PRP and BMC",
        "PRP + BMC",
        "['PRP', 'BMC']",
        '["PRP", "BMC"]',
        "('PRP', 'BMC')",
        "{'PRP', 'BMC'}",
        "['PRP', 'BMC', None]",
        "[PRP, BMC]",
        "{PRP; BMC}",
    ],
)
def test_a_cell_may_be_written_as_any_list(cell: str) -> None:
    """Semicolons, bars, commas, slashes, line breaks and list literals all separate values."""
    reading = read("products", cell)
    assert reading.stated.terms == {"prp", "bmc"}
    assert not reading.findings


@pytest.mark.parametrize("cell", ["'" * 20_001, "[" * 20_000 + "]", "[1, 2", "[[[[", "{'a': }", "[]", "()"])
def test_brackets_that_hold_no_list_do_no_harm(cell: str) -> None:
    """Unbalanced, endless or empty brackets state nothing and raise nothing."""
    assert not read("products", cell).stated.terms


@pytest.mark.parametrize(
    "cell",
    ["", "   ", "n/a", "N/A", "na", "-", "--", "\u2014", "?", "unknown", "Not stated", "not listed", "TBD", "nan"],
)
@pytest.mark.parametrize("dimension", ["credentials", "products", "targets", "imaging", "claims"])
def test_blank_words_state_nothing(dimension: str, cell: str) -> None:
    """A blank cell, or a word for "not stated", is unknown: no terms, and no problem."""
    reading = read(dimension, cell)
    assert not reading.stated.terms | reading.stated.ambiguous
    assert not reading.findings


@pytest.mark.parametrize("cell", ["none", "None", "NONE", "blind", "no imaging", "None; landmark"])
def test_none_in_imaging_is_stated(cell: str) -> None:
    """A record whose imaging is "none" or "blind" states that none is used."""
    reading = read("imaging", cell)
    assert reading.stated.terms == {"none"}
    assert not reading.findings


@pytest.mark.parametrize("dimension", ["credentials", "products", "targets"])
def test_none_elsewhere_is_unknown_and_reported(dimension: str) -> None:
    """Outside imaging "none" is read as not stated, and is a problem."""
    reading = read(dimension, "None")
    assert not reading.stated.terms
    assert codes(reading) == ["none_outside_imaging"]


def test_imaging_wins_over_none_and_is_reported() -> None:
    """If a cell states both imaging and "none", the imaging counts and the contradiction is a problem."""
    reading = read("imaging", "fluoroscopy; none")
    assert reading.stated.terms == {"fluoroscopy"}
    assert codes(reading) == ["none_with_imaging"]


@pytest.mark.parametrize(
    ("dimension", "cell", "terms"),
    [
        ("credentials", "Fargo, ND 58102", set()),
        ("credentials", "Pittsburgh PA 15201", set()),
        ("credentials", "Baltimore MD 21201", set()),
        ("credentials", "Washington, DC", set()),
        ("credentials", "MD, Washington DC", {"physician"}),
        ("credentials", "ND", {"nd"}),
        ("credentials", "MD, PA-C", {"physician", "pa"}),
        ("credentials", "MS; CO; DE", set()),
        ("credentials", "We do PRP here", set()),
        ("credentials", "WE DO injections", set()),
        ("credentials", "what nurses do", {"rn"}),
        ("credentials", "do", {"physician"}),
        ("credentials", "Jane Roe, DO", {"physician"}),
        ("imaging", "US", set()),
        ("imaging", "US; fluoroscopy", {"fluoroscopy"}),
        ("imaging", "US-guided", {"ultrasound"}),
        ("imaging", "MRI", set()),
        ("imaging", "x-ray", set()),
        ("imaging", "under x-ray", {"fluoroscopy"}),
        ("imaging", "guided by live X-ray", {"fluoroscopy"}),
        ("imaging", "U/S", {"ultrasound"}),
        ("imaging", "diagnostic ultrasound", set()),
        ("credentials", "fellowship", set()),
        ("credentials", "fellowship trained", set()),
        ("credentials", "pain medicine fellowship", {"pain_medicine"}),
        ("credentials", "physician assistant", {"pa"}),
        ("credentials", "chiropractic physician", {"dc"}),
        ("credentials", "doctor of chiropractic", {"dc"}),
        ("credentials", "stem cell certified", {"non_clinical"}),
        ("products", "BMAC\u2122, Lipogems\u00ae", {"bmc", "mfat"}),
        ("products", "applied daily", set()),
        ("products", "ha ha", set()),
        ("products", "umbilical cord blood", {"birth_tissue"}),
        ("products", "bone marrow aspirate concentrate", {"bmc"}),
        ("products", "culture-expanded bone marrow stem cells", {"cultured"}),
        ("targets", "L4-5 disc", {"disc"}),
        ("targets", "back; spine; IV", set()),
        ("targets", "lumbar facet joints", {"facet"}),
    ],
)
def test_traps(dimension: str, cell: str, terms: set[str]) -> None:
    """States, countries, verbs, weekend courses and diagnostic images are not mistaken for terms."""
    assert read(dimension, cell).stated.terms == terms


@pytest.mark.parametrize(
    ("dimension", "cell", "terms"),
    [
        ("products", "no exosomes", set()),
        ("products", "does not offer exosomes", set()),
        ("products", "never exosomes", set()),
        ("products", "exosomes: no", set()),
        ("products", "exosomes (no)", set()),
        ("products", "exosomes are not offered", set()),
        ("products", "PRP, no exosomes", {"prp"}),
        ("products", "PRP; no exosomes or SVF", {"prp"}),
        ("products", "PRP; no exosomes, or SVF", {"prp"}),
        ("products", "no exosomes; PRP", {"prp"}),
        ("products", "no exosomes but PRP", {"prp"}),
        ("products", "PRP without exosomes", {"prp"}),
        ("products", "not only PRP", {"prp"}),
        ("products", "PRP with no downtime", {"prp"}),
        ("imaging", "no fluoroscopy", set()),
        ("imaging", "ultrasound only, no fluoroscopy", {"ultrasound"}),
        ("credentials", "no physician", set()),
        ("targets", "no discs", set()),
    ],
)
def test_a_denial_is_no_claim(dimension: str, cell: str, terms: set[str]) -> None:
    """What a cell says is not offered does not count, and what it offers beside that does."""
    assert read(dimension, cell).stated.terms == terms


def test_a_denial_is_reported() -> None:
    """A problem names what was read as not offered."""
    (found,) = read("products", "does not offer exosomes").findings
    assert found.code == "negated"
    assert "Exosomes" in found.message


def test_an_item_after_a_denial_is_unclear() -> None:
    """Whether a denial continues after a comma is not guessed: the item does not count, and the doubt is reported."""
    reading = read("products", "no exosomes, SVF")
    assert not reading.stated.terms
    assert codes(reading) == ["negated", "negation_unclear"]


@pytest.mark.parametrize(
    ("cell", "terms", "ambiguous"),
    [
        ("umbilical cord stem cells", {"birth_tissue"}, set()),
        ("culture-expanded MSC", {"cultured"}, set()),
        ("PRP with stem cells", {"prp"}, {"stem_cells"}),
        ("PRP; stem cells", {"prp"}, {"stem_cells"}),
        ("PRP, stem cells", {"prp"}, {"stem_cells"}),
        ("PRP / MSC", {"prp"}, {"stem_cells"}),
        ("PRP | stem cells", {"prp"}, {"stem_cells"}),
        ("PRP\nstem cells", {"prp"}, {"stem_cells"}),
        ("stem cells; adipose stem cells", set(), {"stem_cells", "fat_stem_cells"}),
        ("bone marrow stem cells", set(), {"marrow_stem_cells"}),
        ("no stem cells", set(), set()),
    ],
)
def test_an_ambiguous_word_is_absorbed_in_its_own_item_only(cell: str, terms: set[str], ambiguous: set[str]) -> None:
    """Beside a product in the same list item an ambiguous word adds nothing; in a separate item it stays open."""
    stated = read("products", cell).stated
    assert (stated.terms, stated.ambiguous) == (terms, ambiguous)


def test_an_ambiguous_word_is_reported_with_what_it_may_be() -> None:
    """The problem of an ambiguous word names the terms that it may mean."""
    (found,) = read("imaging", "image-guided").findings
    assert found.code == "ambiguous_word"
    assert all(name in found.message for name in ("Ultrasound", "Fluoroscopy", "CT"))


@pytest.mark.parametrize(
    ("cell", "terms", "ambiguous"),
    [
        ("Dr. Ana Reyes, MD", {"physician"}, set()),
        ("Ana Reyes, MD", {"physician"}, set()),
        ("Dr. Ana Reyes", set(), {"doctor"}),
        ("Dr. Ana Reyes; RN", {"rn"}, {"doctor"}),
        ("surgeon", set(), {"surgeon"}),
        ("orthopedic surgeon", {"orthopaedics"}, set()),
    ],
)
def test_a_title_belongs_to_the_degree_that_follows(cell: str, terms: set[str], ambiguous: set[str]) -> None:
    """A name is not a problem, and its title stays open only if no degree follows in the same list part."""
    reading = read("credentials", cell)
    assert (reading.stated.terms, reading.stated.ambiguous) == (terms, ambiguous)
    assert set(codes(reading)) <= {"ambiguous_word"}


@pytest.mark.parametrize(
    ("cell", "not_named"),
    [
        ("MD, board certified", True),
        ("Board-certified physician", True),
        ("board certified", True),
        ("MD, board certified, PhD", True),
        ("board certified PM&R", False),
        ("board certified; pain medicine", False),
        ("MD, diplomate ABPMR", False),
        ("MD, American Board certified", False),
        ("MD", False),
    ],
)
def test_a_board_counts_as_named_with_its_name_or_field(cell: str, not_named: bool) -> None:
    """The words "board certified" stay open only if neither a board nor a field of training is named."""
    assert read("credentials", cell).stated.board_not_named is not_named


@pytest.mark.parametrize(
    "cell",
    [
        "PRP (leukocyte-poor)",
        "same-day PRP",
        "High-density platelet-rich plasma injections",
        "autologous PRP treatment",
        "our own PRP",
    ],
)
def test_words_that_say_nothing_are_no_problem(cell: str) -> None:
    """Filler beside a term is not reported, hyphenated or not."""
    reading = read("products", cell)
    assert reading.stated.terms == {"prp"}
    assert not reading.findings


def test_a_hyphenated_word_with_one_unknown_part_is_reported() -> None:
    """A hyphenated word is filler only if every part of it is."""
    (found,) = read("products", "PRP (leukocyte-zapped)").findings
    assert found.code == "partly_recognised"
    assert "leukocyte-zapped" in found.message


@pytest.mark.parametrize(
    ("dimension", "cell", "code"),
    [
        ("products", "Kinetic Gel 7", "not_recognised"),
        ("products", "PRP Deluxe", "partly_recognised"),
        ("products", "fluoroscopy", "other_dimension"),
        ("products", "platlt rich plasma", "not_recognised"),
        ("targets", "knee", "not_recognised"),
        ("targets", "back", "not_a_term"),
        ("imaging", "MRI", "not_a_term"),
        ("imaging", "US", "not_a_term"),
        ("credentials", "fellowship", "not_a_term"),
        ("credentials", "yes", "bare_yes"),
        ("credentials", "our medical team", "not_recognised"),
        ("claims", "Open on Sundays", "claim_not_listed"),
    ],
)
def test_what_is_not_understood_is_reported(dimension: str, cell: str, code: str) -> None:
    """Every part of a cell that does not count is a problem of its kind."""
    assert codes(read(dimension, cell)) == [code]


def test_a_misspelling_gets_the_nearest_word() -> None:
    """A word two letters away from a known one does not count, and the known one is suggested."""
    reading = read("products", "platlt rich plasma")
    assert not reading.stated.terms
    assert reading.findings[0].suggestion == "Did you mean platelet rich plasma?"


def test_a_word_of_another_column_names_that_column() -> None:
    """A term of another question does not count here, and the problem says where it belongs."""
    (found,) = read("credentials", "ultrasound").findings
    assert "imaging" in found.suggestion


@pytest.mark.parametrize(
    ("cell", "terms"),
    [
        ("Free seminar", {"pressure"}),
        ("No risk! Patient stories", {"no_risk_or_cure", "testimonials"}),
        ("treats arthritis, autism and COPD", {"many_diseases"}),
        ("FDA registered", {"registration_as_approval"}),
        ("95% success rate", {"success_rate"}),
        ("patient-funded trial", {"paid_trial"}),
        ("source of cells not stated", {"source_not_stated"}),
        ("not a cure", set()),
        ("no cure is promised", set()),
    ],
)
def test_claims_are_found_in_running_text(cell: str, terms: set[str]) -> None:
    """The listed warning signs are found inside sentences, unless the sentence denies them."""
    assert read("claims", cell).stated.terms == terms


def test_accents_and_case_do_not_matter() -> None:
    """A word with accents, fancy quotes or odd capitals is the same word."""
    assert read("products", "WHÁRTON\u2019S JELLY; plateLET\u2010rich plasma").stated.terms == {"birth_tissue", "prp"}


def test_free_of_something_is_no_claim_of_it() -> None:
    """The word "exosome-free" says what is not offered; "risk-free" says nothing about the product before it."""
    reader = Recognizer(vocabulary(), "products")
    free = reader.read("exosome-free PRP")
    assert free.stated.terms == {"prp"}
    assert [found.code for found in free.findings] == ["negated"]
    assert reader.read("PRP, a risk-free choice").stated.terms == {"prp"}


def test_a_fellowship_does_not_say_what_a_doctor_is() -> None:
    """A title beside a fellowship leaves open which doctor; a degree settles it."""
    reader = Recognizer(vocabulary(), "credentials")
    assert reader.read("Dr. Reyes, IOF").stated.ambiguous == {"doctor"}
    assert reader.read("Dr. Reyes, MD, IOF").stated.ambiguous == frozenset()


NOT_CLAIMED = {
    "no longer": ("products", "no longer offers exosomes", set(), ["negated"]),
    "instead of": ("products", "PRP instead of exosomes", {"prp"}, ["negated"]),
    "used to": ("products", "used to offer exosomes", set(), ["offer_unclear"]),
    "formerly": ("products", "formerly exosomes", set(), ["offer_unclear"]),
    "coming soon": ("products", "exosomes (coming soon)", set(), ["offer_unclear"]),
    "not approved is still offered": ("products", "exosomes are not FDA approved; PRP", {"exosome", "prp"}, []),
    "no downtime is no denial": ("products", "PRP: no downtime", {"prp"}, []),
    "not on staff": ("credentials", "MD not on staff, DC", {"dc"}, ["offer_unclear"]),
    "a former one": ("credentials", "former MD", set(), ["not_so_now"]),
    "who supervises": ("credentials", "physician-supervised NP", {"np"}, ["not_the_injector"]),
    "who is supervised": ("credentials", "NP supervised by MD", {"np"}, ["not_the_injector"]),
    "supervision, then the injector": (
        "credentials",
        "Supervised by an MD; injections by RN",
        {"rn"},
        ["not_the_injector"],
    ),
    "a medical director": (
        "credentials",
        "RN; medical director Jane Smith, MD, PM&R",
        {"rn"},
        ["not_the_injector"] * 2,
    ),
    "an owner": ("credentials", "physician owned", set(), ["not_the_injector"]),
    "not required": ("imaging", "fluoroscopy not required", set(), ["offer_unclear"]),
    "not using": ("imaging", "not using fluoroscopy", set(), ["negated"]),
    "no radiation": ("imaging", "No radiation (ultrasound)", {"ultrasound"}, []),
}


@pytest.mark.parametrize(("dimension", "cell", "terms", "codes"), NOT_CLAIMED.values(), ids=NOT_CLAIMED.keys())
def test_what_is_named_without_being_claimed(dimension: str, cell: str, terms: set[str], codes: list[str]) -> None:
    """A word that is named but not claimed does not count, and a problem says why."""
    found = Recognizer(vocabulary(), dimension).read(cell)
    assert found.stated.terms == terms
    kinds = ("negated", "offer_unclear", "not_the_injector", "not_so_now")
    assert [problem.code for problem in found.findings if problem.code in kinds] == codes


@pytest.mark.parametrize(
    ("code", "term"),
    [
        ("2081P0004X", "pmr"),
        ("207PS0010X", "sports_medicine"),
        ("2085R0202X", "radiology"),
        ("204D00000X", "other_specialty"),
        ("2084N0400X", "neurology"),
        ("207XS0106X", "orthopaedics"),
        ("363LP0808X", "np"),
        ("363AS0400X", "pa"),
        ("111NS0005X", "dc"),
        ("2251X0800X", "pt"),
    ],
)
def test_taxonomy_codes_are_credentials(code: str, term: str) -> None:
    """A code of the provider taxonomy states the training that it stands for, in either case."""
    for written in (code, code.lower(), f"MD; {code}"):
        reading = Recognizer(vocabulary(), "credentials").read(written)
        assert term in reading.stated.terms
        assert not reading.findings


@pytest.mark.parametrize("cell", ["207ZZ9999X", "MD, 207ZZ9999X", "MD; 207ZZ9999X", "MD 207ZZ9999X", "207zz9999x"])
def test_a_taxonomy_code_that_is_not_listed_is_reported_as_one(cell: str) -> None:
    """The problem calls it a taxonomy code; the words beside it count."""
    reading = Recognizer(vocabulary(), "credentials").read(cell)
    assert [found.code for found in reading.findings] == ["taxonomy_not_listed"]
    assert "207ZZ9999X" in reading.findings[0].message.upper()
    assert reading.stated.terms == ({"physician"} if "MD" in cell else frozenset())


@pytest.mark.parametrize("cell", ["1234567893", "NPI 1234567893", "NPI: 1234567893", "npi number 1234567893"])
def test_an_npi_is_no_training(cell: str) -> None:
    """An NPI alone states nothing and is a problem; beside a word it is ignored."""
    reader = Recognizer(vocabulary(), "credentials")
    alone = reader.read(cell)
    assert (alone.stated.terms, [found.code for found in alone.findings]) == (frozenset(), ["npi_is_no_training"])
    for written in (f"MD; {cell}", f"{cell} MD", f"Ana Reyes, MD ({cell})"):
        beside = reader.read(written)
        assert (beside.stated.terms, beside.findings) == ({"physician"}, ())
    assert reader.items(f"MD; {cell}") == ["MD"]


@pytest.mark.parametrize(
    ("cell", "terms"),
    [
        ("exosomes and PRP are not offered", set()),
        ("Exosomes, SVF not offered", set()),
        ("exosomes (umbilical) not offered", set()),
        ("never donor tissue - PRP and BMC only", {"prp", "bmc"}),
        ("never donor tissue - PRP and BMC", set()),
        ("no SVF, PRP only", {"prp"}),
        ("SVF is not offered, PRP is", {"prp"}),
        ("No exosomes. PRP and BMC.", {"prp", "bmc"}),
        ("not SVF: PRP", {"prp"}),
        ("unlike clinics that sell exosomes, we use PRP", {"prp"}),
        ("PRP as an alternative to steroids", {"prp"}),
        ("we refer out for BMC", set()),
        ("exosomes are banned by the FDA", set()),
        ("exosomes n/a", set()),
        ("PRP is used to treat tendons", {"prp"}),
        ("we used to offer PRP", set()),
        ("exosomes, which we do not offer", set()),
        ("PRP: an alternative to surgery", {"prp"}),
        ("PRP for patients who want to avoid surgery", {"prp"}),
    ],
)
def test_a_denial_reaches_as_far_as_in_speech(cell: str, terms: set[str]) -> None:
    """A denial covers everything joined to its word, and ends where the clause turns; if unclear, nothing counts."""
    reading = read("products", cell)
    assert reading.stated.terms == terms
