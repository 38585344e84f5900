"""The codes of the provider taxonomy that confirm a training, from `taxonomy.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class TaxonomyCode:
    """A code of the provider taxonomy. `term`: of credentials; `name`: the training, as the code set words it."""

    term: str
    name: str


@cache
def taxonomy() -> Mapping[str, TaxonomyCode]:
    """Every code, in capitals, that means one term of credentials."""
    content = tomllib.loads(Path(__file__).with_name("taxonomy.toml").read_text(encoding="utf-8"))
    return MappingProxyType(
        {code: TaxonomyCode(term, name) for term, codes in content["terms"].items() for code, name in codes.items()}
    )
