"""Where each US state stands on the tile grid: a square each, roughly as on a map. Columns and rows from 0."""

from __future__ import annotations

_ROWS = """
AK .. .. .. .. .. .. .. .. .. .. ME
.. .. .. .. .. .. .. .. .. .. VT NH
WA ID MT ND MN IL WI MI NY RI MA ..
OR NV WY SD IA IN OH PA NJ CT .. ..
CA UT CO NE MO KY WV VA MD DE .. ..
.. AZ NM KS AR TN NC SC DC .. .. ..
.. .. .. OK LA MS AL GA .. .. .. ..
HI .. .. TX .. .. .. .. FL PR VI GU
"""

TILES: dict[str, tuple[int, int]] = {
    code: (column, row)
    for row, line in enumerate(_ROWS.split("\n")[1:-1])
    for column, code in enumerate(line.split())
    if code != ".."
}
TILE_ROWS = 1 + max(row for _, row in TILES.values())
