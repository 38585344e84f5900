"""Text from records and files, made safe to draw. Everything that draws such text goes through here.

Streamlit reads Markdown in most of what it draws: images in it fetch from other machines, links in it lead
anywhere. Only dataframe cells, select options, text inputs and chart labels are literal.
"""

from __future__ import annotations

import html as html_entities
import re

from scoring.recognition import read_web_address, web_host
from scoring.reports import cut, without_directions

_BREAK = "\u2060"  # word joiner: invisible, and not part of an address or a directive
_LONGEST_HOST = 40  # characters of a host on a button
_LONGEST_LINE = 400  # characters of a text on paper: the longest of our sentences, and a cell may be a book
_CONTROLS = (*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF)  # characters that XML cannot hold
_WITHOUT_CONTROLS = dict.fromkeys(_CONTROLS)
# Letters that are written from right to left, with what belongs to them: digits, marks and signs of their scripts.
_LEFTWARD = r"\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
# A stretch of them, with the blanks, signs and whole brackets between them.
_STRETCH = re.compile(
    rf"[{_LEFTWARD}](?:\([^()]{{0,80}}[{_LEFTWARD}][^()]{{0,80}}\)|(?![{_LEFTWARD}()])[\W\d_]|[{_LEFTWARD}])*"
    rf"(?<=[{_LEFTWARD})])"
)
_ISOLATED = "\u2068\\g<0>\u2069"  # read by itself, so that the punctuation beside it stays where it is written
_ACTIVE = re.compile(r"([\\`*_{}\[\]()#+\-.!|~<>$&\"=^])")
_ARROWS = re.compile(r"[-<>~](?=[-<>=~])")  # which Streamlit turns into dashes, arrows and symbols: "--", "<->", ">="


def markdown(text: object) -> str:
    """Any text, escaped so that Markdown draws it literally, on one line, and leaves the text beside it as it is."""
    line = _one_line(text)
    line = _ARROWS.sub(f"\\g<0>{_BREAK}", line)
    line = _ACTIVE.sub(r"\\\1", line)
    line = line.replace(":", f"\\:{_BREAK}").replace("@", f"@{_BREAK}")
    return re.sub(r"(?i)www", lambda match: match[0][0] + _BREAK + match[0][1:], line)


def label(words: str, of: str) -> str:
    """The label of a button or a link that is repeated for each clinic or value, as Markdown.

    `of`: which one, as any text. It is emphasized, which the stylesheet hides there: the screen shows it beside the
    button, and a reader who hears a list of buttons has to tell them apart. It gets brackets, unless it begins with
    one, as the words for a clinic without a name do.
    """
    which = markdown(of)
    return f"{words} *{which}*" if which.startswith("\\(") else f"{words} *({which})*"


def html(text: object) -> str:
    """Any text, escaped so that HTML draws it literally, on one line, and leaves the text beside it as it is."""
    return html_entities.escape(_one_line(text))


def _one_line(text: object) -> str:
    return isolated(" ".join(without_directions(str(text)).split()))


def isolated(text: str) -> str:
    """A text in which words that are written from right to left leave the signs and numbers beside them in place."""
    return _STRETCH.sub(_ISOLATED, text)


def printable(text: str) -> str:
    """A text without the characters that our files cannot hold, or that change how the text beside it is read."""
    return without_directions(text.translate(_WITHOUT_CONTROLS))


def line(text: str) -> str:
    """A text on one line, cut to fit on paper."""
    return cut(" ".join(text.split()), _LONGEST_LINE)


def without_emphasis(sentence: str) -> str:
    """A sentence of the rubric, which is Markdown, as plain text."""
    return sentence.replace("*", "")


def link(address: object) -> str | None:
    """An address that is safe to open, in ASCII: http or https with a visible host; None for anything else."""
    return read_web_address(str(address))


def host(address: str) -> str:
    """The host of a safe address, as Markdown; a very long host is cut to its end, which says whose it is."""
    name = web_host(address)
    return markdown(name if len(name) <= _LONGEST_HOST else f"\u2026{name[-_LONGEST_HOST:]}")
