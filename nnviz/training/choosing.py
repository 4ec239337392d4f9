"""Other examples for a document: its network is kept where it fits them, else one that fits is made."""

from __future__ import annotations

import math
from dataclasses import replace
from types import MappingProxyType

from nnviz.data import Dataset, catalogue, toys
from nnviz.data.sources import Bundled, Preparation, Source, Toy
from nnviz.data.split import prepared
from nnviz.document import CurrentInput, Document, examples
from nnviz.document.training import Training
from nnviz.document.views import fitted
from nnviz.engine import Dense, Flatten, Network
from nnviz.engine.arrays import count
from nnviz.errors import InputError
from nnviz.training import begin, picture_proposal, plane_proposal, proposal
from nnviz.training.scaling import core

LEAST_SIDE = 4
"""Pixels of a side: rows of fewer numbers are no pictures."""


def keeps_network(network: Network, data: Dataset) -> bool:
    """Whether ``network`` takes the inputs of ``data`` and its output can say their answers: a sigmoid of
    two classes, shares of several, or values."""
    layers = core(network)[0]
    activation = layers[-1].activation
    shares = activation is not None and activation.gives_shares
    outputs = count(network.output_shape)
    if count(network.input_shape) != count(data.inputs.shape[1:]) or len(network.input_layers) > 1:
        return False
    if data.targets.dtype.kind in "iu":
        classes = max(len(data.class_names), int(data.targets.max()) + 1)
        return shares and activation is not None and not activation.elementwise and outputs == classes
    if data.labels is not None:
        return shares and outputs == 1
    return not shares and outputs == count(data.targets.shape[1:])


def network_for(data: Dataset, seed: int = 0) -> Network:
    """The network that is proposed for examples, by their shape."""
    shape = data.inputs.shape[1:]
    if shape == (2,):
        return plane_proposal.network_for(data, seed)
    if len(shape) == 3 and data.class_names:
        return picture_proposal.network_for(shape, len(data.class_names), seed)
    if data.labels is not None and data.targets.ndim == 2:
        hidden = Dense(proposal.hidden_for(shape[0], 1), proposal.FUNCTION)
        return Network.build(shape, (hidden, Dense(1, "sigmoid")), seed)
    if len(shape) > 1:
        classes = len(data.class_names)
        layers = proposal.layers_for(count(shape), classes or count(data.targets.shape[1:]), classes > 0)
        return Network.build(shape, (Flatten(), *layers), seed)
    return proposal.network_for(data, seed=seed)


def original(training: Training) -> Dataset:
    """The examples in the order in which their source gives them, where that can be had again: the same seed
    then holds out the same ones, whatever was held out in between.

    Raises:
        InputError: the examples are gone.
    """
    source, data = training.source, training.data
    if isinstance(source, Toy) and not source.is_painted:
        return toys.points(source)
    if isinstance(source, Bundled):
        return catalogue.get(source.name)
    if data is None:
        raise InputError(begin.GONE)
    return data


def image_shape(data: Dataset) -> tuple[int, int] | None:
    """(height, width) where rows without names are the pixels of a square; None where they are none."""
    shape = data.inputs.shape[1:]
    side = math.isqrt(shape[0])
    is_square = len(shape) == 1 and not data.input_names and side * side == shape[0]
    return (side, side) if is_square and side >= LEAST_SIDE else None


def title_for(data: Dataset, network: Network) -> str:
    """The title of a network that was made for ``data``: "Two spirals 2-8-8-1"."""
    return f"{data.name} {proposal.sizes(network)}" if len(network.layers) <= 6 else data.name


def renamed(document: Document, data: Dataset) -> str:
    """The document's title, with the name of the new examples where it began with that of the old ones."""
    own = document.data.name if document.data is not None else ""
    title = document.title
    is_named = bool(own) and title.casefold().startswith(own.casefold())
    return data.name + title[len(own) :] if is_named else title


def chosen(
    document: Document, data: Dataset, source: Source, preparation: Preparation, is_painted: bool = False
) -> Document:
    """``document`` learning from other examples: (N, *shape) raw numbers. Where its network fits them it
    stays as it is, with its weights and the runs so far; else one that fits takes its place.

    Of the run that the network belonged to nothing goes on; of points that were painted it does, in a run of
    its own.

    Raises:
        NNVizError: nothing can learn from them.
    """
    data = prepared(data, preparation)
    before = document.training
    is_kept = keeps_network(document.network, data)
    network = document.network if is_kept else network_for(data)
    if is_kept:
        data = examples.fit(document, data)
    recipe = begin.recipe_for(network, data)
    if before is not None and before.recipe.loss == recipe.loss:
        recipe = before.recipe
    runs = before.runs if before is not None and is_kept else ()
    training = Training(data, source, preparation, recipe, runs)
    shown = data.unseen if data.held_out else data
    return replace(
        document,
        network=network,
        title=renamed(document, data) if is_kept else title_for(data, network),
        task="classes" if data.labels is not None else "values",
        input_names=data.input_names if not is_kept or document.image_shape is None else (),
        image_shape=document.image_shape if is_kept else image_shape(data),
        output_names=data.class_names,
        data=shown,
        input=document.input if is_painted else CurrentInput(shown.inputs[0], "sample", sample=0),
        trained=document.trained if is_kept else MappingProxyType({}),
        overrides=document.overrides if is_kept else MappingProxyType({}),
        score=None,
        draft=document.draft if is_kept else None,
        view=document.view if is_kept else fitted(document.view, network),
        training=training,
    )
