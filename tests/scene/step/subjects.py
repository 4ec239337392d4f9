"""Steps of bundled networks, opened up."""

from __future__ import annotations

from functools import cache

from nnviz import formats
from nnviz.engine import SGD, Recipe, explain_step
from nnviz.engine.learning import losses
from nnviz.scene.step.subject import Subject, telling
from nnviz.training.losses import loss_for

SAMPLES = ("neuron", "xor", "worked-example", "iris", "sine", "digits", "digits-cnn", "mnist")
BATCH = 8


@cache
def subject_of(name: str, digits: int = 3) -> Subject:
    """The first eight examples of a sample, one step of plain descent."""
    document, _ = formats.open_any(name)
    data = document.data
    assert data is not None
    batch = data.inputs[:BATCH], data.targets[:BATCH]
    loss = losses.get(loss_for(document.network, data.targets))
    step = explain_step(document.network, batch, Recipe(optimizer=SGD(0.1), loss=loss))
    return Subject(document, step, telling(step), digits)
