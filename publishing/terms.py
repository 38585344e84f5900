"""The terms of publishing: for how long, how large, how much of all, how often; and what refuses beyond them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from publishing.errors import CannotPublish
from scoring.wording import counted, in_megabytes

HOUR = timedelta(hours=1)
SKEW = timedelta(minutes=1)  # between clocks of replicas; a turn further ahead is of a clock that was set back since


@dataclass(frozen=True, slots=True)
class Terms:
    """What a store allows.

    `days` until a publication expires, `file_bytes` of the largest file, `total_bytes` of all datasets as they are
    stored, `per_hour` publications of one publisher. The checks raise `CannotPublish`.
    """

    days: int = 90
    file_bytes: int = 50_000_000
    total_bytes: int = 2_000_000_000
    per_hour: int = 10

    def check_file(self, size: int) -> None:
        """Refuse a file of more bytes than one may have."""
        if size > self.file_bytes:
            raise CannotPublish(
                f"This file has {in_megabytes(size)}, and at most {in_megabytes(self.file_bytes)} can be published. "
                "Take out rows or columns that nobody needs, then publish what is left."
            )

    def check_room(self, used: int, adding: int) -> None:
        """Refuse what does not fit beside the bytes that are used."""
        if used + adding > self.total_bytes:
            free = max(self.total_bytes - used, 0) // 100_000 * 100_000
            raise CannotPublish(
                f"There is no room for this file: it needs {in_megabytes(adding)}, and {in_megabytes(free)} is left "
                "for all published datasets. Try again once others have expired, or pass on the file itself."
            )

    def check_turns(self, moments: Sequence[datetime], now: datetime) -> None:
        """Refuse one more publication where `taken`, one publisher's moments within the hour, are too many.

        A moment that is yet to come counts as now, so that nobody is told to wait for more than the hour.
        """
        if len(moments) >= self.per_hour:
            first = min([now, *sorted(moments)[len(moments) - self.per_hour :]])
            minutes = max(math.ceil((first + HOUR - now) / timedelta(minutes=1)), 1)
            raise CannotPublish(
                f"At most {self.per_hour} publications an hour are allowed, and that many were made from here. "
                f"Try again in {counted(minutes, 'minute')}."
            )
