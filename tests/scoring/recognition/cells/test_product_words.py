"""What a products cell states: brackets, words that join, words for the whole field, and the kinds of fat."""

from __future__ import annotations

import pytest

from scoring.recognition.cells.recognizer import Reading, Recognizer
from scoring.vocabulary import vocabulary


def read(cell: str) -> Reading:
    """The products cell as it is understood."""
    return Recognizer(vocabulary(), "products").read(cell)


def codes(cell: str) -> list[str]:
    """The codes of the cell's problems."""
    return [found.code for found in read(cell).findings]


@pytest.mark.parametrize(
    ("cell", "terms", "ambiguous"),
    [
        ("bone-marrow-derived stem cells (same-day, BMAC)", {"bmc"}, set()),
        ("PRP (leukocyte-poor, double spin)", {"prp"}, set()),
        ("PRP (leukocyte-poor, autologous), BMC (same-day, concentrated)", {"prp", "bmc"}, set()),
        ("stem cells (from umbilical cord, donor)", {"birth_tissue"}, set()),
        ("stem cells [bone marrow concentrate, same day]", {"bmc"}, set()),
        ("mesenchymal stem cells {Wharton's jelly, donated}", {"birth_tissue"}, set()),
        ("PRP (leukocyte-poor, double spin), stem cells", {"prp"}, {"stem_cells"}),
        ("regenerative injections (PRP, BMC, prolotherapy)", {"prp", "bmc", "prolotherapy"}, set()),
        ("(PRP, BMC)", {"prp", "bmc"}, set()),
        ("PRP (leukocyte-poor, BMC", {"prp", "bmc"}, set()),
        ("PRP), stem cells (BMAC", {"prp", "bmc"}, set()),
        ("PRP (a], stem cells", {"prp"}, {"stem_cells"}),
        ("stem cells ((same-day, (BMAC)), autologous)", {"bmc"}, set()),
        ("stem cells (no exosomes, BMAC)", set(), {"stem_cells"}),
        ("PRP (no steroid) and BMC", {"prp", "bmc"}, set()),
        ("no (donor) exosomes", set(), set()),
    ],
)
def test_a_bracket_belongs_to_the_item_before_it(cell: str, terms: set[str], ambiguous: set[str]) -> None:
    """Text in brackets belongs to one item, commas included; unmatched brackets group nothing."""
    stated = read(cell).stated
    assert (stated.terms, stated.ambiguous) == (terms, ambiguous)


@pytest.mark.parametrize(
    "cell",
    [
        "bone-marrow-derived stem cells (same-day, BMAC)",
        "PRP (leukocyte-poor, double spin)",
        "regenerative injections (PRP, BMC, prolotherapy)",
    ],
)
def test_a_bracket_that_is_understood_is_no_problem(cell: str) -> None:
    """A bracket of known words is not a problem."""
    assert not codes(cell)


NOT_SAID = ["source not stated", "type not specified", "kind not said", "lot number not given", "lab not disclosed"]
NOT_DENIED = [
    "no refunds",
    "no live cells",
    "not autologous",
    "except cancer patients",
    "at no cost",
    "not concentrated",
]


@pytest.mark.parametrize("bracket", [*NOT_SAID, *NOT_DENIED])
def test_what_is_not_said_of_a_product_does_not_take_it_away(bracket: str) -> None:
    """A bracket that denies only something about a product, or something else, does not deny the product."""
    stated = read(f"PRP; stem cells ({bracket}); exosomes ({bracket})").stated
    assert (stated.terms, stated.ambiguous) == ({"prp", "exosome"}, {"stem_cells"})


@pytest.mark.parametrize(
    "bracket", ["not offered", "currently not listed", "are not listed", "not yet", "no", "no longer"]
)
def test_a_bracket_that_denies_the_product_still_does(bracket: str) -> None:
    """A product that a bracket denies does not count, unlike one whose source or price it leaves out."""
    assert read(f"PRP; exosomes ({bracket})").stated.terms == {"prp"}


