"""What every array of the engine has in common: its type, its door, and the way it is closed for writing."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from nnviz.engine.numbers import amount, shown
from nnviz.errors import InputError, OptionError, ShapeError

Array = npt.NDArray[Any]
Shape = tuple[int, ...]

# One layer's output for one sample, and one parameter, may hold at most this many numbers (2 GB of float32).
LARGEST_ARRAY = 2**29

# The C library gives freed blocks above a threshold straight back to the kernel, and fetching their pages
# anew costs more than computing what goes into them; it raises the threshold to the largest block it has
# seen freed, up to 32 MB. Freeing one such block, never touched, takes a step of training LeNet from
# 10.9 ms to 6.8 ms.
np.empty(31 * 2**20, np.uint8)


def read_only(array: Array) -> Array:
    """A view of ``array`` that can't be written to; the array itself when it already can't."""
    if array.flags.writeable:
        array = array.view()
        array.flags.writeable = False
    return array


def closed(array: Array) -> Array:
    """``array`` itself, from now on not to be written to: for arrays that nobody else holds."""
    array.flags.writeable = False
    return array


def float_type(dtype: npt.DTypeLike) -> np.dtype[Any]:
    """``dtype`` as one that a network computes in; :class:`OptionError` for any other."""
    try:
        kind = np.dtype(dtype)
    except (TypeError, ValueError):
        raise OptionError(f"A network computes in float32 or float64, not {shown(dtype)}.") from None
    if kind not in (np.dtype(np.float32), np.dtype(np.float64)):
        raise OptionError(f"A network computes in float32 or float64, not {kind}.")
    return kind


def numbers_of(values: Any, dtype: np.dtype[Any], what: str) -> Array:
    """``values`` as an array of ``dtype``, itself where it is one; too large a number becomes infinite.

    Raises :class:`InputError` for what isn't an array of numbers.
    """
    if isinstance(values, np.ndarray) and values.dtype == dtype:
        return values
    try:
        given = np.asarray(values)
        if given.dtype.kind not in "biuf":
            raise TypeError
        with np.errstate(over="ignore"):
            return given.astype(dtype)
    except (TypeError, ValueError, RuntimeError):  # a torch tensor that needs gradients raises the last
        raise InputError(f"{what} isn't an array of numbers.") from None


def shape_text(shape: Sequence[int]) -> str:
    """A shape as people read it, height before width: ``(8, 24, 32)`` is "8 × 24 × 32", ``(4096,)`` is
    "4,096". The one place that writes shapes and sizes of maps, pictures and kernels."""
    return " × ".join(f"{size:,}" for size in shape) if shape else "a single number"


def count(shape: Sequence[int]) -> int:
    """How many numbers an array of this shape holds (exact, never overflows)."""
    return math.prod(shape)


def check_size(shape: Sequence[int], what: str) -> None:
    """Raise :class:`ShapeError` before an array of this shape would be too large to hold."""
    if count(shape) > LARGEST_ARRAY:
        sizes = f" ({shape_text(shape)})" if len(shape) > 1 else ""
        raise ShapeError(
            f"{what} would hold {amount(count(shape), 'number')}{sizes}; make it smaller, "
            f"the limit is {LARGEST_ARRAY:,}."
        )


def sum_to(array: Array, shape: Shape) -> Array:
    """Sum ``array`` over the axes along which an array of ``shape`` was broadcast to reach it."""
    extra = array.ndim - len(shape)
    axes = tuple(range(extra)) + tuple(
        extra + axis for axis, size in enumerate(shape) if size == 1 and array.shape[extra + axis] != 1
    )
    return np.asarray(array.sum(axis=axes)).reshape(shape)
