"""Carries decisions about clinics over when remapped columns or grouped rows change the clinics' ids.

A generated id depends on the known columns, so it changes when a column is assigned to another field.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

import numpy as np
import pandas as pd

from dashboard import parameters
from dashboard.datasets import loading, session_datasets
from dashboard.datasets.session_datasets import Dataset
from dashboard.wording import clinic_labels
from scoring import Review
from scoring.recipes import Edit, Merge, Recipe


def decide(change: Callable[[Recipe], Recipe]) -> None:
    """Apply a change to the recipe that may change clinics' ids (a callback)."""
    now = session_datasets.current()
    if now is not None:
        session_datasets.decide(lambda recipe: _followed(now, change(recipe)))


def _followed(now: Dataset, recipe: Recipe) -> Recipe:
    if not (recipe.edits or recipe.exclude or recipe.merges or recipe.apart or recipe.register_check):
        return recipe
    try:
        before, after = (as_read(now, version) for version in (now.recipe, recipe))
    except ValueError:  # the page says why, and undo returns
        return recipe
    return followed(recipe, before, after)


def as_read(dataset: Dataset, recipe: Recipe) -> Review:
    """The review of the file without edits, merges and a register's listings, and with every clinic."""
    return loading.read(dataset.under(without_clinics(recipe)), parameters.rubric().name)


def without_clinics(recipe: Recipe) -> Recipe:
    """The recipe without what it decides about single clinics."""
    undecided = {"edits": (), "exclude": (), "merges": (), "apart": (), "register_check": None}
    return recipe.model_copy(update=undecided)


def followed(recipe: Recipe, before: Review, after: Review) -> Recipe:
    """The recipe with ids and keys from `after` for the same rows that its decisions mean in `before`.

    Both are reviews of all clinics of one file. A clinic whose row no longer begins a clinic keeps its former id.
    """
    edits = [*recipe.edits, *(edit for merge in recipe.merges for edit in merge.edits)]
    check = recipe.register_check
    listed = {entry.clinic for entry in (*check.listings, *check.doubts)} if check else set()
    ids = _new_names({*(edit.clinic for edit in edits), *recipe.exclude, *listed}, _ids(before), _ids(after))
    sets = [*(merge.clinics for merge in recipe.merges), *recipe.apart]
    keys = _new_names({clinic for clinics in sets for clinic in clinics}, _keys(before), _keys(after))

    def of_clinics(edits: Sequence[Edit]) -> tuple[Edit, ...]:
        return tuple(edit.model_copy(update={"clinic": ids.get(edit.clinic, edit.clinic)}) for edit in edits)

    def renamed(clinics: Sequence[str], new: Mapping[str, str]) -> tuple[str, ...]:
        return tuple(new.get(clinic, clinic) for clinic in clinics)

    merges = tuple(
        Merge(keep=renamed(merge.keep, keys), drop=renamed(merge.drop, keys), edits=of_clinics(merge.edits))
        for merge in recipe.merges
    )
    return recipe.model_copy(
        update={
            "edits": of_clinics(recipe.edits),
            "exclude": renamed(recipe.exclude, ids),
            "merges": merges,
            "apart": tuple(renamed(clinics, keys) for clinics in recipe.apart),
            "register_check": check.followed(ids) if check else None,
        }
    )


def _new_names(names: Collection[str], before: pd.Series[int], after: pd.Series[int]) -> dict[str, str]:
    """The names in `after` for the rows of those in `before`; both map the name of a clinic to its row in the file."""
    rows = before[before.index.isin(names)]
    new = pd.Series(after.index, index=after.to_numpy()).reindex(rows.to_numpy())
    return {old: str(now) for old, now in zip(rows.index, new, strict=True) if isinstance(now, str)}


def _ids(review: Review) -> pd.Series[int]:
    return pd.Series(review.understood.rows, index=clinic_labels.ids(review, np.arange(len(review))))


def _keys(review: Review) -> pd.Series[int]:
    return pd.Series(review.understood.rows, index=clinic_labels.keys(review, np.arange(len(review))))
