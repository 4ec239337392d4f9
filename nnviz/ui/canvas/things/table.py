"""The one table of things on the canvas: a new one is a class and a row here."""

from __future__ import annotations

from PySide6.QtCore import QPointF

from nnviz.document import Camera
from nnviz.engine.registry import Registry
from nnviz.scene.values.model import Hit
from nnviz.ui.canvas.things import maps, network, opened
from nnviz.ui.canvas.things.thing import Spot, Thing, shown
from nnviz.ui.paint.picture import Picture

THINGS: Registry[type[Thing]] = Registry(
    "thing on the canvas",
    lambda thing: thing.kind,
    (
        network.Joint,
        network.Edge,
        network.Bar,
        network.Unit,
        network.Fold,
        network.Note,
        network.Weights,
        network.Bias,
        network.Lock,
        maps.Kernel,
        maps.Cell,
        maps.Pixel,
        maps.Channel,
        opened.PageInput,
        opened.PageWeight,
        opened.PageBias,
        opened.PageScore,
        opened.PageSource,
        opened.PagePhase,
        opened.PageLock,
        opened.PageNudge,
        opened.Block,
    ),
)
"""Each kind of thing, from the bottom to the top: what is added later lies over what is there."""


def thing_at(picture: Picture, camera: Camera, point: QPointF) -> Hit | None:
    """The topmost thing at a point of the canvas."""
    spot = Spot(picture, camera, point)
    for kind in reversed(tuple(THINGS.values())):
        found = kind.at(spot) if kind.grounds & spot.ground else None
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
