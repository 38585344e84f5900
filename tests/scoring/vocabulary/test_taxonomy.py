"""The codes of the provider taxonomy: each is a word of the vocabulary too, for the same term."""

from __future__ import annotations

import re

from scoring.vocabulary import spelling, taxonomy, vocabulary

GATHERS_MANY = "other_specialty"


def test_codes_have_the_terms_that_they_have_as_words() -> None:
    """The codes are those of the vocabulary, with its terms; only a term that combines many specialties has none."""
    entries = vocabulary().words["credentials"].entries
    as_words = {word: entry.code for word, entry in entries.items() if re.fullmatch(r"[0-9][0-9a-z]{8}x", word)}
    assert {spelling(code): meaning.term for code, meaning in taxonomy().items()} == {
        code: term for code, term in as_words.items() if term != GATHERS_MANY
    }


def test_every_code_has_a_name_of_its_own() -> None:
    """No two codes share a name, and none is blank."""
    names = [meaning.name for meaning in taxonomy().values()]
    assert len(set(names)) == len(names)
    assert all(name.strip() == name != "" for name in names)
