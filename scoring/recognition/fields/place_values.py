"""States and countries with the meanings that a person assigned: "Calfornia" is CA."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from scoring.problems import Finding, RowLog, finding, value_text
from scoring.reading import Column
from scoring.recognition.fields.coded_column import Coded, read_column
from scoring.vocabulary import value_key


def read_places(
    name: str,
    column: Column | None,
    read: Callable[[str], tuple[str, Sequence[Finding]]],
    assigned: Mapping[str, frozenset[str]],
    log: RowLog,
) -> Coded[str]:
    """The two-letter codes of a column of states or countries.

    `assigned`: value key -> the one code that a person assigned to it, which takes precedence over `read`. A
    value that no cell holds is a problem.
    """
    met: set[str] = set()

    def read_assigned(cell: str) -> tuple[str, Sequence[Finding]]:
        key = value_key(value_text(cell)) if assigned else ""
        if key not in assigned:
            return read(cell)
        met.add(key)
        (code,) = assigned[key]
        return code, ()

    coded = read_column(name, column, "", read_assigned, log)
    for value in sorted(assigned.keys() - met):
        log.problems.add(name, finding("recipe_value_missing", value))
    return coded
