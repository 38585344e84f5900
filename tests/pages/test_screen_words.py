"""Words for readers: everything on a screen is in words, never in the program's keys."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.charts.registry import CHARTS
from dashboard.parameters import BREAKDOWN_MEASURES, PARTS
from scoring import review
from scoring.reports import BY
from tests.pages.screen_text import screen_texts
from tests.pages.test_agreement import page
from tests.pages.test_data import MESSY, bring, on_data
from tests.pages.test_pages import EXAMPLE, run

# Keys with an underscore, lists of Python, and Python's words for nothing, true and false.
KEY = re.compile(r"(?<![\w/@-])[a-z][a-z0-9]*(?:_[a-z0-9]+)+(?![\w/])|\[['\"]|['\"]\]|\b(?:nan|NaN|NaT)\b|<NA>")
WHOLE_KEY = re.compile(r"None|True|False|null|as_of")
RECORDS = (
    "name,credentials,credentials_verified,products,targets,imaging,price_usd,as_of,notes\n"
    "A,\"['MD', 'PM&R']\",yes,\"['PRP', 'BMC']\",si_joint; disc,fluoroscopy,about 1000 or so,03/04/2025,\"['x']\"\n"
    "B,MD,,stem cells,medial_branch,none,900,2026-05-31,\n"
)


def keys_shown(app: AppTest) -> list[str]:
    """The texts of a page that hold a key."""
    assert not app.exception
    return [text for text in screen_texts(app) if KEY.search(text) or WHOLE_KEY.fullmatch(text)]


def test_no_chart_shows_a_key() -> None:
    """Explore with each of its charts: titles, axes, legends, tooltips, notes, filters, and the table of clinics."""
    app = run(layout="Table", open_list=True)
    shown: dict[str, list[str]] = {}
    for chart in CHARTS:
        app.session_state["chart"] = chart
        shown[chart] = keys_shown(app.run())
    assert not any(shown.values()), shown


@pytest.mark.parametrize("measure", BREAKDOWN_MEASURES)
def test_no_breakdown_shows_a_key(measure: str) -> None:
    """By every kind of group, its names and its notes are words."""
    app = run(chart="Breakdown", measure=measure)
    shown: dict[str, list[str]] = {}
    for by in BY:
        app.session_state["by"] = by
        shown[by] = keys_shown(app.run())
    assert not any(shown.values()), shown


def test_no_page_on_clinics_shows_a_key() -> None:
    """Clinic and Compare, at a clinic with many flags and at one without a score."""
    scores = EXAMPLE.scores
    places = (scores["flags"].str.count(";").argmax(), scores["score"].isna().argmax())
    chosen = scores["clinic_id"].iloc[[*places]].to_list()
    for clinic_id in chosen:
        assert keys_shown(page("clinic", {}, clinic=clinic_id)) == []
    assert keys_shown(page("compare", {}, compare=chosen)) == []


def icons_in_text(app: AppTest) -> list[str]:
    """The texts of a page with an icon in them, which a screen reader would read by its name: flag icon."""
    assert not app.exception
    return [text.value for kind in (app.markdown, app.caption) for text in kind if ":material/" in text.value]


def test_no_text_holds_an_icon() -> None:
    """The note above the example, other weights and an upload, and a clinic's flags, contain words only."""
    flagged = EXAMPLE.scores["clinic_id"].iloc[EXAMPLE.scores["flags"].str.count(";").argmax()]
    assert icons_in_text(run(who=40)) == []
    assert icons_in_text(bring(on_data())) == []
    assert icons_in_text(page("clinic", {}, clinic=flagged)) == []


def test_method_shows_no_key() -> None:
    """The rubric is printed from its file without its keys."""
    assert keys_shown(page("method", {})) == []


def test_a_record_in_keys_is_quoted_in_words() -> None:
    """A file that holds list literals, words joined by underscores and problems: a patient reads them as words."""
    app = bring(on_data(), data=RECORDS.encode())
    for clinic_id in review(RECORDS.encode()).scores["clinic_id"]:
        app.query_params["clinic"] = clinic_id
        app.switch_page("../pages/clinic.py").run()
        assert any("Its record states" in text for text in screen_texts(app))
        assert keys_shown(app) == []


def test_data_shows_no_key() -> None:
    """Each part of the Data page names the columns of a messy file in words."""
    app = bring(on_data(), data=MESSY)
    for part in PARTS:
        app.session_state["part"] = part
        assert keys_shown(app.run()) == []


def test_a_key_is_seen_wherever_it_is() -> None:
    """In a heading, a tooltip of a chart, and the head and cells of a table; an address is no key."""
    shown = keys_shown(AppTest.from_function(draw_keys).run())
    assert shown == ["Sum of price_usd", "si_joint", "as_of", "the ['PRP']"]


def draw_keys() -> None:
    """A page that shows keys of the program."""
    import altair as alt  # noqa: PLC0415 - a script of its own
    import pandas as pd  # noqa: PLC0415
    import streamlit as st  # noqa: PLC0415

    st.subheader("Sum of price_usd")
    st.markdown("See [the site](https://a.example/si_joint) and b_c.example.com")
    rows = pd.DataFrame({"target": ["si_joint"], "n": [1]})
    st.altair_chart(alt.Chart(rows).mark_bar().encode(x=alt.X("n", title="Clinics"), y=alt.Y("target", title="Target")))
    st.dataframe(pd.DataFrame({"as_of": ["the ['PRP']"]}))
