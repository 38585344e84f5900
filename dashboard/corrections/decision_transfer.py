"""Carries decisions about clinics over when remapped columns or grouped rows change the clinics' ids.

A generated id depends on the known columns, so it changes when a column is taken for something else.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from dashboard import clinic_labels, parameters
from dashboard.datasets import loading, session_datasets
from dashboard.datasets.session_datasets import Dataset
from scoring import Review
from scoring.recipes import Recipe


def decide(change: Callable[[Recipe], Recipe]) -> None:
    """Apply a change to the recipe that may change clinics' ids (a callback)."""
    now = session_datasets.current()
    if now is not None:
        session_datasets.decide(lambda recipe: _followed(now, change(recipe)))


def _followed(now: Dataset, recipe: Recipe) -> Recipe:
    if not (recipe.edits or recipe.exclude or recipe.register_check):
        return recipe
    try:
        before, after = (as_read(now, version) for version in (now.recipe, recipe))
    except ValueError:  # the page says why, and undo returns
        return recipe
    return followed(recipe, before, after)


def as_read(dataset: Dataset, recipe: Recipe) -> Review:
    """The review of the file without edits and a register's listings, and with every clinic."""
    bare = recipe.model_copy(update={"edits": (), "exclude": (), "register_check": None})
    return loading.read(dataset.under(bare), parameters.rubric().name)


def followed(recipe: Recipe, before: Review, after: Review) -> Recipe:
    """The recipe with ids from `after` for the same rows that its decisions on clinics mean in `before`.

    Both are reviews of all clinics of one file. A clinic whose row no longer begins a clinic keeps its former id.
    """
    check = recipe.register_check
    decided_ids = {edit.clinic for edit in recipe.edits} | set(recipe.exclude)
    if check:
        decided_ids |= {entry.clinic for entry in (*check.listings, *check.doubts)}
    rows = _rows(before)
    decided_rows = rows[rows.index.isin(decided_ids)]
    ids = pd.Series(_rows(after).index, index=_rows(after).to_numpy()).reindex(decided_rows.to_numpy())
    new = {old: str(now) for old, now in zip(decided_rows.index, ids, strict=True) if isinstance(now, str)}
    edits = tuple(edit.model_copy(update={"clinic": new.get(edit.clinic, edit.clinic)}) for edit in recipe.edits)
    exclude = tuple(new.get(clinic, clinic) for clinic in recipe.exclude)
    followed_check = check.followed(new) if check else None
    return recipe.model_copy(update={"edits": edits, "exclude": exclude, "register_check": followed_check})


def _rows(review: Review) -> pd.Series[int]:
    """Clinic id -> number of the clinic's row in the file."""
    return pd.Series(review.understood.rows, index=clinic_labels.ids(review, np.arange(len(review))))
