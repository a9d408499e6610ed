"""Calls of C functions for whole columns of values: results go straight into numpy memory.

Making a C argument out of a number costs more than a call itself. So functions that are called for
each glyph are bound without argument types, and take arguments made ready beforehand.
"""

import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from ctypes import c_void_p
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

ROWS = 2048  # as many glyphs as most pages have


def run(function: Callable[..., Any], *columns: Iterable[Any]) -> None:
    """Call a C function for each row, for its writing alone."""
    deque(map(function, *columns), maxlen=0)


def ready(addresses: Iterable[int]) -> list[Any]:
    """Addresses and handles as arguments of functions bound without argument types."""
    return list(map(c_void_p.from_param, addresses))


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


class Rows(threading.local):
    """Memory for the answers to one call for each glyph or run, its addresses made ready.

    A call takes the address of a row, or with `apart` one address for each of its columns.
    """

    def __init__(self, columns: int, dtype: DTypeLike, *, apart: bool = False) -> None:
        self._memory = np.zeros((ROWS, columns), dtype)
        addresses = value_addresses(self._memory) if apart else [row_addresses(self._memory)]
        self._addresses = list(map(ready, addresses))

    def ask(self, function: Callable[..., Any], *given: Sequence[Any]) -> NDArray[Any]:
        """What the function writes for each of the given arguments; zeros where it is silent."""
        answers = [
            self._some(function, [column[start : start + ROWS] for column in given])
            for start in range(0, len(given[0]), ROWS)
        ]
        return answers[0] if len(answers) == 1 else np.concatenate([self._memory[:0], *answers])

    def _some(self, function: Callable[..., Any], given: list[Sequence[Any]]) -> NDArray[Any]:
        answers = self._memory[: len(given[0])]
        answers[:] = 0
        run(function, *given, *self._addresses)
        return answers.copy()
