"""What an operation is: one function of whole arrays, with the shape it gives, for the Operator layer."""

from collections.abc import Callable, Collection, Mapping, Sequence
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

# Numbers that are numbered to find out where one of them has gone; of more it isn't asked.
MOST_NUMBERED = 1_000_000


@dataclass(frozen=True)
class Operation:
    """A function of whole arrays: the batch is an axis like any other.

    ``shape`` gives the output's shape from the inputs' shapes and raises :class:`ShapeError`, worded to
    follow "Layer 3 (Operator) ", where they don't fit. ``forward`` gives the output itself and may rely
    on that check; ``attributes`` names what it reads. ``arguments`` names the inputs in order; the last name
    stands for any number of further ones where ``variadic``. ``mixes`` says whether, on an array of so many
    axes, one example's output depends on the others of its batch even where the shapes don't show it.

    ``elementwise``: each number is made of those at the same place of the inputs, stretched where they are
    smaller, and ``sign`` is what people write between them. ``does`` says it in a sentence. ``moves``: each
    number is one of the inputs', at another place, or a constant. ``affine``: sets of arguments in which the
    output is affine, all other arguments being constants; see :meth:`is_affine_in`.
    """

    arguments: tuple[str, ...]
    shape: Callable[[Sequence[Shape], Attributes], Shape]
    forward: Callable[[Sequence[Array], Attributes], Array]
    attributes: tuple[str, ...] = ()
    required: int = 1
    variadic: bool = False
    mixes: Callable[[Attributes, int], bool] = lambda attributes, rank: False
    elementwise: bool = False
    sign: str = ""
    does: str = ""
    moves: bool = False
    affine: tuple[frozenset[str], ...] = ()

    def is_affine_in(self, fed: Collection[str]) -> bool:
        """Whether the output is affine in these arguments taken together, the others being constants."""
        return self.moves or any(frozenset(fed) <= together for together in self.affine)

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

    def operands(
        self, shapes: Sequence[Shape], place: tuple[int, ...], attributes: Attributes
    ) -> tuple[tuple[int, tuple[int, ...]], ...]:
        """The (number of the input, place there) that the output's number at ``place`` is made of; empty
        where it can't be said."""
        if self.elementwise:
            return tuple((i, _stretched(shape, place)) for i, shape in enumerate(shapes))
        return self._moved_from(shapes, place, attributes) if self.moves else ()

    def _moved_from(
        self, shapes: Sequence[Shape], place: tuple[int, ...], attributes: Attributes
    ) -> tuple[tuple[int, tuple[int, ...]], ...]:
        # Each number is replaced by its own number, twice: what differs by the shift has been moved here.
        sizes = [int(np.prod(shape, dtype=np.int64)) for shape in shapes]
        starts = np.cumsum([0, *sizes])
        if starts[-1] > MOST_NUMBERED:
            return ()
        numbered = [
            np.arange(start, start + size).reshape(shape)
            for start, size, shape in zip(starts.tolist(), sizes, shapes, strict=False)
        ]
        first = self.forward(numbered, attributes)[place]
        if self.forward([numbers + int(starts[-1]) for numbers in numbered], attributes)[place] == first:
            return ()
        which = int(np.searchsorted(starts, first, side="right")) - 1
        at = np.unravel_index(int(first - starts[which]), shapes[which])
        return ((which, tuple(int(i) for i in at)),)

    def run(self, arrays: Sequence[Array], attributes: Attributes) -> Array:
        """The output for these arrays. Shapes are checked before anything is allocated."""
        self.output_shape([array.shape for array in arrays], attributes)
        with np.errstate(all="ignore"):
            return np.asarray(self.forward(arrays, attributes))


X = (frozenset(("x",)),)
"""Affine in its one array of numbers."""
TOGETHER = (frozenset(("a", "b")),)
"""Affine in both at once, as a sum is."""
EACH = (frozenset(("a",)), frozenset(("b",)))
"""Affine in either one while the other is a constant, as a product is."""


def _stretched(shape: Shape, place: tuple[int, ...]) -> tuple[int, ...]:
    """The place in an array of ``shape`` that is stretched to where ``place`` is."""
    own = place[len(place) - len(shape) :]
    return tuple(0 if size == 1 else at for size, at in zip(shape, own, strict=True))


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
