"""The rail of the Train page: examples, recipe, runs."""

from nnviz.ui.train.rail.rail import TrainRail

__all__ = ["TrainRail"]
