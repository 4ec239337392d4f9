"""The legend of image layers: what full colour stands for, and over what the scale goes."""

from __future__ import annotations

from nnviz.scene.time.playback import Moment
from nnviz.scene.time.stage import unreached
from nnviz.scene.values.prepare import Prepared
from nnviz.scene.words.numbers import compact

SCALES = {
    "unit": "each map has its own scale",
    "layer": "one scale a layer",
    "network": "one scale for all layers",
}


HIDDEN = "?"
"""What stands for a number that a quiz hides."""


def hidden_scales(prepared: Prepared, moment: Moment | None, layer: int) -> frozenset[str]:
    """The sections whose largest number a quiz hides at a moment: those of the layer that has the scale, of
    the last one where all have one together."""
    if moment is None or layer in prepared.document.network.input_layers:
        return frozenset()
    is_shared = prepared.tint == "network"
    return unreached(moment, len(prepared.document.network.layers) if is_shared else layer)


def told(value: float, section: str, hidden: frozenset[str]) -> str:
    """The largest number of a scale, or that it is hidden."""
    return HIDDEN if section in hidden else compact(value)


def entries(prepared: Prepared, moment: Moment | None, masked: bool = False) -> tuple[tuple[str, str], ...]:
    """The legend's entries for the image layer that is under way, else selected; none for other layers."""
    layer = _layer(prepared, moment)
    if layer is None:
        return ()
    hidden = hidden_scales(prepared, moment, layer) if masked else frozenset()
    values, scale = prepared.maps[layer], prepared.scales.layers[layer]
    found = [("positive", "+"), ("negative", "−")]
    found.append(("layer", f"Layer {layer}, full colour at:" if layer else "Input, full colour at:"))
    if layer and prepared.document.network.layer(layer).has_kernels:
        found.append(("layer", f"|w| {compact(scale.largest_weight)}"))
    name = "|a|" if "signed" in values.ramps else "a"
    if layer == 0 or prepared.tint != "unit":
        if (
            layer
            and values.z is not values.a
            and prepared.document.network.layer(layer).activation is not None
        ):
            found.append(("layer", f"|z| {told(float(values.full_z[0]), 'sum', hidden)}"))
        full = told(float(values.full_a[0]), "activate", hidden)
        found.append(("fill", f"{name if layer else 'x'} {full}"))
    if layer and prepared.tint != "layer":
        found.append(("count", SCALES[prepared.tint]))
    return tuple(found)


def _layer(prepared: Prepared, moment: Moment | None) -> int | None:
    if moment is not None and moment.layer in prepared.maps and moment.layer:
        return moment.layer
    selection = prepared.selection
    if selection is not None and selection.layer in prepared.maps:
        return selection.layer
    return moment.layer if moment is not None and moment.layer in prepared.maps else None
