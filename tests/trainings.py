"""Training as documents keep it, with everything that it can hold."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from nnviz.data import Dataset
from nnviz.data.scaling import Standardization
from nnviz.data.sources import Preparation, Toy
from nnviz.document.training import Curves, Run, Training, Trouble
from nnviz.engine import AdamW, Dense, Dropout, Network, Recipe, StepDecay, Trainer, WarmUp
from nnviz.engine.learning import losses

RECIPE = Recipe(
    3,
    8,
    AdamW(0.02, weight_decay=0.1),
    losses.get("cross_entropy"),
    7,
    WarmUp(3, StepDecay(5, 0.5)),
    l1=0.001,
    clip=2.0,
    frozen_layers=(1,),
)


def points() -> Dataset:
    """Thirty points on the plane, six of them held out."""
    random = np.random.default_rng(0)
    inputs = random.normal(size=(30, 2)).astype(np.float32)
    targets = (inputs[:, 0] > inputs[:, 1]).astype(np.int64)
    return Dataset("moons", inputs, targets, ("no", "yes"), ("x", "y"), held_out=6)


def training(steps: int = 9) -> tuple[Training, Trainer]:
    """A run of so many steps with everything that a run can hold, and the trainer that took them."""
    network = Network.build((2,), [Dense(4, "tanh"), Dropout(0.2), Dense(2, "softmax")])
    data = points()
    learned = data.training
    trainer = Trainer(network, (learned.inputs, learned.targets), RECIPE)
    kept, found = [trainer.checkpoint()], []
    for _ in range(steps):
        found += trainer.advance()
        kept.append(trainer.checkpoint())
    looks = np.array([np.nan, 0.5], np.float32)
    curves = Curves(np.array(found, np.float32), np.array([3, 6]), looks, looks + 1, looks + 2, looks + 3)
    scaling = Standardization(np.array([1.0, 2.0]), np.array([0.5, 3.0]))
    run = Run(
        "AdamW 0.02",
        network,
        ((0, RECIPE), (4, replace(RECIPE, l2=0.5))),
        curves,
        tuple(kept),
        Trouble(9, 2, (1,), "the output of"),
        branch_of=("SGD 0.1", 2),
        before=scaling,
        data="moons",
    )
    source = Toy("moons", 30, 0.2, seed=3)
    return Training(data, source, Preparation("minmax", 0.2), RECIPE, (run,), 0, steps), trainer
