"""The words that files use, and their meanings.

In: `vocabulary.toml`. Out: `vocabulary()`, the words as frozen values, and the keys by which spellings are compared.
Open `vocabulary.toml` first: most changes are made there alone. `model.py` is what becomes of it; `loader.py` makes
that, by `dimension_words.py` (terms), `context_patterns.py` (what stands around them) and `patterns.py`.
"""

from scoring.vocabulary.cues import Doubts, Guidance, Negation
from scoring.vocabulary.keys import (
    LONGEST_HEADER,
    answer_key,
    header_key,
    names_year,
    plain,
    spelling,
    value_key,
    without_number,
    without_question_number,
)
from scoring.vocabulary.loader import is_blank, vocabulary
from scoring.vocabulary.model import (
    CANONICAL,
    DIMENSIONS,
    IN_DOUBT,
    Dimension,
    Entry,
    Limbs,
    OtherUses,
    RoleCue,
    Roles,
    Vocabulary,
    possibly,
)
from scoring.vocabulary.taxonomy import TaxonomyCode, taxonomy

__all__ = [
    "CANONICAL",
    "DIMENSIONS",
    "IN_DOUBT",
    "LONGEST_HEADER",
    "Dimension",
    "Doubts",
    "Entry",
    "Guidance",
    "Limbs",
    "Negation",
    "OtherUses",
    "RoleCue",
    "Roles",
    "TaxonomyCode",
    "Vocabulary",
    "answer_key",
    "header_key",
    "is_blank",
    "names_year",
    "plain",
    "possibly",
    "spelling",
    "taxonomy",
    "value_key",
    "vocabulary",
    "without_number",
    "without_question_number",
]
