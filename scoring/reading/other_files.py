"""Kinds of files that are not lists of clinics, recognized by how they begin; each is refused by name.

To add one, write a line here. A pattern matches what the kind always begins with and no list ever does: a magic number
with bytes that no text has, or words that are not headers.
"""

from __future__ import annotations

import re

from scoring.errors import UnreadableFile
from scoring.reading.encoding import START, plain_start
from scoring.reading.source import DO_THIS

_OPEN = "open it in a spreadsheet program, save the list of clinics as .xlsx or CSV, and try again."
_EXPORT = "export the list of clinics from it as CSV or .xlsx and try again."
_UNPACK = f"unpack it, or {DO_THIS}"
_DOWNLOAD = f"download the file itself, or {DO_THIS}"
_DATA = "a file that a program writes for itself"

# Pattern of the bytes as they are, what the file is, and what to do.
_BY_BYTES = (
    (rb"\x89PNG|\xff\xd8\xff|GIF8|II\*\0|MM\0\*|RIFF.{4}WEBP|.{4}ftyp(?:hei|mif|avif)", "a picture", DO_THIS),
    (rb"PK\x05\x06", "an empty zip archive", DO_THIS),
    (rb"PK(?:\x07\x08|00)PK\x03\x04", "a part of a zip archive", _UNPACK),
    (rb"BZh[1-9]|\xfd7zXZ\0|\x28\xb5/\xfd|7z\xbc\xaf|Rar!|\x04\x22M\x18|\x1f[\x9d\xa0]", "a compressed file", _UNPACK),
    (rb"(?=.{257}ustar[\0 ])[^\0]{1,99}\0", "a tar archive", _UNPACK),
    (rb"%PDF", "a PDF", DO_THIS),
    (rb"%!PS-", "a PostScript document", DO_THIS),
    (rb"SQLite format 3\0", "a database (SQLite)", _EXPORT),
    (rb"\0\x01\0\0Standard (?:Jet|ACE) DB", "a database (Microsoft Access)", _EXPORT),
    (rb"PGDMP|PGCOPY\n\xff", "a database dump (PostgreSQL)", _EXPORT),
    (rb"[\x03\x30\x31\x43\x83\x8b\xf5\xfb].[\x01-\x0c][\x01-\x1f].{3}\0.{4}\0\0", "a database table (dBASE)", _OPEN),
    (rb"\0\0(?:\x02\0\x06\x04|\x1a\0)|\x09[\0\x02\x04\x08][\x04\x06\x08\x10]\0", "a workbook of the 1990s", _OPEN),
    (rb"\0{12}\xc2\xea\x81\x60|HEADER RECORD\*{7}LIB", "a data set (SAS)", _EXPORT),
    (rb"<stata_dta>|[\x69-\x73][\x01\x02]\x01\0", "a data set (Stata)", _EXPORT),
    (rb"\$FL[23]@\(#\)|.{200,480}?SPSSPORT", "a data set (SPSS)", _EXPORT),
    (rb"RD[ABX][23]\n|X\n\0\0\0[\x02\x03]|A\r?\n[23]\r?\n\d{5,6}\r?\n\d{5,6}\r?\n", "a data set (R)", _EXPORT),
    (rb"ARROW1\0\0|\xff{4}.{3}\0\x10\0\0\0|FEA1\0", "a data set (Arrow, Feather)", _EXPORT),
    (rb"ORC.{0,999}?[\0-\x08]", "a data set (ORC)", _EXPORT),
    (rb"Obj\x01", "a data set (Avro)", _EXPORT),
    (rb"\x89HDF\r\n", "a data set (HDF5)", _EXPORT),
    (rb"CDF[\x01\x02\x05]\0", "a data set (netCDF)", _EXPORT),
    (rb"MATLAB 5\.0 MAT-file", "a data set (MATLAB)", _EXPORT),
    (rb"\x93NUMPY", "a data set (NumPy)", _EXPORT),
    (rb".{8}DUCK[\x01-\xff]\0", "a database (DuckDB)", _EXPORT),
    (rb"\x80[\x02-\x05][\]}\x95(cX]|[\]}]q\0|c[\w.]+\n\w+\n(?:p\d+\n|q\0)|\([ld]p\d+\n", "a pickle of Python", _EXPORT),
    (rb"\0\0\x27\x0a\0{20}", "a map (shapefile)", _EXPORT),
    (rb"bplist00", _DATA, _EXPORT),
)

