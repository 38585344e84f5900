"""Files of one list, decided on together: each of their rows is read as in one file of all."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import pandas as pd
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from scoring import Review, review
from scoring.recipes import Recipe, decided_recipe, load_recipe
from tests.scoring.files import DAY, Row

_CELLS = {
    "name": ("Andes Spine", "Rïver Clinic", "Bay, Pain\nCenter", 'The "Back" Place', "Elm St. Orthopedics"),
    "state": ("TX", "CA", "Ontario", ""),
    "city": ("Austin", "Bend", ""),
    "credentials": ("MD; PM&R", "DO", "nurse practitioner", "chiropractor; MD", ""),
    "products": ("PRP", "BMC; PRP", "exosomes", "stem cells", ""),
    "targets": ("disc", "facet; SI joint", ""),
    "imaging": ("fluoroscopy", "ultrasound; CT", "none", ""),
    "price_usd": ("900", "1.200 €", "€ 12,50", "$1,500-2,000", "850 EUR", ""),
    "as_of": ("03/04/2025", "25/04/2025", "04/25/2025", "2025-05-31", ""),
    "postal_code": ("02114.0", "78701.0", "97701", ""),
    "guidance used": ("CT", "x-ray", "by feel", ""),
    "PRP": ("yes", "no", "", "on request"),
    "Fluoroscopy": ("x", "", "no", "Y"),
    "remark": ("PRP", "a note", ""),
}
_NEEDED = ("name", "products")
_SYNONYMS = {"name": "Clinic name", "credentials": "Who injects?", "as_of": "Last updated"}
Rows = st.lists(
    st.fixed_dictionaries({name: st.sampled_from(cells) for name, cells in _CELLS.items()}), min_size=2, max_size=14
)


def made(
    rows: Sequence[Row], headers: Sequence[str], encoding: str = "utf-8", names: dict[str, str] | None = None
) -> bytes:
    """A CSV of these rows under these headers, some called by other names."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([(names or {}).get(header, header) for header in headers])
    writer.writerows([[row.get(header, "") for header in headers] for row in rows])
    return text.getvalue().encode(encoding)


def rows_read(result: Review) -> pd.DataFrame:
    """What a review makes of each row by itself: what it states, its place, date and price, points and flags."""
    read, profiles = result.understood, result.profiles
    coded = {**read.stated, "state": read.state, "country": read.country, "as_of": read.as_of, "price": read.price}
    columns = {name: [str(column.values[code]) for code in column.codes] for name, column in coded.items()}
    codes = profiles.codes
    points = {
        name: [tuple(row) for row in getattr(profiles, name)[codes].tolist()] for name in ("value", "low", "high")
    }
    texts = result.records[["name", "city", "postal_code", "imaging", "products"]].fillna("")
    return pd.DataFrame({**columns, **points, "flags": profiles.flags[codes], **texts.add_prefix("text_")})


def decided(parts: Sequence[bytes]) -> Recipe:
    """The recipe of these parts, once written and read again."""
    return load_recipe(decided_recipe(parts).recipe.to_json().encode())


@given(Rows, st.data())
@settings(max_examples=40, deadline=None, phases=[Phase.generate])
def test_each_part_is_read_as_in_the_whole(rows: list[dict[str, str]], data: st.DataObject) -> None:
    """Whatever the order and names of its headers, and those that it lacks, a part states what the whole file states."""
    count = data.draw(st.integers(1, min(4, len(rows))))
    cuts = sorted(
        data.draw(st.lists(st.integers(1, len(rows) - 1), min_size=count - 1, max_size=count - 1, unique=True))
    )
    encoding = (
        data.draw(st.sampled_from(["utf-8", "cp1252"])) if all("€" not in row["price_usd"] for row in rows) else "utf-8"
    )
    parts, united = [], []
    for start, stop in zip([0, *cuts], [*cuts, len(rows)], strict=True):
        absent = data.draw(st.sets(st.sampled_from(["PRP", "Fluoroscopy", "as_of", "state", "remark"]), max_size=2))
        headers = data.draw(st.permutations([name for name in _CELLS if name not in absent]))
        names = {name: _SYNONYMS[name] for name in data.draw(st.sets(st.sampled_from(sorted(_SYNONYMS))))}
        here = [{name: cell for name, cell in row.items() if name not in absent} for row in rows[start:stop]]
        united += here
        parts.append(made(here, headers, encoding, names))
    whole = made(united, list(_CELLS), encoding)
    expected = rows_read(review(whole, reviewed_on=DAY))
    recipe = decided(parts)
    by_part = pd.concat([rows_read(review(part, recipe=recipe, reviewed_on=DAY)) for part in parts], ignore_index=True)
    pd.testing.assert_frame_equal(by_part, expected)
