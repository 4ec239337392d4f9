"""A document whose run is over, the same at every call: looked at and kept every five steps."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from nnviz.data import Dataset
from nnviz.data.sources import Embedded, Preparation
from nnviz.document import Document, edits, training_edits
from nnviz.document.new import from_network
from nnviz.document.training import Curves, Run, Training
from nnviz.engine import Adam, Dense, Network, Recipe, Trainer
from nnviz.engine.learning import losses

EVERY = 5


def points(count: int = 120, held_out: int = 30) -> Dataset:
    """Points on the plane, of class 1 where both coordinates have one sign."""
    random = np.random.default_rng(4)
    inputs = random.normal(size=(count, 2)).astype(np.float32)
    targets = (inputs[:, 0] * inputs[:, 1] > 0).astype(np.int64)
    return Dataset("points", inputs, targets, ("unlike", "alike"), ("x", "y"), held_out=held_out)


def a_run(name: str, rate: float, network: Network, data: Dataset, epochs: int = 10) -> Run:
    """A run of ten steps an epoch with Adam at ``rate``."""
    recipe = Recipe(epochs, 9, Adam(rate), losses.get("cross_entropy"), 3)
    learned, judged = data.training, data.unseen
    trainer = Trainer(network, (learned.inputs, learned.targets), recipe, (judged.inputs, judged.targets))
    found, kept, looks = [], [], []
    for step in range(0, 10 * epochs + 1, EVERY):
        if step:
            found += trainer.advance(EVERY)
        check = trainer.check()
        kept.append(trainer.checkpoint())
        metrics = check.metrics
        looks.append(
            (check.loss, metrics["validation_loss"], metrics["accuracy"], metrics["validation_accuracy"])
        )
    columns = np.array(looks, np.float32).T
    checks = np.array([point.step for point in kept])
    return Run(
        name, network, ((0, recipe),), Curves(np.array(found, np.float32), checks, *columns), tuple(kept)
    )


def finished(*rates: float, step: int | None = None) -> Document:
    """Runs at these rates; the last one is the current one, at its end or at ``step``."""
    data = points()
    network = Network.build((2,), [Dense(6, "tanh"), Dense(2, "softmax")], seed=3)
    runs = tuple(a_run(f"Adam {rate:g}", rate, network, data) for rate in rates or (0.03,))
    at = runs[-1].nearest(runs[-1].steps if step is None else step)
    made = replace(
        from_network(network, title="points 2-6-2"), data=data.unseen, output_names=data.class_names
    )
    training = Training(
        data, Embedded("points"), Preparation(), runs[-1].recipes[0][1], runs, len(runs) - 1, at.step
    )
    stood = training_edits.stand(made, training, network.with_parameters(at.parameters))
    return edits.choose_sample(replace(stood, view=replace(stood.view, page="train")), 0)
