"""Changes on the Data page: given an earlier edition, what changed since is counted, drawn, listed and saved."""

from __future__ import annotations

import csv
import io
from random import Random

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import settings
from dashboard.corrections.edition_report import changes_table, entries_by_choice, in_order
from dashboard.corrections.edition_scoring import ITS_OWN, SAME, USUAL, EditionScoring, scorings
from dashboard.datasets import session_datasets
from scoring import review
from scoring.editions import MOVES, EditionChanges, edition_changes
from scoring.reports import exports
from tests.pages.test_data import bring, on_data, said
from tests.pages.test_pages import metrics
from tests.pages.test_screen_words import keys_shown
from tests.scoring.files import WHOLE, Row, csv_bytes

NOW: list[Row] = [
    {"clinic_id": f"c{n}", "name": f"Clinic {n}", "city": "Reno", "state": "NV", **WHOLE, "imaging": imaging}
    for n, imaging in enumerate(["fluoroscopy", "ultrasound", "none", "CT", "fluoroscopy", ""])
]
THEN: list[Row] = [
    {**NOW[0], "imaging": "none"},
    {**NOW[1], "clinic_id": "other"},
    {**NOW[2], "credentials": "", "products": "", "targets": ""},
    {**NOW[3], "products": "exosomes"},
    {**NOW[4], "clinic_id": "gone", "name": "=HYPERLINK(1)"},
]
LATER, EARLIER = csv_bytes(NOW), csv_bytes(THEN)


def compared(earlier: bytes = EARLIER, later: bytes = LATER, name: str = "then.csv", **session: object) -> AppTest:
    """The Data page with a list, and an earlier edition that was dropped beside it."""
    app = bring(on_data(part="Changes", **session), "now.csv", later)
    app.file_uploader[1].upload(name, earlier).run()
    assert not app.exception
    return app


def changes(earlier: bytes = EARLIER, later: bytes = LATER) -> EditionChanges:
    """The same changes without the app."""
    return edition_changes(review(earlier), review(later))


def table(app: AppTest) -> pd.DataFrame:
    """The table of changes."""
    frames = [element.value for element in app.dataframe if "Places up" in element.value and "Change" in element.value]
    (frame,) = frames
    return frame


def test_a_second_file_is_compared_with_the_first() -> None:
    """The counts, the sentences and the table are those of the comparison; the open list stays open."""
    app = compared()
    expected = changes()
    assert app.session_state["data"] == review(LATER).dataset
    assert app.query_params["since"] == review(EARLIER).dataset
    counts = [str(number) for number in expected.differences.counts.values()]
    shown = metrics(app)
    assert [shown[title] for title in ("New", "Gone", "Changed", "Moved in rank only")] == counts
    assert shown["The same"] == str(expected.differences.unchanged)
    page_text = said(app)
    assert "What changed since then.csv?" in page_text
    assert "4 clinics in both: 3 by id and 1 by name, city and state, as they share no id of their own." in page_text
    assert "1 clinic: score gained." in page_text
    frame = table(app)
    assert len(frame) == len(expected.differences)
    row = frame.set_index("Clinic").loc["Clinic 0"]
    assert row["What changed in its record"] == "imaging: \u201cnone\u201d before, \u201cfluoroscopy\u201d now"
    split = frame[["Rules", "Weights", "Own record", "Others"]].dropna().sum(axis=1)
    assert (split == frame["Places up"].dropna()).all()
    assert (frame["Rank before"] - frame["Rank now"]).dropna().to_list() == frame["Places up"].dropna().to_list()


def test_no_key_of_the_program_is_shown() -> None:
    """Columns of a record and flags are called by their words in the chart, the table and the sentences."""
    fuller = csv_bytes(
        [{**row, "price_usd": "900", "as_of": "2026-01-02", "source_url": "https://a.example"} for row in NOW]
    )
    assert keys_shown(compared(later=fuller)) == []


