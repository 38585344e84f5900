"""The review of a list in parts: each part on its own, then what only the whole list shows, then its finished files.

    parts -> reviewed -> profiles, ids and duplicates merged -> joined -> a folder of Parquet

The steps call the functions of the review of one file, so that scores, grades, flags, ids, ranks, intervals, tiers and
duplicates are those of the list as one file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from time import monotonic
from typing import TypeVar

import numpy as np
import pandas as pd
import pyarrow as pa

from scoring.engine.compared_slices import KINDS
from scoring.engine.folder_arrays import ListedPart
from scoring.engine.folder_manifest import ListColumns, folder_manifest
from scoring.engine.joined_parts import SCORES, JoinedList, PartJoin, join, write_problems
from scoring.engine.list_manifest import FORMAT, RECIPE, ListManifest, list_fingerprint, part_records, total_problems
from scoring.engine.list_notices import ListNotices
from scoring.engine.list_readings import log_readings
from scoring.engine.merged_duplicates import Bucket, compare, write_groups
from scoring.engine.merged_ids import repeated_ids, write_repeats
from scoring.engine.merged_profiles import merged_profiles
from scoring.engine.openable_folder import complete_folder
from scoring.engine.output_folder import replacing
from scoring.engine.part_review import Job, PartSummary, SkippedPart, review_part
from scoring.engine.parts import PATIENT, Part
from scoring.engine.row_numbers import own_rows, row_numbers
from scoring.engine.runner import Outcome, Runner
from scoring.engine.workspace import NUMBERS, Workspace, write_step_array, write_table
from scoring.errors import BadSettings, UnreadableFile
from scoring.file_faults import shown_path
from scoring.linkage import Alike, evidence_of_list
from scoring.problems import ProblemLog
from scoring.recipes import Recipe, decided_recipe
from scoring.recognition import ColumnSettings
from scoring.review import versions
from scoring.reviewed_folder import write_alike, write_profiles
from scoring.rubric import Rubric, is_shipped
from scoring.scores import Profiles, Robustness, Totals, score_columns, totals
from scoring.stages import begin_stage
from scoring.wording import counted

_BUCKET_BYTES = 32_000_000  # of the parts: about 200,000 clinics, which take a worker 300 MB to compare
_MOST_BUCKETS = 256  # with more, opening files would cost more than comparing
_BETWEEN_LINES = 2.0  # seconds from one line of progress to the next
_NO_PART = "No part could be read. {name}: {error}"
B = TypeVar("B")


@dataclass(frozen=True)
class ListSettings:
    """How a list is reviewed; `weights` as `checked_weights` gives them.

    `columns`: those of the recipe's columns that are set for this list, so that some part has to have each.
    """

    rubric: Rubric
    weights: Mapping[str, float]
    reviewed_on: date
    recipe: Recipe
    columns: ColumnSettings = field(default_factory=dict)


def review_list(parts: Sequence[Part], output: Path, settings: ListSettings, runner: Runner) -> ListManifest:
    """Review the parts as one list and write it into a folder, which replaces an earlier list there.

    A part that cannot be read is named in the manifest, and the others continue. Raises `UnreadableFile` if none can be
    read, `BadSettings` for settings or an output that cannot be used.
    """
    _refuse_single_clinics(settings.recipe)
    if all(part.refusal for part in parts):
        raise UnreadableFile(_NO_PART.format(name=shown_path(parts[0].name), error=parts[0].refusal))
    with replacing(output, [part.path for part in parts]) as folder:
        space = Workspace(folder)
        space.make()
        size = sum(part.size for part in parts)
        recipe, of_list = _decisions(parts, settings)
        job = Job(
            workspace=space,
            rubric=settings.rubric,
            reviewed_on=settings.reviewed_on,
            recipe=recipe,
            buckets=min(1 + size // _BUCKET_BYTES, _MOST_BUCKETS),
        )
        reviewed = _reviewed(parts, job, runner)
        read = [part for part in reviewed if isinstance(part, PartSummary)]
        if not read:
            errors = [part.error for part in reviewed if isinstance(part, SkippedPart)]
            raise UnreadableFile(_NO_PART.format(name=shown_path(parts[0].name), error=errors[0]))
        result, profiles = _write_scores(space, read, settings)
        repeats = _write_repeats(space, [summary.number for summary in read])
        groups = _write_groups(space, read, job.buckets, runner)
        columns = ListColumns.of([part.columns for part in read], repeats)
        notices, codes = _write_list_problems(space, read, of_list)
        numbers = row_numbers([(parts[part.number], part.accounting) for part in read])
        joined = JoinedList(
            workspace=space,
            columns=columns,
            has_price_ends=any(part.has_price_ends for part in read),
            opens=is_shipped(settings.rubric),
        )
        tasks = [
            PartJoin(part.number, place, own.first, parts[part.number].name, notices[place], joined)
            for place, (part, own) in enumerate(zip(read, numbers, strict=True))
        ]
        _join(tasks, runner)
        manifest = ListManifest(
            format=FORMAT,
            versions=versions(job.rubric),
            rubric=job.rubric.name,
            weights=dict(settings.weights),
            reviewed_on=settings.reviewed_on.isoformat(),
            fingerprint=list_fingerprint(reviewed),
            clinics=sum(summary.clinics for summary in read),
            scored=int(profiles.counts[result.scored].sum()),
            duplicates=int((groups.like >= 0).sum()),
            profiles=len(profiles),
            problems=total_problems(read, codes, repeats),
            parts=part_records(parts, reviewed),
        )
        manifest.write(space.result)
        (space.result / RECIPE).write_text(recipe.to_json(), encoding="utf-8")
        if joined.opens:
            begin_stage("Making the folder ready to be opened")
            accounting = [own_rows(parts[part.number], part.accounting) for part in read]
            listed = tuple(
                ListedPart(part.number, part.clinics, own.before) for part, own in zip(read, numbers, strict=True)
            )
            write_profiles(space.result, profiles)
            write_alike(space.result, groups)
            complete_folder(space, listed, folder_manifest(read, columns, job, accounting, manifest), runner)
    return manifest


def _refuse_single_clinics(recipe: Recipe) -> None:
    if recipe.edits or recipe.exclude or recipe.merges or recipe.apart or recipe.register_check:
        raise BadSettings(
            "The recipe decides on single clinics; a list in parts is reviewed by its columns and values."
        )
    if recipe.one_row_is == "person":
        raise BadSettings("The rows of a list in parts are clinics; review rows of persons as one file.")


def _decisions(parts: Sequence[Part], settings: ListSettings) -> tuple[Recipe, ProblemLog]:
    """The recipe under which each part is read like the whole list, and the problems of its columns."""
    recipe, problems = settings.recipe, ProblemLog()
    if recipe.whole_list is None:
        begin_stage("Deciding how all parts are read")
        sources = [part.source for part in parts if not part.refusal]
        try:
            decided = decided_recipe(sources, recipe, PATIENT, settings.columns)
        except UnreadableFile as error:
            raise UnreadableFile(_NO_PART.format(name=shown_path(parts[0].name), error=error)) from None
        recipe, problems = decided.recipe, decided.problems
    return recipe, problems


def _reviewed(parts: Sequence[Part], job: Job, runner: Runner) -> list[PartSummary | SkippedPart]:
    """Each part, in order; one whose worker was lost repeatedly is skipped."""
    reviewed: dict[int, PartSummary | SkippedPart] = {}
    clinics, start = 0, monotonic()

    def rate(outcome: Outcome[PartSummary | SkippedPart]) -> str:
        nonlocal clinics
        clinics += outcome.result.clinics if isinstance(outcome.result, PartSummary) else 0
        return f", {counted(clinics, 'clinic')}, {clinics / max(monotonic() - start, 0.001):,.0f} a second"

    tasks = [(part, job) for part in parts]
    for outcome in _with_progress("Reviewing parts", runner.run(_review, tasks), len(parts), rate):
        number = parts[outcome.place].number
        reviewed[number] = outcome.result or SkippedPart(number, "", outcome.loss)
    return [reviewed[part.number] for part in parts]


def _review(task: tuple[Part, Job]) -> PartSummary | SkippedPart:
    return review_part(*task)


def _write_scores(space: Workspace, read: Sequence[PartSummary], settings: ListSettings) -> tuple[Totals, Profiles]:
    """Write the score columns by profile, and the numbers of each part's own profiles; returns totals and profiles."""
    begin_stage("Ranking the whole list")
    profiles, numbers = merged_profiles([summary.profiles for summary in read])
    result = totals(profiles, settings.weights, settings.rubric)
    robustness = Robustness(profiles, result, settings.weights, settings.rubric)
    columns = score_columns(profiles, result, robustness, settings.rubric, slice(None))
    write_table(pa.Table.from_pandas(pd.DataFrame(columns), preserve_index=False), space.step(SCORES, 0))
    for summary, own in zip(read, numbers, strict=True):
        write_step_array(own, space.step(NUMBERS, summary.number))
    return result, profiles


