"""Calls of C functions for whole columns of values: results go straight into numpy memory."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from numpy.typing import NDArray


def run(function: Callable[..., Any], *columns: Iterable[Any]) -> None:
    """Call a C function for each row, for its writing alone."""
    deque(map(function, *columns), maxlen=0)


def row_addresses(array: NDArray[Any]) -> range:
    """The address of each row of a contiguous array."""
    start, step = array.ctypes.data, array.strides[0]
    return range(start, start + step * len(array), step)


def value_addresses(array: NDArray[Any]) -> Iterator[range]:
    """The addresses of the values of each column of a contiguous array."""
    start, step, size = array.ctypes.data, array.strides[0], array.itemsize
    for column in range(array.shape[1]):
        first = start + column * size
        yield range(first, first + step * len(array), step)
