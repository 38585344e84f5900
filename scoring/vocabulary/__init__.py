"""The words that files use, and what each stands for.

In: `vocabulary.toml`. Out: `vocabulary()`, the words as frozen values, and the keys by which spellings are compared.
Open `loader.py` first.
"""

from scoring.vocabulary.loader import (
    CANONICAL,
    DIMENSIONS,
    LONGEST_HEADER,
    Dimension,
    Entry,
    Negation,
    Vocabulary,
    answer_key,
    header_key,
    is_blank,
    plain,
    spelling,
    value_key,
    vocabulary,
    without_number,
)

__all__ = [
    "CANONICAL",
    "DIMENSIONS",
    "LONGEST_HEADER",
    "Dimension",
    "Entry",
    "Negation",
    "Vocabulary",
    "answer_key",
    "header_key",
    "is_blank",
    "plain",
    "spelling",
    "value_key",
    "vocabulary",
    "without_number",
]
