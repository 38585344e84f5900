"""Yes and no inside a cell, however written."""

from __future__ import annotations

import pytest

from scoring.recognition.answers.answered_segment import Answer
from scoring.recognition.answers.segment_reader import SegmentReader
from scoring.recognition.cells.recognizer import recognizer
from scoring.vocabulary import vocabulary

PAIRS = [
    "PRP=1; SVF=0",
    "PRP=1 SVF=0",
    "PRP = 1, SVF = 0",
    "PRP: yes; SVF: no",
    "PRP: Y, SVF: N",
    "PRP - yes, SVF - no",
    "PRP (yes), SVF (no)",
    "PRP? Yes. SVF? No.",
    "PRP -> yes | SVF -> no",
    '{"PRP":true,"SVF":false}',
    '{"PRP": true, "SVF": false}',
    "{'PRP': True, 'SVF': False}",
    '{"PRP": "yes", "SVF": "no"}',
    "[x] PRP [ ] SVF",
    "[X] PRP\n[ ] SVF",
    "(x) PRP ( ) SVF",
    "\u2611 PRP \u2610 SVF",
    "\u2612 PRP \u2610 SVF",
    "\u2713 PRP, \u2717 SVF",
    "PRP \u2705 SVF \u274c",
    "SVF \u274c PRP \u2705",
    "Offered: PRP. Not offered: SVF",
    "Not offered: SVF; Offered: PRP",
    "No: SVF; Yes: PRP",
    "PRP, yes; SVF, no",
    "SVF, no; PRP, yes",
    "PRP, yes, SVF, no",
    "PRP / yes / SVF / no",
    "PRP; SVF, no.",
    "PRP; SVF / never",
    "SVF, none; PRP",
    "PRP; SVF, unavailable",
    "PRP; SVF, not",
    "PRP; SVF, non",
    "PRP, Y; SVF, N",
    "PRP, true; SVF, false",
    "PRP Y, SVF N",
    "PRP Y; SVF N",
    "PRP; SVF NA",
    "PRP; SVF: NA",
]


@pytest.mark.parametrize("cell", PAIRS)
def test_an_answer_holds_of_what_it_stands_beside(cell: str) -> None:
    """A term answered with yes is stated; one answered with no is not, and is reported."""
    reading = recognizer("products").read(cell)
    assert reading.stated.terms == {"prp"}
    assert [problem.code for problem in reading.findings if problem.code != "partly_recognised"] == ["negated"]


@pytest.mark.parametrize(
    ("dimension", "cell", "terms"),
    [
        ("credentials", "MD, no; NP, yes", {"np"}),
        ("targets", "disc, no; facet, yes", {"facet"}),
        ("imaging", "fluoroscopy, no; ultrasound, yes", {"ultrasound"}),
        ("imaging", "US, yes", {"ultrasound"}),
        ("imaging", "fluoroscopy, no", set()),
        ("imaging", "landmark, none", {"none"}),
        ("imaging", "fluoroscopy, none", {"fluoroscopy"}),
        ("products", "PRP (autologous, yes)", {"prp"}),
        ("products", "PRP, no steroids", {"prp"}),
        ("credentials", "MD, Brooklyn, N. Y.", {"physician"}),
    ],
)
def test_an_item_of_yes_or_no_answers_the_item_before_it(dimension: str, cell: str, terms: set[str]) -> None:
    """This holds for every question; a no before a word, one in brackets, and "none" of imaging answer nothing."""
    reading = recognizer(dimension).read(cell)
    assert reading.stated.terms == terms
    assert not reading.stated.ambiguous


@pytest.mark.parametrize("cell", ["PRP; no", "PRP | never", "PRP\nunavailable"])
def test_a_no_between_semicolons_leaves_open_what_stands_before_it(cell: str) -> None:
    """It may be an answer or a value of another column, so the product is not counted, and that is reported."""
    reading = recognizer("products").read(f"BMAC; {cell}")
    assert reading.stated.terms == {"bmc"}
    assert [problem.code for problem in reading.findings] == ["negation_unclear"]


