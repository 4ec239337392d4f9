"""The start page: a network at work, the bundled ones, one's own files."""

from nnviz.ui.start.page import StartPage

__all__ = ["StartPage"]
