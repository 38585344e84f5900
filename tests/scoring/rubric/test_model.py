"""The rubric: why a broken file is refused, what a variant may change, and that no one can change it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

import scoring
from scoring import BadSettings, load_rubric
from scoring.rubric.model import FLAGS, QUESTIONS
from scoring.vocabulary import vocabulary
from scoring.wording import share_in_words
from tests.scoring.files import WHOLE, reviewed, scored

EXTENDS = 'extends = "default"\n'
FIFTH = (
    "[questions.when]\ntitle = 't'\nasks = 'a'\nask = 'a'\ndimension = 'imaging'\nweight = 1\npoints_from = 'p'\n"
    "reason = 'r'\nsource = ['seed']\nas_of = 2026-01-01\njurisdiction = 'any'"
)
HUGE = "0x" + "f" * 6_000  # more digits than Python writes
EVIDENCE = (
    "[evidence.{}]\nstanding = '{}'\nresult = '{}'\nfinding = 'f'\nlimits = 'l'\nsource = ['seed']\n"
    "as_of = 2026-01-01\njurisdiction = 'any'"
)

GROUNDS = "reason = 'r'\nsource = ['seed']\nas_of = 2026-01-01\njurisdiction = 'any'"
DEFAULT = Path(scoring.__file__).with_name("rubric") / "default.toml"


def written(folder: Path, content: str | bytes) -> Path:
    """A rubric file with this content."""
    path = folder / "mine.toml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def broken(changes: str, key: str, words: list[str], id: str) -> Any:  # noqa: A002 - as pytest has it
    """A default rubric with changes that break it, the key that is refused, and words of the refusal."""
    return pytest.param(EXTENDS + changes, key, words, id=id)


@pytest.mark.parametrize(
    ("content", "key", "words"),
    [
        pytest.param("name = [", "TOML", ["expected a TOML file"], id="bad TOML"),
        pytest.param(b"\xff\xfe", "TOML", ["expected a TOML file"], id="not text"),
        pytest.param("name = " + "9" * 5_000, "TOML", ["expected a TOML file"], id="more digits than Python converts"),
        pytest.param("name = " + "[" * 5_000, "TOML", ["expected a TOML file"], id="deeper than Python goes"),
        pytest.param('name = "mine"', "title", ["required"], id="missing key"),
        broken("name = 3", "name", ["string", "3"], id="number for text"),
        broken("[who.iof]\naddition = '10'", "who.iof.addition", ["integer", "'10'"], id="text for number"),
        broken("[who.iof]\naddition = 1.5", "who.iof.addition", ["integer", "1.5"], id="half a point"),
        broken("[who.iof]\nphysician = 1", "who.iof.physician", ["boolean", "1"], id="number for yes"),
        broken("[who.iof]\nas_of = 'May'", "who.iof.as_of", ["date", "May"], id="text for date"),
        broken("[who.iof]\nbase = 101", "who.iof.base", ["100", "101"], id="more than 100"),
        broken("[ladder.reported]\npoints = -1", "ladder.reported.points", ["0", "-1"], id="less than 0"),
        broken("[what.prp]\npoints = 90", "what.prp.points", ["not permitted"], id="points of a product's own"),
        broken("[questions.who]\nweight = 101", "questions.who.weight", ["100", "101"], id="weight"),
        broken("colour = 'red'", "colour", ["not permitted"], id="unknown key"),
        broken("[who.iof]\ncolour = 1", "who.iof.colour", ["not permitted"], id="unknown key in a rule"),
        broken("[questions.when]\ntitle = 'x'", "questions.when", ["required"], id="fifth question"),
        pytest.param(DEFAULT.read_text(encoding="utf-8").replace("\n[questions.how]\n", "\n[questions.when]\n"),
            "questions.how", ["a table"], id="three questions"),
        broken("[questions.who]\ndimension = 'products'", "questions.who.dimension", ["'credentials'"], id="swapped"),
        broken(FIFTH, "questions.when", ["one of who, what, where, how"], id="whole fifth question"),
        broken("[who.iof]\nreason = ''", "who.iof.reason", ["at least 1"], id="empty reason"),
        broken("[who.iof]\nsource = []", "who.iof.source", ["at least 1"], id="no source"),
        broken("[who.iof]\nterms = ['wizard']", "who", ["each of these terms"], id="unknown person"),
        broken("[what.prp]\nterms = ['gold']", "what", ["each of these terms"], id="unknown product"),
        broken("[what.prp]\nterms = ['prp', 'bmc']", "what", ["in one rule"], id="term in two rules"),
        broken("[what.prp]\nstanding = 'proven'", "what.prp.standing", ["'controlled'"], id="standing"),
        broken("[what.prp]\nrung = 'proven'", "what.prp.rung", ["partly_held", "followed"], id="rung"),
        broken("[what.prp]\nrung = 'followed'", "what.prp.standing", ["'uncontrolled'"], id="rung of another standing"),
        broken("[what.bmc]\nrung = 'partly_held'", "what.bmc.rung", ["'no difference'"], id="rung above its results"),
        broken("[what.prp]\nrung = 'not_held'", "what.prp.rung", ["'benefit'"], id="rung below its results"),
        broken("[what.bma]\nrung = 'reported'\nstanding = 'cases'", "what.bma.rung", ["no row"], id="rung of no study"),
        broken("[ladder.followed]\npoints = 60", "ladder", ["never rise"], id="rungs out of order"),
        broken("[ladder.followed]\nstanding = 'proven'", "ladder.followed.standing", ["cases"], id="rung standing"),
        broken("[ladder.followed]\nresults = ['cure']", "ladder.followed.results.0", ["'mixed'"], id="rung result"),
        broken("[evidence.prp.disc]\nstanding = 'proven'", "evidence.prp.disc.standing", ["cases"], id="evidence"),
        broken("[evidence.svf]\ndisc = 1", "evidence.svf.disc", ["valid dict"], id="evidence that is no table"),
        broken(EVIDENCE.format("mfat.facet", "uncontrolled", "not compared"),
            "what.mfat.rung", ["'uncontrolled'"], id="evidence above the rung"),
        broken(EVIDENCE.format("bma.disc", "cases", "not compared"), "what.bma.rung", ["'cases'"], id="new evidence"),
        broken(EVIDENCE.format("bmc.facet", "controlled", "benefit"), "what.bmc.rung", ["'benefit'"], id="new benefit"),
        broken(EVIDENCE.format("gold.disc", "cases", "not compared"), "evidence.gold", ["prp"], id="no product"),
        broken(EVIDENCE.format("prp.knee", "cases", "not compared"), "evidence.prp.knee", ["disc"], id="no target"),
        broken(EVIDENCE.format("prp.fascia", "cases", "benefit"),
            "evidence.prp.fascia.result", ["only 'not compared'"], id="a result without a comparison"),
        broken("[evidence.prp.disc]\nresult = 'not compared'",
            "evidence.prp.disc.result", ["anything but"], id="a comparison without a result"),
        broken("[evidence.prp.disc]\nresult = 'cure'", "evidence.prp.disc.result", ["'benefit'"], id="result"),
        broken("[evidence.prp.disc]\nnot_in_favor = ['levi2025']",
            "evidence.prp.disc.not_in_favor", ["tuakli2016"], id="a trial that is not among the sources"),
        broken("[evidence.bmc.disc]\nnot_in_favor = []",
            "evidence.bmc.disc.not_in_favor", ["no difference"], id="a null trial without a name"),
        broken("[states.texas]\nstatus = 'sure'", "states.texas.status", ["'seen'"], id="status of a law"),
        broken("[states.texas]\nsource = ['x']", "states.texas.source", ["'x'"], id="no source of a law"),
        broken("[ladder.agreed]\nsource = ['x']", "ladder.agreed.source", ["'x'"], id="no source of a rung"),
        broken("[evidence.prp.disc]\nsource = ['x']", "evidence.prp.disc.source", ["'x'"], id="no source of it"),
        broken("[guidance.disc.none]\nterms = ['radar']", "guidance.disc", ["ultrasound"], id="unknown imaging"
        ),
        broken("[guidance.disc.none]\nlevel = 'ideal'", "guidance.disc.none.level", ["weak"], id="level"),
        broken("[guidance.disc.ultrasound]\nlevel = 'preferred'",
            "guidance.disc",
            ["one rule at level 'preferred'"],
            id="two preferred",
        ),
        broken("[guidance.disc.fluoroscopy]\nlevel = 'adequate'",
            "guidance.disc",
            ["one rule at level 'preferred'"],
            id="none preferred",
        ),
        broken(f"[guidance.knee.blind]\nterms = ['none']\nlevel = 'preferred'\n{GROUNDS}",
            "guidance", ["these targets: disc"], id="guidance of no target"),
        broken("[presets.equal]\nwho = 101", "presets.equal.who", ["100", "101"], id="weight of a preset"),
        broken("[presets.equal]\nwho = 0\nwhat = 0\nwhere = 0\nhow = 0",
            "presets.equal", ["at least one weight"], id="preset of no weight"),
        broken("[presets.who_first]\nwho = 25\nwhat = 25\nwhere = 25\nhow = 25",
            "presets.who_first", ["no other preset"], id="two presets with one choice"),
        broken("[presets.equal]\nreason = ''", "presets.equal.reason", ["at least 1"], id="preset without a reason"),
        broken("[visit.price]\nask = 'What of {terms}?'", "visit.price.ask", ["dimension only"], id="needless slot"),
        broken("[visit.target]\nask = 'Where?'", "visit.target.ask", ["{terms}"], id="no slot"),
        broken("[visit.target]\nask = '{terms} or {more}?'", "visit.target.ask", ["{terms} once"], id="another slot"),
        broken("[visit.target]\nask = '{terms!z}?'", "visit.target.ask", ["{terms} once"], id="converted slot"),
        broken("[visit.target]\nask = '{terms!r}?'", "visit.target.ask", ["{terms} once"], id="quoted slot"),
        broken("[visit.target]\nask = '{terms:>99999999999}?'", "visit.target.ask", ["{terms} once"], id="wide slot"),
        broken("[visit.target]\nask = '{terms:d}?'", "visit.target.ask", ["{terms} once"], id="slot of a number"),
        broken("[visit.target]\nask = '{terms:{x}}?'", "visit.target.ask", ["{terms} once"], id="slot in a slot"),
        broken("[visit.target]\nask = '{terms.x}?'", "visit.target.ask", ["{terms} once"], id="part of a slot"),
        broken("[visit.target]\nask = '{terms?'", "visit.target.ask", ["{terms} once"], id="slot without its end"),
        broken("[visit.price]\nask = 'What} of it?'", "visit.price.ask", ["dimension only"], id="brace alone"),
        broken("[visit.contrast]\nimaging = ['radar']", "visit.contrast.imaging", ["ct"], id="imaging of a visit"),
        broken("[who.iof]\nsource = ['hearsay']", "who.iof.source", ["hearsay"], id="unknown source"),
        broken("[coverage]\nsource = ['hearsay']", "coverage.source", ["hearsay"], id="unknown source 2"),
        broken("[who.physician]\nbase = 43", "who", ["at least 5 points apart"], id="bases too close"),
        broken("[grades]\nB = 90", "grades", ["falling"], id="grades out of order"),
        broken("[grades]\nF = 10", "grades.F", ["0"], id="worst grade not from 0"),
        broken("[contrast]\npoints = 84", "contrast.points", ["at least 85"], id="less with contrast than without"),
        broken("[contrast]\nlevel = 'ideal'", "contrast.level", ["preferred"], id="level of contrast"),
        broken("[contrast]\nimaging = ['radar']", "contrast.imaging", ["fluoroscopy"], id="imaging of contrast"),
        broken("[open_questions]\ncounts = 'high'", "open_questions.counts", ["'middle'"], id="open at the high end"),
        broken("[where]\npoints = [0, 50, 40]", "where.points", ["never fall"], id="breadth falls"),
        broken("[where]\npoints = [0]", "where.points", ["at least 2"], id="breadth of one"),
        broken("[levels.weak]\npoints = 75", "levels", ["reached"], id="a miss worth more"),
        broken("[levels.inadequate]\npoints = 70", "levels", ["reached"], id="a miss worth as much"),
        broken("[what.svf]\npenalty = 40", "what.svf.penalty", ["more than 55"], id="penalty too small"),
        broken("[robustness]\nsource = ['hearsay']", "robustness.source", ["hearsay"], id="unknown source 3"),
        broken("[robustness]\ndraws = 19", "robustness.draws", ["20", "19"], id="too few draws"),
        broken("[robustness]\nseed = 1.5", "robustness.seed", ["integer"], id="a seed that is not whole"),
        broken("[robustness]\nseed = 9223372036854775808", "robustness.seed", ["4294967295"], id="seed beyond 64 bits"),
        broken("[robustness]\ndraws = 5001", "robustness.draws", ["5000", "5001"], id="draws that fill the memory"),
        broken("[robustness]\nspread_percent = 100", "robustness.spread_percent", ["99"], id="weights gone"),
        broken("[robustness]\nlow_percentile = 51", "robustness.low_percentile", ["50"], id="low above the middle"),
        broken("[robustness]\nhigh_percentile = 49", "robustness.high_percentile", ["50"], id="high below the middle"),
        broken("[robustness]\nbeats_percent = 50", "robustness.beats_percent", ["51"], id="ahead half of the time"),
        broken("[flags.blind]\ncap = 'E'", "flags.blind.cap", ["'F'", "'E'"], id="no such grade"),
        broken("[flags.blind]\nalso = 'when'", "flags.blind.also", ["'how'"], id="no such question of a flag"),
        broken("[flags.blind]\nlevels = ['dim']", "flags.blind.levels", ["weak"], id="level of a flag"),
        broken("[flags.chiropractor_and_nurse]\nnurse = ['wizard']",
            "flags.chiropractor_and_nurse.nurse",
            ["rn"],
            id="person of a flag",
        ),
        broken(f"[flags.sponsored]\nlabel = 'l'\nsentence = 's.'\nask = 'a?'\n{GROUNDS}",
            "flags", ["only no_physician"], id="a flag that no record gets"),
        pytest.param(DEFAULT.read_text(encoding="utf-8").replace("\nmonths = 24\n", "\n"),
            "flags.stale_record.months", ["a number of months"], id="no age of an old record"),
        broken("[flags.stale_record]\nmonths = 0", "flags.stale_record.months", ["1"], id="no months"),
        broken("[flags.stale_record]\nmonths = 999999999999", "flags.stale_record.months", ["1200"], id="endless"),
        broken(f"[verification]\npoints = {HUGE}", "verification.points", ["thousands of digits"], id="huge number"),
        broken(f"[where]\nsource = [{HUGE}]", "where.source.0", ["thousands of digits"], id="huge number in a list"),
        broken(f"name = [{HUGE}]", "name", ["thousands of digits"], id="list with a huge number"),
        broken(f"version = [{'1, ' * 5_000}]", "version", [", 1, \u2026.", "string"], id="long list for a text"),
        pytest.param(f"extends = {HUGE}", "extends", ["default", "thousands of digits"], id="huge base"),
        pytest.param("#" * 1_000_001, "TOML", ["at most 1 MB"], id="too large"),
        pytest.param('extends = "nobody"', "extends", ["default", "'nobody'"], id="unknown base"),
        pytest.param('extends = ["default"]', "extends", ["default"], id="base of the wrong type"),
    ],
)  # fmt: skip
def test_a_broken_rubric_is_refused(tmp_path: Path, content: str | bytes, key: str, words: list[str]) -> None:
    """A rubric file's fault is reported in one line: the file, the key, and what was expected."""
    path = written(tmp_path, content)
    with pytest.raises(BadSettings) as refused:
        scoring.review(b"name,imaging\nA,CT\n", rubric=path)
    text = str(refused.value)
    assert text.startswith(f"{path}: ")
    assert all(word in text for word in (key, *words)), text
    assert "\n" not in text


