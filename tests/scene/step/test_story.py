"""What one training step shows: columns, lines, time, and that no slope is seen before its moment."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from nnviz import formats
from nnviz.engine import SGD, Adam, Recipe, explain_step
from nnviz.engine.learning import losses
from nnviz.scene.step import blocks, words
from nnviz.scene.step.places import PANEL
from nnviz.scene.step.shown import Picture, Shown, in_kernel, picture
from nnviz.scene.step.subject import Subject, Weight, telling
from nnviz.training.opened import opened
from tests.scene.step.subjects import SAMPLES, subject_of


@pytest.mark.parametrize("name", SAMPLES)
def test_time_runs_forward_to_the_loss_and_back_layer_by_layer(name: str) -> None:
    subject = subject_of(name)
    found = blocks.blocks(subject)
    kinds = [block.kind for block in found]
    assert kinds[-2:] == ["update", "after"]
    assert kinds.index("loss") == kinds.count("forward")
    layers = [block.layer for block in found if block.kind == "a"]
    assert layers == sorted(layers, reverse=True)
    for one, other in pairwise(found):
        assert one.end == pytest.approx(other.start)
    # Every block is stepped over once, forwards and backwards.
    moment, stops = 0.0, []
    for _ in found:
        moment = blocks.stepped(found, moment, 1)
        stops.append(moment)
    assert stops == pytest.approx([block.end for block in found])
    for stop in reversed([0.0, *stops[:-1]]):
        moment = blocks.stepped(found, moment, -1)
        assert moment == pytest.approx(stop)


@pytest.mark.parametrize("name", SAMPLES)
def test_no_slope_shows_before_its_block(name: str) -> None:
    subject = subject_of(name)
    made = picture(subject, None, PANEL)
    for seconds in np.linspace(0, made.end, 41):
        shown = Shown(made, float(seconds))
        reached = {(b.kind, b.layer) for b in made.blocks if b.start < seconds}
        for link in shown.links:
            own = (link.kind, link.layer)
            assert own in reached or ("a", link.layer) in reached
    assert Shown(made, 0.0).links == ()
    assert Shown(made, made.end).links == made.links


@pytest.mark.parametrize("name", SAMPLES)
def test_lines_stand_for_weights_and_show_their_gradients(name: str) -> None:
    subject = subject_of(name)
    made = picture(subject, None, PANEL)
    weighed = [line for line in made.lines if line.weight is not None]
    assert weighed
    largest = max(
        np.abs(layer.parameters["weight"].gradient).max()
        for layer in subject.step.layers
        if "weight" in layer.parameters
    )
    for line in weighed:
        gradient = subject.step[line.weight.layer].parameters["weight"].gradient[line.weight.index]
        assert line.gradient == pytest.approx(gradient)
        assert line.width == pytest.approx(max(1.2, 14 * abs(gradient) / largest))
        assert made.places.node(*line.source) is not None
        assert made.places.node(*line.target) is not None
    gaps: dict[tuple[int, int], list[bool]] = {}
    for line in weighed:
        gaps.setdefault((line.source[0], line.target[0]), []).append(line.has_pill)
    for pills in gaps.values():
        assert all(pills) if len(pills) <= 12 else 3 <= sum(pills) <= 4
    assert made.weight == subject.largest
    assert any(line.weight == made.weight and line.has_pill for line in made.lines)


@pytest.mark.parametrize("digits", [3, 6])
@pytest.mark.parametrize("name", SAMPLES)
def test_nothing_stands_on_anything_else(name: str, digits: int) -> None:
    made = picture(subject_of(name, digits), None, PANEL)
    boxes = [node.box for node in made.places.nodes if node.box is not None]
    for place, one in enumerate(boxes):
        assert not any(_meet(one, other) for other in boxes[place + 1 :])
        assert not _meet(one, made.places.loss)
        assert one[1] + one[3] <= PANEL[1]
        assert made.places.legend is None or not _meet(one, made.places.legend)
    columns: dict[float, list[float]] = {}
    for pill in made.places.pills:
        columns.setdefault(round(pill.at[0], 3), []).append(pill.at[1])
    for heights in columns.values():
        assert all(b - a >= 38 for a, b in pairwise(sorted(heights)))


def _meet(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    across = one[0] < other[0] + other[2] and other[0] < one[0] + one[2]
    return across and one[1] < other[1] + other[3] and other[1] < one[1] + one[3]


def test_a_deep_network_takes_no_longer_than_half_a_minute() -> None:
    document, _ = formats.open_any("tests/cases/vanish20.nnviz")
    found = opened(document)
    stretches = blocks.blocks(Subject(found.document, found.step))
    assert len(stretches) > 80
    assert blocks.end(stretches) == pytest.approx(30.0)
    assert len({round(b.seconds, 6) for b in stretches if b.kind in "azw"}) == 1


def test_classes_of_a_picture_are_offered_pixel_by_pixel() -> None:
    document, _ = formats.open_any("tests/cases/seg.nnviz")
    found = opened(document)
    assert found.step.targets.shape == (1, *document.network.output_shape)
    assert (found.step.targets.sum(axis=1) == 1).all()


def test_wide_layers_keep_the_units_of_the_chain() -> None:
    subject = subject_of("mnist")
    weight = Weight(1, "weight", (350, 41))
    made = picture(subject, weight, PANEL)
    assert made.weight == weight
    assert made.places.node(0, 350) is not None
    assert made.places.node(1, 41) is not None
    folded = {layer: count for layer, _, count in made.places.more}
    assert folded == {0: 777, 1: 57, 2: 3}


def test_what_cannot_be_chosen_is_as_if_nothing_were() -> None:
    subject = subject_of("xor")
    for wrong in (Weight(9, "weight", (0, 0)), Weight(1, "weight", (7, 0)), Weight(1, "gamma", (0,))):
        assert picture(subject, wrong, PANEL).weight == subject.largest


def test_keys_go_through_all_weights_and_biases_of_a_small_network() -> None:
    subject = subject_of("xor")
    walk = picture(subject, None, PANEL).walk
    assert len(walk) == len(set(walk)) == subject.moved == 17


def test_cells_of_a_kernel_follow_each_other() -> None:
    subject = subject_of("digits-cnn")
    weight = Weight(1, "weight", (2, 0, 0, 0))
    seen = [weight]
    for _ in range(8):
        seen.append(in_kernel(subject, seen[-1], 1))
    assert [cell.index[2:] for cell in seen] == [(r, c) for r in range(3) for c in range(3)]
    assert in_kernel(subject, seen[-1], 1) == weight
    assert in_kernel(subject, weight, -1) == seen[-1]


def test_a_network_that_learns_nothing_says_so_in_words() -> None:
    document, _ = formats.open_any("xor")
    step = explain_step(
        document.network,
        (document.data.inputs, document.data.targets),
        Recipe(optimizer=SGD(0.1), loss=losses.get("binary_cross_entropy"), frozen_layers=(1, 2)),
    )
    subject = Subject(document, step)
    made: Picture = picture(subject, Weight(1, "weight", (0, 0)), PANEL)
    assert made.update is not None
    assert made.update.last is None
    assert made.update.before == made.update.new
    assert "frozen" in words.chosen(subject, made.weight)
    assert made.update.sentence.startswith("0 of 17 move: L of these 4 examples stays")


def test_the_example_of_the_largest_loss_is_shown_first() -> None:
    subject = subject_of("iris")
    assert subject.step.losses[telling(subject.step)] == subject.step.losses.max()


def test_what_is_said_fits_the_bar() -> None:
    for name in SAMPLES:
        subject = subject_of(name)
        for block in blocks.blocks(subject):
            lead, sentence = words.told(subject, block)
            assert 0 < len(f"{lead} {sentence}") <= 110, sentence


def test_adam_says_its_terms_with_the_numbers_of_this_step() -> None:
    document, _ = formats.open_any("xor")
    batch = document.data.inputs, document.data.targets
    recipe = Recipe(optimizer=Adam(0.05), loss=losses.get("binary_cross_entropy"))
    made = picture(Subject(document, explain_step(document.network, batch, recipe)), None, PANEL)
    assert made.update is not None
    assert [name for name, _ in made.update.terms] == [
        "mean of gradients",
        "mean of squares",
        "correction of m",
        "correction of s",
        "mean of gradients, corrected",
        "mean of squares, corrected",
    ]
