"""The HTML document behind every page."""

import re
from pathlib import Path

import pytest
import streamlit
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard.browser import document
from dashboard.page_registry import PAGES

CLIENT = TestClient(Starlette(routes=document.routes()))


@pytest.mark.parametrize("path", [entry.address for entry in PAGES.values()])
def test_every_page_has_the_apps_name_and_loads_its_files_first(path: str) -> None:
    """Link previews show the app's name; our scripts run before the platform's."""
    text = CLIENT.get(path).text
    assert re.findall("<title>(.*?)</title>", text) == ["Clinic directory review"]
    sources = re.findall(r'<script[^>]* src="(.*?)"', text)
    assert sources[:2] == ["./history.js", "./message_batch.js"]
    assert len(sources) == 9


@pytest.mark.parametrize(
    ("path", "goes_to"),
    [
        ("/explore?state=FL&state=TX", "./?state=FL&state=TX"),
        ("/Compare?compare=a%2Bb", "./compare?compare=a%2Bb"),
        ("/METHOD", "./method"),
        ("/clinic/some-id?state=FL", "../clinic?state=FL"),
        ("/Explore/map", "../"),
        ("/compare/a/b/c?compare=a", "../../../compare?compare=a"),
    ],
)
def test_another_spelling_of_a_page_leads_to_it(path: str, goes_to: str) -> None:
    """A page's name in another case, with something below it, and Explore by its name, keep what the link says."""
    answer = CLIENT.get(path, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (307, goes_to)


@pytest.mark.parametrize("path", ["/nothing", "/nothing?state=FL", "/%E2%80%AEcompare", "/compare%00"])
def test_an_address_without_a_page_has_the_apps_style(path: str) -> None:
    """The platform says that there is no such page, and draws Explore, which looks as usual."""
    assert CLIENT.get(path).text == document.text()


@pytest.mark.parametrize(
    "path",
    [
        "/favicon.png",
        "/static/js/index.js",
        "/_stcore/health",
        "/media/a.csv",
        "/compare/_stcore/health",
        "/compare/a.js",
        "/static/x",
    ],
)
def test_the_files_of_the_platform_stay_its_own(path: str) -> None:
    """No other address of the platform is answered with the document."""
    assert CLIENT.get(path).status_code == 404


def test_the_rest_is_the_installed_platforms() -> None:
    """Nothing else in the platform's document is changed."""
    installed = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    head, rest = document.text().split("</title>", 1)
    added = re.match(r'(<script src="\./\w+\.js"( defer)?></script>)+(<link rel="stylesheet"[^>]*>)+', rest)
    assert added is not None
    assert head.replace(document.NAME, "Streamlit") + "</title>" + rest[added.end() :] == installed


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("history.js", "text/javascript"),
        ("message_batch.js", "text/javascript"),
        ("press_once.js", "text/javascript"),
        ("filter_drawer.js", "text/javascript"),
        ("skip_link.js", "text/javascript"),
        ("kept_focus.js", "text/javascript"),
        ("list_status.js", "text/javascript"),
        ("print.js", "text/javascript"),
        ("style.css", "text/css"),
        ("print.css", "text/css"),
    ],
)
def test_what_it_loads_is_served_as_what_it_is(name: str, kind: str) -> None:
    """With its type, as browsers use nothing sniffed; revalidated when the app is new."""
    assert f'"./{name}"' in document.text()
    answer = CLIENT.get(f"/{name}")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(kind)
    assert answer.headers["cache-control"] == "no-cache"


def test_no_rule_asks_what_the_whole_page_holds() -> None:
    """A style that depends on anything inside the body would be recalculated at every change of the page."""
    rules = re.sub(
        r"/\*.*?\*/", "", (Path(document.__file__).with_name("style.css")).read_text("utf-8"), flags=re.DOTALL
    )
    assert ":has(" in rules
    assert not re.findall(r"(?:body|html|#root|\.stApp|\.stMain)\S*:has\([^{]*", rules)
