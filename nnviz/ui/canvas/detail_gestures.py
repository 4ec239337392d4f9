"""The pointer on an opened unit's page: every number can be dragged or typed, names and phases lead there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPointF, QRectF

from nnviz.document import Document, Target, edits
from nnviz.scene.detail import page_spots
from nnviz.scene.detail.page_spots import BIAS, INPUT, NUDGE, NUMBERS, PHASE, SCORE, SOURCE, WEIGHT
from nnviz.scene.detail.slope import NUDGE as STEP
from nnviz.scene.values.model import Hit
from nnviz.scene.view.levels import Level
from nnviz.scene.words import numbers
from nnviz.scene.words import questions as words
from nnviz.scene.words.outcome import strongest
from nnviz.session import Session
from nnviz.ui.canvas.editor import Number
from nnviz.ui.canvas.gestures import (
    DragAcross,
    DragActivation,
    DragBias,
    DragInput,
    DragScore,
    DragWeight,
    Gesture,
)
from nnviz.ui.canvas.zooming import Zoom
from nnviz.ui.paint.detail.opening import Opened
from nnviz.ui.paint.overview import page_map
from nnviz.ui.paint.picture import Picture

BLOCK = "page-block"
PRESSED = (SOURCE, PHASE, NUDGE, BLOCK)
"""Kinds that a click answers."""
NEAR = 6.0
"""Pixels around a block that still mean it."""


def is_on_page(picture: Picture) -> bool:
    """Whether the pointer means a page, and no longer the network behind it."""
    return picture.depth.microscope >= 0.5 or picture.depth.blocks >= 0.5


def hit_at(picture: Picture, point: QPointF) -> Hit | None:
    """What of the page is under a point of the screen."""
    if picture.blocks is not None and picture.depth.blocks >= 0.5:
        return _block_at(picture, point)
    opened = picture.opened
    if opened is None or not opened.takes_pointer:
        return None
    return page_spots.at(opened.spots(), (point.x(), point.y()))


def reachable(opened: Opened) -> list[Hit]:
    """What the keyboard can reach of a page: numbers and buttons, not the names that lead elsewhere."""
    return [hit for hit, _ in opened.spots() if hit.kind not in (SOURCE, PHASE)]


def spoken(session: Session, hit: Hit, number: Number | None) -> str:
    """What ``hit`` is, for a screen reader."""
    document = session.document
    if number is None:
        return (
            "Let z go"
            if hit.kind == "lock"
            else f"z {'plus' if hit.index[0] > 0 else 'minus'} {numbers.whole(STEP)}"
        )
    name = number.name
    if hit.source is not None:
        layer, unit = hit.source.layer, hit.source.unit
        origin = layer, unit if isinstance(unit, tuple) else (unit,)
        name += f" of {' '.join(part for part in words.input_label(document, origin) if part)}"
    return f"{name}: {numbers.number(number.value, 3)}. Up and Down change it, Enter types it."


def click(session: Session, zoom: Zoom, hit: Hit | None) -> None:
    """Go to the layer, the neuron or the phase that is meant; let a held neuron go."""
    if hit is None:
        return
    if hit.kind == BLOCK:
        _enter(session, zoom, hit.target.layer)
    elif hit.kind == "lock":
        session.apply(edits.clear_override, hit.target, label="Release override")
    elif hit.kind == NUDGE:
        z = _z(session, hit.target) + STEP * hit.index[0]
        session.apply(edits.set_override, hit.target, "z", z, label="Nudge z")
    elif hit.kind == SOURCE and hit.source is not None and hit.source.layer > 0:
        zoom.go(zoom.level, hit.source)
    elif hit.kind == PHASE:
        phases = [phase for phase in session.timeline.phases if phase.layer == hit.target.layer]
        session.pause()
        session.seek(phases[hit.index[0]].start)


def _enter(session: Session, zoom: Zoom, layer: int) -> None:
    """From the blocks to the network, at the layer's neuron that passes on most."""
    target = strongest(session.trace, layer)
    session.select(target)
    zoom.go(Level.NETWORK, target)


