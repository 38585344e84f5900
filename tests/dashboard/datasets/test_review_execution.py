"""A large file is read in its own process, and a small one here."""

from __future__ import annotations

import gzip
from typing import Any

import pytest

from dashboard.datasets import review_execution
from dashboard.datasets.review_cache import CachedReview
from dashboard.datasets.session_datasets import from_upload
from scoring import UnreadableFile
from tests.scoring.files import DAY, parquet_bytes

HEADER = b"name,credentials,imaging\n"
LARGE = HEADER + b"Harbor Spine,MD; PM&R,CT\n" * 90_000


@pytest.fixture
def apart(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The sizes of the files that were read in another process."""
    sizes: list[int] = []
    real = review_execution.review_apart

    def seen(data: bytes, **settings: Any) -> Any:
        sizes.append(len(data))
        return real(data, **settings)

    monkeypatch.setattr(review_execution, "review_apart", seen)
    return sizes


def made(data: bytes) -> CachedReview:
    """The result of reading a file, as it comes."""
    return review_execution.make_review(from_upload("file", data), "default", DAY)


def test_a_small_file_starts_no_process(apart: list[int]) -> None:
    """Neither text nor a file that unpacks to little needs a process, and its refusal comes at once."""
    assert len(made(HEADER + b"A,MD,CT\n").review) == len(made(gzip.compress(HEADER + b"A,MD,CT\n")).review) == 1
    with pytest.raises(UnreadableFile, match="holds no text"):
        made(b"\n\n")
    assert apart == []


def test_a_large_file_is_read_apart(apart: list[int]) -> None:
    """A file that is large, or unpacks to much, is read in its own process."""
    packed = gzip.compress(LARGE)
    assert len(made(packed).review) == 90_000
    assert len(packed) < 20_000
    assert apart == [len(packed)]


def test_a_file_whose_word_is_taken_for_its_size_is_read_apart(apart: list[int]) -> None:
    """A small Parquet file may lie about what it unpacks to, so it is never read here; small JSON cannot, and is."""
    data = parquet_bytes({"name": ["A"], "imaging": ["CT"]})
    assert len(made(data).review) == len(made(b'[{"name": "A", "imaging": "CT"}]').review) == 1
    assert apart == [len(data)]


def test_a_program_waits_only_for_so_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that asks for a large file while another is being read is refused with a sentence after a while."""
    monkeypatch.setattr(review_execution, "_PATIENCE", 0.0)
    with review_execution._turns.turn(lambda _: None), pytest.raises(review_execution.Busy, match="read one at a time"):  # noqa: SLF001
        made(LARGE)
