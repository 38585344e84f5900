"""The benchmark of a list in parts says what each process took."""

from __future__ import annotations

from pathlib import Path

from benchmarks.engine import measure

EXAMPLE = Path(__file__).parents[2] / "data" / "clinics.csv"


def test_memory_of_every_process_is_told(tmp_path: Path) -> None:
    """After the summary stand seconds, load and memory of all, then a line for the client."""
    lines = measure(EXAMPLE, tmp_path / "out", "single", 1)
    (total,) = (place for place, line in enumerate(lines) if line.endswith("MB in all"))
    assert any("clinics in 1 part" in line for line in lines[:total])
    assert lines[total + 1].startswith("  client: ")
