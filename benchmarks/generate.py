"""Clinic files as people export them, of any size: seeded, fictional, messy inside the cells.

    python -m benchmarks.generate ROWS OUT.csv [--seed 7] [--mess 1.0] [--spoil]

Each column is drawn from a pool of cells that a small grammar makes from the words of
`scoring/vocabulary/vocabulary.toml`, half for clinics led by physicians, half for sellers. The shares follow
`data/README.md`.
"""

from __future__ import annotations

import argparse
import csv
import io
import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from random import Random

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

import scoring
from benchmarks.cell_writer import CellWriter

COLUMNS = (
    "clinic_id", "name", "city", "state", "postal_code", "website",
    "credentials", "products", "targets", "imaging", "price_usd", "as_of",
)  # fmt: skip
LATEST = date(2026, 6, 30)  # the newest date in any file: fixed, so that a file is the same on any day
POOL = 1_500  # cells per dimension and kind of clinic
_AT_ONCE = 1 << 16
_DAYS = 5 * 365

# Term -> percent of clinics that state it, among those led by physicians and among sellers.
SHARES: dict[str, dict[str, tuple[int, int]]] = {
    "credentials": {
        "physician": (90, 45), "pmr": (35, 3), "anesthesiology": (25, 3), "pain_medicine": (40, 5),
        "sports_medicine": (20, 3), "iof": (8, 0), "orthopaedics": (10, 3), "family_medicine": (5, 15),
        "internal_medicine": (2, 6), "interventional_radiology": (4, 0), "dermatology": (0, 3),
        "plastic_surgery": (0, 3), "np": (6, 25), "pa": (10, 12), "rn": (2, 12), "dc": (1, 30), "nd": (0, 12),
        "non_clinical": (1, 5),
    },
    "products": {
        "prp": (95, 50), "bmc": (41, 30), "mfat": (36, 12), "prolotherapy": (33, 5), "steroid": (10, 3),
        "platelet_lysate": (12, 2), "ha": (6, 5), "a2m": (4, 2), "bma": (3, 6), "ozone": (2, 6),
        "svf": (2, 22), "birth_tissue": (1, 30), "exosome": (1, 26), "cultured": (1, 7),
    },
    "targets": {
        "disc": (50, 35), "facet": (48, 30), "si_joint": (52, 35), "nerve": (38, 18), "ligament": (35, 12),
        "muscle": (28, 18), "fascia": (12, 5),
    },
    "imaging": {"ultrasound": (65, 50), "fluoroscopy": (60, 25), "ct": (5, 2), "none": (2, 25)},
}  # fmt: skip
BLANK = {"credentials": 0.18, "products": 0.1, "targets": 0.22, "imaging": 0.25}

_FIRST = (
    "Harbor", "Cedar", "Summit", "Lakeside", "Prairie", "Juniper", "Canyon", "Willow", "Granite", "Bayview",
    "Orchard", "Falcon", "Heron", "Mesa", "Redwood", "Sable", "Tidewater", "Copper", "Maple", "Northgate",
    "Aspen", "Beacon", "Cypress", "Delta", "Ember", "Foxglove", "Garnet", "Hawthorn", "Ivory", "Jasper",
    "Kestrel", "Larkspur", "Magnolia", "Nautilus", "Osprey", "Pinnacle", "Quarry", "Riverbend", "Thistle",
)  # fmt: skip
_SECOND = (
    "Ridge", "Grove", "Point", "Creek", "Valley", "Park", "Hill", "Shore", "Bridge", "Crossing", "Field",
    "Gate", "Hollow", "Key", "Landing", "Meadow", "Oaks", "Pass", "Peak", "Pines", "Run", "Springs",
    "Square", "Terrace", "Trail", "View", "Village", "Walk", "Wood",
)  # fmt: skip
_CARE = (
    "Spine", "Orthobiologics", "Pain & Spine", "Sports", "Regenerative", "Back & Neck", "Wellness",
    "Stem Cell",
)  # fmt: skip
_FIRM = ("", "", "", "Center", "Clinic", "Institute", "Associates", "Partners, LLC")
_CITIES = (
    ("Los Angeles", "CA", "900"), ("San Diego", "CA", "921"), ("San Jose", "CA", "951"),
    ("Fresno", "CA", "937"), ("Miami", "FL", "331"), ("Tampa", "FL", "336"), ("Orlando", "FL", "328"),
    ("Houston", "TX", "770"), ("Dallas", "TX", "752"), ("Austin", "TX", "787"), ("El Paso", "TX", "799"),
    ("Phoenix", "AZ", "850"), ("Scottsdale", "AZ", "852"), ("Denver", "CO", "802"), ("Boulder", "CO", "803"),
    ("New York", "NY", "100"), ("Rochester", "NY", "146"), ("Chicago", "IL", "606"), ("Peoria", "IL", "616"),
    ("Seattle", "WA", "981"), ("Atlanta", "GA", "303"), ("Boston", "MA", "021"), ("Columbus", "OH", "432"),
    ("Charlotte", "NC", "282"), ("Las Vegas", "NV", "891"), ("Salt Lake City", "UT", "841"),
    ("Portland", "OR", "972"), ("Newark", "NJ", "071"), ("Nashville", "TN", "372"),
    ("Richmond", "VA", "232"), ("Omaha", "NE", "681"), ("Hartford", "CT", "061"),
)  # fmt: skip
_STATE_AS_WRITTEN = ("California", "Florida", "texas", "ca", "N.Y.", "Calif", "USA", "Ariz.")


