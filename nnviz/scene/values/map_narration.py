"""Sentences about layers that work on images: scans, pooling, and layers that pass values on."""

from __future__ import annotations

from math import prod

from nnviz.document import Document, Target
from nnviz.engine import Trace
from nnviz.engine.arrays import shape_text
from nnviz.scene.time import windows
from nnviz.scene.words.counting import acts, amount, counted
from nnviz.scene.words.numbers import number
from nnviz.scene.words.pooling import POOLING

Sentences = tuple[str, ...]


def scan(document: Document, trace: Trace, layer: int, unit: Target | None) -> Sentences:
    """A convolution slides its kernels; with a unit selected, about that one's window."""
    network = document.network
    filters, places = network.shapes[layer][0], prod(network.shapes[layer][1:])
    if unit is not None and not isinstance(unit.unit, int):
        return _scan_of(trace, layer, unit.unit, places)
    kernels = f"{amount(filters, 'kernel')} {acts(filters, 'slide')}"
    channels = len(windows.input_channels(network, layer, 0))
    products = channels * prod(windows.of_layer(network, layer).kernel)
    where = amount(places, "place")
    return (
        f"{kernels} over {where}; each place gives {amount(products, 'product')} and one sum a kernel.",
        f"{kernels} over {where}; each gives one sum.",
    )


def _scan_of(trace: Trace, layer: int, unit: windows.Cell, places: int) -> Sentences:
    channel, row, column = counted(unit)
    z = number(float(trace[layer].z[(0, *unit)]), 2)
    over = f"Kernel {channel} slides over {amount(places, 'place')}"
    return (
        f"{over}; at row {row}, column {column} its sum z is {z}.",
        f"Kernel {channel} slides; at row {row}, column {column} its sum z is {z}.",
        f"{over}.",
    )


def waiting(document: Document, unit: Target) -> Sentences:
    """The windows slide, and haven't come to the cell that is looked at."""
    assert not isinstance(unit.unit, int)
    channel, row, column = counted(unit.unit)
    count = windows.of_layer(document.network, unit.layer).count
    ordinal = windows.number(unit.unit[1:], count) + 1
    where = f"row {row}, column {column}"
    return (
        f"Window {ordinal:,} of {count[0] * count[1]:,}, at {where} of map {channel}, is not reached yet.",
        f"The window at {where} of map {channel} is not reached yet.",
    )


def pool(document: Document, trace: Trace, layer: int, unit: Target | None) -> Sentences:
    """A pooling layer sums each window up in one number."""
    network = document.network
    kept = POOLING[network.layer(layer).reduces].kept
    size = shape_text(windows.of_layer(network, layer).kernel)
    if unit is not None and not isinstance(unit.unit, int):
        channel, row, column = counted(unit.unit)
        value = number(float(trace[layer].a[(0, *unit.unit)]), 2)
        return (
            f"Of the {size} window at row {row}, column {column} of map {channel}, {kept} is {value}.",
            f"Of each {size} window {kept} is kept.",
        )
    before = prod(network.shapes[network.sources(layer)[0]][1:])
    after = prod(network.shapes[layer][1:])
    become = f"{amount(before, 'value')} {acts(before, 'become')} {after:,}"
    return (
        f"Of each {size} window {kept} is kept: in each map {become}.",
        f"Of each {size} window {kept} is kept.",
    )


def passed(document: Document, layer: int) -> Sentences:
    """A layer that takes no more than a moment; empty for kinds without a sentence of their own."""
    definition = document.network.layer(layer)
    if definition.alignment == "flat":
        count = prod(document.network.shapes[layer])
        what = "its only value" if count == 1 else f"all {count:,} values"
        return (f"{definition.kind} lays {what} out in one row.",)
    said = definition.told or definition.does
    return (said,) if said else ()
