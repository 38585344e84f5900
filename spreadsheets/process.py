"""Limits of the process that asks for them."""

from __future__ import annotations

import sys

_PR_SET_PDEATHSIG = 1  # of <sys/prctl.h>


def limit(memory_bytes: int) -> None:
    """Let this process have no more memory than that, and no longer life than whoever started it.

    Memory is what it can write to, used or not. Only Linux has both limits; elsewhere, whoever started the process
    watches it.
    """
    if sys.platform == "linux":
        import ctypes  # noqa: PLC0415 - only there
        import resource  # noqa: PLC0415
        import signal  # noqa: PLC0415

        resource.setrlimit(resource.RLIMIT_DATA, (memory_bytes, memory_bytes))
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
