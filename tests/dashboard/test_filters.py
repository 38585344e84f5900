"""Filters: any value within one, all filters together."""

import pytest

from dashboard.filters import FILTERS, STATE, TARGET, Choice, Filters, conditions, corrections, is_name, matching
from scoring import Review
from tests.scoring.files import reviewed

CASES = {
    "nothing asked": (Filters(), ["alpha", "beta", "gamma", "delta", "echo"]),
    "a state by code or by name": (Filters(state=frozenset({"FL"})), ["alpha", "gamma"]),
    "either of two states": (Filters(state=frozenset({"CO", "NV"})), ["beta", "delta", "echo"]),
    "a word of the city": (Filters(q="tampa"), ["alpha", "gamma"]),
    "words over several columns": (Filters(q="reno 89501"), ["echo"]),
    "a postal code with its zeros": (Filters(q="00501"), ["delta"]),
    "a sign that patterns act on": (Filters(q=".*"), []),
    "a sign that patterns act on, in a word": (Filters(q="t..pa"), []),
    "a place as it is written on a letter": (Filters(q="Tampa, FL"), ["alpha", "gamma"]),
    "a state by its name": (Filters(q="clinic florida"), ["gamma"]),
    "two letters of another state": (Filters(q="reno, CO"), []),
    "part of a state's name": (Filters(q="lorid"), []),
    "nothing but commas": (Filters(q=" , ;"), ["alpha", "beta", "gamma", "delta", "echo"]),
    "a term": (Filters(imaging=frozenset({"fluoroscopy"})), ["alpha", "gamma"]),
    "a term or not stated": (
        Filters(credential=frozenset({"dc", ""})),
        ["gamma", "delta", "echo"],
    ),
    "an ambiguous word is stated, not clearly": (Filters(product=frozenset({""})), ["delta"]),
    "two questions at once": (
        Filters(product=frozenset({"prp"}), target=frozenset({"disc"})),
        ["alpha", "beta"],
    ),
    "without a flag": (Filters(flag=frozenset({"exosome", "blind"})), ["alpha", "gamma", "delta"]),
    "only with a flag": (Filters(only=frozenset({"exosome"})), ["beta"]),
    "only with both flags": (Filters(only=frozenset({"exosome", "blind"})), []),
    "with a flag and without another": (
        Filters(only=frozenset({"stale_record"}), flag=frozenset({"exosome"})),
        ["echo"],
    ),
    "a score range leaves out the unscored": (Filters(score=(0, 99)), ["alpha", "beta", "gamma", "echo"]),
    "whole points, both ends included": (Filters(score=(91, 91)), ["alpha"]),
    "high scores": (Filters(score=(90, 100)), ["alpha"]),
}


@pytest.mark.parametrize(("wanted", "found"), CASES.values(), ids=CASES.keys())
def test_filter(clinics: Review, wanted: Filters, found: list[str]) -> None:
    """A filter keeps exactly the clinics that it names."""
    assert clinics.scores["clinic_id"][matching(clinics, wanted)].to_list() == found


def test_emptiness_is_known() -> None:
    """Filters are false only while none is set."""
    assert not Filters()
    assert Filters(q="x")
    assert Filters(score=(0, 99))


def test_ranges_side_by_side_share_nothing(clinics: Review) -> None:
    """A range covers whole points: 60 to 64 includes 64.9, and every score falls into exactly one of 100 ranges."""
    masks = [matching(clinics, Filters(score=(point, point))).astype(int) for point in range(101)]
    assert sum(masks).tolist() == clinics.scores["score"].notna().astype(int).to_list()