@pytest.mark.parametrize("missing", ["nowhere.toml", "no-such-rubric"])
def test_a_rubric_that_is_not_there_is_refused(tmp_path: Path, missing: str) -> None:
    """A missing file is refused, and the names that ship are offered."""
    with pytest.raises(BadSettings, match=r"no rubric file .* default, no-iof, half\."):
        load_rubric(tmp_path / missing)


def test_a_rubric_without_an_end_is_refused() -> None:
    """No more of a file is read than a rubric may have."""
    with pytest.raises(BadSettings, match=r"^/dev/zero: expected a TOML file of at most 1 MB\.$"):
        load_rubric("/dev/zero")


@pytest.mark.parametrize(
    "chosen", [b"default", ["default"], {"name": "default"}, 16**6_000], ids=["bytes", "list", "dict", "huge"]
)
def test_a_rubric_of_another_type_is_refused(chosen: Any) -> None:
    """Anything that is no name, path or rubric is refused with what was expected."""
    with pytest.raises(BadSettings, match=r"^rubric: expected a name, a TOML file or a Rubric, found "):
        load_rubric(chosen)


@pytest.mark.parametrize(
    ("changes", "reviewed_on"),
    [
        ("[robustness]\nseed = 4294967295\ndraws = 5000", date(2026, 11, 27)),
        ("[flags.stale_record]\nmonths = 1200", date.min),
    ],
)
def test_the_greatest_numbers_of_a_rubric_work(tmp_path: Path, changes: str, reviewed_on: date) -> None:
    """A rubric with the greatest allowed numbers can be used, including the ranges of ranks."""
    rubric = written(tmp_path, EXTENDS + changes)
    result = scoring.review(
        b"name,credentials,products,as_of\nA,MD,PRP,2026-01-01\nB,DO,,\n", rubric=rubric, reviewed_on=reviewed_on
    )
    assert len(result.scores) == 2


