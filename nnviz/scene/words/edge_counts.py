"""How many edges a network has, and whether these are so many that it counts as a large one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from math import prod

from nnviz.engine import Network

LARGE = 50_000
"""A network with more edges than this between its layers is drawn, and named, as a large one."""


@lru_cache(maxsize=4)
def edge_counts(network: Network) -> Mapping[int, int]:
    """How many edges run into each layer that has weights between two columns."""
    return {
        number: prod(network.layer_parameters(number)["weight"].shape)
        for number, layer in enumerate(network.layers, start=1)
        if layer.fully_connected
    }


@lru_cache(maxsize=4)
def is_large(network: Network) -> bool:
    """Whether the network has so many edges that single ones can't be told apart."""
    has_images = any(len(shape) == 3 for shape in network.shapes)
    return not has_images and sum(edge_counts(network).values()) > LARGE
