"""The settings of a review, as an export states them: everything needed to recompute its figures.

They are one line of text in the form of a link: `who=25&what=25&where=25&how=25&rubric=default&...`. So every program
that reads the export keeps them, and a person can read them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import parse_qsl, quote, urlencode

from scoring.errors import BadSettings
from scoring.limits import LONGEST_CELL
from scoring.recipes import Recipe, load_recipe
from scoring.review import Review
from scoring.rubric import QUESTIONS, SHIPPED, Rubric, load_rubric
from scoring.scores import checked_weights, whole_weights
from scoring.vocabulary import value_key, vocabulary

_RUBRIC, _RUBRIC_VERSION, _VOCABULARY_VERSION = "rubric", "rubric_version", "vocabulary_version"
_REVIEWED_ON, _CLINICS, _RECIPE = "reviewed_on", "clinics", "recipe"
_TOO_LONG = "too_long"  # in place of a recipe that no spreadsheet cell holds
_NEEDED = (*QUESTIONS, _RUBRIC, _RUBRIC_VERSION, _VOCABULARY_VERSION, _REVIEWED_ON, _CLINICS)
_KNOWN = (*_NEEDED, _RECIPE)
_MOST_DIGITS = 12  # of a count of clinics
_LONGEST_NAME = 200  # characters of a rubric's name or a version


@dataclass(frozen=True)
class ExportSettings:
    """What an export was computed with.

    `weights`: by question, 0-100. `rubric`, `rubric_version`, `vocabulary_version`: as the review names them.
    `clinics`: in the whole file, of which an export may hold a part. `recipe`: those of the decisions about the file
    that its export needs too; the others are already carried out in it. `recipe_left_out`: whether these were too long
    to state.
    """

    weights: Mapping[str, float]
    rubric: str
    rubric_version: str
    vocabulary_version: str
    reviewed_on: date
    clinics: int
    recipe: Recipe = field(default_factory=Recipe)
    recipe_left_out: bool = False

    def loaded_rubric(self) -> Rubric:
        """The rubric, if it is a shipped one. Raises `BadSettings`: a name in a file opens no other file."""
        if self.rubric not in SHIPPED:
            raise BadSettings(
                f"The file was made under the rubric {self.rubric!r}, which does not come with this program; give its "
                "TOML file with --rubric."
            )
        return load_rubric(self.rubric)

    def added_to(self, recipe: Recipe) -> Recipe:
        """A recipe with the decisions that the export states added; the recipe's own take precedence."""
        values = {name: dict(meanings) for name, meanings in recipe.values.items()}
        for name, meanings in self.recipe.values.items():
            decided = recipe.assigned.get(name, {})
            new = {value: terms for value, terms in meanings.items() if value_key(value) not in decided}
            values[name] = {**values.get(name, {}), **new}
        update = {
            "values": values,
            "columns": {**self.recipe.columns, **recipe.columns},
            "dates": recipe.dates or self.recipe.dates,
            "prices": recipe.prices or self.recipe.prices,
        }
        return recipe.model_copy(update=update)


def export_settings(review: Review) -> ExportSettings:
    """The settings of a review, for any export of it."""
    return ExportSettings(
        weights=review.weights,
        rubric=review.rubric.name,
        rubric_version=review.rubric.version,
        vocabulary_version=vocabulary().version,
        reviewed_on=review.reviewed_on,
        clinics=len(review),
        recipe=_of_export(review.recipe, review.understood.other_columns),
    )


def _of_export(recipe: Recipe, carried: Iterable[str]) -> Recipe:
    """The decisions that an export needs: meanings of what it holds as written, and columns that feed nothing more.

    `carried`: the columns that it carries along.
    """
    columns: dict[str, tuple[str, ...]] = {header: () for header in recipe.columns if header in set(carried)}
    return Recipe(values=recipe.values, dates=recipe.dates, prices=recipe.prices, columns=columns)


def settings_text(settings: ExportSettings) -> str:
    """The settings as one line of text that fits into a cell of a spreadsheet."""
    weights = weights_text(settings.weights)
    return f"{weights}&{text_beside_weights(settings)}"


def weights_text(weights: Mapping[str, float]) -> str:
    """The weights of the settings, all of their digits: `who=25&what=33.3125&...`."""
    parts = []
    for question, millionths in zip(QUESTIONS, whole_weights(weights).tolist(), strict=True):
        whole, rest = divmod(millionths, 1_000_000)
        parts.append(f"{question}={f'{whole}.{rest:06d}'.rstrip('0').rstrip('.')}")
    return "&".join(parts)


def text_beside_weights(settings: ExportSettings) -> str:
    """All settings but the weights."""
    pairs = {
        _RUBRIC: settings.rubric,
        _RUBRIC_VERSION: settings.rubric_version,
        _VOCABULARY_VERSION: settings.vocabulary_version,
        _REVIEWED_ON: settings.reviewed_on.isoformat(),
        _CLINICS: str(settings.clinics),
    }
    text = urlencode(pairs, quote_via=quote)
    if not settings.recipe:
        return text
    decided = settings.recipe.model_dump_json(exclude_defaults=True)
    whole = f"{text}&{urlencode({_RECIPE: decided}, quote_via=quote)}"
    return whole if len(whole) < LONGEST_CELL - _LONGEST_NAME else f"{text}&{_RECIPE}={_TOO_LONG}"


def read_settings(text: str) -> ExportSettings:
    """The settings that `settings_text` wrote. Raises `BadSettings` with what was expected."""
    pairs = _pairs(text)
    decided = pairs.get(_RECIPE, "")
    try:
        weights = {question: float(pairs[question]) for question in QUESTIONS}
        day = date.fromisoformat(pairs[_REVIEWED_ON])
        clinics = int(pairs[_CLINICS]) if len(pairs[_CLINICS]) <= _MOST_DIGITS else -1
    except ValueError:
        raise _unreadable("a weight, the date or the number of clinics is not one") from None
    if clinics < 0:
        raise _unreadable("the number of clinics is not one")
    checked_weights(weights, load_rubric())
    recipe = load_recipe(decided.encode()) if decided not in ("", _TOO_LONG) else Recipe()
    if recipe != _of_export(recipe, recipe.columns):
        raise _unreadable("a decision among them is none that an export states")
    return ExportSettings(
        weights=weights,
        rubric=pairs[_RUBRIC][:_LONGEST_NAME],
        rubric_version=pairs[_RUBRIC_VERSION][:_LONGEST_NAME],
        vocabulary_version=pairs[_VOCABULARY_VERSION][:_LONGEST_NAME],
        reviewed_on=day,
        clinics=clinics,
        recipe=recipe,
        recipe_left_out=decided == _TOO_LONG,
    )


def _pairs(text: str) -> dict[str, str]:
    if len(text) > LONGEST_CELL:
        raise _unreadable("they are longer than a cell of a spreadsheet")
    try:
        pairs = parse_qsl(text, strict_parsing=True, max_num_fields=len(_KNOWN))
    except ValueError:
        raise _unreadable("they are not of the form who=25&what=25&...") from None
    settings = dict(pairs)
    missing = [key for key in _NEEDED if key not in settings]
    if missing:
        raise _unreadable(f"{missing[0]} is missing")
    if len(settings) < len(pairs) or not settings.keys() <= set(_KNOWN):
        raise _unreadable("one is stated twice or is not known here")
    return settings


def _unreadable(why: str) -> BadSettings:
    return BadSettings(f"The settings in the column review_settings cannot be read: {why}. Export the clinics again.")