def test_a_no_before_a_list_is_reported() -> None:
    """A no that stands alone does not say what it denies, so it is always reported."""
    reading = recognizer("products").read("no, PRP")
    assert [problem.code for problem in reading.findings] == ["not_recognised"]


@pytest.mark.parametrize("cell", ["PRP, exosomes: no", "PRP, exosomes, no", "PRP / exosomes / no"])
def test_a_no_after_a_list_is_unclear_for_all_but_the_last(cell: str) -> None:
    """A no after "PRP, exosomes" may apply to both, so neither is stated, and each gets its own problem."""
    reading = recognizer("products").read(cell)
    assert not reading.stated.terms
    assert [problem.code for problem in reading.findings] == ["negation_unclear", "negated"]


@pytest.mark.parametrize("cell", ["MRI: no fluoroscopy", "SVF: no longer", "L4-5", "PRP (leukocyte-poor)", "MD ( )"])
def test_what_is_no_answer_is_one_segment(cell: str) -> None:
    """A no before a word, levels of the spine, and brackets answer nothing."""
    (segment,) = SegmentReader(vocabulary(), "products").segments(cell)
    assert (segment.text, segment.answer) == (cell, Answer.NONE)


@pytest.mark.parametrize("heading", ["Alternatives to surgery", "No surgery needed", "Avoid knee replacement"])
def test_a_heading_of_something_else_denies_nothing(heading: str) -> None:
    """Only a heading that says nothing but "not offered" denies the list that follows."""
    assert recognizer("products").read(f"{heading}: PRP; BMAC").stated.terms == {"prp", "bmc"}


@pytest.mark.parametrize("heading", ["Not offered", "We do not offer", "Not currently available", "No", "Never"])
def test_a_heading_of_what_is_not_offered_denies_the_whole_list(heading: str) -> None:
    """Semicolons do not end the list."""
    reading = recognizer("products").read(f"{heading}: exosomes; SVF")
    assert not reading.stated.terms
    assert [problem.code for problem in reading.findings] == ["negated", "negated"]


@pytest.mark.parametrize(
    ("cell", "terms"),
    [("Imaging: none", {"none"}), ("no: palpation", {"none"}), ("blind: no", set()), ("ultrasound: no", set())],
)
def test_a_no_to_imaging_itself_is_read_as_before(cell: str, terms: set[str]) -> None:
    """No to all imaging states that none is used; no to one kind, or to blind injections, does not."""
    assert recognizer("imaging").read(cell).stated.terms == terms


@pytest.mark.parametrize(
    ("dimension", "cell", "terms"),
    [
        ("credentials", "MD 0%, NP 100%", {"np"}),
        ("credentials", "MD (0%); NP (100%)", {"np"}),
        ("credentials", "0% MD, 100% NP", {"np"}),
        ("imaging", "ultrasound 100%, fluoroscopy 0%", {"ultrasound"}),
        ("imaging", "100% ultrasound, 0% fluoroscopy", {"ultrasound"}),
        ("products", "PRP: 100%; steroid: 0 %", {"prp"}),
        ("products", "PRP: +; SVF: -", {"prp"}),
        ("products", "PRP +, SVF -", {"prp"}),
        ("targets", "disc -, facet +", {"facet"}),
    ],
)
def test_a_share_of_nothing_and_a_minus_answer_no(dimension: str, cell: str, terms: set[str]) -> None:
    """Neither is credited, and what is not is reported."""
    reading = recognizer(dimension).read(cell)
    assert reading.stated.terms == terms
    assert [problem.code for problem in reading.findings] == ["negated"]


@pytest.mark.parametrize(
    ("cell", "terms"),
    [
        ("PRP, 0% interest", {"prp"}),
        ("PRP with 0% complications", {"prp"}),
        ("dextrose 15%", {"prolotherapy"}),
        ("PRP 20%, BMAC 80%", {"prp", "bmc"}),
        ("PRP -", {"prp"}),
        ("PRP: - BMAC", {"prp", "bmc"}),
        ("PRP + BMAC", {"prp", "bmc"}),
        ("PRP +/- BMAC", {"prp", "bmc"}),
    ],
)
def test_other_shares_and_signs_deny_nothing(cell: str, terms: set[str]) -> None:
    """A share of something else, a trailing dash and a sign that joins are no answers."""
    assert recognizer("products").read(cell).stated.terms == terms


