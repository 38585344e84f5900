"""Memory for whole programs: the command line and the app ask for it, the library leaves it alone."""

import ctypes
import gc
import sys

import pyarrow as pa


def recycle() -> None:
    """Let Arrow keep freed memory for reuse, where its build allows.

    Reviewing makes many large columns one after the other; at a million rows memory that is new each time cost a
    quarter of the time (see benchmarks/README.md).
    """
    if "jemalloc" in pa.supported_memory_backends():
        pa.set_memory_pool(pa.jemalloc_memory_pool())


def settle() -> None:
    """Leave all that stands now out of the search for garbage: modules, words and rules, which are never let go."""
    gc.collect()
    gc.freeze()


def give_back() -> None:
    """Let go of what nobody can reach any more, and return it to the machine, where its C library can."""
    gc.collect()
    if sys.platform == "linux" and hasattr(library := ctypes.CDLL(None), "malloc_trim"):
        library.malloc_trim(0)
