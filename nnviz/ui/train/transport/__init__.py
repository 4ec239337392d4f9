"""Time of a run, along the bottom of the Train page."""

from nnviz.ui.train.transport.bar import TrainTransport, height_of

__all__ = ["TrainTransport", "height_of"]
