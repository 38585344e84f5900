"""What a printer produces: pages without controls, whole tables, and the sheet of a shortlist."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import Page, expect

from scoring import review
from tests.browser.addresses import ADDRESSES
from tests.browser.barriers import barriers
from tests.browser.pdf import cut_letters, edges, ink, margins, page_texts
from tests.browser.serving import ROOT
from tests.browser.test_accessibility import EXCEPTIONS, is_met
from tests.browser.test_links import show_as
from tests.browser.waiting import follow, settle

SCORES = review(ROOT / "data" / "clinics.csv").scores
MOST_FLAGS = SCORES["flags"].str.count(";").sort_values(ascending=False, kind="stable").index[:3]
WISHES = {"credential": "Pain medicine", "product": ["PRP", "Bone marrow concentrate"], "imaging": "Fluoroscopy"}
NEAR = {"near": "33607", "target": "Disc", "product": "PRP"}
PRINTED = {
    "explore": ("/?chart=Two+groups", 4),
    "compare": (ADDRESSES["compare"], 1),
    "clinic": (ADDRESSES["clinic-flagged"], 3),
    "data": (ADDRESSES["data-problems"], 1),
    "method": ("/method", 8),
}

FRAMED = {"explore", "compare", "clinic"}  # their first sheet begins with cards, from margin to margin
PAPER_PX = 710  # the width of the printed part of A4 at 96 dots to the inch, less two margins of 10 to 12 mm
# What is printed and extends over the edge of the paper, or is clipped by a part of the page that hides its overflow.
CUT = """
(width) => [...document.querySelectorAll("body *")].filter((element) => {
  const box = element.getBoundingClientRect();
  if (!box.width || !box.height || element.closest("svg, canvas, .unseen")) return false;
  const hides = getComputedStyle(element).overflowX !== "visible" && element.scrollWidth > element.clientWidth + 2;
  return box.right > width + 2 || hides;
}).map((element) => `${element.tagName} ${element.dataset.testid ?? element.className}`)
"""
# What only works with a pointer, and is still visible.
CONTROLS = """
() => [...document.querySelectorAll("button, input, [data-testid=stSidebar], [data-testid=stHeader]")]
  .filter((element) => element.checkVisibility() && element.getBoundingClientRect().height > 0)
  .map((element) => element.outerHTML.slice(0, 80))
"""
# What says how to use the screen.
HINTS = ("Click the chart", "Click a bar", "The page's address", "On this page")
# A page that ends with one of these separates it from what it introduces.
HEADINGS = (
    "() => [...document.querySelectorAll('h1, h2, h3, h4, .st-key-small_figures strong')].map((h) => h.textContent)"
)
# What reads as one thing, and is on one page.
CARDS = """
() => [...document.querySelectorAll("[class*=st-key-scored_card_] [data-testid=stHtml]")].map((card) => {
  const seen = card.cloneNode(true);
  seen.querySelectorAll(".unseen, style").forEach((part) => part.remove());
  const head = seen.querySelector(".card-head");
  head.prepend(head.querySelector(":scope > .card-grades, :scope > .card-grade"));  // as the stylesheet draws it
  return seen.textContent;
})
"""
COLORS = """
() => [getComputedStyle(document.querySelector("h1")).color, getComputedStyle(document.body).backgroundColor]
"""
CHART_INK = """
() => [...document.querySelectorAll("svg.marks :is([class*=role-axis], [class*=role-legend]) text")]
  .map((text) => getComputedStyle(text).fill)
"""
GRID_INK = """
() => [...document.querySelectorAll("svg.marks [class*=role-axis-grid] line")]
  .map((line) => getComputedStyle(line).stroke)