@pytest.mark.parametrize(
    ("cell", "terms"),
    [("PRP derived exosomes", {"exosome"}), ("PRP, exosomes", {"prp", "exosome"}), ("BMA concentrate", {"bmc"})],
)
def test_a_product_named_by_what_it_is_made_of_is_one(cell: str, terms: set[str]) -> None:
    """The word for what it is made of is not a second product."""
    assert read(cell).stated.terms == terms


def test_what_a_bracket_denies_is_told_apart_from_what_may_go_on() -> None:
    """After a comma in a bracket it is unclear whether a denial continues; after the bracket it has ended."""
    assert codes("regenerative options (no exosomes, SVF)")[:2] == ["negated", "negation_unclear"]
    assert codes("PRP (no exosomes) and BMC") == ["negated"]


@pytest.mark.parametrize(
    "cell",
    [
        "Wharton jelly",
        "Whartons jelly",
        "Wharton's jelly",
        "WJ",
        "WJ-MSC",
        "umbilical",
        "umbilical cord MSC",
        "amnion",
        "amnio injections",
        "placenta",
        "placental tissue matrix",
        "amniotic stem cells",
        "amniotic fluid stem cells",
        "cord-derived stem cells",
        "cord blood",
        "chorion",
        "perinatal tissue",
        "UCB",
    ],
)
def test_birth_tissue_by_its_other_names(cell: str) -> None:
    """Birth tissue is one product under all its names, with or without "stem cells"."""
    reading = read(cell)
    assert (reading.stated.terms, reading.stated.ambiguous, reading.findings) == ({"birth_tissue"}, set(), ())


@pytest.mark.parametrize(
    "cell",
    [
        "regenerative medicine",
        "Regenerative therapy",
        "regenerative injections",
        "biologics",
        "biologic injections",
        "orthobiologics",
        "ortho-biologics",
        "orthobiologic injections",
        "regenerative medicine; orthobiologics",
        "regenerative medicine and biologics",
    ],
)
def test_a_word_for_the_whole_field_states_nothing(cell: str) -> None:
    """Such a word alone leaves open what is injected, and a problem says that it does not name a product."""
    reading = read(cell)
    assert (reading.stated.terms, reading.stated.ambiguous) == (set(), set())
    assert reading.findings
    assert all(found.code == "not_a_term" and "names no product" in found.message for found in reading.findings)


@pytest.mark.parametrize(
    ("cell", "terms"),
    [
        ("PRP; regenerative medicine", {"prp"}),
        ("regenerative medicine, PRP", {"prp"}),
        ("regenerative medicine (PRP)", {"prp"}),
        ("PRP and biologics", {"prp"}),
        ("orthobiologics such as PRP", {"prp"}),
        ("ortho-biologics: PRP, BMAC, MFAT", {"prp", "bmc", "mfat"}),
    ],
)
def test_a_word_for_the_whole_field_adds_nothing_to_a_product(cell: str, terms: set[str]) -> None:
    """Beside a named product such a word is neither an open question nor a problem."""
    reading = read(cell)
    assert (reading.stated.terms, reading.stated.ambiguous, reading.findings) == (terms, set(), ())


@pytest.mark.parametrize(
    "cell",
    [
        "stem cells",
        "MSC",
        "cell therapy",
        "cellular therapy",
        "cell-based therapy",
        "regenerative stem cell therapy",
        "stem cells; regenerative medicine",
    ],
)
def test_words_for_cells_stay_ambiguous(cell: str) -> None:
    """Cells from an unnamed source may be any product: one open question, reported once."""
    reading = read(cell)
    assert (reading.stated.terms, reading.stated.ambiguous) == (set(), {"stem_cells"})
    assert [found.code for found in reading.findings] == ["ambiguous_word"]


