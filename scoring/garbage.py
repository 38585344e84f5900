"""No search for garbage while a program is loading: modules, words and rules are never released.

Python would search all that is loaded again and again while it loads, and once more when the program ends: a quarter of
the processor time of `python -m scoring review` for a small file. So `scoring` imports this module before what takes a
moment to load, and calls `loaded` at its end. Where it is imported by others, this changes nothing.
"""

import gc
import sys

_IS_PROGRAM = sys.argv[:1] == ["-m"]  # what Python calls the program until it has found the module to run


def loaded() -> None:
    """Search for garbage from now on, but never in what a program has loaded by now."""
    if _IS_PROGRAM:
        gc.freeze()
        gc.enable()


if _IS_PROGRAM:
    gc.disable()
