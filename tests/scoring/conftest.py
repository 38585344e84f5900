"""What several tests of scoring start from."""

from collections.abc import Iterator

import pytest

from scoring.scores import questions


@pytest.fixture
def few_readings(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Only two readings of ambiguous words are followed up."""
    monkeypatch.setattr("scoring.scores.questions._MOST_COMBINATIONS", 2)
    questions.readings_of.cache_clear()
    yield
    questions.readings_of.cache_clear()
