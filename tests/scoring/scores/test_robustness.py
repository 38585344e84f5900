"""Intervals of ranks and tiers: how far a rank holds when weights and open questions vary."""

from __future__ import annotations

import gc
import itertools
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import scoring
from scoring.rubric.model import Rubric
from scoring.scores import robustness
from scoring.scores.drawn_totals import drawn_weights
from scoring.scores.profiles import Profiles, flag_bit
from scoring.scores.robustness import Robustness
from scoring.scores.totals import checked_weights, totals
from tests.scoring import reference_ranks
from tests.scoring.files import WHOLE, reviewed

EQUAL = {"who": 25, "what": 25, "where": 25, "how": 25}
TWO = {"who": 25, "what": 25, "where": 0, "how": 0}
UNEVEN = {"who": 10, "what": 0, "where": 30, "how": 20}

Question = tuple[int, int]  # lowest and highest tenths
Clinic = Sequence[int | Question]
WIDE = (0, 1000)


def seeded(seed: int) -> Random:
    """Random numbers that are the same every time."""
    return Random(seed)  # noqa: S311 - keeps no secret


def rubric_with(**changes: int) -> Rubric:
    """The default rubric with other numbers for the draws."""
    rubric = scoring.load_rubric()
    return rubric.model_copy(update={"robustness": rubric.robustness.model_copy(update=changes)})


def ranges(clinic: Clinic) -> list[Question]:
    """Lowest and highest of each question; a number alone is sure."""
    return [(q, q) if isinstance(q, int) else q for q in clinic]


def profiles_of(clinics: Sequence[Clinic], flags: Iterable[str] = ()) -> Profiles:
    """One profile per clinic."""
    low, high = np.array([ranges(clinic) for clinic in clinics], dtype=np.int32).transpose(2, 0, 1)
    bits = np.array([flag_bit(code) if code else 0 for code in flags] or [0] * len(clinics), dtype=np.int32)
    codes = np.arange(len(clinics), dtype=np.int32)
    known = np.ones(low.shape, dtype=np.bool_)
    return Profiles(codes, low, high, known, bits, bits, bits, np.ones(len(clinics), dtype=np.int64))


def drawn(clinics: Sequence[Clinic] | Profiles, weights: Mapping[str, float] = EQUAL, **changes: int) -> Robustness:
    """The result of the draws for these clinics."""
    profiles = clinics if isinstance(clinics, Profiles) else profiles_of(clinics)
    rubric = rubric_with(**changes)
    shares = checked_weights(weights, rubric)
    return Robustness(profiles, totals(profiles, shares, rubric), shares, rubric)


def outcome(found: Robustness) -> list[tuple[int, int, int]]:
    """Lowest rank, highest rank and tier, one entry per profile."""
    return list(zip(found.rank_low.tolist(), found.rank_high.tolist(), found.tier.tolist(), strict=True))


# -- a second way to the same figures, from the clause, draw by draw and clinic by clinic ---------------------------


STEPS = 2**40  # of a tenth, in which open questions are drawn


def rounded(number: Fraction) -> int:
    """Round halves up."""
    return math.floor(number + Fraction(1, 2))