"""
TABLES = "() => [...document.querySelectorAll('[data-testid=stTable] table')].map((t) => getComputedStyle(t).display)"


def on_paper(page: Page, paper: str = "A4") -> bytes:
    """The PDF that a printer receives."""
    return page.pdf(format=paper, prefer_css_page_size=True)


def printed(page: Page, paper: str = "A4") -> list[str]:
    """The text of each printed page, without spaces."""
    return page_texts(on_paper(page, paper))


def check_pictures(pdf: bytes, *, framed: bool) -> None:
    """No letter is cut, no page is empty, no margin has ink, and frames on the first page have both sides."""
    assert cut_letters(pdf) == []
    pictures = ink(pdf)
    assert all(picture.any() for picture in pictures)
    assert not any(margins(picture).any() for picture in pictures)
    left, right = edges(pictures[0])
    assert not framed or left == right > 0, "a border is cut"


def solid(text: object) -> str:
    """A text without spaces, as `printed` has it."""
    return "".join(str(text).split())


@contextmanager
def laid_out(page: Page) -> Iterator[None]:
    """Show the page in its print layout."""
    page.emulate_media(media="print")
    style = page.add_style_tag(content=f"@media print {{ html {{ width: {PAPER_PX}px !important; }} }}")
    yield
    style.evaluate("style => style.remove()")
    page.emulate_media(media="null")


@pytest.mark.parametrize(
    ("name", "scheme"),
    [("compare", "light"), ("data", "light"), ("explore", "dark"), ("clinic", "dark"), ("method", "dark")],
)
def test_a_page_prints_clean(warm_page: Page, name: str) -> None:
    """A page is printed whole, black on white, without controls; nothing is cut off, and no heading ends a page."""
    address, least = PRINTED[name]
    follow(warm_page, address)
    heading = warm_page.locator("h1").inner_text()
    headings = {solid(heading) for heading in warm_page.evaluate(HEADINGS)}
    cards = [solid(card) for card in warm_page.evaluate(CARDS)]
    pdf = on_paper(warm_page)
    check_pictures(pdf, framed=name in FRAMED)
    pages = page_texts(pdf)
    assert len(pages) >= least, "only what is in view was printed"
    assert solid(heading) in pages[0]
    text = "".join(pages)
    assert "medicaladvice" in text  # the end of every page
    assert [hint for hint in HINTS if solid(hint) in text] == []
    assert [text[-40:] for text in pages if any(text.endswith(heading) for heading in headings)] == []
    assert [card for card in cards if not any(card in text for text in pages)] == []
    with laid_out(warm_page):
        assert warm_page.evaluate(CUT, PAPER_PX) == []
        assert warm_page.evaluate(CONTROLS) == []
        assert set(warm_page.evaluate(TABLES)) <= {"table"}, "an inline table is never parted between two pages"
        assert warm_page.evaluate(COLORS) == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
        assert set(warm_page.evaluate(CHART_INK)) <= {"rgb(0, 0, 0)"}
        assert set(warm_page.evaluate(GRID_INK)) <= {"rgb(204, 204, 204)"}, "lines of the dark theme hide the bars"
        bars = warm_page.locator(".answer-bar i:not(.open)")
        colors = set(bars.evaluate_all("all => all.map(bar => getComputedStyle(bar).backgroundColor)"))
        assert colors == ({"rgb(0, 0, 0)"} if name in FRAMED else set())


def test_paper_says_what_was_looked_for(warm_page: Page) -> None:
    """Filters are buttons, which are not printed: a sentence says what the printed clinics match, with the source."""
    follow(warm_page, f"/?{urlencode(NEAR)}")
    sentence = warm_page.locator(".printed_basis")
    expect(sentence).to_be_hidden()
    text = "".join(printed(warm_page))
    for words in ("33607 (Tampa, FL), within 50 miles", "What: PRP", "Where: Disc", "every clinic is fictional"):
        assert solid(words) in text


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/?state=FL&page=2&sort=-price", "17 scored clinics Printed here: 11 to 17 of 17. Highest price first."),
        ("/data?part=Clinics", "Printed here: 1 to 15 of 72."),
    ],
)
def test_paper_says_which_part_of_a_list_it_holds(warm_page: Page, address: str, words: str) -> None:
    """Paper has no buttons to turn pages, so it says which rows it shows, of how many, and in which order."""
    follow(warm_page, address)
    expect(warm_page.locator(".printed_part").last).to_be_hidden()
    assert solid(words) in "".join(printed(warm_page))


@pytest.mark.parametrize("button", ["Copy link", "Correct this record"])
def test_what_is_over_a_page_is_not_printed(warm_page: Page, button: str) -> None:
    """An open popover or dialog is not printed; with a fixed position, it would be on every sheet."""
    follow(warm_page, ADDRESSES["clinic"])
    warm_page.get_by_role("button", name=button).first.click()
    settle(warm_page)
    opened = warm_page.locator("[data-testid=stPopoverBody], [data-testid=stDialog]").filter(visible=True)
    expect(opened).to_have_count(1)
    said = [solid(words) for words in opened.locator("p").all_inner_texts()]
    text = "".join(printed(warm_page))
    warm_page.keyboard.press("Escape")
    assert said
    assert [words for words in said if words in text] == []


def test_paper_names_the_clinics_that_come_nearest(warm_page: Page) -> None:
    """Where nothing matches, the nearest clinics are named once, though on screen their names are links."""
    follow(warm_page, "/?state=FL&product=Exosomes&imaging=CT")
    links = warm_page.get_by_test_id("stMain").locator("[data-testid=stPageLink]:visible")
    names = {solid(name) for name in links.locator("p").all_inner_texts() if name.endswith(", FL")}
    text = "".join(printed(warm_page))
    assert names
    assert {name: text.count(name) for name in names} == dict.fromkeys(names, 1)


def test_the_table_is_on_paper_and_not_on_screen(warm_page: Page) -> None:
    """The list of clinics is printed as a table with every name of the page in full; on screen it is a canvas."""
    follow(warm_page, "/")
    show_as(warm_page, "Table")
    twin = warm_page.locator(".printed_table").first
    expect(twin).to_be_hidden()
    names = twin.locator("tbody td:first-child").all_text_contents()
    text = "".join(printed(warm_page))
    assert len(names) == 20
    assert [name for name in names if solid(name) not in text] == []


def test_two_actions_print_the_questions(warm_page: Page) -> None:
    """From a shortlist: take along, print. Only the sheet is printed, on two pages, for the three worst records."""
    warm_page.evaluate("() => { window.print = () => { window.prints = (window.prints ?? 0) + 1; }; }")
    short = SCORES["clinic_id"][MOST_FLAGS].to_list()
    follow(warm_page, f"/clinic?{urlencode({'clinic': short[0], 'short': short, **WISHES}, doseq=True)}")
    warm_page.get_by_role("button", name="Take along").click()
    settle(warm_page)
    warm_page.get_by_role("button", name="Print", exact=True).click()
    assert warm_page.evaluate("window.prints") == 1
    for paper in ("A4", "Letter"):
        pdf = on_paper(warm_page, paper)
        check_pictures(pdf, framed=True)
        pages = page_texts(pdf)
        assert len(pages) == 2, paper
        text = "".join(pages)
        assert text.startswith(solid("My shortlist: 3 clinics"))
        for words in (*SCORES["name"][MOST_FLAGS], "Would PRP or bone marrow concentrate be injected", "Seek care now"):
            assert solid(words) in text
    with laid_out(warm_page):
        assert warm_page.evaluate(CUT, PAPER_PX) == []
        assert warm_page.evaluate(CONTROLS) == []
        expect(warm_page.locator("h1").filter(has_text="My shortlist")).to_be_visible()
        expect(warm_page.locator("[data-testid=stApp] h1")).to_be_hidden()
    warm_page.get_by_role("button", name="Close").click()


@pytest.mark.parametrize("size", [(320, 640)], ids=["smallest"])
def test_the_bar_fits_the_smallest_screen(warm_page: Page) -> None:
    """At 320 pixels the whole bar is visible, and each clinic of the shortlist has its button beside it."""
    follow(warm_page, f"/method?{urlencode({'short': SCORES['clinic_id'][MOST_FLAGS].to_list()}, doseq=True)}")
    bar = warm_page.locator(".st-key-shortlist_bar")
    for button in bar.get_by_role("button").all():
        expect(button).to_be_in_viewport(ratio=1)
    assert bar.locator(".stHorizontalBlock").evaluate("row => row.scrollWidth <= row.clientWidth")
    bar.get_by_role("button", name="Shortlist").click()
    rows = warm_page.locator("[class*=st-key-on_shortlist]")
    expect(rows).to_have_count(3)
    for row in rows.all():
        name, button = row.get_by_role("link").bounding_box(), row.get_by_role("button").bounding_box()
        assert name is not None
        assert button is not None
        assert name["x"] + name["width"] <= button["x"]
        assert name["y"] < button["y"] + button["height"] / 2 < name["y"] + name["height"]
    warm_page.keyboard.press("Escape")


@pytest.mark.parametrize(("size", "scheme"), [((1280, 844), "light"), ((390, 844), "dark")], ids=["wide", "narrow"])
def test_bar_and_sheet_have_no_barrier(warm_page: Page) -> None:
    """Wide and narrow, light and dark, the bar fits its window, and neither it nor the sheet has a serious barrier."""
    follow(warm_page, f"/method?{urlencode({'short': SCORES['clinic_id'][MOST_FLAGS].to_list()}, doseq=True)}")
    bar = warm_page.locator(".st-key-shortlist_bar")
    assert bar.evaluate("bar => bar.scrollWidth <= bar.clientWidth")
    expect(bar.get_by_role("button", name="Take along")).to_be_in_viewport(ratio=1)
    warm_page.get_by_role("button", name="Take along").click()
    settle(warm_page)
    found = [barrier for barrier in barriers(warm_page) if not any(is_met(warm_page, k, barrier) for k in EXCEPTIONS)]
    assert not found, "\n".join(map(str, found))
    warm_page.get_by_role("button", name="Close").click()


def test_the_saved_sheet_prints_without_the_app(warm_page: Page) -> None:
    """The saved file has a safe name, and prints without the app just as the app prints it."""
    short = SCORES["clinic_id"][MOST_FLAGS].to_list()
    follow(warm_page, f"/?{urlencode({'short': short}, doseq=True)}")
    warm_page.get_by_role("button", name="Take along").click()
    settle(warm_page)
    from_app = printed(warm_page)
    with warm_page.expect_download() as download:
        warm_page.get_by_role("button", name="Save to print later").click()
    assert download.value.suggested_filename == "questions-3-clinics.html"
    content = download.value.path().read_text(encoding="utf-8")
    warm_page.get_by_role("button", name="Close").click()
    alone = warm_page.context.new_page()
    alone.set_content(content)
    pages = printed(alone)
    assert "".join(pages) == "".join(from_app)
    assert len(pages) == 2
    alone.close()


def test_the_shortlist_stays_in_the_address(warm_page: Page) -> None:
    """An added clinic is in the address, also on the next page; Back closes the sheet first, and then removes it."""
    chosen = SCORES["clinic_id"].iloc[0]
    follow(warm_page, f"/clinic?clinic={chosen}")
    warm_page.get_by_role("button", name="Add to shortlist").click()
    settle(warm_page)
    assert parse_qs(urlsplit(warm_page.url).query)["short"] == [chosen]
    warm_page.get_by_role("link", name="Method", exact=True).click()
    settle(warm_page)
    assert urlsplit(warm_page.url).path == "/method"
    assert parse_qs(urlsplit(warm_page.url).query)["short"] == [chosen]
    warm_page.get_by_role("button", name="Take along").click()
    expect(warm_page.get_by_role("dialog")).to_be_visible()
    warm_page.go_back()
    expect(warm_page.get_by_role("dialog")).to_be_hidden()
    assert urlsplit(warm_page.url).path == "/method"
    assert parse_qs(urlsplit(warm_page.url).query)["short"] == [chosen]
    expect(warm_page.get_by_role("button", name="Take along")).to_be_visible()
    expect(warm_page.locator(".st-key-short")).to_be_hidden()
    warm_page.go_back()
    settle(warm_page)
    warm_page.go_back()
    settle(warm_page)
    expect(warm_page.get_by_role("button", name="Add to shortlist")).to_be_visible()
    expect(warm_page.get_by_role("button", name="Take along")).to_be_hidden()
