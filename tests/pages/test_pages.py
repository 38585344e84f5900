"""Each page, with and without the router, by its values."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.page_registry import PAGES
from scoring import QUESTIONS, load_rubric, review
from tests.pages.opened_page import opened_page

ROOT = Path(__file__).parents[2]
EXAMPLE = review(ROOT / "data" / "clinics.csv")
HOSTILE = "![x](http://e.example/x.png) <b>=1+1</b> Spine & Joint"


def run(**session: object) -> AppTest:
    """The app on its first page, with widgets set beforehand."""
    return opened_page(**session)


def run_table(**session: object) -> AppTest:
    """The app on its first page, with its clinics in a table."""
    return run(layout="Table", **session)


def metrics(app: AppTest) -> dict[str, str]:
    """The key figures by their labels."""
    return {metric.label: metric.value for metric in app.metric}


def listed(app: AppTest) -> tuple[int, int]:
    """How many clinics Explore lists with a score, and without one, according to the text above the lists."""
    heads = [*(head.value for head in app.header), *(part.label for part in app.expander)]
    matches = [re.search(pattern, "\n".join(heads)) for pattern in (r"(\d+) scored clinic", r"to score: (\d+) clinic")]
    scored, open_ = (int(match[1]) if match else 0 for match in matches)
    return scored, open_


def table(app: AppTest, place: int = 0) -> list[dict[str, object]]:
    """The rows of a table of clinics."""
    return app.dataframe[place].value.to_dict("records")


def test_explore_shows_the_whole_example() -> None:
    """Without a filter the key figures are those of the file, and the highest clinics come first."""
    scores = EXAMPLE.scores
    app = run_table()
    assert metrics(app)["Clinics"] == str(len(scores))
    assert metrics(app)["Scored"] == str(scores["score"].count())
    assert metrics(app)["Median score"] == f"{scores['score'].median():.1f}"
    first = table(app)[0]
    assert first["Score"] == scores["score"].max()
    assert str(first["Rank"]).split(" ")[0] == "1"


def test_every_page_says_that_the_data_is_fictional() -> None:
    """The example is marked as fictional on Explore and on Method."""
    app = run()
    assert any("fictional" in text.value for text in app.markdown)
    app.switch_page("../pages/method.py").run()
    assert any("fictional" in text.value for text in app.markdown)


def test_filter_narrows_figures_chart_and_table() -> None:
    """A state leaves its clinics in the key figures, in the title of the chart and in the table."""
    here = (EXAMPLE.records["state"] == "CO").to_numpy()
    app = run_table(state=["CO"])
    assert metrics(app)["Clinics"] == str(here.sum())
    assert all(str(row["Place"]).endswith(", CO") for row in table(app))
    assert listed(app)[0] == EXAMPLE.scores["score"][here].count()


def test_weights_move_scores_and_ranks() -> None:
    """With all the weight on What and Who the scores are those of the same weights in a review."""
    weights = {"who": 100, "what": 100, "where": 0, "how": 0}
    expected = EXAMPLE.with_weights(weights).scores.set_index("name")
    rows = table(run_table(**weights))
    assert [row["Score"] for row in rows] == [expected["score"][row["Clinic"]] for row in rows]
    assert [int(str(row["Rank"]).split()[0]) for row in rows] == [expected["rank"][row["Clinic"]] for row in rows]


def test_a_cap_is_reported() -> None:
    """A flag keeps the grade below what the score alone would earn, and beside it is what is possible."""
    lighter = EXAMPLE.with_weights({"what": 1})  # penalized products then cost no points, and their caps still count
    scores, codes = lighter.scores, lighter.profiles.codes
    lowered = scores[(lighter.totals.earned != lighter.totals.grade)[codes]]
    assert (lowered["score"] >= lighter.rubric.grades.B).all()
    grades = {name: table(run_table(q=name, what=1))[0]["Grade"] for name in lowered["name"]}
    assert grades == {
        row["name"]: row["grade"] if row["grade"] == row["grade_high"] else f"{row['grade']}, up to {row['grade_high']}"
        for _, row in lowered.iterrows()
    }
    assert {"C", "C, up to B"} <= set(grades.values())
    assert table(run_table())[0]["Grade"] == "A"


def test_what_is_open_and_possible_is_beside_each_score() -> None:
    """Explore explains in full what "up to" means, and beside each score is how high it could be and what is open."""
    app = run_table(state=["AZ", "NV"])
    assert any("**if every open question had its best answer**" in caption.value for caption in app.caption)
    scores = EXAMPLE.scores.set_index("name")
    profiles = EXAMPLE.profiles
    rows = table(app)
    for row in rows:
        clinic = scores.loc[row["Clinic"]]
        profile = profiles.codes[scores.index.get_loc(row["Clinic"])]
        open_ = [
            key
            for key, low, high in zip(QUESTIONS, profiles.low[profile], profiles.high[profile], strict=True)
            if low < high
        ]
        names = ", ".join(EXAMPLE.rubric.questions[key].title for key in open_)
        assert row["Possible"] == (f"up to {clinic['score_high']:.1f} ({names})" if open_ else "nothing unclear")
    assert {"nothing unclear", "up to 81.3 (Where, How)"} <= {row["Possible"] for row in rows}


def test_a_question_without_weight_leaves_no_score_open() -> None:
    """An open question that has no weight is not named beside the score; without any open one nothing is left open."""
    rows = {row["Clinic"]: row["Possible"] for row in table(run_table(state=["NV"], how=0))}
    assert rows["Black Mountain Fold Spine"] == "up to 75.0 (Where)"  # (85 + 75 + 65) / 3
    rows = {row["Clinic"]: row["Possible"] for row in table(run_table(state=["NV"], how=0, where=0))}
    assert rows["Black Mountain Fold Spine"] == "nothing unclear"


def test_sort_and_page_are_made_on_the_server() -> None:
    """The second page by name holds the clinics after the first page's, in order."""
    first, second = table(run_table(sort="name")), table(run_table(sort="name", page=2))
    names = [str(row["Clinic"]).lower() for row in first + second]
    assert names == sorted(names)
    assert len(set(names)) == len(names) > len(first)


