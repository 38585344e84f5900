"""The filters, in the order of the sidebar and of links. A new filter is an entry here, of a class in this package.

Widgets, links, the API, the buttons above the lists, masks, and counts are all made from these entries.
"""

from __future__ import annotations

from typing import Any

from dashboard.filters.choice import States, Terms, WithFlags, WithoutFlags
from dashboard.filters.country import Countries
from dashboard.filters.filter import Filter
from dashboard.filters.near import Near
from dashboard.filters.score import Score
from dashboard.filters.search import Search
from dashboard.filters.unbeaten import Unbeaten

SEARCH = Search(
    key="q",
    label="Find",
    name="Find",
)
NEAR = Near(key="near", label="Near", name="Near")
STATE = States(key="state", label="State", name="State", placeholder="All states")
COUNTRY = Countries(key="country", label="Country", name="Country", placeholder="All countries")
CREDENTIAL = Terms(key="credential", label="Who injects", name="Who", placeholder="Anyone", dimension="credentials")
PRODUCT = Terms(key="product", label="What is injected", name="What", placeholder="Anything", dimension="products")
TARGET = Terms(key="target", label="Where it goes", name="Where", placeholder="Anywhere", dimension="targets")
IMAGING = Terms(key="imaging", label="How it is guided", name="How", placeholder="Any guidance", dimension="imaging")
WITHOUT = WithoutFlags(
    key="flag",
    label="Leave out",
    name="Leave out",
    placeholder="Nothing left out",
    help="Leaves out the clinics that carry any of these flags.",
)
ONLY = WithFlags(
    key="only",
    label="Only with",
    name="Only with",
    placeholder="With or without a flag",
    help="Shows only the clinics that carry every one of these flags.",
)
SCORE = Score(
    key="score",
    label="Score",
    name="Score",
    help="Whole points: 60 to 64 includes 64.9. Anything but the whole range leaves out the clinics without a score.",
)
UNBEATEN = Unbeaten(
    key="unbeaten",
    label="Not surely beaten by anyone",
    name="Not surely beaten by anyone",
    help="Nobody in the file is surely ahead of these clinics under these weights: each could rank first, depending on "
    "what records leave open. Clinics without a score are left out.",
)

FILTERS: dict[str, Filter[Any]] = {
    entry.key: entry
    for entry in (SEARCH, NEAR, STATE, COUNTRY, CREDENTIAL, PRODUCT, TARGET, IMAGING, WITHOUT, ONLY, SCORE, UNBEATEN)
}
