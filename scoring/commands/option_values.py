"""The options of the command line as values: the recipe, weights and columns they give, and a recipe to write."""

from __future__ import annotations

import argparse
from typing import Any

from scoring.errors import BadSettings
from scoring.reading import ENCODINGS, encoding_named
from scoring.recipes import Recipe, load_recipe
from scoring.rubric import QUESTIONS, SHIPPED
from scoring.wording import shown_value
from scoring.written_file import write_bytes

RUBRIC_HELP = f"{', '.join(SHIPPED)}, or a TOML file"


class Joined(argparse.Action):
    """Joins the lists of a repeated option; otherwise argparse would silently keep only the last."""

    def __call__(self, _parser: object, namespace: argparse.Namespace, values: Any, _option: str | None = None) -> None:
        """Append the values after a comma."""
        earlier = getattr(namespace, self.dest)
        setattr(namespace, self.dest, values if earlier is None else f"{earlier},{values}")


def recipe(options: argparse.Namespace) -> Recipe:
    """The recipe that is given, updated by the options that decide the same things."""
    decided = {
        "first_row_is": options.first_row,
        "one_row_is": options.one_row,
        "encoding": _encoding(options.encoding),
        "dates": options.dates and options.dates.replace("-", "_"),
        "prices": tuple(assumption.replace("-", "_") for assumption in options.prices),
    }
    update = {name: decision for name, decision in decided.items() if decision}
    return load_recipe(options.recipe).model_copy(update=update)


def _encoding(name: str | None) -> str | None:
    if name is None:
        return None
    encoding = encoding_named(name)
    if encoding is None:
        raise BadSettings(f"--encoding: expected one of {', '.join(ENCODINGS)}, found {shown_value(name)}.")
    return encoding


def weights(setting: str | None) -> dict[str, float]:
    """Weights by question from `who=25,...`, none if the option is left out. Raises `BadSettings`."""
    shares: dict[str, float] = {}
    if setting is None:
        return shares
    for part in filter(None, setting.split(",")) if setting.strip(",") else [setting]:
        question, _, number = part.partition("=")
        if question.strip() in shares:
            raise BadSettings(f"--weights: {shown_value(question.strip())} is given twice; give one weight for each.")
        try:
            shares[question.strip()] = float(number)
        except ValueError:
            example = ",".join(f"{name}=25" for name in QUESTIONS)
            raise BadSettings(f"--weights: expected {example}, found {shown_value(part.strip())}.") from None
    return shares


def columns(settings: list[str]) -> dict[str, list[str]]:
    """Fields by header, from texts such as `HEADER=FIELD`. Raises `BadSettings`."""
    fields_of: dict[str, list[str]] = {}
    for part in settings:
        header, equals, fields = part.rpartition("=")
        if not equals:
            raise BadSettings(f"--columns: expected HEADER=FIELD, found {shown_value(part)}.")
        listed = [field.strip() for field in fields.split(",")] if fields.strip() else []
        fields_of.setdefault(header, []).extend(listed)
    return fields_of


def write_recipe(recipe: Recipe, path: str) -> None:
    """Write a recipe as JSON. Raises `BadSettings` if it cannot be written, or is too large to be read again."""
    content = recipe.to_json().encode()
    load_recipe(content)
    write_bytes(content, path)
