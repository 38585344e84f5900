"""A page of the app as a link opens it in a new visit: no other page was drawn before."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from streamlit.testing.v1 import AppTest

ROUTER = Path(__file__).parents[2] / "dashboard" / "router.py"
NOTHING: Mapping[str, str | Sequence[str]] = MappingProxyType({})


def opened_page(
    page: str = "explore", /, link: Mapping[str, str | Sequence[str]] = NOTHING, **session: object
) -> AppTest:
    """A page by the name of its script, with parameters of a link, and with widgets set beforehand."""
    app = AppTest.from_file(ROUTER, default_timeout=60)
    for key, value in session.items():
        app.session_state[key] = value
    for key, words in link.items():
        app.query_params[key] = words if isinstance(words, str) else list(words)
    if page != "explore":  # that is the first page, and has no name in an address
        app.switch_page(f"../pages/{page}.py")
    app.run()
    assert not app.exception
    return app
