"""What stands behind a product, a target or imaging and says that it is not offered now, or only written about."""

from __future__ import annotations

import pytest

from scoring.recognition.cells.recognizer import recognizer

NOT_NOW = [
    "{} (sold out)",
    "{} - sold out until March",
    "{} suspended",
    "{} are currently suspended",
    "{} (paused)",
    "{} paused until further notice",
    "{} backordered",
    "{} not in stock",
    "{} cancelled",
    "{}: inactive",
    "{} (legacy)",
    "{} (archived page)",
    "{} removed from website",
    "{} (by referral only)",
    "{} referral only",
    "{} (at our other office)",
    "{} prior to 2022",
    "{} (pre-2022)",
    "{} through 2021",
    "{}, no longer",
    "{} waitlisted",
    "{} (pilot)",
    "{} off-menu",
    "{} under construction",
    "{} last offered 2021",
    "Suspended: {}",
    "{} denied",
    "{} is absent",
    "{} discouraged",
    "{} (past)",
    "{} in clinical trials",
    "{} clinical trial",
    "{} upon FDA approval",
    "{} if FDA approves",
    "{} once legal",
    "would offer {}",
    "upgrading to {}",
    "{} coming fall",
    "guidelines recommend {}",
    "patients should ask for {}",
    "competitor offers {}",
    # Spanish, German and French
    "{} agotado",
    "{} suspendido",
    "{} hasta 2022",
    "{} ausverkauft",
    "{} bis 2022",
    "{} demn\u00e4chst",
    "fr\u00fcher {}",
    "{} \u00e9puis\u00e9",
    "{} bient\u00f4t",
    "{} jusqu'en 2022",
    "ancien: {}",
]
DENIED = [
    "kein {}",
    "keine {}",
    "ohne {}",
    "{} nicht verf\u00fcgbar",
    "{}: nein",
    "pas de {}",
    "{}: non",
    "{} indisponible",
    "ning\u00fan {}",
    "{} N.A.",
    "absence of {}",
    "denies using {}",
    "clinic denies {}",
]
OF_EACH = [("products", "PRP"), ("products", "exosomes"), ("targets", "disc"), ("imaging", "fluoroscopy")]
# What only looks like it.
OFFERED = [
    ("products", "exosomes suspended in saline", {"exosome"}),
    ("products", "PRP suspended in hyaluronic acid", {"prp", "ha"}),
    ("products", "PRP closed system", {"prp"}),
    ("products", "PRP closed Sundays", {"prp"}),
    ("products", "PRP, delayed onset relief", {"prp"}),
    ("products", "PRP removed of white cells", {"prp"}),
    ("products", "PRP referral welcome", {"prp"}),
    ("products", "PRP research-grade", {"prp"}),
    ("products", "PRP course of 3", {"prp"}),
    ("products", "PRP (requested often)", {"prp"}),
    ("products", "PRP if indicated", {"prp"}),
    ("products", "PRP past the age of 60", {"prp"}),
    ("products", "PRP, proven in clinical trials", {"prp"}),
    ("products", "PRP. Guidelines recommend exercise first", {"prp"}),
    ("targets", "disc (absent infection)", {"disc"}),
    ("products", "PRP upon request", {"prp"}),
    ("products", "PRP ohne Operation", {"prp"}),
    ("products", "PRP sans chirurgie", {"prp"}),
    ("products", "PRP: ja; BMAC: nein", {"prp"}),
    ("products", "PRP: oui; BMAC: non", {"prp"}),
    ("products", "PRP as good as cortisone", {"prp"}),
    ("products", "PRP; exosomes paused", {"prp"}),
    ("products", "exosomes (paused), PRP", {"prp"}),
    ("products", "exosomes paused, but PRP offered", {"prp"}),
    ("credentials", "MD, PM&R training", {"physician", "pmr"}),
    ("imaging", "fluoroscopy down to the sacrum", {"fluoroscopy"}),
    ("imaging", "fluoroscopy unit", {"fluoroscopy"}),
    ("imaging", "Ultraschall, nicht blind", {"ultrasound"}),
    ("imaging", "nein", {"none"}),
    ("imaging", "ohne Bildgebung", {"none"}),
]
TOPICS = [
    "PRP training",
    "PRP course for doctors",
    "PRP FAQ",
    "PRP studies",
    "PRP trial",
    "PRP training for physicians",
    "PRP kit vendor",
    "PRP (per Yelp review)",
    "exosomes requested",
]


@pytest.mark.parametrize("cell", [*NOT_NOW, *DENIED])
@pytest.mark.parametrize(("dimension", "word"), OF_EACH)
def test_what_is_not_offered_now_is_not_counted(dimension: str, word: str, cell: str) -> None:
    """A product, a target or imaging with such words states nothing, and a problem says so."""
    reading = recognizer(dimension).read(cell.format(word))
    assert (reading.stated.terms, reading.stated.ambiguous) == (set(), set())
    assert {problem.code for problem in reading.findings} & {
        "offer_unclear",
        "negated",
        "negation_unclear",
        "not_guidance",
    }


@pytest.mark.parametrize(("dimension", "cell", "terms"), OFFERED)
def test_the_same_words_elsewhere_take_nothing(dimension: str, cell: str, terms: set[str]) -> None:
    """They count only right behind the word and at the end of what is said."""
    assert recognizer(dimension).read(cell).stated.terms == terms


@pytest.mark.parametrize("cell", TOPICS)
def test_what_is_taught_or_written_about_is_not_offered(cell: str) -> None:
    """A course, an article or a question about a product does not offer it."""
    reading = recognizer("products").read(cell)
    assert not reading.stated.terms
    assert [problem.code for problem in reading.findings] == ["offer_unclear"]


@pytest.mark.parametrize("cell", ["oral steroids", "steroid taper", "cortisone cream", "topical steroid"])
def test_what_is_not_injected_is_no_product(cell: str) -> None:
    """A steroid that is swallowed or rubbed in is none of the products."""
    reading = recognizer("products").read(cell)
    assert not reading.stated.terms
    assert [problem.code for problem in reading.findings] == ["not_a_term"]


@pytest.mark.parametrize(
    "cell",
    [
        "topical exosomes",
        "exosomes (topical)",
        "nebulized exosomes",
        "PRP hair restoration",
        "PRP (hair loss only)",
        "PRP for hair",
        "PRP microneedling",
        "exosome facial",
        "stem cell cream",
        "amniotic membrane patch",
        "P-shot",
    ],
)
def test_a_product_for_another_use_is_no_product_for_the_back(cell: str) -> None:
    """What is rubbed in, breathed in or meant for hair earns nothing and is no flag, and a problem says why."""
    stated = recognizer("products").read(cell)
    assert (stated.stated.terms, stated.stated.ambiguous) == (set(), set())
    assert [problem.code for problem in stated.findings] == ["not_a_term"]


@pytest.mark.parametrize(
    ("cell", "terms"),
    [
        ("PRP, PRP facials", {"prp"}),
        ("exosome facial; PRP", {"prp"}),
        ("PRP for hair, BMAC", {"bmc"}),
        ("PRP for hair, joints", {"prp"}),
        ("PRP for hair loss, joint pain and back pain", {"prp"}),
        ("PRP for hair and joints", {"prp"}),
        ("PRP (hair, joints)", {"prp"}),
        ("PRP for facial pain", {"prp"}),
        ("IV exosomes", {"exosome"}),
    ],
)
def test_another_use_takes_nothing_from_what_is_beside_it(cell: str, terms: set[str]) -> None:
    """A product that is also for another use, or is named beside one that is, counts."""
    assert recognizer("products").read(cell).stated.terms == terms
