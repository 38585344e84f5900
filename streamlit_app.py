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

from dashboard import api, settings, streamlit_platform
from dashboard.browser import document, map_outlines
from dashboard.datasets import loading, published_datasets
from dashboard.server import file_descriptors
from dashboard.server.accepted_encoding import AcceptedEncoding
from dashboard.server.browser_cookie import KnownBrowser
from dashboard.server.connection_limit import ConnectionLimit
from dashboard.server.download_access import OpenDownloads
from dashboard.server.headers import SafeHeaders
from dashboard.server.metrics import NoMeasurements
from dashboard.server.origin import SameOrigin
from dashboard.server.upload_limit import BoundedUploads, NoUploads
from scoring import process_memory

ROUTER = Path(__file__).with_name("dashboard") / "router.py"
TIDY_SECONDS = 30
EXPIRY_SECONDS = 3_600  # how long the bytes of expired datasets may remain
ROUTES = [*api.routes(), *map_outlines.routes(), *document.routes()]  # the document's last: one of them takes any word

streamlit_platform.disable_external_address_lookup()


async def tidy_up() -> None:
    """Collect garbage regularly: the platform would do it after every response, while other readers wait.

    See `postScriptGC` in `.streamlit/config.toml`.
    """
    while True:
        await asyncio.sleep(TIDY_SECONDS)
        process_memory.give_back()
        loading.give_back()


async def drop_expired() -> None:
    """Drop the bytes of expired published datasets regularly, in the background."""
    while True:
        await asyncio.sleep(EXPIRY_SECONDS)
        await asyncio.to_thread(published_datasets.tidy)


@asynccontextmanager
async def warm_up(_app: Any) -> AsyncIterator[None]:
    """Refuse an unsupported platform or invalid settings, drop expired datasets, and load what every reader needs.

    At the end, close the store.
    """
    streamlit_platform.check()
    settings.check()
    file_descriptors.raise_limit()
    published_datasets.tidy()
    process_memory.recycle()
    for part in walk_packages([str(ROUTER.parent)], "dashboard."):
        if part.name != f"dashboard.{ROUTER.stem}":  # the router is a script, run for each reader
            import_module(part.name)
    loading.warm_up()
    process_memory.settle()
    tasks = [asyncio.create_task(task) for task in (tidy_up(), drop_expired())]
    yield
    for task in tasks:
        task.cancel()
    published_datasets.close()


app = st.App(
    ROUTER,
    lifespan=warm_up,
    routes=ROUTES,
    middleware=[
        Middleware(layer)
        for layer in (
            SafeHeaders,
            AcceptedEncoding,
            NoMeasurements,
            SameOrigin,
            ConnectionLimit,
            KnownBrowser,
            NoUploads,
            BoundedUploads,
            OpenDownloads,
        )
    ],
)

# Hosts that run this file as a plain script get the same pages.
if streamlit_platform.draws_for_reader():
    runpy.run_path(str(ROUTER), run_name="__main__")