@pytest.mark.parametrize("reply", ["unknown", "Unclear", "not known", "TBD", "to be determined", "Yes/No", "Y / N"])
@pytest.mark.parametrize("pair", ["PRP: yes, SVF: {}", "PRP; SVF = {}", "PRP (yes), SVF ({})", "PRP, SVF - {}"])
def test_an_answer_that_is_neither_yes_nor_no_leaves_its_item_in_doubt(pair: str, reply: str) -> None:
    """What nobody could answer, or nobody filled in, is not stated; the items before it are."""
    reading = recognizer("products").read(pair.format(reply))
    assert (reading.stated.terms, reading.stated.ambiguous) == ({"prp"}, {"possibly_svf"})
    assert [problem.code for problem in reading.findings] == ["offer_in_doubt"]


def test_a_person_of_whom_a_form_does_not_know_is_not_counted() -> None:
    """The form leaves open whether there is a physician, so none injects."""
    reading = recognizer("credentials").read("MD: unknown; NP: yes")
    assert reading.stated.terms == {"np"}
    assert [problem.code for problem in reading.findings] == ["negation_unclear"]


@pytest.mark.parametrize(
    ("cell", "terms"),
    [
        ("PRP yes / no exosomes", {"prp"}),
        ("PRP: yes / no exosomes", {"prp"}),
        ("exosomes: unknown source", {"exosome"}),
    ],
)
def test_words_that_go_on_are_no_such_answer(cell: str, terms: set[str]) -> None:
    """Only an answer that ends its item leaves it in doubt; a no before a word is a statement of its own."""
    assert recognizer("products").read(cell).stated.terms == terms


@pytest.mark.parametrize(
    "cell",
    [
        "~~SVF~~; PRP",
        "PRP ~~SVF~~",
        "~~SVF;~~ PRP",
        "<del>SVF</del> PRP",
        "PRP, <S>SVF</S>",
        "<strike>SVF</strike>|PRP",
    ],
)
def test_what_is_crossed_out_is_in_doubt(cell: str) -> None:
    """Text struck through, as Markdown and HTML write it, is not stated, and that is reported."""
    reading = recognizer("products").read(cell)
    assert (reading.stated.terms, reading.stated.ambiguous) == ({"prp"}, {"possibly_svf"})
    assert [problem.code for problem in reading.findings] == ["offer_in_doubt"]


@pytest.mark.parametrize(
    ("dimension", "cell", "terms", "problems"),
    [
        ("targets", "+disc -facet", {"disc"}, ["negated"]),
        ("targets", "+disc, +nerve, -facet", {"disc", "nerve"}, ["negated"]),
        ("imaging", "+US -fluoro", {"ultrasound"}, ["negated"]),
        ("products", "-PRP -SVF", {"prp", "svf"}, []),
        ("products", "-PRP +SVF", {"prp", "svf"}, []),
        ("products", "+PRP +SVF", {"prp", "svf"}, []),
        ("products", "PRP +BMAC -SVF", {"prp", "bmc", "svf"}, []),
    ],
)
def test_signs_before_items_are_marks_where_the_first_is_a_plus(
    dimension: str, cell: str, terms: set[str], problems: list[str]
) -> None:
    """A minus denies beside a plus that begins the text; a dash before each item, or a plus between two, does not."""
    reading = recognizer(dimension).read(cell)
    assert reading.stated.terms == terms
    assert [problem.code for problem in reading.findings] == problems


@pytest.mark.parametrize(
    ("cell", "terms"),
    [("( ) MD ( ) NP", set()), ("Ana Reyes, MD ( ), Bo Lee, DO ( )", {"physician"}), ("( ) MD", {"physician"})],
)
def test_empty_round_brackets_are_boxes_where_the_text_begins_with_one_of_several(cell: str, terms: set[str]) -> None:
    """A list in which no box is checked states nothing; brackets after a name are what is left of a removed number."""
    assert recognizer("credentials").read(cell).stated.terms == terms


