"""How a layer's size and parameters come about: letters as a formula, numbers as text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from nnviz.document.plan import Line
from nnviz.engine import Layer
from nnviz.engine.arrays import Shape, count, shape_text
from nnviz.scene.words import names

WINDOW_LETTERS = r"\lfloor (n + 2p - d (k - 1) - 1) / s \rfloor + 1"


@dataclass(frozen=True)
class Working:
    """Letters (LaTeX, may be empty), lines with the numbers in them, and what it is about."""

    letters: str
    lines: tuple[str, ...]
    about: str


def shape_working(line: Line) -> Working:
    """How the shape that comes out is worked out."""
    layer, shape = line.layer, line.shape
    if shape is None or not line.input_shapes:
        return Working("", ("known when it fits what runs into it",), "")
    taken = line.input_shapes[0]
    windows = getattr(layer, "windows", None)
    if windows is not None and len(taken) == 3:
        return Working(WINDOW_LETTERS, _window_lines(layer, taken, shape), "")
    if layer.kind == "Flatten":
        return Working("", (f"{_times(taken)} = {count(taken):,}",), "")
    if layer.kind == "Dense":
        return Working("", (f"one number a neuron: {shape[0]:,}",), "")
    if layer.kind.startswith("Global"):
        return Working("", (f"one number a map: {shape[0]:,}",), "")
    if layer.kind == "Concat":
        parts = " + ".join(str(one[0]) for one in line.input_shapes)
        return Working("", (f"{parts} = {shape[0]:,}",), "")
    return Working("", (f"as what runs in: {shape_text(shape)}",), "")


def _window_lines(layer: Layer, taken: Shape, shape: Shape) -> tuple[str, ...]:
    windows = layer.windows(taken)  # type: ignore[attr-defined]
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


def parameter_working(line: Line) -> Working:
    """How the number of parameters is worked out."""
    shapes = line.parameter_shapes
    if not shapes:
        nothing = "nothing to learn" if line.shape is not None else "known when it fits"
        return Working("", ("0",), nothing)
    terms = [_term(line, name, shape) for name, shape in shapes.items()]
    about = " + ".join(_ABOUT.get((line.layer.kind, name), _ABOUT.get(("", name), name)) for name in shapes)
    if line.layer.kind in ("BatchNorm", "LayerNorm") or line.layer.measured:
        size = count(next(iter(shapes.values())))
        about = _MEASURED if line.layer.measured else ", ".join(shapes)
        return Working("", (f"{size:,} · {len(shapes)} = {line.parameter_count:,}",), about)
    return Working("", (f"{' + '.join(terms)} = {line.parameter_count:,}",), about)


_MEASURED = "measured, not learned"
_ABOUT: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("Conv2D", "weight"): "kernels",
        ("", "weight"): "weights",
        ("", "bias"): "biases",
        ("", "alpha"): names.parameter("alpha"),
    }
)


def _term(line: Line, name: str, shape: Shape) -> str:
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
