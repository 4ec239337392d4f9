"""What lies under the pointer, and which gesture starts there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from PySide6.QtCore import QPointF, Qt

from nnviz.document import Camera, Document, Target, edits
from nnviz.scene.detail import page_spots
from nnviz.scene.values.model import Hit
from nnviz.scene.values.scales import LayerScale
from nnviz.scene.view.pick import pick
from nnviz.session import Session
from nnviz.ui.canvas import detail_gestures as page_tools
from nnviz.ui.canvas import image_pointing
from nnviz.ui.canvas.editor import Number
from nnviz.ui.canvas.gestures import DragActivation, DragBias, DragInput, DragWeight, Gesture, Pan
from nnviz.ui.paint.marks import SIZE, mark_place
from nnviz.ui.paint.network.heat import weight_at
from nnviz.ui.paint.picture import Picture

NEAR = 3.0
"""Pixels around a small mark that still count as the mark."""
CURSORS = {
    "lock": Qt.CursorShape.PointingHandCursor,
    "kernel": Qt.CursorShape.SizeVerCursor,
    "pixel": Qt.CursorShape.ArrowCursor,
    "channel": Qt.CursorShape.PointingHandCursor,
    "bias": Qt.CursorShape.SizeVerCursor,
    "edge": Qt.CursorShape.SizeVerCursor,
    "joint": Qt.CursorShape.PointingHandCursor,
    "unit": Qt.CursorShape.PointingHandCursor,
    "bar": Qt.CursorShape.PointingHandCursor,
    "fold": Qt.CursorShape.PointingHandCursor,
    "note": Qt.CursorShape.PointingHandCursor,
    "weights": Qt.CursorShape.ArrowCursor,
    **dict.fromkeys(page_spots.NUMBERS, Qt.CursorShape.SizeVerCursor),
    **dict.fromkeys(page_tools.PRESSED, Qt.CursorShape.PointingHandCursor),
}


def hit_at(picture: Picture, camera: Camera, point: QPointF) -> Hit | None:
    """The topmost thing at a point of the screen: a lock, a bias mark, a unit, an edge or a bar."""
    if page_tools.is_on_page(picture):
        return page_tools.hit_at(picture, point)
    on_image = image_pointing.hit_at(picture, point)
    if on_image is not None or image_pointing.is_covered(picture, point):
        return on_image
    return (
        _lock_at(picture, point)
        or _bias_at(picture, point)
        or weight_at(picture, point)
        or pick(picture.layout, picture.edges, camera, picture.look.screen, (point.x(), point.y()))
    )


def _lock_at(picture: Picture, point: QPointF) -> Hit | None:
    mapping = picture.look.mapping
    for column, nodes in zip(picture.layout.columns, picture.frame.nodes, strict=True):
        for i, mark in enumerate(nodes.marks):
            if mark == "override":
                middle = mapping.point(float(column.x[i]), float(column.y[i]))
                way = point - mark_place(middle, column.part_at(i).radius * mapping.zoom)
                if np.hypot(way.x(), way.y()) <= SIZE + NEAR:
                    return Hit("lock", Target(column.layer, column.unit(i)))
    return None


def _bias_at(picture: Picture, point: QPointF) -> Hit | None:
    mapping = picture.look.mapping
    for biases in picture.frame.biases:
        x, y = mapping.x(biases.x), mapping.y(biases.y)
        reach = np.maximum(biases.radius * mapping.zoom, 2.0) + NEAR
        near = (np.abs(x - point.x()) <= reach) & (np.abs(y - point.y()) <= reach) & (biases.shown > 0.5)
        if near.any():
            column = picture.layout.column(biases.layer)
            return Hit("bias", Target(biases.layer, column.unit(int(near.argmax()))))
    return None


def click(session: Session, hit: Hit | None) -> None:
    """A press and release in one place: select, or release an override."""
    if hit is None:
        session.select(None)
    elif image_pointing.click(session, hit):
        return
    elif hit.kind == "fold":
        session.set_unfolded(session.view.unfolded ^ {hit.target.layer})
    elif hit.kind == "note":
        session.set_heat(not session.view.heat)
    elif hit.kind == "lock":
        session.apply(edits.clear_override, hit.target, label="Release override")
    else:
        session.select(hit.target)


def drag(
    session: Session, picture: Picture, hit: Hit | None, start: QPointF, modifiers: Qt.KeyboardModifier
) -> Gesture:
    """The gesture of a drag that starts on ``hit``; on nothing that can be dragged, it moves the picture."""
    if page_tools.is_on_page(picture):
        return page_tools.drag(session, picture, hit, start)
    if hit is not None:
        on_image = image_pointing.drag(session, picture, hit, start)
        if on_image is not None:
            return on_image
        value = _drag_value(session, picture, hit, start, modifiers)
        if value is not None:
            session.select(hit.target)
            return value
    return Pan(session, picture.layout, picture.look.screen, start)


def _drag_value(
    session: Session, picture: Picture, hit: Hit, start: QPointF, modifiers: Qt.KeyboardModifier
) -> Gesture | None:
    target, network = hit.target, session.document.network
    scale = _scale(picture, target.layer)
    index = network.unit_index(target.layer, target.unit)
    if hit.kind == "edge" and hit.source is not None:
        row = network.unit_index(hit.source.layer, hit.source.unit)
        return DragWeight(session, start, target.layer, (*row, *index), scale.weight)
    if hit.kind == "bias":
        return DragBias(session, start, target.layer, index[0], scale.bias)
    if hit.kind == "unit" and target.layer in network.input_layers:
        return DragInput(session, start, index, scale.activation, target.layer)
    if hit.kind == "unit" and modifiers & Qt.KeyboardModifier.AltModifier:
        a = float(session.trace[target.layer].a[(0, *index)])
        return DragActivation(session, start, target, a, scale.activation)
    return None


def number_at(session: Session, hit: Hit) -> Number | None:
    """The number that a double click on ``hit`` lets a person type: a weight, a bias or an input."""
    if hit.kind in page_spots.NUMBERS:
        return page_tools.number_at(session, hit)
    if hit.index:
        return image_pointing.number_at(session, hit)
    document, target = session.document, hit.target
    network = document.network
    index = network.unit_index(target.layer, target.unit)
    if hit.kind == "edge" and hit.source is not None:
        place = (*network.unit_index(hit.source.layer, hit.source.unit), *index)
        weight = float(network.layer_parameters(target.layer)["weight"][place])
        return Number(
            "Weight", weight, _putter(session, edits.set_weight, (target.layer, place), "Change weight")
        )
    if hit.kind == "bias":
        bias = float(network.layer_parameters(target.layer)["bias"][index[0]])
        return Number("Bias", bias, _putter(session, edits.set_bias, (target.layer, index[0]), "Change bias"))
    if hit.kind in ("unit", "pixel") and target.layer in network.input_layers:
        value = float(document.input_of(target.layer)[index])
        where = (target.layer, index)
        return Number("Input", value, _putter(session, edits.set_value, where, "Change input"))
    return None


def _putter(
    session: Session, edit: Callable[..., Document], where: tuple[Any, ...], label: str
) -> Callable[[float], None]:
    return lambda value: session.apply(edit, *where, value, label=label)


def _scale(picture: Picture, layer: int) -> LayerScale:
    return picture.scales.layers[layer]
