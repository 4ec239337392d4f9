"""Why a network needs a bend: without one its layers are a single matrix."""

from nnviz.ui.lab.bend.part import BendPart

__all__ = ["BendPart"]
