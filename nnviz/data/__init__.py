"""Examples and inputs: toy sets, tables, images and drawings turned into arrays."""

from nnviz.data.dataset import Dataset

__all__ = ["Dataset"]
