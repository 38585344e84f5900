"""What the Dockerfile, compose.yaml, the service and the proxy promise, as far as it can be read from them."""

import os
import re
import shutil
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from dashboard.server import file_descriptors

ROOT = Path(__file__).parents[2]
DOCKER, COMPOSE, IGNORED, CADDY, SERVICE, ON_A_SERVER, PAGE = (
    (ROOT / name).read_text(encoding="utf-8")
    for name in (
        "Dockerfile",
        "compose.yaml",
        ".dockerignore",
        "hosting/Caddyfile",
        "hosting/clinics.service",
        "hosting/server.Caddyfile",
        "docs/hosting.md",
    )
)
HEALTH = "/_stcore/health"
SHOWS_THE_FIRST_PAGE = """
from streamlit.testing.v1 import AppTest
app = AppTest.from_file("streamlit_app.py", default_timeout=60).run()
assert not app.exception, app.exception
assert app.metric[0].label == "Clinics"
"""


def block(*path: str, text: str = COMPOSE) -> str:
    """What is under a key of a YAML file, by its indentation."""
    for key in path:
        match = re.search(rf"^( *){re.escape(key)}:(.*)\n((?:\1 +.*\n|\n)*)", text, re.MULTILINE)
        assert match, f"no {key}"
        text = match[2].strip() + "\n" + match[3]
    return text


def test_two_replicas_are_the_same_app() -> None:
    """Both services share one description, and the proxy forwards to both."""
    assert "&app" in block("x-app")
    assert block("services", "app-1").strip() == block("services", "app-2").strip() == "*app"
    assert re.search(r"reverse_proxy app-1:8501 app-2:8501 \{", CADDY)


def test_readers_stay_on_their_replica() -> None:
    """The proxy assigns a reader to a replica by a cookie, and checks the health of each replica."""
    assert "lb_policy cookie" in CADDY
    assert f"health_uri {HEALTH}" in CADDY


@pytest.mark.parametrize("service", [("x-app",), ("services", "proxy"), ("services", "database")])
def test_no_service_writes_to_its_image_or_gains_rights(service: tuple[str, ...]) -> None:
    """The root file system is read-only, temporary files are in memory, and resources are limited."""
    section = block(*service)
    assert "\n  read_only: true\n" in section or "\n    read_only: true\n" in section
    assert "/tmp" in block(*service, "tmpfs")  # noqa: S108 - of the container
    assert "no-new-privileges:true" in block(*service, "security_opt")
    limits = block(*service, "deploy", "resources", "limits")
    assert all(f"{limit}:" in limits for limit in ("cpus", "memory", "pids"))


def test_the_app_is_nobody_in_particular() -> None:
    """The image and compose.yaml name the same user, who is not root and has no capabilities."""
    user = re.findall(r"^USER (\d+):\1$", DOCKER, re.MULTILINE)
    assert user == ["10001"]
    assert block("x-app", "user").strip() == '"10001:10001"'
    assert block("x-app", "cap_drop").strip() == "[ALL]"
    assert DOCKER.rindex("USER") > DOCKER.rindex("RUN")


def test_the_database_is_kept_healthy_and_inside() -> None:
    """It has a volume and a health check that the app waits for; only the proxy has ports and internet access."""
    assert "published:/var/lib/postgresql/data" in block("services", "database", "volumes")
    assert "pg_isready" in block("services", "database", "healthcheck")
    assert "condition: service_healthy" in block("x-app", "depends_on", "database")
    assert (
        len(re.findall(r"^ +ports:", COMPOSE, re.MULTILINE))
        == len(re.findall("ports:", block("services", "proxy")))
        == 1
    )
    assert re.findall(r"^  (\w+): \{internal: true\}$", COMPOSE, re.MULTILINE) == ["web", "store"]
    assert block("services", "database", "networks").strip() == "[store]"


def test_a_list_of_the_host_is_mounted_where_it_is_set() -> None:
    """Unset, nothing is mounted; lists are read-only; following the page's instructions names one in the mount."""
    mount = block("x-app", "volumes")
    assert re.search(r"read_only: true$", mount, re.MULTILINE)
    assert re.search(r"source: \$\{CLINICS_LISTS:-/dev/null\}", mount)
    (target,) = re.findall(r"target: (\S+)$", mount, re.MULTILINE)
    example = dict(re.findall(r"^(CLINICS_LISTS|CLINICS_DATA)=(\S+)$", PAGE, re.MULTILINE))
    assert example["CLINICS_DATA"].startswith(f"{target}/")
    assert example["CLINICS_LISTS"] != target


