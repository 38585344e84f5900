"""Recipes: read from JSON, and refused with the key and what was expected."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from pydantic import ValidationError

from scoring.errors import BadSettings
from scoring.file_faults import shown_key, shown_path
from scoring.reading import ENCODINGS, UTF8
from scoring.recipes.recipe import PLACES, Recipe
from scoring.recipes.strict_json import beginning, quoted_value, refuse_repeated_keys
from scoring.vocabulary import CANONICAL, DIMENSIONS, value_key, vocabulary
from scoring.wording import shown_value

_MOST_BYTES = 5_000_000


def load_recipe(source: str | os.PathLike[str] | bytes | Recipe | None) -> Recipe:
    """A recipe from a path or bytes, or unchanged if it is one.

    Raises `BadSettings` with what was expected, or with what is decided twice.
    """
    if source is None:
        return Recipe()
    if isinstance(source, Recipe):
        keys = (key for mapping in (source.columns, source.values, *source.values.values()) for key in mapping)
        try:
            "".join((source.to_json(), *keys)).encode()  # the keys separately, because JSON encodes them with losses
        except ValueError:  # half a character, which Python makes from a byte that is not UTF-8
            raise BadSettings("recipe: expected text that UTF-8 can hold, in its sheet and headers too.") from None
        _check(source, "recipe")
        return source
    if not isinstance(source, str | os.PathLike | bytes):
        raise BadSettings(f"recipe: expected a Recipe, its JSON as bytes or a path, found {shown_value(source)}.")
    origin = "recipe" if isinstance(source, bytes) else shown_path(source)
    content = beginning(source, _MOST_BYTES, "recipe file")
    if len(content) > _MOST_BYTES:
        raise BadSettings(f"{origin}: expected a recipe of at most {_MOST_BYTES // 1_000_000} MB.")
    try:
        recipe = Recipe.model_validate_json(content)
    except ValidationError as error:
        first = error.errors()[0]
        if first["type"] == "json_invalid":
            why = "this is no recipe, or only part of one; give a .json file as the Data page saves it"
            raise BadSettings(f"{origin}: {why}.") from None
        key = shown_key(first["loc"])
        raise BadSettings(f"{origin}: {key + ': ' if key else ''}{first['msg']}.") from None
    refuse_repeated_keys(content, origin)
    _check(recipe, origin)
    return recipe


def _check(recipe: Recipe, origin: str) -> None:
    """Refuse unknown columns, dimensions and terms, and two meanings of one value."""
    if fault := next(_faults(recipe), None):
        key, expected = fault
        raise BadSettings(f"{origin}: {shown_key([key])}: expected {expected}.")
    for dimension, values in recipe.values.items():
        _check_alike(values, f"{origin}: values.{dimension}")


def _faults(recipe: Recipe) -> Iterator[tuple[str, str]]:
    """The keys of a recipe whose values cannot be used, and what was expected there."""
    if recipe.whole_list:
        yield from recipe.whole_list.faults()
    if recipe.encoding not in (None, UTF8, *ENCODINGS):
        yield "encoding", f"one of {', '.join((UTF8, *ENCODINGS))}"
    for header, fields in recipe.columns.items():
        if not set(fields) <= set(CANONICAL):
            yield f"columns.{header}", f"only {', '.join(CANONICAL)}"
    yield from _value_faults(recipe)
    trainings = vocabulary().terms["credentials"]
    for place, listing in enumerate(recipe.register_check.listings if recipe.register_check else ()):
        if not set(listing.terms) <= set(trainings):
            yield f"register_check.listings.{place}.terms", f"only {', '.join(trainings)}"
    yield from _merge_faults(recipe)
    for place, clinics in enumerate(recipe.apart):
        if len(set(clinics)) < 2:
            yield f"apart.{place}", "two clinics or more"
    yield from _edit_faults(recipe)


def _value_faults(recipe: Recipe) -> Iterator[tuple[str, str]]:
    fields = (*DIMENSIONS, *PLACES)
    for field, values in recipe.values.items():
        if field not in fields:
            yield f"values.{field}", f"one of {', '.join(fields)}"
            continue
        known = _values_of(field)
        for value, terms in values.items():
            if not set(terms) <= set(known):
                yield f"values.{field}.{value}", f"only {', '.join(known)}"
            if field in PLACES and len(terms) != 1:
                yield f"values.{field}.{value}", "one code"


def _merge_faults(recipe: Recipe) -> Iterator[tuple[str, str]]:
    often = Counter(clinic for merge in recipe.merges for clinic in merge.clinics)
    for place, merge in enumerate(recipe.merges):
        if not merge.keep or len(merge.clinics) < 2:
            yield f"merges.{place}", "a clinic to keep, and one more to keep or drop"
        for clinic in merge.clinics:
            if often[clinic] > 1:
                yield f"merges.{place}", f"each clinic in one place only, not {shown_key([clinic])} in several"


def _edit_faults(recipe: Recipe) -> Iterator[tuple[str, str]]:
    edits = [(f"edits.{place}", edit) for place, edit in enumerate(recipe.edits)]
    for place, merge in enumerate(recipe.merges):
        edits += [(f"merges.{place}.edits.{number}", edit) for number, edit in enumerate(merge.edits)]
    editable = CANONICAL[1:]  # all but the id
    for key, edit in edits:
        if edit.column not in editable:
            yield f"{key}.column", f"one of {', '.join(editable)}"


def _values_of(field: str) -> Collection[str]:
    """The terms of a dimension, or the codes of states or countries."""
    words = vocabulary()
    codes = {"state": words.state_codes, "country": words.country_codes}
    return sorted(set(codes[field].values())) if field in codes else words.terms[field]


def _check_alike(values: Mapping[str, tuple[str, ...]], origin: str) -> None:
    """Refuse two meanings of values that are read as the same one."""
    first: dict[str, str] = {}
    for value, terms in values.items():
        earlier = first.setdefault(value_key(value), value)
        if set(values[earlier]) != set(terms):
            meanings = " and ".join(", ".join(sorted(meaning)) or "nothing" for meaning in (values[earlier], terms))
            raise BadSettings(
                f"{origin}: {quoted_value(earlier)} and {quoted_value(value)} are read as one value and are given two "
                f"meanings, {meanings}; leave one of them."
            )
