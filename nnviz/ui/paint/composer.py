"""From the session to a picture, keeping whatever still holds: layout, scales, edges."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import QPointF

from nnviz.document import Document, Target, View
from nnviz.engine import Network, Trace
from nnviz.kept import Kept
from nnviz.scene.layout.columns import arrange
from nnviz.scene.layout.headings import head_end
from nnviz.scene.layout.large import Fold, fold_of, sharing
from nnviz.scene.layout.places import Column, Layout
from nnviz.scene.values.edges import edges as edges_of
from nnviz.scene.values.frame import frame
from nnviz.scene.values.legend import legend
from nnviz.scene.values.model import Edges, Light
from nnviz.scene.values.prepare import Prepared, prepare
from nnviz.scene.values.scales import LayerScale, Scales, measure, over
from nnviz.scene.view import camera, levels
from nnviz.scene.view.camera import Transform
from nnviz.scene.view.levels import Level
from nnviz.scene.view.readings import readings
from nnviz.session import Session
from nnviz.ui.paint.detail.keeping import DetailKeeper
from nnviz.ui.paint.mapping import Mapping
from nnviz.ui.paint.network.edges import SMALL, EdgeLook
from nnviz.ui.paint.network.heat import HeatKeeper
from nnviz.ui.paint.network.held import HeldGap, part
from nnviz.ui.paint.network.highlight import PathFinder, direction
from nnviz.ui.paint.overview import Values
from nnviz.ui.paint.picture import Picture
from nnviz.ui.theme import Theme

BESIDE, WIDER = 0.5, 1.4
"""Before a hall: of their opacity, what other gaps' edges keep beside those of the chosen neuron; and how
much wider all are."""
STATES = 3
"""States of a gap kept: scrubbing over a phase's start goes back and forth between them."""