def test_only_locked_packages_are_installed() -> None:
    """Every package of the image comes from the lock, by its hash, and is never built."""
    installs = re.findall(r"pip install((?:.*\\\n)*.*)", DOCKER)
    assert len(installs) == 1
    assert {"--require-hashes", "--only-binary=:all:"} <= set(installs[0].split())
    assert installs[0].split()[-2:] == ["-r", "requirements.txt"]


def let_in() -> set[str]:
    """What .dockerignore lets into the image; everything else is kept out."""
    lines = [line for line in IGNORED.splitlines() if line and not line.startswith("#")]
    assert lines[0] == "*"
    return {line.removeprefix("!") for line in lines if line.startswith("!")}


def test_the_image_holds_nothing_else() -> None:
    """Everything is kept out except what the app needs: no secrets, no published datasets, no tests."""
    code = {"dashboard", "data", "pages", "pictures", "publishing", "scoring", "spreadsheets", "streamlit_app.py"}
    assert let_in() == {".streamlit/config.toml", "requirements.txt", *code}


def test_the_app_runs_on_what_the_image_holds(tmp_path: Path) -> None:
    """A folder with only the image's files shows the first page."""
    for name in let_in():
        source, copy = ROOT / name, tmp_path / name
        copy.parent.mkdir(exist_ok=True)
        (shutil.copytree if source.is_dir() else shutil.copy2)(source, copy)
    done = subprocess.run(
        [sys.executable, "-c", SHOWS_THE_FIRST_PAGE], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]


def test_published_datasets_are_on_a_volume() -> None:
    """The image keeps them in a folder that outlives the container."""
    assert re.search(r"^VOLUME /data$", DOCKER, re.MULTILINE)
    assert "CLINICS_STORE=sqlite:////data/" in DOCKER
    assert "StateDirectory=clinics" in SERVICE
    assert "CLINICS_STORE=sqlite:////var/lib/clinics/" in SERVICE


@pytest.mark.parametrize(("body", "healthy"), [(b"ok", True), (b"starting", False)])
def test_the_health_check_asks_the_app(body: bytes, healthy: bool) -> None:
    """The image's check runs, asks the configured port, and accepts nothing but ok."""
    requests = []

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            requests.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Stay quiet."""

    program = re.search(r'HEALTHCHECK .*\\\n  CMD \["python", "-c", "(.*)"\]$', DOCKER, re.MULTILINE)
    assert program
    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        ran = subprocess.run(
            [sys.executable, "-c", program[1]],
            env={**os.environ, "PORT": str(server.server_port)},
            capture_output=True,
            check=False,
        )
        server.shutdown()
    assert (ran.returncode == 0) is healthy
    assert requests == [HEALTH]


def test_every_way_of_hosting_allows_the_descriptors_that_readers_need() -> None:
    """The service, compose.yaml and the command that starts the image allow what the app requires at its start."""
    assert re.findall(r"^LimitNOFILE=(\d+)$", SERVICE, re.MULTILINE) == [str(file_descriptors.MOST)]
    assert re.findall(r"nofile: (\d+)", block("x-app", "ulimits")) == [str(file_descriptors.MOST)]
    assert re.findall(r"--ulimit nofile=(\d+)", PAGE) == [str(file_descriptors.MOST)]


@pytest.mark.parametrize("proxy", [CADDY, ON_A_SERVER], ids=["compose", "server"])
def test_the_proxy_keeps_idlers_and_measurements_out(proxy: str) -> None:
    """Both proxies close idle connections, and answer requests for the platform's metrics themselves."""
    assert re.search(r"^\t\ttimeouts \{\n\t\t\tread_header \d+s\n", proxy, re.MULTILINE)
    assert re.search(r"^\trespond /_stcore/metrics\* 404$", proxy, re.MULTILINE)
    assert proxy.index("timeouts") < proxy.index("encode gzip"), "what holds for all sites comes first"
