"""The activation lab: every function in the hand, softmax opened up, and why a network needs a bend."""

from nnviz.ui.lab.page import LabPage

__all__ = ["LabPage"]