def _write_repeats(space: Workspace, numbers: Sequence[int]) -> int:
    """Write the new ids of each part's repeats; returns how many there are."""
    begin_stage("Finding repeated ids")
    repeats = repeated_ids(space, numbers)
    for number, again in repeats.items():
        write_repeats(space, number, again)
    return sum(len(again.positions) for again in repeats.values())


def _write_groups(space: Workspace, read: Sequence[PartSummary], buckets: int, runner: Runner) -> Alike:
    """Write the groups of clinics that may be the same, and return them."""
    offsets = np.cumsum([0, *(summary.clinics for summary in read)])[:-1].tolist()
    tasks: list[Bucket] = []
    for kind in KINDS:
        parts = tuple(
            (summary.number, offset)
            for summary, offset in zip(read, offsets, strict=True)
            if space.step(kind, summary.number).exists()
        )
        tasks += [Bucket(len(tasks) + index, kind, index, parts, space) for index in range(buckets) if parts]
    for outcome in _with_progress("Comparing clinics", runner.run(compare, tasks), len(tasks)):
        _expect(outcome, "Clinics could not be compared")
    begin_stage("Grouping clinics that may be the same")
    return write_groups(space, tasks, [(summary.number, summary.clinics) for summary in read])


def _write_list_problems(
    space: Workspace, read: Sequence[PartSummary], of_list: ProblemLog
) -> tuple[tuple[pa.Table, ...], list[str]]:
    """Write the problems of the list as a whole.

    Returns those that each part has with its file and header, and the codes of all that belong to no clinic.
    """
    log_readings([part.columns for part in read], of_list)
    people = evidence_of_list([(part.people, part.clinics) for part in read])
    if people:
        of_list.add("", people.problem)
    said = of_list.table()
    notices = ListNotices.of([part.notices for part in read], said, [people.problem.code] if people else [])
    write_problems(pa.concat_tables([said, notices.of_list]), "", space.list_problems)
    return notices.of_parts, [*said["code"].to_pylist(), *notices.codes]


def _join(tasks: Sequence[PartJoin], runner: Runner) -> None:
    """Write the finished files of the parts."""
    for outcome in _with_progress("Writing parts", runner.run(join, tasks), len(tasks)):
        _expect(outcome, f"{shown_path(tasks[outcome.place].name)} could not be written")


def _expect(outcome: Outcome[int], failure: str) -> None:
    if outcome.loss:
        raise UnreadableFile(f"{failure}: {outcome.loss}")


def _with_progress(
    stage: str, outcomes: Iterator[Outcome[B]], count: int, more: Callable[[Outcome[B]], str] = lambda _: ""
) -> Iterator[Outcome[B]]:
    """The outcomes as they come, reported now and then as a stage."""
    begin_stage(stage)
    latest = monotonic()
    for done, outcome in enumerate(outcomes, 1):
        text = more(outcome)
        if done == count or monotonic() - latest > _BETWEEN_LINES:
            begin_stage(f"{stage}: {done} of {count}{text}")
            latest = monotonic()
        yield outcome
