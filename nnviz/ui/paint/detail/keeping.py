"""From the session to what lies over the network: an opened unit's page, kept while it holds."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, copysign, isfinite

import numpy as np
from PySide6.QtCore import QRectF

from nnviz.document import Document
from nnviz.engine.arrays import Array
from nnviz.kept import Kept
from nnviz.scene.detail import batch, page_spots
from nnviz.scene.detail.chain import ChainPage, chain_page
from nnviz.scene.detail.chain_places import OpenedChain, chain_places, steps_reached
from nnviz.scene.detail.microscope import Microscope, microscope
from nnviz.scene.detail.page import Box, DetailPage, most_rows, page
from nnviz.scene.detail.progress import Progress, progress
from nnviz.scene.detail.refitting import refitting
from nnviz.scene.detail.workings_places import MOST_LINES, workings_places, workings_spots
from nnviz.scene.layout.places import Layout
from nnviz.scene.time.playback import Phase
from nnviz.scene.time.stage import hides, unreached
from nnviz.scene.values.model import Hit
from nnviz.scene.values.scales import Scales
from nnviz.scene.view import levels
from nnviz.scene.view.camera import Size, transform
from nnviz.scene.view.levels import Depth
from nnviz.scene.view.overview import shares
from nnviz.session import Session


@dataclass(frozen=True, eq=False)
class Detail:
    """One unit opened up: its page, where the page's parts stand, how far its arithmetic has come.

    ``middle`` is where the unit itself is on the screen. ``phases`` are those of its layer, ``running`` the
    one that runs anywhere; ``light`` is the largest value of the layer that the inputs come from.
    ``before`` and ``here`` are that layer's and the unit's own layer's values as shares of full colour, flat,
    NaN where they have none yet; ``place`` is the unit's number among them. ``hidden`` are the parts of its
    arithmetic that a quiz hides: "multiply", "sum", "activate".
    """

    document: Document
    depth: Depth
    microscope: Microscope
    page: DetailPage
    progress: Progress
    middle: tuple[float, float]
    phases: tuple[Phase, ...]
    running: Phase
    seconds: float
    light: float
    place: int
    before: Array
    here: Array
    signed_before: bool
    signed_here: bool
    hidden: frozenset[str] = frozenset()
    chain: OpenedChain | None = None
    """The page of a unit that is made in steps, in place of the microscope's."""

    @property
    def chips(self) -> tuple[tuple[Phase, Box], ...]:
        """The layer's phases and where they stand in the lower card."""
        return tuple(zip(self.phases, self.page.chips(len(self.phases)), strict=True))

    def share_of_light(self, value: float) -> float:
        """How bright an input's value is, 0..1, with its sign: by the scale of the layer it comes from."""
        share = min(abs(value) / self.light, 1.0) if isfinite(value) else 1.0
        return copysign(share ** (0.8 if value >= 0 else 0.75), value)

    @property
    def takes_pointer(self) -> bool:
        """Whether the pointer means the page, and no longer the network behind it."""
        return self.depth.microscope >= 0.5

    @property
    def is_slope(self) -> bool:
        """Whether it is the slope's page that is seen."""
        return self.depth.slope >= 0.5

    def spots(self) -> tuple[page_spots.Spot, ...]:
        """What of the page can be pointed at, and where."""
        is_summed = self.progress.summed >= 1 and "activate" not in self.hidden
        if self.is_slope:
            return page_spots.slope_spots(self.page, self.microscope, is_summed)
        if self.chain is not None:
            return self.chain.spots()
        reached = (self.progress.arrived > 0, is_summed)
        unit = self.microscope
        if unit.workings is not None:
            places = workings_places(self.page, unit.workings)
            own = workings_spots(places, unit.target, unit.workings, len(self.phases), reached, unit.held)
            return (*own, *page_spots.of_answer(self.page, unit, is_summed))
        return page_spots.spots(self.page, self.microscope, len(self.phases), reached)

    def place_of(self, hit: Hit) -> QRectF | None:
        """Where the thing of the page is that ``hit`` means."""
        box = next((box for found, box in self.spots() if found == hit), None)
        return None if box is None else QRectF(box[0], box[1], box[2] - box[0], box[3] - box[1])


