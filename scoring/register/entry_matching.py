"""Which register entry belongs to whom: by NPI if the name fits, or by a name and place that fit only one entry."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import pyarrow as pa

from scoring.recognition import plain_words
from scoring.register.subjects import Subjects

# Pairs of a name and an entry that are compared, for each name and entry: few people of a state share a name.
_PAIRS = 5
_PAIRS_OF_ANY = 100_000  # in any list, however short


class TooManyPairs(Exception):
    """So many entries have so many names of a list that comparing each with each would not end."""


@dataclass(frozen=True, eq=False)
class Matches:
    """The outcome for the subjects.

    `listings`: subject, npi, codes (joined by blanks) and matched_by. `doubts`: subject, code, value and rest, text.
    """

    listings: pd.DataFrame
    doubts: pd.DataFrame


def matches(subjects: Subjects, entries: pd.DataFrame) -> Matches:
    """The matches of subjects with the candidates of a register.

    An NPI fits a person's entry if the record's words hold the last name there, and the first name too or the place
    of practice. Without an NPI, or with that of an organization, a person's first and last name and the place (state,
    and city or postal code) must fit exactly one entry; a different middle initial does not fit.
    Raises `TooManyPairs`.
    """
    asserted = subjects.rows[subjects.rows["npi"] != ""].rename_axis("subject").reset_index()
    often = entries["npi"].value_counts()
    repeated = set(often.index[often > 1])
    # One entry does for a repeated number, which is only reported.
    pairs = asserted.merge(entries.drop_duplicates("npi"), on="npi", how="left", suffixes=("", "_there"))
    doubts = [
        _doubts(pairs[pairs["active"].isna()], "register_npi_missing"),
        _doubts(pairs[pairs["npi"].isin(repeated)].drop_duplicates("subject"), "register_npi_repeated"),
    ]
    pairs = pairs[pairs["active"].notna() & ~pairs["npi"].isin(repeated)]
    active, person = pairs["active"].astype(bool), pairs["person"].astype(bool)
    doubts.append(_doubts(pairs[~active], "register_npi_deactivated", pairs["deactivated"]))
    doubts.append(_doubts(pairs[active & ~person], "register_organization"))
    people = pairs[active & person]
    fits = _name_fits(people, subjects.words)
    doubts.append(_doubts(people[~fits], "register_name_differs", _full_name(people)))
    by_npi = people[fits].assign(matched_by="npi")
    settled = set(asserted["subject"]) - set(pairs.loc[active & ~person, "subject"])
    by_name, several = _by_name(subjects, entries, settled)
    columns = ["subject", "npi", "codes", "matched_by"]
    return Matches(
        pd.concat([by_npi[columns], by_name[columns]], ignore_index=True),
        pd.concat([*doubts, several], ignore_index=True),
    )


def _by_name(subjects: Subjects, entries: pd.DataFrame, settled: set[int]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The entries that fit by name and place alone, and the doubts about names that several fit."""
    names = subjects.names[~subjects.names["subject"].isin(settled)]
    names = names.join(subjects.rows[["state", "city", "zip"]], on="subject")
    people = entries[entries["person"] & entries["active"]]
    other = people[people["other_key"] != people["key"]].assign(key=people["other_key"], last=people["other_last"])
    people = pd.concat([people, other])
    names, people = names[names["state"] != ""], people[people["key"] != ""]
    _check_pairs(names, people)
    pairs = names.merge(people, on=["key", "state"], suffixes=("", "_there"))
    initial = pairs["middle_there"].str[:1].str.lower()
    other_middle = (pairs["middle"] != "") & (initial != "") & (pairs["middle"] != initial)
    pairs = pairs[_same_place(pairs) & ~other_middle & _holds_all(pairs["subject"], pairs["last"], subjects.words)]
    pairs = pairs.drop_duplicates(["subject", "text", "npi", "codes"])
    fitting = pairs.groupby(["subject", "text"])["npi"].transform("size")
    several = pairs[fitting > 1].drop_duplicates(["subject", "text"])
    count = fitting[several.index].astype("str") + " entries"
    doubts = several[["subject"]].assign(code="register_several", value=several["text"], rest=count)
    return pairs[fitting == 1].drop_duplicates(["subject", "npi"]).assign(matched_by="name and place"), doubts


def _check_pairs(names: pd.DataFrame, people: pd.DataFrame) -> None:
    """Raise `TooManyPairs` if names and people have far more pairs than members."""
    sizes = [frame.groupby(["key", "state"]).size() for frame in (names, people)]
    pairs = int(sizes[0].mul(sizes[1], fill_value=0).sum())
    if pairs > _PAIRS * (len(names) + len(people)) + _PAIRS_OF_ANY:
        raise TooManyPairs


def _name_fits(pairs: pd.DataFrame, words: pd.DataFrame) -> pd.Series[bool]:
    """Whether a subject's words hold the name of the entry."""
    last = _holds_all(pairs["subject"], pairs["last"], words)
    last |= _holds_all(pairs["subject"], pairs["other_last"], words)
    first = _holds_all(pairs["subject"], pairs["first"].str.split().str[0].fillna(""), words)
    return last & (first | ((pairs["state"] == pairs["state_there"]) & _same_place(pairs)))


def _same_place(pairs: pd.DataFrame) -> pd.Series[bool]:
    """Whether city or postal code of subject and entry are the same."""
    same_city = (pairs["city"] != "") & (pairs["city"] == pairs["city_key"])
    return same_city | ((pairs["zip"] != "") & (pairs["zip"] == pairs["zip_there"]))


def _holds_all(subject: pd.Series[int], texts: pd.Series[str], words: pd.DataFrame) -> pd.Series[bool]:
    """Whether a subject's words hold every word of a text, which has at least one."""
    plain = pd.Series(plain_words(pa.array(texts, pa.string())).to_pylist(), index=texts.index, dtype="str")
    parts = pd.DataFrame({"subject": subject, "word": plain.str.split(" ")}).explode("word")
    known = pd.MultiIndex.from_frame(words[["subject", "word"]])
    held = pd.Series(pd.MultiIndex.from_frame(parts).isin(known), index=parts.index)
    return held.groupby(level=0).all().reindex(subject.index, fill_value=False).astype(bool) & (plain != "")


def _full_name(pairs: pd.DataFrame) -> pd.Series[str]:
    return (pairs["first"] + " " + pairs["last"]).str.strip()


def _doubts(pairs: pd.DataFrame, code: str, rest: pd.Series[str] | None = None) -> pd.DataFrame:
    words = "" if rest is None else rest.reindex(pairs.index)
    return pairs[["subject"]].assign(code=code, value=pairs["npi"], rest=words)
