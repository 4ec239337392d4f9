"""The part Examples: what the network answers to each of them."""

from nnviz.ui.train.examples.part import ExamplesPart

__all__ = ["ExamplesPart"]
