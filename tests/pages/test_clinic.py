"""The clinic page by its values: found, explained, and the same numbers as everywhere else."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.clinic_page.license_lookups import lookup_for
from dashboard.safe_text import host, markdown
from dashboard.settings import CORRECTION_CONTACT, CORRECTION_FORM, DATA
from dashboard.wording.figure_words import tier_in_words
from scoring import QUESTIONS, review
from scoring.reports.clinic_summary import sentences, warnings
from scoring.reports.explanation import account
from scoring.reports.questions_to_ask import own_questions, to_ask
from scoring.wording import counted
from tests.pages.opened_page import opened_page
from tests.pages.shown_cards import shown_cards

ROOT = Path(__file__).parents[2]
EXAMPLE = review(ROOT / "data" / "clinics.csv")
IDS = EXAMPLE.scores["clinic_id"].to_list()
SCORED = EXAMPLE.scores.dropna(subset="score")
BEST = SCORED.sort_values(["rank", "name"])["clinic_id"].iloc[0]
RANKED = SCORED.assign(low=SCORED["name"].str.lower()).sort_values(["rank", "low"])
SCORED_IDS, BEST_NAMES = RANKED["clinic_id"].to_list(), RANKED["name"].to_list()
UNSCORED = EXAMPLE.scores["clinic_id"][EXAMPLE.scores["score"].isna()].iloc[0]
OPEN = "black-mountain-fold-henderson-nv"
CLAIMING = SCORED["clinic_id"][SCORED["flags"].str.contains("claims_concern")].iloc[0]
FLAGGED = EXAMPLE.scores["clinic_id"][EXAMPLE.scores["flags"].str.contains("exosome")].iloc[0]


def opened(clinic_id: str | None, **session: object) -> AppTest:
    """The clinic page on a clinic, with widgets set beforehand."""
    return opened_page("clinic", {} if clinic_id is None else {"clinic": clinic_id}, **session)


def text(app: AppTest) -> str:
    """All words of the page."""
    return "\n".join(
        str(shown.value)
        for kind in ("title", "header", "subheader", "markdown", "caption", "info")
        for shown in getattr(app, kind)
    )


def at(clinic_id: str) -> int:
    """The position of a clinic in the example."""
    return IDS.index(clinic_id)


def test_the_numbers_are_those_of_the_review() -> None:
    """Score and grade with what is possible, rank with its interval, and tier are those of the review, each once."""
    for clinic_id in (FLAGGED, OPEN):
        row = EXAMPLE.scores.set_index("clinic_id").loc[clinic_id]
        (picture,) = shown_cards(opened(clinic_id))
        moves = row["rank_low"] < row["rank_high"]
        interval = f" \u00b7 mostly {row['rank_low']} to {row['rank_high']}" if moves else ""
        level = int((SCORED["score"] == row["score"]).sum()) - 1
        shared = f", level with {counted(level, 'other')}" if level else ""
        assert picture.score == f"{row['score']:.1f}"
        assert picture.score_high == (f"{row['score_high']:.1f}" if row["score"] < row["score_high"] else "")
        assert picture.grade == row["grade"]
        assert picture.grade_high == (row["grade_high"] if row["grade_high"] != row["grade"] else "")
        assert picture.facts == (
            f"Rank {row['rank']} of the {len(SCORED)} with a score{shared}{interval} \u00b7 "
            f"{tier_in_words(row['tier'])}"
        )


def test_the_picture_hatches_what_is_open() -> None:
    """The bars of the four questions are at the top; an open one is hatched and not shown as zero."""
    (picture,) = shown_cards(opened(OPEN))
    assert picture.points == {"Who": "85", "What": "75", "Where": "open", "How": "open"}
    assert picture.body.count('class="open" style="width:0.0%"') == 2
    assert picture.name == "", "the title of the page is the name"


def test_what_is_possible_is_beside_the_score_in_full_words() -> None:
    """Under the figures: how high the score could be, what that depends on, and that more could still be stated."""
    row = EXAMPLE.scores.set_index("clinic_id").loc[OPEN]
    assert row[["targets_score", "imaging_score"]].isna().all()
    words = (
        f"Score {row['score']:.1f}, up to {row['score_high']:.1f} with the best answers to what is unclear: "
        "whether its guidance reaches what it names and how the needle is guided. "
        "[Stating more](#raise) could raise it further."
    )
    assert words in text(opened(OPEN))
    closed = SCORED[SCORED["score_low"] == SCORED["score_high"]].iloc[0]
    page = text(opened(closed["clinic_id"]))
    assert (
        f"Score {closed['score']:.1f}; nothing unclear in its record could move it. [Stating more](#raise) could still"
        in page
    )
    assert "once what is unclear" not in page


def test_words_that_state_nothing_known_are_quoted_on_the_first_screen() -> None:
    """Where the record says "IV", the card does not say not stated, a line quotes it, and a question is about it."""
    app = opened("blue-fold-integrative-asheville-nc")
    page = text(app)
    assert "**Where:** its record says \u201cIV\u201d, which states no structure of the back." in page
    assert f". {EXAMPLE.rubric.questions['where'].ask} Its record says: \u201cIV\u201d." in page
    assert "no known answer" in shown_cards(app)[0].body
    assert "not stated" not in shown_cards(app)[0].body


@pytest.mark.parametrize(
    ("clinic_id", "words"),
    [
        # Claims cap the grade at B, which its score earns anyway: the flag lowers nothing and is not named.
        ("ocotillo-row-cell-scottsdale-az", "would earn B; a flag holds the grade at C: culture-expanded cells."),
        ("frontera-clara-celulas-tijuana-mx", "flags hold the grade at C: exosomes and stromal vascular fraction."),
        (
            "tidewell-regenerative-medicine-san-diego-ca",
            "would earn B; an open word could mean what holds the grade at C.",
        ),
    ],
)
def test_what_holds_the_grade_down_is_named(clinic_id: str, words: str) -> None:
    """Where the score alone would earn more, the flags that cap it there are named, or the open word; else nothing."""
    assert words in text(opened(clinic_id, what=1))  # penalized products then cost no points, and their caps count
    assert "The score alone would earn" not in text(opened(clinic_id))


def test_a_cap_without_weight_holds_nothing_down() -> None:
    """A flag whose question has no weight caps no grade, and is not named."""
    assert "The score alone would earn" not in text(opened("frontera-clara-celulas-tijuana-mx", what=0))


def test_it_adds_up_by_hand() -> None:
    """The printed formula, evaluated again, gives the printed score; its parts are the questions' figures."""
    app = opened(FLAGGED, who=40, how=15)
    weighted = EXAMPLE.with_weights({"who": 40, "how": 15})
    flagged = account(weighted, at(FLAGGED))
    left, right = next(code.value for code in app.code if " = " in code.value).split(" = ")
    numbers = left.replace("\u00d7", "*")
    worked = eval(numbers, {"__builtins__": {}})  # noqa: S307 - the app's own sum of numbers
    assert abs(worked - float(right)) < 0.051
    assert float(right) == weighted.scores["score"].iloc[at(FLAGGED)]
    for question in QUESTIONS:
        answered = flagged.questions[question]
        figure = f"{answered.counted / 10:.1f}"
        assert any(head.value.startswith(answered.rule.title) and figure in head.value for head in app.subheader)


