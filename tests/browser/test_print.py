"""What comes out of a printer: pages without controls, whole tables, and the sheet of a shortlist."""

from __future__ import annotations

from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import Page, expect

from scoring import review
from tests.browser.addresses import ADDRESSES
from tests.browser.pdf import page_texts
from tests.browser.serving import ROOT
from tests.browser.test_accessibility import EXCEPTIONS, barriers, is_met
from tests.browser.test_links import show_as
from tests.browser.waiting import follow, settle

SCORES = review(ROOT / "data" / "clinics.csv").scores
MOST_FLAGS = SCORES["flags"].str.count(";").sort_values(ascending=False, kind="stable").index[:3]
WISHES = {"credential": "Pain medicine", "product": ["PRP", "Bone marrow concentrate"], "imaging": "Fluoroscopy"}
PAPER_PX = 710  # the width of the printed part of A4 at 96 dots to the inch, less two margins of 10 to 12 mm
# What is on paper and reaches over its edge, or is cut by a part of the page that hides its overflow.
CUT = """
(width) => [...document.querySelectorAll("body *")].filter((element) => {
  const box = element.getBoundingClientRect();
  if (!box.width || !box.height || element.closest("svg, canvas, .unseen")) return false;
  const hides = getComputedStyle(element).overflowX !== "visible" && element.scrollWidth > element.clientWidth + 2;
  return box.right > width + 2 || hides;
}).map((element) => `${element.tagName} ${element.dataset.testid ?? element.className}`)
"""
# What is for the hand alone, and still seen.
CONTROLS = """
() => [...document.querySelectorAll("button, input, [data-testid=stSidebar], [data-testid=stHeader]")]
  .filter((element) => element.checkVisibility() && element.getBoundingClientRect().height > 0)
  .map((element) => element.outerHTML.slice(0, 80))
"""
TABLES = "() => [...document.querySelectorAll('[data-testid=stTable] table')].map((t) => getComputedStyle(t).display)"


def printed(page: Page, paper: str = "A4") -> list[str]:
    """The text of each page that a printer gets, without spaces."""
    return page_texts(page.pdf(format=paper, prefer_css_page_size=True))


def solid(text: object) -> str:
    """A text without spaces, as `printed` has it."""
    return "".join(str(text).split())


def lay_out(page: Page) -> None:
    """Show the page as it is laid out on paper."""
    page.emulate_media(media="print")
    page.add_style_tag(content=f"@media print {{ html {{ width: {PAPER_PX}px !important; }} }}")


@pytest.mark.parametrize(("name", "scheme"), [("explore", "light"), ("clinic-flagged", "dark"), ("compare", "dark")])
def test_a_page_prints_clean(warm_page: Page, name: str, scheme: str) -> None:
    """All of a page is on paper, black on white, with no control, and nothing reaches over the edge."""
    warm_page.emulate_media(color_scheme=scheme)
    follow(warm_page, ADDRESSES[name])
    heading = warm_page.locator("h1").inner_text()
    pages = printed(warm_page)
    assert len(pages) > 1, "only what is in view was printed"
    assert solid(heading) in pages[0]
    assert "medicaladvice" in "".join(pages)  # the end of every page
    lay_out(warm_page)
    assert warm_page.evaluate(CUT, PAPER_PX) == []
    assert warm_page.evaluate(CONTROLS) == []
    assert set(warm_page.evaluate(TABLES)) <= {"table"}, "an inline table is never parted between two pages"
    color, background = warm_page.evaluate(
        "() => [getComputedStyle(document.querySelector('h1')).color, getComputedStyle(document.body).backgroundColor]"
    )
    assert (color, background) == ("rgb(0, 0, 0)", "rgb(255, 255, 255)")
    warm_page.emulate_media(media="null")


def test_the_table_is_on_paper_and_not_on_screen(warm_page: Page) -> None:
    """The list of clinics is printed with every name of the page whole, though on screen it is a canvas."""
    follow(warm_page, "/")
    show_as(warm_page, "Table")
    twin = warm_page.locator(".printed_table").first
    expect(twin).to_be_hidden()
    names = twin.locator("tbody td:first-child").all_text_contents()
    text = "".join(printed(warm_page))
    assert len(names) == 20
    assert [name for name in names if solid(name) not in text] == []


def test_two_actions_print_the_questions(warm_page: Page) -> None:
    """From a shortlist: take along, print. The sheet alone is printed, on two pages, for the three worst records."""
    warm_page.evaluate("() => { window.print = () => { window.prints = (window.prints ?? 0) + 1; }; }")
    short = SCORES["clinic_id"][MOST_FLAGS].to_list()
    follow(warm_page, f"/clinic?{urlencode({'clinic': short[0], 'short': short, **WISHES}, doseq=True)}")
    warm_page.get_by_role("button", name="Take along").click()
    settle(warm_page)
    warm_page.get_by_role("button", name="Print", exact=True).click()
    assert warm_page.evaluate("window.prints") == 1
    for paper in ("A4", "Letter"):
        pages = printed(warm_page, paper)
        assert len(pages) == 2, paper
        text = "".join(pages)
        assert text.startswith(solid("My shortlist: 3 clinics"))
        for words in (*SCORES["name"][MOST_FLAGS], "Would PRP or bone marrow concentrate be injected", "Seek care now"):
            assert solid(words) in text
    lay_out(warm_page)
    assert warm_page.evaluate(CUT, PAPER_PX) == []
    assert warm_page.evaluate(CONTROLS) == []
    expect(warm_page.locator("h1").filter(has_text="My shortlist")).to_be_visible()
    expect(warm_page.locator("[data-testid=stApp] h1")).to_be_hidden()
    warm_page.emulate_media(media="null")
    warm_page.get_by_role("button", name="Close").click()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_bar_and_sheet_have_no_barrier(warm_page: Page, width: int, scheme: str) -> None:
    """Wide and narrow, light and dark, the bar fits its window, and neither it nor the sheet has a grave barrier."""
    warm_page.set_viewport_size({"width": width, "height": 844})
    warm_page.emulate_media(color_scheme=scheme)
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
    """The file that is saved has a safe name, and prints on its own what the app prints."""
    short = SCORES["clinic_id"][MOST_FLAGS].to_list()
    follow(warm_page, f"/?{urlencode({'short': short}, doseq=True)}")
    warm_page.get_by_role("button", name="Take along").click()
    settle(warm_page)
    from_app = printed(warm_page)
    with warm_page.expect_download() as download:
        warm_page.get_by_role("button", name="Save to print later").click()
    assert download.value.suggested_filename == "shortlist-3-clinics.html"
    content = download.value.path().read_text(encoding="utf-8")
    warm_page.get_by_role("button", name="Close").click()
    alone = warm_page.context.new_page()
    alone.set_content(content)
    pages = printed(alone)
    assert "".join(pages) == "".join(from_app)
    assert len(pages) == 2
    alone.close()


def test_the_shortlist_stays_in_the_address(warm_page: Page) -> None:
    """A clinic that is added stands in the address, on the next page too, and Back takes it off again."""
    chosen = SCORES["clinic_id"].iloc[0]
    follow(warm_page, f"/clinic?clinic={chosen}")
    warm_page.get_by_role("button", name="Add to shortlist").click()
    settle(warm_page)
    assert parse_qs(urlsplit(warm_page.url).query)["short"] == [chosen]
    warm_page.get_by_role("link", name="Method", exact=True).click()
    settle(warm_page)
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
