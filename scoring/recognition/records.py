"""A table to records: one clinic per row, with what each of its cells states."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from scoring.errors import UnreadableFile
from scoring.limits import LONGEST_NAME, Clock
from scoring.places import SOURCES, Locations, locate
from scoring.problems import Finding, ProblemLog, RowLog, finding
from scoring.reading import NO_CLINICS, Column, as_text, blank_cells, cells_at, whole
from scoring.recognition.cells.column_recognizer import ColumnRecognizer
from scoring.recognition.cells.stated import NOTHING, Stated
from scoring.recognition.columns.known_columns import Columns
from scoring.recognition.fields import facts
from scoring.recognition.fields.clinic_ids import ClinicIds
from scoring.recognition.fields.coded_column import Coded, read_column
from scoring.recognition.fields.dates import DateMeanings, DateOrder, DateReading, ListDateOrder, read_dates
from scoring.recognition.fields.phone_number import check_phones
from scoring.recognition.fields.place_values import read_places
from scoring.recognition.fields.price_statement import Price, PriceAssumption
from scoring.recognition.fields.prices import PriceMeanings, PriceReading, read_prices
from scoring.recognition.fields.search_text import SearchText
from scoring.vocabulary import CANONICAL, DIMENSIONS

# A name whose words go on in another row: "Bayshore Spine &", "and Joint Center".
_UNFINISHED = r"\S\s*&\s*$|\s(?i:and|of|the|for)\s*$|^\s*(?:&|(?:and|of|for)\s)"


@dataclass(frozen=True)
class Meanings:
    """What cells mean: as a person said, or as all files of a list show.

    `values`: dimension, state or country -> value key -> the terms or the code assigned to it. `date_order`: how to
    read dates that may be day first or month first, None if nobody decided. `prices`: what is assumed about prices.
    `list_dates` and `list_prices`: what all files of a list show about them, None if the file's own decide.
    """

    values: Mapping[str, Mapping[str, frozenset[str]]] = field(default_factory=dict)
    date_order: DateOrder | None = None
    prices: tuple[PriceAssumption, ...] = ()
    list_dates: ListDateOrder | None = None
    list_prices: tuple[PriceAssumption, ...] | None = None


@dataclass(frozen=True)
class Records:
    """The clinics of a file.

    `stated` has an entry for each dimension, `credentials_verified` and `claims`. `dates` and `prices`: how
    `as_of` and `price` were read. `keys`: the names of the clinics for decisions that merge them; None until they have
    ids.
    """

    rows: NDArray[np.int64]
    known: Mapping[str, Column]
    other_columns: Mapping[str, Column]
    stated: Mapping[str, Coded[Stated]]
    state: Coded[str]
    country: Coded[str]
    as_of: Coded[date | None]
    dates: DateReading
    price: Coded[Price]
    prices: PriceReading
    problems: ProblemLog
    keys: Column | None = None

    def __len__(self) -> int:
        return len(self.rows)

    @cached_property
    def locations(self) -> Locations:
        """Where each clinic is, as far as it is known; looked up on first use."""
        state, country = ((coded.codes, coded.values) for coded in (self.state, self.country))
        return locate(self.known, state, country)

    @cached_property
    def search_text(self) -> SearchText:
        """The texts that a search looks through; made on first use."""
        return SearchText.of(self.known)

    @cached_property
    def by_name(self) -> NDArray[np.int32]:
        """The clinics in alphabetical order of names, ignoring case, by position."""
        return np.asarray(pc.sort_indices(pc.utf8_lower(self.known["name"]))).astype(np.int32)

    @cached_property
    def name_order(self) -> NDArray[np.int32]:
        """The place of each clinic in that order."""
        places = np.empty_like(self.by_name)
        places[self.by_name] = np.arange(len(places), dtype=np.int32)
        return places

    def position_of(self, clinic_id: str) -> int | None:
        """The position of a clinic, or None if there is no such id."""
        at = pc.index(self.known["clinic_id"], pa.scalar(clinic_id, pa.large_string())).as_py()
        return None if at < 0 else int(at)

    @cached_property
    def frame(self) -> pd.DataFrame:
        """Canonical columns, then the file's other columns, all text (`str`); blank cells are missing."""
        return self.rows_at(slice(None))

    def rows_at(self, rows: slice | NDArray[np.int64]) -> pd.DataFrame:
        """The rows of `frame` at some positions, numbered from 0."""
        columns = {**dict.fromkeys(CANONICAL), **self.known, **self.other_columns}
        count = len(self.rows[rows])
        texts = [
            pa.nulls(count, pa.large_string()) if column is None else cells_at(column, rows).cast(pa.large_string())
            for column in columns.values()
        ]
        frame: pd.DataFrame = pa.table(texts, names=list(columns)).to_pandas()
        return frame


