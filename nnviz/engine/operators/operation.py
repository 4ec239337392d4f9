"""What an operation is: one function of whole arrays, with the shape it gives, for the Operator layer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

import numpy as np

from nnviz.engine.arrays import Array, Shape, check_size, shape_text
from nnviz.engine.numbers import amount
from nnviz.errors import ShapeError

Attributes = Mapping[str, Any]

# NumPy's own limit for the number of axes.
MOST_AXES = 64


@dataclass(frozen=True)
class Operation:
    """A function of whole arrays: the batch is an axis like any other.

    ``shape`` gives the output's shape from the inputs' shapes and raises :class:`ShapeError`, worded to
    follow "Layer 3 (Operator) ", where they don't fit. ``forward`` gives the output itself and may rely
    on that check; ``attributes`` names what it reads. ``arguments`` names the inputs in order; the last name
    stands for any number of further ones where ``variadic``. ``mixes`` says whether, on an array of so many
    axes, one example's output depends on the others of its batch even where the shapes don't show it.
    """

    arguments: tuple[str, ...]
    shape: Callable[[Sequence[Shape], Attributes], Shape]
    forward: Callable[[Sequence[Array], Attributes], Array]
    attributes: tuple[str, ...] = ()
    required: int = 1
    variadic: bool = False
    mixes: Callable[[Attributes, int], bool] = lambda attributes, rank: False

    def argument(self, position: int) -> str:
        """The name of the input at ``position``: ``"weight"``, or ``"input3"`` where any number may come."""
        return f"{self.arguments[-1]}{position}" if self.variadic else self.arguments[position]

    def output_shape(self, shapes: Sequence[Shape], attributes: Attributes) -> Shape:
        """The output's shape, checked to be one that can be held."""
        if len(shapes) < self.required or (len(shapes) > len(self.arguments) and not self.variadic):
            raise ShapeError(f"takes {', '.join(self.arguments)}, but gets {amount(len(shapes), 'input')}.")
        shape = self.shape(shapes, attributes)
        if len(shape) > MOST_AXES:
            raise ShapeError(f"would give an array of {len(shape)} axes; the limit is {MOST_AXES}.")
        check_size(shape, "The output")
        return shape

    def run(self, arrays: Sequence[Array], attributes: Attributes) -> Array:
        """The output for these arrays. Shapes are checked before anything is allocated."""
        self.output_shape([array.shape for array in arrays], attributes)
        with np.errstate(all="ignore"):
            return np.asarray(self.forward(arrays, attributes))


def same(shapes: Sequence[Shape], attributes: Attributes) -> Shape:
    """The shape of the first input, kept."""
    return shapes[0]


def broadcast(shapes: Sequence[Shape], attributes: Attributes) -> Shape:
    """The common shape: sizes are compared from the last axis on, and a 1 stretches to the other's size."""
    sizes = []
    for column in zip_longest(*(reversed(shape) for shape in shapes), fillvalue=1):
        distinct = {size for size in column if size != 1}
        if len(distinct) > 1:
            raise ShapeError(f"can't stretch {' and '.join(map(shape_text, shapes))} to one shape.")
        sizes.append(distinct.pop() if distinct else 1)
    return tuple(reversed(sizes))


def axis_of(axis: int, rank: int) -> int:
    """``axis`` counted from the front; a negative one counts from the back."""
    if not -rank <= axis < rank:
        raise ShapeError(f"names axis {axis} of an array of {amount(rank, 'axis', 'axes')}.")
    return axis % rank


def axes_of(axes: Sequence[int], rank: int) -> tuple[int, ...]:
    """``axes`` counted from the front, each named once."""
    found = tuple(axis_of(axis, rank) for axis in axes)
    if len(set(found)) != len(found):
        raise ShapeError(f"names an axis twice: {', '.join(map(str, axes))}.")
    return found
