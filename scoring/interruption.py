"""A program that is to end before it is done: ended in a word, with the exit code of shells.

`python -m scoring` and `python -m publishing` load their packages, which takes a moment, before any line of their own
`__main__` runs. So these import this module first, for Ctrl-C while they load. Where they are imported by others, it
changes nothing.
"""

import signal
import sys
from types import FrameType, TracebackType

from scoring.standard_error import tell

_OF_SHELLS = 128  # to which shells add the number of the signal
ENDED = "Interrupted."
INTERRUPTED = _OF_SHELLS + signal.SIGINT
_REQUESTS = ("SIGTERM", "SIGHUP")  # of the system, where it has them: a time limit, a shutdown, a closed terminal


class EndRequested(KeyboardInterrupt):
    """The system's request to end, taken like Ctrl-C."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.exit_code = _OF_SHELLS + number


def end_in_order() -> None:
    """From now on, remove what is half written when the system requests the end: otherwise it stops at once.

    A request that whoever started the program has it ignore, as `nohup` does, stays ignored.
    """
    for name in _REQUESTS:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _request)


def _request(number: int, _frame: FrameType | None) -> None:
    raise EndRequested(number)


def _end(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if not issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    tell(ENDED)
    sys.exit(INTERRUPTED)


if sys.argv[:1] == ["-m"]:  # what Python calls the program until it has found the module to run
    sys.excepthook = _end