@pytest.mark.parametrize(
    ("cell", "terms", "ambiguous"),
    [
        ("bone marrow concentrate stem cells", {"bmc"}, set()),
        ("umbilical cord stem cells and PRP", {"birth_tissue", "prp"}, set()),
        ("BMAC stem cells with PRP", {"bmc", "prp"}, set()),
        ("PRP and stem cells", {"prp"}, {"stem_cells"}),
        ("stem cells and PRP", {"prp"}, {"stem_cells"}),
        ("PRP & stem cells", {"prp"}, {"stem_cells"}),
        ("PRP + stem cells", {"prp"}, {"stem_cells"}),
        ("PRP+MSC", {"prp"}, {"stem_cells"}),
        ("PRP plus MSC", {"prp"}, {"stem_cells"}),
        ("PRP with stem cells", {"prp"}, {"stem_cells"}),
        ("PRP w/ stem cells", {"prp"}, {"stem_cells"}),
        ("PRP or stem cells", {"prp"}, {"stem_cells"}),
        ("PRP as well as stem cells", {"prp"}, {"stem_cells"}),
        ("umbilical cord and stem cells", {"birth_tissue"}, {"stem_cells"}),
        ("PRP + exosomes", {"prp", "exosome"}, set()),
        ("PRP with fat", {"prp"}, {"fat_stem_cells"}),
        ("fat with PRP", {"prp"}, {"fat_stem_cells"}),
        ("micro-fragmented fat with PRP", {"mfat", "prp"}, set()),
        ("bone marrow and fat stem cells", set(), {"marrow_stem_cells", "fat_stem_cells"}),
        ("stem cells from bone marrow", set(), {"marrow_stem_cells"}),
        ("stem cells (fat)", set(), {"fat_stem_cells"}),
        ("stem cells from your own fat and PRP", {"prp"}, {"fat_stem_cells"}),
        ("fat and stem cells", set(), {"fat_stem_cells", "stem_cells"}),
    ],
)
def test_a_joining_word_begins_another_item(cell: str, terms: set[str], ambiguous: set[str]) -> None:
    """An ambiguous word is settled by words in its own item, not by another item that is joined to it."""
    stated = read(cell).stated
    assert (stated.terms, stated.ambiguous) == (terms, ambiguous)


@pytest.mark.parametrize(
    ("cell", "terms"),
    [
        ("micro-fragmented fat (no enzyme)", {"mfat"}),
        ("microfragmented adipose without enzymes", {"mfat"}),
        ("non-enzymatic fat", {"mfat"}),
        ("nonenzymatic adipose", {"mfat"}),
        ("fat (non-enzymatic)", {"mfat"}),
        ("adipose tissue (micro-fragmented)", {"mfat"}),
        ("mechanically processed fat", {"mfat"}),
        ("Lipogems (mechanical, not SVF)", {"mfat"}),
        ("Lipogems (not SVF)", {"mfat"}),
        ("micronized fat", {"mfat"}),
        ("fractured fat", {"mfat"}),
        ("SVF (non-enzymatic)", {"svf"}),
        ("BMAC (not cultured)", {"bmc"}),
        ("BMAC (same-day, not culture-expanded)", {"bmc"}),
    ],
)
def test_how_tissue_is_prepared_tells_it_from_its_neighbor(cell: str, terms: set[str]) -> None:
    """A word for how it is made, or for what it is not, names the product and is not a problem."""
    reading = read(cell)
    assert (reading.stated.terms, reading.stated.ambiguous, reading.findings) == (terms, set(), ())


def test_a_denial_that_tells_products_apart_may_still_go_on() -> None:
    """After a comma it is unclear whether the denial continues, although the denial itself is not a problem."""
    reading = read("Lipogems not SVF, exosomes")
    assert reading.stated.terms == {"mfat"}
    assert [found.code for found in reading.findings] == ["negation_unclear"]


@pytest.mark.parametrize("cell", ["PRP (no exosomes), SVF", "PRP (no exosomes) / SVF"])
def test_a_denial_in_brackets_goes_on_nowhere(cell: str) -> None:
    """What follows the bracket counts."""
    assert read(cell).stated.terms == {"prp", "svf"}


@pytest.mark.parametrize("cell", ["PRP; no SVF", "PRP (no exosomes)", "no SVF"])
def test_other_denials_are_still_reported(cell: str) -> None:
    """A denial that does not distinguish a product from a similar one is still a problem."""
    assert codes(cell) == ["negated"]
