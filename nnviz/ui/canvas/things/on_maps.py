"""Things of networks on images: cells of maps and kernels, and the numbers of one window's arithmetic."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt

from nnviz.document import Document
from nnviz.engine import Trace
from nnviz.session import Session
from nnviz.ui.canvas.editor import Number
from nnviz.ui.canvas.gestures import DragInput, DragWeight, Gesture
from nnviz.ui.canvas.things import typed
from nnviz.ui.canvas.things.on_network import OfUnit, Unit
from nnviz.ui.canvas.things.thing import Ground, Modifiers, Thing
from nnviz.ui.canvas.zooming import Zoom
from nnviz.ui.paint.hover import Card, kernel_card
from nnviz.ui.paint.marker import Marker
from nnviz.ui.paint.picture import Picture


class MapCell(Unit):
    """A cell of a map."""

    kind = "cell"
    grounds = Ground.NETWORK | Ground.STRIP


class KernelCell(Thing):
    """One weight of a kernel; its place in the layer's weights is its hit's ``index``."""

    kind = "kernel"
    grounds = Ground.NETWORK | Ground.STRIP
    cursor = Qt.CursorShape.SizeVerCursor

    def facts(self, document: Document, trace: Trace) -> Card:
        return kernel_card(document, self.target.layer, self.hit.index)

    def bring_out(self, marker: Marker, is_held: bool = False) -> None:
        marker.ring(self.target)
        marker.kernel(self.target.layer, self.hit.index)

    def click(self, session: Session, zoom: Zoom) -> None:
        session.select(self.target)
        session.set_channel(self.hit.index[1])

    def drag(
        self, session: Session, picture: Picture, start: QPointF, modifiers: Modifiers
    ) -> Gesture | None:
        session.select(self.target)
        session.set_channel(self.hit.index[1])
        layer = self.target.layer
        return DragWeight(session, start, layer, self.hit.index, picture.scales.layers[layer].weight)

    def number(self, session: Session) -> Number | None:
        return typed.of_weight(session, self.target.layer, self.hit.index)


class Pixel(OfUnit):
    """A number under the window. It is part of what is selected already: a click changes nothing."""

    kind = "pixel"
    grounds = Ground.STRIP
    cursor = Qt.CursorShape.ArrowCursor

    def click(self, session: Session, zoom: Zoom) -> None:
        if len(session.document.network.shapes[self.target.layer]) != 3:
            super().click(session, zoom)

    def drag(
        self, session: Session, picture: Picture, start: QPointF, modifiers: Modifiers
    ) -> Gesture | None:
        layer = self.target.layer
        if layer not in session.document.network.input_layers:
            return None
        full = picture.scales.layers[layer].activation
        return DragInput(session, start, typed.index(session, self.target), full, layer)

    def number(self, session: Session) -> Number | None:
        return typed.of_input(session, self.target)


class Channel(OfUnit):
    """The sum of one input channel in a window's arithmetic; its number is its hit's ``index``."""

    kind = "channel"
    grounds = Ground.STRIP

    def bring_out(self, marker: Marker, is_held: bool = False) -> None:
        marker.ring(self.target)

    def click(self, session: Session, zoom: Zoom) -> None:
        session.set_channel(self.hit.index[0])
