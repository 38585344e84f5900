"""A table to records: which column is which, and what each distinct cell states.

In: a `Table`. Out: `Columns`, then `Records`, and problems. Open `columns.py` first: which column is which, by
settings, headers (`header_matches.py`, `rival_columns.py`), or as offered (`column_offers.py`). Then `cells.py`: what
a cell of the four questions states; `dates.py`, `prices.py`; `facts.py`: state, country. `records.py` calls them for
every column. `own_columns.py`: the columns that our exports compute.
"""

from scoring.recognition import facts
from scoring.recognition.answers import goes_on_denying
from scoring.recognition.cell_statement import CellStatement, recognize_cell
from scoring.recognition.cells import Recognizer
from scoring.recognition.clinic_ids import (
    ClinicIds,
    Repeats,
    clinic_ids,
    dataset_id,
    is_dataset_id,
    log_repeats,
    repeats,
    unsuffixed_ids,
)
from scoring.recognition.coded_column import Coded, counts_by_code, paired
from scoring.recognition.column_decision import ColumnDecision, HeaderPlace, header_places
from scoring.recognition.column_matches import decide_columns
from scoring.recognition.column_settings import ColumnSettings, checked_columns, columns_named, dictionary_headers
from scoring.recognition.columns import applied, recognize
from scoring.recognition.dates import (
    DATE_ORDERS,
    ORDER_IN_WORDS,
    DateOrder,
    DateReading,
    ListDateOrder,
    date_findings,
    date_order,
    days_by_order,
    months_before,
    read_date,
)
from scoring.recognition.facts import ELSEWHERE, HOME
from scoring.recognition.known_columns import Columns, Match
from scoring.recognition.list_literal import without_brackets
from scoring.recognition.near_words import nearest_word
from scoring.recognition.npi import are_npis
from scoring.recognition.own_columns import (
    CAP_COLUMNS,
    HIGH_COLUMNS,
    PRICE_COLUMNS,
    SCORE_COLUMNS,
    SETTINGS_COLUMN,
    STATED_COLUMNS,
    is_export,
    settings_in,
    without_own_columns,
)
from scoring.recognition.people import Person
from scoring.recognition.person_unit import Role
from scoring.recognition.phone_number import phone_codes, phone_keys, read_phone
from scoring.recognition.price_statement import PRICE_ASSUMPTIONS, Price, PriceAssumption, dollars, price_statement
from scoring.recognition.prices import PriceMeanings, PriceReading, price_assumptions, price_findings, read_price
from scoring.recognition.records import Meanings, Records, read_records, with_ids, without_empty_rows
from scoring.recognition.rows_beside_clinics import heading_keys, without_other_rows
from scoring.recognition.search_text import SEARCHED, SearchCells, SearchText, folded_text
from scoring.recognition.stated import NOTHING, Stated
from scoring.recognition.template import column_guide, template, without_examples
from scoring.recognition.text_keys import folded, plain_words, without_signs
from scoring.recognition.web_address import read_web_address, web_host, website_keys

__all__ = [
    "CAP_COLUMNS",
    "DATE_ORDERS",
    "ELSEWHERE",
    "HIGH_COLUMNS",
    "HOME",
    "NOTHING",
    "ORDER_IN_WORDS",
    "PRICE_ASSUMPTIONS",
    "PRICE_COLUMNS",
    "SCORE_COLUMNS",
    "SEARCHED",
    "SETTINGS_COLUMN",
    "STATED_COLUMNS",
    "CellStatement",
    "ClinicIds",
    "Coded",
    "ColumnDecision",
    "ColumnSettings",
    "Columns",
    "DateOrder",
    "DateReading",
    "HeaderPlace",
    "ListDateOrder",
    "Match",
    "Meanings",
    "Person",
    "Price",
    "PriceAssumption",
    "PriceMeanings",
    "PriceReading",
    "Recognizer",
    "Records",
    "Repeats",
    "Role",
    "SearchCells",
    "SearchText",
    "Stated",
    "applied",
    "are_npis",
    "checked_columns",
    "clinic_ids",
    "column_guide",
    "columns_named",
    "counts_by_code",
    "dataset_id",
    "date_findings",
    "date_order",
    "days_by_order",
    "decide_columns",
    "dictionary_headers",
    "dollars",
    "facts",
    "folded",
    "folded_text",
    "goes_on_denying",
    "header_places",
    "heading_keys",
    "is_dataset_id",
    "is_export",
    "log_repeats",
    "months_before",
    "nearest_word",
    "paired",
    "phone_codes",
    "phone_keys",
    "plain_words",
    "price_assumptions",
    "price_findings",
    "price_statement",
    "read_date",
    "read_phone",
    "read_price",
    "read_records",
    "read_web_address",
    "recognize",
    "recognize_cell",
    "repeats",
    "settings_in",
    "template",
    "unsuffixed_ids",
    "web_host",
    "website_keys",
    "with_ids",
    "without_brackets",
    "without_empty_rows",
    "without_examples",
    "without_other_rows",
    "without_own_columns",
    "without_signs",
]