def test_the_account_and_the_questions_are_on_the_page() -> None:
    """All sentences and questions to ask are on the page, including a claim that is a warning sign."""
    for clinic_id in (FLAGGED, OPEN, CLAIMING):
        app = opened(clinic_id)
        page = text(app)
        shown = account(EXAMPLE, at(clinic_id))
        assert all(f"{number}. {ask}" in page for number, ask in enumerate(own_questions(shown), 1))
        assert re.search(
            r"Tier (\d+): clearly behind the leader of tier |Tier 1: no", "".join(shown_cards(app)[0].facts)
        )
        for sentence in (*warnings(shown), *sentences(shown), *own_questions(shown)):
            assert sentence in page
        assert all(page.index(warning) < page.index(sentences(shown)[0]) for warning in warnings(shown))
    assert EXAMPLE.rubric.flags["claims_concern"].sentence in warnings(account(EXAMPLE, at(CLAIMING)))


def test_a_clinic_that_leaves_nothing_open_is_asked_too() -> None:
    """The questions for every clinic, with what the reader looks for, are open where a record raises none."""
    quiet = next(i for i in SCORED["clinic_id"] if not to_ask(account(EXAMPLE, at(i))))
    for clinic_id, is_open in ((quiet, True), (FLAGGED, False)):
        app = opened(clinic_id, product=["PRP"])
        box = next(part for part in app.expander if part.label == "Questions for every clinic, good ones too")
        assert box.proto.expanded is is_open
        asks = " ".join(part.value for part in box.markdown)
        assert "Would PRP be injected" in asks
        assert "complications" in asks