def read_records(
    columns: Columns, problems: ProblemLog, meanings: Meanings, reviewed_on: date, clock: Clock
) -> Records:
    """Read every distinct cell once.

    `meanings`: what a person said that cells mean. A date after `reviewed_on` is a problem. Ids are added later, by
    `with_ids`. Raises `UnreadableFile` when the clock's time is up.
    """
    known, log = columns.known, RowLog(problems, columns.rows)
    stated = {
        name: _stated(name, known.get(name), log, meanings.values.get(name, {}), clock)
        for name in (*DIMENSIONS, "credentials_verified", "claims")
    }
    state, country = (
        read_places(name, known.get(name), clock.limited(read), meanings.values.get(name, {}), log)
        for name, read in (("state", facts.read_state), ("country", facts.read_country))
    )
    as_of, dates = read_dates(known.get("as_of"), DateMeanings(meanings.date_order, meanings.list_dates), log, clock)
    headers = [match.header for match in columns.matches if "price_usd" in match.fields]
    assumed = PriceMeanings(meanings.prices, meanings.list_prices)
    price, prices = read_prices(known.get("price_usd"), headers, assumed, log, clock)
    for name, column in known.items():
        facts.check_shapes(name, column, log)
    check_phones(known, log, clock)
    if (nameless := blank_cells(known["name"])).any():
        log.add("name", finding("name_missing"), nameless)
    _log_long_names(known["name"], log)
    _log_unfinished_names(known["name"], log)
    _log_places(known, state, country, stated["products"], log)
    _log_future_dates(as_of, reviewed_on, log)
    records = Records(
        columns.rows, known, columns.other_columns, stated, state, country, as_of, dates, price, prices, problems
    )
    if {"latitude", "longitude"} <= known.keys():
        _log_far_coordinates(records.locations, log)
    return records


def with_ids(records: Records, ids: ClinicIds, id_problems: ProblemLog) -> Records:
    """The same records with an id for each clinic, and the problems of these ids.

    Raises `UnreadableFile` if both have more problems than the limit.
    """
    records.problems.take_over(id_problems)
    records.problems.limits.check_problems(len(records.problems))
    return replace(records, known={**records.known, "clinic_id": ids.ids}, keys=ids.keys)


def _stated(
    name: str, column: Column | None, log: RowLog, assigned: Mapping[str, frozenset[str]], clock: Clock
) -> Coded[Stated]:
    """What a column states; `credentials_verified` is read as credentials."""
    dimension = "credentials" if name == "credentials_verified" else name
    recognizer = ColumnRecognizer(dimension, assigned)

    def read(cell: str) -> tuple[Stated, tuple[Finding, ...]]:
        reading = recognizer.read(cell)
        return reading.stated, reading.findings

    coded = read_column(name, column, NOTHING, clock.limited(read), log)
    for value in recognizer.missed:
        log.problems.add(name, finding("recipe_value_missing", value))
    return coded


def without_empty_rows(columns: Columns, problems: ProblemLog) -> Columns:
    """Leave out rows without any text, which are not clinics; each is a problem.

    Raises `UnreadableFile` if no row remains.
    """
    filled = ~blank_cells(columns.known["name"])
    groups = (columns.known, columns.other_columns)
    nameless = np.flatnonzero(~filled)
    for group in groups:
        for column in group.values() if len(nameless) else ():
            filled[nameless] |= ~blank_cells(column.take(pa.array(nameless)))
    if filled.all():
        return columns
    if not filled.any():
        raise UnreadableFile(NO_CLINICS)
    problems.add("", finding("blank_row"), columns.rows[~filled])
    return columns.filter(filled)


def _log_far_coordinates(locations: Locations, log: RowLog) -> None:
    far = np.flatnonzero(locations.astray)
    pairs, which = np.unique(np.stack([locations.source[far], locations.astray[far]]), axis=1, return_inverse=True)
    findings = [
        finding("coordinates_far", count=f"{miles:,}", field=SOURCES[source].replace("_", " "))
        for source, miles in pairs.T.tolist()
    ]
    log.add_many("latitude", findings, far, which.ravel())


def _log_future_dates(as_of: Coded[date | None], reviewed_on: date, log: RowLog) -> None:
    later = [code for code, day in enumerate(as_of.values) if day is not None and day > reviewed_on]
    at = np.flatnonzero(np.isin(as_of.codes, later))
    findings = [finding("date_in_future", str(as_of.values[code])) for code in later]
    log.add_many("as_of", findings, at, np.searchsorted(later, as_of.codes[at]))


def _log_long_names(names: Column, log: RowLog) -> None:
    lengths = np.asarray(pc.utf8_length(names).fill_null(0))
    at = np.flatnonzero(lengths > LONGEST_NAME)
    texts = names.take(pa.array(at)).to_pylist()
    long = [finding("name_too_long", text, count=f"{len(text):,}", expected=f"{LONGEST_NAME:,}") for text in texts]
    log.add_many("name", long, at, np.arange(len(at)))


def _log_unfinished_names(names: Column, log: RowLog) -> None:
    at = np.flatnonzero(pc.match_substring_regex(names, _UNFINISHED).fill_null(fill_value=False))
    if len(at):
        distinct = whole(names.take(pa.array(at))).dictionary_encode()
        findings = [finding("name_unfinished", text) for text in distinct.dictionary.to_pylist()]
        log.add_many("name", findings, at, np.asarray(distinct.indices))


def _log_places(
    known: Mapping[str, Column],
    state: Coded[str],
    country: Coded[str],
    products: Coded[Stated],
    log: RowLog,
) -> None:
    at_home = country.mask(lambda code: code in ("", facts.HOME))
    if "state" in known:
        lost = np.flatnonzero((state.codes == 0) & np.asarray(known["state"].is_valid()) & at_home)
        if len(lost):
            cells = whole(as_text(known["state"].take(pa.array(lost)))).dictionary_encode()
            facts.log_cells("state", "state_not_recognised", cells, lost, log)
    if "postal_code" in known:
        facts.log_postal_codes(known["postal_code"], country, log)
    cultured = products.mask(lambda stated: "cultured" in stated.terms)
    log.add("country", finding("country_assumed"), cultured & country.mask(lambda code: code == ""))
