"""The shortlist by its values: kept on every page, bounded, reported where it cannot be used, and taken along."""

from html import escape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.page_registry import PAGES
from dashboard.shortlist import MOST
from scoring import review
from tests.pages.opened_page import opened_page
from tests.pages.screen_text import seen
from tests.pages.test_data import MESSY, bring, on_data

ROOT = Path(__file__).parents[2]
NAMES = dict(review(ROOT / "data" / "clinics.csv").scores[["clinic_id", "name"]].to_numpy().tolist())
IDS = list(NAMES)


def opened(*short: str, page: str = "explore", **query: str | list[str]) -> AppTest:
    """A page on a link with a shortlist."""
    return opened_page(page, {"short": short, **query} if short else query)


def labels(app: AppTest) -> list[str]:
    """The labels of all buttons."""
    return [button.label for button in app.button]


@pytest.mark.parametrize("page", PAGES)
def test_every_page_keeps_it(page: str) -> None:
    """The link's clinics are on the shortlist on each page, in its order, with a button that takes them along."""
    app = opened(IDS[3], IDS[1], page=page)
    assert app.session_state["short"] == [IDS[3], IDS[1]]
    assert "Take along" in labels(app)


def test_nothing_on_it_draws_nothing() -> None:
    """Without a shortlist no page has a bar."""
    assert "Take along" not in labels(opened())


def test_a_button_puts_a_clinic_on_and_takes_it_off() -> None:
    """The button of the Clinic page says which it does, and the rest of the shortlist stays."""
    app = opened(IDS[1], page="clinic", clinic=IDS[0])
    app.button(key=f"shortlist|{IDS[0]}").click().run()
    assert app.session_state["short"] == [IDS[1], IDS[0]]
    button = app.button(key=f"shortlist|{IDS[0]}")
    assert seen(button.label) == "Take off shortlist"
    button.click().run()
    assert app.session_state["short"] == [IDS[1]]
    assert seen(app.button(key=f"shortlist|{IDS[0]}").label) == "Add to shortlist"


def test_a_full_one_takes_no_more() -> None:
    """The button of another clinic is disabled and says why; those on it can still be removed."""
    app = opened(*IDS[:MOST], page="clinic", clinic=IDS[MOST])
    button = app.button(key=f"shortlist|{IDS[MOST]}")
    assert button.disabled
    assert str(MOST) in button.help


def test_an_id_that_no_address_can_hold_is_reported() -> None:
    """The button of a clinic whose id is very long is disabled and says why, instead of doing nothing."""
    app = bring(on_data(), data=f"clinic_id,name,products\n{'L' * 201},Elm,PRP\n{'L' * 200},Oak,PRP\n".encode())
    app.switch_page("../pages/explore.py").run()
    ticks = {
        len(button.key.split("|")[-1]): button for button in app.button if seen(button.label) == "Add to shortlist"
    }
    assert {length: button.disabled for length, button in ticks.items()} == {201: True, 200: False}
    assert "longer than 200 characters" in ticks[201].help


def test_what_a_link_holds_beyond_it_is_reported() -> None:
    """Ids that the file does not hold, and clinics beyond the limit, are reported once and can be dropped."""
    app = opened(*IDS[: MOST + 1])
    assert any("1 more of the link" in caption.value for caption in app.caption)
    app = opened("no-such-clinic", "<script>", IDS[0])
    told = " ".join(caption.value for caption in app.caption)
    assert "no\\-such\\-clinic" in told
    assert "<script>" not in told
    app.button(key="shortlist_drop").click().run()
    assert app.session_state["short"] == [IDS[0]]


def test_all_of_it_can_be_removed() -> None:
    """One at a time or all at once; then the bar is gone."""
    app = opened(*IDS[:3])
    app.button(key=f"take_off|{IDS[1]}").click().run()
    assert app.session_state["short"] == [IDS[0], IDS[2]]
    app.button(key="shortlist_clear").click().run()
    assert app.session_state["short"] == []
    assert "Take along" not in labels(app)


def test_it_leads_on_from_its_own_pages() -> None:
    """On Clinic and on Compare, where a link would not change the address, there are buttons instead."""
    app = opened(IDS[1], IDS[2], page="clinic", clinic=IDS[0])
    app.button(key=f"shortlist_open|{IDS[2]}").click().run()
    assert app.query_params["clinic"] == IDS[2]
    assert NAMES[IDS[2]] in app.title[0].value.replace("\\", "")
    app = opened(IDS[1], IDS[2], page="compare")
    app.button(key="shortlist_compare").click().run()
    assert app.query_params["compare"] == [IDS[1], IDS[2]]


def sheet(app: AppTest) -> str:
    """The markup of the open sheet."""
    return next(html.proto.body for html in app.get("html") if 'class="sheet"' in html.proto.body)


def test_a_sheet_of_few_clinics_is_not_called_a_shortlist() -> None:
    """Where few clinics match, they can be taken along without a shortlist, and the sheet says what they are."""
    app = opened(q=NAMES[IDS[0]])
    app.button(key="take_few").click().run()
    shown = sheet(app)
    assert "<h1>Clinics that match: 1 clinic</h1>" in shown
    assert "My shortlist" not in shown


def test_the_sheet_is_of_these_clinics_and_this_reader() -> None:
    """It has their names in order, what the reader looks for in the questions, and that they are fictional."""
    app = opened(IDS[2], IDS[0], product="PRP")
    app.button(key="take_along").click().run()
    shown = sheet(app)
    first, second = (shown.index(f"<h2>{escape(NAMES[clinic_id])}</h2>") for clinic_id in (IDS[2], IDS[0]))
    assert first < second
    assert "Would PRP be injected" in shown
    assert "every clinic here is fictional" in shown
    copied = next(code.value for code in app.code if code.value.startswith("My shortlist: 2 clinics"))
    assert "Would PRP be injected" in copied
    labels = [button.label for button in app.get("download_button")]
    assert [label for label in labels if not label.startswith("Picture")] == ["Save to print later"]


def test_the_sheet_of_an_upload_says_that_nobody_checked_it() -> None:
    """Clinics of an upload are marked as such, and no link is printed that nobody else can open."""
    app = bring(on_data())
    first = review(MESSY).scores["clinic_id"].iloc[0]
    app.session_state["short"] = [first]
    app.run()
    app.button(key="take_along").click().run()
    assert "Uploaded by a visitor, not checked." in sheet(app)
    assert "fictional" not in sheet(app)
    assert 'class="address"' not in sheet(app)