def test_people_of_whom_none_is_said_to_inject_leave_that_unclear() -> None:
    """The sentences do not say that the record states who injects while the page asks which of the people does."""
    flagged = SCORED["clinic_id"][SCORED["flags"].str.contains("injector_unclear")]
    assert len(flagged)
    for clinic_id in flagged:
        assert re.search(r"leaves unclear [^.]*who injects", sentences(account(EXAMPLE, at(clinic_id)))[0]), clinic_id


def test_original_words_are_beside_what_was_understood() -> None:
    """The record is quoted as written, before the terms that it was read as."""
    app = opened(FLAGGED)
    record = EXAMPLE.records.iloc[at(FLAGGED)]
    plain = text(app).replace("\\", "")
    for column in ("credentials", "products"):
        assert f"{column}: \u201c{' '.join(record[column].split())}\u201d" in plain


def test_no_key_of_a_file_is_read_as_a_word() -> None:
    """A list literal and a name with underscores are quoted as people write them, and a column by a word."""
    harbor = at("harbor-spine-tampa-fl")
    assert EXAMPLE.records["products"].iloc[harbor] == "['PRP', 'BMC']"
    page = text(opened(IDS[harbor])).replace("\\", "")
    assert "products: \u201cPRP; BMC\u201d" in page
    assert "targets: \u201cdisc; facet; si joint; nerve; ligament\u201d" in page
    dated = EXAMPLE.problems.loc[EXAMPLE.problems["column"] == "as_of", "row"].iloc[0]
    app = opened(IDS[EXAMPLE.understood.rows.tolist().index(dated)])
    assert (
        "date of the record" in next(shown.value for shown in app.table if "Column" in shown.value)["Column"].to_list()
    )


def test_a_clinic_without_a_score_says_why_and_has_no_rank() -> None:
    """Not enough stated: no figures, no formula, and a sentence that this is not a low score."""
    app = opened(UNSCORED)
    (picture,) = shown_cards(app)
    assert picture.score == picture.grade == picture.facts == ""
    assert not app.code
    assert app.info[0].value == sentences(account(EXAMPLE, at(UNSCORED)))[3]


@pytest.mark.parametrize("clinic_id", [None, "no-such-clinic", "![x](http://e.example)"])
def test_no_clinic_is_an_empty_state(clinic_id: str | None) -> None:
    """Without a clinic, or with one that is not in the file, the page says so and offers a search."""
    app = opened(clinic_id)
    assert app.title[0].value == "One clinic in full"
    assert [field.label for field in app.text_input if field.key == "find_clinic"] == ["Find a clinic by name"]
    assert len(app.warning) == (clinic_id is not None)
    offered = [button for button in app.button if str(button.key).startswith("offered|")]
    assert [card.name for card in shown_cards(app)] == BEST_NAMES[: len(offered)]
    offered[1].click().run()
    assert app.title[0].value == markdown(BEST_NAMES[1])


def test_a_search_opens_a_clinic() -> None:
    """Part of a name lists matches; choosing one puts it into the address and opens it."""
    app = opened(None)
    name = EXAMPLE.scores["name"].iloc[at(BEST)]
    app.text_input(key="find_clinic").set_value(name[:8]).run()
    app.button(key=f"find_clinic|{BEST}").click().run()
    assert not app.exception
    assert app.query_params["clinic"] == BEST
    assert app.text_input(key="find_clinic").value == ""


