"""Ctrl-C while a program is loading: ended in a word, with the exit code of shells, as when it works.

`python -m scoring` and `python -m publishing` load their packages, which takes a moment, before any line of their own
`__main__` runs. So these import this module first. Where they are imported by others, it changes nothing.
"""

import sys
from types import TracebackType

INTERRUPTED = 130  # as shells count it: 128 and the number of the signal


def _end(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if not issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    if sys.stderr is not None:  # closed by the shell
        sys.stderr.write("Interrupted.\n")
    sys.exit(INTERRUPTED)


if sys.argv[:1] == ["-m"]:  # what Python calls the program until it has found the module to run
    sys.excepthook = _end
