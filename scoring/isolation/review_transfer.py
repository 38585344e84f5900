"""A review as bytes, to pass it from one process to another, and how much memory it takes."""

from __future__ import annotations

import copyreg
import pickle
import struct
from collections.abc import Iterator
from types import MappingProxyType
from typing import Any

from scoring.review import Review

_PROTOCOL = 5  # columns are kept beside the pickle and not copied
ALIGNED = 64  # bytes, the alignment that Arrow expects of columns
_NUMBER = struct.Struct("<Q")
_OF_AN_OBJECT = 5  # an object takes this many times the memory of its pickle
OF_A_PROBLEM = 500  # bytes of a row in the frame of problems, which is made when a page asks for it


def _mapping(content: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(content)


copyreg.pickle(MappingProxyType, lambda content: (_mapping, (dict(content),)))


def size_of(review: Review) -> int:
    """An estimate of the bytes of memory a review takes, including what pages derive from it."""
    return _size(review, *_pickled(review))


def packed(review: Review) -> Iterator[bytes | memoryview]:
    """The pieces from which `unpacked` restores the review, in order: numbers, the pickle, the columns."""
    body, columns = _pickled(review)
    pieces = [memoryview(body), *(column.raw() for column in columns)]
    numbers = [_size(review, body, columns), len(pieces), *(piece.nbytes for piece in pieces)]
    yield from _padded(b"".join(map(_NUMBER.pack, numbers)))
    for piece in pieces:
        yield from _padded(piece)


def unpacked(data: memoryview) -> tuple[Review, int]:
    """The review, whose columns share memory with the bytes, and its size. Only for bytes made by `packed`."""
    (size,), (count,) = (_NUMBER.unpack_from(data, _NUMBER.size * place) for place in (0, 1))
    at = _after(0, _NUMBER.size * (2 + count))
    pieces = []
    for place in range(2, 2 + count):
        (length,) = _NUMBER.unpack_from(data, _NUMBER.size * place)
        pieces.append(data[at : at + length])
        at = _after(at, length)
    review: Review = pickle.loads(pieces[0], buffers=pieces[1:])  # noqa: S301 - from our own process
    return review, size


def _pickled(review: Review) -> tuple[bytes, list[pickle.PickleBuffer]]:
    columns: list[pickle.PickleBuffer] = []
    return pickle.dumps(review, protocol=_PROTOCOL, buffer_callback=columns.append), columns


def _size(review: Review, body: bytes, columns: list[pickle.PickleBuffer]) -> int:
    beside = sum(column.raw().nbytes for column in columns)
    return _OF_AN_OBJECT * len(body) + beside + OF_A_PROBLEM * len(review.understood.problems)


def _padded(piece: bytes | memoryview) -> tuple[bytes | memoryview, bytes]:
    return piece, bytes(-len(piece) % ALIGNED)


def _after(start: int, length: int) -> int:
    return start + length + -length % ALIGNED