def generate(rows: int, seed: int = 7, *, mess: float = 1.0) -> bytes:
    """The bytes of a file of `rows` clinics, always the same for the same arguments.

    `mess` scales how often cells are not just plain terms: 0 never, 1 as people write.
    """
    return b"".join(parts(rows, seed, mess=mess))


def parts(rows: int, seed: int = 7, *, mess: float = 1.0) -> Iterator[bytes]:
    """The bytes of `generate`, header first, in parts of tens of thousands of rows."""
    pools = _pools(Random(seed), mess)  # noqa: S311 - for example data, nothing secret
    draw = np.random.default_rng(seed)
    yield (",".join(COLUMNS) + "\n").encode()
    for start in range(0, rows, _AT_ONCE):
        columns = _columns(np.arange(start, min(start + _AT_ONCE, rows)), pools, draw, mess)
        lines = pc.binary_join_element_wise(*(columns[name] for name in COLUMNS), ",")
        yield ("\n".join(lines.to_pylist()) + "\n").encode()


def spoiled(data: bytes, seed: int = 7) -> bytes:
    """The same clinics as a spreadsheet in another country might save them, and people then edit them.

    Windows-1252 with accents in every row, semicolons, CRLF, a title, and per hundred rows two that are too short,
    two that are too long, three empty lines, and one row of semicolons.
    """
    random = Random(seed)  # noqa: S311 - for example data, nothing secret
    header, *rows = csv.reader(io.StringIO(data.decode(), newline=""))
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(["Clinics, as exported"])
    writer.writerow(header)
    city = header.index("city")
    for row in rows:
        row[city] = random.choice(("Montr\u00e9al", "Z\u00fcrich", "Bogot\u00e1"))
        chance = random.random()
        writer.writerow(row[:-2] if chance < 0.02 else [*row, "seen", "late"] if chance < 0.04 else row)
        if chance > 0.97:
            text.write("\r\n")
        elif chance > 0.96:
            text.write(";" * (len(header) - 1) + "\r\n")
    return text.getvalue().encode("cp1252", "replace")


def _pools(random: Random, mess: float) -> dict[str, pa.Array]:
    """The cells of each column as written in the file. The first is blank if the column may be blank."""
    with (Path(scoring.__file__).parent / "vocabulary" / "vocabulary.toml").open("rb") as file:
        content = tomllib.load(file)
    texts = {}
    for dimension, shares in SHARES.items():
        writer = CellWriter(dimension, content, random, mess)
        by_kind = [{term: both[kind] for term, both in shares.items()} for kind in (0, 1)]
        cells = [writer.cell(stated) for stated in by_kind for _ in range(POOL)]
        texts[dimension] = ["", *cells]
    sites = ("https://", "")
    heads = [f"{first} {second}" for first in _FIRST for second in _SECOND]
    days = [LATEST - timedelta(age) for age in range(_DAYS)]
    date_forms = ("%m/%d/%Y", "%b %Y", "%B %d, %Y", "%d.%m.%Y", "early %Y")
    texts |= {
        "head": heads,
        "tail": [f"{care} {firm}".strip() for care in _CARE for firm in _FIRM],
        "website": ["", *(random.choice(sites) + head.replace(" ", "").lower() for head in heads)],
        "city": [city for city, _, _ in _CITIES],
        "state": ["", *(state for _, state, _ in _CITIES), *_STATE_AS_WRITTEN],
        "postal_code": [code for _, _, code in _CITIES],
        "price_usd": ["", *_prices(random, mess)],
        "as_of": ["", *map(str, days), *(day.strftime(random.choice(date_forms)) for day in days)],
    }
    return {name: pa.array([_quoted(text) for text in pool]) for name, pool in texts.items()}