class Composer:
    """Makes pictures of a session; the same causes give the same objects, so that strips can be kept."""

    def __init__(self, for_hall: bool = False) -> None:
        """``for_hall``: everything is laid out for people who sit far away."""
        self._for_hall = for_hall
        self._layout: Kept[Layout] = Kept()
        self._scales: tuple[Trace, Scales] | None = None
        self._tinted: Kept[Scales] = Kept()
        self._prepared: Kept[Prepared] = Kept()
        self._edges: dict[int, list[tuple[_Cause, Edges]]] = {}
        self._last: tuple[Layout, tuple[Edges, ...]] | None = None
        self._held: dict[int, HeldGap] = {}
        self._detail_keeper = DetailKeeper()
        self._fold: Kept[Fold | None] = Kept()
        self._paths = PathFinder()
        self._heat = HeatKeeper()

    def layout(
        self,
        document: Document,
        size: tuple[float, float],
        fold: Fold | None = None,
        selection: Target | None = None,
    ) -> Layout:
        """Where everything stands; the same object as long as only numbers change. Before a hall the
        arithmetic of a cell takes room only where the ``selection`` is one."""
        network = document.network
        names = (document.input_names, document.output_names)
        choice = (network.layers, network.shapes, names, document.image_shape, size, fold)
        is_cell = selection is not None and selection.layer > 0 and len(network.shapes[selection.layer]) == 3
        has_strip = not self._for_hall or is_cell
        before = self._layout.value
        return self._layout.get(
            lambda: sharing(arrange(document, size, fold, self._for_hall, has_strip), before),
            (document.data,),
            (*choice, has_strip),
        )

    def picture(self, session: Session, size: tuple[float, float], theme: Theme, ratio: float) -> Picture:
        """The picture of the session as it is now."""
        document, trace, view = session.document, session.trace, session.view
        layout = self.layout(document, size, self._fold_of(session), view.selection)
        scales = self._over(self._measure(session), view.tint)
        prepared = self._prepare(layout, document, trace, scales, view)
        is_calm = session.preferences.reduced_motion
        now = frame(prepared, session.timeline, session.moment, is_calm, view.pinned)
        depth = levels.depth(layout, view.camera, size, view.selection)
        mapping = Mapping.of(camera.transform(layout, view.camera, size), layout.thin)
        near = _near(layout, document.network, mapping, size[0]) if depth.shows_network else []
        self._hold(layout, session.is_held)
        gaps = tuple(
            self._gap(layout, document.network, trace, layer, view.selection, now.light[layer], scales)
            for layer in near
        )
        plates = tuple(column.plate for column in layout.columns if column.plate is not None)
        look = EdgeLook(mapping, theme, ratio, size, plates, layout.shares_gaps)
        words = legend(prepared, session.moment, view.masked)
        detail = self._detail_keeper.open(session, layout, size, depth, scales)
        heat = self._heat.strips(layout, document.network, scales) if view.heat else ()
        drawn = {strip.layer for strip in heat}
        gaps = tuple(_as_heat(gap) if gap.layer in drawn else gap for gap in gaps)
        is_forward = direction(trace, view.selection, view.paths)
        highlight = None
        if is_forward is not None and view.selection is not None:
            # A number in hand changes every path in every frame: the nearest links are enough to follow it.
            steps = 1 if session.is_held else None
            start = view.selection
            highlight = self._paths.highlight(trace, layout, scales, start, is_forward, session.moment, steps)
        picture = Picture(
            layout, gaps, now, words, look, scales, trace, view.selection, depth=depth, detail=detail
        )
        picture = replace(picture, highlight=highlight, heat=heat)
        if highlight is None and depth.level is Level.NEURON:
            picture = self._read(picture, prepared, session)
        if depth.blocks > 0.0:
            blocks = Values(document, trace, scales, session.timeline, session.moment)
            picture = replace(picture, blocks=blocks)
        if session.is_held:
            return self._while_held(picture)
        self._last = (layout, gaps)
        return picture

    def _read(self, picture: Picture, prepared: Prepared, session: Session) -> Picture:
        """Seen close, the chosen neuron's strongest edges carry their numbers, and its gates stay."""
        selection, moment, layout = session.view.selection, session.moment, picture.layout
        flow = prepared.flows[selection.layer] if selection is not None else None
        if selection is None or flow is None or flow.position < 0 or moment.layer < selection.layer:
            return picture
        mapping, (width, _) = picture.look.mapping, picture.look.screen
        window = (0.0, head_end(layout), width, layout.legend[1])
        shown = Transform(mapping.zoom, mapping.dx, mapping.dy)
        pills = readings(flow, moment, session.preferences.reduced_motion, shown, window)
        gates, sign = flow.gates
        now = replace(picture.frame, pills=(), gates=gates, gate_sign=sign)
        return replace(picture, frame=now, readings=pills)

    # what is kept

    def _fold_of(self, session: Session) -> Fold | None:
        """The folded layer; it stays as it is while something is held."""
        view, trace, network = session.view, session.trace, session.document.network
        causes = (trace,) if not session.is_held else self._fold.causes or (trace,)
        choice = (network.layers, view.selection, view.unfolded)
        return self._fold.get(lambda: fold_of(network, trace, view.selection, view.unfolded), causes, choice)

    def _measure(self, session: Session) -> Scales:
        """Measure the scales; they stay as they are while something is held."""
        trace, kept = session.trace, self._scales
        fits = kept is not None and len(kept[1].layers) == len(trace)
        if kept is not None and fits and (kept[0] is trace or session.is_held):
            return kept[1]
        scales = measure(session.document, trace, kept[1] if kept is not None and fits else None)
        self._scales = (trace, scales)
        return scales

    def _over(self, scales: Scales, tint: str) -> Scales:
        """The same scales, with the colours' over what the view says."""
        return self._tinted.get(lambda: over(scales, tint), (scales,), tint)

    def _prepare(
        self, layout: Layout, document: Document, trace: Trace, scales: Scales, view: View
    ) -> Prepared:
        selection, tint, channel = choice = (view.selection, view.tint, view.channel)
        before = self._prepared.value
        return self._prepared.get(
            lambda: prepare(layout, document, trace, selection, scales, tint, channel, before=before),
            (layout, document, trace, scales),
            choice,
        )

    def _gap(
        self,
        layout: Layout,
        network: Network,
        trace: Trace,
        layer: int,
        selection: Target | None,
        light: Light,
        scales: Scales,
    ) -> Edges:
        weight = network.layer_parameters(layer).get("weight")
        chosen, selection = selection, selection if _concerns(selection, network, layer) else None
        here = trace[layer]
        columns: tuple[Column, ...] = ()
        if weight is not None:
            columns = layout.column(network.sources(layer)[0]), layout.column(layer)
        size, scale = layout.scale, scales.layers[layer]
        is_beside = self._for_hall and chosen is not None and selection is None
        cause = _Cause(columns, size, weight, here.input, here.a, selection, light, scale, is_beside)
        kept = self._edges.setdefault(layer, [])
        entry = next((entry for entry in kept if entry[0].same(cause)), None)
        if entry is None and self._holds(layer):
            # What is not the selected unit's keeps its last colours; kept would be what is not whole.
            found = edges_of(layout, network, trace, layer, selection, light, scales, only_chosen=True)
            return _before_hall(found, is_beside) if self._for_hall else found
        if entry is None:
            found = edges_of(layout, network, trace, layer, selection, light, scales)
            entry = (cause, _before_hall(found, is_beside) if self._for_hall else found)
        else:
            kept.remove(entry)
        kept.append(entry)
        del kept[:-STATES]
        return entry[1]

    # while something is held

    def _hold(self, layout: Layout, is_held: bool) -> None:
        """Remember the gaps as they were when something was taken hold of; none in another layout."""
        last = self._last
        if not is_held or last is None or last[0] is not layout:
            self._held = {}
        elif not self._held:
            self._held = {gap.layer: HeldGap(gap) for gap in last[1]}

    def _holds(self, layer: int) -> bool:
        """Whether of this gap only the selected unit's edges are drawn anew."""
        held = self._held.get(layer)
        return held is not None and held.whole.drawn > SMALL

    def _while_held(self, picture: Picture) -> Picture:
        """Draw small gaps and the selected unit's edges anew; let other edges keep their last colours."""
        still, live, settling = [], [], []
        for gap in picture.still:
            held = self._held.get(gap.layer)
            if held is None or held.whole is gap:
                still.append(gap)
            elif not self._holds(gap.layer):
                live.append(gap)
            else:
                moving = held.follow(gap)
                still.append(held.still)
                live.append(part(gap, moving))
                settling.append(gap.layer)
        return replace(picture, still=tuple(still), live=tuple(live), settling=tuple(settling))


