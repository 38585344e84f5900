"""The sections of the Method page, and the links to them."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.datasets import loading, session_datasets
from dashboard.method_page import evidence_tables, method
from scoring import load_rubric, vocabulary

PAGE = Path(__file__).parents[3] / "pages" / "method.py"


@pytest.fixture(scope="module")
def page() -> AppTest:
    """The Method page of the example."""
    return AppTest.from_file(str(PAGE), default_timeout=60).run()


def test_each_link_leads_to_its_section(page: AppTest) -> None:
    """The links at the top are those of the headings below, in order, and lead to their anchors."""
    links = [(title, anchor) for anchor, title in method.contents().items()]
    headings = [(heading.value.split(":")[0], heading.anchor) for heading in page.header]
    assert links == headings
    assert ("What", "what-points-of-a-product") in links
    assert any("[What](#what-points-of-a-product)" in text.value for text in page.markdown)


def test_long_tables_are_closed_until_one_switch_opens_all(page: AppTest) -> None:
    """Every table of ten rows or more is closed at first, no heading is inside what closes, and a switch opens all."""
    folded = [table.proto.alt for part in page.expander for table in part.table]
    assert [table.proto.alt for table in page.table if len(table.value) >= 10 and table.proto.alt not in folded] == []
    assert [heading for part in page.expander for heading in part.header] == []
    assert not any(part.proto.expanded for part in page.expander)
    page.toggle(key="open_everything").set_value(True).run()
    assert all(part.proto.expanded for part in page.expander)


def test_the_ladder_is_printed_whole() -> None:
    """Every rung is there, best first, including the empty one, and every product on exactly one."""
    rubric = load_rubric()
    ladder = evidence_tables.ladder(rubric)
    assert ladder["Points"].to_list() == ["100", "75", "55", "45", "30", "25", "20"]
    assert ladder["Products"][0] == "No product"
    assert ladder["Products"][1] == "PRP"
    named = [name.removesuffix(" (penalty)") for cell in ladder["Products"][1:] for name in cell.split(", ")]
    assert sorted(named) == sorted(vocabulary().terms["products"].values())


def test_null_trials_are_named_beside_their_product() -> None:
    """Each product with trials that found no difference names them, and no other product does."""
    rubric = load_rubric()
    why = evidence_tables.products(rubric)["Why it is on its rung"]
    for cell, rule in zip(why, rubric.what.values(), strict=True):
        rows = [row for term in rule.terms for row in rubric.evidence.get(term, {}).values()]
        trials = [rubric.sources[trial].short for row in rows for trial in row.not_in_favor]
        assert ("No difference" in cell) == bool(trials)
        assert all(f"[{trial}](" in cell for trial in trials)


def test_a_law_that_is_only_reported_says_so() -> None:
    """A row whose text was not read says that others report it."""
    rubric = load_rubric()
    says = evidence_tables.notices(rubric, rubric.states.values())["Says"]
    reported = [row.status == "reported" for row in rubric.states.values()]
    assert says.str.contains("reported by others").to_list() == reported
    assert any(reported)


def test_the_method_says_how_much_of_the_file_was_not_understood(page: AppTest) -> None:
    """The caption on the reviewed file counts its problems, and dates and names what was reviewed."""
    review = loading.read(session_datasets.example(), "default")
    count, fingerprint = len(review.problem_table), review.fingerprint[:12]
    caption = next(caption.value for caption in page.caption if fingerprint in caption.value)
    assert f"not fully understood: {count} entries of the file. Reviewed on {review.reviewed_on};" in caption
    assert f"its recipe's with {review.recipe_fingerprint[:12]}" in caption
