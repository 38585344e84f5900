"""What the footer of a Parquet file says about the sizes of its columns, by its Thrift compact encoding.

Arrow gives these too, but the call ends the whole process if statistics beside them are damaged. Its other calls
raise errors.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

import pyarrow as pa

from scoring.limits import Clock

_Struct: TypeAlias = dict[int, Any]  # the values of its fields by their numbers

_END = 8  # bytes at the end of the file: the length of the footer in four, and the magic of the format
_TRUE, _FALSE, _BYTE, _DOUBLE, _BINARY, _LIST, _SET, _MAP, _STRUCT = 1, 2, 3, 7, 8, 9, 10, 11, 12
_NUMBERS = (4, 5, 6)  # of 16, 32 and 64 bits
_LONG_LIST = 15  # in place of a size, which follows
# Of the format's definition, parquet.thrift.
_ROW_GROUPS, _COLUMNS, _METADATA, _VALUES, _UNCOMPRESSED_SIZE = 4, 1, 3, 5, 6


def column_sizes(data: bytes, clock: Clock) -> Iterator[list[tuple[int, int]]]:
    """For each row group, the values and the uncompressed bytes of its columns, as the file states them.

    Raises `pa.ArrowInvalid` for a footer that does not state them, and `UnreadableFile` when the clock's time is up.
    """
    end = len(data) - _END
    try:
        footer = _Footer(data, end - int.from_bytes(data[end : end + 4], "little"), clock).struct()
        for group in footer[_ROW_GROUPS]:
            columns = [column[_METADATA] for column in group[_COLUMNS]]
            yield [(column[_VALUES], column[_UNCOMPRESSED_SIZE]) for column in columns]
    except (IndexError, KeyError, TypeError, RecursionError) as error:
        raise pa.ArrowInvalid("The footer does not say how large the columns are.") from error


class _Footer:
    """Reads values one after another. Only for footers that Arrow has read, which limits their size."""

    def __init__(self, data: bytes, at: int, clock: Clock) -> None:
        self._data = data
        self._at = at
        self._clock = clock

    def struct(self) -> _Struct:
        """The fields of a structure."""
        self._clock.check()
        fields: _Struct = {}
        number = 0
        while head := self._byte():
            number = number + (head >> 4) if head >> 4 else self._number()
            kind = head & 15
            fields[number] = kind == _TRUE if kind in (_TRUE, _FALSE) else self._value(kind)
        return fields

    def _value(self, kind: int) -> Any:
        """A value of this kind; the text of a binary one is skipped."""
        if kind in _NUMBERS:
            return self._number()
        if kind == _STRUCT:
            return self.struct()
        if kind in (_LIST, _SET):
            head = self._byte()
            size = self._size() if head >> 4 == _LONG_LIST else head >> 4
            return [self._value(head & 15) for _ in range(size)]
        if kind == _MAP:
            size = self._size()
            kinds = self._byte() if size else 0
            return [(self._value(kinds >> 4), self._value(kinds & 15)) for _ in range(size)]
        lengths = {_TRUE: 1, _FALSE: 1, _BYTE: 1, _DOUBLE: 8}  # in a list, a boolean takes a byte
        length = self._size() if kind == _BINARY else lengths[kind]
        self._at += length  # after the size itself was read
        return None

    def _byte(self) -> int:
        self._at += 1
        return self._data[self._at - 1]

    def _size(self) -> int:
        value = shift = 0
        while (byte := self._byte()) > 127:
            value |= (byte & 127) << shift
            shift += 7
        return value | byte << shift

    def _number(self) -> int:
        """A signed number, whose last bit is the sign."""
        value = self._size()
        return value >> 1 ^ -(value & 1)
