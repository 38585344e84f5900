"""What decisions on clinics listed twice make of the recipe: merged, kept apart, and undone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from scoring.recipes import Edit, Merge, Recipe


@dataclass(frozen=True)
class Choice:
    """Clinics that are one: the keys of those whose values are merged, and of those whose values are not used."""

    keep: tuple[str, ...]
    drop: tuple[str, ...] = ()


def merged(recipe: Recipe, choices: Iterable[Choice], ids: Mapping[str, str]) -> Recipe:
    """The recipe with these clinics merged.

    A clinic that was merged before brings its rows along. Edits go with their rows. `ids`: the id of
    each clinic chosen, by its key.
    """
    earlier = {clinic: merge for merge in recipe.merges for clinic in merge.clinics}
    edits: dict[str, list[Edit]] = {}
    for edit in recipe.edits:
        edits.setdefault(edit.clinic, []).append(edit)
    made, replaced, names = [], set[Merge](), set[str]()
    for choice in choices:
        keep, drop, moved = list[str](), list[str](), list[Edit]()
        for clinic, kept in (*((key, True) for key in choice.keep), *((key, False) for key in choice.drop)):
            own_names = dict.fromkeys((clinic, ids.get(clinic, clinic)))
            before = next((earlier[name] for name in own_names if name in earlier), None)
            merge = before or Merge(keep=(clinic,))
            keep += merge.keep if kept else ()
            drop += merge.drop if kept else merge.clinics
            own = [edit for name in own_names for edit in edits.get(name, ())]
            moved += merge.edits
            moved += own if before is None else [_of(edit, row) for edit in own for row in merge.keep]
            replaced.add(merge)
            names.update(own_names)
        made.append(Merge(keep=tuple(keep), drop=tuple(drop), edits=tuple(moved)))
    staying = [merge for merge in recipe.merges if merge not in replaced]
    remaining = tuple(edit for edit in recipe.edits if edit.clinic not in names)
    return recipe.model_copy(update={"merges": (*staying, *made), "edits": remaining})


def _of(edit: Edit, clinic: str) -> Edit:
    """The same edit for another clinic."""
    return edit.model_copy(update={"clinic": clinic})


def parted(recipe: Recipe, merges: Collection[Merge]) -> Recipe:
    """The recipe without these merges; the edits in them belong to their rows again."""
    taken_back = frozenset(merges)
    later = {(edit.clinic, edit.column) for edit in recipe.edits}
    returned = [edit for merge in merges for edit in merge.edits if (edit.clinic, edit.column) not in later]
    remaining = tuple(merge for merge in recipe.merges if merge not in taken_back)
    return recipe.model_copy(update={"merges": remaining, "edits": (*returned, *recipe.edits)})


def kept_apart(recipe: Recipe, clinics: Sequence[str]) -> Recipe:
    """The recipe with the statement that no two of these clinics are the same."""
    return recipe.model_copy(update={"apart": (*recipe.apart, tuple(clinics))})


def no_longer_apart(recipe: Recipe, sets: Collection[tuple[str, ...]]) -> Recipe:
    """The recipe without these sets of distinct clinics."""
    return recipe.model_copy(update={"apart": tuple(clinics for clinics in recipe.apart if clinics not in sets)})
