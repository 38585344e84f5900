"""The benchmark of workbooks measures what it says."""

import pytest

from benchmarks import workbook_cost


def test_a_line_has_a_figure_under_each_head(monkeypatch: pytest.MonkeyPatch) -> None:
    """The table is as wide as its header, even where there is no LibreOffice."""
    monkeypatch.setattr("shutil.which", lambda _: None)
    line = workbook_cost.table_row(b"name,products,imaging\nA,PRP,CT\nB,BMC,CT\n", 1)
    assert len(line) == len(workbook_cost.HEAD)
    assert (line[0], line[-1]) == ("2", "")