def test_next_and_previous_follow_the_list_as_filtered() -> None:
    """Next moves down the list of Explore under the same filters; previous moves back; both stop at the ends."""
    florida = EXAMPLE.scores[(EXAMPLE.records["state"] == "FL").to_numpy()].dropna(subset="score")
    listed = florida.assign(low=florida["name"].str.lower()).sort_values(["rank", "low"])["clinic_id"].to_list()
    app = opened(listed[0], state=["FL"])
    assert app.button(key="step_Previous").disabled
    app.button(key="step_Next").click().run()
    assert app.query_params["clinic"] == listed[1]
    app.button(key="step_Previous").click().run()
    assert app.query_params["clinic"] == listed[0]


def test_a_list_of_one_clinic_has_no_next() -> None:
    """Where the filters leave one clinic, it is called the only one, and there are no steps to others."""
    app = opened(BEST, q=BEST_NAMES[0])
    assert "The only clinic in the list" in text(app)
    assert "Place 1" not in text(app)
    assert not [button for button in app.button if (button.key or "").startswith("step_")]


def test_a_clinic_that_the_filters_leave_out_still_opens() -> None:
    """A link to a clinic outside the filters opens it and says that it is not in the list."""
    app = opened(BEST, state=["WY"])
    assert "Not among the clinics that match the filters" in text(app)
    assert app.button(key="step_Next").disabled


def test_hostile_text_is_literal() -> None:
    """A name with an image, markup and a formula contains nothing that is active in Markdown."""
    hostile = EXAMPLE.scores["clinic_id"][EXAMPLE.scores["name"].str.contains("=1+1", regex=False)].iloc[0]
    title = opened(hostile).title[0].value
    assert "\\!\\[x\\]\\(" in title
    assert "<b>" not in title


@pytest.mark.parametrize(
    ("contact", "opens"),
    [
        ("", None),
        ("fix@clinics.example", "mailto:fix@clinics.example"),
        ("https://clinics.example/fix", "https://clinics.example/fix"),
    ],
)
def test_the_host_sets_where_to_ask_for_a_correction(
    monkeypatch: pytest.MonkeyPatch, contact: str, opens: str | None
) -> None:
    """Without the form an email or web address becomes a button; without any contact there is a sentence."""
    monkeypatch.setenv(CORRECTION_CONTACT, contact)
    monkeypatch.setenv(CORRECTION_FORM, "no")
    app = opened(BEST)
    links = [link.proto.url for link in app.get("link_button") if link.proto.label == "Ask for a correction"]
    assert links == ([opens] if opens else [])
    assert ("has set no contact" in text(app)) == (opens is None)


def test_problems_are_shown_with_their_record() -> None:
    """What was not fully understood in a record is shown with what to do; a clean record has no such list."""
    row = EXAMPLE.problems.loc[EXAMPLE.problems["row"] > 1, "row"].iloc[0]
    position = EXAMPLE.understood.rows.tolist().index(row)
    entries = EXAMPLE.problems[EXAMPLE.problems["row"] == row]
    app = opened(IDS[position])
    table = next(shown.value for shown in app.table if "Column" in shown.value)
    assert [str(column).replace("\\", "") for column in table["Column"]] == entries["column"].to_list()
    assert not [shown for shown in opened(BEST).table if "Column" in shown.value]


def test_a_bare_yes_is_not_called_a_check() -> None:
    """A cell that says only yes is quoted with the words that it checks nothing."""
    bare = EXAMPLE.problems.loc[EXAMPLE.problems["code"] == "bare_yes", "row"].iloc[0]
    position = EXAMPLE.understood.rows.tolist().index(bare)
    assert "so none counts as checked" in text(opened(IDS[position]))


def test_moved_weights_are_shown_on_the_page_and_can_be_reset() -> None:
    """A reader sees that scores use other weights than the rubric's, and one click resets them."""
    app = opened(BEST, who=60)
    assert any("Every score here counts Who 60, What 25" in shown.value for shown in app.markdown)
    app.button(key="equal_top").click().run()
    assert not any("Every score here counts" in shown.value for shown in app.markdown)


