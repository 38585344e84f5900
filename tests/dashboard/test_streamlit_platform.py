"""What the app relies on in Streamlit's internals holds, or the start says what changed; one file relies on it."""

import ast
import asyncio
import re
import subprocess
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit import net_util
from streamlit.runtime import Runtime
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.state.query_params import QueryParams
from streamlit.web.server import server_util
from streamlit.web.server.starlette import starlette_routes, starlette_websocket

import streamlit_app
from dashboard import streamlit_platform

ROOT = Path(__file__).parents[2]
ITSELF = ROOT / "dashboard" / "streamlit_platform.py"
# Documented, or what documented functions return and raise.
PUBLIC = {"streamlit", "streamlit.delta_generator", "streamlit.errors", "streamlit.testing.v1"}
INNER_ADDRESS = re.compile(r"^\.?/?(_stcore|media)/")

Patch = Callable[[pytest.MonkeyPatch], None]


def document(old: str, new: str) -> Patch:
    """An index document in which one text is replaced by another."""
    text = streamlit_platform.index_document()
    assert old in text
    return lambda patch: patch.setattr(streamlit_platform, "index_document", lambda: text.replace(old, new))


def attribute(place: object, name: str, value: object) -> Patch:
    """A platform whose module or class has another value under a name."""
    assert hasattr(place, name)
    return lambda patch: patch.setattr(place, name, value)


def missing(place: object, name: str) -> Patch:
    """A platform whose module or class no longer has such a name."""
    assert hasattr(place, name)
    return lambda patch: patch.delattr(place, name)


def moved(function: str) -> Patch:
    """A platform that creates a function's routes below another address."""
    routes: Any = getattr(starlette_routes, function)

    def elsewhere(*arguments: Any) -> list[object]:
        return [SimpleNamespace(path=f"/v2{route.path}", methods=route.methods) for route in routes(*arguments)]

    return attribute(starlette_routes, function, elsewhere)


def another_id(*_arguments: object) -> str:
    """A file name that does not depend on the content."""
    return f"file{next(NUMBERS)}"


NUMBERS = count()
CHANGES: dict[str, tuple[str, Patch]] = {
    "another title": ("index document", document("<title>Streamlit</title>", "<title>App</title>")),
    "two titles": ("index document", document("</title>", "</title><title>Streamlit</title>")),
    "a second inline script": ("index document", document("<title>", "<script>go()</script><title>")),
    "no inline script": ("index document", document("<script>", "<template>")),
    "no module": ("index document", document('type="module"', "defer")),
    "a program without history": (
        "history.js",
        attribute(streamlit_platform, "_HISTORY_WORDS", ("pushState", "stAnotherMain")),
    ),
    "other arrows of the sidebar": (
        "filter_drawer.js",
        attribute(streamlit_platform, "_SIDEBAR_WORDS", ("stAnotherArrow",)),
    ),
    "uploads elsewhere": ("other addresses", moved("create_upload_routes")),
    "files elsewhere": ("other addresses", moved("create_media_routes")),
    "measurements elsewhere": ("other addresses", moved("create_metrics_routes")),
    "health elsewhere": ("other addresses", moved("create_health_routes")),
    "no routes of uploads": ("other addresses", missing(starlette_routes, "create_upload_routes")),
    "no store of uploads": ("uploads are kept", missing(Runtime, "uploaded_file_mgr")),
    "uploads dropped": ("uploads are kept", attribute(MemoryUploadedFileManager, "add_file", lambda *_: None)),
    "no store of files": ("download buttons", missing(Runtime, "media_file_mgr")),
    "files by other names": ("download buttons", attribute(MemoryMediaFileStorage, "load_and_get_id", another_id)),
    "files added otherwise": ("download buttons", attribute(MediaFileManager, "add", lambda _self, _data: None)),
    "files read otherwise": ("download buttons", missing(MediaFileManager, "read_file")),
    "headers not read": (
        "server.trustedUserHeaders",
        attribute(starlette_websocket, "gather_user_info", lambda _headers: {}),
    ),
    "sessions not compared": ("server.trustedUserHeaders", missing(AppSession, "matches_user_info")),
    "the address requested again": (
        "this machine's public address",
        attribute(net_util, "get_external_ip", lambda: "192.0.2.1"),
    ),
    "the address requested elsewhere": (
        "this machine's public address",
        attribute(server_util, "is_url_from_allowed_origins", lambda _url: False),
    ),
    "another context": (
        "context of a script",
        attribute(streamlit_platform, "get_script_run_ctx", lambda: None),
    ),
    "no context for a thread": (
        "context of a script",
        attribute(streamlit_platform, "add_script_run_ctx", lambda: None),
    ),
    "an address that keeps its parameters": ("context of a script", missing(QueryParams, "remove_param")),
    "sessions that end unseen": ("context of a script", missing(Runtime, "is_active_session")),
}


def test_the_installed_platform_is_the_one_leaned_on() -> None:
    """Nothing that the app relies on has changed in the installed version."""
    streamlit_platform.check()