def test_a_folder_is_no_rubric(tmp_path: Path) -> None:
    """A folder in place of a rubric file is refused as any other broken one."""
    with pytest.raises(BadSettings, match="is a folder; name the rubric file inside it"):
        load_rubric(tmp_path)


def flat(value: Any, key: str = "") -> dict[str, Any]:
    """Every figure and sentence of a rubric by its key."""
    if isinstance(value, (BaseModel, Mapping)):
        models = isinstance(value, BaseModel)
        parts = {name: getattr(value, name) for name in type(value).model_fields} if models else value
        return {k: v for name, part in parts.items() for k, v in flat(part, f"{key}.{name}").items()}
    return {key.strip("."): value}


def test_no_iof_differs_in_the_iof_addition_alone() -> None:
    """The variant leaves out the points of the fellowship, says why, and changes nothing else."""
    default, variant = (flat(load_rubric(name)) for name in ("default", "no-iof"))
    differing = {key for key in default.keys() | variant.keys() if default.get(key) != variant.get(key)}
    assert differing == {"name", "title", "who.iof.addition", "who.iof.reason"}
    assert (default["who.iof.addition"], variant["who.iof.addition"]) == (10, 0)


def test_half_differs_in_what_an_open_question_counts_alone() -> None:
    """The variant counts open questions at the middle, says so, and changes no points, cap or flag."""
    default, variant = (flat(load_rubric(name)) for name in ("default", "half"))
    differing = {key for key in default.keys() | variant.keys() if default.get(key) != variant.get(key)}
    assert differing == {
        *("name", "title", "open_questions.counts", "open_questions.reason"),
        *("statements.open_questions", "statements.total", "statements.bounds"),
    }
    assert (default["open_questions.counts"], variant["open_questions.counts"]) == ("low", "middle")


