"""How many threads NumPy's matrix products use: one, and all cores for a large product alone.

Most products of teaching networks are too small to share: their threads wait for each other, and as soon as
another process takes a core, training LeNet is nine times slower at two threads than at one.
"""

import ctypes
import os
from collections.abc import Callable
from typing import Any

import numpy as np

from nnviz.engine.arrays import Array

# Multiplications from which a product is shared out: with its first product shared, 784-128-64-10 with 256
# samples takes 0.39 ms on two cores, and 0.62 ms without.
LARGE = 2**22
FEWEST_ROWS = 32  # a product with fewer waits for memory, not for the processor


def _openblas(call: str) -> Callable[..., Any] | None:
    """A function of the OpenBLAS that NumPy brings along; None where it doesn't, or the environment decides.

    NumPy has no call for the number of threads, and reads the environment when it is first imported, which
    may be long before this. Its own extension module leads to the library that it was linked with.
    """
    if "OPENBLAS_NUM_THREADS" in os.environ:
        return None
    extension = np._core._multiarray_umath.__file__  # type: ignore[attr-defined]
    return getattr(ctypes.CDLL(extension), f"scipy_openblas_{call}_num_threads64_", None)


_SET_THREADS = _openblas("set")
_CORES = os.cpu_count() or 1


def use_one_thread() -> None:
    """From now on, one thread for every product but those of :func:`product`."""
    if _SET_THREADS is not None:
        _SET_THREADS(1)


def product(x: Array, weight: Array) -> Array:
    """The matrix product of (N, inputs) and (inputs, units), on all cores where it is large."""
    if len(x) < FEWEST_ROWS or x.size * weight.shape[1] < LARGE or _SET_THREADS is None:
        # `dot` starts 0.5 µs sooner than `@`, a tenth of a small layer's time.
        return x.dot(weight)
    _SET_THREADS(_CORES)
    try:
        return x.dot(weight)
    finally:
        _SET_THREADS(1)
