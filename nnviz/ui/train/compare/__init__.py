"""All runs in one chart, and their figures in a table."""

from nnviz.ui.train.compare.view import CompareView

__all__ = ["CompareView"]
