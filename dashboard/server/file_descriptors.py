"""The file descriptors of this process: the limit, and how many are left.

Each session of the platform takes four, for its connection and its own event loop, which stays for two minutes after
the connection ends.
"""

from __future__ import annotations

import sys
from pathlib import Path

MOST = 8_192  # enough for about 1,900 sessions; memory runs out first
_OPEN = Path("/dev/fd")
_UNKNOWN = MOST  # where the system does not count them


def raise_limit() -> None:
    """Raise the limit as far as the system allows, up to `MOST`: many systems start at 1,024 or 256."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - only Unix has it

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        target = MOST if hard == resource.RLIM_INFINITY else min(MOST, hard)
        if soft != resource.RLIM_INFINITY and soft < target:
            resource.setrlimit(resource.RLIMIT_NOFILE, (target, hard))


def limit() -> int:
    """The number of descriptors that this process may have."""
    if sys.platform == "win32":
        return _UNKNOWN
    import resource  # noqa: PLC0415 - only Unix has it

    soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return _UNKNOWN if soft == resource.RLIM_INFINITY else soft


def free() -> int:
    """The number of descriptors that this process may still open; 0 if even counting fails for lack of one."""
    try:
        return limit() - sum(1 for _ in _OPEN.iterdir())
    except FileNotFoundError:
        return _UNKNOWN
    except OSError:
        return 0