def test_half_counts_the_middle_and_keeps_what_is_sure() -> None:
    """Under the variant the score lies in the middle, and its low end, its high end and its columns are the same."""
    cells = {**WHOLE, "products": "stem cells"}
    rows = {name: scored(cells, rubric=name) for name in ("default", "half")}
    # 80, 0 to 75, 50 and 95: sure 56.25, at the middle of What 65.625, possible 75
    scores = {name: [row[f"score{end}"] for end in ("_low", "", "_high")] for name, row in rows.items()}
    assert scores == {"default": [56.3, 56.3, 75.0], "half": [56.3, 65.6, 75.0]}
    assert [row["products_score"] for row in rows.values()] == [None, None]
    assert [row["grade_high"] for row in rows.values()] == ["B", "B"]


@pytest.mark.parametrize(
    ("credentials", "default", "variant"),
    [("MD; PM&R; IOF", 90.0, 80.0), ("PM&R; IOF", 90.0, 80.0), ("MD; PM&R; pain medicine; IOF", 95.0, 95.0)],
)
def test_no_iof_takes_the_points_and_not_the_physician(credentials: str, default: float, variant: float) -> None:
    """Without its points the fellowship turns no one into something else."""
    for rubric, points in (("default", default), ("no-iof", variant)):
        row = scored({"credentials": credentials}, rubric=rubric)
        assert (row["credentials_score"], row["flags"]) == (points, "")


