"""What would change a clinic's score, by its values: possible ranks, what to ask, and what the clinic can send."""

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.charts.rank_neighbors import rank_neighbors
from dashboard.clinic_page.clinic_rank import RANK
from dashboard.clinic_page.score_raises import MOST_SHOWN, RAISES
from dashboard.settings import CORRECTION_CONTACT, CORRECTION_FORM
from scoring.reports import (
    account,
    raise_answers,
    raise_condition,
    raise_questions,
    raise_statement,
    raises,
    usual_ranks,
    weight_ranks,
)
from tests.dashboard.test_view import look
from tests.pages.shown_takeaways import takeaways
from tests.pages.test_clinic import BEST, CLAIMING, EXAMPLE, FLAGGED, OPEN, UNSCORED, at, opened

CLINICS = pytest.mark.parametrize("clinic_id", [OPEN, FLAGGED, UNSCORED])


def plain(shown: str) -> str:
    """Markdown without its escapes and emphasis."""
    return shown.replace("\\", "").replace("\u2060", "").replace("**", "")


def bullets(app: AppTest, start: str) -> list[str]:
    """The lines of the list after the paragraph, or in the expander, that starts this way."""
    inside = [entry for entry in app.expander if entry.label.startswith(start)]
    if inside:
        shown = inside[0].markdown[0].value
    else:
        values = [entry.value for entry in app.main.markdown]
        shown = values[next(place for place, value in enumerate(values) if value.startswith(start)) + 1]
    return [plain(line.strip().removeprefix("- ")) for line in shown.split("\n")]


@CLINICS
def test_what_to_ask_is_what_the_report_says_most_points_first(clinic_id: str) -> None:
    """The first few questions are on the page, each answer with what it gives; the others are one click away."""
    app = opened(clinic_id)
    rubric = EXAMPLE.rubric
    questions = raise_questions(rubric, raises(EXAMPLE, at(clinic_id)))
    people = len(account(EXAMPLE, at(clinic_id)).stated["credentials"].counting)
    conditions = [raise_condition(rubric, question, people) for question in questions]
    lines = []
    for question, condition in zip(questions, conditions, strict=True):
        answers = raise_answers(rubric, question)
        (yes,) = [result for answer, result in answers if not answer] or [""]
        lines.append(f"{condition} {yes}".strip())
        lines += [f"{answer}: {result}" for answer, result in answers if answer]
    shown = bullets(app, "Each of these alone, if true and stated")
    assert sum(any(map(line.startswith, conditions)) for line in shown) == min(len(questions), MOST_SHOWN)
    more = len(questions) - MOST_SHOWN
    assert shown + (bullets(app, f"{more} more") if more > 0 else []) == lines