class DetailKeeper:
    """Opens units; the same causes give the same page."""

    def __init__(self) -> None:
        self._kept: Kept[Microscope] = Kept()
        self._chain: Kept[ChainPage | None] = Kept()
        self._batch: Kept[Array | None] = Kept()
        self._held: Microscope | None = None
        """The page while a hand is, or was last, on something: from there its scales come to fit."""

    def open(
        self, session: Session, layout: Layout, size: Size, depth: Depth, scales: Scales
    ) -> Detail | None:
        """The opened unit, or None where nothing is opened up."""
        if depth.microscope <= 0.0 or depth.focus is None:
            self._kept.forget()
            self._held = None
            return None
        detail = self._microscope(session, depth, size)
        target = detail.target
        middle, _ = levels.place(layout, target)
        network = session.document.network
        source = max(network.sources(target.layer))
        before, here = (
            shares(session.trace, scales, session.timeline, session.moment, layer)
            for layer in (source, target.layer)
        )
        index = network.unit_index(target.layer, target.unit)
        lines = len(detail.lines)
        if detail.workings is not None:
            lines = min(len(detail.workings.operands), MOST_LINES)
        has_products = detail.workings is None and detail.explanation.chain is None
        places = page(size, lines, detail.longest_name, has_products)
        return Detail(
            document=session.document,
            depth=depth,
            microscope=detail,
            page=places,
            progress=progress(network, target, session.moment),
            middle=transform(layout, session.view.camera, size).to_screen(middle),
            phases=tuple(phase for phase in session.timeline.phases if phase.layer == target.layer),
            running=session.timeline.phases[session.moment.index],
            seconds=session.view.seconds,
            light=scales.layers[source].activation,
            place=int(np.ravel_multi_index(index, network.shapes[target.layer])),
            before=before,
            here=here,
            signed_before=scales.layers[source].signed,
            signed_here=scales.layers[target.layer].signed,
            hidden=unreached(session.moment, target.layer) if session.view.masked else frozenset(),
            chain=self._steps(session, detail, places),
        )

    def _steps(self, session: Session, opened: Microscope, places: DetailPage) -> OpenedChain | None:
        """The page of a unit that is made in steps."""
        target = opened.target
        if opened.explanation.chain is None:
            return None
        document, trace, training = session.document, session.trace, session.view.training
        seen = self._batch.get(
            lambda: batch.incoming(document, target.layer), batch.causes(document, target.layer)
        )
        before = self._chain.value if session.is_held else None
        count = len(opened.explanation.chain.steps)
        reached = steps_reached(document.network, session.timeline, session.moment, target, count)
        # What a phase that has begun is about to show is hidden no more.
        known = ceil(reached) if session.view.masked else count
        found = self._chain.get(
            lambda: chain_page(document, trace, target, seen, training, before, known),
            (document, trace, seen),
            (target, training, known),
        )
        assert found is not None
        return OpenedChain(document, found, chain_places(places, found), reached)

    def _microscope(self, session: Session, depth: Depth, size: Size) -> Microscope:
        assert depth.focus is not None
        document, trace, focus, most = session.document, session.trace, depth.focus, most_rows(size)
        before = self._kept.value if session.is_held else None
        in_order = hides(session.view, session.moment, focus.layer, "multiply")
        now = self._kept.get(
            lambda: microscope(document, trace, focus, most, before, in_order),
            (document, trace),
            (focus, most, session.is_held, in_order),
        )
        if session.is_held:
            self._held = now
        elif session.is_refitting and self._held is not None:
            return refitting(self._held, now, session.refit.share)
        else:
            self._held = None
        return now