def test_a_rubric_may_differ_in_one_number(tmp_path: Path) -> None:
    """A file that extends the default changes only what it names, and its weights are the review's."""
    path = written(
        tmp_path, EXTENDS + 'name = "mine"\n[ladder.partly_held]\npoints = 85\n[questions.who]\nweight = 40\n'
    )
    review = reviewed([{"name": "A", **WHOLE}], rubric=str(path))
    assert review.rubric.name == "mine"
    assert review.scores["products_score"][0] == 85.0
    assert dict(review.weights) == {"who": 40, "what": 25, "where": 25, "how": 25}


def test_a_rubric_can_be_given_as_it_is() -> None:
    """A rubric that is already loaded is taken as it is, and a shipped one is read once."""
    rubric = load_rubric("no-iof")
    assert load_rubric(rubric) is rubric
    assert load_rubric("no-iof") is rubric
    assert reviewed([{"name": "A", **WHOLE}], rubric=rubric).rubric is rubric


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda r: setattr(r, "name", "x"), id="a field"),
        pytest.param(lambda r: setattr(r.who["iof"], "base", 99), id="a number"),
        pytest.param(lambda r: r.who.__setitem__("iof", None), id="a rule"),
        pytest.param(lambda r: r.guidance["disc"].__setitem__("none", None), id="a rule of guidance"),
        pytest.param(lambda r: r.questions["who"].source.append("x"), id="a source"),
        pytest.param(lambda r: r.person.__setitem__("iof", None), id="the rule of a person"),
        pytest.param(lambda r: r.product.__delitem__("prp"), id="the rule of a product"),
        pytest.param(lambda r: r.level.clear(), id="the levels"),
    ],
)
def test_rubric_values_cannot_be_changed(change: Any) -> None:
    """A rubric is shared by everyone, so none of it can be changed."""
    with pytest.raises((TypeError, AttributeError, ValidationError)):
        change(load_rubric())


