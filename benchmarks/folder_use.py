"""What a reviewed folder costs a reader: `python -m benchmarks.folder_use FOLDER`.

Opens the folder as a site does whose host set it (`CLINICS_DATA`), runs the pages as a reader's clicks would, without a
browser, and prints seconds of the processor and of the clock for each, the median of three, and the memory after it:
private bytes, which nothing else can have, and bytes of the folder's files that are in memory because they were looked
at, which the system takes back when it needs room. A file in place of the folder is read as a host's file is.

Seconds of the processor are those of the page's script and of the threads that it starts: the test harness waits for it
in the main thread, and the longer the more other work there is.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median
from typing import Any

from streamlit.testing.v1 import AppTest

from dashboard import settings
from dashboard.datasets import loading, session_datasets
from dashboard.parameters import RUBRICS
from scoring import load_rubric, process_memory

_ROUTER = Path(__file__).parents[1] / "dashboard" / "router.py"
_STATES = (["FL"], ["TX"], ["CA"])
_WORDS = ("harbor", "summit grove", "tampa")
_PLACES = ("Denver, CO", "Tampa, FL", "Boston, MA")
_WEIGHTS = (60, 40, 80)
_PRODUCTS = ("PRP", "Exosomes", "Bone marrow concentrate")
_IMAGING = ("Fluoroscopy", "Ultrasound", "CT")
_PAGES = (2, 500, 90_000)


def memory() -> tuple[int, int]:
    """Megabytes of this process: private ones, and those of files that are mapped, after freed ones were given back."""
    process_memory.give_back()
    sizes = dict.fromkeys(("Rss:", "Private_Dirty:", "Anonymous:"), 0)
    for line in Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()[1:]:
        name, size, *_ = line.split()
        if name in sizes:
            sizes[name] = int(size)
    return sizes["Anonymous:"] // 1024, (sizes["Rss:"] - sizes["Anonymous:"]) // 1024


def timed(does: Callable[[], object]) -> tuple[float, float]:
    """CPU and wall-clock seconds."""
    processor, clock = time.process_time(), time.perf_counter()
    does()
    return time.process_time() - processor, time.perf_counter() - clock


def timed_beside(does: Callable[[], object]) -> tuple[float, float]:
    """The same, without the CPU time of this thread."""
    own = time.thread_time()
    processor, clock = timed(does)
    return processor - (time.thread_time() - own), clock


def line(what: str, seconds: list[tuple[float, float]]) -> None:
    """Print a row of the table."""
    processor, clock = (median(part) for part in zip(*seconds, strict=True))
    private, mapped = memory()
    print(f"| {what} | {processor:.2f} | {clock:.2f} | {private:,} | {mapped:,} |", flush=True)


def changed(app: AppTest, values: Mapping[str, Any]) -> tuple[float, float]:
    """Change the values of widgets, as a reader does, and run the page."""
    for key, value in values.items():
        app.session_state[key] = value
    seconds = timed_beside(app.run)
    if app.exception:
        raise SystemExit(app.exception[0].value)
    return seconds


def main() -> None:
    """Open the folder and look at it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="a reviewed folder, or a file")
    options = parser.parse_args()
    os.environ[settings.DATA] = str(options.folder.resolve())
    print("| what | processor s | clock s | private MB | mapped MB |\n| --- | --- | --- | --- | --- |")
    loading.load("example", RUBRICS[0])
    line("the program, before the folder is opened", [(0, 0)])
    first = session_datasets.first()
    line("opened", [timed(lambda: loading.load(first.id, RUBRICS[0]).index)])
    app = AppTest.from_file(_ROUTER, default_timeout=600)
    line("first page of Explore", [timed_beside(app.run)])
    line("a state", [changed(app, {"state": state}) for state in _STATES])
    line("a word searched in that state", [changed(app, {"q": word}) for word in _WORDS])
    line("a word searched in all", [changed(app, {"q": word, "state": []}) for word in _WORDS])
    line("filters cleared", [changed(app, {"q": ""})])
    line("a product", [changed(app, {"product": [product]}) for product in _PRODUCTS])
    line("imaging, with a product", [changed(app, {"imaging": [imaging]}) for imaging in _IMAGING])
    line("only with a flag", [changed(app, {"product": [], "imaging": [], "only": [flag]}) for flag in _flags()])
    line("a range of scores", [changed(app, {"only": [], "score": (least, 100)}) for least in (20, 40, 60)])
    changed(app, {"score": (0, 100)})
    for layout in ("Cards", "Table"):
        changed(app, {"layout": layout})
        line(f"a weight, {layout.lower()}", [changed(app, {"who": weight}) for weight in _WEIGHTS])
        line(
            f"a weight with a state, {layout.lower()}",
            [changed(app, {"who": weight, "state": ["FL"]}) for weight in _WEIGHTS],
        )
        changed(app, {"who": 25, "state": []})
    changed(app, {"layout": "Cards"})
    line("a page further on", [changed(app, {"page": page}) for page in _PAGES])
    line("another order", [changed(app, {"page": 1, "sort": order}) for order in ("price", "-state", "name")])
    changed(app, {"sort": None})
    line("near a place", [changed(app, {"near": place, "page": 1}) for place in _PLACES])
    line("at any distance from it", [changed(app, {"near": place, "within": "any"}) for place in _PLACES])
    changed(app, {"near": "", "within": "50"})
    review = loading.load(first.id, RUBRICS[0]).review
    clinics = [review.understood.known["clinic_id"][at].as_py() for at in (7, len(review) // 2, len(review) - 1)]
    app.switch_page("../pages/clinic.py")
    line("a clinic", [_page(app, {"clinic": clinic}) for clinic in clinics])
    app.switch_page("../pages/compare.py")
    line("three clinics compared", [_page(app, {"compare": clinics})])
    for page in ("method", "data"):
        app.switch_page(f"../pages/{page}.py")
        line(f"the page {page.title()}, the first time", [_page(app, {})])
        line(f"the page {page.title()}, again", [_page(app, {})])
    line("half a minute later", [timed(loading.give_back)])
    line("the page Data, after that", [_page(app, {})])
    peak = next(line.split()[1] for line in Path("/proc/self/status").read_text().splitlines() if "VmHWM" in line)
    print(f"\nThe most that was in memory at once, private and mapped: {int(peak) // 1024:,} MB.")


def _flags() -> list[str]:
    """The labels of three flags."""
    return [flag.label for flag in load_rubric().flags.values()][:3]


def _page(app: AppTest, link: Mapping[str, Any]) -> tuple[float, float]:
    app.query_params.update(link)
    return changed(app, {})


if __name__ == "__main__":
    main()
