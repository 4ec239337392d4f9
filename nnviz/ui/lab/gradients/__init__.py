"""How large gradients are, layer by layer, measured."""

from nnviz.ui.lab.gradients.part import GradientsPart

__all__ = ["GradientsPart"]
