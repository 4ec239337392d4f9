"""For how many examples each neuron is on, and what kills it."""

from nnviz.ui.lab.dying.part import DyingPart

__all__ = ["DyingPart"]
