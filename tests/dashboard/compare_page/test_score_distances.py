"""How far apart compared clinics are, in words: never by what their records leave open."""

from dashboard.compare_page.score_distances import apart
from scoring import Review, review
from scoring.reports import account


def words_apart(of: Review, *names: str, **weights: float) -> str:
    """What is said about how far apart the clinics with these names are."""
    weighted = of.with_weights(weights)
    rows = [weighted.scores["name"].to_list().index(name) for name in names]
    return apart([account(weighted, row) for row in rows])


def test_an_open_question_differs_by_no_points() -> None:
    """What a record leaves open is called open, with what is possible, on each question, and never a distance."""
    clinics = review(
        b"name,credentials,products,targets,imaging\n"
        b"Full,MD; PM&R,PRP,disc; facet; SI joint; muscle; ligament,fluoroscopy with contrast; ultrasound\n"
        b"Bare,,PRP,,\n"
    )
    said = words_apart(clinics, "Full", "Bare")
    assert "points each" not in said
    for title in ("Where", "How"):
        assert f"**{title}**, where Full gets 100.0 of 100 and Bare leaves it open (up to 100.0 possible)" in said


def test_what_counts_the_same_is_distinguished_from_what_is_sure() -> None:
    """Clinics that only count the same because their records are silent are not called the same."""
    silent, clear = ",,PRP,,", ",MD,PRP,disc,CT"
    rows = ("name,credentials,products,targets,imaging", f"A{silent}", f"B{silent}", f"C{clear}", f"D{clear}")
    clinics = review("\n".join(rows).encode())
    assert "as far as their records are clear" in words_apart(clinics, "A", "B")
    assert "They count the same on each question that counts." in words_apart(clinics, "C", "D")


def test_why_a_clinic_has_no_score_is_said_in_words() -> None:
    """Beside the number of clinics without a score is whether their records or the weights are the reason."""
    clinics = review(b"name,credentials,products,targets,imaging\nA,,PRP,,\nC,MD,PRP,disc,CT\n")
    assert "1 clinic has no score, as its record does not state enough." in words_apart(clinics, "A", "C")
    alone = {"what": 0.0, "where": 0.0, "how": 0.0}
    assert "2 clinics have no score, as these weights leave too little." in words_apart(clinics, "A", "C", **alone)
