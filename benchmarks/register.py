"""How fast a register of providers is searched, next to pandas in chunks and Arrow's reader alone.

    python -m benchmarks.register [--rows 2000000] [--clinics 2000] [--runs 3]

The register has the layout of the NPPES monthly file: 330 quoted columns, some 1,000 bytes per row. Every measurement
runs in a process of its own, which reports its peak memory; so does the writing of the file, as a child begins with the
peak of its parent.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from benchmarks.read_score import run_module, versions

_PIECE = 50_000  # rows that are written at a time
_COLUMNS = 330
_ADDRESS = "Provider Business Practice Location Address"
# Position in the published file -> header. The others are named by position, and blank or filler.
HEADERS = {
    0: "NPI",
    1: "Entity Type Code",
    4: "Provider Organization Name (Legal Business Name)",
    5: "Provider Last Name (Legal Name)",
    6: "Provider First Name",
    7: "Provider Middle Name",
    13: "Provider Other Last Name",
    30: f"{_ADDRESS} City Name",
    31: f"{_ADDRESS} State Name",
    32: f"{_ADDRESS} Postal Code",
    37: "Last Update Date",
    39: "NPI Deactivation Date",
    40: "NPI Reactivation Date",
    **{47 + 4 * number: f"Healthcare Provider Taxonomy Code_{number + 1}" for number in range(15)},
}
_FIRST = ("JAMES", "MARY", "ROBERT", "PATRICIA", "JOHN", "JENNIFER", "MICHAEL", "LINDA", "DAVID", "ELIZABETH")
_CITIES = (("TAMPA", "FL", "336"), ("MIAMI", "FL", "331"), ("AUSTIN", "TX", "787"), ("DENVER", "CO", "802"))
_CODES = ("208VP0014X", "208100000X", "207L00000X", "207Q00000X", "363LF0000X", "111N00000X", "261QP3300X")
_FILLER = "X" * 160  # the size of addresses and telephone numbers in the published file


def npis(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """NPIs that begin with 2, as no real one does, with valid check digits."""
    base = 200_000_000 + numbers
    digits = base[:, None] // 10 ** np.arange(9) % 10  # the last first: every other one is doubled
    doubled = digits[:, ::2] * 2
    total = 24 + (doubled // 10 + doubled % 10).sum(axis=1) + digits[:, 1::2].sum(axis=1)
    numbered: NDArray[np.int64] = base * 10 + (10 - total % 10) % 10
    return numbered


def generate(path: Path, rows: int, seed: int = 7) -> None:
    """Write a register of fictional providers."""
    random = np.random.default_rng(seed)
    with path.open("wb") as file:
        names = [HEADERS.get(place, f"Column {place + 1}") for place in range(_COLUMNS)]
        file.write(('"' + '","'.join(names) + '"\n').encode())
        for start in range(0, rows, _PIECE):
            file.write(_lines(np.arange(start, min(start + _PIECE, rows)), random))


def _lines(numbers: NDArray[np.int64], random: np.random.Generator) -> bytes:
    count = len(numbers)

    city = numbers % len(_CITIES)
    cities, states, zips = (pa.array(words).take(pa.array(city)) for words in zip(*_CITIES, strict=True))
    tail = pa.array(random.integers(10, 100, size=count)).cast(pa.string())
    person = pa.array(random.random(count) < 0.78)
    surname = pc.binary_join_element_wise("PROVIDER", pa.array(numbers % 700_000).cast(pa.string()), "")
    cells: dict[int, pa.Array | str] = {
        0: pa.array(npis(numbers)).cast(pa.string()),
        1: pc.if_else(person, "1", "2"),
        4: pc.if_else(person, "", pc.binary_join_element_wise(surname, "CLINIC LLC", " ")),
        5: pc.if_else(person, surname, ""),
        6: pc.if_else(person, pa.array(_FIRST).take(pa.array(numbers % len(_FIRST))), ""),
        20: _FILLER,
        30: cities,
        31: states,
        32: pc.binary_join_element_wise(zips, tail, ""),
        37: "11/01/2026",
        47: pa.array(_CODES).take(pa.array(random.integers(len(_CODES), size=count))),
    }
    parts, fixed = [], '"'
    for place in range(_COLUMNS):
        cell = cells.get(place, "")
        if isinstance(cell, str):
            fixed += cell
        else:
            parts += [pa.scalar(fixed), cell]
            fixed = ""
        fixed += '","' if place < _COLUMNS - 1 else '"\n'
    joined = pc.binary_join_element_wise(*parts, fixed, "")
    return b"".join(text.encode() for text in joined.to_pylist())


def write_clinics(path: Path, clinics: int, rows: int) -> None:
    """Write a list of clinics: half with an NPI of the register, half with a person's name and place."""
    numbers = np.linspace(0, rows - 1, clinics).astype(np.int64)
    lines = ["name,city,state,npi,credentials,products,imaging"]
    for place, (number, npi) in enumerate(zip(numbers.tolist(), npis(numbers).tolist(), strict=True)):
        city, state, _ = _CITIES[number % len(_CITIES)]
        person = f"{_FIRST[number % len(_FIRST)].title()} Provider{number % 700_000}"
        lines.append(f"{person} Spine,{city.title()},{state},{npi if place % 2 else ''},{person} MD,PRP,CT")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def ours(clinics: Path, register: Path) -> int:
    """The check as the command line makes it; the number of clinics that are listed."""
    import scoring  # noqa: PLC0415 - each contender loads in its own process
    from scoring.register import check_register  # noqa: PLC0415

    return len(check_register(scoring.review(clinics), register).listings)


