"""Headers behind the name of their group: "Organization - Products" of a CRM, "clinic-state" of a field survey."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from scoring.recognition.columns.question_choice import question_choice
from scoring.vocabulary import LONGEST_HEADER, header_key, vocabulary

_GROUP = re.compile(r"\s*([^\W_][\w ]*?)\s?([-/.|]|:{1,2}|>{1,2})\s?(?=\S)")
_FEWEST = 2  # columns of a group; "Practice / Provider" alone is one header


@lru_cache(maxsize=16)  # asked several times of each file
def without_groups(headers: tuple[str, ...]) -> tuple[str, ...]:
    """The headers, without the name of a group if that means clinics, several have it, and the rest is known."""
    groups = [_GROUP.match(header) if len(header) <= LONGEST_HEADER else None for header in headers]
    names = [(header_key(group[1]), group[2]) if group else ("", "") for group in groups]
    count = Counter(names)
    return tuple(
        header[group.end() :]
        if group and count[name] >= _FEWEST and _means_clinics(name[0]) and _is_known(header, header[group.end() :])
        else header
        for header, group, name in zip(headers, groups, names, strict=True)
    )


def _means_clinics(key: str) -> bool:
    return key != "name" and vocabulary().field_of(key) == "name"


def _is_known(header: str, rest: str) -> bool:
    """Whether the rest of a header names a field, or a choice of one, and the whole header none."""
    field_of = vocabulary().field_of
    return not field_of(header_key(header)) and bool(field_of(header_key(rest)) or question_choice(rest))
