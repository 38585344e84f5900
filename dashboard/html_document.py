"""The frame of a self-contained HTML file for a reader to keep: it runs nothing and loads nothing.

Everything that is not a tag goes through `html.escape` here: no text of a record becomes markup.
"""

from __future__ import annotations

from html import escape

from dashboard.safe_text import isolated, printable

# A browser then runs no script and contacts no machine, even if some text had become markup.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def html_document(title: str, style: str, body: str) -> str:
    """A whole document. `title`: plain text. `style`: CSS. `body`: markup."""
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{plain(title)}</title>{style_element(style)}</head>\n"
        f'<body style="margin: 0">{body}</body></html>\n'
    )


def style_element(style: str) -> str:
    """A style sheet as markup."""
    return f"<style>\n{style}</style>"


def element(name: str, text: str, kind: str = "") -> str:
    """An element that holds a text. `kind`: its class."""
    opening = f'{name} class="{kind}"' if kind else name
    return f"<{opening}>{plain(text)}</{name}>"


def plain(text: str) -> str:
    """A text as markup that shows exactly this text."""
    return escape(isolated(printable(text)))
