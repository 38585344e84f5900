"""What several tests of scoring start from."""

from collections.abc import Iterator

import pytest

from scoring import answers


@pytest.fixture
def few_readings(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Only two readings of ambiguous words are followed up."""
    monkeypatch.setattr("scoring.answers._MOST_COMBINATIONS", 2)
    answers.readings_of.cache_clear()
    yield
    answers.readings_of.cache_clear()
