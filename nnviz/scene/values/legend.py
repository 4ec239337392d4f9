"""The legend: what colour, width, light and fill stand for, with the numbers of one layer's scale."""

from __future__ import annotations

from collections.abc import Mapping

from nnviz.document import Target
from nnviz.scene.layout.columns import MOST_EDGES
from nnviz.scene.time.playback import Moment
from nnviz.scene.values import map_legend
from nnviz.scene.values.edges import pen_for
from nnviz.scene.values.map_legend import hidden_scales, told
from nnviz.scene.values.model import Legend
from nnviz.scene.values.prepare import Prepared
from nnviz.scene.words.counting import amount, part
from nnviz.scene.words.edge_counts import edge_counts, is_large
from nnviz.scene.words.numbers import compact


def legend(prepared: Prepared, moment: Moment | None = None, masked: bool = False) -> Legend:
    """The legend of a picture, for the scale of one layer: the selected unit's, or else that of ``moment``.

    Where neither speaks of a layer with weights it is the last such layer. ``masked``: of numbers that the
    pass hasn't reached a quiz hides the largest too.
    """
    of_maps = map_legend.entries(prepared, moment, masked)
    if of_maps:
        return Legend(of_maps)
    counts = edge_counts(prepared.document.network)
    layer = _layer(prepared.selection, moment, counts)
    entries = [("positive", "+"), ("negative", "− weight")]
    columns = prepared.layout.columns
    if len(columns) > _MOST_TOLD_APART * prepared.layout.size[0]:
        entries.append(("layer", f"{amount(len(columns) - 1, 'layer')}: zoom in to tell them apart"))
    if layer is not None:
        scale = prepared.scales.layers[layer]
        hidden = hidden_scales(prepared, moment, layer) if masked else frozenset()
        widest = pen_for(counts[layer], is_large(prepared.document.network)).full_width_at(scale)
        entries += [
            ("layer", f"Layer {layer}, full at:"),
            ("width", f"|w| {compact(widest)}"),
            ("light", f"|w·x| {told(scale.product, 'multiply', hidden)}"),
            ("fill", f"{'|a|' if scale.signed else 'a'} {told(scale.activation, 'activate', hidden)}"),
            ("ring", f"|z| {told(scale.z, 'sum', hidden)}"),
        ]
        biases = prepared.biases[layer]
        if biases is not None and biases.shown.any():
            entries.append(("bias", f"|b| {compact(scale.bias)}"))
        if prepared.tint == "network":
            entries.append(("count", map_legend.SCALES["network"]))
        if counts[layer] > MOST_EDGES and not prepared.layout.notes:
            entries.append(("count", part(MOST_EDGES, counts[layer], "edge")))
    return Legend(tuple(entries))


MEANINGS = {
    "+": "A positive number: a weight, or a value",
    "−": "A negative number: a weight, or a value",
    "|w|": "The weight, without its sign, that is drawn at full width or colour",
    "|w·x|": "The product, weight times what comes in, without its sign, that is drawn at full brightness",
    "a": "The activation, what a neuron passes on, that is drawn at full colour",
    "|a|": "The activation, what a neuron passes on, without its sign, that is drawn at full colour",
    "x": "The input value that is drawn at full colour",
    "|z|": "The sum z = Σ w·x + b, before the function, without its sign, that fills the ring or the colour",
    "|b|": "The bias, without its sign, that is drawn as the largest mark",
}
"""What each letter of the legend means, in words for the pointer."""


def meaning(words: str) -> str:
    """What an entry of the legend says in full; empty where it says all itself."""
    return MEANINGS.get(words.partition(" ")[0], "")


_MOST_TOLD_APART = 1 / 12
"""Columns a pixel of the canvas's width."""


def _layer(selection: Target | None, moment: Moment | None, counts: Mapping[int, int]) -> int | None:
    wanted = [selection.layer] if selection is not None else []
    wanted += [moment.layer] if moment is not None else []
    return next((layer for layer in wanted if layer in counts), max(counts, default=None))
