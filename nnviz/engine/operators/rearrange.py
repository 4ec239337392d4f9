"""Operations that move numbers about without changing them, and the mean over chosen axes."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

import numpy as np

from nnviz.engine.arrays import Array, Shape, count, shape_text
from nnviz.engine.numbers import amount
from nnviz.engine.operators.operation import Attributes, Operation, X, axes_of, axis_of
from nnviz.errors import ShapeError


def flatten_shape(shapes: Sequence[Shape], attributes: Attributes) -> Shape:
    """Two axes: all before ``axis``, and all from it on."""
    shape, axis = shapes[0], attributes["axis"]
    if not -len(shape) <= axis <= len(shape):
        raise ShapeError(f"names axis {axis} of an array of {amount(len(shape), 'axis', 'axes')}.")
    cut = axis + len(shape) if axis < 0 else axis
    return (count(shape[:cut]), count(shape[cut:]))


def reshape_shape(shapes: Sequence[Shape], attributes: Attributes) -> Shape:
    """``shape``, where a 0 copies the input's size (unless ``allow_zero``) and one −1 takes what is left."""
    old, wanted = shapes[0], list(attributes["shape"])
    if not attributes["allow_zero"]:
        if any(size == 0 and axis >= len(old) for axis, size in enumerate(wanted)):
            raise ShapeError(f"copies a size that its input {shape_text(old)} hasn't.")
        wanted = [old[axis] if size == 0 else size for axis, size in enumerate(wanted)]
    free = [axis for axis, size in enumerate(wanted) if size == -1]
    if len(free) > 1 or min(wanted, default=0) < -1:
        raise ShapeError(f"asks for the shape {tuple(attributes['shape'])}, which is none.")
    if free:
        known = count([size for size in wanted if size != -1])
        wanted[free[0]] = count(old) // known if known else 0
    if count(wanted) != count(old) or (free and not count(wanted)):
        raise ShapeError(f"can't turn {shape_text(old)} into {tuple(attributes['shape'])}.")
    return tuple(wanted)


def squeeze_shape(shapes: Sequence[Shape], attributes: Attributes) -> Shape:
    """The shape without ``axes``, each of which has size 1."""
    axes = axes_of(attributes["axes"], len(shapes[0]))
    if any(shapes[0][axis] != 1 for axis in axes):
        raise ShapeError(f"drops an axis of {shape_text(shapes[0])} that isn't of size 1.")
    return tuple(size for axis, size in enumerate(shapes[0]) if axis not in axes)


def unsqueeze_shape(shapes: Sequence[Shape], attributes: Attributes) -> Shape:
    """The shape with an axis of size 1 at each of ``axes``, counted in the output."""
    rank = len(shapes[0]) + len(attributes["axes"])
    axes = axes_of(attributes["axes"], rank)
    sizes = iter(shapes[0])
    return tuple(1 if axis in axes else next(sizes) for axis in range(rank))


def transpose_shape(shapes: Sequence[Shape], attributes: Attributes) -> Shape:
    """The sizes in the order ``perm``."""
    order = attributes["perm"]
    if sorted(order) != list(range(len(shapes[0]))):
        raise ShapeError(f"can't put the axes of {shape_text(shapes[0])} in the order {tuple(order)}.")
    return tuple(shapes[0][axis] for axis in order)


def concat_shape(shapes: Sequence[Shape], attributes: Attributes) -> Shape:
    """The inputs one after another along ``axis``; all other sizes agree."""
    first = shapes[0]
    axis = axis_of(attributes["axis"], len(first))
    if any(len(shape) != len(first) for shape in shapes) or any(
        shape[:axis] + shape[axis + 1 :] != first[:axis] + first[axis + 1 :] for shape in shapes
    ):
        raise ShapeError(f"can't join {' and '.join(map(shape_text, shapes))} along axis {axis}.")
    return (*first[:axis], sum(shape[axis] for shape in shapes), *first[axis + 1 :])


