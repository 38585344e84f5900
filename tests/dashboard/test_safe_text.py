"""Record text is drawn unchanged and links nowhere."""

import re
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dashboard import safe_text
from dashboard.html_document import plain

HOSTILE = "![x](http://e.example/x.png) <b>=1+1</b>"


@pytest.mark.parametrize(
    "active",
    ["![", "](", "<b>", "`", "**", "__", "~~", "$", "&amp", ":red", "://", "@e", "www.", "\n", "|"],
)
def test_nothing_active_is_left(active: str) -> None:
    """No character that is active in Markdown is left unescaped."""
    made = safe_text.markdown(f"a{active}b {HOSTILE} www.e.example a@e.example :red[x]\n# h\n|a|b|")
    assert active not in re.sub(r"\\.", "", made)


@given(st.text(st.characters(exclude_characters="\0\u2060")))
@example("www.spine.example, or WWW")
def test_text_stays_on_one_line_and_readable(text: str) -> None:
    """Removing the escapes returns the text, with white space collapsed."""
    made = safe_text.markdown(text)
    assert "\n" not in made
    bare = re.sub("[\u2060\u2068\u2069]", "", made).replace("\\\\", "\0").replace("\\", "").replace("\0", "\\")
    assert bare == " ".join(re.sub("[\u202a-\u202e\u2066-\u2069]", "", text).split())


@pytest.mark.parametrize("draw", [safe_text.markdown, safe_text.html, safe_text.printable])
@pytest.mark.parametrize("sign", [*map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A)))])
def test_a_name_reverses_no_sentence(draw: Callable[[str], str], sign: str) -> None:
    """A character that sets the direction of what follows is removed, as our own words are beside a name."""
    assert draw(f"Alpha {sign}Spine") == "Alpha Spine"


HEBREW, ARABIC = "\u05de\u05e8\u05e4\u05d0\u05d4", "\u0639\u064a\u0627\u062f\u0629"


@pytest.mark.parametrize("draw", [safe_text.markdown, safe_text.html, plain])
@pytest.mark.parametrize(
    ("text", "isolated"),
    [
        (f"Open: {HEBREW}.", [HEBREW]),
        (f"({HEBREW})", [HEBREW]),
        (f"{HEBREW} ({HEBREW}), Tampa", [f"{HEBREW} ({HEBREW})"]),
        (f"{HEBREW} - {HEBREW} 24 of 100", [f"{HEBREW} - {HEBREW}"]),
        (f"{HEBREW} and {ARABIC}: 3", [HEBREW, ARABIC]),
        ("Oak (Tampa): 3", []),
    ],
    ids=["a full stop", "brackets around it", "its own brackets", "numbers", "two names", "none"],
)
def test_words_from_right_to_left_leave_what_is_beside_them(
    draw: Callable[[str], str], text: str, isolated: list[str]
) -> None:
    """They are read by themselves, so the punctuation and the numbers of a sentence stay where they are written."""
    drawn = draw(text).replace("\\", "").replace("\u2060", "")
    assert re.findall("\u2068(.*?)\u2069", drawn) == isolated
    assert re.sub("[\u2068\u2069]", "", drawn) == text


def test_every_letter_from_right_to_left_is_known() -> None:
    """Of every script, in whatever version of Unicode; no letter from left to right is among them."""
    letters = [sign for sign in map(chr, range(0x20000)) if unicodedata.category(sign).startswith("L")]
    isolated = [letter for letter in letters if "\u2068" in safe_text.html(letter)]
    assert isolated == [letter for letter in letters if unicodedata.bidirectional(letter) in ("R", "AL")]


@pytest.mark.parametrize("written", ["--", "---", "->", "<-", "<->", ">=", "<=", "~="])
def test_nothing_is_made_of_characters(written: str) -> None:
    """No two characters are left together that Streamlit turns into a dash, an arrow or another symbol."""
    drawn = safe_text.markdown(f"a {written} b").replace("\\", "")
    assert written not in drawn
    assert drawn.replace("\u2060", "") == f"a {written} b"


@pytest.mark.parametrize(
    ("name", "shown"), [("Oak (Tampa)", r"Open *(Oak \(Tampa\))*"), ("(no name)", r"Open *\(no name\)*")]
)
def test_a_label_says_which_clinic_in_one_pair_of_brackets(name: str, shown: str) -> None:
    """What begins with a bracket, as the words for a clinic without a name do, gets no second one."""
    assert safe_text.label("Open", name) == shown


@pytest.mark.parametrize(
    ("given_address", "opens"),
    [
        ("https://a.example/x?y=1", "https://a.example/x?y=1"),
        (" http://a.example ", "http://a.example"),
        ("a.example/path", "https://a.example/path"),
        ("javascript:alert(1)", None),
        ("JaVaScRiPt:alert(1)", None),
        ("data:text/html,x", None),
        ("//a.example", None),
        ("mailto:a@b.example", None),
        ("https://paypal.example@evil.example", None),
        ("https://a.example\\@evil.example", None),
        ("https://a.exam\u202eple", None),
        ("https://a.exam\u200bple", None),
        ("https://", None),
        ("http://[", None),
        ("", None),
    ],
)
def test_only_web_addresses_open(given_address: str, opens: str | None) -> None:
    """An address is http or https with a host, or it is no link."""
    assert safe_text.link(given_address) == opens


def test_a_host_says_where_a_link_leads() -> None:
    """A host is shown by its name, as text; a very long one by its end, which says whose it is."""
    assert safe_text.host("https://www.a-b.example:8080/x") == r"a\-b\.example"
    shown = safe_text.host(f"https://paypal.example.{'a' * 60}.evil.example/")
    assert shown.startswith("\u2026a")
    assert shown.endswith(r"a\.evil\.example")
