"""Imaging against targets: cells match the filters, and claims out of reach match the flag."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from dashboard.charts.figure import Figure, Nothing
from dashboard.charts.reach import FILLS, NOT_CLEAR, reach
from dashboard.filters import IMAGING, TARGET, Filters, matching
from scoring import Review
from tests.dashboard.test_view import look
from tests.scoring.files import reviewed
from tests.scoring.strategies import RANDOMS, as_row, clinics


def figure(review: Review, filters: Filters | None = None) -> Figure:
    """The chart of a review that has something to draw."""
    drawn = reach(look(review, filters))
    assert isinstance(drawn, Figure)
    return drawn


def cell(drawn: Figure, target: str, imaging: str) -> tuple[int, int]:
    """Clinics that state both, and those of them that are out of reach."""
    rows = drawn.chart.data.set_index(["target", "imaging"])
    return tuple(rows.loc[(target, imaging), ["clinics", "beyond"]])


@given(st.lists(clinics(), min_size=1, max_size=6), RANDOMS)
def test_cells_are_what_the_filters_find(some: list, random: Random) -> None:
    """Every clickable cell counts the clinics that match its two filters, in any file."""
    review = reviewed([as_row(clinic, f"clinic {place}", random) for place, clinic in enumerate(some)])
    drawn = reach(look(review))
    if isinstance(drawn, Nothing):
        assert not any(clinic.targets for clinic in some)
        return
    for row in drawn.chart.data[drawn.chart.data["imaging_pick"] != ""].to_dict("records"):
        terms = {entry.key: frozenset({entry.labels()[row[f"{entry.key}_pick"]]}) for entry in (TARGET, IMAGING)}
        assert row["clinics"] == matching(review, Filters(**terms)).sum()
    flagged = review.scores["flags"].fillna("").str.contains("target_unreachable").sum()
    title_start = {0: "No clinic claims", 1: "One clinic claims"}.get(flagged, f"{flagged} clinics claim")
    assert drawn.title.startswith(f"{title_start} a target that")
    assert (drawn.table["Of these, out of reach"] > 0).any() == (flagged > 0)


def test_better_imaging_reaches_the_target() -> None:
    """Ultrasound is out of reach of a disc only where the record states, or may mean, nothing that reaches it."""
    rows = [
        {"name": name, "credentials": "MD", "products": "PRP", "targets": "disc; muscle", "imaging": imaging}
        for name, imaging in (
            ("A", "ultrasound"),
            ("B", "ultrasound; fluoroscopy"),
            ("C", "ultrasound; image-guided"),
            ("D", "image-guided"),
            ("E", ""),
            ("F", "none"),
        )
    ]
    drawn = figure(reviewed(rows))
    assert cell(drawn, "Disc", "Ultrasound") == (3, 1)
    assert cell(drawn, "Disc", "Fluoroscopy") == (1, 0)
    assert cell(drawn, "Disc", "None (blind)") == (1, 1)
    assert cell(drawn, "Disc", "Not stated") == (1, 0)
    assert cell(drawn, "Disc", NOT_CLEAR) == (1, 0)
    assert cell(drawn, "Muscle", "Ultrasound") == (3, 0)
    assert drawn.title == "2 clinics claim a target that their stated imaging cannot reach"
    marked = drawn.chart.data[drawn.chart.data["below"] != ""]
    assert marked[["target", "imaging", "above", "below"]].to_numpy().tolist() == [
        ["Disc", "Ultrasound", "\u00d7 1", "of 3"],
        ["Disc", "None (blind)", "\u00d7 1", "of 1"],
    ]


def test_without_color_a_sign_tells_the_kinds_apart() -> None:
    """Printed in gray all fills look alike: the number in each kind of cell starts with the symbol of its legend."""
    rows = [{"name": str(n), "targets": "disc; SI joint", "imaging": how} for n, how in enumerate(("CT", "none", ""))]
    data = figure(reviewed(rows)).chart.data
    for kind, row in data[data["clinics"] > 0].groupby("kind").first().iterrows():
        number = row["alone"] or row["above"]
        assert number.split("1")[0].strip() == str(kind).split(" ")[0].removeprefix("Reaches")
    assert set(data["kind"]) == {*FILLS}


def test_the_note_explains_two_numbers_only_where_there_are_any() -> None:
    """The note has no number of its own, and explains cells with two numbers only if the chart has one."""
    for imaging, has_two in (("ultrasound", True), ("fluoroscopy", False)):
        drawn = figure(reviewed([{"name": "A", "targets": "disc", "imaging": imaging}]))
        assert (drawn.chart.data["below"] != "").any() == has_two
        assert ("two numbers" in drawn.note) == has_two
        assert not any(letter.isdigit() for letter in drawn.note)


def test_titles_at_none_and_one(clinics: Review) -> None:
    """One clinic is in the singular, and none is plainly reported; without a target nothing is drawn."""
    assert figure(clinics, Filters(q="beta")).title == (
        "One clinic claims a target that its stated imaging cannot reach"
    )
    assert figure(clinics, Filters(q="gamma")).title == (
        "No clinic claims a target that its stated imaging cannot reach"
    )
    assert "Most of them: Disc with Ultrasound (1)" in figure(clinics, Filters(q="beta")).takeaway
    assert "Most of them" not in figure(clinics, Filters(q="gamma")).takeaway
    assert reach(look(clinics, Filters(q="delta"))) == Nothing(
        "No target is stated", "The one matching record does not state a target.", filters=True
    )


def test_its_own_filters_only_leave_outlines(clinics: Review) -> None:
    """With a cell chosen every count stays, and only that cell is filled."""
    filters = Filters(target=frozenset({"disc"}), imaging=frozenset({"ultrasound"}))
    cells = figure(clinics, filters).chart.data
    assert cells["clinics"].to_list() == figure(clinics).chart.data["clinics"].to_list()
    assert cells.loc[cells["fill"] == 1, ["target", "imaging"]].to_numpy().tolist() == [["Disc", "Ultrasound"]]


def test_it_offers_the_clinics_that_it_counts(clinics: Review) -> None:
    """The button's flag filter matches as many clinics as the title counts; once active, it is not offered."""
    offer = figure(clinics).offer
    assert offer is not None
    assert (offer.words, offer.flag) == ("Show these 2 clinics", "Target out of reach")
    only = Filters(only=frozenset({"target_unreachable"}))
    assert matching(clinics, only).sum() == 2
    assert figure(clinics, only).offer is None
    assert figure(clinics, Filters(q="gamma")).offer is None
    assert figure(clinics, Filters(target=frozenset({"muscle"}))).offer is None


def test_the_unclear_have_a_column_only_if_there_are_any(clinics: Review) -> None:
    """A column for words that may mean several kinds of imaging appears only if a record uses one."""
    assert NOT_CLEAR not in figure(clinics).chart.data["imaging"].to_list()


def test_the_twin_holds_what_is_drawn(clinics: Review) -> None:
    """The table has one row per cell with the same counts, and the guidance in words."""
    drawn = figure(clinics)
    assert drawn.table["Clinics that state both"].to_list() == drawn.chart.data["clinics"].to_list()
    guidance = drawn.table.set_index(["Target", "Imaging"])["Guidance"]
    assert guidance["Disc", "Ultrasound"].startswith("inadequate: ")
    assert guidance["Disc", "Not stated"] == "the record does not say"