def slow(
    clinics: Sequence[Clinic], weights: Mapping[str, float], draws: Iterable[Sequence[Fraction]]
) -> list[tuple[int, int, int]]:
    """Lowest rank, highest rank and tier of scored clinics; `draws`: the weights of each draw.

    Totals of one draw are whole numbers of one unit, which compare much sooner than fractions do.
    """
    random = seeded(5)
    spans = [ranges(clinic) for clinic in clinics]
    shares = [Fraction(weights[name]) for name in ("who", "what", "where", "how")]

    def mean(weights: Sequence[Fraction], points: Sequence[Fraction | int]) -> Fraction:
        return sum(w * p for w, p in zip(weights, points, strict=True)) / sum(weights)

    score = [rounded(mean(shares, [low for low, _ in clinic])) for clinic in spans]
    highest = [rounded(mean(shares, [high for _, high in clinic])) for clinic in spans]
    totals_drawn, units = [], []  # of each draw; the unit is a tenth of a point
    for drawn_ in draws:
        denominator = math.lcm(*(Fraction(share).denominator for share in drawn_))
        whole = [int(share * denominator) for share in drawn_]
        units.append(sum(whole) * STEPS)
        totals_drawn.append(
            [
                sum(
                    share * int(STEPS * (low if low == high else random.uniform(low, high)))
                    for share, (low, high) in zip(whole, clinic, strict=True)
                )
                for clinic in spans
            ]
        )
    tenths = [[(2 * total + unit) // (2 * unit) for total in t] for t, unit in zip(totals_drawn, units, strict=True)]
    drawn_ranks = [list(column) for column in zip(*(reference_ranks.ranks(draw) for draw in tenths), strict=True)]
    intervals = map(reference_ranks.rank_interval, reference_ranks.ranks(score), drawn_ranks)
    tiers = reference_ranks.tiers(
        [Fraction(tenths, 10) for tenths in score],
        [most - sure for most, sure in zip(highest, score, strict=True)],
        [tuple(clinic[q] for q in range(4) if shares[q]) for clinic in spans],
        list(zip(*totals_drawn, strict=True)),
    )
    return [(*interval, tier) for interval, tier in zip(intervals, tiers, strict=True)]


POINTS = st.sampled_from((0, 300, 480, 500, 520, 700, 1000))
SURE = st.lists(st.tuples(POINTS, POINTS, POINTS, POINTS), min_size=1, max_size=9)
OPEN = st.one_of(POINTS, st.just(WIDE), st.tuples(POINTS, POINTS).map(lambda p: (min(p), max(p))))
FILES = st.lists(st.tuples(OPEN, OPEN, OPEN, OPEN), min_size=1, max_size=9)
WEIGHTS = st.sampled_from((EQUAL, TWO, UNEVEN, {"who": 40, "what": 30, "where": 15, "how": 15}))


@pytest.mark.parametrize("at_once", [1, 2, 1000])
def test_certain_clinics_agree_with_the_clause_to_the_digit(at_once: int) -> None:
    """With nothing open, intervals and tiers are those of the clause, however many clinics are drawn at a time."""

    @settings(max_examples=60, deadline=None)
    @given(SURE, WEIGHTS)
    def agrees(file: list[Clinic], weights: dict[str, float]) -> None:
        rule = rubric_with(draws=40).robustness
        shares = drawn_weights(np.array([weights[q] for q in EQUAL], dtype=np.int64), rule)
        expected = slow(file, weights, [[Fraction(w) for w in row] for row in shares.tolist()])
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr("scoring.scores.drawn_totals._AT_ONCE", 40 * at_once)
            assert outcome(drawn(file, weights, draws=40)) == expected

    agrees()


def random_file(random: Random, size: int) -> list[Clinic]:
    """Clinics of which about a third of the questions are open."""
    points = [0, 250, 400, 500, 650, 800, 900, 1000]

    def question() -> int | Question:
        low, high = sorted(random.sample(points, 2))
        return random.choice([random.choice(points), random.choice(points), (low, high)])

    return [[*(question() for _ in range(3)), random.choice([WIDE, random.choice(points)])] for _ in range(size)]


@pytest.mark.parametrize("at_once", [1, 7, 1000])
@pytest.mark.parametrize("few", [0, 1000])
def test_what_is_kept_of_the_draws_changes_no_figure(monkeypatch: pytest.MonkeyPatch, few: int, at_once: int) -> None:
    """Whether draws are kept or drawn again, compared or counted, and however many at a time: the figures agree."""
    file = random_file(Random(7), 60)  # noqa: S311
    expected = outcome(drawn(file, UNEVEN, draws=200))
    assert len({tier for _, _, tier in expected}) > 1
    monkeypatch.setattr("scoring.scores.robustness._FEW", few)
    for name, value in (("_AT_ONCE", 200 * at_once), ("_BLOCKS_TOGETHER", 2)):
        monkeypatch.setattr(f"scoring.scores.drawn_totals.{name}", value)
    assert outcome(drawn(file, UNEVEN, draws=200)) == expected
    monkeypatch.setattr("scoring.scores.drawn_totals._MOST_KEPT", 0)
    assert outcome(drawn(file, UNEVEN, draws=200)) == expected


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("weights", [EQUAL, UNEVEN], ids=str)
def test_open_clinics_agree_with_the_clause_as_far_as_chance_allows(seed: int, weights: dict[str, float]) -> None:
    """With questions open, other random numbers give the same intervals for 25 clinics, give or take a rank."""
    random = seeded(seed)
    file = random_file(random, 25)
    draws = [[Fraction(weights[q]) * Fraction(random.uniform(0.75, 1.25)) for q in EQUAL] for _ in range(400)]
    expected = slow(file, weights, draws)
    found = outcome(drawn(file, weights, draws=2000))
    apart = np.abs(np.array(found)[:, :2] - np.array(expected)[:, :2])
    assert apart.max() <= 2
    assert apart.mean() < 0.5


def test_a_page_of_ranges_is_a_part_of_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """Some profiles, in any order and repeated, have the ranges that they have among all; no others are drawn."""
    for size in (5, 60):
        file = random_file(seeded(8), size)
        every = drawn(file, UNEVEN, draws=200)
        page = np.array([3, 0, 3, size - 1])
        found = drawn(file, UNEVEN, draws=200)
        monkeypatch.setattr("scoring.scores.drawn_totals._AT_ONCE", 200)
        assert found.ranges(page).tolist() == [every.rank_low[page].tolist(), every.rank_high[page].tolist()]
        assert "_ranges" not in vars(found)
        assert found.tier.tolist() == every.tier.tolist()
        assert found.ranges(slice(None)).tolist() == [every.rank_low.tolist(), every.rank_high.tolist()]


def test_pages_of_many_weightings_keep_little_and_stay_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the tables of the last weightings are kept for the next page; a dropped one is made again."""
    made: list[Profiles] = []
    make = robustness.DrawnRanks.of

    def count(profiles: Profiles, *rest: Any, every: bool) -> Any:
        made.append(profiles)
        return make(profiles, *rest, every=every)

    monkeypatch.setattr(robustness.DrawnRanks, "of", count)
    file, page = random_file(seeded(9), 40), np.arange(7)
    readers = [drawn(file, {**UNEVEN, "who": who}, draws=50) for who in range(1, 11)]
    first = [reader.ranges(page).tolist() for reader in readers]
    assert len(made) == len(readers)
    assert readers[-1].ranges(page).tolist() == first[-1]
    assert len(made) == len(readers)
    assert [reader.ranges(page).tolist() for reader in readers] == first
    assert len(made) == 2 * len(readers)
    gc.collect()
    assert len([kept for kept in gc.get_objects() if isinstance(kept, robustness.DrawnRanks)]) <= 4


# -- what can be worked out by hand -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sure", "expected"),
    [
        (980, [(1, 1, 1), (2, 2, 2)]),  # beats the open one in 98% of the draws
        (960, [(1, 1, 1), (2, 2, 2)]),
        (930, [(1, 2, 1), (1, 2, 1)]),  # surely far ahead, yet behind in 7%
        (600, [(1, 2, 1), (1, 2, 1)]),
        (60, [(1, 2, 1), (1, 2, 1)]),  # what is open never lowers a score, so the sure one still comes first
        (30, [(1, 2, 1), (1, 2, 1)]),
    ],
)
def test_an_open_question_is_drawn_evenly_from_its_range(sure: int, expected: list[tuple[int, int, int]]) -> None:
    """A clinic with c of 100 points is above one open from 0 to 100, all else being equal, in c% of the draws."""
    result = outcome(drawn([[sure, 500, 500, 500], [WIDE, 500, 500, 500]], draws=5000))
    assert result == expected


def test_an_interval_is_a_share_of_the_range() -> None:
    """Among clinics ten points apart, one open from 20 to 60 is between 22 and 58 in nine of ten draws."""
    ladder: list[Clinic] = [[points, 0, 0, 0] for points in range(0, 1001, 10)]
    result = drawn([*ladder, [(200, 600), 0, 0, 0]], draws=5000, spread_percent=0)
    # its score counts 20, so its rank is 81; above 58 points: 42 clinics, 59 to 100
    assert abs(result.rank_low[-1] - 43) <= 1
    assert result.rank_high[-1] == 81


@pytest.mark.parametrize(
    ("spread", "points", "expected"),
    [
        (25, 590, [(1, 1, 1), (2, 2, 2)]),  # the least favorable weights are as 3 to 5
        (25, 800, [(1, 2, 1), (1, 2, 1)]),  # behind in 84% of the draws
        (10, 800, [(1, 1, 1), (2, 2, 2)]),  # 9 to 11
        (0, 990, [(1, 1, 1), (2, 2, 1)]),  # never ahead, and less than five points behind
    ],
)
def test_weights_are_varied_by_their_share(spread: int, points: int, expected: list[tuple[int, int, int]]) -> None:
    """Two clinics good at different things change places only as far as the weights do."""
    assert outcome(drawn([[1000, 0, 0, 0], [0, points, 0, 0]], TWO, spread_percent=spread)) == expected


def test_drawn_weights_keep_to_their_range() -> None:
    """Each weight varies alone and evenly by up to a quarter; a weight of zero stays zero, and sums are the same."""
    rule = rubric_with(draws=5000).robustness
    shares = drawn_weights(np.array([100, 50, 50, 0]), rule)
    assert (shares[:, 3] == 0).all()
    assert (shares.sum(axis=1) == shares[0].sum()).all()
    assert (shares == np.round(shares)).all()
    ratio = shares[:, 1] / shares[:, 2]
    assert 0.6 <= ratio.min() < 0.62
    assert 1.62 < ratio.max() <= 1.25 / 0.75
    assert abs(np.mean(ratio < 1) - 0.5) < 0.03
    assert abs(np.corrcoef(np.log(shares[:, 0] / shares[:, 1]), np.log(shares[:, 0] / shares[:, 2]))[0, 1] - 0.5) < 0.05


@pytest.mark.parametrize("question", range(4))
def test_one_question_alone_leaves_no_doubt(question: int) -> None:
    """Where only one question differs between clinics and is nowhere open, varied weights change no rank."""
    values = [900, 870, 20, 870, 640]
    file = [[points if place == question else 500 for place in range(4)] for points in values]
    weights = {name: 50 if place == question else 0.0001 for place, name in enumerate(EQUAL)}  # a score needs two
    found = drawn(file, weights)
    assert [(low, high) for low, high, _ in outcome(found)] == [(1, 1), (2, 2), (5, 5), (2, 2), (4, 4)]
    assert found.tier.tolist() == [1, 1, 3, 1, 2]  # 3 points apart are too few for a tier of its own


def test_clinics_alike_are_all_in_the_first_tier() -> None:
    """Clinics with the same points share rank 1, its interval and the first tier, open or not."""
    assert outcome(drawn([[800, 700, 600, WIDE]] * 5)) == [(1, 1, 1)] * 5
    assert outcome(drawn([[800, 700, 600, 500]] * 5)) == [(1, 1, 1)] * 5


def test_a_clinic_far_ahead_is_alone_in_the_first_tier() -> None:
    """A clinic that nothing can bring down to the others is alone in the first tier."""
    close: list[Clinic] = [[(n, 800), 400, 400, 400] for n in range(6)]
    found = drawn([*close, [990, 980, 970, 960]])
    assert outcome(found)[-1] == (1, 1, 1)
    assert set(found.tier[:-1]) == {2}


@pytest.mark.parametrize("at_once", [1, 7, 500])
def test_clinics_that_may_be_anything_are_one_tier(monkeypatch: pytest.MonkeyPatch, at_once: int) -> None:
    """Where every question is wide open no clinic is surely better than another; each has its own numbers."""
    monkeypatch.setattr("scoring.scores.drawn_totals._AT_ONCE", 500 * at_once)
    found = drawn([[(n, 1000)] * 4 for n in range(20)])
    assert set(found.tier) == {1}
    assert (found.rank_low <= 3).all()
    assert (found.rank_high >= 18).all()


def test_a_tier_is_led_by_its_first_clinic() -> None:
    """Each tier is measured from its own leader: small steps add up until the leader is surely ahead."""
    file: list[Clinic] = [[(600 - 50 * n, 800 - 50 * n), 0, 0, 0] for n in range(9)]
    # ranges of 20 points in steps of 5: two steps behind, the leader is ahead in 87.5% of the draws; three, in 96.9%
    assert drawn(file, TWO, spread_percent=0, draws=5000).tier.tolist() == [1, 1, 1, 2, 2, 2, 3, 3, 3]


def test_a_tier_holds_for_every_clinic_below() -> None:
    """One clinic that the leader is not clearly ahead of keeps all those with at least its score in the tier."""
    ahead, flat, mixed = [600, 900, 0, 0], [700, 696, 0, 0], [950, 445, 0, 0]  # 75.0, 69.8 and 69.8
    lower = [700, 640, 0, 0]  # 67.0
    assert [tier for _, _, tier in outcome(drawn([ahead, flat, lower], TWO))] == [1, 2, 2]
    assert [tier for _, _, tier in outcome(drawn([ahead, flat, mixed, lower], TWO))] == [1, 1, 1, 2]


@pytest.mark.parametrize(("points", "tier"), [(450, 1), (400, 2)])
def test_a_tier_is_five_points_below_its_leader(points: int, tier: int) -> None:
    """However sure the order is, less than five points of the score make no tier."""
    leader, behind = [500, 500, 0, 0], [points, 500, 0, 0]  # 50.0; 47.5 or 45.0
    assert drawn([leader, behind], TWO).tier.tolist() == [1, tier]


def test_a_clinic_level_with_the_leader_shares_its_tier() -> None:
    """A clinic with the leader's score is in its tier, though open answers can only bring it ahead."""
    level: list[Clinic] = [[500] * 4, [(500, 510), 500, 500, 500]]
    assert drawn(level).tier.tolist() == [1, 1]


@pytest.mark.parametrize("at_once", [1, 2, 3, 500])
def test_of_tied_clinics_the_one_with_the_narrowest_range_leads(monkeypatch: pytest.MonkeyPatch, at_once: int) -> None:
    """What is behind a wide leader need not be behind a sure one, however many are drawn at a time."""
    monkeypatch.setattr("scoring.scores.drawn_totals._AT_ONCE", 5000 * at_once)
    ahead, sure, wide = [1000, 1000, 0, 0], [600, 600, 0, 0], [(600, 1000), (600, 1000), 0, 0]
    below: Clinic = [(540, 700), 560, 0, 0]
    assert drawn([ahead, wide, below], TWO, draws=5000).tier.tolist() == [1, 2, 3]
    assert drawn([ahead, wide, sure, below], TWO, draws=5000).tier.tolist() == [1, 2, 2, 2]


@pytest.mark.parametrize(
    "file",
    [
        [[WIDE, (400, 600), 500, 500], [(400, 600), WIDE, 500, 500]],
        [[(100, 1000), WIDE, 500, 500], [WIDE, (100, 1000), 500, 500]],
    ],
    ids=["ranges", "lows"],
)
def test_clinics_that_differ_are_drawn_apart(file: list[Clinic]) -> None:
    """Tied clinics that are open in different places overtake each other."""
    assert outcome(drawn(file)) == [(1, 2, 1), (1, 2, 1)]


def test_the_rank_itself_is_always_inside() -> None:
    """A rank that hardly any draw gives, as open answers can only add, is an end of its interval."""
    up: Clinic = [(500, 1000), 500, 500, 500]
    assert outcome(drawn([up, [510, 500, 500, 500]], draws=5000)) == [(1, 2, 1), (1, 2, 1)]


def test_what_is_drawn_for_a_clinic_depends_on_no_other() -> None:
    """With another clinic that is always last, every other one keeps its interval and its tier."""
    file = random_file(seeded(3), 40)
    with_last = [[0, 0, 0, 0], *file]
    assert outcome(drawn(with_last))[1:] == outcome(drawn(file))


@pytest.mark.parametrize(("percent", "tier"), [(90, 2), (95, 1)])
def test_how_often_a_leader_must_be_ahead_is_the_rubrics(percent: int, tier: int) -> None:
    """A leader ahead in 92% of the draws closes its tier if 90% are required, not if 95% are."""
    file: list[Clinic] = [[920, 500, 500, 500], [WIDE, 500, 500, 500]]
    assert drawn(file, draws=5000, beats_percent=percent).tier.tolist() == [1, tier]


@pytest.mark.parametrize(("low", "high", "expected"), [(0, 100, (1, 2)), (5, 95, (1, 1)), (1, 99, (1, 2))])
def test_what_an_interval_leaves_out_is_the_rubrics(low: int, high: int, expected: tuple[int, int]) -> None:
    """A rank lost in 3% of the draws is in the interval only if less than that is left out."""
    found = drawn([[970, 500, 500, 500], [WIDE, 500, 500, 500]], low_percentile=low, high_percentile=high)
    assert outcome(found)[0][:2] == expected


def test_another_seed_draws_other_numbers() -> None:
    """The seed of the rubric is the one in use, for weights and for open questions."""
    first, second = (drawn_weights(np.array([25] * 4), rubric_with(seed=seed).robustness) for seed in (1, 2))
    assert (first != second).any()
    file = random_file(seeded(1), 30)
    assert outcome(drawn(file, draws=50, spread_percent=0)) != outcome(drawn(file, draws=50, spread_percent=0, seed=2))


# -- laws -------------------------------------------------------------------------------------------------------------

law = settings(max_examples=80, deadline=None)


@law
@given(FILES, WEIGHTS)
def test_an_interval_holds_the_rank_and_tiers_follow_the_score(file: list[Clinic], weights: dict[str, float]) -> None:
    """The rank is in its interval and that among the scored; tiers go 1, 2, 3 down the scores and split none."""
    profiles, rubric = profiles_of(file), scoring.load_rubric()
    base = totals(profiles, checked_weights(weights, rubric), rubric)
    found = drawn(file, weights)
    scored, many = base.scored, int(base.scored.sum())
    assert (found.rank_low <= base.rank).all()
    assert (base.rank <= found.rank_high).all()
    assert ((found.rank_low[scored] >= 1) & (found.rank_high[scored] <= many)).all()
    tiers = [set(found.tier[base.score == score].tolist()) for score in sorted(set(base.score[scored]), reverse=True)]
    assert all(len(tier) == 1 for tier in tiers)
    order = [tier for each in tiers for tier in each]
    assert all(after - before in (0, 1) for before, after in itertools.pairwise([0, *order]))
    for unscored in (found.rank_low, found.rank_high, found.tier):
        assert (unscored[~scored] == -1).all()


@law
@given(FILES, WEIGHTS, st.data())
def test_a_raised_clinic_never_falls_a_tier(file: list[Clinic], weights: dict[str, float], data: st.DataObject) -> None:
    """A clinic that gives more on one question is in the same tier as before, or in a higher one."""
    place = data.draw(st.integers(0, len(file) - 1))
    question = data.draw(st.integers(0, 3))
    raised = ranges(file[place])
    low, high = raised[question]
    better = data.draw(st.integers(low, 1000))
    raised[question] = (better, max(better, high))
    before, after = (
        drawn(clinics, weights).tier[place] for clinics in (file, [*file[:place], raised, *file[place + 1 :]])
    )
    assert after <= before


@law
@given(FILES, WEIGHTS, st.data())
def test_order_changes_no_interval_and_no_tier(
    file: list[Clinic], weights: dict[str, float], data: st.DataObject
) -> None:
    """The same clinics in another order have the same intervals and tiers, and so has the same file again."""
    order = data.draw(st.permutations(range(len(file))))
    before, after = outcome(drawn(file, weights)), outcome(drawn([file[place] for place in order], weights))
    assert after == [before[place] for place in order]
    assert outcome(drawn(file, weights)) == before


@law
@given(FILES, WEIGHTS, st.data())
def test_flags_change_no_interval_and_no_tier(
    file: list[Clinic], weights: dict[str, float], data: st.DataObject
) -> None:
    """Clinics that differ in flags alone are drawn as one, and counted as many."""
    copies = data.draw(st.lists(st.integers(1, 3), min_size=len(file), max_size=len(file)))
    many = [place for place, count in enumerate(copies) for _ in range(count)]
    flags = [("", "blind", "exosome")[place % 3] for place in range(len(many))]
    split = drawn(profiles_of([file[place] for place in many], flags), weights)
    whole = drawn(replace(profiles_of(file), counts=np.array(copies)), weights)
    assert outcome(split) == [outcome(whole)[place] for place in many]


@law
@given(FILES, st.sampled_from((TWO, UNEVEN)), st.data())
def test_questions_without_weight_have_no_effect(
    file: list[Clinic], weights: dict[str, float], data: st.DataObject
) -> None:
    """What a record says for a question of weight 0 changes no interval and no tier."""
    other = data.draw(st.lists(OPEN, min_size=len(file), max_size=len(file)))
    silent = [place for place, name in enumerate(EQUAL) if not weights[name]]
    changed = [
        [other[number] if place in silent else question for place, question in enumerate(clinic)]
        for number, clinic in enumerate(file)
    ]
    assert outcome(drawn(changed, weights)) == outcome(drawn(file, weights))


# -- reviews ----------------------------------------------------------------------------------------------------------


def test_a_single_clinic_is_first_and_alone() -> None:
    """Alone in a file a clinic ranks first in the first tier, however open its record is."""
    for cells in (WHOLE, {"credentials": "MD", "products": "stem cells; PRP"}):
        found = reviewed([{"name": "A", **cells}]).scores
        assert found[["rank", "rank_low", "rank_high", "tier"]].iloc[0].tolist() == [1, 1, 1, 1]


def test_unscored_clinics_have_no_interval_and_no_tier() -> None:
    """Clinics without a score have none, with or without scored ones beside them."""
    bare = {"name": "B", "credentials": "MD"}
    for rows in ([{"name": "A", **WHOLE}, bare], [{**bare, "imaging": ""}]):
        last = reviewed(rows).scores[["rank", "rank_low", "rank_high", "tier"]].iloc[-1]
        assert last.isna().all()


def test_a_review_of_a_real_mess_is_the_same_again() -> None:
    """Two reviews of the example give the same intervals and tiers, with more than one of each."""
    first, second = (scoring.review("data/clinics.csv").scores for _ in range(2))
    for name in ("rank_low", "rank_high", "tier"):
        assert first[name].equals(second[name])
        assert len(Counter(first[name].dropna())) >= 4
