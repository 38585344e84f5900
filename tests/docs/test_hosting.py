"""docs/hosting.md lists every setting with its actual default."""

import re
import tomllib
from pathlib import Path

from streamlit import config

from dashboard import settings

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "hosting.md").read_text(encoding="utf-8")
COMPOSE = (ROOT / "compose.yaml").read_text(encoding="utf-8")
CADDY = (ROOT / "hosting" / "Caddyfile").read_text(encoding="utf-8")
UPLOAD, SECRET = "STREAMLIT_SERVER_MAX_UPLOAD_SIZE", "STREAMLIT_SERVER_COOKIE_SECRET"
CODE = [
    ROOT / "streamlit_app.py",
    *(path for room in ("dashboard", "pages", "scoring") for path in (ROOT / room).rglob("*.py")),
]


def table() -> dict[str, str]:
    """The settings of the page and their defaults, without the backticks."""
    rows = re.findall(r"^\| `([A-Z_]+)` \| ([^|]+) \| [^|]+ \|$", PAGE, re.MULTILINE)
    assert len(rows) == len(dict(rows))
    return {name: default.strip("`") for name, default in rows}


def test_the_table_lists_exactly_what_can_be_set() -> None:
    """Every setting of the app, of the platform as far as the app uses it, and of compose.yaml; and no other."""
    of_compose = {*re.findall(r"\$\{(\w+)", COMPOSE), *re.findall(r"\{\$(\w+)", CADDY)}
    assert set(table()) == {*settings.DEFAULTS, UPLOAD, SECRET, "PORT", *of_compose}


def test_no_setting_is_read_past_the_list() -> None:
    """Code that names a variable of ours names one that is listed, and only `settings` reads the environment.

    Code that starts a process passes the environment on, and reads only where Python looks for modules.
    """
    names = {name for path in CODE for name in re.findall(r"\bCLINICS_[A-Z_]+\b", path.read_text(encoding="utf-8"))}
    assert names == set(settings.DEFAULTS)
    reading = {path.name for path in CODE if re.search(r"\bos\.(environ|getenv)\b", path.read_text(encoding="utf-8"))}
    assert reading == {"settings.py", "child_process.py"}
    starting = (ROOT / "scoring" / "child_process.py").read_text(encoding="utf-8")
    read = re.findall(r"\bos\.environ(?:\.\w+\([^)]*\))?", starting)
    assert read == ['os.environ.get("PYTHONPATH")', "os.environ"]


def test_defaults_are_true() -> None:
    """The defaults of the table are those of the code, of the platform's configuration and of compose.yaml."""
    defaults = table()
    assert {name: defaults[name] for name in settings.DEFAULTS} == {
        name: default or "none" for name, default in settings.DEFAULTS.items()
    }
    configured = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["server"]
    assert defaults[UPLOAD] == str(configured["maxUploadSize"])
    assert "cookieSecret" not in configured
    assert defaults[SECRET] == "random at each start"
    for file, pattern in (
        ("Makefile", r"PORT \?= (\d+)"),
        ("Dockerfile", r"PORT=(\d+)"),
        ("hosting/clinics.service", r"PORT=(\d+)"),
    ):
        assert re.findall(pattern, (ROOT / file).read_text(encoding="utf-8"))[0] == defaults["PORT"], file


def test_compose_has_the_same_defaults() -> None:
    """The default that compose.yaml inserts for a missing setting is the table's; secrets have to be given."""
    defaults = table()
    compose_defaults = dict(re.findall(r"\$\{(\w+):-([^}]*)\}", COMPOSE))
    assert compose_defaults == {name: defaults[name].replace("none", "") for name in compose_defaults}
    assert {*settings.DEFAULTS, UPLOAD} - {settings.STORE} <= set(compose_defaults)
    assert set(re.findall(r"\$\{(\w+):\?", COMPOSE)) == {SECRET, "POSTGRES_PASSWORD"}
    assert [name for name, default in defaults.items() if default == "must be set"] == ["POSTGRES_PASSWORD"]
    assert not re.search(r"\$\{\w+\}|\$\w", COMPOSE), "a variable without a default is blank when it is forgotten"


def test_the_platform_knows_the_settings_we_name() -> None:
    """A setting that the platform renamed would have no effect."""
    known = {option.env_var for option in config._config_options_template.values()}  # noqa: SLF001 - no public list
    assert {UPLOAD, SECRET} <= known


def test_the_files_that_the_page_names_are_there() -> None:
    """Links of the page lead to files of the repository."""
    links = re.findall(r"\]\((\.\./[^)]+|[^):]+)\)", PAGE)
    assert len(links) >= 5
    assert [link for link in links if not (ROOT / "docs" / link).exists()] == []
