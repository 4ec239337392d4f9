"""The legend: what colour, width, light and fill stand for, with the numbers of one layer's scale."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from nnviz.document import Target
from nnviz.scene.layout.columns import MOST_EDGES
from nnviz.scene.time.playback import Moment
from nnviz.scene.values import map_legend
from nnviz.scene.values.edges import pen_for
from nnviz.scene.values.model import Legend
from nnviz.scene.values.prepare import Prepared
from nnviz.scene.words.edge_counts import edge_counts, is_large
from nnviz.scene.words.numbers import compact

EXPLAINED = MappingProxyType(
    {
        "positive": "Blue is greater than 0, for weights, products and values",
        "negative": "Orange is less than 0, for weights, products and values",
        "width": "An edge of full width has a weight of this size, whatever its sign",
        "light": "An edge of full light carries a product of this size: the input times the weight",
        "fill": "A neuron of full colour passes on this much",
        "ring": "A ring that has gone all the way round is a sum z of this size",
        "bias": "The largest mark at a neuron's upper left stands for a bias of this size",
        "layer": "The scales of this layer; choosing a neuron, or time, leads to another layer's",
        "count": "How much is drawn of all there is, or over what the colours' scale goes",
    }
)
"""What each kind of entry means, for who asks."""


def legend(prepared: Prepared, moment: Moment | None = None) -> Legend:
    """The legend of a picture, for the scale of one layer: the selected unit's, or else that of ``moment``.

    Where neither speaks of a layer with weights it is the last such layer.
    """
    of_maps = map_legend.entries(prepared, moment)
    if of_maps:
        return Legend(of_maps)
    counts = edge_counts(prepared.document.network)
    layer = _layer(prepared.selection, moment, counts)
    entries = [("positive", "+"), ("negative", "− weight")]
    columns = prepared.layout.columns
    if len(columns) > _MOST_TOLD_APART * prepared.layout.size[0]:
        entries.append(("layer", f"{len(columns) - 1:,} layers: zoom in to tell them apart"))
    if layer is not None:
        scale = prepared.scales.layers[layer]
        widest = pen_for(counts[layer], is_large(prepared.document.network)).full_width_at(scale)
        entries += [
            ("layer", f"Layer {layer}, full at:"),
            ("width", f"|w| {compact(widest)}"),
            ("light", f"|w·x| {compact(scale.product)}"),
            ("fill", f"{'|a|' if scale.signed else 'a'} {compact(scale.activation)}"),
            ("ring", f"|z| {compact(scale.z)}"),
        ]
        biases = prepared.biases[layer]
        if biases is not None and biases.shown.any():
            entries.append(("bias", f"|b| {compact(scale.bias)}"))
        if prepared.tint == "network":
            entries.append(("count", map_legend.SCALES["network"]))
        if counts[layer] > MOST_EDGES and not prepared.layout.notes:
            entries.append(("count", f"{MOST_EDGES:,} of {counts[layer]:,} edges"))
    return Legend(tuple(entries))


_MOST_TOLD_APART = 1 / 12
"""Columns a pixel of the canvas's width."""


def _layer(selection: Target | None, moment: Moment | None, counts: Mapping[int, int]) -> int | None:
    wanted = [selection.layer] if selection is not None else []
    wanted += [moment.layer] if moment is not None else []
    return next((layer for layer in wanted if layer in counts), max(counts, default=None))
