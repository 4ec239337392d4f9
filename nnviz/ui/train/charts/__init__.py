"""The part Curves: the network as it learns, and how well it does."""

from nnviz.ui.train.charts.part import CurvesPart

__all__ = ["CurvesPart"]
