"""Which run goes on when a person plays: the one that stands at its end, a branch of it, or a new one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from nnviz.data import Dataset
from nnviz.document import Document, Score, examples
from nnviz.document.plan import plan
from nnviz.document.training import Curves, Run, Training
from nnviz.engine import Network, Recipe
from nnviz.engine.learning.trainer import admit_data
from nnviz.errors import InputError, NNVizError, OptionError
from nnviz.training import begin, scaling
from nnviz.training.judgement import nothing_learned


def check(document: Document, training: Training) -> None:
    """Find out whether a run could begin.

    Raises:
        NNVizError: why not.
    """
    if document.draft is not None and plan(document).mismatch is not None:
        raise InputError(begin.NO_LAYERS)
    if training.data is None:
        raise InputError(begin.GONE)
    data = training.data.training
    if not len(data):
        raise InputError("There are no examples to learn from; hold out fewer of them.")
    if training.recipe.epochs < 1:
        raise OptionError("0 epochs take no step; choose 1 or more.")
    examples.fit(document, training.data)
    core = begin.core_of(document.network)
    if min(training.recipe.batch_size, len(data)) == 1 and _compares(core):
        raise OptionError(
            "Batch norm compares the examples of a batch, and one alone has none to be compared with; "
            "take a batch of 2 or more."
        )
    few = data.inputs[:1].reshape(1, *core.input_shape), data.targets[:1]
    admit_data(core, few, training.recipe.loss, "training")


def _compares(network: Network) -> bool:
    """Whether a layer takes mean and variance of one number an example; of a map, one example has many."""
    return any(
        layer.follows_batches and len(network.shapes[number]) == 1
        for number, layer in enumerate(network.layers, 1)
    )


def reason(document: Document, training: Training) -> str | None:
    """Why no run could begin; None where one could."""
    try:
        check(document, training)
    except NNVizError as error:
        return str(error)
    return None


def follows(document: Document) -> bool:
    """Whether the document's network is what its run came to, and nobody has changed it since."""
    training = document.training
    run = None if training is None else training.current
    if run is None or not document.shows_trained_weights():
        return False
    return scaling.core(document.network)[0] == run.network.layers


def to_go_on(document: Document, training: Training) -> Run:
    """The run that takes the next step: the current one where it stands at its end, else one without a name
    yet, which shares what lies before the step that it leaves at, or begins with the document's weights.

    Raises:
        InputError: there is nothing to learn from.
    """
    run = training.current
    if run is None or not follows(document):
        return begin.first_run(document, training)
    if training.step == run.steps and run.trouble is None:
        return with_recipe(run, training, run.steps)
    return with_recipe(branched(run, training.step), training, training.step)


def branched(run: Run, step: int) -> Run:
    """What lies before ``step`` of a run, as the beginning of another."""
    curves = run.curves
    looks = curves.checks <= step
    return replace(
        run,
        name="",
        recipes=tuple(one for one in run.recipes if one[0] <= step),
        curves=Curves(
            curves.losses[:step],
            curves.checks[looks],
            curves.training_loss[looks],
            curves.validation_loss[looks],
            curves.training_score[looks],
            curves.validation_score[looks],
        ),
        kept=tuple(one for one in run.kept if one.step <= step),
        trouble=None,
        branch_of=(run.name, step),
    )


def with_recipe(run: Run, training: Training, step: int) -> Run:
    """``run`` with the chosen recipe from ``step`` on; the order of its examples stays that of its seed. At
    step 0 nothing has been drawn yet, and the seed is the recipe's."""
    recipe = training.recipe if step == 0 else replace(training.recipe, seed=run.recipes[0][1].seed)
    if recipe == run.recipe(step):
        return run
    before = tuple(one for one in run.recipes if one[0] < step)
    return replace(run, recipes=(*before, (step, recipe)))


def until(run: Run, samples: int, steps: int | None) -> int:
    """The step at which to stop after so many ``steps``; 0: at the end of the epoch, None: of all epochs.
    Where these are over, as many again."""
    recipe, step = run.recipes[-1][1], run.steps
    if steps:
        return step + steps
    epoch = recipe.steps_per_epoch(samples)
    if steps == 0:
        return step - step % epoch + epoch
    return total(recipe, samples, step + 1)


def total(recipe: Recipe, samples: int, steps: int) -> int:
    """The steps of all epochs; where more ``steps`` than these were taken, of as many times all epochs."""
    if not samples:
        return 0
    once = max(recipe.steps(samples), 1)
    return once * max(-(-steps // once), 1)


def check_every(run: Run | None) -> int:
    """Steps between the last two looks at a run."""
    checks: list[int] = [] if run is None else run.curves.checks[-2:].tolist()
    return checks[1] - checks[0] if len(checks) == 2 else 1


def score_at(run: Run, training: Training, network: Network, step: int) -> Score | None:
    """How good the network was found to be at a step on examples that it never saw; None where nobody
    looked."""
    data = training.data
    looks = np.flatnonzero(run.curves.checks == step)
    if data is None or not data.held_out or not len(looks):
        return None
    value = float(run.curves.validation_score[looks[-1]])
    if not np.isfinite(value):
        return None
    return Score(run.metric, value, data.held_out, f"unseen examples of {data.name}", network.layers)


def learned_nothing(run: Run, data: Dataset) -> str:
    """A sentence where a run ended no better than always giving one answer; empty where it did."""
    curves = run.curves
    judged = curves.validation_score if data.held_out else curves.training_score
    return nothing_learned(data, run.metric, float(judged[-1])) if len(judged) else ""