def test_too_little_stated_is_a_list_of_its_own() -> None:
    """Clinics without a score are listed by name once their list is opened, without rank, score or grade."""
    assert len(run_table().dataframe) == 1
    rows = table(run_table(open_list=True), 1)
    assert not {"Rank", "Score", "Grade"} & set(rows[0])
    names = [str(row["Clinic"]).lower() for row in rows]
    assert names == sorted(names)


def test_the_list_is_open_where_nothing_else_is_shown() -> None:
    """Where no matching clinic has a score, those without one are visible at once."""
    unscored = EXAMPLE.scores["name"][EXAMPLE.scores["score"].isna()].iloc[0]
    assert [row["Clinic"] for row in table(run_table(q=unscored))] == [unscored]


def test_no_match_offers_the_way_back() -> None:
    """An empty view says why and one click clears the filters."""
    app = run(q="no clinic has this name")
    assert "No clinic matches" in app.info[0].value
    app.button(key="clear_here").click().run()
    assert not app.exception
    assert metrics(app)["Clinics"] == str(len(EXAMPLE))


def test_no_weight_at_all_is_refused_kindly() -> None:
    """All weights 0: a sentence replaces the scores, and one click makes them equal."""
    app = run(**dict.fromkeys(QUESTIONS, 0))
    assert "all four are 0" in app.error[0].value
    app.button(key="equal_here").click().run()
    assert metrics(app)["Scored"] == str(EXAMPLE.scores["score"].count())


def test_weight_on_one_question_is_not_blamed_on_clinics() -> None:
    """With weight on one question nothing is scored: the page says that the weights are why, and resets them."""
    app = run(what=0, where=0, how=0)
    assert "at least 2 questions with weight" in app.error[0].value
    assert not any("too little" in title.value.lower() for title in (*app.header, *app.subheader))
    app.button(key="equal_here").click().run()
    assert metrics(app)["Scored"] == str(EXAMPLE.scores["score"].count())


def test_another_filter_starts_at_the_first_page() -> None:
    """A filter chosen on a later page shows its best clinics, not its last."""
    app = run(page=4)
    assert app.session_state["page"] == 4
    app.text_input(key="q").set_value("spine").run()
    assert app.session_state["page"] == 1


def test_a_rubric_that_is_not_the_default_is_named() -> None:
    """Under no-iof the page says so beside the figures."""
    app = run(rubric="no-iof")
    assert any("IOF fellowship not counted" in note.value for note in app.info)


@pytest.mark.parametrize("by_link", [False, True], ids=["sidebar", "link"])
def test_the_rubric_half_counts_open_questions_at_the_middle(*, by_link: bool) -> None:
    """Chosen in the sidebar or in a link, it is named, and the scores are those of a review under it."""
    app = opened_page(link={"rubric": "half"} if by_link else {}, layout="Table")
    if not by_link:
        app.selectbox(key="rubric").set_value("half").run()
    assert not app.exception
    assert app.session_state["rubric"] == "half"
    assert any("open questions at the middle" in note.value for note in app.info)
    half = review(ROOT / "data" / "clinics.csv", rubric="half").scores.set_index("name")
    rows = table(app)
    assert [row["Score"] for row in rows] == [half["score"][row["Clinic"]] for row in rows]
    app.text_input(key="q").set_value("Black Mountain Fold").run()
    # Who 85, What 75, Where 0 to 65 of two targets, How 0 to 100: (85 + 75 + 32.5 + 50) / 4.
    assert table(app)[0]["Score"] == 60.6