def test_a_kind_is_shown_alone() -> None:
    """Each choice lists its own clinics, and empty choices are not offered."""
    app = compared()
    for choice, names in (
        ("Gone", {"=HYPERLINK(1)"}),
        ("New", {"Clinic 4", "Clinic 5"}),
        ("Score gained or lost", {"Clinic 2"}),
    ):
        key = f"changes_shown|{review(EARLIER).dataset}"
        app.session_state[key] = choice
        app.run()
        assert set(table(app)["Clinic"]) == names
    options = next(group.options for group in app.button_group if group.key == key)
    has_moved = changes().differences.counts["moved"] > 0
    assert any("Moved in rank only" in str(option) for option in options) == has_moved


def test_the_same_clinics_in_another_order_have_no_changes() -> None:
    """The page says that nothing changed, and draws neither chart nor table."""
    app = compared(csv_bytes(NOW[::-1]))
    assert "Every clinic states and scores the same as before" in said(app)
    assert not app.dataframe
    assert metrics(app)["The same"] == str(len(NOW))


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("holiday.pdf", b"%PDF-1.7 not a list", "This is a PDF"),
        ("same.csv", LATER, "It is the same file as the list that is open"),
        ("empty.csv", b"", "empty"),
        ("strange.csv", b"Wer,Behandler\nPraxis,MD\n", "open it above as your list"),
    ],
)
def test_a_file_that_cannot_be_compared_is_refused(name: str, data: bytes, sentence: str) -> None:
    """One sentence says why; the list stays open, and nothing is compared."""
    app = compared(data, name=name)
    (refusal,) = app.error
    assert sentence.lower() in said(app).lower()
    assert name.partition(".")[0] in refusal.proto.title
    assert app.session_state["data"] == review(LATER).dataset
    assert "since" not in app.query_params


