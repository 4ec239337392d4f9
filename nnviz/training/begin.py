"""What the Train page begins with for an open document, and what a run learns from."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from nnviz.data import Dataset, catalogue
from nnviz.data.scaling import Standardization
from nnviz.data.sources import Bundled, Embedded, Preparation, Toy
from nnviz.document import Document
from nnviz.document.training import Run, Training
from nnviz.engine import Checkpoint, Constant, Network, Recipe
from nnviz.errors import InputError
from nnviz.training import scaling
from nnviz.training.plan import Options
from nnviz.training.plan import recipe_for as recipe_of_command
from nnviz.training.same_data import same_data

NO_LAYERS = "The list of layers doesn't fit together yet; mend it on the Build page first."
GONE = "The examples lie in a file that isn't there any more; choose others under Data."


@dataclass(frozen=True, eq=False)
class Lesson:
    """What a run learns from, on the scaled numbers that its network takes. Without held-out examples there
    is nothing to judge by."""

    learned: tuple[np.ndarray, np.ndarray]
    judged: tuple[np.ndarray, np.ndarray] | None


def begin(document: Document) -> Training:
    """What to train with where nobody has chosen anything: the whole bundled set that the document's
    examples are part of, else its own; recipe and scaling by the rules of ``nnviz train``, at a steady rate.

    Raises:
        InputError: there are no examples, or they don't fit.
    """
    data = same_data(document)
    source = Bundled(data.name) if data.name in catalogue.names() else Embedded(data.name)
    scale = "none" if scaling.of_inputs(document, data.inputs) is None else "standardize"
    return Training(data, source, Preparation(scale), recipe_for(document.network, data))


def recipe_for(network: Network, data: Dataset, seed: int = 0) -> Recipe:
    """As ``nnviz train``, but at a steady rate: whoever watches stops when they have seen enough.

    Raises:
        OptionError: no loss suits the output and the targets.
    """
    return replace(recipe_of_command(core_of(network), data, Options(seed=seed)), schedule=Constant())


def core_of(network: Network) -> Network:
    """The layers that learn, with the weights that they have."""
    layers, is_first, is_last = scaling.core(network)
    if not (is_first or is_last):
        return network
    core = Network.build(network.input_shape, layers, network.seed, network.dtype)
    return core.with_parameters(_core_parameters(network, is_first, is_last))


def redrawn(document: Document, seed: int) -> Network:
    """The document's layers with weights drawn by ``seed``; scaling layers keep what they measured."""
    network = document.network
    layers, is_first, is_last = scaling.core(network)
    core = Network.build(network.input_shape, layers, seed, network.dtype)
    before, after = _own(network, is_first, is_last)
    return scaling.wrapped(core, before, after)


def begins_anew(document: Document, training: Training) -> bool:
    """Whether the first run begins from new weights; painted points the network goes on to learn."""
    is_painted = isinstance(training.source, Toy) and training.source.is_painted
    return document.shows_trained_weights() and training.run is None and not is_painted


def first_run(document: Document, training: Training) -> Run:
    """The run, without a name yet, that begins with the document's network.

    Trained weights that nobody has touched may have seen what is held out: the first run begins from new
    ones, drawn by the recipe's seed. Any others are what somebody has made, and stay; so does their scaling.

    Raises:
        InputError: there is nothing to learn from.
    """
    data = _checked(document, training)
    _, is_first, is_last = scaling.core(document.network)
    is_new = begins_anew(document, training)
    is_made = document.is_trained() and not is_new
    network = core_of(document.network)
    if is_new:
        network = Network.build(network.input_shape, network.layers, training.recipe.seed, network.dtype)
    learned = data.training
    if is_made:
        before, after = _own(document.network, is_first, is_last)
    else:
        before = scaling.of_inputs(document, learned.inputs, training.preparation.scale)
        after = scaling.of_targets(network, learned.targets)
    start = Checkpoint(0, 0, 0, network.parameters(), {})
    metric = "accuracy" if training.recipe.loss.name.endswith("cross_entropy") else "r2"
    return Run(
        "",
        network,
        ((0, training.recipe),),
        kept=(start,),
        metric=metric,
        before=before,
        after=after,
        data=data.name,
    )


def lesson_of(run: Run, data: Dataset) -> Lesson:
    """The examples as ``run`` learns them."""
    learned, unseen = data.training, data.unseen
    judged = (scaled(run, unseen.inputs), targets(run, unseen.targets)) if data.held_out else None
    return Lesson((scaled(run, learned.inputs), targets(run, learned.targets)), judged)


def scaled(run: Run, inputs: np.ndarray) -> np.ndarray:
    """Raw inputs on the scale that the run's network learned on."""
    return inputs if run.before is None else run.before.apply(inputs)


def targets(run: Run, values: np.ndarray) -> np.ndarray:
    """Raw targets on the scale that the run's network learned."""
    return values if run.after is None else run.after.apply(values.reshape(len(values), -1))


def result(run: Run, parameters: Checkpoint) -> Network:
    """The network of the document at a kept step: raw numbers in and out."""
    return scaling.wrapped(run.network.with_parameters(parameters.parameters), run.before, run.after)


def _checked(document: Document, training: Training) -> Dataset:
    if training.data is None:
        raise InputError(GONE)
    if not len(training.data.training):
        raise InputError("There are no examples to learn from; hold out fewer of them.")
    return training.data


def _core_parameters(network: Network, is_first: bool, is_last: bool) -> dict[str, np.ndarray]:
    """Those of the layers between the scaling ones, keyed as these are numbered alone."""
    last = len(network.layers) - is_last
    found = {}
    for key, array in network.parameters().items():
        number, _, name = key.partition(".")
        if is_first < int(number) <= last:
            found[f"{int(number) - is_first}.{name}"] = array
    return found


def _own(
    network: Network, is_first: bool, is_last: bool
) -> tuple[Standardization | None, Standardization | None]:
    """The scaling that a network's own layers do."""
    parameters = network.parameters()

    def of(number: int) -> Standardization:
        mean, deviation = (parameters[f"{number}.{name}"] for name in ("mean", "deviation"))
        return Standardization(mean.astype(np.float64), deviation.astype(np.float64))

    return of(1) if is_first else None, of(len(network.layers)) if is_last else None
