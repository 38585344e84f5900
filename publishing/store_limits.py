"""The limits of a store: duration, file size, total size, and rate; and the checks that enforce them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from publishing.errors import CannotPublish
from scoring.wording import counted, in_megabytes

HOUR = timedelta(hours=1)
SKEW = timedelta(minutes=1)  # between clocks of replicas; a turn further ahead means that the clock was set back


@dataclass(frozen=True, slots=True)
class StoreLimits:
    """What a store allows.

    `days` until a publication expires, `file_bytes` for the largest file, `total_bytes` for all datasets as stored,
    `per_hour` publications per publisher. The checks raise `CannotPublish`.
    """

    days: int = 90
    file_bytes: int = 50_000_000
    total_bytes: int = 2_000_000_000
    per_hour: int = 10

    def check_file(self, size: int) -> None:
        """Refuse a file above the size limit; `size` in bytes."""
        if size > self.file_bytes:
            raise CannotPublish(
                f"This file has {in_megabytes(size)}, and at most {in_megabytes(self.file_bytes)} can be published. "
                "Take out rows or columns that nobody needs, then publish what is left."
            )

    def check_room(self, used: int, adding: int) -> None:
        """Refuse content that does not fit; sizes in bytes."""
        if used + adding > self.total_bytes:
            free = max(self.total_bytes - used, 0) // 100_000 * 100_000
            raise CannotPublish(
                f"There is no room for this file: it needs {in_megabytes(adding)}, and {in_megabytes(free)} is left "
                "for all published datasets. Try again once others have expired, or pass on the file itself."
            )

    def check_turns(self, moments: Sequence[datetime], now: datetime) -> None:
        """Refuse one more publication if there are too many `moments`: one publisher's within the last hour.

        A moment in the future counts as now, so that the wait is never more than an hour.
        """
        if len(moments) >= self.per_hour:
            first = min([now, *sorted(moments)[len(moments) - self.per_hour :]])
            minutes = max(math.ceil((first + HOUR - now) / timedelta(minutes=1)), 1)
            raise CannotPublish(
                f"At most {self.per_hour} publications an hour are allowed, and that many were made from here. "
                f"Try again in {counted(minutes, 'minute')}."
            )
