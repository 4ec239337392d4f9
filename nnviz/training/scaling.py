"""Which numbers are scaled for training, and the layers that do it before and after the network."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from nnviz.data.scaling import Standardization
from nnviz.document import Document, Target
from nnviz.engine import Network, Standardize, Unstandardize
from nnviz.engine.layers.base import Layer

LEAST_SPREAD, LARGEST = 0.1, 10.0
"""Targets that spread less, or reach further from 0, are learned scaled: one step of a weight moves z by
about 1, which is nothing beside 200,000 and everything beside 0.001."""


def of_inputs(document: Document, inputs: np.ndarray, scale: str | None = None) -> Standardization | None:
    """How columns are brought to one scale: ``"standardize"``, ``"minmax"`` or ``"none"``; by default they
    are standardised: features of different units learn better on one scale, and pixels share one already."""
    if inputs.ndim != 2:
        return None
    if scale is None:
        scale = "none" if document.image_shape is not None else "standardize"
    if scale == "none":
        return None
    return Standardization.between(inputs) if scale == "minmax" else Standardization.of(inputs)


def of_targets(network: Network, targets: np.ndarray) -> Standardization | None:
    """For values from an output without an activation function, where they are large or hardly differ."""
    activation = network.layers[-1].activation
    is_open = activation is None or activation.name == "identity"
    if targets.dtype.kind != "f" or not is_open or len(network.output_shape) != 1:
        return None
    rows = targets.reshape(len(targets), -1)
    is_small = np.abs(rows).max() <= LARGEST and rows.std(axis=0).min() >= LEAST_SPREAD
    return None if is_small else Standardization.of(rows)


def core(network: Network) -> tuple[tuple[Layer, ...], bool, bool]:
    """(the layers between the scaling ones, whether one stands first, whether one stands last).

    A network that was trained before carries its scaling; training anew measures it anew.
    """
    layers = network.layers
    first = len(layers) > 1 and isinstance(layers[0], Standardize)
    last = len(layers) > 1 + first and isinstance(layers[-1], Unstandardize)
    return layers[first : len(layers) - last], first, last


def same_unit(target: Target, before: Network, after: Network) -> Target:
    """The unit of ``before`` in ``after``, which may have another scaling layer before it."""
    was_first, is_first = core(before)[1], core(after)[1]
    if target.layer <= was_first:
        return target
    return replace(target, layer=target.layer + is_first - was_first)


def wrapped(network: Network, before: Standardization | None, after: Standardization | None) -> Network:
    """``network``, learned on scaled numbers, with the layers that scale what comes in and what goes out."""
    if before is None and after is None:
        return network
    shift = before is not None
    layers = (
        *((Standardize(),) if before is not None else ()),
        *network.layers,
        *((Unstandardize(),) if after is not None else ()),
    )
    parameters = {}
    for key, array in network.parameters().items():
        before_point, _, name = key.partition(".")
        parameters[f"{int(before_point) + shift}.{name}"] = array
    for number, scaling in ((1, before), (len(layers), after)):
        if scaling is not None:
            parameters |= {f"{number}.mean": scaling.mean, f"{number}.deviation": scaling.deviation}
    whole = Network.build(network.input_shape, layers, network.seed, network.dtype)
    return whole.with_parameters(parameters)
