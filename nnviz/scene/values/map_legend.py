"""The legend of image layers: what full colour stands for, and over what the scale goes."""

from __future__ import annotations

from nnviz.scene.time.playback import Moment
from nnviz.scene.values.prepare import Prepared
from nnviz.scene.words.numbers import compact

SCALES = {
    "unit": "each map has its own scale",
    "layer": "one scale a layer",
    "network": "one scale for all layers",
}


def entries(prepared: Prepared, moment: Moment | None) -> tuple[tuple[str, str], ...]:
    """The legend's entries for the image layer that is under way, else selected; none for other layers."""
    layer = _layer(prepared, moment)
    if layer is None:
        return ()
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
            found.append(("layer", f"|z| {compact(float(values.full_z[0]))}"))
        found.append(("fill", f"{name if layer else 'x'} {compact(float(values.full_a[0]))}"))
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
