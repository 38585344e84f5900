"""Memory for whole programs: the command line and the app ask for it, the library leaves it alone."""

import pyarrow as pa


def recycle() -> None:
    """Let Arrow keep freed memory for reuse, where its build allows.

    Reviewing makes many large columns one after the other; at a million rows memory that is new each time cost a
    quarter of the time (see benchmarks/README.md).
    """
    if "jemalloc" in pa.supported_memory_backends():
        pa.set_memory_pool(pa.jemalloc_memory_pool())
