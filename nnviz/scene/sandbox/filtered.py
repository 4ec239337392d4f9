"""A picture, the map that the kernel makes of it, and one window's arithmetic: all by the engine's Conv2D."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnviz.document import Document
from nnviz.document.sandbox import Sandbox, pixels
from nnviz.engine.arrays import Array
from nnviz.engine.explanation import Parts
from nnviz.engine.layers.windows import Windows

FULL_AT = 0.99
"""The share of the map's cells that lies below full colour."""
_SMALLEST_SCALE = 1e-6


@dataclass(frozen=True, eq=False)
class Map:
    """What comes out: ``values`` (rows, columns); ``full`` is the size of a value in full colour, greater
    than 0; ``low`` and ``high`` are the true ends."""

    values: Array
    full: float
    low: float
    high: float


@dataclass(frozen=True, eq=False)
class Filtered:
    """A sandbox worked out. ``picture`` is (height, width), 0..1."""

    sandbox: Sandbox
    picture: Array
    windows: Windows
    map: Map

    def arithmetic(self) -> Parts:
        """The chosen window's pixels, the kernel and their products: each (1, k, k)."""
        z = self.map.values[None]
        layer = self.sandbox.layer()
        unit = (0, *self.sandbox.window)
        return layer.explain([self.picture[None]], z, unit, {"weight": self.sandbox.weight()})

    @property
    def value(self) -> float:
        """The chosen window's cell of the map."""
        return float(self.map.values[self.sandbox.window])


def work_out(document: Document, before: Filtered | None = None) -> Filtered:
    """Work the document's sandbox out. ``before`` saves what only another window doesn't change."""
    sandbox = document.sandbox or Sandbox()
    drawing = document.input.drawing
    if before is not None and _same_source(before.sandbox, sandbox) and sandbox.picture != "pad":
        picture = before.picture
    else:
        picture = pixels(sandbox, drawing)
    if before is not None and picture is before.picture and _same_kernel(before.sandbox, sandbox):
        return Filtered(sandbox, picture, before.windows, before.map)
    return Filtered(sandbox, picture, sandbox.windows(), filtered(sandbox, picture))


def filtered(sandbox: Sandbox, picture: Array) -> Map:
    """The map of a picture (height, width), by the engine's own forward pass."""
    _, out = sandbox.layer().forward([picture[None, None]], {"weight": sandbox.weight()})
    values = out[0, 0]
    values.flags.writeable = False
    return Map(values, _full(np.abs(values)), float(values.min()), float(values.max()))


def _full(sizes: Array) -> float:
    """The 99th percentile; where hardly a cell isn't 0, the largest; where none is, 1."""
    place = min(int(FULL_AT * sizes.size), sizes.size - 1)
    full = float(np.partition(sizes, place, axis=None)[place])
    return next((size for size in (full, float(sizes.max())) if size > _SMALLEST_SCALE), 1.0)


def _same_source(a: Sandbox, b: Sandbox) -> bool:
    return a.picture == b.picture and a.drawing is b.drawing and a.photo is b.photo


def _same_kernel(a: Sandbox, b: Sandbox) -> bool:
    return (a.kernel, a.stride, a.padding, a.dilation) == (b.kernel, b.stride, b.padding, b.dilation)
