"""Recalculates workbooks with LibreOffice, as somebody who opens them would see them."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

NO_LIBREOFFICE = (
    "No LibreOffice was found: install Debian's package libreoffice-calc-nogui, or have soffice on the path."
)
_RESULT = re.compile(rb"(</f>)<v>[^<]*</v>")
_SECONDS = 300
_ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def find_libreoffice() -> str | None:
    """The program, or None if there is none."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def spoiled(book: bytes, path: Path, cells: Mapping[str, float] | None = None) -> Path:
    """Write a workbook in which the result of every formula is 7, and cells of the weights sheet are replaced."""
    path.write_bytes(book)
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, part in parts.items():
        if name.startswith("xl/worksheets/"):
            parts[name] = _RESULT.sub(rb"\1<v>7</v>", part)
    weights = "xl/worksheets/sheet2.xml"
    for cell, number in (cells or {}).items():
        parts[weights], count = re.subn(
            rf'(<c r="{cell}"[^>]*>)<v>[^<]*</v>'.encode(), rf"\g<1><v>{number}</v>".encode(), parts[weights]
        )
        assert count == 1
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return path


def recalculated(program: str, books: Sequence[Path], folder: Path) -> None:
    """Open workbooks, recompute every formula, and write them under the same names into a folder."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_ALWAYS_RECALCULATE, encoding="utf-8")
    command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "xlsx"]
    subprocess.run(
        [*command, "--outdir", folder, *books],
        check=True,
        capture_output=True,
        timeout=_SECONDS,
        stdin=subprocess.DEVNULL,
    )
