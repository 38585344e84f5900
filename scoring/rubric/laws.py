"""What a rubric has to hold beyond its form: it names only what exists, and its numbers keep the laws of the scores."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from string import Formatter
from typing import TypeAlias, get_args

from scoring.errors import BadSettings
from scoring.file_faults import shown_path
from scoring.rubric.ladder import Result
from scoring.rubric.model import FLAGS, QUESTIONS, Rubric
from scoring.rubric.row import grounded
from scoring.vocabulary import vocabulary

_ANSWERED_BY = {"who": "credentials", "what": "products", "where": "targets", "how": "imaging"}  # as points are counted
_Expect: TypeAlias = Callable[[bool, str, str], None]  # whether it holds, the key, and what was expected there


def check_laws(rubric: Rubric, path: Path) -> None:
    """Raise `BadSettings` for the first thing that does not hold."""

    def expect(holds: bool, key: str, expected: str) -> None:
        if not holds:
            raise BadSettings(f"{shown_path(path)}: {key}: expected {expected}.")

    for key, row in grounded(rubric):
        for source in row.source:
            expect(source in rubric.sources, f"{key}.source", f"keys of [sources], not {source!r}")
    _check_terms(rubric, expect)
    _check_evidence(rubric, expect)
    _check_ladder(rubric, expect)
    _check_flags(rubric, expect)
    _check_visit(rubric, expect)
    _check_presets(rubric, expect)
    _check_numbers(rubric, expect)
    _check_penalties(rubric, expect)


def _check_terms(rubric: Rubric, expect: _Expect) -> None:
    """Every question has a table, and every term of the vocabulary one rule."""
    words = vocabulary()
    for key in QUESTIONS:
        expect(key in rubric.questions, f"questions.{key}", "a table")
    for key, question in rubric.questions.items():
        expect(key in QUESTIONS, f"questions.{key}", f"one of {', '.join(QUESTIONS)}")
        expect(question.dimension == _ANSWERED_BY.get(key), f"questions.{key}.dimension", repr(_ANSWERED_BY.get(key)))
    people = [term for rule in rubric.who.values() for term in rule.terms]
    products = [term for rule in rubric.what.values() for term in rule.terms]
    for key, seen, dimension in (("who", people, "credentials"), ("what", products, "products")):
        known = words.terms[dimension]
        expect(sorted(seen) == sorted(known), key, f"each of these terms in one rule: {', '.join(known)}")
    targets, imaging = words.terms["targets"], words.terms["imaging"]
    expect(set(rubric.guidance) == set(targets), "guidance", f"these targets: {', '.join(targets)}")
    for target, rules in rubric.guidance.items():
        guides = [term for rule in rules.values() for term in rule.terms]
        key = f"guidance.{target}"
        expect(sorted(guides) == sorted(imaging), key, f"each of these in one rule: {', '.join(imaging)}")
        for name, rule in rules.items():
            expect(rule.level in rubric.levels, f"{key}.{name}.level", f"one of {', '.join(rubric.levels)}")
        preferred = [rule for rule in rules.values() if rule.level == "preferred"]
        expect(len(preferred) == 1, key, "one rule at level 'preferred'")


def _check_evidence(rubric: Rubric, expect: _Expect) -> None:
    """Evidence names existing products and targets, and its result fits its kind of study."""
    targets, order = vocabulary().terms["targets"], list(rubric.standings)
    for term, rows in rubric.evidence.items():
        expect(term in rubric.product, f"evidence.{term}", f"one of {', '.join(rubric.product)}")
        for target, row in rows.items():
            key = f"evidence.{term}.{target}"
            expect(target in targets, key, f"one of {', '.join(targets)}")
            expect(row.standing in order, f"{key}.standing", f"one of {', '.join(order)}")
            compared = rubric.standings[row.standing].compared
            fits = "anything but" if compared else "only"
            expect((row.result != "not compared") == compared, f"{key}.result", f"{fits} 'not compared'")
            against = set(row.not_in_favor)
            expect(against <= set(row.source), f"{key}.not_in_favor", f"some of its sources: {', '.join(row.source)}")
            named = row.result != "no difference" or bool(against)
            expect(named, f"{key}.not_in_favor", "the trials that found no difference")


def _check_ladder(rubric: Rubric, expect: _Expect) -> None:
    """Rungs descend in points, and a product is where the best of its rows of evidence puts it.

    The best row has the best studied standing, and among these the best result. Its standing is the
    product's and the rung's, and its result one that the rung allows; without a row the rung allows no result.
    """
    standings, results = list(rubric.standings), list(get_args(Result))
    points = [rung.points for rung in rubric.ladder.values()]
    expect(points == sorted(points, reverse=True), "ladder", "points that never rise, the best rung first")
    for key, rung in rubric.ladder.items():
        expect(rung.standing in standings, f"ladder.{key}.standing", f"one of {', '.join(standings)}")
    for key, product in rubric.what.items():
        expect(product.rung in rubric.ladder, f"what.{key}.rung", f"one of {', '.join(rubric.ladder)}")
        rung = rubric.ladder[product.rung]
        expect(product.standing == rung.standing, f"what.{key}.standing", f"{rung.standing!r}, as its rung has it")
        rows = [row for term in product.terms for row in rubric.evidence.get(term, {}).values()]
        ranked = [(standings.index(row.standing), results.index(row.result)) for row in rows]
        if not ranked:
            expect(not rung.results, f"what.{key}.rung", "a rung without results, as it has no row of evidence")
            continue
        standing, result = standings[min(ranked)[0]], results[min(ranked)[1]]
        fits = (rung.standing, result in rung.results) == (standing, True)
        expect(fits, f"what.{key}.rung", f"a rung for its best row of evidence: {standing!r}, {result!r}")


def _check_flags(rubric: Rubric, expect: _Expect) -> None:
    """Every flag of the contract is there, and names only things that exist."""
    for code in FLAGS:
        expect(code in rubric.flags, f"flags.{code}", "a table")
    expect(set(rubric.flags) == set(FLAGS), "flags", f"only {', '.join(FLAGS)}")
    expect(rubric.flags["stale_record"].months is not None, "flags.stale_record.months", "a number of months")
    people = vocabulary().terms["credentials"]
    for code, flag in rubric.flags.items():
        for key, named in (("chiropractor", flag.chiropractor), ("nurse", flag.nurse)):
            expect(set(named) <= set(people), f"flags.{code}.{key}", f"only {', '.join(people)}")
        expect(set(flag.levels) <= set(rubric.levels), f"flags.{code}.levels", f"only {', '.join(rubric.levels)}")


def _check_visit(rubric: Rubric, expect: _Expect) -> None:
    """A question about what a reader looks for has a gap for it, and names only imaging that exists."""
    imaging = vocabulary().terms["imaging"]
    for key, question in rubric.visit.items():
        slots = ["{terms}"] * bool(question.dimension)
        expect(_slots(question.ask) == slots, f"visit.{key}.ask", "{terms} once, with a dimension only")
        expect(set(question.imaging) <= set(imaging), f"visit.{key}.imaging", f"only {', '.join(imaging)}")


def _slots(text: str) -> list[str]:
    """The gaps for values, as they are written. Only plain ones hold any text: {terms:d} wants a number."""
    try:
        parts = list(Formatter().parse(text))
    except ValueError:  # an unmatched brace
        return [text]
    return [
        f"{{{name}{f'!{conversion}' if conversion else ''}{f':{form}' if form else ''}}}"
        for _, name, form, conversion in parts
        if name is not None
    ]


def _check_presets(rubric: Rubric, expect: _Expect) -> None:
    """Every preset can be scored, and no two are the same, because only the weights say which is chosen."""
    seen: list[dict[str, int]] = []
    for key, preset in rubric.presets.items():
        expect(any(preset.weights.values()), f"presets.{key}", "at least one weight above 0")
        expect(preset.weights not in seen, f"presets.{key}", "weights that no other preset has")
        seen.append(preset.weights)


def _check_numbers(rubric: Rubric, expect: _Expect) -> None:
    """The points keep the laws: more of what is good never lowers a score."""
    steps = [lowest for _, lowest in rubric.grades.steps]
    expect(steps == sorted(set(steps), reverse=True), "grades", "falling scores from A to F")
    breadth = list(rubric.where.points)
    expect(breadth == sorted(breadth), "where.points", "points that never fall as targets are added")
    bases = sorted({rule.base for rule in rubric.who.values() if rule.physician})
    bonus = rubric.verification.points
    apart = all(high - low >= bonus for low, high in pairwise(bases))
    expect(apart, "who", f"physician bases at least {bonus} points apart")
    expect(rubric.contrast.level in rubric.levels, "contrast.level", f"one of {', '.join(rubric.levels)}")
    imaging = vocabulary().terms["imaging"]
    expect(set(rubric.contrast.imaging) <= set(imaging), "contrast.imaging", f"only {', '.join(imaging)}")
    below = max(
        (level.points for name, level in rubric.levels.items() if name != rubric.contrast.level and level.reached),
        default=0,
    )
    expect(rubric.contrast.points >= below, "contrast.points", f"at least {below}, the next level's")
    reached = min((level.points for level in rubric.levels.values() if level.reached), default=0)
    missed = max((level.points for level in rubric.levels.values() if not level.reached), default=-1)
    expect(reached > missed, "levels", "more points for each reached level than for any other")


def _check_penalties(rubric: Rubric, expect: _Expect) -> None:
    """The best product beside a penalized one stays below every product that is never penalized."""
    best = max(rubric.product_points.values())
    never = [term for term, rule in rubric.product.items() if rule.penalised == "never"]
    clean = min((rubric.product_points[term] for term in never), default=best)
    for key, product in rubric.what.items():
        behind = product.penalised == "never" or max(best - product.penalty, 0) < clean
        expect(behind, f"what.{key}.penalty", f"more than {best - clean}, so that products without a penalty lead")