@pytest.mark.parametrize("change", CHANGES)
def test_what_changed_is_named(monkeypatch: pytest.MonkeyPatch, change: str) -> None:
    """A platform with one change is refused with a sentence that names it, the version, and what to do."""
    change_named, apply = CHANGES[change]
    apply(monkeypatch)
    with pytest.raises(streamlit_platform.PlatformChanged, match=re.escape(change_named)) as refused:
        streamlit_platform.check()
    assert re.match(r"Streamlit \d+\.\d+\.\d+ is not what this app relies on: ", str(refused.value))
    assert "requirements.txt" in str(refused.value)


def test_every_check_can_fail() -> None:
    """Each of the checks was made to fail above."""
    for sentence in streamlit_platform._CHECKS:  # noqa: SLF001 - the list itself
        assert any(part in sentence for part, _ in CHANGES.values()), sentence


def test_all_changes_are_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A new version's changes are all reported at once."""
    for change in ("another title", "health elsewhere", "another context"):
        CHANGES[change][1](monkeypatch)
    with pytest.raises(streamlit_platform.PlatformChanged, match=r"title.*addresses.*context"):
        streamlit_platform.check()


def test_a_changed_platform_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    """No reader is let in on a changed platform."""
    CHANGES["files elsewhere"][1](monkeypatch)

    async def start() -> None:
        async with streamlit_app.warm_up(None):
            raise AssertionError("it started")

    with pytest.raises(streamlit_platform.PlatformChanged, match="other addresses"):
        asyncio.run(start())


def test_a_module_that_has_moved_is_named() -> None:
    """Where a module of the platform is gone, the import itself says so and what to do."""
    program = "from streamlit.runtime import scriptrunner as inner; del inner.get_script_run_ctx; import streamlit_app"
    ran = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    last = ran.stderr.strip().splitlines()[-1]
    assert re.match(r"ImportError: Streamlit \d.* has moved what this app relies on: .*get_script_run_ctx", last)


@pytest.mark.parametrize("stays", [True, False])
def test_a_file_made_later_is_kept_while_its_reader_stays(monkeypatch: pytest.MonkeyPatch, stays: bool) -> None:
    """What a button makes after its page was drawn is kept for that page's reader, and dropped if they have left."""
    files = MediaFileManager(MemoryMediaFileStorage("/media"))
    platform = SimpleNamespace(media_file_mgr=files, is_active_session=lambda session: stays and session == "reader")
    monkeypatch.setattr(Runtime, "instance", lambda: platform)
    monkeypatch.setattr(Runtime, "exists", lambda: True)
    context = SimpleNamespace(session_id="reader")
    monkeypatch.setattr(streamlit_platform, "get_script_run_ctx", lambda **_settings: context)
    kept: list[str | None] = []

    def keep(*file: Any) -> None:
        kept.append(streamlit_platform.download_id(*file))

    streamlit_platform.for_this_page(keep)(b"made", "made.png", "image/png")
    for _ in range(3):  # scripts of other readers that end
        files.remove_orphaned_files()
    assert (files.read_file(str(kept[0])) is not None) is stays


def inner_uses(path: Path) -> set[str]:
    """What a file uses of the platform's internals: modules that it imports, private names of `st`, and addresses."""
    uses = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            uses |= {alias.name for alias in node.names if alias.name.partition(".")[0] == "streamlit"} - PUBLIC
        elif isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "streamlit":
            uses |= {f"{node.module}"} - PUBLIC
            uses |= {f"streamlit.{alias.name}" for alias in node.names if node.module == "streamlit"} - PUBLIC
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "st":
            uses |= {f"st.{node.attr}"} & {"st.runtime", "st.web", "st.config", "st.proto", "st.net_util"}
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and INNER_ADDRESS.match(node.value):
            uses.add(node.value)
    return uses


FILES = [
    ROOT / "streamlit_app.py",
    *(path for folder in ("dashboard", "pages", "docs") for path in sorted((ROOT / folder).rglob("*.py"))),
]


def test_insides_are_used_in_one_file() -> None:
    """No other module of the app imports the platform's internals, reaches into them, or writes their addresses."""
    uses = {str(path.relative_to(ROOT)): inner_uses(path) for path in FILES if path != ITSELF}
    assert len(uses) > 50
    assert {path: inner for path, inner in uses.items() if inner} == {}
    assert inner_uses(ITSELF) >= {"streamlit.net_util", "streamlit.runtime", "/media/", "/_stcore/metrics"}


@pytest.mark.parametrize("file", ["Dockerfile", "hosting/server.Caddyfile", "compose.yaml", "hosting/clinics.service"])
def test_hosts_files_name_addresses_that_are_checked(file: str) -> None:
    """An internal address that a host's file names is one that is checked at the start."""
    addresses = set(re.findall(r"/_stcore/\w+", (ROOT / file).read_text(encoding="utf-8")))
    assert addresses <= {streamlit_platform.METRICS, streamlit_platform.HEALTH}


def test_no_module_hides_one_of_the_standard_library() -> None:
    """The router's folder comes first on `sys.path`: a module there would replace a standard one of the same name."""
    names = {path.stem for path in (ROOT / "dashboard").iterdir() if path.suffix == ".py" or path.is_dir()}
    assert names & set(sys.stdlib_module_names) == set()
