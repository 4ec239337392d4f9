"""The part Data: what is learned from."""

from nnviz.ui.train.data.part import DataPart

__all__ = ["DataPart"]
