"""The network that learns: its neurons' answers at every point of the plane, and the decision surface."""

from nnviz.ui.train.canvas.view import TrainCanvas

__all__ = ["TrainCanvas"]
