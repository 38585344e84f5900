"""What a reviewed list says about itself: its parts, the settings of its review, and its counts."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from scoring.engine.part_review import PartSummary, SkippedPart
from scoring.engine.parts import Part
from scoring.file_faults import shown_path
from scoring.reviewed_folder import LIST_MANIFEST
from scoring.wording import counted, listed_at_most

FORMAT = 1
MANIFEST, RECIPE = LIST_MANIFEST, "recipe.json"


@dataclass(frozen=True)
class PartRecord:
    """One part. `bytes`: as stored; `rows`: of its file; `error`: why it is not among the clinics, "" if it is."""

    number: int
    name: str
    bytes: int
    sha256: str
    rows: int
    clinics: int
    error: str


@dataclass(frozen=True)
class ListManifest:
    """A reviewed list. `fingerprint`: SHA-256 over the digests of its parts, in order, one per line.

    `scored`: clinics with a score; `duplicates`: those that may be the same as another; `problems`: how many, by code,
    the most frequent first.
    """

    format: int
    versions: str
    rubric: str
    weights: dict[str, float]
    reviewed_on: str
    fingerprint: str
    clinics: int
    scored: int
    duplicates: int
    profiles: int
    problems: dict[str, int]
    parts: tuple[PartRecord, ...]

    @property
    def errors(self) -> tuple[PartRecord, ...]:
        """The parts that could not be reviewed."""
        return tuple(part for part in self.parts if part.error)

    def write(self, folder: Path) -> None:
        """Write it as JSON into a folder."""
        (folder / MANIFEST).write_text(json.dumps(asdict(self), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def part_records(parts: Sequence[Part], reviewed: Sequence[PartSummary | SkippedPart]) -> tuple[PartRecord, ...]:
    """What the manifest says about each part."""
    return tuple(_part_record(part, result) for part, result in zip(parts, reviewed, strict=True))


def _part_record(part: Part, result: PartSummary | SkippedPart) -> PartRecord:
    rows, clinics, error = (
        (0, 0, result.error) if isinstance(result, SkippedPart) else (result.accounting.rows, result.clinics, "")
    )
    return PartRecord(
        number=part.number,
        name=part.name,
        bytes=part.size,
        sha256=result.sha256,
        rows=rows,
        clinics=clinics,
        error=error,
    )


def list_fingerprint(reviewed: Sequence[PartSummary | SkippedPart]) -> str:
    """SHA-256 over the digests of the parts in order."""
    return sha256("".join(f"{part.sha256}\n" for part in reviewed).encode()).hexdigest()


def total_problems(read: Sequence[PartSummary], of_list: Sequence[str], repeated_ids: int) -> dict[str, int]:
    """How many problems of each code the list has, the most frequent first. `of_list`: codes of those of no part."""
    kinds: Counter[str] = Counter({"id_repeated": repeated_ids} if repeated_ids else {})
    kinds.update(of_list)
    for part in read:
        kinds.update(part.problems)
    return dict(kinds.most_common())


def summary_text(manifest: ListManifest) -> str:
    """The reviewed list in a few lines to print."""
    clinics, parts = counted(manifest.clinics, "clinic"), counted(len(manifest.parts), "part")
    unscored = manifest.clinics - manifest.scored
    lines = [f"{clinics} in {parts}: {manifest.scored:,} scored, {unscored:,} not scored."]
    if manifest.duplicates:
        lines.append(f"{counted(manifest.duplicates, 'clinic')} may be listed twice; see duplicate_group.")
    if manifest.problems:
        listed = [f"{code} {number:,}" for code, number in manifest.problems.items()]
        lines.append(f"{counted(sum(manifest.problems.values()), 'problem')} ({listed_at_most(listed, 5)}).")
    lines += [f"{shown_path(part.name)} was left out: {part.error}" for part in manifest.errors]
    lines.append(f"List {manifest.fingerprint[:12]}; {manifest.versions}; reviewed on {manifest.reviewed_on}.")
    return "\n".join(lines)
