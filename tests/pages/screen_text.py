"""Every text that a page shows: of its elements, its tables, and its charts with their tooltips."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pandas as pd
import pyarrow as pa
from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block, Node

# The texts of a message that are drawn; all others are for the platform and the address.
DRAWN = frozenset({"body", "label", "help", "options", "content", "placeholder", "alt", "title", "text"})
HIDDEN = re.compile(r"-(sort|short)$")  # widgets that only carry the address, and that the style sheet hides
MARKUP = re.compile(r":material/\w+:|<style>.*?</style>|<[^>]*>|\]\([^)]*\)|\S+\.\S+|[\\\u2060]", re.DOTALL)
HEARD = re.compile(r" \*\(.*\)\*$")  # which clinic a button belongs to: the style sheet hides it
TITLES = frozenset({"title", "text", "description"})
WRITTEN = frozenset({"x", "y", "text", "tooltip", "color", "fill", "stroke", "shape", "row", "column"})


def screen_texts(app: AppTest) -> Iterator[str]:
    """The texts of a page, without markup and addresses. Code blocks are files and formulas, and omitted."""
    for node in _nodes(app._tree):  # noqa: SLF001 - the one way to every element, charts too
        message = getattr(node, "proto", None)
        if isinstance(message, Message) and getattr(node, "type", "") != "code":
            yield from (MARKUP.sub(" ", text).strip() for text in _texts(message))


def seen(label: str) -> str:
    """The visible words of a button's label."""
    return HEARD.sub("", label)


def _nodes(node: Node) -> Iterator[Node]:
    yield node
    if isinstance(node, Block):
        for child in node.children.values():
            yield from _nodes(child)


def _texts(message: Any) -> Iterator[str]:
    if HIDDEN.search(getattr(message, "id", "")):
        return
    match message.DESCRIPTOR.name:
        case "VegaLiteChart":
            spec = json.loads(message.spec)
            yield message.alt
            yield from _titles(spec)
            columns = set(_written_columns(spec))
            for dataset in message.datasets:
                frame = _frame(dataset.data.data)
                yield from _cells(frame[[name for name in frame.columns if name in columns]])
        case "Dataframe":
            yield message.alt
            yield from _table(_frame(message.arrow_data.data), json.loads(message.columns or "{}"))
        case "Table":
            yield message.alt
            yield from _table(_frame(message.arrow_data.data), {})
        case _:
            for descriptor, value in message.ListFields():
                for entry in list(value) if descriptor.is_repeated else [value]:
                    if isinstance(entry, Message):
                        yield from _texts(entry)
                    elif descriptor.name in DRAWN and isinstance(entry, str):
                        yield entry


def _frame(data: bytes) -> pd.DataFrame:
    frame: pd.DataFrame = pa.ipc.open_stream(data).read_pandas()
    return frame


def _table(frame: pd.DataFrame, config: dict[str, Any]) -> Iterator[str]:
    for name in frame.columns:
        settings = config.get(str(name)) or {}
        if not settings.get("hidden"):
            options = (settings.get("type_config") or {}).get("options") or ()
            labels = {option["value"]: option.get("label") or option["value"] for option in options}
            yield str(settings.get("label") or name)
            yield str(settings.get("help") or "")
            yield from labels.values()
            yield from (labels.get(cell, cell) for cell in _cells(frame[[name]]))


def _cells(frame: pd.DataFrame) -> Iterator[str]:
    for name in frame.columns:
        yield from (cell for cell in frame[name].explode().drop_duplicates() if isinstance(cell, str))


def _titles(spec: Any) -> Iterator[str]:
    for key, value in _entries(spec):
        if key in TITLES and isinstance(value, str):
            yield value
        yield from _titles(value)


def _written_columns(spec: Any, channel: str = "") -> Iterator[str]:
    """The columns whose values are on axes, in legends, on marks and in tooltips."""
    if isinstance(spec, dict) and channel in WRITTEN and "field" in spec:
        yield str(spec["field"])
        if channel == "tooltip" and not spec.get("title"):
            raise AssertionError(f"this tooltip shows the name of its column: {spec}")
    for key, value in _entries(spec):
        yield from _written_columns(value, key or channel)


def _entries(spec: Any) -> Iterator[tuple[str, Any]]:
    """The pairs of an object; the values of a list under no key."""
    if isinstance(spec, dict):
        yield from spec.items()
    elif isinstance(spec, list):
        yield from (("", value) for value in spec)
