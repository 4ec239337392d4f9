"""The page that trains: examples, recipe and runs at the left, the network as it learns, and time below."""

from nnviz.ui.train.page import TrainPage

__all__ = ["TrainPage"]
