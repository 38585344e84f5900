"""No garbage collection while a program loads: its modules, words and rules are never released.

Python would go through all that is loaded again and again while it loads, and once more when the program ends: a
quarter of the processor time of `python -m scoring review` for a small file. So `scoring` imports this module before
what takes a moment to load, and calls `resume` at its end. Where it is imported by others, this changes nothing.
"""

import gc
import sys

_IS_PROGRAM = sys.argv[:1] == ["-m"]  # what Python calls the program until it has found the module to run


def resume() -> None:
    """Collect garbage from now on, but never among what a program has loaded by now."""
    if _IS_PROGRAM:
        gc.freeze()
        gc.enable()


if _IS_PROGRAM:
    gc.disable()
