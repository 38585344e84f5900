"""A folder that tests break."""

from pathlib import Path

import pytest

from scoring.reviewed_folder import write_reviewed_folder
from tests.scoring.files import WHOLE, reviewed


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of three clinics."""
    rows = [{"name": name, "city": "Tampa", "state": "FL", **WHOLE, "notes": "x"} for name in ("Elm", "Oak", "Ash")]
    write_reviewed_folder(reviewed([*rows, {"name": "Fir", "products": "stem cells"}]), tmp_path / "reviewed", 2)
    return tmp_path / "reviewed"
