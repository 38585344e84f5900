"""What the template calls a column, in words for the screen."""

from collections.abc import Mapping
from types import MappingProxyType

_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "clinic_id": "clinic id",
        "postal_code": "postal code",
        "npi": "NPI",
        "credentials_verified": "verified credentials",
        "price_usd": "price (US$)",
        "as_of": "date of the record",
        "source_url": "source",
    }
)


def column_in_words(column: str) -> str:
    """A canonical column as readers say it; every other column is called what the file calls it."""
    return _WORDS.get(column, column)
