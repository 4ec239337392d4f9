"""The five levels of one continuous zoom: which one a camera sees, how far it has faded into the next.

A level is a range of the diameter, on screen, of the neuron in the focus: the selected one, or the one
nearest to the middle. A network that is small enough to show large neurons as a whole starts its ranges
higher, so that the whole of it always reads as a network.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from math import hypot, inf

import numpy as np

from nnviz.document import Camera, Target
from nnviz.scene.layout.places import CROWDED, Column, Layout
from nnviz.scene.view import camera as cameras
from nnviz.scene.view.camera import Point, Size, transform
from nnviz.scene.view.neighbours import among_neighbours

FADE = 0.2
"""The share of a level's range, its last part, in which it fades into the next."""
BLOCKS_BELOW = 0.5
"""The magnification under which a network is drawn as blocks."""
NEURON_FROM, MICROSCOPE_FROM = 30.0, 90.0
"""Pixels across from which a neuron shows its numbers, and its arithmetic."""
SLOPE_AFTER, END_AFTER = 4.0, 2.0
"""How many times further the slope lies than the microscope, and the end than the slope."""

_NEURON_AFTER, _MICROSCOPE_AFTER = 1.15, 2.6
"""The least magnifications of these levels."""
_BLOCKS_ZOOM = 0.4
_CROWDED_FADE = 1.2
"""A crowded network is blocks until it is enlarged so far past the least distance between its columns: none
rests half faded at zoom 1."""
_INTO = 1.3
"""How far past its start a level is entered when it is chosen by name."""
_BESIDE = 1e-3
"""How far beside a fade a camera comes to rest, as a share of the level's range."""
_INSIDE = 1.001
"""How far past its start it is surely this level, whatever is rounded."""


class Level(IntEnum):
    """From furthest to nearest."""

    BLOCKS = 0
    NETWORK = 1
    NEURON = 2
    MICROSCOPE = 3
    SLOPE = 4

    @property
    def title(self) -> str:
        """The level's name for people."""
        return self.name.capitalize()


@dataclass(frozen=True)
class Ranges:
    """The diameters on screen, in pixels, at which the levels begin; ``fit`` is the diameter at zoom 1.

    ``microscope`` is infinite for a unit that computes nothing, an input. ``blocks`` is where the blocks end.
    """

    fit: float
    neuron: float
    microscope: float
    blocks: float

    @property
    def slope(self) -> float:
        """Where the slope begins."""
        return SLOPE_AFTER * self.microscope

    @property
    def largest_zoom(self) -> float:
        """The magnification at which there is nothing more to see."""
        return min(END_AFTER * self.slope / self.fit, cameras.LARGEST_ZOOM)


@dataclass(frozen=True)
class Depth:
    """What a camera sees. ``blocks`` and ``microscope`` are the shares, 0..1, of what lies over the network;
    ``slope`` is the share of what lies over the microscope. ``focus`` is the unit in the middle of it all.
    """

    level: Level
    focus: Target | None
    blocks: float = 0.0
    microscope: float = 0.0
    slope: float = 0.0

    @property
    def has_page(self) -> bool:
        """Whether anything lies over the network."""
        return self.blocks > 0.0 or self.microscope > 0.0

    @property
    def shows_network(self) -> bool:
        """Whether any of the network is seen."""
        return self.blocks < 1.0 and self.microscope < 1.0


def depth(layout: Layout, camera: Camera, size: Size, selection: Target | None) -> Depth:
    """What ``camera`` sees of ``layout`` on a screen of ``size``: a pure function of the view."""
    chosen = focus(layout, camera, size, selection)
    if chosen is None:
        return Depth(Level.NETWORK, None)
    bounds = ranges(layout, chosen)
    across = bounds.fit * transform(layout, camera, size).scale
    blocks = _share(across, bounds.blocks, bounds.blocks / BLOCKS_BELOW)
    microscope = _share(across, bounds.microscope, bounds.neuron)
    slope = _share(across, bounds.slope, bounds.microscope)
    level = Level.NEURON if across >= bounds.neuron else Level.NETWORK
    if blocks >= 0.5:
        level = Level.BLOCKS
    elif microscope >= 0.5:
        level = Level.SLOPE if slope >= 0.5 else Level.MICROSCOPE
    return Depth(level, chosen, blocks, microscope, slope)


