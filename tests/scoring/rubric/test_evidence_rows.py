"""Every row of the rubric has a basis, every source can be looked up, and the ladder follows the evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pytest
from pydantic import BaseModel

from scoring import load_rubric
from scoring.review import today
from scoring.vocabulary import vocabulary
from tests.scoring import reference

RUBRIC = load_rubric()
# How many rows each table has, so that one lost or added by accident is noticed.
TABLES = {
    "questions": 4,
    "presets": 4,
    "visit": 7,
    "who": 11,
    "verification": 1,
    "ladder": 7,
    "what": 11,
    "standings": 5,
    "evidence": 17,
    "reviews": 3,
    "federal": 8,
    "states": 9,
    "where": 1,
    "levels": 7,
    "guidance": 21,
    "contrast": 1,
    "open_questions": 1,
    "coverage": 1,
    "grades": 1,
    "robustness": 1,
    "flags": 15,
}
# What a reader can look up: a DOI, a number of an index, a registry or a docket, a reporter, a code or an act.
IDENTIFIER = re.compile(
    r"\bPMID \d{6,}|\bPMC\d{5,}|\bNCT\d{8}\b|\bNo\. [\d:cv-]+|\bF\.3d \d+|\bCode \d|\bchapter \d"
    r"|\b(?:SB|HB|SF|ESHB) \d+|\btitle 21, section [\d.]+"
)


def rows(value: Any = RUBRIC, key: str = "") -> Iterator[tuple[str, BaseModel]]:
    """Every value of the rubric that has a source, with its key."""
    if isinstance(value, BaseModel) and "source" in type(value).model_fields:
        yield key, value
    elif isinstance(value, BaseModel | Mapping):
        names = type(value).model_fields if isinstance(value, BaseModel) else value
        for name in names:
            part = getattr(value, name) if isinstance(value, BaseModel) else value[name]
            yield from rows(part, f"{key}.{name}".strip("."))


def why(row: Any) -> str:
    """The sentence that a row is for: its reason, its finding or its wording."""
    return str(getattr(row, "reason", "") or getattr(row, "finding", "") or getattr(row, "wording", ""))


def test_every_table_has_all_its_rows() -> None:
    """No row is lost, and no table is without sources."""
    found = [key.split(".")[0] for key, _ in rows()]
    assert {table: found.count(table) for table in dict.fromkeys(found)} == TABLES, (
        "a row added on purpose counts above"
    )


@pytest.mark.parametrize("name", ["default", "no-iof", "half"])
def test_every_row_says_why_from_where_when_and_where_it_holds(name: str) -> None:
    """Each row has a sentence, listed sources, the day it was checked, and a jurisdiction."""
    rubric = load_rubric(name)
    found: list[tuple[str, Any]] = list(rows(rubric))
    assert len(found) == sum(TABLES.values())
    for key, row in found:
        assert why(row).endswith("."), key
        assert row.source, key
        assert set(row.source) <= set(rubric.sources), key
        assert date(2026, 11, 1) <= row.as_of <= today(), key
        assert re.fullmatch(r"any|US(-[A-Z]{2})?", row.jurisdiction), key


def test_every_source_is_used() -> None:
    """Every listed source is used by some row."""
    used = {source for _, row in rows() for source in getattr(row, "source", ())}
    assert used == set(RUBRIC.sources)


@pytest.mark.parametrize("key", RUBRIC.sources)
def test_a_source_can_be_looked_up_or_says_why_not(key: str) -> None:
    """Each source has an address or a number to look up, or a note on why there is none."""
    source = RUBRIC.sources[key]
    assert source.url or IDENTIFIER.search(source.citation) or source.note, source


def test_sources_are_told_apart_by_their_short_names() -> None:
    """No two sources share a printed name or an address."""
    shorts = [source.short for source in RUBRIC.sources.values()]
    urls = [source.url for source in RUBRIC.sources.values() if source.url]
    assert len(set(shorts)) == len(shorts)
    assert len(set(urls)) == len(urls)


def test_a_product_earns_the_points_of_its_rung() -> None:
    """Points follow only the ladder, as in the second scorer; a product penalized everywhere earns none."""
    never_earn = {term for term, rule in RUBRIC.product.items() if rule.penalised == "everywhere"}
    earning = {term: points for term, points in RUBRIC.product_points.items() if term not in never_earn}
    assert {**earning, **dict.fromkeys(never_earn, 0)} == reference.PRODUCT
    assert never_earn == {"birth_tissue", "exosome", "svf"}
    assert "points" not in type(RUBRIC.what["prp"]).model_fields


def test_nobody_is_on_the_top_rung() -> None:
    """Full points require sham-controlled trials that agree; the rung is printed anyway."""
    best = next(iter(RUBRIC.ladder))
    assert RUBRIC.ladder[best].points == 100
    assert best not in {rule.rung for rule in RUBRIC.what.values()}


def test_null_trials_count() -> None:
    """Trials that found no difference are named, and a product with a benefit in a target leads all without one."""
    named = {trial for rows_ in RUBRIC.evidence.values() for row in rows_.values() for trial in row.not_in_favor}
    assert named == {
        "PMC11373021", "akeda2022", "chen2022", "muthu2025", "levi2025", "msbdr003", "respine2024", "dream2025",
    }  # fmt: skip
    benefit = {p for p, found in RUBRIC.evidence.items() if any(row.result == "benefit" for row in found.values())}
    most = max(points for term, points in RUBRIC.product_points.items() if term not in benefit)
    assert min(RUBRIC.product_points[term] for term in benefit) > most


def test_products_say_what_the_article_said() -> None:
    """Each product says what the founding article says of it, and the article is among its sources."""
    for key, rule in RUBRIC.what.items():
        assert "article" in rule.article_said, key
        assert "seed" in rule.source, key


def test_no_finding_is_carried_over() -> None:
    """No sentence on evidence is under two products or two targets."""
    sentences = [row.finding for found in RUBRIC.evidence.values() for row in found.values()]
    assert len(set(sentences)) == len(sentences)
    assert set(RUBRIC.evidence) <= set(vocabulary().terms["products"])


def test_state_rows_hold_in_their_state() -> None:
    """A state's law names its state as its jurisdiction, each once and in alphabetical order."""
    titles = [row.title for row in RUBRIC.states.values()]
    assert titles == sorted(titles)
    places = [row.jurisdiction for row in RUBRIC.states.values()]
    assert len(set(places)) == len(places)
    assert all(place.startswith("US-") for place in places)
    assert {row.jurisdiction for row in RUBRIC.federal.values()} == {"US"}