@pytest.mark.parametrize(
    ("dimension", "cell", "terms"),
    [
        ("targets", "disc ( ) facet ( )", set()),
        ("targets", "disc ( ), facet ( ), nerve ( )", set()),
        ("products", "PRP ( ) BMAC ( )", set()),
        ("imaging", "fluoroscopy ( ) ultrasound ( )", set()),
        ("targets", "disc ( ) facet (x)", {"facet"}),
        ("products", "PRP (), BMAC ()", {"prp", "bmc"}),
    ],
)
def test_several_empty_round_boxes_behind_the_words_are_unchecked(dimension: str, cell: str, terms: set[str]) -> None:
    """A form in which nothing is checked states nothing; brackets without a blank may have held a text."""
    assert recognizer(dimension).read(cell).stated.terms == terms


@pytest.mark.parametrize(
    ("dimension", "cell", "in_doubt"),
    [
        ("products", "PRP unknown", set()),
        ("products", "PRP tbd", set()),
        ("products", "exosomes: call", set()),
        ("targets", "disc unclear", set()),
        ("imaging", "fluoroscopy unknown", set()),
        ("imaging", "blind: unknown", set()),
        ("imaging", "blind?", set()),
        ("imaging", "none: unknown", set()),
        ("products", "PRP; exosomes unknown", {"possibly_exosome"}),
        ("targets", "disc; facet tbd", {"possibly_facet"}),
    ],
)
def test_an_open_answer_leaves_in_doubt_what_it_follows(dimension: str, cell: str, in_doubt: set[str]) -> None:
    """With or without a colon it is not sure; that no imaging is used is not stated by not knowing it."""
    reading = recognizer(dimension).read(cell)
    assert (len(reading.stated.terms), reading.stated.ambiguous) == (bool(in_doubt), in_doubt)
    assert [problem.code for problem in reading.findings] == ["offer_in_doubt"]


@pytest.mark.parametrize("cell", ["exosomes (source unknown)", "exosomes, source unknown"])
def test_an_open_answer_about_another_thing_leaves_the_product_stated(cell: str) -> None:
    """What is not known is the source."""
    assert recognizer("products").read(cell).stated.terms == {"exosome"}


@pytest.mark.parametrize(
    ("cell", "terms"),
    [
        ("S\u00ed", set()),
        ("s\u00ed", set()),
        ("S\u00cd", set()),
        ("Si\u0301", set()),
        ("S\u00ed, disco", {"disc"}),
        ("disco: s\u00ed; faceta: no", {"disc"}),
        ("Si", set()),
        ("SI", {"si_joint"}),
        ("disc, facet, si", {"disc", "facet", "si_joint"}),
    ],
)
def test_a_spanish_yes_is_no_si_joint(cell: str, terms: set[str]) -> None:
    """With its accent it is a yes; without, alone and not in capitals, it may be either."""
    reading = recognizer("targets").read(cell)
    assert (reading.stated.terms, reading.stated.ambiguous) == (terms, set())
    assert terms or reading.findings


@pytest.mark.parametrize(
    ("dimension", "cell", "terms"),
    [
        ("targets", "disc __ facet __", set()),
        ("targets", "disc: ____ facet: ____", set()),
        ("products", "PRP ___; BMAC ___", set()),
        ("products", "PRP (__) BMAC (__)", set()),
        ("products", "__ PRP __ BMAC", set()),
        ("imaging", "C-arm ___", set()),
        ("credentials", "MD ___, NP ___", set()),
        ("targets", "disc __ facet X", {"facet"}),
        ("products", "PRP _x_ BMAC ___", {"prp"}),
        ("products", "_X_ PRP, ___ BMAC", {"prp"}),
        ("products", "__ PRP X BMAC", {"bmc"}),
        ("products", "[_] PRP [x] BMAC", {"bmc"}),
        ("products", "PRP, BMAC, other: ____", {"prp", "bmc"}),
        ("products", "platelet_lysate", {"platelet_lysate"}),
        ("products", "platelet__lysate", {"platelet_lysate"}),
        ("targets", "disc; si_joint", {"disc", "si_joint"}),
    ],
)
def test_a_line_of_a_form_that_nobody_filled_in_states_nothing(dimension: str, cell: str, terms: set[str]) -> None:
    """Its item stays open, with a problem; a cross on a line, or beside lines, is a yes."""
    reading = recognizer(dimension).read(cell)
    assert reading.stated.terms == terms
    assert reading.findings or terms


