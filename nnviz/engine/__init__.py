"""The engine: networks of layers, in NumPy alone. Values are frozen and functions are pure."""

from nnviz.engine.activation_function import ActivationFunction
from nnviz.engine.explanation import Explanation
from nnviz.engine.graph import Input
from nnviz.engine.layer import Layer
from nnviz.engine.layers import Activation, Dense, Flatten
from nnviz.engine.network import Network
from nnviz.engine.trace import Trace

__all__ = [
    "Activation",
    "ActivationFunction",
    "Dense",
    "Explanation",
    "Flatten",
    "Input",
    "Layer",
    "Network",
    "Trace",
]
