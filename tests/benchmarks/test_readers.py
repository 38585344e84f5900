"""The benchmark of many readers of one dataset."""

import asyncio

from benchmarks.readers import HEAD, Readers, crowd, served, table_row


def test_readers_are_answered_and_one_whose_dataset_is_missing_is_an_error(tmp_path):
    """Two readers of a published file change something without an error; a page that says "not found" is an error."""
    with served(tmp_path, 1, 30) as (servers, query):
        result = asyncio.run(crowd(servers, query, readers=2, pause=0.5, seconds=2.0))
        lost = asyncio.run(crowd(servers, f"data={'0' * 32}", readers=1, pause=0.1, seconds=0.5))
    assert result.errors == []
    assert len(result.answers) >= 2
    assert min(result.answers) > 0
    assert result.alone > 0 < result.everybody
    assert lost.errors


def test_memory_is_divided_by_the_readers_that_came_and_the_95th_percentile_is_the_late_answer():
    """A hundred readers who add 150 MB cost 1.5 MB each; the 95th of a hundred answers, six of them late, is late."""
    result = Readers(answers=[0.1] * 94 + [0.9] * 6, alone=250.0, everybody=400.0)
    line = dict(zip(HEAD, table_row(0, 1, 100, 20.0, result), strict=True))
    assert (line["clinics"], line["MB a further reader"]) == ("168", "1.5")
    assert (line["median ms"], line["95th ms"], line["worst ms"]) == ("100", "900", "900")