def test_every_active_filter_is_listed() -> None:
    """Each active value is listed once, with its words and its widget."""
    filters = Filters(
        q="[x](y)",
        state=frozenset({"FL", "CA"}),
        imaging=frozenset({"", "ct"}),
        flag=frozenset({"svf"}),
        only=frozenset({"target_unreachable"}),
        score=(10, 90),
        unbeaten=True,
    )
    assert [(condition.key, condition.value, condition.words) for condition in conditions(filters)] == [
        ("q", None, "Find: [x](y)"),
        ("state", "CA", "State: CA"),
        ("state", "FL", "State: FL"),
        ("imaging", "CT", "How: CT"),
        ("imaging", "Not stated", "How: Not stated"),
        ("flag", "Stromal vascular fraction", "Leave out: Stromal vascular fraction"),
        ("only", "Target out of reach", "Only with: Target out of reach"),
        ("score", None, "Score: 10\u201390"),
        ("unbeaten", None, "Not surely beaten by anyone"),
    ]
    assert conditions(Filters()) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Marsh spine and pain", ["Marsh Spine & Pain"]),
        ("marsh & co", []),
        ("Hill & Dale", ["Hill and Dale"]),
        ("and", ["Hill and Dale", "Stand Still"]),
        ("Saint Petersburg", ["Marsh Spine & Pain", "Hill and Dale"]),
        ("St. Petersburg", ["Marsh Spine & Pain", "Hill and Dale"]),
        ("st petersburg, fl.", ["Marsh Spine & Pain", "Hill and Dale"]),
        ("new york", ["Stand Still"]),
        ("east york", []),
    ],
)
def test_a_search_takes_words_as_people_write_them(text: str, found: list[str]) -> None:
    """The ampersand, a short "Saint" and the words of a state's name do not get in the way."""
    places = (("Marsh Spine & Pain", "St. Petersburg", "FL"), ("Hill and Dale", "Saint Petersburg", "FL"),
              ("Stand Still", "Petersburg", "NY"))  # fmt: skip
    rows = [{"name": name, "city": city, "state": state, "products": "PRP"} for name, city, state in places]
    clinics = reviewed(rows)
    assert clinics.scores["name"][matching(clinics, Filters(q=text))].to_list() == found


SPELLED = (("Clínica Núñez", "San José"), ("Interventional Spine", "Tampa"), ("O'Brien Pain", "Reno"))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("clinica nunez", ["Clínica Núñez"]),
        ("CLÍNICA", ["Clínica Núñez"]),
        ("san jose", ["Clínica Núñez"]),
        ("Tâmpa", ["Interventional Spine"]),
        ("intervenional", ["Interventional Spine"]),
        ("spien tampa", ["Interventional Spine"]),
        ("Nuñes", ["Clínica Núñez"]),
        ("spien reno", []),
        ("spxxe", []),
        ("ren", ["O'Brien Pain"]),
        ("rano", []),
    ],
)
def test_a_search_forgives_accents_and_a_slip(text: str, names: list[str]) -> None:
    """Accents do not matter either way; a word that no clinic has may be one letter off, unless it is short."""
    rows = [{"name": name, "city": city, "products": "PRP"} for name, city in SPELLED]
    clinics = reviewed(rows)
    assert clinics.scores["name"][matching(clinics, Filters(q=text))].to_list() == names
    assert is_name(clinics, "nunez clinica")
    assert not is_name(clinics, "tampa")


def test_a_slip_is_forgiven_only_where_no_clinic_has_the_word() -> None:
    """A word that some clinic has is taken as it is, even if others have a similar one; what was read is reported."""
    clinics = reviewed([{"name": name, "state": "FL", "products": "PRP"} for name in ("Marsh Spine", "March Spine")])
    assert matching(clinics, Filters(q="marsh")).tolist() == [True, False]
    assert corrections(clinics, "marsh spine florida") == {}
    assert {word: sorted(near) for word, near in corrections(clinics, "marzh spine").items()} == {
        "marzh": ["march", "marsh"]
    }
    assert matching(clinics, Filters(q="marzh spine")).tolist() == [True, True]


def test_the_keys_of_filters_are_frozen() -> None:
    """Links name filters by these keys, and the sidebar shows them in this order: extend this, never edit it."""
    assert list(FILTERS) == [
        "q",
        "near",
        "state",
        "country",
        "credential",
        "product",
        "target",
        "imaging",
        "flag",
        "only",
        "score",
        "unbeaten",
    ]


def test_a_choice_made_before_its_counts_arrive_is_kept() -> None:
    """A reader who chooses while counts change sends an old count: the choice means the same and stores no count."""
    assert TARGET.chosen(["Disc \u00b7 57", "SI joint", "Spleen \u00b7 3"]) == ["Disc", "SI joint"]
    assert STATE.chosen(["Florida (FL) \u00b7 1,200", "CA"]) == ["FL", "CA"]


CHOICES = {key: entry for key, entry in FILTERS.items() if isinstance(entry, Choice)}


@pytest.mark.parametrize("key", CHOICES)
def test_no_label_is_cut_where_its_count_begins(key: str) -> None:
    """Every label, and its words in the control, is read back as that label."""
    entry = CHOICES[key]
    assert entry.names()
    for label, name in entry.names().items():
        assert entry.chosen([label, f"{name} \u00b7 1"]) == [label, label]
