"""Softmax, one step at a time."""

from nnviz.ui.lab.softmax.part import SoftmaxPart

__all__ = ["SoftmaxPart"]
