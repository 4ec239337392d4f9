"""The things on the canvas that answer the pointer: a small class each, and one table of them all."""

from nnviz.ui.canvas.things.table import THINGS, thing_at, thing_of
from nnviz.ui.canvas.things.thing import Ground, Probe, Thing

__all__ = ["THINGS", "Ground", "Probe", "Thing", "thing_at", "thing_of"]
