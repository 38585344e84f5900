"""The rows of a register that may list a subject: those with its NPI, or with its name in its place."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from scoring.errors import UnreadableFile
from scoring.limits import Clock
from scoring.register.nppes import CODES, COLUMNS, Register
from scoring.register.subjects import Subjects, person_keys, plain_by_distinct, zip_codes
from scoring.stages import begin_stage
from scoring.wording import counted

_SPOKEN_OF = 1_000_000  # rows between two progress messages
# Entries that are kept where limits are set, at some 700 bytes each; an extract that can be uploaded has fewer.
_MOST_KEPT = 400_000


def candidates(register: Register, subjects: Subjects, clock: Clock | None = None) -> pd.DataFrame:
    """The candidate rows; those that differ only in when they were updated, once.

    Raises `UnreadableFile` if they are too many and there is a clock, whose limits then hold.

    Columns: those of `COLUMNS` as text, with the `CODES` as one text joined by blanks in `codes`; `key`, `city_key`
    and `zip`, as subjects have them; `person`, whether the row is a person's, and `active` (bool).
    """
    wanted = _Wanted(subjects)
    pieces, kept, next_word = [], 0, _SPOKEN_OF
    for piece in register.pieces():
        pieces.append(wanted.of(piece))
        kept += len(pieces[-1])
        if clock and kept > _MOST_KEPT:
            raise UnreadableFile(
                f"The register has more than {_MOST_KEPT:,} entries that may be of this list, which is the limit; give "
                "an extract with fewer, or run python -m scoring verify with it."
            )
        if register.rows >= next_word:
            begin_stage(f"Reading the register: {counted(register.rows, 'row')}")
            next_word += _SPOKEN_OF
    table = (
        pa.concat_tables(pieces)
        if pieces
        else wanted.of(pa.table({name: pa.array([], pa.string()) for name in COLUMNS}))
    )
    frame: pd.DataFrame = table.to_pandas()
    active = (frame["deactivated"] == "") | (frame["reactivated"] != "")
    person = (
        frame["entity"].where(frame["entity"] != "", frame["organization"].eq("").map({True: "1", False: "2"})) == "1"
    )
    names = [str(name) for name in frame if name != "updated"]
    distinct: pd.DataFrame = frame.assign(active=active, person=person).drop_duplicates(names)
    return distinct.reset_index(drop=True)


class _Wanted:
    """What to look for in each piece of the register."""

    def __init__(self, subjects: Subjects) -> None:
        rows, names = subjects.rows, subjects.names
        placed = rows.index[(rows["state"] != "") & ((rows["city"] != "") | (rows["zip"] != ""))]
        names = names[names["subject"].isin(placed)]
        named = rows.loc[names["subject"].unique()]
        self._npis = _distinct(rows["npi"])
        self._keys = _distinct(names["key"])
        self._states = _distinct(named["state"])
        self._cities = _distinct(named["city"])
        self._zips = _distinct(named["zip"])

    def of(self, piece: pa.Table) -> pa.Table:
        """The candidates of a piece."""
        by_npi = piece.filter(pc.is_in(piece["npi"], value_set=self._npis))
        near = piece.filter(pc.is_in(pc.utf8_upper(piece["state"]), value_set=self._states))  # before anything slow
        zips, cities = zip_codes(near["postal_code"]), plain_by_distinct(near["city"])
        in_place = pc.or_(pc.is_in(zips, value_set=self._zips), pc.is_in(cities, value_set=self._cities))
        near = near.filter(in_place)
        keys = pc.is_in(person_keys(near["first"], near["last"]), value_set=self._keys)
        other_keys = pc.is_in(person_keys(near["first"], near["other_last"]), value_set=self._keys)
        by_name = near.filter(pc.or_(keys, other_keys))
        table = pa.concat_tables([by_npi, by_name])
        codes = [pc.ascii_upper(table[name]) for name in CODES]
        joined = pc.ascii_trim_whitespace(
            pc.replace_substring_regex(pc.binary_join_element_wise(*codes, " "), " +", " ")
        )
        kept = table.drop_columns(list(CODES))
        for name, column in (
            ("codes", joined),
            ("key", person_keys(table["first"], table["last"])),
            ("other_key", person_keys(table["first"], table["other_last"])),
            ("city_key", plain_by_distinct(table["city"])),
            ("zip", zip_codes(table["postal_code"])),
        ):
            kept = kept.append_column(name, column)
        return kept.set_column(kept.column_names.index("state"), "state", pc.utf8_upper(kept["state"]))


def _distinct(texts: pd.Series[str]) -> pa.Array:
    return pa.array(sorted(set(texts) - {""}), pa.string())
