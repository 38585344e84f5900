"""When a file that is offered is made: with the page, as long as that is quick, or once it is asked for.

The platform keeps a file that is made on demand only until two scripts of any reader have ended. On a busy host that is
sooner than a browser fetches it; a file that is made with the page is kept as long as its reader stays.
"""

from __future__ import annotations

from collections.abc import Callable

_MOST_MADE_BEFORE = 2_000  # clinics: some 50 ms


def offered(make: Callable[[], bytes], clinics: int) -> bytes | Callable[[], bytes]:
    """What a download button is given for a file of so many clinics."""
    return make() if clinics <= _MOST_MADE_BEFORE else make
