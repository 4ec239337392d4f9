"""The engine: networks of layers, in NumPy alone. Values are frozen and functions are pure."""

from nnviz.engine import blas
from nnviz.engine.explanation import Explanation
from nnviz.engine.functions.base import ActivationFunction
from nnviz.engine.functions.own import OwnFunction
from nnviz.engine.graph import Input
from nnviz.engine.layers.base import Layer
from nnviz.engine.layers.table import (
    Activation,
    Add,
    AveragePool2D,
    BatchNorm,
    Concat,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    GlobalAveragePool2D,
    GlobalMaxPool2D,
    LayerNorm,
    MaxPool2D,
    Standardize,
    Unstandardize,
)
from nnviz.engine.learning.divergence import TrainingDivergedError
from nnviz.engine.learning.optimizers import SGD, AdaGrad, Adam, AdamW, RMSprop
from nnviz.engine.learning.recipe import Recipe
from nnviz.engine.learning.schedules import Constant, Cosine, StepDecay, WarmUp
from nnviz.engine.learning.step import StepExplanation, explain_step
from nnviz.engine.learning.trainer import Check, Checkpoint, Trainer
from nnviz.engine.learning.training import Snapshot, train
from nnviz.engine.network import Network
from nnviz.engine.trace import Trace

__all__ = [
    "SGD",
    "Activation",
    "ActivationFunction",
    "AdaGrad",
    "Adam",
    "AdamW",
    "Add",
    "AveragePool2D",
    "BatchNorm",
    "Check",
    "Checkpoint",
    "Concat",
    "Constant",
    "Conv2D",
    "Cosine",
    "Dense",
    "Dropout",
    "Explanation",
    "Flatten",
    "GlobalAveragePool2D",
    "GlobalMaxPool2D",
    "Input",
    "Layer",
    "LayerNorm",
    "MaxPool2D",
    "Network",
    "OwnFunction",
    "RMSprop",
    "Recipe",
    "Snapshot",
    "Standardize",
    "StepDecay",
    "StepExplanation",
    "Trace",
    "Trainer",
    "TrainingDivergedError",
    "Unstandardize",
    "WarmUp",
    "explain_step",
    "train",
]

blas.use_one_thread()
