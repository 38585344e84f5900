"""Problems in the order of what they could change."""

from scoring.reports import consequences
from tests.scoring.files import WHOLE, reviewed


def test_a_question_without_a_column_comes_first_and_is_of_every_clinic() -> None:
    """No cell of a row matters as much as a question that no column answers: it is open for all, scored or not."""
    cells = [("MD", "PRP", "PRP, snake oil"), ("MD", "stem cells", "exosomes"), ("", "back", "Wharton's jelly")]
    rows = "".join(
        f'{name},{who},{imaging},"{offers}"\n' for name, (who, imaging, offers) in zip("ABC", cells, strict=True)
    )
    found = consequences(reviewed(f"name,credentials,imaging,Offers\n{rows}"))
    first = found["code"].isin(["no_column", "column_offered"])
    assert first.to_list() == sorted(first, reverse=True)
    assert "column_offered" in set(found["code"])
    assert set(found.loc[first, "clinics"]) == {3}
    assert set(found.loc[first, "unscored"]) == {3}
    assert not first.all()


def test_what_could_move_ranks_comes_before_what_costs_a_score_and_what_many_clinics_have() -> None:
    """Then the more clinics the earlier, then the earlier row: the order of the file alone decides nothing else."""
    rows: list[dict[str, str]] = [
        {**WHOLE, "name": "A", "phone": "12"},
        {**WHOLE, "name": "B", "phone": "34"},
        {**WHOLE, "name": "C", "website": "htp:/x"},
        {**WHOLE, "name": "D", "website": "htp:/x"},
        {"name": "E", "credentials": "MD", "products": "snake oil"},
        {**WHOLE, "name": "F", "imaging": "moonlight"},
        {**WHOLE, "name": "G", "imaging": "ultrasound"},
    ]
    table = consequences(reviewed(rows))
    assert table["value"].to_list() == ["moonlight", "snake oil", "htp:/x", "12", "34"]
    assert (table["ranks"] > 0).to_list() == [True, False, False, False, False]
    assert (table["unscored"] > 0).to_list() == [False, True, False, False, False]
