"""No test affects a later one."""

from collections.abc import Iterator
from multiprocessing.spawn import get_preparation_data
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest


def script_of_children() -> str | None:
    """The script that a child process would run before its own work."""
    return get_preparation_data("child").get("init_main_from_path")


@pytest.fixture(scope="module")
def _no_script_is_left() -> Iterator[None]:
    """After the tests of this module, child processes run no script."""
    yield
    assert script_of_children() is None


@pytest.mark.usefixtures("_no_script_is_left")
def test_child_processes_do_not_run_the_app(tmp_path: Path) -> None:
    """While AppTest runs a script, child processes would run it too; after the test they do not."""
    script = tmp_path / "app.py"
    script.write_text("import streamlit")
    assert not AppTest.from_file(script).run().exception
    assert script_of_children() == str(script)