def test_a_hostile_name_is_literal() -> None:
    """A name with Markdown, HTML and a formula is unchanged in the table and in no Markdown."""
    app = run_table(q="=1+1")
    assert table(app)[0]["Clinic"] == HOSTILE
    assert not any("](http" in text.value for text in [*app.markdown, *app.header, *app.subheader, *app.caption])


def test_links_lead_to_web_addresses_only() -> None:
    """The table links to the website that a record states, and nothing else."""
    websites = EXAMPLE.records.set_index("name")["website"].fillna("")
    shown = {row["Clinic"]: row["Website"] if isinstance(row["Website"], str) else "" for row in table(run_table())}
    assert any(shown.values())
    for name, address in shown.items():
        assert address == websites[name]


def test_unknown_words_of_a_link_are_reported() -> None:
    """Unknown values of a link are left out, and the page says so."""
    app = opened_page(link={"state": ["CO", "Atlantis"], "who": "many"})
    assert "Atlantis" in app.warning[0].value
    assert "who" in app.warning[0].value
    assert "not the clinics that the link means" not in app.warning[0].value


def test_a_link_whose_list_was_cut_says_that_another_is_shown() -> None:
    """Part of a dataset's id is no id: the page shows another list, and says that these are not the link's clinics."""
    app = opened_page(link={"data": "0123abc"})
    assert "0123abc" in app.warning[0].value
    assert "not the clinics that the link means" in app.warning[0].value


@pytest.mark.parametrize("value", ["9" * 5_000, "0" * 5_000, "-" + "9" * 5_000, "1e400", "nan", "²"])
def test_no_number_of_a_link_breaks_a_page(value: str) -> None:
    """Whatever number is in the address, the page is drawn; a long word is shown cut."""
    keys = ("page", "who", "how", "score")
    app = opened_page(link={key: [value, value] if key == "score" else value for key in keys})
    warning = app.warning[0].value
    assert all(key in warning for key in keys)
    assert len(warning) < 1_000


def test_method_prints_every_rule() -> None:
    """Each rule's title, reason and points are on the method page."""
    app = opened_page("method")
    printed = "\n".join(str(shown.value.to_dict()) for shown in app.table)
    rubric = load_rubric()
    for rule in (*rubric.who.values(), *rubric.what.values(), *rubric.flags.values()):
        assert rule.reason in printed
    for person in rubric.who.values():
        assert f"**{person.title}**" in printed
        assert str(person.base) in printed
    for source in rubric.sources.values():
        assert source.citation in printed
    for statement in ("seek_care", "founding_article", "not_advice", "evidence_is_per_product"):
        sentence = rubric.statements[statement]
        assert any(sentence in shown.value for shown in [*app.markdown, *app.error])


@pytest.mark.parametrize("page", ["explore", "method"])
def test_a_page_runs_alone(page: str) -> None:
    """A page without its router shows the example with defaults."""
    app = AppTest.from_file(ROOT / "pages" / f"{page}.py", default_timeout=30).run()
    assert not app.exception
    assert app.title[0].value


def test_a_host_that_runs_the_file_sees_the_app() -> None:
    """streamlit_app.py run as a plain script renders the first page."""
    app = AppTest.from_file(ROOT / "streamlit_app.py", default_timeout=30).run()
    assert not app.exception
    assert metrics(app)["Clinics"] == str(len(EXAMPLE))


def test_an_error_shows_nothing_of_its_cause(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of the app is reported without its message or where it happened."""

    def fail(_view: object) -> None:
        raise RuntimeError("the password is hunter2")

    monkeypatch.setattr("dashboard.clinic_list.headline_figures.draw", fail)
    app = AppTest.from_file(ROOT / "dashboard" / "router.py", default_timeout=30).run()
    (shown,) = app.exception
    error_text = f"{shown.value} {shown.message} {shown.stack_trace}"
    assert "hunter2" not in error_text
    assert Path(__file__).name not in error_text


@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_its_heading_where_its_clinics_cannot_be_shown(page: str) -> None:
    """A link to clinics that are gone shows one title above the refusal, on every page."""
    app = opened_page(page, {"data": "0" * 32})
    assert app.error
    assert len(app.title) == 1
