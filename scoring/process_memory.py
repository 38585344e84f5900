"""Memory settings for whole programs: the command line and the app use them, the library never does."""

import ctypes
import gc
import sys
from typing import Any

import pyarrow as pa

_M_ARENA_MAX, _HEAPS = -8, 2  # of <malloc.h>


def recycle() -> None:
    """Let Arrow keep freed memory for reuse, if its build allows, and threads share their heaps.

    A review makes many large columns in turn; at a million rows, fresh memory each time cost a quarter of the time.
    With a heap for each reader's thread, 16 MB more remained after fifty readers (see benchmarks/README.md). Arrow's
    own variable, ARROW_DEFAULT_MEMORY_POOL, has the same effect, but only if it is set before Arrow is loaded, which
    `import scoring` does: each host would have to set it.
    """
    if "jemalloc" in pa.supported_memory_backends():
        pa.set_memory_pool(pa.jemalloc_memory_pool())
    _ask_c_library("mallopt", _M_ARENA_MAX, _HEAPS)


def settle() -> None:
    """Exclude what is loaded now from garbage collection: modules, words and rules, which are never released."""
    gc.collect()
    gc.freeze()


def give_back() -> None:
    """Free unreachable memory, and return it to the system where the C library can."""
    gc.collect()
    _ask_c_library("malloc_trim", 0)


def _ask_c_library(name: str, *arguments: int) -> None:
    """Call a function of the C library on Linux; elsewhere it is missing or means something else."""
    if sys.platform == "linux":
        function: Any = getattr(ctypes.CDLL(None), name, None)
        if function is not None:
            function(*arguments)