# The same for text in any encoding: the words it begins with, after blanks.
_BY_WORDS = (
    (rb"\{\\rtf", "a text document (RTF)", DO_THIS),
    (rb"(?s)<\?xml.{0,2000}(?:Excel\.Sheet|office:spreadsheet)", "a workbook (XML of Excel 2003)", _OPEN),
    (rb"(?s)<.{0,2000}urn:oasis:names:tc:opendocument:", "a workbook or document (OpenDocument in one XML)", _OPEN),
    (rb"(?s)<(?:\?xml.{0,1000}<)?svg\s", "a picture", DO_THIS),
    (rb"(?is)<(?:.{0,1000}<)?(?:html|!doctype html|table)[\s>]", "a web page", _DOWNLOAD),
    (rb"<\?xml\s|<\w[^<>]*>\s*<\w[^<>]*>\s*<(\w+)[^<>]*>[^<]*</\1>", "an XML file", _EXPORT),
    (
        rb"(?i)(?:[\w-]+: .*\n(?:[ \t].*\n)*){0,40}?(?:mime-version: 1|content-type: multi)",
        "a saved web page or e-mail",
        DO_THIS,
    ),
    (rb"(?i)BEGIN:VCARD\s", "an address book (vCard)", DO_THIS),
    (rb"(?i)BEGIN:VCALENDAR\s", "a calendar", DO_THIS),
    (rb"ID;P[^\r\n]*[\r\n]+(?:[A-Z]{1,2};[^\r\n]*[\r\n]+)*?C;(?:[XY]\d+;)+K", "a workbook (SYLK)", _OPEN),
    (rb"TABLE\s+0,1\s+\x22", "a workbook (DIF)", _OPEN),
    (
        rb"(?i)(?:(?:--|/\*|PRAGMA|BEGIN|SET ).*\n\s*){0,200}(?:CREATE TABLE|INSERT INTO|DROP TABLE)\s",
        "a database dump (SQL)",
        _EXPORT,
    ),
    (rb"(?i)@relation\s", "a data set (ARFF)", _EXPORT),
    (rb"version https://git-lfs\.github\.com/", "a note of Git LFS on where the file is", _DOWNLOAD),
    (
        rb"\{\s*\x22(?:url)?\x22\s*:\s*\x22(?:https://docs\.google\.com/|WARNING! DO NOT)",
        "a link to an online document",
        _EXPORT,
    ),
    (rb"\[InternetShortcut\]", "a link", _DOWNLOAD),
    (rb"\{\s*\x22cells\x22\s*:\s*\[\s*\{\s*\x22(?:attachments|cell_type)\x22", "a notebook (Jupyter)", _EXPORT),
    (rb"(?:%YAML[^\n]*\n)?(?:---[^\n]*\n)?\s*- [\w ]+:(?: [^\n]*)?\n [\w ]+:[ \r\n]", "a list in YAML", DO_THIS),
    (rb"\[\[[\w.-]+\]\][ \t\r]*\n\s*\w+ *= ", "a list in TOML", DO_THIS),
    (rb"(?i)@(?:prefix|base)\s[^\n]*<[^<>\n]*>", "a data set (RDF in Turtle)", _EXPORT),
)


def refuse_other_files(data: bytes) -> None:
    """Raise `UnreadableFile` for a file of one of these kinds."""
    words = plain_start(data).lstrip()
    for kinds, start, flags in ((_BY_BYTES, data[:START], re.DOTALL), (_BY_WORDS, words, re.NOFLAG)):
        for pattern, kind, do_this in kinds:
            if re.match(pattern, start, flags):
                raise UnreadableFile(f"This is {kind}, not a CSV file; {do_this}")
