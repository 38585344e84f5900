"""What every host runs: the app, warmed up before its first reader arrives."""

import asyncio
import runpy
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import streamlit as st
from starlette.middleware import Middleware
from streamlit import net_util
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard import api, document, loading, parameters, published, settings
from dashboard.headers import SafeHeaders
from dashboard.uploads import BoundedUploads, NoUploads
from scoring import memory

ROUTER = Path(__file__).with_name("dashboard") / "router.py"
TIDY_SECONDS = 30

# The platform would ask a machine on the internet for this one's address, at every connection from a foreign page, and
# all readers would wait for the answer.
net_util.get_external_ip = lambda: None


async def tidy_up() -> None:
    """Give back now and then what readers left behind: the platform would do it after every answer, while others wait.

    See `postScriptGC` in `.streamlit/config.toml`.
    """
    while True:
        await asyncio.sleep(TIDY_SECONDS)
        memory.give_back()


@asynccontextmanager
async def warm_up(_app: Any) -> AsyncIterator[None]:
    """Refuse settings that cannot be used, let go of what expired, and make ready what every reader needs."""
    settings.check()
    published.tidy()
    memory.recycle()
    for part in walk_packages([str(ROUTER.parent)], "dashboard."):
        if part.name != f"dashboard.{ROUTER.stem}":  # which is a script
            import_module(part.name)
    _ = loading.load(parameters.EXAMPLE, parameters.RUBRICS[0]).index
    memory.settle()
    tidying = asyncio.create_task(tidy_up())
    yield
    tidying.cancel()


app = st.App(
    ROUTER,
    lifespan=warm_up,
    routes=[*document.routes(), *api.routes()],
    middleware=[Middleware(SafeHeaders), Middleware(NoUploads), Middleware(BoundedUploads)],
)

# Hosts that run this file as a plain script get the same pages.
if get_script_run_ctx(suppress_warning=True) is not None:
    runpy.run_path(str(ROUTER), run_name="__main__")