def pad_shape(shapes: Sequence[Shape], attributes: Attributes) -> Shape:
    """Each size with its ``pads`` (all befores, then all afters) added; a negative one cuts away."""
    rank, pads = len(shapes[0]), attributes["pads"]
    if len(pads) != 2 * rank:
        raise ShapeError(f"has {amount(len(pads), 'padding')} for {amount(rank, 'axis', 'axes')}.")
    sizes = []
    for size, before, after in zip(shapes[0], pads[:rank], pads[rank:], strict=True):
        kept = size + min(before, 0) + min(after, 0)
        if kept < 0 or (kept == 0 and attributes["mode"] != "constant" and max(before, after) > 0):
            raise ShapeError(f"cuts more away from {shape_text(shapes[0])} than there is.")
        sizes.append(size + before + after)
    return tuple(sizes)


def pad(arrays: Sequence[Array], attributes: Attributes) -> Array:
    """Cut first, then pad by ``mode``: constant (``value``), edge, reflect or wrap."""
    x, pads = arrays[0], attributes["pads"]
    befores, afters = pads[: x.ndim], pads[x.ndim :]
    kept = x[
        tuple(
            slice(max(-before, 0), size + min(after, 0))
            for size, before, after in zip(x.shape, befores, afters, strict=True)
        )
    ]
    widths = [(max(before, 0), max(after, 0)) for before, after in zip(befores, afters, strict=True)]
    if attributes["mode"] == "constant":
        return np.pad(kept, widths, constant_values=attributes["value"])
    return np.pad(kept, widths, mode=attributes["mode"])


def mean_shape(shapes: Sequence[Shape], attributes: Attributes) -> Shape:
    """The shape without ``axes``, or with size 1 there where ``keep``."""
    axes = axes_of(attributes["axes"], len(shapes[0]))
    if attributes["keep"]:
        return tuple(1 if axis in axes else size for axis, size in enumerate(shapes[0]))
    return tuple(size for axis, size in enumerate(shapes[0]) if axis not in axes)


def mean(arrays: Sequence[Array], attributes: Attributes) -> Array:
    """Σ over ``axes`` / how many there are."""
    x = arrays[0]
    axes = axes_of(attributes["axes"], x.ndim)
    total = np.add.reduce(x, axis=axes, keepdims=attributes["keep"])
    return (total / x.dtype.type(count([x.shape[axis] for axis in axes]))).astype(x.dtype, copy=False)


def _reshaped(shape: Callable[[Sequence[Shape], Attributes], Shape], *names: str) -> Operation:
    return Operation(
        ("x",),
        shape,
        lambda arrays, attributes: arrays[0].reshape(shape([arrays[0].shape], attributes)),
        names,
        moves=True,
    )


TABLE: Mapping[str, Operation] = MappingProxyType(
    {
        "Flatten": _reshaped(flatten_shape, "axis"),
        "Reshape": _reshaped(reshape_shape, "shape", "allow_zero"),
        "Squeeze": _reshaped(squeeze_shape, "axes"),
        "Unsqueeze": _reshaped(unsqueeze_shape, "axes"),
        "Transpose": Operation(
            ("x",),
            transpose_shape,
            lambda arrays, attributes: arrays[0].transpose(attributes["perm"]),
            ("perm",),
            moves=True,
        ),
        "Concat": Operation(
            ("input",),
            concat_shape,
            lambda arrays, attributes: np.concatenate(arrays, axis=attributes["axis"]),
            ("axis",),
            variadic=True,
            moves=True,
        ),
        "Pad": Operation(
            ("x",),
            pad_shape,
            pad,
            ("pads", "mode", "value"),
            mixes=lambda attributes, rank: any(attributes["pads"][::rank]),
            moves=True,
        ),
        "ReduceMean": Operation(
            ("x",), mean_shape, mean, ("axes", "keep"), does="Takes the mean along some axes.", affine=X
        ),
    }
)
