"""Clicks and drags on image layers: choose a window, a kernel or a channel; change a weight or a pixel."""

from __future__ import annotations

from PySide6.QtCore import QPointF

from nnviz.document import edits
from nnviz.scene.time import windows
from nnviz.scene.values.model import Hit
from nnviz.scene.view import map_pick
from nnviz.session import Session
from nnviz.ui.canvas.editor import Number
from nnviz.ui.canvas.gestures import DragInput, DragWeight, Gesture
from nnviz.ui.paint.picture import Picture


def hit_at(picture: Picture, point: QPointF) -> Hit | None:
    """What of the image layers is under a point of the screen."""
    layout, strip, network = picture.layout, picture.frame.strip, picture.trace.network
    if layout.images is None:
        return None
    at = (point.x(), point.y())
    if map_pick.is_on_strip(layout, at):
        return map_pick.on_strip(layout, network, strip, at)
    return map_pick.on_tiles(layout, network, picture.selection, strip, picture.look.mapping.back(point))


def is_covered(picture: Picture, point: QPointF) -> bool:
    """Whether the strip lies over whatever else is there."""
    return map_pick.is_on_strip(picture.layout, (point.x(), point.y()))


def click(session: Session, hit: Hit) -> bool:
    """Answer a click on an image layer; False where it is none. A cell of a map goes to its window."""
    network, target = session.document.network, hit.target
    if hit.kind == "channel":
        session.set_channel(hit.index[0])
        return True
    if hit.kind == "kernel":
        session.select(target)
        session.set_channel(hit.index[1])
        return True
    if hit.kind == "unit" and isinstance(target.unit, tuple) and windows.slides(network, target.layer):
        session.select(target)
        session.pause()
        session.seek(windows.seconds_of(network, session.timeline, target.layer, target.unit[1:]))
        return True
    # The numbers of the strip are part of what is selected already.
    return hit.kind in ("pixel", "bias") and len(network.shapes[target.layer]) == 3


def drag(session: Session, picture: Picture, hit: Hit, start: QPointF) -> Gesture | None:
    """The gesture of a drag on a weight, or on a pixel of the strip; None for all else."""
    layer = hit.target.layer
    full = picture.scales.layers[layer]
    if hit.kind == "kernel":
        session.select(hit.target)
        session.set_channel(hit.index[1])
        return DragWeight(session, start, layer, hit.index, full.weight)
    network = session.document.network
    if hit.kind == "pixel" and layer in network.input_layers:
        index = network.unit_index(layer, hit.target.unit)
        return DragInput(session, start, index, full.activation, layer)
    return None


def number_at(session: Session, hit: Hit) -> Number | None:
    """The weight that a double click lets a person type."""
    if hit.kind != "kernel":
        return None
    layer, index = hit.target.layer, hit.index
    weight = float(session.document.network.layer_parameters(layer)["weight"][index])

    def put(value: float) -> None:
        session.apply(edits.set_weight, layer, index, value, label="Change weight")

    return Number("Weight", weight, put)
