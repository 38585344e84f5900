"""Why a spreadsheet is not read: a code that the parent process puts into words."""

from __future__ import annotations


class Refused(Exception):
    """A spreadsheet that is not read. `code`: why; `size`: the number that the message gives, 0 if none."""

    def __init__(self, code: str, size: int = 0) -> None:
        super().__init__(code)
        self.code = code
        self.size = size
