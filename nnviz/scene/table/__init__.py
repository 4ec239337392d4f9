"""A table before a network learns from it: every sentence, number and place of the page, as plain values."""

from nnviz.scene.table.build import TableScene, build

__all__ = ["TableScene", "build"]
