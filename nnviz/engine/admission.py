"""What a network takes: inputs of its shapes and type, samples that are there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from nnviz.engine.arrays import Array, Shape, numbers_of, read_only, shape_text
from nnviz.engine.numbers import whole
from nnviz.errors import InputError, OptionError


def admit(x: Any, shapes: Sequence[Shape], dtype: np.dtype[Any]) -> list[Array]:
    """``x`` as one array (N, *shape) of ``dtype`` for each of ``shapes``; several come as a list.

    Raises:
        InputError: a shape is another, or they don't have the same number of samples.
    """
    if len(shapes) == 1:
        return [_admit_one(x, shapes[0], dtype)]
    if not isinstance(x, (list, tuple)) or len(x) != len(shapes):
        raise InputError(f"This network has {len(shapes)} inputs; give a list of that many arrays.")
    arrays = [read_only(_admit_one(one, shape, dtype)) for one, shape in zip(x, shapes, strict=True)]
    if len({len(array) for array in arrays}) != 1:
        raise InputError("All inputs of a network need the same number of samples.")
    return arrays


def check_sample(sample: int, samples: int) -> int:
    """The number of a sample that is there.

    Raises:
        OptionError: it isn't.
    """
    number = whole(sample, "A sample's number", None)
    if not 0 <= number < samples:
        raise OptionError(f"There is no sample {sample}; the batch holds {samples}, counted from 0.")
    return number


def _admit_one(x: Any, shape: Shape, dtype: np.dtype[Any]) -> Array:
    array = numbers_of(x, dtype, "The input")
    if array.shape[1:] != shape or array.ndim != len(shape) + 1:
        hint = " Put the batch first: x[None] makes a batch of one." if array.shape == shape else ""
        raise InputError(
            f"The network takes a batch of {shape_text(shape)}, but gets {shape_text(array.shape)}.{hint}"
        )
    return array
