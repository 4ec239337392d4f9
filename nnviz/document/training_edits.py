"""Edits of what the Train page keeps: each takes a Document and returns a new one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType

from nnviz.document import structure
from nnviz.document.draft import draft_of
from nnviz.document.model import Document, Score
from nnviz.document.training import MOST_RUNS, Run, Training
from nnviz.document.views import fitted
from nnviz.engine import Dropout, Layer, Network, Recipe
from nnviz.errors import OptionError


def set_training(document: Document, training: Training) -> Document:
    """Train with something else."""
    return replace(document, training=training)


def set_recipe(document: Document, training: Training, recipe: Recipe) -> Document:
    """Take the next steps by another recipe; ``training`` is what to begin with where there is none."""
    return replace(document, training=replace(document.training or training, recipe=recipe))


def set_dropout(document: Document, rate: float) -> Document:
    """Let training silence so large a share of every hidden layer's values: the rate of the dropout layers
    that are there, or else of one after each hidden layer; 0 takes them all out.

    Raises:
        NNVizError: that is no rate.
    """
    Dropout(rate)
    layers = [row.layer for row in draft_of(document).rows]
    numbers = [number for number, layer in enumerate(layers, 1) if layer.kind == Dropout.kind]
    if not rate:
        for number in reversed(numbers):
            document = structure.remove_layer(document, number)
        return document
    if numbers:
        for number in numbers:
            document = structure.set_options(document, number, {"rate": rate})
        return document
    for number in reversed(hidden_layers(layers)):
        document = structure.add_layer(document, Dropout.kind, number + 1, {"rate": rate})
    return document


def hidden_layers(layers: Sequence[Layer]) -> list[int]:
    """The numbers of the layers that weigh what comes in and hand it on to another that does."""
    learning = [
        number for number, layer in enumerate(layers, 1) if layer.fully_connected or layer.has_kernels
    ]
    return learning[:-1]


def start_from(document: Document, training: Training, recipe: Recipe, network: Network) -> Document:
    """Begin anew with ``network``, whose weights nobody has trained; the runs so far stay."""
    kept = replace(document.training or training, recipe=recipe, run=None, step=0)
    return replace(
        document, network=network, trained=MappingProxyType({}), draft=None, score=None, training=kept
    )


def stand(document: Document, training: Training, network: Network, score: Score | None = None) -> Document:
    """The document with ``network``, what came of the training at its step, and ``training`` itself.

    These are trained weights. What a person holds or looks at stays, unless its layer has another number now.
    """
    shift = len(network.layers) != len(document.network.layers)
    return replace(
        document,
        network=network,
        trained=MappingProxyType(network.parameters()),
        draft=None,
        overrides=MappingProxyType({}) if shift else document.overrides,
        view=fitted(document.view, network) if shift else document.view,
        score=score,
        training=training,
    )


def with_run(training: Training, run: Run, step: int) -> Training:
    """``training`` with ``run`` in the place of the one of its name, or as a new one, standing at ``step``.

    Where there are too many, the oldest other one goes.
    """
    names = [one.name for one in training.runs]
    runs = list(training.runs)
    if run.name in names:
        runs[names.index(run.name)] = run
    else:
        runs = [*runs, run][-MOST_RUNS:]
    return replace(training, runs=tuple(runs), run=runs.index(run), step=step)


def rename_run(document: Document, index: int, name: str) -> Document:
    """Give a run another name; runs that left it know it by the new one.

    Raises:
        OptionError: there is no such run, or the name is empty or another run's.
    """
    training, run = _run(document, index)
    name = " ".join(name.split())
    if not name:
        raise OptionError("A run needs a name; type one.")
    if any(one.name == name for one in training.runs if one is not run):
        raise OptionError(f"Another run is called {name} already; choose another name.")
    runs = tuple(_renamed(one, run.name, name) for one in training.runs)
    return replace(document, training=replace(training, runs=runs))


def _renamed(run: Run, before: str, name: str) -> Run:
    if run.name == before:
        run = replace(run, name=name)
    if run.branch_of is not None and run.branch_of[0] == before:
        run = replace(run, branch_of=(name, run.branch_of[1]))
    return run


def remove_run(document: Document, index: int) -> Document:
    """Forget a run. The network stays as it is.

    Raises:
        OptionError: there is no such run.
    """
    training, run = _run(document, index)
    runs = tuple(one for one in training.runs if one is not run)
    current = training.current
    if current is None or current is run:
        return replace(document, training=replace(training, runs=runs, run=None, step=0))
    return replace(document, training=replace(training, runs=runs, run=runs.index(current)))


def _run(document: Document, index: int) -> tuple[Training, Run]:
    training = document.training
    if training is None or not 0 <= index < len(training.runs):
        raise OptionError(f"There is no run number {index}.")
    return training, training.runs[index]
