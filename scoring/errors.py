"""The two ways a review can be refused. Both texts are whole sentences, fit for the screen."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType


class UnreadableFile(ValueError):
    """No records at all could be had from the source; the text says why and what to do.

    Where the cells were read and only a needed column was not found, `headers` are the file's and `examples` holds up
    to three cells of each, so that a person can say which column is which. Both are empty otherwise.
    """

    def __init__(
        self, text: str, headers: tuple[str, ...] = (), examples: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    ) -> None:
        super().__init__(text)
        self.headers = headers
        self.examples = dict(examples)


class BadSettings(ValueError):
    """A rubric, weights, columns or an output that cannot be used; the text says what was expected."""
