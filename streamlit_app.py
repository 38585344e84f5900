"""What every host runs: the app, warmed up before its first reader arrives."""

import runpy
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.middleware import Middleware
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard import api, loading, parameters, published, settings
from dashboard.headers import SafeHeaders
from dashboard.uploads import NoUploads
from scoring import memory

ROUTER = Path(__file__).with_name("dashboard") / "router.py"


@asynccontextmanager
async def warm_up(_app: Any) -> AsyncIterator[None]:
    """Refuse settings that cannot be used, let go of what expired, and score the example, so that no reader waits."""
    settings.check()
    published.tidy()
    memory.recycle()
    loading.index(loading.load(parameters.EXAMPLE, parameters.RUBRICS[0]))
    yield


app = st.App(ROUTER, lifespan=warm_up, routes=api.routes(), middleware=[Middleware(SafeHeaders), Middleware(NoUploads)])

# Hosts that run this file as a plain script get the same pages.
if get_script_run_ctx(suppress_warning=True) is not None:
    runpy.run_path(str(ROUTER), run_name="__main__")
