"""Names explain themselves, and no module outgrows one idea."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FOLDERS = ("scoring", "spreadsheets", "pictures", "publishing", "dashboard", "pages", "benchmarks")
# Words that fit any value and any function, so that a reader has to look up what they mean here.
VAGUE_WORDS = frozenset({"found", "told", "each", "asked"})
# The same by themselves; beside another word they count or compare (`one_row_is`).
VAGUE_NAMES = frozenset({"one"})
VAGUE_STEM = "mend"  # one word for a correction by a person, a repair of a file, and a recipe
# Parts of one kind, which two packages may both have: their package says what they are part of.
KINDS_OF_PARTS = frozenset({"__init__", "__main__", "errors", "loader", "model", "registry"})
MOST_LINES, MOST_LINES_OF_A_PAGE = 300, 90  # what a person reads in one sitting, and on one and a half screens
PRODUCT = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (ROOT / "streamlit_app.py", *(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py")))
)


def names_given(source: str) -> Iterator[tuple[int, str]]:
    """The names that a module gives to variables, parameters, attributes, functions and classes, with their lines."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                yield node.lineno, name
            case ast.arg(arg=name) | ast.keyword(arg=str(name)):
                yield node.lineno, name
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield node.lineno, name
            case ast.ExceptHandler(name=str(name)):
                yield node.lineno, name
            case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
                yield node.lineno, name


def is_vague(name: str) -> bool:
    """Whether a name, in snake or camel case, is one of the vague ones or has a vague word in it."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower().strip("_").split("_")
    return (
        not VAGUE_WORDS.isdisjoint(words)
        or (len(words) == 1 and words[0] in VAGUE_NAMES)
        or any(word.startswith(VAGUE_STEM) for word in words)
    )


@pytest.mark.parametrize(
    "source",
    [
        "found = 1",
        "def f(told): ...",
        "def _first_of_each(): ...",
        "class PeopleFound: ...",
        "f(asked=1)",
        "for one in (): ...",
        "self.mended = 1",
        "def clinics_to_mend(): ...",
        "lambda each: 0",
        "(found := 1)",
        "try: ...\nexcept OSError as found: ...",
        "match 1:\n    case found: ...",
    ],
)
def test_a_vague_name_is_seen_wherever_it_is_given(source: str) -> None:
    """For a variable, a parameter, a function, a class, a keyword, an attribute, in snake case and camel case."""
    assert [name for _, name in names_given(source) if is_vague(name)]


@pytest.mark.parametrize("source", ["print(found)", "one_row_is = 1", "foundation = 1", "# told", "'each'"])
def test_what_only_looks_like_a_vague_name_is_left_alone(source: str) -> None:
    """Uses of names, comments, texts, longer words, and "one" beside another word are no vague names."""
    assert not [name for _, name in names_given(source) if is_vague(name)]


def test_names_say_what_they_hold() -> None:
    """No module, and no name in a module, is one of the words that fit anything."""
    vague = [path for path in PRODUCT if is_vague(Path(path).stem)]
    for path in PRODUCT:
        source = (ROOT / path).read_text(encoding="utf-8")
        vague += [f"{path}:{line}: {name}" for line, name in names_given(source) if is_vague(name)]
    assert not vague, "\n".join(vague)


def test_no_two_modules_have_one_name() -> None:
    """A module's name identifies it, except for parts of one kind, and a page and what it is made of."""
    paths = [Path(path) for path in PRODUCT if not path.startswith("pages/")]
    names = Counter(path.stem for path in paths if path.stem not in KINDS_OF_PARTS)
    assert [str(path) for path in paths if names[path.stem] > 1] == []


def test_no_module_is_long() -> None:
    """No module of the product has more than 300 lines, and no page more than 90."""
    lines = {path: len((ROOT / path).read_text(encoding="utf-8").splitlines()) for path in PRODUCT}
    most = {path: MOST_LINES_OF_A_PAGE if path.startswith("pages/") else MOST_LINES for path in PRODUCT}
    assert {path: lines[path] for path in PRODUCT if lines[path] > most[path]} == {}
