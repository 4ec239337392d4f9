"""The bundled network that is not trained: a worked example of backpropagation, to be checked by hand."""

from __future__ import annotations

import numpy as np

from nnviz.data import Dataset
from nnviz.data.dataset import closed
from nnviz.data.sources import Embedded, Preparation
from nnviz.document import CurrentInput, Document, Target, View
from nnviz.document.training import StepView, Training
from nnviz.engine import SGD, Dense, Network, Recipe
from nnviz.engine.learning import losses

NAME = "one worked example"
ABOUT = (
    "A published worked example of backpropagation with one example and rate 0.5; its error is half the sum "
    "of squares. Ctrl+B opens the training step."
)


def worked() -> Document:
    """The network with its published starting weights; ``Ctrl+B`` opens the step that is worked out there.

    The loss of its recipe is the squared error, (1/n) Σ (ŷ − t)²: with n = 2 outputs that is ½ Σ (t − ŷ)².
    """
    network = Network.build((2,), (Dense(2, "sigmoid"), Dense(2, "sigmoid")), seed=0)
    network = network.with_parameters(
        {
            "1.weight": np.array([[0.15, 0.25], [0.20, 0.30]], np.float32),
            "1.bias": np.array([0.35, 0.35], np.float32),
            "2.weight": np.array([[0.40, 0.50], [0.45, 0.55]], np.float32),
            "2.bias": np.array([0.60, 0.60], np.float32),
        }
    )
    data = Dataset(
        NAME,
        closed(np.array([[0.05, 0.10]], np.float32)),
        closed(np.array([[0.01, 0.99]], np.float32)),
    )
    recipe = Recipe(epochs=100, batch_size=1, optimizer=SGD(0.5), loss=losses.get("squared_error"))
    return Document(
        network=network,
        title="Worked example 2-2-2",
        input=CurrentInput(data.inputs[0], "sample", sample=0),
        task="values",
        about=ABOUT,
        output_names=("o₁", "o₂"),
        data=data,
        training=Training(data, Embedded(NAME), Preparation(share=0.0), recipe),
        view=View(
            selection=Target(2, 0),
            step=StepView(seconds=0.0, parameter=(2, "weight", (0, 0)), digits=6),
        ),
    )
