"""The left rail: the input, real examples, and the list of layers."""

from nnviz.ui.run.rail.rail import InputRail

__all__ = ["InputRail"]