@CLINICS
def test_the_clinic_finds_what_to_send_and_where(clinic_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every entry has what to state if it is true; a button opens the form, or without it leads to the contact."""
    monkeypatch.setenv(CORRECTION_CONTACT, "fix@clinics.example")
    app = opened(clinic_id)
    questions = raise_questions(EXAMPLE.rubric, raises(EXAMPLE, at(clinic_id)))
    entries = [entry for question in questions for entry in question.answers]
    shown = bullets(app, "For the clinic")
    assert [line.split(" :gray[")[0] for line in shown] == [raise_statement(entry) for entry in entries]
    (sends,) = (entry for entry in app.expander if entry.label.startswith("For the clinic"))
    assert [button.label for button in sends.button] == ["Send a correction"]
    monkeypatch.setenv(CORRECTION_FORM, "no")
    (sends,) = (entry for entry in opened(clinic_id).expander if entry.label.startswith("For the clinic"))
    assert [button.proto.url for button in sends.get("link_button")] == ["mailto:fix@clinics.example"]
    monkeypatch.delenv(CORRECTION_CONTACT)
    (sends,) = (entry for entry in opened(clinic_id).expander if entry.label.startswith("For the clinic"))
    assert not sends.get("link_button")
    assert "has set no contact" in sends.caption[0].value


def moves(app: AppTest) -> list[tuple[str, str]]:
    """The rows on how far a rank could move: the ranks, and the sentence."""
    (table,) = (part.value for part in app.table if list(part.value.columns) == ["Rank", "How far it could move"])
    return [(plain(ranks).replace("\u00a0", " "), plain(words)) for ranks, words in table.to_numpy().tolist()]


def span(best: int, worst: int) -> str:
    """Ranks as written in a row."""
    return str(best) if best == worst else f"{best} to {worst}"


@pytest.mark.parametrize("clinic_id", [OPEN, FLAGGED, BEST])
@pytest.mark.parametrize("weights", [{}, {"who": 90, "how": 10}])
def test_possible_ranks_are_counted_clinic_by_clinic(clinic_id: str, weights: dict[str, int]) -> None:
    """Best and worst rank are one more than the clinics that must and that may be ahead, under the weights in view."""
    scored = EXAMPLE.with_weights({**EXAMPLE.weights, **weights}).scores.dropna(subset="score")
    own = scored.set_index("clinic_id").loc[clinic_id]
    others = scored[scored["clinic_id"] != clinic_id]
    ahead = int((others["score_low"] > own["score_high"]).sum())
    worst = 1 + int((others["score_high"] > own["score_low"]).sum())
    _, _, (ranks, words) = moves(opened(clinic_id, **weights))
    assert ranks == span(1 + ahead, worst)
    assert (f"{ahead} clinic" in words) == (ahead > 0)
    assert ("none stays ahead" in words) == (ahead == 0)
    assert f"{len(scored) - worst} clinics cannot pass it;" in words


@pytest.mark.parametrize("clinic_id", [OPEN, FLAGGED, BEST])
def test_the_three_ranges_of_a_rank_are_told_apart(clinic_id: str) -> None:
    """Weights alone, answers alone and both have a row each; the first is the range shown beside the rank."""
    app = opened(clinic_id)
    position = at(clinic_id)
    own = EXAMPLE.scores.loc[position]
    moved, profile = weight_ranks(EXAMPLE), EXAMPLE.profiles.codes[position]
    rows = moves(app)
    assert [words.split(".")[0] for _, words in rows] == [
        "Mostly",
        "Mostly, with other weights alone",
        "Anywhere, with open answers alone",
    ]
    assert rows[1][0] == span(moved.best[profile], moved.worst[profile])
    assert rows[0][0] == span(own["rank_low"], own["rank_high"])
    (lead,) = (plain(part.value) for part in app.markdown if part.value.startswith("Its rank is"))
    assert lead.startswith(f"Its rank is {own['rank']} of ")
    assert usual_ranks(own["rank_low"], own["rank_high"]) in lead


def test_without_a_score_there_is_no_rank() -> None:
    """A clinic without a score has no ranks that could move, and sees what would give it a score."""
    app = opened(UNSCORED)
    assert not [part for part in app.table if "How far it could move" in part.value.columns]
    assert any("would give it a score" in entry.value for entry in app.markdown)


def test_the_section_is_in_the_outline() -> None:
    """The outline leads to it, after the first screen."""
    app = opened(OPEN)
    (outline,) = (entry.value for entry in app.markdown if "On this page" in entry.value)
    assert f"(#{RAISES})" in outline
    heads = [head.value for head in app.header]
    assert heads.index("What would change this score") < heads.index("How the score is calculated")


def test_its_rank_is_drawn_among_its_neighbors() -> None:
    """A scored clinic has the chart of the clinics around it with its takeaway; one without a score has none."""
    app = opened(OPEN)
    assert len(app.get("vega_lite_chart")) == 1
    figure = rank_neighbors(look(EXAMPLE), account(EXAMPLE, at(OPEN)))
    assert takeaways(app) == [figure.takeaway.removeprefix(figure.title).lstrip(". ")]
    app = opened(UNSCORED)
    assert not app.get("vega_lite_chart")
    (outline,) = (entry.value for entry in app.markdown if "On this page" in entry.value)
    assert f"(#{RANK})" not in outline


def test_each_statement_is_said_to_count_alone() -> None:
    """The introduction says so, and that none alone reaches the possible score, exactly where none does."""
    several = 0
    for clinic_id in EXAMPLE.scores.dropna(subset="score")["clinic_id"].iloc[::29]:
        page = "\n".join(entry.value for entry in opened(clinic_id).markdown)
        high = EXAMPLE.scores["score_high"].iloc[at(clinic_id)]
        best = max((entry.outcome.score for entry in raises(EXAMPLE, at(clinic_id))), default=1000)
        short = best < round(10 * high)
        assert (f"would raise the score, though none alone to the possible {high:.1f}:" in page) == short
        several += short
    assert several
    closed = EXAMPLE.scores.dropna(subset="score").query("score == score_high")["clinic_id"].iloc[-1]
    page = "\n".join(entry.value for entry in opened(closed).markdown)
    assert "would raise the score:" in page


def test_flags_that_no_rank_counts_are_named_beside_it() -> None:
    """Beside how sure the rank is comes what it leaves out; nothing where the record raises no such flag."""
    for clinic_id, is_there in ((OPEN, False), (CLAIMING, True)):
        captions = "\n".join(entry.value for entry in opened(clinic_id).caption)
        named = "Not weighed in them: \u201cClaims to question\u201d"
        assert (named in captions) == is_there
        assert ("claims_concern" in account(EXAMPLE, at(clinic_id)).flags) == is_there
