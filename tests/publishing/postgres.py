"""Starts PostgreSQL as Debian packages it, in its own folder, and finds its programs."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

NO_POSTGRES = "No PostgreSQL server was found: install Debian's package postgresql, or have initdb on the path."
_START_SECONDS = 60


def find_postgres() -> Path | None:
    """The folder of the newest PostgreSQL server's programs."""
    packaged = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(packaged, key=lambda program: float(program.parts[-3]), default=None)
    initdb = newest or shutil.which("initdb")
    return Path(initdb).resolve().parent if initdb else None


@contextmanager
def serve_postgres(programs: Path) -> Iterator[str]:
    """Serve an empty database to this machine only, on a socket, and yield its address.

    Raises `RuntimeError` with what the server said if it does not start.
    """
    with tempfile.TemporaryDirectory(prefix="postgres-") as name:
        folder = Path(name)
        log = folder / "console.log"
        as_whom = _unprivileged(folder)
        initdb = [programs / "initdb", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C.UTF-8"]
        made = subprocess.run(
            [*initdb, "--no-sync", f"--pgdata={folder / 'data'}"],
            cwd=folder,
            capture_output=True,
            check=False,
            **as_whom,
        )
        if made.returncode:
            raise RuntimeError(f"initdb failed:\n{made.stderr.decode()}")
        # Tests never cut the power, so waiting for the disk would only take time.
        options = ["listen_addresses=", f"unix_socket_directories={folder}", "fsync=off"]
        command = [
            programs / "postgres",
            "-D",
            folder / "data",
            *(part for option in options for part in ("-c", option)),
        ]
        with (
            log.open("wb") as console,
            subprocess.Popen(command, cwd=folder, stdout=console, stderr=subprocess.STDOUT, **as_whom) as server,
        ):
            try:
                _wait_until_ready(folder, server, log)
                yield f"postgresql://postgres@/postgres?host={folder}"
            finally:
                server.send_signal(signal.SIGQUIT)  # immediately: its data is not needed again
                server.wait(_START_SECONDS)


def _unprivileged(folder: Path) -> dict[str, Any]:
    """The user to run as: PostgreSQL refuses to run as root. The folder becomes that user's."""
    if os.geteuid():
        return {}
    names = {entry.pw_name for entry in pwd.getpwall()}
    user = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    os.chown(folder, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _wait_until_ready(folder: Path, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        try:
            psycopg.connect(host=str(folder), user="postgres", dbname="postgres").close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text(encoding='utf-8')}")