def ranges(layout: Layout, target: Target) -> Ranges:
    """Where the levels of one unit begin."""
    _, fit = place(layout, target)
    microscope = max(MICROSCOPE_FROM, _MICROSCOPE_AFTER * fit) if target.layer not in layout.inputs else inf
    return Ranges(fit, max(NEURON_FROM, _NEURON_AFTER * fit), microscope, _blocks_until(layout) * fit)


def focus(layout: Layout, camera: Camera, size: Size, selection: Target | None) -> Target | None:
    """The unit that zooming in leads to: the selected one, or the one nearest to the middle of the view."""
    if selection is not None and is_placed(layout, selection):
        return selection
    return nearest(layout, transform(layout, camera, size).to_layout((size[0] / 2, size[1] / 2)))


def nearest(layout: Layout, point: Point, first_layer: int = 0) -> Target | None:
    """The unit whose middle is nearest to a layout point, from ``first_layer`` on."""
    spans = layout.spans
    away = np.maximum(np.maximum(spans[:, 0] - point[0], point[0] - spans[:, 1]), 0.0)
    best: tuple[float, Target] | None = None
    for place in np.argsort(away, kind="stable").tolist():
        if best is not None and away[place] > best[0] + layout.columns[place].radius:
            # All further columns stand further away than what was found; a deep network has thousands.
            break
        column = layout.columns[place]
        found = _nearest_of(layout, column, point) if column.layer >= first_layer else None
        if found is not None and (best is None or (found[0], column.layer) < (best[0], best[1].layer)):
            best = found
    return None if best is None else best[1]


def place(layout: Layout, target: Target) -> tuple[Point, float]:
    """A unit's middle and diameter in layout pixels.

    Raises:
        LookupError: it is drawn nowhere.
    """
    tiles = layout.images.of_layer(target.layer) if layout.images is not None else None
    if tiles is not None and isinstance(target.unit, tuple):
        x0, y0, x1, y1 = tiles.cell_box(target.unit)
        return ((x0 + x1) / 2, (y0 + y1) / 2), x1 - x0
    column = layout.column(target.layer)
    position = column.position(target.unit)
    if position is None:
        raise LookupError(target)
    radius = column.part_at(position).radius
    return (float(column.x[position]), float(column.y[position])), 2.0 * radius


def camera_of(layout: Layout, level: Level, target: Target | None) -> Camera:
    """The camera that sees ``level`` of a unit; the whole network where there is none."""
    if level is Level.BLOCKS:
        return cameras.fit() if layout.is_crowded else Camera(zoom=_BLOCKS_ZOOM)
    if level is Level.NETWORK or target is None:
        if not layout.is_crowded:
            return cameras.fit()
        # As much of a deep network as can be told apart, with the unit in its middle.
        start = (float(layout.spans[0].mean()), layout.size[1] / 2)
        middle = start if target is None else place(layout, target)[0]
        return _inside(cameras.focus(layout, middle, _blocks_until(layout) / BLOCKS_BELOW))
    bounds = ranges(layout, target)
    middle, _ = place(layout, target)
    across = {
        Level.NEURON: bounds.neuron * _INTO,
        Level.MICROSCOPE: bounds.microscope * _INTO,
        Level.SLOPE: bounds.slope * _INTO,
    }[level]
    if level is Level.NEURON and bounds.microscope < inf:
        # Half-way through the range, before the microscope fades in.
        across = (bounds.neuron * bounds.microscope * (bounds.neuron / bounds.microscope) ** FADE) ** 0.5
    magnification = min(across / bounds.fit, cameras.LARGEST_ZOOM)
    if level is not Level.NEURON:
        return cameras.focus(layout, middle, magnification)
    if layout.images is not None:
        return _inside(cameras.focus(layout, middle, magnification))
    least = _INSIDE * bounds.neuron / bounds.fit
    return _inside(among_neighbours(layout, target.layer, middle, magnification, least))


