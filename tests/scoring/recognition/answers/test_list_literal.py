"""Objects of JSON in a cell, and what in them says nothing."""

from __future__ import annotations

import pytest

import scoring
from scoring.recognition.answers.list_literal import list_parts


@pytest.mark.parametrize(
    ("dimension", "cell", "terms"),
    [
        ("credentials", '[{"name": "Lee Park", "credentials": "DC", "specialty": null}]', {"dc"}),
        ("credentials", '{"specialty": null, "credentials": "MD", "board": null}', {"physician"}),
        ("products", '[{"name": "PRP", "price": null, "unit": null}, {"name": "BMAC", "price": 900}]', {"prp", "bmc"}),
        (
            "products",
            '{"@type": "MedicalProcedure", "name": "PRP"}; {"@type": "Drug", "name": "exosomes"}',
            {"prp", "exosome"},
        ),
        ("imaging", '[{"id": null, "name": "ultrasound", "note": null}]', {"ultrasound"}),
    ],
)
def test_null_beside_a_name_denies_nothing(dimension: str, cell: str, terms: set[str]) -> None:
    """A pair that is null says nothing of the pairs beside it, wherever it stands in the object."""
    assert scoring.recognise(dimension, cell).terms == terms


@pytest.mark.parametrize(
    ("cell", "terms"),
    [
        ('{"specialty": null}', set()),
        ('{"prp": true, "exosomes": null}', {"prp"}),
        ('{"prp": true, "exosomes": false}', {"prp"}),
        ('[{"name": "PRP", "active": false}]', set()),
        ('[{"name": "exosomes", "status": "not offered", "price": null}]', set()),
    ],
)
def test_what_an_object_denies_is_not_credited(cell: str, terms: set[str]) -> None:
    """Objects of yes and no, and denials in words, keep their meaning; null alone states nothing."""
    assert scoring.recognise("products", cell).terms == terms


def test_keywords_of_json_ld_are_no_words_of_the_record() -> None:
    """The type of an object is none of what a clinic states, so it is no problem either; the other pairs stay."""
    assert list_parts('{"@type": "Drug", "@id": "#1", "name": "PRP"}') == ['"name": "PRP"']
    assert list_parts('{"type": "Drug", "name": "PRP"}') == ['"type": "Drug", "name": "PRP"']
