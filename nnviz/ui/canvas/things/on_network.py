"""Things of the network itself: neurons, edges, biases, locks, and the words beside them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QPointF, Qt

from nnviz.document import Document, Target, edits
from nnviz.engine import Trace
from nnviz.scene.time.stage import HINT, unreached
from nnviz.scene.values.model import Hit
from nnviz.scene.words import names
from nnviz.scene.words.held import RELEASE
from nnviz.session import Session, State
from nnviz.ui.canvas.editor import Number
from nnviz.ui.canvas.gestures import (
    DragAcross,
    DragActivation,
    DragBias,
    DragInput,
    DragWeight,
    Gesture,
)
from nnviz.ui.canvas.things import typed
from nnviz.ui.canvas.things.thing import Ground, Modifiers, Probe, Thing
from nnviz.ui.canvas.zooming import Zoom
from nnviz.ui.paint.hover import Card, edge_card, skip_card, unit_card
from nnviz.ui.paint.marker import Marker
from nnviz.ui.paint.marks import SIZE, mark_place
from nnviz.ui.paint.network.heat import note_at, weight_at
from nnviz.ui.paint.network.node_curves import curve_at, z_per_pixel
from nnviz.ui.paint.picture import Picture

NEAR = 3.0
"""Pixels around a small mark that still count as the mark."""


class OfUnit(Thing):
    """What says of its unit what the unit says."""

    def facts(self, document: Document, trace: Trace) -> Card:
        return unit_card(document, trace, self.target)

    def bring_out(self, marker: Marker, is_held: bool = False) -> None:
        marker.ring(self.target)
        marker.cell(self.target)


class Unit(OfUnit):
    """A neuron, or a value of the input."""

    kind = "unit"

    @property
    def unit(self) -> Target:
        return self.target

    def bring_out(self, marker: Marker, is_held: bool = False) -> None:
        marker.ring(self.target)
        marker.relatives(self.target)
        marker.cell(self.target)

    def drag(
        self, session: Session, picture: Picture, start: QPointF, modifiers: Modifiers
    ) -> Gesture | None:
        """An input changes its value; a neuron, with Alt, what it passes on."""
        target, full = self.target, picture.scales.layers[self.target.layer].activation
        is_input = target.layer in session.document.network.input_layers
        if not is_input and not modifiers & Modifiers.AltModifier:
            return None
        session.select(target)
        if is_input:
            return DragInput(session, start, typed.index(session, target), full, target.layer)
        return DragActivation(session, start, target, typed.a(session, target), full)

    def number(self, session: Session) -> Number | None:
        return typed.of_input(session, self.target)


class NodeCurve(OfUnit):
    """The small curve in a neuron, seen close: z is dragged along it, as along the large ones."""

    kind = "curve"
    cursor = Qt.CursorShape.SizeHorCursor

    @classmethod
    def at(cls, probe: Probe) -> Hit | None:
        found = curve_at(probe.picture, probe.point)
        return None if found is None else Hit(cls.kind, found)

    @property
    def unit(self) -> Target:
        return self.target

    def facts(self, document: Document, trace: Trace) -> Card:
        return replace(super().facts(document, trace), hint="Drag along the curve to hold z")

    def drag(
        self, session: Session, picture: Picture, start: QPointF, modifiers: Modifiers
    ) -> Gesture | None:
        session.select(self.target)
        per_pixel = z_per_pixel(picture, self.target)
        if per_pixel is None:
            return None
        return DragAcross(session, start, self.target, typed.z(session, self.target), per_pixel)


class Bar(OfUnit):
    """An output's bar."""

    kind = "bar"

    @property
    def unit(self) -> Target:
        return self.target


class Edge(Thing):
    """One weight, as a line or as the cell of a heat strip."""

    kind = "edge"
    cursor = Qt.CursorShape.SizeVerCursor

    @property
    def source(self) -> Target:
        """Where it comes from."""
        assert self.hit.source is not None
        return self.hit.source

    def facts(self, document: Document, trace: Trace) -> Card:
        return edge_card(document, trace, self.source, self.target)

    def bring_out(self, marker: Marker, is_held: bool = False) -> None:
        self._line(marker)
        if not is_held:
            marker.ring(self.source)

    def _line(self, marker: Marker) -> None:
        if not self.hit.index:
            # A window's pixel and its weight are cells, which have no line between them.
            marker.edge(self.source, self.target)
        marker.product(self.source, self.target.layer, self.hit.index)

    def drag(
        self, session: Session, picture: Picture, start: QPointF, modifiers: Modifiers
    ) -> Gesture | None:
        session.select(self.target)
        full = picture.scales.layers[self.target.layer].weight
        return DragWeight(session, start, self.target.layer, self._place(session), full)

    def number(self, session: Session) -> Number | None:
        return typed.of_weight(session, self.target.layer, self._place(session))

    def _place(self, session: Session) -> tuple[int, ...]:
        return (*typed.index(session, self.source), *typed.index(session, self.target))


