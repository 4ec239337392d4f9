"""Sentences about layers that work on images: scans, pooling, and layers that pass values on."""

from __future__ import annotations

from collections.abc import Mapping
from math import prod
from types import MappingProxyType

from nnviz.document import Document, Target
from nnviz.engine import AveragePool2D, Conv2D, MaxPool2D, Trace
from nnviz.engine.arrays import shape_text
from nnviz.scene.time import windows
from nnviz.scene.words.counting import counted
from nnviz.scene.words.numbers import number

Sentences = tuple[str, ...]

_PASSED: Mapping[str, str] = MappingProxyType(
    {
        "BatchNorm": "Batch norm brings each channel to its usual range: four fixed numbers a channel.",
        "LayerNorm": "Layer norm brings the values to mean 0 and spread 1, then scales and shifts them.",
        "Standardize": "Each number is measured in spreads from the mean of the training data.",
        "Unstandardize": "Each number goes back to its own unit: times the spread, plus the mean.",
        "Dropout": "Dropout rests outside training: every value passes as it is.",
        "GlobalAveragePool2D": "Of each map one number is left: the mean of all its values.",
        "GlobalMaxPool2D": "Of each map one number is left: the largest of its values.",
        "Add": "The values of its sources are added, place by place.",
        "Concat": "The values of its sources are laid one after the other.",
    }
)


def scan(document: Document, trace: Trace, layer: int, unit: Target | None) -> Sentences:
    """A convolution slides its kernels; with a unit selected, about that one's window."""
    network = document.network
    definition = network.layer(layer)
    assert isinstance(definition, Conv2D)
    places = prod(network.shapes[layer][1:])
    if unit is not None and not isinstance(unit.unit, int):
        return _scan_of(trace, layer, unit.unit, places)
    kernels = "1 kernel slides" if definition.filters == 1 else f"{definition.filters:,} kernels slide"
    channels = len(windows.input_channels(network, layer, 0))
    products = channels * prod(definition.kernel)
    where = "1 place" if places == 1 else f"{places:,} places"
    return (
        f"{kernels} over {where}; each place gives {products:,} products and one sum a kernel.",
        f"{kernels} over {where}; each gives one sum.",
    )


def _scan_of(trace: Trace, layer: int, unit: windows.Cell, places: int) -> Sentences:
    channel, row, column = counted(unit)
    z = number(float(trace[layer].z[(0, *unit)]), 2)
    return (
        f"Kernel {channel} slides over {places:,} places; at row {row}, column {column} its sum z is {z}.",
        f"Kernel {channel} slides; at row {row}, column {column} its sum z is {z}.",
        f"Kernel {channel} slides over {places:,} places.",
    )


def pool(document: Document, trace: Trace, layer: int, unit: Target | None) -> Sentences:
    """A pooling layer sums each window up in one number."""
    network = document.network
    definition = network.layer(layer)
    assert isinstance(definition, MaxPool2D | AveragePool2D)
    kept = "the largest value" if isinstance(definition, MaxPool2D) else "the mean"
    size = shape_text(definition.kernel)
    if unit is not None and not isinstance(unit.unit, int):
        channel, row, column = counted(unit.unit)
        value = number(float(trace[layer].a[(0, *unit.unit)]), 2)
        return (
            f"Of the {size} window at row {row}, column {column} of map {channel}, {kept} is {value}.",
            f"Of each {size} window {kept} is kept.",
        )
    before = prod(network.shapes[network.sources(layer)[0]][1:])
    after = prod(network.shapes[layer][1:])
    return (
        f"Of each {size} window {kept} is kept: in each map {before:,} values become {after:,}.",
        f"Of each {size} window {kept} is kept.",
    )


def passed(document: Document, layer: int) -> Sentences:
    """A layer that takes no more than a moment; empty for kinds without a sentence of their own."""
    shape = document.network.shapes[layer]
    kind = document.network.layer(layer).kind
    if kind == "Flatten":
        return (f"Flatten lays all {prod(shape):,} values out in one row.",)
    return (_PASSED[kind],) if kind in _PASSED else ()
