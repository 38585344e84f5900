"""The texts of a workbook, each written as the text that it is, whatever it looks like.

XlsxWriter takes a text between `<r>` and `</r>` for markup of its own, which may damage the whole workbook, and leaves
the second half of `_x0041_x0042_` as the code of a character. Its packager may be replaced, by a hook that it names.
"""

from __future__ import annotations

import re

from xlsxwriter.packager import Packager
from xlsxwriter.sharedstrings import SharedStrings
from xlsxwriter.workbook import Workbook

# What XML cannot hold, which a workbook writes as a code such as `_x0001_`.
_WITHOUT_XML = r"\x00-\x08\x0b-\x1f\ufffe\uffff"
_CODED = re.compile(f"[{_WITHOUT_XML}]")
# The first sign of text that looks like a code, or would once the character behind it is written as one.
_LIKE_A_CODE = re.compile(f"_(?=x[0-9a-fA-F]{{4}}[_{_WITHOUT_XML}])")
_SIGN = "_x005F_"


class _Texts(SharedStrings):  # type: ignore[misc]
    """The shared texts of a workbook, none of which is markup."""

    def _write_si(self, string: str) -> None:
        text = _CODED.sub(lambda sign: f"_x{ord(sign[0]):04X}_", _LIKE_A_CODE.sub(_SIGN, string))
        self._xml_si_element(text, [("xml:space", "preserve")] if text != text.strip() else [])


class _Packager(Packager):  # type: ignore[misc]
    """Packs a workbook as XlsxWriter does, except for its shared texts."""

    def _write_shared_strings_file(self) -> None:
        table = self.workbook.str_table
        if not table.count:
            return
        texts = _Texts()
        texts.string_table = table
        texts._set_xml_writer(self._filename("xl/sharedStrings.xml"))  # noqa: SLF001 - as in what it replaces
        texts._assemble_xml_file()  # noqa: SLF001


def keep_texts(book: Workbook) -> None:
    """Have a workbook that is being written keep every text."""
    book._get_packager = _Packager  # noqa: SLF001 - its comment allows this
