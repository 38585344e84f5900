"""Limits that a process sets for itself."""

from __future__ import annotations

import sys

_PR_SET_PDEATHSIG = 1  # of <sys/prctl.h>


def limit(memory_bytes: int) -> None:
    """Limit the memory of this process, and end it when its parent ends.

    Memory is everything that it can write to, used or not. Only Linux has both limits; elsewhere the parent watches the
    process.
    """
    if sys.platform == "linux":
        import ctypes  # noqa: PLC0415 - only on Linux
        import resource  # noqa: PLC0415
        import signal  # noqa: PLC0415

        resource.setrlimit(resource.RLIMIT_DATA, (memory_bytes, memory_bytes))
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
