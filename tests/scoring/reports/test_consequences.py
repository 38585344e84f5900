"""Problems in the order of what they could change."""

from scoring.reports import consequences
from tests.scoring.files import reviewed


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
