"""What can go wrong where a sentence is read well but the network at hand can't answer it."""

from __future__ import annotations

from nnviz.errors import NNVizError


class UnknownHereError(NNVizError):
    """A sentence names what this network, or its examples, has not: a neuron, a layer, a class."""


class NoNumberError(NNVizError):
    """What a sentence asks for comes to no number: something is divided by 0."""
