"""The two ways a review can be refused. Both texts are whole sentences, fit for the screen."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType

_log = logging.getLogger("scoring")

UNEXPECTED = (
    "Something in this file could not be handled, because of an error in this program, not in the file. Tell the host, "
    "whose log has the cause, or save the list of clinics as CSV (comma separated, UTF-8) and try again."
)

CRASHED = (
    "The file ended the process in which it was read, as some damaged files do; export it again, or save the list of "
    "clinics as CSV (comma separated, UTF-8) and try again."
)


class UnreadableFile(ValueError):
    """The source yields no records at all; the text says why and what to do.

    If the cells were read and only a required column is missing, `headers` holds the file's headers and `examples` up
    to three cells of each, so that a person can say which column is which. Otherwise both are empty. `headerless`:
    whether these headers seem to be the cells of a clinic. `suggested`: canonical column -> the header that may be it.
    """

    def __init__(
        self,
        text: str,
        headers: tuple[str, ...] = (),
        examples: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
        *,
        headerless: bool = False,
        suggested: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        super().__init__(text)
        self.headers = headers
        self.examples = dict(examples)
        self.headerless = headerless
        self.suggested = dict(suggested)


class BadSettings(ValueError):
    """A rubric, weights, columns or an output that cannot be used; the text says what was expected."""


@contextmanager
def unexpected_as_unreadable() -> Iterator[None]:
    """Turn any unexpected error inside into `UnreadableFile`, and log its cause.

    The last resort of a program that reads files for people. The library itself raises errors unchanged.
    """
    try:
        yield
    except (UnreadableFile, BadSettings):
        raise
    except Exception as error:
        _log.exception("A file could not be handled: %s", _cause(error))
        raise UnreadableFile(UNEXPECTED) from error


def _cause(error: BaseException) -> str:
    """The type of an error and the line that raised it; not its text, which may quote the file."""
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    location = f" in {place.tb_frame.f_globals.get('__name__')}, line {place.tb_lineno}" if place else ""
    return f"{type(error).__name__}{location}"
