"""How a layer's size and parameters come about: letters as a formula, numbers as text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nnviz.document.planned import PlannedLayer
from nnviz.engine import Layer
from nnviz.engine.arrays import Shape, count, shape_text

WINDOW_LETTERS = r"\lfloor (n + 2p - d (k - 1) - 1) / s \rfloor + 1"


@dataclass(frozen=True)
class Working:
    """Letters (LaTeX, may be empty), lines with the numbers in them, and what it is about."""

    letters: str
    lines: tuple[str, ...]
    about: str


def shape_working(line: PlannedLayer) -> Working:
    """How the shape that comes out is worked out."""
    layer, shape = line.layer, line.shape
    if shape is None or not line.is_real:
        return Working("", ("known when it fits what runs into it",), "")
    if not line.input_shapes:
        return Working("", (f"what comes in: {shape_text(shape)}",), "")
    taken = line.input_shapes[0]
    if layer.slides and len(taken) == 3:
        return Working(WINDOW_LETTERS, _window_lines(layer, taken, shape), "")
    return Working("", (_size(layer, line.input_shapes, shape),), "")


def _size(layer: Layer, taken: Sequence[Shape], shape: Shape) -> str:
    """The size of what comes out where no window slides."""
    if layer.fully_connected:
        return f"one number a neuron: {shape[0]:,}"
    if layer.alignment == "flat":
        return f"{_times(taken[0])} = {count(taken[0]):,}"
    if layer.alignment == "stacked":
        return f"{' + '.join(str(one[0]) for one in taken)} = {shape[0]:,}"
    if shape == taken[0]:
        return f"as what runs in: {shape_text(shape)}"
    if layer.reduces != "sum":
        return f"one number a map: {shape[0]:,}"
    return f"{shape_text(taken[0])} becomes {shape_text(shape)}"


def _window_lines(layer: Layer, taken: Shape, shape: Shape) -> tuple[str, ...]:
    windows = layer.windows(taken)
    found = []
    for axis in (0, 1):
        before, after = windows.before[axis], windows.after[axis]
        padding = f"2 · {before}" if before == after else f"{before} + {after}"
        kernel, stride, dilation = windows.kernel[axis], windows.stride[axis], windows.dilation[axis]
        found.append(
            f"⌊({taken[axis + 1]} + {padding} − {dilation} · ({kernel} − 1) − 1) / {stride}⌋ + 1"
            f" = {shape[axis + 1]}"
        )
    if found[0] == found[1]:
        return (found[0],)
    return f"high {found[0]}", f"wide {found[1]}"


def parameter_working(line: PlannedLayer) -> Working:
    """How the number of parameters is worked out."""
    shapes = line.parameter_shapes
    if not shapes:
        nothing = "nothing to learn" if line.shape is not None else "known when it fits"
        return Working("", ("0",), nothing)
    terms = [_term(line, name, shape) for name, shape in shapes.items()]
    if len(shapes) > 1 and len(set(shapes.values())) == 1:
        size = count(next(iter(shapes.values())))
        about = "measured, not learned" if line.layer.measured else ", ".join(shapes)
        return Working("", (f"{size:,} · {len(shapes)} = {line.parameter_count:,}",), about)
    called = {"weight": "kernels" if line.layer.has_kernels else "weights", "bias": "biases", "alpha": "α"}
    about = " + ".join(called.get(name, name) for name in shapes)
    return Working("", (f"{' + '.join(terms)} = {line.parameter_count:,}",), about)


def _term(line: PlannedLayer, name: str, shape: Shape) -> str:
    if name == "weight" and len(shape) == 4:
        filters, channels, height, width = shape
        return f"{filters} · ({height} · {width} · {channels})"
    return (
        _times(shape)
        if len(shape) > 1 and max(shape) > 1 and count(shape) != shape[0]
        else f"{count(shape):,}"
    )


def _times(shape: Shape) -> str:
    return " · ".join(f"{size:,}" for size in shape)
