"""Values outside the four questions: state, country and coordinates, each read from its text.

A text too long to show in full in a problem is not understood.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from scoring.places import ZIP_TAIL
from scoring.problems import Finding, RowLog, finding, value_text
from scoring.reading import Column, as_text, whole
from scoring.recognition.fields.coded_column import Coded
from scoring.recognition.fields.npi import are_npis
from scoring.recognition.fields.web_address import are_ordinary, read_web_address
from scoring.vocabulary import is_blank, spelling, vocabulary

HOME = "US"  # the country of a record that states none
ELSEWHERE = "?"  # a country that is stated but not recognized: no national rule applies there
# As places read them: files that store numbers lose leading zeros, and the lowest ZIP code is 00501.
_ZIP_CODE = rf"^\s*(?:\d{{4,5}}|[5-9]\d\d){ZIP_TAIL}$"
_CODE_ELSEWHERE = (
    r"(?i)^\s*(?:[a-z]\d[a-z][- ]?\d[a-z]\d|[a-z]{1,2}\d[a-z\d]?[- ]?\d[a-z]{2})\s*$"  # as in Canada or Britain
)
_NO_FINDINGS: tuple[Finding, ...] = ()


def read_country(cell: str) -> tuple[str, Sequence[Finding]]:
    """Two-letter country code, "" if none is stated, `ELSEWHERE` if it is not recognized."""
    text = value_text(cell)
    if is_blank(text):
        return "", _NO_FINDINGS
    code = vocabulary().country_codes.get(spelling(text))
    return (code, _NO_FINDINGS) if code else (ELSEWHERE, (finding("country_not_recognised", text),))


def read_state(cell: str) -> tuple[str, Sequence[Finding]]:
    """Two-letter code of a US state, or "" for a blank or another country's region."""
    return vocabulary().state_codes.get(spelling(value_text(cell)), ""), _NO_FINDINGS


def log_postal_codes(column: Column, country: Coded[str], log: RowLog) -> None:
    """Log the postal codes of clinics in the United States that are not ZIP codes.

    Codes like those of other countries, of clinics that state no country, are logged once for all of them.
    """
    is_silent = country.mask(lambda code: code == "")
    at = np.flatnonzero(is_silent | country.mask(lambda code: code == HOME))
    cells = as_text(column)
    # Most are five digits; checking for that first takes a tenth of the pattern's time.
    is_plain = pc.and_(pc.ascii_is_decimal(cells), pc.equal(pc.binary_length(cells), 5)).fill_null(fill_value=True)
    unsure = at[~np.asarray(is_plain)[at]]
    texts = whole(cells.take(pa.array(unsure)))
    odd = ~np.asarray(pc.match_substring_regex(texts, _ZIP_CODE))
    if odd.any():
        foreign = odd & is_silent[unsure] & np.asarray(pc.match_substring_regex(texts, _CODE_ELSEWHERE))
        if foreign.any():
            log.problems.add("postal_code", finding("postal_codes_elsewhere"))
            odd &= ~foreign
        odd_texts = texts.filter(pa.array(odd)).dictionary_encode()
        log_cells("postal_code", "postal_code_not_understood", odd_texts, unsure[odd], log)


def _matching(pattern: str) -> Callable[[Column], NDArray[np.bool_]]:
    return lambda cells: np.asarray(pc.match_substring_regex(cells, pattern))


# By column: the problem of a cell that does not have its form, and a test for cells, of which none is null.
_CHECKS: Mapping[str, tuple[str, Callable[[Column], NDArray[np.bool_]]]] = {
    "website": ("link_not_web", are_ordinary),
    "source_url": ("link_not_web", are_ordinary),
    "npi": ("npi_malformed", lambda cells: are_npis(whole(as_text(cells)))),
    "latitude": ("coordinate_not_understood", _matching(r"^\s*[+-]?([0-8]?\d(\.\d*)?|90(\.0*)?)\s*$")),
    "longitude": ("coordinate_not_understood", _matching(r"^\s*[+-]?((1[0-7]\d|\d{1,2})(\.\d*)?|180(\.0*)?)\s*$")),
}


def check_shapes(name: str, column: Column, log: RowLog) -> None:
    """Log the cells of a column that do not have its form (links, NPIs with their check digit, coordinates)."""
    if name not in _CHECKS:
        return
    code, are_right = _CHECKS[name]
    suspects = column.is_valid()
    cells = column.filter(suspects)
    if not len(cells):
        return
    wrong = ~are_right(cells)
    if not wrong.any():
        return
    at = np.flatnonzero(suspects)[wrong]
    rest = whole(cells.filter(pa.array(wrong))).dictionary_encode()
    if code == "link_not_web":  # most unusual addresses can still be opened
        refused = np.array([read_web_address(text) is None for text in rest.dictionary.to_pylist()], dtype=bool)
        wrong = refused[rest.indices.to_numpy()]
        at, rest = at[wrong], rest.filter(pa.array(wrong)).dictionary_decode().dictionary_encode()
    log_cells(name, code, rest, at, log)


def log_cells(name: str, code: str, cells: pa.DictionaryArray, at: NDArray[np.int64], log: RowLog) -> None:
    """Log the same problem for each of these cells that is not blank. `at`: their positions."""
    texts = cells.dictionary.to_pylist()
    which = cells.indices.to_numpy()
    stated = np.array([not is_blank(text) for text in texts], dtype=bool)[which]
    log.add_many(name, [finding(code, value_text(text)) for text in texts], at[stated], which[stated])
