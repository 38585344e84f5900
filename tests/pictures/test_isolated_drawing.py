"""A picture is made in its own process, within limits and without a network, or a sentence says why not."""

from __future__ import annotations

import io
import socket
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image

from pictures import isolated_drawing
from pictures.__main__ import addresses, picture
from pictures.isolated_drawing import CannotDraw, DrawingLimits, draw_apart
from scoring import child_process

ROWS = [{"clinic": "Alpha Spine", "score": 80}, {"clinic": "Beta Joint", "score": 60}]
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
SPECIFICATION: dict[str, Any] = {
    "background": "white",
    "padding": 20,
    "config": {"font": FONT},
    "title": {"text": "Two scores", "anchor": "start", "frame": "bounds", "fontSize": 18},
    "datasets": {"rows": ROWS},
    "data": {"name": "rows"},
    "mark": "bar",
    "encoding": {"y": {"field": "clinic", "title": None}, "x": {"field": "score", "type": "quantitative"}},
}


def test_a_png_shows_its_text() -> None:
    """The file is a PNG, sharper than the screen, white at the edges, with ink where the title is."""
    drawn = Image.open(io.BytesIO(draw_apart(SPECIFICATION, "png"))).convert("L")
    assert drawn.width > 500
    title = drawn.crop((40, 40, 240, 80))
    assert drawn.getpixel((2, 2)) == 255
    assert sum(title.histogram()[:128]) > 200


def test_an_svg_holds_its_text() -> None:
    """The file is an SVG in which every text is text, so that it can be searched and read aloud."""
    drawn = draw_apart(SPECIFICATION, "svg").decode()
    assert all(f">{text}</text>" in drawn for text in ("Two scores", "Alpha Spine", "Beta Joint"))
    assert FONT in drawn


NAMING: dict[str, Callable[[str], dict[str, Any]]] = {
    "data": lambda address: {"data": {"url": address}},
    "a layer's data": lambda address: {"layer": [SPECIFICATION, {"data": {"url": address}, "mark": "bar"}]},
    "a look-up": lambda address: {"transform": [{"lookup": "clinic", "from": {"data": {"url": address}}}]},
    "an image": lambda address: {"mark": "image", "encoding": {"url": {"value": address}}},
    "an image of a row": lambda _address: {"mark": "image", "encoding": {"url": {"field": "clinic"}}},
    "a mark's image": lambda address: {"mark": {"type": "image", "url": address}},
    "a link": lambda address: {"encoding": {"href": {"value": address}}},
    "a mark's link": lambda address: {"mark": {"type": "bar", "href": address}},
}


@pytest.mark.parametrize("kind", sorted(NAMING))
def test_a_specification_that_names_an_address_is_refused(kind: str) -> None:
    """A specification that would load or link something is refused before drawing; a row may say what it likes."""
    for address in ("https://example.org/a.json", "file:///etc/passwd", "/geo/states.json", "javascript:alert(1)"):
        with pytest.raises(ValueError, match="names addresses"):
            picture(SPECIFICATION | NAMING[kind](address), "svg")
    rows = [{"url": "https://example.org", "href": "https://example.org"}]
    assert not list(addresses({"datasets": {"rows": rows}, "data": {"values": rows}}))


def test_nothing_is_fetched() -> None:
    """An address on this very machine is not requested, and the sentence is fit for the screen."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        with pytest.raises(CannotDraw, match="could not be made"):
            draw_apart(SPECIFICATION | NAMING["data"](f"http://127.0.0.1:{server.getsockname()[1]}/"), "svg")
        with pytest.raises(TimeoutError):
            server.accept()


BEYOND = {
    "time": (SPECIFICATION, DrawingLimits(seconds=0), "took too long"),
    "memory": (SPECIFICATION, DrawingLimits(memory_bytes=60_000_000), "could not be made"),
    "rows": (SPECIFICATION, DrawingLimits(specification_bytes=10), "too many marks"),
    "no chart at all": ({"mark": "pie chart"}, DrawingLimits(), "could not be made"),
}


@pytest.mark.parametrize(("specification", "limits", "sentence"), BEYOND.values(), ids=BEYOND.keys())
def test_a_chart_that_cannot_be_made_ends_in_a_sentence(
    specification: dict[str, Any], limits: DrawingLimits, sentence: str
) -> None:
    """Beyond a limit, or where the engine fails, there is no picture but one sentence, which says what to do."""
    with pytest.raises(CannotDraw, match=sentence) as refused:
        draw_apart(specification, "png", limits)
    assert str(refused.value).count(".") == 1
    assert "try again" in str(refused.value) or "table instead" in str(refused.value)


def test_a_picture_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The process's answer is limited too, as pictures are kept."""
    answer(monkeypatch, [b"12345"])
    with pytest.raises(CannotDraw, match="too large"):
        draw_apart({"mark": "too large"}, "png", DrawingLimits(picture_bytes=4))


def answer(monkeypatch: pytest.MonkeyPatch, outputs: list[bytes]) -> list[str]:
    """Answer with these instead of a process, and record the requests."""
    requests: list[str] = []

    def run(_module: str, request: str, *_data: bytes, **_settings: object) -> child_process.Ended:
        requests.append(request)
        return child_process.Ended(outputs[len(requests) - 1], (), 0, short_of_memory=False)

    monkeypatch.setattr(child_process, "run", run)
    return requests


def test_the_same_picture_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture is kept by its complete content and format; another row or format is another picture."""
    requests = answer(monkeypatch, [b"first", b"second", b"third"])
    first = SPECIFICATION | {"name": "the same"}
    other = first | {"datasets": {"rows": ROWS[:1]}}
    assert [draw_apart(first, "png"), draw_apart(dict(first), "png")] == [b"first", b"first"]
    assert [draw_apart(first, "svg"), draw_apart(other, "png")] == [b"second", b"third"]
    assert len(requests) == 3


def test_pictures_are_made_one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """A request during another picture waits, and no longer than a limit."""
    requests = answer(monkeypatch, [b"later"])
    mine = SPECIFICATION | {"name": "in turn"}
    with isolated_drawing._turn, pytest.raises(CannotDraw, match="Other pictures are being made"):  # noqa: SLF001
        draw_apart(mine, "png", DrawingLimits(patience=0))
    assert not requests
    assert draw_apart(mine, "png", DrawingLimits(patience=0)) == b"later"