class Weights(Edge):
    """The cell of a heat strip that stands for several weights; one that stands for one is that edge."""

    kind = "weights"
    cursor = Qt.CursorShape.ArrowCursor

    @classmethod
    def at(cls, probe: Probe) -> Hit | None:
        found = weight_at(probe.picture, probe.point)
        if found is None:
            return None
        source, target, count = found
        return Hit(Edge.kind if count == 1 else cls.kind, target, source)

    def facts(self, document: Document, trace: Trace) -> Card:
        return replace(super().facts(document, trace), hint="The strongest weight here")

    def bring_out(self, marker: Marker, is_held: bool = False) -> None:
        self._line(marker)

    def drag(
        self, session: Session, picture: Picture, start: QPointF, modifiers: Modifiers
    ) -> Gesture | None:
        return None

    def number(self, session: Session) -> Number | None:
        return None


class Skip(Thing):
    """A line that passes a value or a map on as it is."""

    kind = "skip"

    def card(self, state: State) -> Card | None:
        """What it carries is hidden until the layer that it comes from has it."""
        assert self.hit.source is not None
        layer, facts = self.hit.source.layer, self.facts(state.document, state.trace)
        is_input = layer in state.document.network.input_layers
        if not state.view.masked or is_input or "activate" not in unreached(state.moment, layer):
            return facts
        return replace(facts, rows=(), hint=HINT)

    def facts(self, document: Document, trace: Trace) -> Card:
        assert self.hit.source is not None
        return skip_card(document, trace, self.hit.source, self.target)

    def bring_out(self, marker: Marker, is_held: bool = False) -> None:
        marker.skip(*self.hit.index)


class Bias(OfUnit):
    """The mark of a neuron's bias; in a window's arithmetic its number."""

    kind = "bias"
    grounds = Ground.NETWORK | Ground.STRIP
    cursor = Qt.CursorShape.SizeVerCursor

    @classmethod
    def at(cls, probe: Probe) -> Hit | None:
        if probe.ground is Ground.STRIP:
            return super().at(probe)
        mapping, point = probe.picture.look.mapping, probe.point
        for marks in probe.picture.frame.biases:
            x, y = mapping.x(marks.x), mapping.y(marks.y)
            reach = np.maximum(marks.radius * mapping.zoom, 2.0) + NEAR
            near = (np.abs(x - point.x()) <= reach) & (np.abs(y - point.y()) <= reach) & (marks.shown > 0.5)
            if near.any():
                column = probe.picture.layout.column(marks.layer)
                return Hit(cls.kind, Target(marks.layer, column.unit(int(near.argmax()))))
        return None

    def click(self, session: Session, zoom: Zoom) -> None:
        """A number of the strip is part of what is selected already."""
        if len(session.document.network.shapes[self.target.layer]) != 3:
            super().click(session, zoom)

    def drag(
        self, session: Session, picture: Picture, start: QPointF, modifiers: Modifiers
    ) -> Gesture | None:
        session.select(self.target)
        unit = typed.index(session, self.target)[0]
        return DragBias(
            session, start, self.target.layer, unit, picture.scales.layers[self.target.layer].bias
        )

    def number(self, session: Session) -> Number | None:
        return typed.of_bias(session, self.target)


class Lock(OfUnit):
    """The mark of a neuron whose value is held."""

    kind = "lock"

    @classmethod
    def at(cls, probe: Probe) -> Hit | None:
        picture, mapping = probe.picture, probe.picture.look.mapping
        for column, nodes in zip(picture.layout.columns, picture.frame.nodes, strict=True):
            for i, mark in enumerate(nodes.marks):
                if mark == "override":
                    middle = mapping.point(float(column.x[i]), float(column.y[i]))
                    way = probe.point - mark_place(middle, column.part_at(i).radius * mapping.zoom)
                    if np.hypot(way.x(), way.y()) <= SIZE + NEAR:
                        return Hit(cls.kind, Target(column.layer, column.unit(i)))
        return None

    def click(self, session: Session, zoom: Zoom) -> None:
        session.apply(edits.clear_override, self.target, label=RELEASE)


class FoldedLayer(Thing):
    """The chip that opens or folds a layer."""

    kind = "fold"

    def facts(self, document: Document, trace: Trace) -> Card:
        return Card(names.layer(document, self.target.layer), (), "Click to open or fold this layer")

    def click(self, session: Session, zoom: Zoom) -> None:
        session.set_unfolded(session.view.unfolded ^ {self.target.layer})


class Note(Thing):
    """The words under a gap: how many of its weights are drawn."""

    kind = "note"

    @classmethod
    def at(cls, probe: Probe) -> Hit | None:
        layer = note_at(probe.picture, probe.point)
        return None if layer is None else Hit(cls.kind, Target(layer, 0))

    def facts(self, document: Document, trace: Trace) -> Card:
        return Card("Weights", (), "Click to change between lines and a picture of all of them")

    def click(self, session: Session, zoom: Zoom) -> None:
        session.set_heat(not session.view.heat)
