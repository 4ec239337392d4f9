"""The build page: the network as a list of layers to add, change, move and take out."""

from nnviz.ui.build.page import BuildPage

__all__ = ["BuildPage"]
