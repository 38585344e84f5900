"""How the values of a file were understood: each distinct value, sorted by how many clinics it affects."""

from __future__ import annotations

import numpy as np
import pandas as pd

from scoring.reading import as_dictionary
from scoring.recognition import Recognizer
from scoring.review import Review
from scoring.vocabulary import value_key, vocabulary

ASSIGNED, UNDERSTOOD, DENIED, NOT_COUNTED, PARTLY, UNCLEAR, UNKNOWN = (
    "assigned", "understood", "says what is not offered", "does not count", "understood in part", "unclear",
    "not understood"
)  # fmt: skip
COLUMNS = ("value", "taken_for", "kind", "clinics", "near")
# Findings on words that are known but do not count: people who do not inject, imaging that guides no needle.
_KNOWN = frozenset(("negated", "not_the_injector", "not_so_now", "another_injects", "not_guidance"))
_NEEDS_A_PERSON = (UNKNOWN, PARTLY, UNCLEAR)


def values(review: Review, dimension: str) -> pd.DataFrame:
    """The distinct values of a dimension, those that need a decision first, then by the number of clinics.

    Columns: value (as first written), taken_for (labels, "" for nothing), kind (one of the constants of this module),
    clinics (int64: clinics whose cell holds it), near (the nearest known term, "" if none is near).
    """
    column = review.understood.known.get(dimension)
    if column is None:
        return pd.DataFrame({name: pd.Series(dtype="int64" if name == "clinics" else "str") for name in COLUMNS})
    encoded = as_dictionary(column)
    codes = encoded.indices.fill_null(len(encoded.dictionary)).to_numpy(zero_copy_only=False)
    touched = np.bincount(codes, minlength=len(encoded.dictionary) + 1)
    assigned = review.recipe.assigned.get(dimension, {})
    recognizer = Recognizer(vocabulary(), dimension, assigned)
    written: dict[str, str] = {}
    clinics: dict[str, int] = {}
    for cell, count in zip(encoded.dictionary.to_pylist(), touched.tolist(), strict=False):
        if not count:  # only rows that are no clinics hold it, such as a total
            continue
        keys = {value_key(item): item for item in recognizer.items(cell)}
        for key, item in keys.items():
            written.setdefault(key, item)
            clinics[key] = clinics.get(key, 0) + count
    rows = [(written[key], *_reading_of(recognizer, written[key], key in assigned), clinics[key]) for key in written]
    table = pd.DataFrame(rows, columns=["value", "taken_for", "kind", "near", "clinics"])[list(COLUMNS)]
    first = ~table["kind"].isin(_NEEDS_A_PERSON)
    order = np.lexsort((table["value"].str.lower(), -table["clinics"], first))
    return table.iloc[order].reset_index(drop=True)


def _reading_of(recognizer: Recognizer, value: str, assigned: bool) -> tuple[str, str, str]:
    """The labels of a value, its kind, and the nearest term."""
    reading = recognizer.read(value)
    labels = recognizer.labels(reading.stated.terms)
    if assigned:
        return labels, ASSIGNED, ""
    if recognizer.is_role(value):
        return "a role", UNDERSTOOD, ""
    codes = {problem.code for problem in reading.findings}
    if reading.stated.ambiguous:
        return labels, UNCLEAR, ""
    if not reading.stated.terms:
        if codes and codes <= _KNOWN:
            return "", DENIED if codes == {"negated"} else NOT_COUNTED, ""
        return "", UNKNOWN, recognizer.nearest(value)
    return labels, PARTLY if codes else UNDERSTOOD, ""
