"""Sentences for readers are plain American English: no phrase that was once misread comes back."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
SENTENCES = ("scoring/rubric/default.toml", "scoring/rubric/half.toml", "scoring/rubric/no-iof.toml")
# Written by hand for people; the changelog says what words once were, and `make bench` writes its own results.
DOCUMENTS = ("*.md", "Makefile", "docs/*.md", "data/*.md", "benchmarks/*.md")
UNREAD = ("CHANGELOG.md",)
# A phrase, and what to write for it; the list of words is in CONTRIBUTING.md.
BANNED_ANYWHERE = {
    r"\bmend(s|ed|ing)?\b": "fix",
    r"colour|behaviour|favour|centre|recognise|recognising|judgement|defence|licence|spelt": "American",
}
BANNED = BANNED_ANYWHERE | {
    r"choose a (mark|bar)\b": "click a dot, click a bar",
    r"\b(click|and|to) releases?\b": "click again to undo",
    r"\b(is|are|for) certain\b": "sure, or in every reading",
    r"\bmakes? sure\b": "establishes",
    r"\bfor sure\b": "clearly",
    r"\bstates? too little\b": "not enough stated; after a name of a state it reads as one",
    r"\b(where|what) is open were good\b": "if every open question had its best answer",
    r"\btake .{0,20}\bback\b": "undo",
    r"\bweigh them equally\b": "reset weights",
    r"\btaken for\b": "read as",
    r"\bgather": "merge",
}
PATTERN, PATTERN_ANYWHERE = (
    re.compile("|".join(f"({phrase})" for phrase in phrases), re.IGNORECASE) for phrases in (BANNED, BANNED_ANYWHERE)
)
CODE = re.compile(r"^```.*?^```|`[^`\n]*`|\]\([^)]*\)", re.DOTALL | re.MULTILINE)  # names and addresses, not prose


def sentences_of_code(source: str) -> Iterator[tuple[int, str]]:
    """The texts of a module with several words, with their lines; docstrings are for those who read the code."""
    tree = ast.parse(source)
    unread = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str(text)) if id(node) not in unread and " " in text.strip():
                yield node.lineno, text


def sentences_of_data(content: Any) -> Iterator[str]:
    """The texts of a TOML file that hold several words."""
    if isinstance(content, str):
        yield from (content,) * (" " in content)
    elif isinstance(content, dict | list):
        for value in content.values() if isinstance(content, dict) else content:
            yield from sentences_of_data(value)


@pytest.mark.parametrize(
    "sentence",
    ["Mend the formula.", "Choose a mark for the clinics.", "A click filters and releases.", "They state too little."],
)
def test_a_banned_phrase_is_seen(sentence: str) -> None:
    """Wherever it is in a sentence, and however it is spelled at its start."""
    assert PATTERN.search(sentence)


@pytest.mark.parametrize("sentence", ["What platelets release.", "A certain state.", "Recommend it.", "A gold color."])
def test_what_only_looks_like_one_is_left_alone(sentence: str) -> None:
    """Longer words, and the same words in another sense, are no banned phrases."""
    assert not PATTERN.search(sentence)


def test_no_sentence_holds_a_banned_phrase() -> None:
    """Neither the code of the screen, the reports and the problems nor the rubrics' sentences contain one."""
    shown = []
    for path in (
        path for folder in ("scoring", "publishing", "dashboard", "pages") for path in (ROOT / folder).rglob("*.py")
    ):
        for line, text in sentences_of_code(path.read_text(encoding="utf-8")):
            shown += [f"{path.relative_to(ROOT)}:{line}: {text}"] * bool(PATTERN.search(text))
    for name in SENTENCES:
        for text in sentences_of_data(tomllib.loads((ROOT / name).read_text(encoding="utf-8"))):
            shown += [f"{name}: {text}"] * bool(PATTERN.search(text))
    assert not shown, "\n".join(shown)


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("Call `recognise` [here](a/licence.md).", "Call  [here."),
        ("Before\n```python\nrecogniser()\n```\nafter", "Before\n\nafter"),
    ],
)
def test_code_in_a_document_is_no_prose(text: str, prose: str) -> None:
    """Names in the code and addresses may be spelled as they are; the words around them are checked."""
    assert CODE.sub("", text) == prose


def test_no_document_holds_a_word_banned_anywhere() -> None:
    """The documents are spelled as the screen is, and avoid the verb that readers misread."""
    found = []
    for path in sorted(path for pattern in DOCUMENTS for path in ROOT.glob(pattern)):
        if path.name not in UNREAD:
            lines = CODE.sub("", path.read_text(encoding="utf-8")).splitlines()
            found += [f"{path.relative_to(ROOT)}: {line}" for line in lines if PATTERN_ANYWHERE.search(line)]
    assert not found, "\n".join(found)