def _prices(random: Random, mess: float) -> list[str]:
    forms: tuple[Callable[[int], str], ...] = (
        "${:,}".format, "${}".format, "{:,}".format, "{}-5000".format, "from ${}".format, lambda _: "call us",
    )  # fmt: skip
    plasma, cells = range(350, 1_700, 25), range(1_200, 6_000, 50)
    amounts = [random.choice(random.choice((plasma, cells))) for _ in range(600)]
    return [random.choice(forms)(n) if random.random() < 0.3 * mess else str(n) for n in amounts]


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if any(sign in text for sign in ',"\n') else text


def _columns(
    numbers: NDArray[np.int64], pools: Mapping[str, pa.Array], draw: np.random.Generator, mess: float
) -> dict[str, pa.Array]:
    """The cells of the rows with these numbers, by column, as written in the file."""
    count = len(numbers)

    def hit(chance: float) -> NDArray[np.bool_]:
        return draw.random(count) < chance

    def cells_of(name: str, places: NDArray[np.int64], blank: float = 0.0) -> pa.Array:
        return pools[name].take(pa.array(np.where(hit(blank), 0, places) if blank else places))

    kind = draw.integers(0, 2, count)
    columns = {}
    for dimension, blank in BLANK.items():
        # Squared: a chain uses one cell for all its clinics, so some cells repeat in many rows.
        place = (draw.random(count) ** 2 * POOL).astype(np.int64)
        columns[dimension] = cells_of(dimension, 1 + kind * POOL + place, blank)

    head = draw.integers(0, len(pools["head"]), count)
    tails = pc.utf8_trim(cells_of("tail", draw.integers(0, len(pools["tail"]), count)), '"')
    names = _together(cells_of("head", head), " ", tails)
    columns["name"] = pc.if_else(pc.match_substring(names, ","), _together('"', names, '"'), names)

    sites = cells_of("website", 1 + head, 0.3)
    hosts = _together(sites, _padded(numbers, 5), ".example")
    hosts = pc.if_else(hit(0.01 * mess), "see our page", hosts)
    columns["website"] = pc.if_else(pc.equal(sites, ""), "", hosts)

    place = (draw.random(count) ** 1.4 * len(_CITIES)).astype(np.int64)
    odd_state = 1 + len(_CITIES) + draw.integers(0, len(_STATE_AS_WRITTEN), count)
    columns["city"] = cells_of("city", place)
    columns["state"] = cells_of("state", np.where(hit(0.03 * mess), odd_state, 1 + place), 0.01)
    columns["postal_code"] = _together(cells_of("postal_code", place), _padded(draw.integers(0, 100, count), 2))

    columns["price_usd"] = cells_of("price_usd", draw.integers(1, len(pools["price_usd"]), count), 0.55)
    age = np.minimum(draw.exponential(340, count), _DAYS - 1).astype(np.int64)
    columns["as_of"] = cells_of("as_of", 1 + age + _DAYS * hit(0.05 * mess), 0.05)

    earlier = np.maximum(numbers - draw.integers(1, 1_000, count), 0)
    ids = _together("c", _padded(np.where(hit(0.003 * mess), earlier, numbers), 7))
    columns["clinic_id"] = pc.if_else(hit(0.005 * mess), "", ids)
    return columns


def _together(*texts: pa.Array | str) -> pa.Array:
    return pc.binary_join_element_wise(*texts, "")


def _padded(numbers: NDArray[np.int64], width: int) -> pa.Array:
    return pc.utf8_lpad(pa.array(numbers).cast(pa.string()), width, "0")


def main() -> None:
    """Write a file."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.generate", description="Write fictional clinics.")
    parser.add_argument("rows", type=int)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--mess", type=float, default=1.0, help="0: plain terms and blanks; 1: as people write")
    parser.add_argument("--spoil", action="store_true", help="in another encoding, with broken and empty rows")
    arguments = parser.parse_args()
    if arguments.spoil:
        arguments.out.write_bytes(
            spoiled(generate(arguments.rows, arguments.seed, mess=arguments.mess), arguments.seed)
        )
        return
    with arguments.out.open("wb") as file:
        file.writelines(parts(arguments.rows, arguments.seed, mess=arguments.mess))


if __name__ == "__main__":
    main()
