"""Which step of training is opened up: one of a run, or the first on what the network looks at now."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from nnviz.document import Document, examples
from nnviz.document.training import Run, Training
from nnviz.engine import SGD, Network, Recipe, explain_step
from nnviz.engine.learning import losses
from nnviz.engine.learning.outputs import output_function
from nnviz.engine.learning.step import StepExplanation
from nnviz.engine.learning.trainer import Trainer
from nnviz.engine.numbers import amount
from nnviz.errors import InputError
from nnviz.training import scaling
from nnviz.training.begin import GONE, begins_anew, core_of, first_run, lesson_of
from nnviz.training.losses import loss_for

RATE, OPEN_RATE = 0.5, 0.01
"""The learning rate where nobody has chosen one: large enough to see a weight move; smaller where what comes
out has no bounds."""


@dataclass(frozen=True, eq=False)
class Opened:
    """A step with what is known of it. ``document`` holds the network that learns, without the layers that
    scale, of which ``shift`` stand before it. ``run`` is the run that the step belongs to, None: to none;
    ``rows`` are the numbers of the batch's examples among those that are learned from."""

    document: Document
    step: StepExplanation
    shift: int = 0
    run: Run | None = None
    rows: tuple[int, ...] = ()

    @property
    def losses(self) -> np.ndarray:
        """The loss of each step of the run; empty where there is none."""
        return np.zeros(0, np.float32) if self.run is None else self.run.curves.losses


def opened(document: Document, target: tuple[float, ...] | None = None) -> Opened:
    """Open the step that the Train page's cursor stands before; the first one of a run that would begin with
    these weights, where examples were chosen to train with; else one on the current input. ``target`` is what
    should come out of that, by default what its example says.

    Raises:
        NNVizError: the network can't be trained, or its examples are gone.
    """
    training = document.training
    if training is not None and training.current is not None:
        return _of_run(document, training, training.current)
    if training is not None and target is None and not begins_anew(document, training):
        found = _of_run(document, training, first_run(document, training))
        return replace(found, run=None)
    return _of_input(document, training, target)


def _of_run(document: Document, training: Training, run: Run) -> Opened:
    if training.data is None:
        raise InputError(GONE)
    x, y = lesson_of(run, training.data).learned
    at = run.nearest(training.step)
    recipe = run.recipe(at.step)
    rows = Trainer(run.network, (x, y), recipe, checkpoint=at).batch()
    step = explain_step(run.network, (x[rows], y[rows]), recipe, at, len(x))
    inner = replace(document, network=step.before)
    return Opened(inner, step, int(run.before is not None), run, tuple(int(row) for row in rows))


def _of_input(document: Document, training: Training | None, target: tuple[float, ...] | None) -> Opened:
    network = document.network
    if len(network.input_layers) > 1:
        raise InputError("A step can be opened up for networks with one input; this one has several.")
    _, first, last = scaling.core(network)
    inner = core_of(network)
    x = document.inputs()[0][None]
    if first:
        x = network.trace(x)[1].a
    y = wanted(document, target)
    if last:
        own = network.layer_parameters(len(network.layers))
        y = (np.asarray(y, np.float64) - own["mean"]) / own["deviation"]
    y = np.asarray(y)[None]
    recipe = _recipe(inner, y) if training is None else training.recipe
    step = explain_step(inner, (x, y), replace(recipe, batch_size=1))
    return Opened(replace(document, network=inner), step, int(first))


def wanted(document: Document, target: tuple[float, ...] | None = None) -> np.ndarray:
    """What should come out of the current input: what a person says, else what its example says, else the
    class that the network finds most likely, or a value that it gives, rounded. A class is a whole number."""
    classes = document.task == "classes" and document.network.output_shape[0] > 1
    if target is not None:
        return np.asarray(int(target[0]) if classes else target)
    known, sample = examples.that_fit(document), document.input.sample
    if known is not None and document.input.origin == "sample" and sample is not None:
        told = known.targets[sample]
        if told.dtype.kind in "iu" and not classes:
            return np.asarray([float(told)] if told.ndim == 0 else told, np.float64)
        return np.asarray(told)
    found = document.network.predict(document.inputs()[0][None])[0]
    return np.asarray(found.argmax(axis=0)) if classes else np.round(found)


def read_target(document: Document, text: str) -> tuple[float, ...] | None:
    """What a person wants to come out, from what was typed: a class by its name or number, or a number for
    each output. Nothing typed: what the example says, None.

    Raises:
        InputError: it is neither.
    """
    if not text.strip():
        return None
    outputs = int(np.prod(document.network.output_shape))
    if document.task == "classes" and outputs > 1:
        known = [name.casefold() for name in document.output_names]
        said = text.strip().casefold()
        number = known.index(said) if said in known else int(said) if said.isdecimal() else -1
        if not 0 <= number < outputs:
            raise InputError(f"The target is a class: its name, or a number from 0 to {outputs - 1}.")
        return (float(number),)
    try:
        plain = text.replace("−", "-").replace(";", " ").replace(", ", " ")
        values = tuple(float(part) for part in plain.split())
    except ValueError:
        values = ()
    if len(values) != outputs or not np.isfinite(values).all():
        raise InputError(f"The target is {amount(outputs, 'number')} here, with spaces between.")
    return values


def _recipe(network: Network, y: np.ndarray) -> Recipe:
    function = output_function(network)
    is_open = function is None or function.name == "identity"
    loss = losses.get(loss_for(network, y))
    return Recipe(batch_size=1, optimizer=SGD(OPEN_RATE if is_open else RATE), loss=loss)
