"""Time of a run, along the bottom of the Train page."""

from nnviz.ui.train.transport.bar import HEIGHT, TrainTransport

__all__ = ["HEIGHT", "TrainTransport"]