@dataclass(frozen=True, eq=False)
class _Cause:
    """What one gap's edges come from."""

    columns: tuple[Column, ...]
    size: float
    weight: np.ndarray | None
    source: np.ndarray
    target: np.ndarray
    selection: Target | None
    light: Light
    scale: LayerScale
    is_beside: bool

    def same(self, other: _Cause) -> bool:
        """Whether both give the same edges."""
        return (
            len(self.columns) == len(other.columns)
            and all(one is two for one, two in zip(self.columns, other.columns, strict=True))
            and self.size == other.size
            and self.weight is other.weight
            and (self.selection, self.light, self.scale) == (other.selection, other.light, other.scale)
            and self.is_beside == other.is_beside
            and (self.light is Light.WAITING or np.array_equal(self.source, other.source))
            and (self.light is not Light.SETTLED or np.array_equal(self.target == 0, other.target == 0))
        )


def _near(layout: Layout, network: Network, mapping: Mapping, width: float) -> list[int]:
    """The layers whose edges lie on the screen, or no further beside it than it is wide: what lies there
    comes into view as a whole when the camera moves."""
    (left, _), (right, _) = mapping.back(QPointF(-width, 0.0)), mapping.back(QPointF(2.0 * width, 0.0))
    side = ((layout.spans[:, 0] > right).astype(int) - (layout.spans[:, 1] < left)).tolist()
    return [
        layer
        for layer in range(1, len(network.layers) + 1)
        if side[layer] == 0 or any(side[source] != side[layer] for source in network.sources(layer))
    ]


def _as_heat(gap: Edges) -> Edges:
    """A gap whose lines give way to a picture of its weights."""
    return replace(part(gap, np.zeros(gap.drawn, dtype=bool)), is_heat=True)


def _before_hall(edges: Edges, is_beside: bool) -> Edges:
    """Only the chosen neuron's edges are bright."""
    opacity = BESIDE * edges.opacity if is_beside else edges.opacity
    return replace(edges, opacity=opacity, width=WIDER * edges.width)


def _concerns(selection: Target | None, network: Network, layer: int) -> bool:
    """Whether a selection shows in the edges into ``layer``: its unit's own, or a selected input's."""
    if selection is None:
        return False
    is_input = selection.layer in network.input_layers
    return selection.layer == layer or (is_input and selection.layer in network.sources(layer))
