"""What became of every row of a file, so that none is lost silently."""

from __future__ import annotations

from dataclasses import dataclass

from scoring.reading import Table


@dataclass(frozen=True)
class Accounting:
    """Where every row of the file went: `rows` = `above` + `header` + `left_out` + `joined` + `clinics`.

    `above`: rows before the header, such as a title. `header`: 1, or 0 if the first row is a clinic. `left_out`:
    rows below it that are not clinics, each named in a problem whose code is in `problem_catalogue.LEFT_OUT`.
    `joined`: rows that add a person to a clinic, whether the clinic is left out or not; 0 if each row is a clinic.
    Empty lines at the end do not count.
    """

    rows: int
    above: int
    header: int
    left_out: int
    clinics: int
    joined: int = 0

    @classmethod
    def of(cls, table: Table, clinics: int, joined: int) -> Accounting:
        """The accounting of a table in which this many rows are clinics and this many add a person to one."""
        header = int(table.header_row > 0)
        above = (table.header_row if header else int(table.rows[0])) - 1
        left_out = table.last_row - above - header - clinics - joined
        return cls(table.last_row, above, header, left_out, clinics, joined)
