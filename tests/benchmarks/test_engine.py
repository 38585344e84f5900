"""The benchmark of a list in parts reports what each process used."""

from __future__ import annotations

from pathlib import Path

from benchmarks.engine import measure

EXAMPLE = Path(__file__).parents[2] / "data" / "clinics.csv"


def test_memory_of_every_process_is_reported(tmp_path: Path) -> None:
    """After the summary come the seconds, load and memory of all processes, then a line for the client."""
    lines = measure(EXAMPLE, tmp_path / "out", "single", 1)
    (total,) = (place for place, line in enumerate(lines) if line.endswith("MB in all"))
    assert any("clinics in 1 part" in line for line in lines[:total])
    assert lines[total + 1].startswith("  client: ")