def drag(session: Session, picture: Picture, hit: Hit | None, start: QPointF) -> Gesture:
    """The gesture of a drag on the page; beside the numbers it moves nothing."""
    if hit is None or hit.kind not in NUMBERS:
        return Gesture()
    opened = picture.opened
    if hit.kind == SCORE and opened is not None and opened.is_slope and opened.microscope.chart is not None:
        low, high = opened.microscope.chart.view[:2]
        x0, _, x1, _ = opened.page.slope_chart
        per_pixel = (high - low) / (x1 - x0)
        return DragAcross(session, start, hit.target, _z(session, hit.target), per_pixel)
    return value_drag(session, picture, hit, start)


def value_drag(session: Session, picture: Picture, hit: Hit, start: QPointF) -> Gesture:
    """The gesture that changes one of the page's numbers by going up and down."""
    target = hit.target
    scale = picture.scales.layers[target.layer]
    if hit.kind == WEIGHT:
        return DragWeight(session, start, target.layer, hit.index, scale.weight)
    if hit.kind == BIAS:
        return DragBias(session, start, target.layer, _index(session, target)[0], scale.bias)
    if hit.kind == SCORE:
        return DragScore(session, start, target, _z(session, target), scale.z)
    assert hit.source is not None
    source = picture.scales.layers[hit.source.layer]
    if hit.source.layer in session.document.network.input_layers:
        return DragInput(session, start, _index(session, hit.source), source.activation, hit.source.layer)
    return DragActivation(session, start, hit.source, _a(session, hit.source), source.activation)


def number_at(session: Session, hit: Hit) -> Number | None:
    """The number that a double click lets a person type."""
    target, network = hit.target, session.document.network
    parameters = network.layer_parameters(target.layer)
    if hit.kind == WEIGHT:
        put = _put(session, partial(edits.set_weight, layer=target.layer, index=hit.index), "Change weight")
        return Number("Weight", float(parameters["weight"][hit.index]), put)
    if hit.kind == BIAS:
        unit = _index(session, target)[0]
        put = _put(session, partial(edits.set_bias, layer=target.layer, unit=unit), "Change bias")
        return Number("Bias", float(parameters["bias"][unit]), put)
    if hit.kind == SCORE:
        put = _put(session, partial(edits.set_override, target=target, kind="z"), "Override z")
        return Number("z", _z(session, target), put)
    if hit.kind == INPUT and hit.source is not None:
        return _input(session, hit.source)
    return None


def _block_at(picture: Picture, point: QPointF) -> Hit | None:
    assert picture.blocks is not None
    screen = QRectF(0, 0, *picture.look.screen)
    map_ = page_map(picture.blocks.document, screen, picture.layout.scale)
    for block in map_.blocks:
        x0, y0, x1, y1 = block.box
        if x0 - NEAR <= point.x() <= x1 + NEAR and y0 - NEAR <= point.y() <= y1 + NEAR:
            return Hit(BLOCK, Target(block.layer, 0))
    return None


def _input(session: Session, source: Target) -> Number:
    if source.layer in session.document.network.input_layers:
        index = _index(session, source)
        put = _put(session, partial(edits.set_value, layer=source.layer, index=index), "Change input")
        return Number("Input", float(session.document.input_of(source.layer)[index]), put)
    put = _put(session, partial(edits.set_override, target=source, kind="a"), "Override activation")
    return Number("Activation", _a(session, source), put)


def _put(session: Session, edit: Callable[..., Document], label: str) -> Callable[[float], None]:
    def put(value: float) -> None:
        session.apply(lambda document: edit(document, value=value), label=label)

    return put


def _index(session: Session, target: Target) -> tuple[int, ...]:
    return session.document.network.unit_index(target.layer, target.unit)


def _a(session: Session, target: Target) -> float:
    return float(session.trace[target.layer].a[(0, *_index(session, target))])


def _z(session: Session, target: Target) -> float:
    return float(session.trace[target.layer].z[(0, *_index(session, target))])
