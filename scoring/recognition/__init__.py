"""A table to records: which column is which, and what each distinct cell states.

In: a `Table`. Out: `Columns`, then `Records`, and problems. `columns/` decides which column is which: by settings,
headers (`header_groups.py`, `choice_columns.py`, `header_matches.py`, `rival_columns.py`), or as offered
(`column_offers.py`). `cells/` reads the four questions, from the small to the large: `words/`, `credentials/`,
`claims/`, `items/`, `answers/`. `fields/` reads the rest, such as dates, prices and states. `records.py` calls them for
every column; `rows_beside_clinics.py`, with `nameless_rows.py`, says which rows are none.
"""

from scoring.recognition.answers.list_literal import without_brackets
from scoring.recognition.answers.segment_reader import goes_on_denying
from scoring.recognition.cells.cell_statement import CellStatement, recognize_cell
from scoring.recognition.cells.recognizer import Recognizer
from scoring.recognition.cells.stated import NOTHING, Stated
from scoring.recognition.columns.column_decision import ColumnDecision, HeaderPlace, header_places
from scoring.recognition.columns.column_matches import decide_columns
from scoring.recognition.columns.column_settings import (
    ColumnSettings,
    checked_columns,
    columns_named,
    dictionary_headers,
)
from scoring.recognition.columns.known_columns import Columns, Match
from scoring.recognition.columns.own_columns import (
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
from scoring.recognition.columns.recognized_columns import applied, recognize
from scoring.recognition.columns.template import column_guide, template, without_examples
from scoring.recognition.credentials.people import Person
from scoring.recognition.credentials.person_unit import Role
from scoring.recognition.fields import facts
from scoring.recognition.fields.clinic_ids import (
    ClinicIds,
    Repeats,
    clinic_ids,
    dataset_id,
    is_dataset_id,
    log_repeats,
    repeats,
    unsuffixed_ids,
)
from scoring.recognition.fields.coded_column import Coded, counts_by_code, paired
from scoring.recognition.fields.dates import (
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
from scoring.recognition.fields.facts import ELSEWHERE, HOME
from scoring.recognition.fields.npi import are_npis
from scoring.recognition.fields.phone_number import phone_codes, phone_keys, read_phone
from scoring.recognition.fields.price_statement import (
    PRICE_ASSUMPTIONS,
    Price,
    PriceAssumption,
    dollars,
    price_statement,
)
from scoring.recognition.fields.prices import PriceMeanings, PriceReading, price_assumptions, price_findings, read_price
from scoring.recognition.fields.search_text import SEARCHED, SearchCells, SearchText, folded_text
from scoring.recognition.fields.text_keys import folded, plain_words, without_signs
from scoring.recognition.fields.web_address import read_web_address, web_host, website_keys
from scoring.recognition.records import Meanings, Records, read_records, with_ids, without_empty_rows
from scoring.recognition.rows_beside_clinics import heading_keys, without_other_rows
from scoring.recognition.words.near_words import nearest_word

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
