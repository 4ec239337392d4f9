"""Words for training: what is behind the network, how it learns, and how its runs went."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np

from nnviz.document.training import Run, Training
from nnviz.engine.arrays import Array
from nnviz.lessons.language.errors import NoNumberError
from nnviz.lessons.language.recent import Recent
from nnviz.lessons.language.tree import Kind
from nnviz.lessons.language.vocabulary.table import NOTHING, word
from nnviz.lessons.language.world import World, one
from nnviz.training import starts

NUMBER, TRUTH = Kind.NUMBER, Kind.TRUTH
training = partial(word, group="Training", needs=NOTHING)


@training(
    "training steps",
    NUMBER,
    meaning="steps of training that are behind the network",
    example="training steps >= 100",
)
def steps(world: World) -> Array:
    kept = world.facts.document.training
    return one(0 if kept is None else kept.step)


@training(
    "learning rate",
    NUMBER,
    meaning="that of the next step, before any schedule",
    example="learning rate < 0.1",
)
def rate(world: World) -> Array:
    kept = _kept(world)
    recipe = kept.recipe if kept.current is None else kept.current.recipe(kept.step)
    return one(recipe.optimizer.rate)


@training("batch size", NUMBER, meaning="examples that a step learns from", example="batch size = 16")
def batch(world: World) -> Array:
    kept = _kept(world)
    recipe = kept.recipe if kept.current is None else kept.current.recipe(kept.step)
    return one(recipe.batch_size)


@training("runs", NUMBER, meaning="how many training runs there are", example="runs > 1")
def runs(world: World) -> Array:
    kept = world.facts.document.training
    return one(0 if kept is None else len(kept.runs))


@training(
    "lowest validation loss",
    NUMBER,
    meaning="the lowest one of the run, of the training examples where none are held out",
    example="lowest validation loss < 0.2",
)
def lowest(world: World) -> Array:
    curves = _run(world).curves
    judged = curves.validation_loss
    judged = judged if np.isfinite(judged).any() else curves.training_loss
    if not np.isfinite(judged).any():
        raise NoNumberError("Nobody has looked at how the run goes yet.")
    return one(float(np.nanmin(np.where(np.isfinite(judged), judged, np.nan))))


@training(
    "training score",
    NUMBER,
    meaning="the share of training examples that were right, or R², when it was last looked at",
    example="training score > 0.9",
    style="share",
)
def training_score(world: World) -> Array:
    return _last(world, _run(world).curves.training_score)


@training(
    "validation score",
    NUMBER,
    meaning="the same of the examples that are held out",
    example="validation score > 0.9",
    style="share",
)
def validation_score(world: World) -> Array:
    return _last(world, _run(world).curves.validation_score)


@training(
    "starts that solve it",
    NUMBER,
    meaning="of ten seeds, how many end with a tenth of the loss of an answer that never changes, or less",
    example="0 < starts that solve it < 10",
    slow=True,
)
def starts_that_solve(world: World) -> Array:
    kept, document = _kept(world), world.facts.document
    # Weights are drawn anew: what they are now doesn't matter.
    found = _STARTS.get(dict, (kept.data,))
    key = document.network.layers, document.network.input_shape, replace(kept.recipe, seed=0)
    if key not in found:
        *_, last = starts.tried(document, kept)
        found[key] = len(last.solved)
    return one(found[key])


_STARTS: Recent[dict[object, int]] = Recent(3)


@training(
    "training ran away",
    TRUTH,
    meaning="a number of the run stopped being finite",
    example="not training ran away",
)
def ran_away(world: World) -> Array:
    kept = world.facts.document.training
    run = None if kept is None else kept.current
    return one(run is not None and run.trouble is not None)


def _last(world: World, values: Array) -> Array:
    """The value of the last look up to the step where the network stands."""
    looks = int(np.searchsorted(_run(world).curves.checks, _kept(world).step, side="right"))
    if not looks or not np.isfinite(values[looks - 1]):
        raise NoNumberError("Nobody has looked at how the run goes yet.")
    return one(float(values[looks - 1]))


def _kept(world: World) -> Training:
    kept = world.facts.document.training
    if kept is None:
        raise NoNumberError("Nothing is trained here.")
    return kept


def _run(world: World) -> Run:
    run = _kept(world).current
    if run is None:
        raise NoNumberError("There is no training run here yet.")
    return run
