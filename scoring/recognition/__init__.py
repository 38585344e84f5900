"""A table to records: which column is which, and what each distinct cell states.

In: a `Table`. Out: `Columns`, then `Records`, and problems. Open `columns.py` first: which column is which. Then
`cells.py`: what a cell of the four questions states; `facts.py`: state, country, date and price. `records.py` calls
both for every column.
"""

from scoring.recognition import facts
from scoring.recognition.cell_statement import CellStatement, recognise_cell
from scoring.recognition.cells import Recogniser
from scoring.recognition.clinic_ids import clinic_ids, dataset_id, is_dataset_id
from scoring.recognition.coded_column import Coded, paired
from scoring.recognition.column_settings import ColumnSettings, columns_named, dictionary_headers
from scoring.recognition.columns import SCORE_COLUMNS, recognise, without_own_scores
from scoring.recognition.facts import ELSEWHERE, HOME
from scoring.recognition.known_columns import Columns, Match
from scoring.recognition.list_literal import without_brackets
from scoring.recognition.npi import are_npis
from scoring.recognition.people import Person
from scoring.recognition.phone_number import phone_codes, read_phone
from scoring.recognition.records import Records, read_records, with_ids, without_empty_rows
from scoring.recognition.roles import Role
from scoring.recognition.rows_beside_clinics import without_other_rows
from scoring.recognition.stated import NOTHING, Stated
from scoring.recognition.template import column_guide, template, without_examples
from scoring.recognition.text_keys import folded, plain_words
from scoring.recognition.web_address import read_web_address, web_host, website_keys

__all__ = [
    "ELSEWHERE",
    "HOME",
    "NOTHING",
    "SCORE_COLUMNS",
    "CellStatement",
    "Coded",
    "ColumnSettings",
    "Columns",
    "Match",
    "Person",
    "Recogniser",
    "Records",
    "Role",
    "Stated",
    "are_npis",
    "clinic_ids",
    "column_guide",
    "columns_named",
    "dataset_id",
    "dictionary_headers",
    "facts",
    "folded",
    "is_dataset_id",
    "paired",
    "phone_codes",
    "plain_words",
    "read_phone",
    "read_records",
    "read_web_address",
    "recognise",
    "recognise_cell",
    "template",
    "web_host",
    "website_keys",
    "with_ids",
    "without_brackets",
    "without_empty_rows",
    "without_examples",
    "without_other_rows",
    "without_own_scores",
]
