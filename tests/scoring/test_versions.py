"""The versions beside a fingerprint: a changed rubric or vocabulary has another version."""

from __future__ import annotations

import json
import tomllib
from hashlib import sha256
from pathlib import Path

import pytest

import scoring

# File -> its version, and the start of the SHA-256 of its content, without comments and the version. Changed content
# needs another version, so a line here is changed in both places or in neither.
FROZEN = {
    "rubric/default.toml": ("2.7", "b0d78fbbfe35fa2d"),
    "rubric/no-iof.toml": (None, "ee4ce9c93f80fff4"),  # it extends the rubric, and has its version
    "rubric/half.toml": (None, "66fa2486fbe49e56"),  # it extends the rubric, and has its version
    "vocabulary/taxonomy.toml": ("1.0", "a432506a30d26dae"),
    "vocabulary/vocabulary.toml": ("2.15", "faa333716f0e3758"),
}


@pytest.mark.parametrize("name", FROZEN)
def test_another_content_has_another_version(name: str) -> None:
    """Whoever changes what a figure depends on raises the version that is named beside it."""
    content = tomllib.loads((Path(scoring.__file__).parent / name).read_text(encoding="utf-8"))
    version = content.pop("version", None)
    digest = sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()
    assert (version, digest[:16]) == FROZEN[name], (
        f"The content of {name} changed: raise its `version`, and put the new version and digest into this test."
    )


def test_a_review_names_its_versions() -> None:
    """Rubric and vocabulary are beside the fingerprints, by name and version."""
    review = scoring.review(b"name,products,imaging\nA,PRP,CT\n", rubric="no-iof")
    assert review.versions == f"rubric no-iof {review.rubric.version}, vocabulary {scoring.vocabulary().version}"
