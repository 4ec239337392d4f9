"""Examples and inputs: toy sets, tables, images and drawings turned into arrays."""

from nnviz.data.dataset import Dataset
from nnviz.data.drawing import prepare_drawing

__all__ = ["Dataset", "prepare_drawing"]
