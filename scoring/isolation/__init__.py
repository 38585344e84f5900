"""A review made in a child process, with limits on memory and time.

In: a file's bytes and settings. Out: the `Review` that the process returns, and its size. Open `isolated_review.py`
first.
"""

from scoring.isolation.isolated_review import review_apart
from scoring.isolation.review_transfer import size_of

__all__ = ["review_apart", "size_of"]
