"""A connection to PostgreSQL that gives up a server which keeps its connections and says nothing."""

from __future__ import annotations

import time
from typing import Any, TypeVar

from psycopg import Connection, OperationalError
from psycopg.abc import PQGen

SILENCE = 45  # seconds without a byte from or to the server, which is longer than a writer waits for another
_Result = TypeVar("_Result")


class AnsweringConnection(Connection[Any]):
    """A connection that ends, with `OperationalError`, once its server has been silent for too long.

    The timeouts of TCP do not help: the kernel of a server that is frozen or stuck goes on to acknowledge.
    """

    def wait(self, gen: PQGen[_Result], *args: Any, **options: Any) -> _Result:
        """Wait for a step of the protocol, each of which goes by here."""
        return super().wait(self._unless_silent(gen), *args, **options)

    def _unless_silent(self, gen: PQGen[_Result]) -> PQGen[_Result]:
        """The same step, which the driver asks ten times a second whether to go on waiting."""
        heard = time.monotonic()
        try:
            waits_for = next(gen)
            while True:
                ready = yield waits_for
                if ready:
                    heard = time.monotonic()
                elif time.monotonic() - heard > SILENCE:
                    self.pgconn.finish()
                    raise OperationalError(f"the server has said nothing for {SILENCE} seconds")
                waits_for = gen.send(ready)
        except StopIteration as end:
            result: _Result = end.value
            return result