def zoom(
    layout: Layout, camera: Camera, size: Size, selection: Target | None, point: Point, factor: float
) -> Camera:
    """Zoom by ``factor`` about what is under ``point``; opened up, about the unit that is."""
    chosen = focus(layout, camera, size, selection)
    largest = cameras.LARGEST_ZOOM if chosen is None else ranges(layout, chosen).largest_zoom
    goal = min(max(camera.zoom * factor, cameras.SMALLEST_ZOOM), largest)
    nearer = Camera(camera.x, camera.y, max(camera.zoom, goal))
    if chosen is not None and depth(layout, nearer, size, selection).microscope >= 1.0:
        middle, _ = place(layout, chosen)
        point = transform(layout, camera, size).to_screen(middle)
        if not (0.0 <= point[0] <= size[0] and 0.0 <= point[1] <= size[1]):
            # The unit came into view by its name, not by the way to it.
            return cameras.focus(layout, middle, goal)
    return cameras.zoom_about(layout, camera, size, point, goal / camera.zoom)


def rest(layout: Layout, camera: Camera, size: Size, selection: Target | None) -> Camera | None:
    """Where a camera that stands between two levels comes to rest: on the one that is seen more of, about the
    unit that it is seen of. None where it stands on one."""
    seen = depth(layout, camera, size, selection)
    if seen.focus is None:
        return None
    bounds, middle = ranges(layout, seen.focus), place(layout, seen.focus)[0]
    view = transform(layout, camera, size)
    for share, start, before in (
        (seen.blocks, bounds.blocks, bounds.blocks / BLOCKS_BELOW),
        (seen.microscope, bounds.microscope, bounds.neuron),
        (seen.slope, bounds.slope, bounds.microscope),
    ):
        if 0.0 < share < 1.0:
            ratio = before / start
            goal = start * (ratio**-_BESIDE if share >= 0.5 else ratio ** (FADE + _BESIDE))
            return cameras.zoom_about(
                layout, camera, size, view.to_screen(middle), goal / (bounds.fit * view.scale)
            )
    return None


def _blocks_until(layout: Layout) -> float:
    """The magnification under which blocks are all that is seen."""
    return _CROWDED_FADE * CROWDED / layout.pitch if layout.is_crowded else BLOCKS_BELOW


def _share(across: float, start: float, before: float) -> float:
    """How much of the level from ``start`` on is seen, where the level before it goes from ``before``."""
    if start == inf:
        return 0.0
    width = FADE * np.log(start / before)
    return float(np.clip(1.0 + np.log(across / start) / width, 0.0, 1.0))


def _inside(camera: Camera) -> Camera:
    """The nearest camera that shows nothing beside the layout."""
    half = min(0.5 / camera.zoom, 0.5)
    x, y = (min(max(at, half), 1.0 - half) for at in (camera.x, camera.y))
    return cameras.clamp(Camera(x, y, camera.zoom))


def is_placed(layout: Layout, target: Target) -> bool:
    """Whether a unit is drawn anywhere."""
    try:
        place(layout, target)
    except (LookupError, StopIteration, IndexError):
        return False
    return True


def _nearest_of(layout: Layout, column: Column, point: Point) -> tuple[float, Target] | None:
    tiles = layout.images.of_layer(column.layer) if layout.images is not None else None
    if tiles is not None:
        unit = tiles.at(*point)
        if unit is None:
            return None
        target = Target(column.layer, unit)
        (x, y), _ = place(layout, target)
        return hypot(x - point[0], y - point[1]), target
    if not len(column.units):
        return None
    away = np.hypot(column.x - point[0], column.y - point[1])
    position = int(away.argmin())
    return float(away[position]), Target(column.layer, column.unit(position))
