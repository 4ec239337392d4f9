"""Sentences about image layers: short enough, and true for the network at hand."""

from __future__ import annotations

import numpy as np
import pytest

from nnviz.document import Target
from nnviz.scene.values.narration import line
from nnviz.scene.words.numbers import number
from tests.scene.image_networks import image_networks
from tests.scene.networks import scene

DOCUMENTS = image_networks()


@pytest.mark.parametrize("name", list(DOCUMENTS))
def test_every_sentence_fits(name: str) -> None:
    document = DOCUMENTS[name]
    targets = [None] + [
        Target(layer, tuple(size - 1 for size in shape))  # type: ignore[arg-type]
        for layer, shape in enumerate(document.network.shapes)
        if len(shape) == 3
    ]
    for target in targets:
        shown = scene(document, target)
        for phase in shown.timeline.phases:
            now = shown.at_seconds(phase.start + phase.seconds / 2)
            assert 0 < len(now.sentence) <= 90
            assert now.sentence.endswith(".")


def test_a_scan_says_how_many_products_a_place_gives() -> None:
    shown = scene(DOCUMENTS["two convolutions"])
    assert shown.at(1, "scan", 0.5).sentence == (
        "8 kernels slide over 576 places; each place gives 25 products and one sum a kernel."
    )
    assert shown.at(3, "scan", 0.5).sentence == (
        "16 kernels slide over 100 places; each place gives 72 products and one sum a kernel."
    )


def test_with_a_cell_selected_the_numbers_of_the_window_under_way_are_told() -> None:
    shown = scene(DOCUMENTS["digits"], Target(1, (2, 3, 4)))
    for share, row, column in ((0.2, 1, 1), (0.5, 3, 0), (0.99, 5, 5)):
        z = number(float(shown.trace[1].z[0, 2, row, column]), 2)
        assert shown.at(1, "scan", share).sentence == (
            f"Kernel 3 slides over 36 places; at row {row + 1}, column {column + 1} its sum z is {z}."
        )
    pooled = scene(DOCUMENTS["digits"], Target(2, (1, 2, 0)))
    largest = number(float(np.max(pooled.trace[1].a[0, 1, 0:2, 2:4])), 2)
    assert pooled.at(2, "pool", 0.2).sentence == (
        f"Of the 2 × 2 window at row 1, column 2 of map 2, the largest value is {largest}."
    )


def test_of_a_cell_that_the_windows_have_not_reached_no_value_is_told() -> None:
    shown = scene(DOCUMENTS["digits"], Target(1, (2, 3, 4)))
    early = next(phase for phase in shown.timeline.phases if phase.name == "scan").start + 0.1
    moment = shown.timeline.moment(early)
    document, trace = DOCUMENTS["digits"], shown.trace
    assert line(document, trace, moment, Target(1, (2, 3, 4))) == (
        "Layer 1, scan.",
        "Window 23 of 36, at row 4, column 5 of map 3, is not reached yet.",
    )


def test_pooling_says_what_is_kept_and_how_much_is_left() -> None:
    assert scene(DOCUMENTS["digits"]).at(2, "pool", 0.5).sentence == (
        "Of each 2 × 2 window the largest value is kept: in each map 36 values become 9."
    )
    assert "the mean is kept" in scene(DOCUMENTS["pooling alone"]).at(1, "pool", 0.5).sentence


def test_layers_that_pass_values_on_say_what_they_do() -> None:
    assert scene(DOCUMENTS["digits"]).at(3, "pass", 0.5).sentence == (
        "Flatten lays all 36 values out in one row."
    )
    assert "Batch norm" in scene(DOCUMENTS["groups and stride"]).at(2, "centre", 0.5).sentence
    assert "mean" in scene(DOCUMENTS["padding, dilation, colours"]).at(4, "pass", 0.5).sentence
