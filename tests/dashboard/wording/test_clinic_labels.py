"""What labels a clinic on screen."""

import numpy as np
import pytest

from dashboard.charts.rank_neighbors import rank_neighbors
from dashboard.charts.ranked import ranked
from dashboard.clinic_card import cards
from dashboard.clinic_list.tables import clinics_page
from dashboard.wording import clinic_labels
from scoring import review
from scoring.reports import NO_NAME, account
from tests.dashboard.test_view import look

ROW = 'Denver,CO,"MD, PM&R",PRP,disc,fluoroscopy'
UNSEEN = ["", "   ", "\u00a0", "\u200b", "\u202e", "\u3164", "\u2800"]


@pytest.mark.parametrize("name", UNSEEN, ids=ascii)
def test_a_name_that_cannot_be_seen_is_no_name(name: str) -> None:
    """It is a problem of its row, and every place that names the clinic says that it has no name; the cell is kept."""
    found = review(f"name,city,state,credentials,products,targets,imaging\n{name},{ROW}\nSeen,{ROW}\n".encode())
    missing = found.problems[found.problems["code"] == "name_missing"]
    assert missing["row"].to_list() == [2]
    rows = np.arange(2)
    assert clinic_labels.names(found, rows) == [NO_NAME, "Seen"]
    assert [account(found, row).name for row in rows] == [NO_NAME, "Seen"]
    assert [card.name for card in cards(look(found), rows)] == [NO_NAME, "Seen"]
    assert clinics_page(look(found), rows)["Clinic"].to_list() == [NO_NAME, "Seen"]
    assert NO_NAME in ranked(look(found)).table["Clinic"].to_list()
    assert found.scores["name"].fillna("").to_list() == [name, "Seen"]


def test_blanks_around_a_name_are_not_between_it_and_its_place() -> None:
    """The title of a clinic reads as one text, whatever blanks its cells end with; the cells stay as they are."""
    found = review(f"name,city,state,credentials,products,targets,imaging\n Oak Hill  ,{ROW}\n".encode())
    assert clinic_labels.titles(found, np.arange(1)) == ["Oak Hill, Denver, CO"]
    assert found.scores["name"].to_list() == [" Oak Hill  "]


REVERSALS = ["\u202e", "\u202d", "\u2066", "\u2067"]


@pytest.mark.parametrize("turn", REVERSALS, ids=ascii)
def test_no_label_is_read_backward(turn: str) -> None:
    """Charts and tables draw text as it is, so a name or a city has nothing that reverses it; the cells are kept."""
    row = ROW.replace("Denver", f"{turn}Denver")
    found = review(f"name,city,state,credentials,products,targets,imaging\n{turn}Oak Hill,{row}\n".encode())
    view, rows = look(found), np.arange(1)
    assert clinic_labels.titles(found, rows) == ["Oak Hill, Denver, CO"]
    assert account(found, 0).name == "Oak Hill"
    assert clinics_page(view, rows)["Clinic"].to_list() == ["Oak Hill"]
    assert ranked(view).table["Clinic"].to_list() == ["Oak Hill"]
    neighbors = rank_neighbors(view, account(found, 0))
    assert neighbors.table["Clinic"].to_list() == ["Oak Hill"]
    assert turn not in neighbors.chart.data.to_csv()
    assert found.scores["name"].to_list() == [f"{turn}Oak Hill"]
