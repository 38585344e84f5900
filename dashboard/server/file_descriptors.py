"""File descriptors of this process: how many it may have, and how many are left.

Each session of the platform takes four: its connection, and an event loop of its own that stays for two minutes after
the connection has ended.
"""

from __future__ import annotations

import sys
from pathlib import Path

MOST = 8_192  # enough for some 1,900 sessions, whose memory ends before it
_OPEN = Path("/dev/fd")
_UNKNOWN = MOST  # where the system counts none


def raise_limit() -> None:
    """Allow this process what its system allows at most, up to `MOST`: many systems begin with 1,024, or with 256."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - only Unix has it

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        target = MOST if hard == resource.RLIM_INFINITY else min(MOST, hard)
        if soft != resource.RLIM_INFINITY and soft < target:
            resource.setrlimit(resource.RLIMIT_NOFILE, (target, hard))


def limit() -> int:
    """How many this process may have."""
    if sys.platform == "win32":
        return _UNKNOWN
    import resource  # noqa: PLC0415 - only Unix has it

    soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return _UNKNOWN if soft == resource.RLIM_INFINITY else soft


def free() -> int:
    """How many this process may still open; none where even counting takes one too many."""
    try:
        return limit() - sum(1 for _ in _OPEN.iterdir())
    except FileNotFoundError:
        return _UNKNOWN
    except OSError:
        return 0
