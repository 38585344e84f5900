"""Reading a register: every form of the monthly file is read, hostile files get a sentence, and memory is bounded."""

from __future__ import annotations

import gzip
import io
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from scoring import Limits, UnreadableFile
from scoring.limits import Clock
from scoring.register import check_register
from scoring.register.nppes import CODES, Register
from scoring.register.register_text import RegisterText
from tests.scoring.files import reviewed
from tests.scoring.register.registers import (
    JANE,
    NAME,
    OTHER,
    ROE,
    checked,
    clinic,
    entry,
    organization,
    outcome,
    register_bytes,
)

ENTRIES = [entry(), entry(ROE, last="ROE"), organization()]
PLAIN = register_bytes(ENTRIES)
LISTED = [("gulf", JANE, "npi", "pain_medicine")]
HEADER, FIRST, *REST = PLAIN.splitlines(keepends=True)


def packed(**members: bytes) -> bytes:
    """A zip archive; names are given without their suffix."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(f"{name}.csv", data)
    return content.getvalue()


DRESSES = {
    "gzip": gzip.compress(PLAIN),
    "zip": packed(npidata_pfile_20050523_20261108=PLAIN),
    "zip with a file of headers": packed(fileheader=HEADER, npidata=PLAIN, readme=b"x"),
    "a byte order mark": b"\xef\xbb\xbf" + PLAIN,
    "CRLF": register_bytes(ENTRIES, "\r\n"),
    "semicolons": register_bytes(ENTRIES, delimiter=";"),
    "tabs": register_bytes(ENTRIES, delimiter="\t"),
    "no quotes": PLAIN.replace(b'"', b""),
    "no end of the last line": PLAIN.rstrip(b"\n"),
    "blank lines": PLAIN.replace(b"\n", b"\n\n"),
    "headers in lower case with underscores": HEADER.lower().replace(b" ", b"_") + FIRST + b"".join(REST),
    "an entry that stands twice": PLAIN + FIRST,
    "an entry that stands twice and was only updated": register_bytes([*ENTRIES, entry(updated="10/01/2026")]),
    "a cell that begins like a formula": register_bytes([entry(organization="=1+1"), entry(ROE, last="@SUM(A1)")]),
    "Windows-1252 in a name": register_bytes([*ENTRIES, entry(OTHER, last="PE\u00d1A")]).decode().encode("cp1252"),
}


@pytest.mark.parametrize("content", DRESSES.values(), ids=DRESSES.keys())
def test_any_form_of_the_file_is_read(content: bytes) -> None:
    """Packed or not, and however it is written, the register lists the same."""
    check = checked([clinic(npi=JANE)], content)
    assert outcome(check) == LISTED
    assert check.skipped == 0


def test_what_the_recipe_records_does_not_depend_on_packing() -> None:
    """Size and SHA-256 are those of the text."""
    plain, zipped = (checked([clinic(npi=JANE)], data) for data in (PLAIN, DRESSES["zip"]))
    assert (plain.size, plain.sha256) == (zipped.size, zipped.sha256)
    assert plain.size == len(PLAIN)


BROKEN_ROWS = {
    "too short": b'"1","2"\n',
    "too long": FIRST.rstrip(b"\n") + b',"x","y"\n',
    "a quote that is not closed": b'"2000000044","1","","SMI,"TAMPA"\n',
}


@pytest.mark.parametrize("row", BROKEN_ROWS.values(), ids=BROKEN_ROWS.keys())
def test_broken_rows_are_left_out_and_counted(row: bytes) -> None:
    """Rows that do not fit the header are counted, and those around them are read."""
    check = checked([clinic(npi=JANE)], HEADER + b"".join(REST) + row + FIRST)
    assert (check.skipped, outcome(check)) == (1, LISTED)


NO_REGISTERS = {
    "an empty file": (b"", "is no register of providers"),
    "a list of clinics": (b"name,city,credentials\nA,B,MD\n", "its header lacks npi"),
    "a register without codes": (b"NPI,Provider Last Name (Legal Name)\n1,A\n", "healthcare provider taxonomy code 1"),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "is no register of providers"),
    "UTF-16": (PLAIN.decode().encode("utf-16"), "is no register of providers"),
    "an endless line": (b"x" * 3_000_000, "is no register of providers"),
    "a zip without a table": (packed(providers=b"").replace(b".csv", b".txt"), "holds no CSV file"),
    "a zip cut short": (DRESSES["zip"][:200], "could not be opened"),
    "a gzip cut short": (gzip.compress(PLAIN * 50)[:300], "damaged"),
    "a row of ten megabytes": (HEADER + b'"' + b"x" * 10_000_000 + b'"\n', "a row is too long"),
    "rows that are all broken": (HEADER + b'"1"\n', "of which day"),
    "a header alone": (HEADER, "has a header and no entries"),
    "no date": (register_bytes([entry(updated="soon")]), "of which day"),
}


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_damaged_archive_is_refused_however_it_is_packed(method: int) -> None:
    """A changed byte in an archive's text is reported as damage, whichever packing method notices it."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", method) as packing:
        packing.writestr("npi.csv", PLAIN * 50)
    data = archive.getvalue()
    for at in (60, len(data) // 2):
        with pytest.raises(UnreadableFile, match="damaged"):
            checked([clinic(npi=JANE)], data[:at] + bytes([data[at] ^ 255]) + data[at + 1 :])


@pytest.mark.parametrize(("content", "says"), NO_REGISTERS.values(), ids=NO_REGISTERS.keys())
def test_what_is_no_register_is_refused_in_a_sentence(content: bytes, says: str) -> None:
    """One sentence says why, and what to do."""
    with pytest.raises(UnreadableFile) as refusal:
        checked([clinic(npi=JANE)], content, name="file.csv")
    assert says in str(refusal.value)
    assert str(refusal.value).count("\n") == 0
    assert str(refusal.value).endswith(".")


def test_endless_cells_do_not_reach_the_recipe() -> None:
    """A name or code a megabyte long is cut, or left out, before the recipe holds it."""
    stranger = checked([clinic(npi=ROE)], [entry(ROE, last="X" * 1_000_000)])
    (doubt,) = stranger.doubts
    assert len(doubt.rest) <= 300
    check = checked([clinic(npi=JANE)], [entry(code_2="Y" * 1_000_000)])
    assert (outcome(check), check.listings[0].codes) == (LISTED, ("208VP0014X",))
    many = checked([clinic(npi=JANE)], [entry(code_2=" ".join(f"{number:09}X" for number in range(1_000)))])
    assert len(many.listings[0].codes) == len(CODES)


def test_a_path_is_opened_or_refused(tmp_path: Path) -> None:
    """A register may be a path, whose name gives its date; a missing one is refused."""
    path = tmp_path / NAME
    path.write_bytes(PLAIN)
    review = reviewed([clinic(npi=JANE)])
    assert check_register(review, path).dated_by == "file name"
    for missing in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(UnreadableFile, match=r"There is no register at|is a folder; name the register inside it\."):
            check_register(review, missing)


def test_a_packed_register_stays_within_the_limits() -> None:
    """Where limits are set, a packed register's unpacked size and reading time are limited."""
    bomb = gzip.compress(HEADER + FIRST * 20_000)
    with pytest.raises(UnreadableFile, match="unpacks to more than 1 MB"):
        checked([clinic(npi=JANE)], bomb, limits=replace(Limits(), text_bytes=1_000_000))
    with pytest.raises(UnreadableFile, match="took longer than 0 seconds"):
        checked([clinic(npi=JANE)], PLAIN, limits=replace(Limits(), seconds=0.0))


def test_the_rows_come_in_pieces_of_bounded_size() -> None:
    """A long register is never one table: pieces barely exceed the bound; its newest entry may be anywhere."""
    rows = 150_000
    newest = register_bytes([entry(updated="12/31/2026")]).splitlines(keepends=True)[1]
    source = io.BytesIO(HEADER + newest + FIRST * (rows - 1))
    with RegisterText(source, NAME) as text:
        register = Register(text)
        pieces = [len(piece) for piece in register.pieces()]
    assert sum(pieces) == register.rows == rows
    assert len(pieces) > 1
    assert register.newest == date(2026, 12, 31)
    assert max(pieces) < 100_000


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_method_that_unpacks_in_one_step_is_refused(method: int) -> None:
    """Kilobytes of it can hold gigabytes, which would be in memory before their number is known."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", method) as packing:
        packing.writestr("npi.csv", PLAIN)
    with pytest.raises(UnreadableFile, match="packed in a way that is not read; unpack it"):
        checked([clinic(npi=JANE)], archive.getvalue())


@pytest.mark.parametrize(
    "content",
    [
        gzip.compress(b"") * 20 + gzip.compress(PLAIN),
        gzip.compress(PLAIN)[:3] + b"\x08" + gzip.compress(PLAIN)[4:10] + b"name\0" + gzip.compress(PLAIN)[10:],
    ],
    ids=["empty members", "a name"],
)
def test_what_holds_no_text_takes_time_too(content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """The time limit is asked at every read of a packed file, even of a stretch that unpacks to nothing."""
    reads = []
    monkeypatch.setattr(Clock, "check", lambda _: reads.append(1))
    assert outcome(checked([clinic(npi=JANE)], content, limits=Limits())) == LISTED
    plain = len(reads)
    reads.clear()
    checked([clinic(npi=JANE)], gzip.compress(PLAIN), limits=Limits())
    assert plain > len(reads)


def test_a_name_stays_on_its_line() -> None:
    """The name of a file changes neither the line nor the colors of a sentence."""
    with pytest.raises(UnreadableFile) as refusal:
        checked([clinic(npi=JANE)], HEADER, name="a\n\x1b[31m\u202eb.csv")
    assert "a\\n\\x1b[31m\\u202eb.csv" in str(refusal.value)
    assert str(refusal.value).isprintable()
