"""Memory is asked for, not taken: what something will need is computed from shapes before it is allocated."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from nnviz.engine.arrays import Shape, count
from nnviz.errors import ShapeError

if TYPE_CHECKING:
    from nnviz.engine.layers.base import Layer
    from nnviz.engine.network import Network

LARGEST = 2**30
"""Bytes that opening, decoding or tracing may take at most."""
_ITEM = 4
_MAKING = 4
"""Times the size of its parameters that a network takes while it is made: drawn in float64, then cast."""


def figure(size: float) -> str:
    """So many bytes, for people: "2.6 GB"."""
    return f"{size / 2**30:,.1f} GB" if size >= 2**30 / 2 else f"{size / 2**20:,.0f} MB"


def refusal(size: float) -> str:
    """Why it isn't done, worded to follow what would take so many bytes."""
    return f"would take {figure(size)} of memory, more than the {figure(LARGEST)} that nnviz takes"


def of_layers(layers: Sequence[Layer], sources: Sequence[Sequence[int]], shapes: Sequence[Shape]) -> int:
    """Bytes that making these layers and tracing one sample through them need.

    ``sources`` and ``shapes`` are by layer number, with the input's at 0, as ``graph.infer`` gives them.
    """
    kept, parameters, transient = _ITEM * count(shapes[0]), 0, 0
    for number, layer in enumerate(layers, start=1):
        taken = [shapes[source] for source in sources[number]]
        kept += _ITEM * count(shapes[number]) * (2 if layer.activation is not None else 1)
        parameters += sum(count(shape) for shape in layer.parameter_shapes(taken).values())
        transient = max(transient, _ITEM * _patches(layer, taken))
    return kept + transient + _MAKING * _ITEM * parameters


def of_network(network: Network) -> int:
    """The same for a network that is there."""
    sources = [network.sources(number) for number in range(len(network.shapes))]
    return of_layers(network.layers, sources, network.shapes)


def check_layers(
    layers: Sequence[Layer], sources: Sequence[Sequence[int]], shapes: Sequence[Shape], what: str
) -> None:
    """Refuse layers that need too much. Raises :class:`ShapeError` with the figure."""
    size = of_layers(layers, sources, shapes)
    if size > LARGEST:
        raise ShapeError(f"{what} {refusal(size)}. Make a layer smaller.")


def _patches(layer: Layer, taken: Sequence[Shape]) -> int:
    """Numbers in the patches that a sliding window is laid out in."""
    if not layer.slides or not taken or len(taken[0]) != 3:
        return 0
    windows = layer.windows(taken[0])
    (kh, kw), (rows, columns) = windows.kernel, windows.count
    return int(taken[0][0] * kh * kw * rows * columns)
