"""Files that are not lists of clinics: each kind is refused by name, and no list is mistaken for one."""

from __future__ import annotations

import gzip
import pickle
import re

import pandas as pd
import pytest

import scoring
from scoring import UnreadableFile
from scoring.reading.other_files import refuse_other_files
from tests.growth import grows_linearly

XML = '<?xml version="1.0"?>\n'
FILES = {
    "a picture": [
        b"\x89PNG\r\n",
        b"\xff\xd8\xff\xe0",
        b"GIF89a",
        b"II*\0",
        b"RIFF\x24\0\0\0WEBPVP8",
        b"\0\0\0\x18ftypheic",
    ],
    "an empty zip archive": [b"PK\x05\x06" + bytes(18)],
    "a part of a zip archive": [b"PK\x07\x08PK\x03\x04", b"PK00PK\x03\x04"],
    "a compressed file": [
        b"BZh91AY&SY",
        b"\xfd7zXZ\0",
        b"(\xb5/\xfd",
        b"7z\xbc\xaf'\x1c",
        b"Rar!\x1a\x07",
        b'\x04"M\x18',
    ],
    "a tar archive": [b"clinics.csv".ljust(257, b"\0") + b"ustar\x0000name,imaging\nElm,CT\n"],
    "a PDF": [b"%PDF-1.7"],
    "a PostScript document": [b"%!PS-Adobe-3.0"],
    "a database (SQLite)": [b"SQLite format 3\0"],
    "a database (Microsoft Access)": [b"\0\1\0\0Standard Jet DB\0", b"\0\1\0\0Standard ACE DB\0"],
    "a database dump (PostgreSQL)": [b"PGDMP\1\x0e", b"PGCOPY\n\xff\r\n\0"],
    "a database table (dBASE)": [b"\x03\x7e\x05\x11\x02\0\0\0\x61\0\x28\0" + bytes(20) + b"NAME\0"],
    "a workbook of the 1990s": [b"\0\0\2\0\6\4\6\0", b"\x09\x04\x06\0\0\0\x10\0", b"\x09\x08\x10\0\0\x06\5\0"],
    "a data set (SAS)": [bytes(12) + b"\xc2\xea\x81\x60", b"HEADER RECORD*******LIBRARY HEADER RECORD!!!!!!!"],
    "a data set (Stata)": [b"<stata_dta><header><release>118", b"\x72\2\1\0\5\0"],
    "a data set (SPSS)": [b"$FL2@(#) SPSS DATA FILE", b"ASCII SPSS PORT FILE".ljust(464, b"0") + b"SPSSPORTA8"],
    "a data set (R)": [b"RDX3\nX\n\0\0\0\3", b"X\n\0\0\0\3\0\4", b"A\n3\n262912\n197888\n5\nUTF-8\n"],
    "a data set (Arrow, Feather)": [b"ARROW1\0\0", b"\xff\xff\xff\xff\xa8\1\0\0\x10\0\0\0", b"FEA1\0"],
    "a data set (ORC)": [b"ORC\n\6\n\4\x08\2P\0", b"ORC\x1a\0\0"],
    "a data set (Avro)": [b"Obj\1\4\x16avro.schema"],
    "a data set (HDF5)": [b"\x89HDF\r\n\x1a\n"],
    "a data set (netCDF)": [b"CDF\1\0\0\0\0", b"CDF\5\0\0\0\0"],
    "a data set (MATLAB)": [b"MATLAB 5.0 MAT-file, Platform: GLNXA64"],
    "a data set (NumPy)": [b"\x93NUMPY\1\0"],
    "a database (DuckDB)": [b"\x9a\1\2\3\4\5\6\7DUCK\x40\0\0\0"],
    "a pickle of Python": [
        pickle.dumps(value, protocol=protocol)
        for protocol in range(pickle.HIGHEST_PROTOCOL + 1)
        for value in ([{"name": "Elm"}], {"name": ["Elm"]}, pd.DataFrame({"name": ["Elm"]}))
    ],
    "a map (shapefile)": [b"\0\0\x27\x0a" + bytes(24)],
    "a file that a program writes for itself": [b"bplist00\xd1"],
    "a text document (RTF)": [b"{\\rtf1\\ansi Elm}"],
    "a workbook (XML of Excel 2003)": [
        f'{XML}<?mso-application progid="Excel.Sheet"?>\n<Workbook>',
        f'{XML}<ss:Workbook xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">',
    ],
    "a workbook or document (OpenDocument in one XML)": [
        f'{XML}<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0">',
    ],
    "a web page": [
        "<!DOCTYPE html><p>",
        "\n <HTML lang=en>",
        "<table border=1><tr><td>name",
        "<meta><table>",
        f"{XML}<html>",
    ],
    "an XML file": [f"{XML}<clinics>", "<clinics>\n <clinic>\n  <name>Elm</name>\n"],
    "a saved web page or e-mail": [
        "MIME-Version: 1.0\r\nContent-Type: text/html",
        "From: <Saved by Blink>\r\nSubject: Elm\r\n in Tampa\r\nContent-Type: multipart/related;\r\n",
    ],
    "an address book (vCard)": ["BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Elm"],
    "a calendar": ["BEGIN:VCALENDAR\r\n"],
    "a workbook (SYLK)": [
        'ID;PWXL;N;E\r\nP;PGeneral\r\nF;P0;DG0G8\r\nC;Y1;X1;K"name"\r\n',
        'ID;PSCALC3\nC;X1;Y1;K"name"\n',
    ],
    "a workbook (DIF)": ['TABLE\r\n0,1\r\n"EXCEL"\r\n'],
    "a database dump (SQL)": [
        "-- MySQL dump 10.13\n\n/*!40101 SET NAMES utf8 */;\nDROP TABLE IF EXISTS `clinics`;",
        "PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\nCREATE TABLE clinics (name TEXT);",
        "INSERT INTO clinics (name, imaging) VALUES ('Elm', 'CT');",
    ],
    "a data set (ARFF)": ["@relation clinics\n@attribute name string\n"],
    "a note of Git LFS on where the file is": ["version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\n"],
    "a link to an online document": ['{"url": "https://docs.google.com/open?id=1", "doc_id": "1"}'],
    "a notebook (Jupyter)": ['{\n "cells": [\n  {\n   "cell_type": "code",', '{"cells": [{"attachments": {}}]}'],
    "a list in YAML": ["- name: Elm\n  imaging: CT\n", "---\n- name: Elm\n  products:\n  - PRP\n"],
    "a list in TOML": ['[[clinic]]\nname = "Elm"\n'],
    "a data set (RDF in Turtle)": ['@prefix ex: <https://example.com/> .\nex:elm ex:name "Elm" .\n'],
    "a link": ["[InternetShortcut]\r\nURL=https://example.com\r\n"],
}
LISTS = [
    "ID;Phone;Name;Imaging\n1;555;Elm;CT\n",
    "ID;PRP;Name;Imaging\nC;yes;Elm;CT\nP;no;Oak;MRI\n",
    "ID;PWXL;Name\nC;Y1;Elm\n",
    "ORC,Name,Imaging\n1,Elm,CT\n",
    "Obj,Name,Imaging\n1,Elm,CT\n",
    "PK,Name,Imaging\n1,Elm,CT\n",
    "BZh,Name,Imaging\n1,Elm,CT\n",
    "MM,II,Name\n1,2,Elm\n",
    "Parent,Table,Name\n1,2,Elm\n",
    "RDX,RDA,Name\n1,2,Elm\n",
    "TABLE\n0,1\nName,Imaging\nElm,CT\n",
    "Begin: 2026-01-01\nSubject: clinics\nname,imaging\nElm,CT\n",
    "-- clinics of Florida --\nname,imaging\nElm,CT\n",
    "Insert,Into,Name\n1,2,Elm\n",
    "<b>Name</b>,<b>Imaging</b>\nElm,CT\n",
    "<1 mile,Name,Imaging\nyes,Elm,CT\n",
    '{"name": "Elm", "imaging": "CT"}\n{"name": "Oak", "imaging": "CT"}\n',
    "(lp0,Name,Imaging\n1,Elm,CT\n",
    "clinic\nname\nimaging\n",
    "A,Name\n3,Elm\n",
    "CDF,Name\n1,Elm\n",
    "- clinics: Florida -\nname,imaging\nElm,CT\n",
    "[[Name]],[[Imaging]]\nElm,CT\n",
    '[{"url": "https://docs.google.com/", "name": "Elm"}]',
]  # fmt: skip