def pandas_chunks(clinics: Path, register: Path) -> int:
    """What a script would do: the relevant columns in chunks of text, and the rows with an NPI of the list."""
    import pandas as pd  # noqa: PLC0415

    wanted = set(pd.read_csv(clinics, dtype=str)["npi"].dropna())
    chunks = pd.read_csv(register, dtype=str, usecols=list(HEADERS.values()), chunksize=100_000, na_filter=False)
    return len(pd.concat([chunk[chunk["NPI"].isin(wanted)] for chunk in chunks]))


def arrow_alone(_clinics: Path, register: Path) -> int:
    """Arrow's streaming reader with the same columns, and nothing looked up: the floor."""
    from pyarrow import csv  # noqa: PLC0415

    options = csv.ConvertOptions(include_columns=list(HEADERS.values()))
    with csv.open_csv(register, convert_options=options, read_options=csv.ReadOptions(block_size=4_000_000)) as reader:
        return sum(len(batch) for batch in reader)


CONTENDERS: dict[str, tuple[Callable[[Path, Path], int], str]] = {
    "ours": (ours, "`scoring.register`: NPIs, names and places, SHA-256"),
    "pandas": (pandas_chunks, "`pandas.read_csv` in chunks with `usecols`, NPIs alone"),
    "arrow": (arrow_alone, "`pyarrow.csv.open_csv`, nothing looked up"),
}


def measured(name: str, clinics: Path, register: Path) -> dict[str, Any]:
    """Seconds, peak memory in MB, and what a contender returns; to be run in its own process."""
    start = perf_counter()
    count = CONTENDERS[name][0](clinics, register)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000
    return {"seconds": perf_counter() - start, "peak": peak, "count": count}


def main() -> None:
    """Measure all contenders in turn and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.register", description="Time the search of a register.")
    parser.add_argument("--rows", type=int, default=2_000_000)
    parser.add_argument("--clinics", type=int, default=2_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--contender", nargs=3, help=argparse.SUPPRESS)
    parser.add_argument("--generate", nargs=2, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.contender:
        name, clinics, register = arguments.contender
        sys.stdout.write(json.dumps(measured(name, Path(clinics), Path(register))))
        return
    if arguments.generate:
        clinics, register = map(Path, arguments.generate)
        generate(register, arguments.rows)
        write_clinics(clinics, arguments.clinics, arguments.rows)
        return
    with TemporaryDirectory() as folder:
        clinics, register = Path(folder) / "clinics.csv", Path(folder) / "npidata_pfile_20050523-20261108.csv"
        sizes = ("--rows", str(arguments.rows), "--clinics", str(arguments.clinics))
        run_module("benchmarks.register", *sizes, "--generate", str(clinics), str(register))
        results: dict[str, list[dict[str, Any]]] = {name: [] for name in CONTENDERS}
        for _ in range(arguments.runs):
            for name, runs in results.items():
                runs.append(
                    json.loads(run_module("benchmarks.register", "--contender", name, str(clinics), str(register)))
                )
        size = register.stat().st_size / 1e6
    sys.stdout.write(f"{versions()} {arguments.rows:,} rows, {size:,.0f} MB. Medians of {arguments.runs} runs.\n\n")
    sys.stdout.write("| what | seconds | x arrow | peak MB | rows |\n| --- | --- | --- | --- | --- |\n")
    for name, runs in results.items():
        ratio = median(run["seconds"] / floor["seconds"] for run, floor in zip(runs, results["arrow"], strict=True))
        seconds, peak = (median(run[key] for run in runs) for key in ("seconds", "peak"))
        sys.stdout.write(
            f"| {CONTENDERS[name][1]} | {seconds:.1f} | {ratio:.1f} | {peak:,.0f} | {runs[0]['count']:,} |\n"
        )


if __name__ == "__main__":
    main()