@pytest.mark.parametrize("cell", ["facet; gel.__class__", "facet; (__disks__)", "__gel__, facet"])
def test_a_word_between_two_lines_is_emphasized_and_no_form(cell: str) -> None:
    """Its lines are parts of the word: the problem quotes it whole, and nothing is in doubt."""
    reading = recognizer("targets").read(cell)
    assert (reading.stated.terms, reading.stated.ambiguous) == ({"facet"}, set())
    assert [entry.code for entry in reading.findings] == ["not_recognised"]
    assert "__" in reading.findings[0].value


@pytest.mark.parametrize(
    ("cell", "terms"),
    [
        ("MD, pain fellowship: no", {"physician"}),
        ("MD, PM&R, fellowship: no", {"physician", "pmr"}),
        ("MD, PM&R, board certified: no", {"physician", "pmr"}),
        ("MD, PM&R residency, fellowship - no", {"physician", "pmr"}),
        ("NP, MD: no", set()),
        ("MD, PM&R: no", set()),
    ],
)
def test_a_no_to_a_fellowship_or_a_board_is_none_to_the_degree(cell: str, terms: set[str]) -> None:
    """A form asks these of somebody who has the degree; a no to anything else may reach the whole list."""
    assert recognizer("credentials").read(cell).stated.terms == terms


@pytest.mark.parametrize(
    ("dimension", "cell", "terms"),
    [
        ("targets", "Treats: [ ] disc [x] facet", {"facet"}),
        ("targets", "Areas treated: [x] disc [ ] facet [ ] SI joint", {"disc"}),
        ("targets", "Which? \u2610 disc \u2611 facet", {"facet"}),
        ("targets", "Treats: __ disc _x_ facet", {"facet"}),
        ("credentials", "Performed by: [x] MD [ ] NP [ ] PA", {"physician"}),
        ("credentials", "Performed by: ( ) MD (x) NP", {"np"}),
        ("products", "Products: \u2611 PRP \u2610 SVF", {"prp"}),
        ("imaging", "Guidance: [x] fluoroscopy [ ] ultrasound [ ] none", {"fluoroscopy"}),
        ("imaging", "Imaging used? [ ] fluoroscopy [x] none", {"none"}),
        ("targets", "disc: [x] facet: [ ]", {"disc"}),
        ("targets", "disc: [ ] facet: [x] (both sides)", {"facet"}),
    ],
)
def test_boxes_behind_a_heading_stand_before_what_they_mark(dimension: str, cell: str, terms: set[str]) -> None:
    """A heading is no label, unless every label has a colon and a box behind it."""
    assert recognizer(dimension).read(cell).stated.terms == terms


@pytest.mark.parametrize("cell", ["[x] fluoroscopy [ ] none", "\u2610 blind \u2611 fluoroscopy"])
def test_an_empty_box_for_no_imaging_does_not_state_it(cell: str) -> None:
    """It is not said beside the imaging that is checked, so nothing is contradicted."""
    reading = recognizer("imaging").read(cell)
    assert reading.stated.terms == {"fluoroscopy"}
    assert "none_with_imaging" not in {problem.code for problem in reading.findings}


@pytest.mark.parametrize(
    ("dimension", "cell", "terms"),
    [
        ("products", "PRP? Y; SVF? N", {"prp"}),
        ("products", "PRP? Y, BMAC? N", {"prp"}),
        ("products", "Do you offer PRP? Y BMAC? N", {"prp"}),
        ("credentials", "MD on site? N", set()),
        ("imaging", "Fluoro? y; CT? n", {"fluoroscopy"}),
    ],
)
def test_a_letter_replies_to_a_question(dimension: str, cell: str, terms: set[str]) -> None:
    """As the whole word does."""
    assert recognizer(dimension).read(cell).stated.terms == terms
