"""Imports point one way, so that reviews can be made where there is no screen."""

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def test_contracts_are_kept() -> None:
    """No file imports what the contracts in pyproject.toml forbid."""
    # In its own process, as it disables every existing logger.
    program = (
        "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True, no_logo=True))"
    )
    ran = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.parametrize("package", ["scoring", "publishing"])
def test_no_screen_is_needed(package: str) -> None:
    """A fresh interpreter that imports a package below the screen has loaded neither Streamlit nor Altair."""
    program = f"import sys, {package}; print(*{{'altair', 'streamlit'}} & sys.modules.keys())"
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.split() == []


PACKAGES = tuple(sorted(path.parent.name for path in (ROOT / "scoring").glob("*/__init__.py")))
MOST_FRONTS = 10


def imported(folder: str) -> Iterator[tuple[Path, str]]:
    """Each file below a folder with each module of `scoring` that it imports from."""
    for path in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "scoring":
                yield path, str(node.module)


@pytest.mark.parametrize("folder", ["scoring", "publishing", "dashboard", "pages", "benchmarks", "docs"])
def test_a_package_is_entered_by_its_front(folder: str) -> None:
    """Only a package of `scoring` itself imports from inside it."""
    entries = [(path, module.split(".")) for path, module in imported(folder)]
    inner = [(path, parts) for path, parts in entries if len(parts) > 2 and parts[1] in PACKAGES]
    intruders = {
        f"{path.relative_to(ROOT)} imports {'.'.join(parts)}"
        for path, parts in inner
        if ROOT / "scoring" / parts[1] not in path.parents
    }
    assert not intruders


@cache
def names_used(path: Path) -> frozenset[str]:
    """The names that a module imports from others or reads as their attributes."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    imports = {alias.name for node in nodes if isinstance(node, ast.ImportFrom) for alias in node.names}
    return frozenset(imports | {node.attr for node in nodes if isinstance(node, ast.Attribute)})


@pytest.mark.parametrize("package", PACKAGES)
def test_a_front_offers_what_others_use(package: str) -> None:
    """Each function and constant that a package exports is used outside it; classes may only be what others return."""
    front = ROOT / "scoring" / package
    outside = [
        path
        for folder in ("scoring", "publishing", "dashboard", "pages", "benchmarks", "docs", "tests")
        for path in (ROOT / folder).rglob("*.py")
        if front not in path.parents
    ]
    used = frozenset().union(*map(names_used, outside))
    exports = import_module(f"scoring.{package}").__all__
    assert [name for name in exports if name not in used and not (name[0].isupper() and not name.isupper())] == []


def test_the_screen_enters_by_few_fronts() -> None:
    """The dashboard and its pages import `scoring` through ten packages at most."""
    fronts = {module for folder in ("dashboard", "pages") for _, module in imported(folder)}
    assert len(fronts) <= MOST_FRONTS, sorted(fronts)


SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
LAYERS_OF = {contract["id"]: contract["layers"] for contract in SETTINGS["contracts"] if contract["type"] == "layers"}


def module_name(path: Path) -> str:
    """How the file of a module or package is imported."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@pytest.mark.parametrize("contract", LAYERS_OF)
def test_every_module_of_a_layered_package_has_a_layer(contract: str) -> None:
    """A module that no layer names could be imported anywhere, and import anything, without breaking the contract."""
    layered = {module.strip() for layer in LAYERS_OF[contract] for module in layer.split("|")}
    packages = {module.rpartition(".")[0] for module in layered}
    modules = {module_name(path) for root in SETTINGS["root_packages"] for path in (ROOT / root).rglob("*.py")}
    assert {module for module in modules if module.rpartition(".")[0] in packages} <= layered
