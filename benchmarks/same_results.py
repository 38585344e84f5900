"""Whether two checkouts give the same results, byte for byte: run it around a change that should alter none.

    python -m benchmarks.same_results ../old [FILE ...]

The command line of either checkout reviews every FILE, by default the example and each file of tests/cases. Prints
where exit code, standard error, scores, or problems differ; exit code 1 if any do.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
# Runs in a separate process for each checkout, so that neither sees the other's modules.
_REVIEW = """
import contextlib, io, json, sys
from pathlib import Path
from scoring.__main__ import main

results = []
for path in sys.argv[1:]:
    written = {"scores": Path("scores.csv"), "problems": Path("problems.csv")}
    with contextlib.redirect_stderr(io.StringIO()) as console:
        code = main(["review", path, "-o", "scores.csv", "--problems", "problems.csv"])
    files = {name: file.read_bytes().decode() if file.exists() else "" for name, file in written.items()}
    for file in written.values():
        file.unlink(missing_ok=True)
    said = [line for line in console.getvalue().splitlines() if not line.endswith(" ...")]  # slow runs say their stage
    results.append({"exit code": code, "standard error": said, **files})
json.dump(results, sys.stdout)
"""

Results = dict[str, int | str | list[str]]


def main() -> int:
    """Compare, print, and return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("old", type=Path, help="a checkout to compare this one with")
    parser.add_argument("files", nargs="*", type=Path, help="the files to review")
    arguments = parser.parse_args()
    cases = (path for path in sorted((ROOT / "tests" / "cases").iterdir()) if path.name != "expected.toml")
    files = arguments.files or [ROOT / "data" / "clinics.csv", *cases]
    pairs = zip(results(arguments.old, files), results(ROOT, files), strict=True)
    differing = 0
    for path, (old, new) in zip(files, pairs, strict=True):
        parts = [part for part in old if old[part] != new[part]]
        differing += bool(parts)
        if parts:
            print(f"{path.name}: {', '.join(parts)}")
    print(f"{len(files)} files, {differing} with different results")
    return 1 if differing else 0


def results(checkout: Path, files: Sequence[Path]) -> list[Results]:
    """What a checkout's command line produces for each file: exit code, standard error, scores, and problems."""
    with TemporaryDirectory() as folder:
        command = [sys.executable, "-c", _REVIEW, *(str(path.resolve()) for path in files)]
        environment = {"PYTHONPATH": str(checkout.resolve())}
        run = subprocess.run(command, cwd=folder, env=environment, stdout=subprocess.PIPE, check=True)  # noqa: S603
    reviewed: list[Results] = json.loads(run.stdout)
    return reviewed


if __name__ == "__main__":
    sys.exit(main())
