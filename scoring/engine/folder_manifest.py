"""What a reviewed folder says about a list as a whole, from what its parts say."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from scoring.accounting import Accounting
from scoring.engine.list_manifest import ListManifest
from scoring.engine.list_readings import list_dates, list_prices
from scoring.engine.part_review import Job, PartColumns, PartSummary
from scoring.recognition import Match
from scoring.reviewed_folder import Manifest
from scoring.vocabulary import CANONICAL, vocabulary


@dataclass(frozen=True)
class ListColumns:
    """The columns of the whole list.

    `known`: the canonical ones that any part has, except the id. `other_columns`: the headers of the others.
    `id_in_file`: as in `reviewed_folder.Manifest`.
    """

    known: tuple[str, ...]
    other_columns: tuple[str, ...]
    id_in_file: Literal["same", "other", "none"]

    @classmethod
    def of(cls, parts: Sequence[PartColumns], repeated_ids: int) -> ListColumns:
        """The columns of these parts, some of whose ids are repeated."""
        any_has = {name for part in parts for name in part.known}
        known = tuple(name for name in CANONICAL[1:] if name in any_has)
        others = tuple(dict.fromkeys(header for part in parts for header in part.other_columns))
        same = not repeated_ids and all(part.ids_as_written for part in parts)
        return cls(known, others, "none" if "clinic_id" not in any_has else "same" if same else "other")


def folder_manifest(
    parts: Sequence[PartSummary],
    columns: ListColumns,
    job: Job,
    accounting: Sequence[Accounting],
    of_list: ListManifest,
) -> Manifest:
    """The manifest of a folder with these parts, all of which were read, as far as it is known without the arrays.

    `accounting`: of each part. `of_list`: what the list says about itself.
    """
    read = [part.columns for part in parts]
    return Manifest(
        rubric=job.rubric.name,
        rubric_version=job.rubric.version,
        vocabulary_version=vocabulary().version,
        weights=of_list.weights,
        reviewed_on=job.reviewed_on,
        fingerprint=of_list.fingerprint,
        recipe=json.loads(job.recipe.to_json()),
        clinics=sum(part.clinics for part in parts),
        problems=0,
        profiles=of_list.profiles,
        known=("clinic_id", *columns.known),
        other_columns=columns.other_columns,
        searched=(),
        keys=False,
        id_in_file=columns.id_in_file,
        text_parts=len(parts),
        problem_parts=len(parts) + 1,
        accounting=_accounting(accounting),
        matches=_matches(read),
        dates=list_dates(read),
        prices=list_prices(read),
    )


def _accounting(parts: Sequence[Accounting]) -> Accounting:
    return Accounting(
        rows=sum(part.rows for part in parts),
        above=sum(part.above for part in parts),
        header=sum(part.header for part in parts),
        left_out=sum(part.left_out for part in parts),
        clinics=sum(part.clinics for part in parts),
        joined=sum(part.joined for part in parts),
    )


def _matches(parts: Sequence[PartColumns]) -> tuple[Match, ...]:
    """How each header was matched in the first part that has it."""
    first: dict[str, Match] = {}
    for part in parts:
        for match in part.matches:
            first.setdefault(match.header, match)
    return tuple(first.values())
