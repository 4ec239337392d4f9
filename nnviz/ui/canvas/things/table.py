"""The one table of things on the canvas: a new one is a class and a row here."""

from __future__ import annotations

from PySide6.QtCore import QPointF

from nnviz.document import Camera
from nnviz.engine.registry import Registry
from nnviz.scene.values.model import Hit
from nnviz.ui.canvas.things import on_chain, on_maps, on_network, on_page
from nnviz.ui.canvas.things.thing import Probe, Thing, shown
from nnviz.ui.paint.picture import Picture

THINGS: Registry[type[Thing]] = Registry(
    "thing on the canvas",
    lambda thing: thing.kind,
    (
        on_network.Skip,
        on_network.Edge,
        on_network.Bar,
        on_network.Unit,
        on_network.NodeCurve,
        on_network.FoldedLayer,
        on_network.Note,
        on_network.Weights,
        on_network.Bias,
        on_network.Lock,
        on_maps.KernelCell,
        on_maps.MapCell,
        on_maps.Pixel,
        on_maps.Channel,
        on_page.PageInput,
        on_page.PageWeight,
        on_page.PageBias,
        on_page.PageCurve,
        on_page.PageScore,
        on_page.PageParameter,
        on_page.PageRemedy,
        on_page.PageSource,
        on_page.PagePhase,
        on_page.PageLock,
        on_page.PageNudge,
        on_chain.ChainNumber,
        on_chain.ChainStep,
        on_chain.ChainUse,
        on_chain.PageConstant,
        on_page.LayerBlock,
    ),
)
"""Each kind of thing, from the bottom to the top: what is added later lies over what is there."""


def thing_at(picture: Picture, camera: Camera, point: QPointF) -> Hit | None:
    """The topmost thing at a point of the canvas."""
    probe = Probe(picture, camera, point)
    for kind in reversed(tuple(THINGS.values())):
        found = kind.at(probe) if kind.grounds & probe.ground else None
        if found is not None:
            return found
    return None


def thing_in(picture: Picture, hit: Hit | None) -> Thing | None:
    """What ``hit`` means, where it isn't covered: a page may have come over it since it was pointed at."""
    thing = None if hit is None else thing_of(hit)
    return thing if thing is not None and thing.grounds & shown(picture) else None


def thing_of(hit: Hit) -> Thing:
    """What ``hit`` means, with all that it knows of itself."""
    return THINGS[hit.kind](hit)
