"""Workbooks read as `python -m spreadsheets` reads them, but in one process: starting one each is slow."""

from __future__ import annotations

import io
import json
import traceback
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Any
from unittest.mock import patch

from spreadsheets.__main__ import main


def read(asked: str, workbook: bytes) -> tuple[bytes, str, int]:
    """What that program writes for a workbook, its last message, and its exit code."""
    output = io.BytesIO()
    try:
        said, code = json.dumps(main(json.loads(asked), io.BytesIO(workbook), output)), 0
    except Exception:  # noqa: BLE001 - whatever ends a program
        said, code = traceback.format_exc().splitlines()[-1], 1
    return output.getvalue(), said, code


@contextmanager
def one_process() -> Iterator[None]:
    """Let one process read every workbook reviewed meanwhile. A workbook that ends it raises `BrokenProcessPool`."""
    from scoring.child_process import Ended  # noqa: PLC0415 - more than the process that reads has to load

    with ProcessPoolExecutor(1, get_context("spawn")) as pool:

        def run(module: str, asked: str, workbook: bytes, **_: Any) -> Ended:
            assert module == "spreadsheets"
            output, said, code = pool.submit(read, asked, workbook).result()
            return Ended(output, (said,), code, short_of_memory=False)

        with patch("scoring.child_process.run", run):
            yield