def test_flags_belong_to_their_question_and_cap_as_designed() -> None:
    """The contract's flags are all there; claims cap the grade at B, other caps are at C, and coverage caps nothing."""
    rubric = load_rubric()
    assert set(rubric.flags) == set(FLAGS)
    caps = {code: (flag.question, flag.cap) for code, flag in rubric.flags.items() if flag.cap}
    assert caps == {
        "no_physician": ("who", "C"),
        "chiropractor_and_nurse": ("who", "C"),
        "birth_tissue": ("what", "C"),
        "exosome": ("what", "C"),
        "svf": ("what", "C"),
        "cultured": ("what", "C"),
        "target_unreachable": ("where", "C"),
        "blind": ("how", "C"),
        "claims_concern": (None, "B"),
    }
    shared = {code: flag.questions for code, flag in rubric.flags.items() if len(flag.questions) > 1}
    assert shared == {"target_unreachable": ("where", "how")}
    assert "cap" not in type(rubric.coverage).model_fields


def test_four_questions_weigh_the_same() -> None:
    """By default each of the four questions weighs 25."""
    assert load_rubric().weights == dict.fromkeys(QUESTIONS, 25)


def test_ranks_and_tiers_are_explained_with_the_numbers_of_their_rule() -> None:
    """The sentences on ranks and tiers name the rule's numbers of draws, spread and shares."""
    rubric = load_rubric()
    rule, texts = rubric.robustness, rubric.statements
    assert f"{rule.draws:,} more times" in texts["ranks"]
    spread = share_in_words(rule.spread_percent)
    assert f"up to {spread} lower or higher" in texts["ranks"]
    assert f"up to {spread} more or less" in texts["order_sureness"]
    assert rule.low_percentile == 100 - rule.high_percentile
    assert f"the furthest {rule.low_percentile}% at either end" in texts["ranks"]
    assert f"at least {rule.tier_points:.1f} points less" in texts["tiers"]
    assert f"{rule.beats_percent}% of the {rule.draws:,} tries" in texts["tiers"]


