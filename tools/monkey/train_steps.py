"""Steps of training: a network learns on a thread of its own, while the walk goes on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from nnviz.document import edits
from nnviz.engine import SGD, Adam
from nnviz.errors import NNVizError
from tools.monkey.stage import Stage
from tools.monkey.virtual_time import TIME

BUTTONS = ("toggle", "pause", "step", "epoch", "reset", "to_best", "back_to_good")
PACES = (None, 20.0, 1000.0)
RATES = (0.001, 0.1, 1e6)
PATIENCE = 3
"""Steps that are waited for: the walk isn't about what is learned."""


def train(stage: Stage) -> Iterator[None]:
    """Play, and let some frames pass; nobody stops it."""
    stage.session.training.set_pace(stage.random.choice(PACES))
    _try(stage, "play")
    yield
    for _ in range(stage.random.randrange(1, 8)):
        TIME.advance(stage.random.choice((16, 33, 100)))
        stage.hands.said = "frame"
        yield
    if stage.random.random() < 0.5:
        stage.session.training.wait(stage.session.training.state.step + PATIENCE)
        stage.hands.said = "some steps on"
        yield


def transport(stage: Stage) -> Iterator[None]:
    """The buttons of the transport, some after each other."""
    for _ in range(stage.random.randrange(1, 5)):
        _try(
            stage,
            stage.random.choice(("toggle", "pause", "step", "epoch", "reset", "to_best", "back_to_good")),
        )
        yield


def rewind(stage: Stage) -> Iterator[None]:
    """A hand on the curve; then perhaps a branch."""
    training = stage.session.training
    for _ in range(stage.random.randrange(1, 5)):
        step = stage.random.randrange(training.state.steps + 2)
        stage.hands.said = f"rewind to {step}"
        training.seek(step)
        yield
    if stage.random.random() < 0.4:
        _try(stage, "play")
        yield


def options(stage: Stage) -> Iterator[None]:
    """Another rate, batch, dropout; another sample while it runs; other runs."""
    random, session = stage.random, stage.session
    training = session.training.training
    if training is None:
        stage.hands.said = "nothing to train"
        yield
        return
    recipe = training.recipe
    ways = (
        lambda: session.training.change(replace(recipe, optimizer=SGD(random.choice(RATES)))),
        lambda: session.training.change(replace(recipe, optimizer=Adam(random.choice(RATES)))),
        lambda: session.training.change(replace(recipe, batch_size=random.choice((1, 7, 10**5)))),
        lambda: session.training.change(
            replace(recipe, epochs=random.choice((1, 50)), seed=random.randrange(5))
        ),
        lambda: session.training.change(replace(recipe, frozen_layers=(1,), frozen_biases=True)),
        lambda: session.training.prepare(replace(training.preparation, share=random.choice((0.0, 0.3)))),
        lambda: session.training.set_dropout(random.choice((0.0, 0.4))),
        lambda: session.training.choose_run(random.randrange(3)),
        lambda: session.training.remove_run(random.randrange(3)),
        lambda: session.apply(edits.choose_sample, random.randrange(3)),
        lambda: session.undo(),
    )
    number = random.randrange(len(ways))
    stage.hands.said = f"option {number}"
    try:
        ways[number]()
    except NNVizError as error:
        stage.hands.said += f": {error}"
    yield


def _try(stage: Stage, name: str) -> None:
    stage.hands.said = f"training {name}"
    try:
        getattr(stage.session.training, name)()
    except NNVizError as error:
        stage.hands.said += f": {error}"
