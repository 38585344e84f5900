"""Screenshots of every page for the documentation, and a page that shows them: `make screenshots`.

    python -m docs.screenshots [--only explore clinic] [--into FOLDER]

Starts the app on the example clinics. A page that is missing or shows an error stops the run.
"""

import argparse
import io
import sys
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal
from urllib.parse import parse_qs, urlsplit

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from dashboard.parameters import PART
from tests.browser.addresses import ADDRESSES
from tests.browser.serving import CHROMIUM_ARGS, NO_CHROMIUM, find_chromium, serve
from tests.browser.waiting import settle, visit

Theme = Literal["light", "dark"]
WINDOWS = ((1280, 800), (390, 844))
THEMES: tuple[Theme, ...] = ("light", "dark")
FOLDER = Path(__file__).with_name("screenshots")
GALLERY = Path(__file__).with_name("screenshots.md")
_COLORS = 128
_SCROLL = "e => { e.style.scrollMarginTop = '5rem'; e.scrollIntoView(); }"  # clear of the navigation


def file_name(name: str, width: int, theme: Theme) -> str:
    """The file name of a screenshot."""
    return f"{name}-{width}-{theme}.png"


def gallery(names: Iterable[str], folder: str = FOLDER.name) -> str:
    """The page that shows all screenshots, in Markdown: each page in both themes, wide beside narrow."""
    lines = [
        "# What the pages look like",
        "",
        "On the example clinics, which are fictional, at 1280 and 390 pixels, light and dark. `make screenshots` takes",
        "the pictures and writes this page.",
    ]
    wide, narrow = (width for width, _ in WINDOWS)
    for name in names:
        lines += ["", f"## {name.replace('-', ', ').capitalize()}", ""]
        lines += [f"| | {wide} pixels | {narrow} pixels |", "|---|---|---|"]
        for theme in THEMES:
            images = (
                f'<img src="{folder}/{file_name(name, width, theme)}" width="{pixels}" '
                f'alt="{name.replace("-", ", ").capitalize()}, {width} pixels wide, {theme}">'
                for width, pixels in ((wide, 640), (narrow, 195))
            )
            lines.append(f"| {theme} | {' | '.join(images)} |")
    return "\n".join(lines) + "\n"


def small(png: bytes) -> bytes:
    """The same picture with fewer colors, at a third of the size."""
    out = io.BytesIO()
    with Image.open(io.BytesIO(png)) as image:
        image.convert("RGB").quantize(_COLORS, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def picture(browser: Browser, server: str, address: str, window: tuple[int, int], theme: Theme) -> bytes:
    """A screenshot of the top of a page, or of the part that the address names.

    Raises `LookupError` if there is no such page.
    """
    width, height = window
    with browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=theme, reduced_motion="reduce"
    ) as context:
        page = context.new_page()
        visit(page, server, address)
        if PART in parse_qs(urlsplit(address).query):
            page.locator(f".st-key-{PART}").evaluate(_SCROLL)
            settle(page)
        return small(page.screenshot(animations="disabled"))


def pictures(names: Iterable[str], into: Path, chromium: str) -> Iterable[Path]:
    """Start the app, and write a screenshot of these pages in every window size and theme."""
    with (
        TemporaryDirectory() as folder,
        serve(Path(folder) / "console.log") as server,
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_ARGS) as browser,
    ):
        for name in names:
            for window in WINDOWS:
                for theme in THEMES:
                    path = into / file_name(name, window[0], theme)
                    path.write_bytes(picture(browser, server, ADDRESSES[name], window, theme))
                    yield path


def main() -> None:
    """Take the requested screenshots; if all were taken, write the page that shows them and delete outdated ones."""
    parser = argparse.ArgumentParser(prog="python -m docs.screenshots", description="Picture every page.")
    parser.add_argument("--only", nargs="+", choices=ADDRESSES, default=list(ADDRESSES), metavar="PAGE")
    parser.add_argument("--into", type=Path, default=FOLDER)
    arguments = parser.parse_args()
    chromium = find_chromium()
    if chromium is None:
        sys.exit(NO_CHROMIUM)
    arguments.into.mkdir(parents=True, exist_ok=True)
    written = set()
    for path in pictures(arguments.only, arguments.into, chromium):
        sys.stdout.write(f"{path.name}  {path.stat().st_size // 1024} KB\n")
        sys.stdout.flush()
        written.add(path)
    if arguments.into == FOLDER and set(arguments.only) == set(ADDRESSES):
        GALLERY.write_text(gallery(ADDRESSES), encoding="utf-8")
        for stale in set(FOLDER.glob("*.png")) - written:
            stale.unlink()


if __name__ == "__main__":
    main()