def test_files_too_large_for_a_visit_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where both files together exceed what a visit may hold, the list stays, and a sentence says so."""
    monkeypatch.setattr(session_datasets, "_MOST_BYTES", len(LATER) + 10)
    app = compared()
    assert "Both files together are larger than a visit may hold" in said(app)
    assert metrics(app)["How is stated"]


def test_a_link_or_an_id_is_taken_and_anything_else_explained() -> None:
    """An id that opens nothing is reported, and so is a text that is no link."""
    app = bring(on_data(part="Changes"), "now.csv", LATER)
    choice = next(box for box in app.selectbox if box.label == "Earlier edition")
    for typed, sentence in (
        ("what?", "This is not a link to a published list"),
        (f"https://elsewhere.example/?data={'0' * 32}", "The earlier edition is not here"),
        (f"?data={'0' * 32}", "The earlier edition is not here"),
        (review(LATER).dataset, "cannot be its own earlier edition"),
    ):
        choice.options.append(typed)  # a browser sends what is typed like an option
        choice.set_value(typed).run()
        assert not app.exception
        assert sentence in said(app) + " ".join(str(warning.value) for warning in app.warning).replace("\\", "")
        choice = next(box for box in app.selectbox if box.label == "Earlier edition")


def test_another_file_of_this_visit_can_be_chosen() -> None:
    """A list that was open before is offered by its name; the example is not."""
    app = bring(on_data(part="Changes"), "then.csv", EARLIER)
    bring(app, "now.csv", LATER)
    choice = next(box for box in app.selectbox if box.label == "Earlier edition")
    assert choice.options == ["then.csv"]
    choice.set_value(review(EARLIER).dataset).run()
    assert "What changed since then.csv?" in said(app)


def test_what_was_decided_about_the_list_holds_for_its_earlier_edition() -> None:
    """A word whose meaning a reader set is read alike in both, unless the reader turns that off."""
    later = csv_bytes([{**row, "products": "Zorb"} for row in NOW])
    earlier = csv_bytes([{**row, "products": "zorb"} for row in NOW])
    app = bring(on_data(part="Recipe"), "now.csv", later)
    app.file_uploader[1].upload("recipe.json", b'{"values": {"products": {"Zorb": ["prp"]}}}').run()
    app.session_state["part"] = "Changes"
    app.run()
    app.file_uploader[1].upload("then.csv", earlier).run()
    assert not app.exception
    before = review(earlier, recipe=b'{"values": {"products": {"Zorb": ["prp"]}}}')
    assert app.query_params["since"] == before.dataset
    assert metrics(app)["Moved in rank only"] == "0"


def test_the_earlier_edition_may_have_its_own_rules_and_weights() -> None:
    """Scored as the list is, rules and weights move nothing; by the usual ones, the table says what weights did."""
    app = compared(who=80)
    assert (table(app)["Weights"].dropna() == 0).all()
    control = f"edition_scoring|{review(EARLIER).dataset}"
    app.session_state[control] = USUAL
    app.run()
    later = review(LATER).with_weights({"who": 80, "what": 25, "where": 25, "how": 25})
    expected = edition_changes(review(EARLIER), later)
    frame = table(app).set_index("Clinic")["Weights"].dropna()
    rows = expected.table.set_index("name")["by_weights"].dropna()
    assert frame.to_dict() == rows[frame.index].to_dict()
    assert control not in compared().session_state


def test_the_settings_of_an_export_can_be_used() -> None:
    """An earlier edition that is an export of ours may be scored by its own settings; identical choices are merged."""
    usual = review(EARLIER)
    exported = review(exports.clinics_csv(usual.with_weights({"who": 50})))
    own = EditionScoring("default", {**usual.weights, "who": 50})
    assert scorings(EditionScoring("default", usual.weights), usual) == {SAME: EditionScoring("default", usual.weights)}
    offered = scorings(EditionScoring("half", usual.weights), exported)
    assert list(offered) == [SAME, USUAL, ITS_OWN]
    assert offered[ITS_OWN] == own
    assert list(scorings(own, exported)) == [SAME, USUAL]


def test_the_biggest_moves_come_first() -> None:
    """For every kind the largest moves come first, and every entry is on some page."""
    random = Random(7)  # noqa: S311 - the same in every run
    kinds = ["none", "fluoroscopy", "ultrasound", ""]
    lists = [
        csv_bytes(
            [{**NOW[0], "clinic_id": str(n), "name": f"N{n}", "imaging": random.choice(kinds)} for n in range(40)]
        )
        for _ in range(2)
    ]
    result = changes(*lists)
    masks = entries_by_choice(result)
    for mask in masks.values():
        entries = in_order(result, mask)
        assert sorted(entries) == mask.nonzero()[0].tolist()
        moves = changes_table(result, entries)["Places up"].fillna(0).abs().to_list()
        assert moves == sorted(moves, reverse=True)


@pytest.mark.parametrize("form", ["CSV", "Excel workbook"])
def test_the_file_holds_every_change_and_runs_nothing(form: str) -> None:
    """It is the command line's table, with what was compared; a name that is a formula stays text."""
    app = compared()
    app.session_state["changes"] = True
    app.session_state["changes|form"] = form
    app.run()
    assert not app.exception
    labels = {"CSV": "Save as CSV", "Excel workbook": "Save as Excel workbook"}
    assert labels[form] in [button.label for button in app.get("download_button")]
    content = exports.to_csv(changes().export)
    rows = list(csv.DictReader(io.StringIO(content.decode())))
    assert [row["name"] for row in rows if row["change"] == "gone"] == ["'=HYPERLINK(1)"]
    assert "file" in rows[0]["compared"]
    assert set(MOVES) <= rows[0].keys()


def test_a_read_only_host_takes_no_earlier_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is no uploader; a published edition can still be chosen."""
    monkeypatch.setenv(settings.READ_ONLY, "true")
    app = on_data(part="Changes")
    assert not app.file_uploader
    assert [box.label for box in app.selectbox if box.label == "Earlier edition"]
