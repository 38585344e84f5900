"""Memory for whole programs: the command line and the app ask for it, the library leaves it alone."""

import ctypes
import gc
import sys
from typing import Any

import pyarrow as pa

_M_ARENA_MAX, _HEAPS = -8, 2  # of <malloc.h>


def recycle() -> None:
    """Let Arrow keep freed memory for reuse, where its build allows, and threads share their heaps.

    Reviewing makes many large columns one after the other; at a million rows memory that is new each time cost a
    quarter of the time. With a heap for each reader's thread 16 MB more stayed behind fifty readers (see
    benchmarks/README.md). Arrow's own variable, ARROW_DEFAULT_MEMORY_POOL, does the same in time and memory,
    but only if it is set before Arrow is loaded, which `import scoring` does: each host would have to set it.
    """
    if "jemalloc" in pa.supported_memory_backends():
        pa.set_memory_pool(pa.jemalloc_memory_pool())
    _ask_c_library("mallopt", _M_ARENA_MAX, _HEAPS)


def settle() -> None:
    """Leave all that stands now out of the search for garbage: modules, words and rules, which are never let go."""
    gc.collect()
    gc.freeze()


def give_back() -> None:
    """Let go of what nobody can reach any more, and return it to the machine, where its C library can."""
    gc.collect()
    _ask_c_library("malloc_trim", 0)


def _ask_c_library(name: str, *arguments: int) -> None:
    """Call a function of the C library of Linux; others have none of that name, or another."""
    if sys.platform == "linux":
        function: Any = getattr(ctypes.CDLL(None), name, None)
        if function is not None:
            function(*arguments)
