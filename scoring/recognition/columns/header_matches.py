"""Which columns feed a field by their headers; if several may, their cells decide."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cache

from scoring.limits import Clock
from scoring.problems import ProblemLog, finding
from scoring.reading import Table
from scoring.recognition.columns.column_content import holds_answers
from scoring.recognition.columns.column_matching import Matching
from scoring.recognition.columns.column_settings import setting_argument
from scoring.recognition.columns.header_groups import without_groups
from scoring.recognition.columns.rival_columns import Rival, chosen, understood_share
from scoring.vocabulary import header_key, vocabulary, without_number
from scoring.wording import counted, listed, quoted

_OWN_NAME, SYNONYM = ("name", 100), ("synonym", 95)  # how it is matched, and the confidence
_MOST_NAMED = 3  # columns named in a sentence


def match_by_header(
    matching: Matching, table: Table, header_fields: Mapping[int, str], problems: ProblemLog, clock: Clock
) -> None:
    """Match the columns whose headers name a field that has none yet, and log a field that is read from several.

    `header_fields`: place -> the field that its header names. Numbered columns, those of a grid, and the parts of a
    public file are read together; among others the cells decide.
    """
    by_field: dict[str, list[int]] = {}
    for place, canonical in header_fields.items():
        if canonical not in matching.fields:
            by_field.setdefault(canonical, []).append(place)
    keys = [header_key(header) for header in without_groups(table.headers)]
    stems = [key if key in vocabulary().headers else without_number(key) for key in keys]
    for place, question in matching.grids.items():
        stems[place] = header_key(question)
    by_stem: dict[str, list[int]] = {}
    for place, stem in enumerate(stems):
        by_stem.setdefault(stem, []).append(place)
    for canonical, places in by_field.items():
        rivals = _rivals(places, keys, by_stem, matching.settled | matching.origins.keys())
        taken: Sequence[int] = range(len(rivals))
        if len(rivals) > 1:
            columns = [[table.columns[place] for place in rival.places] for rival in rivals]
            choice = chosen(canonical, rivals, columns, clock)
            taken = choice.taken
            for rival, share in zip(rivals, choice.understood, strict=True):
                matching.understood |= {(place, canonical): share for place in rival.places}
        for place in (place for number in taken for place in rivals[number].places):
            matching.assign(canonical, [place], *(_OWN_NAME if keys[place] == header_key(canonical) else SYNONYM))
        if len(taken) > 1:
            _log_joined(matching, table, canonical, problems, clock)


def _rivals(
    places: Sequence[int],
    keys: Sequence[str],
    by_stem: Mapping[str, Sequence[int]],
    settled: Collection[int],
) -> list[Rival]:
    """The columns that may feed a field, grouped if they hold parts of one list: `treatment`, `treatment 2`."""
    order = _places_in_vocabulary()
    stem_of = {place: stem for stem, alike in by_stem.items() for place in alike}
    rivals: list[Rival] = []
    seen: set[int] = set()
    for place in places:
        if place in seen:
            continue
        group = next((g for g in vocabulary().together if stem_of[place] in g), (stem_of[place],))
        parts = [p for stem in group for p in by_stem.get(stem, ()) if p not in settled]
        if len(group) == 1 and all(keys[p] == stem_of[p] for p in parts):
            parts = [place]  # one header several times, without numbers: not the parts of one list
        seen.update(parts)
        preference = min(order.get(stem_of[p], len(order)) for p in parts)
        rivals.append(Rival(tuple(parts), preference))
    return rivals


@cache
def _places_in_vocabulary() -> Mapping[str, int]:
    """The place of each header in the vocabulary, where a field's own name comes first."""
    return {key: number for number, key in enumerate(vocabulary().headers)}


def match_name_at_last(matching: Matching, table: Table, clock: Clock) -> None:
    """Match the clinics' names to the most usual header that may mean them, unless its cells are answers."""
    by_key = [header_key(header) for header in without_groups(table.headers)]
    for key in vocabulary().headers_at_last:
        for place in (p for p, header in enumerate(by_key) if header == key and p not in matching.settled):
            clock.check()
            if not holds_answers(table.columns[place]):
                matching.assign("name", [place], *SYNONYM)
                return


def log_passed_over(
    matching: Matching, table: Table, header_fields: Mapping[int, str], problems: ProblemLog, clock: Clock
) -> None:
    """Log each column that was passed over for the field that its header names, with the column used instead."""
    passed_over = {place: name for place, name in header_fields.items() if place not in matching.origins}
    matching.passed_over |= passed_over
    of_taken = {
        name: understood(matching, table, name, matching.fields[name], clock)
        for name in sorted(set(passed_over.values()))
    }
    for place, canonical in passed_over.items():
        share = understood(matching, table, canonical, [place], clock)
        header, headers = table.headers[place], [table.headers[p] for p in matching.fields[canonical]]
        problem = finding(
            "header_not_used",
            header,
            field=canonical,
            count=percent(share),
            rest=named(headers),
            expected=percent(of_taken[canonical]),
            setting=setting_argument(header, canonical),
            settings=" ".join(setting_argument(text, canonical) for text in (*headers, header)),
        )
        problems.add(header, problem, table.header_row)


def _log_joined(matching: Matching, table: Table, canonical: str, problems: ProblemLog, clock: Clock) -> None:
    places = matching.fields[canonical]
    headers = [table.headers[place] for place in places]
    shares = [
        f"{quoted(table.headers[place].strip())} ({percent(matching.understood[place, canonical])}%)"
        for place in places
    ]
    problem = finding(
        "columns_joined",
        "; ".join(headers),
        field=canonical,
        rest=listed(shares),
        expected=percent(understood(matching, table, canonical, places, clock)),
        setting=setting_argument(headers[-1], ""),
    )
    problems.add(headers[0], problem, table.header_row)


def understood(matching: Matching, table: Table, canonical: str, places: Sequence[int], clock: Clock) -> float:
    """The share of all rows in which any of these columns states something for a field (0 to 1); counted once.

    Raises `UnreadableFile` when the clock's time is up.
    """
    if len(places) == 1 and (places[0], canonical) in matching.understood:
        return matching.understood[places[0], canonical]
    share = understood_share(canonical, [table.columns[place] for place in places], clock)
    if len(places) == 1:
        matching.understood[places[0], canonical] = share
    return share


def percent(share: float) -> str:
    """A share (0 to 1) as a sentence gives it, in whole percent."""
    return f"{100 * share:.0f}"


def named(headers: Sequence[str]) -> str:
    """The first of some headers in quotation marks, and how many more there are."""
    more = len(headers) - _MOST_NAMED
    names = [quoted(header.strip()) for header in headers[:_MOST_NAMED]]
    return listed([*names, counted(more, "more column")] if more > 0 else names)
