"""The generated register: valid numbers, the layout of the monthly file, and rows that are looked up."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pyarrow as pa

from benchmarks.register import CONTENDERS, generate, measured, npis, write_clinics
from scoring.recognition import are_npis


def test_numbers_have_a_right_check_digit_and_none_is_real() -> None:
    """Every number is a valid NPI, begins with 2, and occurs once."""
    numbers = npis(np.arange(5_000)).astype(str).tolist()
    assert are_npis(pa.array(numbers)).all()
    assert {number[0] for number in numbers} == {"2"}
    assert len(set(numbers)) == len(numbers)


def test_every_contender_reads_the_register(tmp_path: Path) -> None:
    """The file has 330 columns in each row; Arrow reads all rows, and the others find the listed ones."""
    register, clinics = tmp_path / "npidata_pfile_20050523-20261108.csv", tmp_path / "clinics.csv"
    generate(register, 500)
    write_clinics(clinics, 40, 500)
    with register.open(newline="") as file:
        assert {len(row) for row in csv.reader(file)} == {330}
    counts = {name: measured(name, clinics, register)["count"] for name in CONTENDERS}
    assert counts["arrow"] == 500
    assert counts["pandas"] == 20
    assert 20 < counts["ours"] <= 40
