"""Functions of one z side by side: values, slopes, costs, words."""

from nnviz.ui.lab.functions.part import FunctionsPart

__all__ = ["FunctionsPart"]
