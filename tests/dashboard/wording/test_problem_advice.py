"""What pages say to do about problems: no command-line option where the Data page does the same."""

import numpy as np
import pandas as pd

from dashboard.corrections import clinic_problems
from dashboard.corrections.problem_list import MATTER, problem_table
from dashboard.wording.problem_advice import in_parts, of_review, on_screen
from scoring.problem_catalogue import CATALOGUE
from scoring.reports.consequences import consequences
from tests.scoring.files import WHOLE, reviewed


def test_no_suggestion_names_an_option() -> None:
    """Each suggestion that names the Data page and an option keeps the page and loses only the option."""
    with_option = [suggestion for _, suggestion in CATALOGUE.values() if "--" in suggestion]
    assert with_option
    for suggestion in with_option:
        assert "on the Data page" in on_screen(suggestion)
        assert "--" not in on_screen(suggestion)
    assert on_screen("Choose it on the Data page or with --encoding. Other: {near}.") == (
        "Choose it on the Data page. Other: {near}."
    )
    assert all(on_screen(text) == text for _, text in CATALOGUE.values() if "--" not in text)


def test_problems_on_pages_name_no_option() -> None:
    """An unclear date is shown with its suggestion on the Data page and on Clinic, and exported unchanged."""
    review = reviewed([{**WHOLE, "name": "A", "as_of": "03/04/2025"}])
    assert "or with --dates" in " ".join(review.problems["suggestion"])
    shown = [
        *problem_table(consequences(review))[MATTER],
        *clinic_problems.in_full(review, np.array([0]))[clinic_problems.PROBLEMS],
        *of_review(review, review.problems),
    ]
    assert sum("on the Data page" in text for text in shown) == 3
    assert not any("--" in text or "dates, or" in text for text in shown)


OF_MERGES = ("merged", "merged_value", "recipe_merge_missing")  # a list in parts refuses recipes that merge


def test_no_suggestion_of_a_folder_names_the_data_page() -> None:
    """What cannot be changed there is left to the command line, which the host uses to review the files again."""
    problems = pd.DataFrame(
        [(code, suggestion) for code, (_, suggestion) in CATALOGUE.items() if code not in OF_MERGES]
    )
    problems.columns = pd.Index(["code", "suggestion"])
    said = dict(zip(problems["code"], in_parts(problems), strict=True))
    assert not [code for code, suggestion in said.items() if "Data page" in suggestion]
    assert said["date_ambiguous"] == (
        "Say for the whole column which comes first, with --dates, or write dates as 2026-05-31."
    )
    assert said["no_column"] == "If one of these is it, say so with the columns setting: {value}"
    assert said["columns_joined"].startswith("Nothing to do if all of them say it; to leave one out, give its header")
    same = problems["suggestion"].str.contains("Data page") | problems["code"].eq("one_row_a_person")
    assert [said[code] for code in problems["code"][~same]] == problems["suggestion"][~same].tolist()