@pytest.mark.parametrize("word", ["illegal", "against the law", "con artist", "scam", "fraud"])
def test_no_sentence_accuses(word: str) -> None:
    """No sentence of the rubric calls anything illegal or anyone dishonest."""
    sentences = [str(text).lower() for text in flat(load_rubric()).values()]
    said = [text for text in sentences if word in text]
    # the article's own words may be quoted as the article's
    assert not [text for text in said if "the article said" not in text]


def test_the_shipped_presets_mean_what_they_are_called() -> None:
    """Equal is the rubric's own weights; the others make one question count double, or two count as one."""
    rubric = load_rubric()
    weights = {key: preset.weights for key, preset in rubric.presets.items()}
    assert weights["equal"] == rubric.weights == dict.fromkeys(QUESTIONS, 25)
    for key, first in (("who_first", "who"), ("imaging_first", "how")):
        assert {weights[key][first] / weights[key][other] for other in set(QUESTIONS) - {first}} == {2}
    once = weights["imaging_once"]
    assert once["where"] == once["how"]
    assert once["where"] + once["how"] == once["who"] == once["what"]
    assert [rubric.preset_of(entry) for entry in weights.values()] == list(weights)
    assert rubric.preset_of({**once, "how": 21}) is None


def test_a_shared_reason_names_none_of_those_that_share_it() -> None:
    """A reason is beside each term of its rule, so it names no single one: no nurse beside a naturopath."""
    rubric = load_rubric()
    rules = [
        ("credentials", rubric.person.values()),
        ("products", rubric.product.values()),
        *(("imaging", by_level.values()) for by_level in rubric.guidance.values()),
    ]
    for dimension, entries in rules:
        for rule in entries:
            nouns = {term: vocabulary().label(dimension, term).split()[-1][:9] for term in rule.terms}
            named = {
                term for term, noun in nouns.items() if re.search(rf"\b{re.escape(noun)}", rule.reason, re.IGNORECASE)
            }
            assert named in (set(), set(rule.terms)), rule.reason