def test_the_question_about_a_claim_quotes_it() -> None:
    """The claim is quoted with the question that it raises, as text; without the flag nothing is asked."""
    carries = EXAMPLE.scores["flags"].fillna("").str.contains("claims_concern")
    claim = EXAMPLE.records["claims"][carries].iloc[0]
    ask = EXAMPLE.rubric.flags["claims_concern"].ask
    page_text = text(opened(EXAMPLE.scores["clinic_id"][carries].iloc[0]))
    assert f". {ask} Its record says: \u201c{markdown(claim)}\u201d." in page_text
    assert ask not in text(opened(EXAMPLE.scores["clinic_id"][~carries].iloc[0]))


def test_sources_in_short_are_explained() -> None:
    """Beside the rules it says where their sources are given in full, and whose article is the founding one."""
    assert EXAMPLE.rubric.statements["sources_in_short"] in text(opened(BEST))


def links_out(app: AppTest) -> dict[str, str]:
    """The buttons that lead out of the app: address -> label."""
    return {link.proto.url: link.proto.label for link in app.get("link_button")}


def test_a_button_says_where_it_leads() -> None:
    """The host of a record's address is on its button."""
    stated = EXAMPLE.records.set_index("clinic_id")[["website", "source_url"]].dropna().iloc[0]
    shown = links_out(opened(str(stated.name)))
    for address, label in zip(stated, ("Website", "Open the source"), strict=True):
        assert shown[address] == f"{label} ({host(address)})"


def test_who_works_there_can_be_checked() -> None:
    """The page links to the registry of providers, and to the lookup of licenses with its source and date."""
    npi = EXAMPLE.records["npi"].notna()
    california = EXAMPLE.scores["clinic_id"][(npi & (EXAMPLE.records["state"] == "CA")).to_numpy()].iloc[0]
    app = opened(california)
    number = EXAMPLE.records["npi"].iloc[at(california)]
    shown = links_out(app)
    assert f"NPI {number}" in shown[f"https://npiregistry.cms.hhs.gov/provider-view/{number}"]
    lookup = lookup_for("CA", "US")
    assert lookup is not None
    assert lookup.board in shown[lookup.url]
    assert any(lookup.source in caption.value and "26 November 2026" in caption.value for caption in app.caption)
    without = links_out(opened(EXAMPLE.scores["clinic_id"][~npi.to_numpy()].iloc[0]))
    assert not any("npiregistry" in address for address in without)


def test_the_outline_leads_to_headings_of_the_page() -> None:
    """Every link of the outline is the anchor of one heading, and every section is in it."""
    app = opened(OPEN)
    outline = next(shown.value for shown in app.markdown if "On this page:" in shown.value)
    anchors = re.findall(r"\(#([\w-]+)\)", outline)
    headings = [head.proto.anchor for kind in ("header", "subheader") for head in getattr(app, kind)]
    assert len(set(anchors)) == len(anchors) == 13
    assert sorted(anchor for anchor in headings if anchor) == sorted(anchors)


def test_one_link_compares_it_with_its_neighbor_in_the_list() -> None:
    """The clinic above in the list is one click away from a comparison with this one; for the first, the one below."""
    first, second = (SCORED_IDS[place] for place in (0, 1))
    for clinic_id, words in ((second, f"the previous one: {BEST_NAMES[0]}"), (first, f"the next one: {BEST_NAMES[1]}")):
        (link,) = [link.proto for link in opened(clinic_id).get("page_link") if "Compare with the" in link.proto.label]
        assert link.label == markdown(f"Compare with {words}")
        assert link.query_string == f"compare={first}&compare={second}"


def test_unclear_words_and_doubts_are_told_apart(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A word of many meanings says what it may mean; a term in doubt is no such word."""
    (tmp_path / "list.csv").write_bytes(
        b"clinic_id,name,products,targets,imaging\na,A Clinic,PRP; maybe exosomes,disc,image-guided\n"
    )
    monkeypatch.setenv(DATA, str(tmp_path / "list.csv"))
    page = text(opened("a"))
    assert "In doubt: exosomes." in page
    assert "\u201cImage-guided\u201d may mean fluoroscopy, CT or ultrasound." in page
    assert "ossibly exosomes\u201d" not in page