@pytest.mark.parametrize("kind", FILES)
def test_a_file_of_another_kind_is_refused_by_its_name(kind: str) -> None:
    """One sentence says what the file is and what to do; words are recognized in every encoding of text."""
    for file in FILES[kind]:
        encodings = ("utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32")
        for data in [file] if isinstance(file, bytes) else map(file.encode, encodings):
            with pytest.raises(UnreadableFile, match=f"^This is {re.escape(kind)}, not a CSV file; .*try again.$"):
                refuse_other_files(data)


@pytest.mark.parametrize("text", LISTS)
def test_a_list_is_not_taken_for_another_kind(text: str) -> None:
    """A list may begin with the letters of a magic number, a title, or a header like the first words of a kind."""
    for encoding in ("utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32"):
        refuse_other_files(text.encode(encoding))


@pytest.mark.parametrize(("start", "more"), [(b"[[a]]", b"\n"), (b"- a:\n", b" "), (b"@prefix ", b"<")])
def test_a_text_that_begins_like_another_kind_takes_no_longer_than_its_length(start: bytes, more: bytes) -> None:
    """Blank lines or blanks behind the first sign of YAML, TOML or Turtle are looked at once."""
    assert grows_linearly(lambda size: refuse_other_files(start + more * size), 1_000)


def test_another_kind_is_known_before_any_format_and_inside_gzip() -> None:
    """A document is not read as JSON because it begins with a brace, nor an archive as text because it is gzipped."""
    for kind in ("a text document (RTF)", "a tar archive"):
        for data in (FILES[kind][0], gzip.compress(FILES[kind][0])):
            with pytest.raises(UnreadableFile, match=re.escape(f"This is {kind}")):
                scoring.review(data)
