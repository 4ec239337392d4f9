"""The neuron level: the chosen neuron between whole neighbours, its strongest edges with their numbers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from nnviz.document import Target
from nnviz.scene.layout.columns import arrange
from nnviz.scene.layout.places import Column, Layout
from nnviz.scene.time.playback import Moment
from nnviz.scene.values.model import Pill
from nnviz.scene.view import levels
from nnviz.scene.view.camera import Transform, transform
from nnviz.scene.view.levels import Level
from nnviz.scene.view.readings import EDGES, readings
from nnviz.scene.words.numbers import read
from tests.scene.networks import Scene, samples, scene

SIZES = [(792.0, 588.0), (920.0, 816.0), (1240.0, 900.0)]
SMALL = ["digits", "iris", "xor", "neuron"]


def seen(layout: Layout, size: tuple[float, float], target: Target) -> Transform:
    return transform(layout, levels.camera_of(layout, Level.NEURON, target), size)


def ends(column: Column, shown: Transform) -> tuple[float, float]:
    """The left and the right end of a column's units on the screen."""
    left = shown.to_screen((float((column.x - column.radii).min()), 0.0))[0]
    right = shown.to_screen((float((column.x + column.radii).max()), 0.0))[0]
    return left, right


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", SMALL)
def test_both_neighbours_stand_on_the_canvas_whole(name: str, size: tuple[float, float]) -> None:
    layout = arrange(samples()[name], size)
    for column in layout.columns[1:]:
        shown = seen(layout, size, Target(column.layer, column.unit(len(column.units) // 2)))
        for near in layout.columns[column.layer - 1 : column.layer + 2]:
            left, right = ends(near, shown)
            assert 0 <= left < right <= size[0], (column.layer, near.layer)
        # One neuron's network is as wide as the canvas: there what it reads comes before its bar.
        if layout.bars is not None and column is layout.columns[-1] and name != "neuron":
            assert shown.to_screen((layout.bars.text_x, 0.0))[0] <= size[0]


def at(shown: Scene, target: Target, moment: Moment, at_end: bool = False) -> tuple[Pill, ...]:
    layout, flow = shown.layout, shown.prepared.flows[target.layer]
    assert flow is not None
    window = (0.0, 70.0, layout.size[0], layout.legend[1])
    return readings(flow, moment, at_end, seen(layout, layout.size, target), window)


def test_the_numbers_are_the_largest_products_and_their_factors() -> None:
    target = Target(2, 3)
    shown = scene(samples()["digits"], target)
    pills = at(shown, target, shown.moment(2, "activate", 1.0))
    x, w = shown.trace[2].input[0], shown.document.network.parameters()["2.weight"][:, 3]
    best = np.argsort(-np.abs(x * w))[:EDGES]
    said = [read(pill.text.lstrip("×=≈ ")) for pill in pills]
    true = np.concatenate([x[best], w[best], (x * w)[best]])
    assert len(said) >= EDGES
    for number in said:
        assert number is not None
        assert np.abs(true - float(number)).min() <= 0.005
    for pill in pills:
        is_weight_or_product = pill.text[0] in "×=≈"
        assert pill.sign == (
            np.sign(float(read(pill.text.lstrip("×=≈ ")) or 0)) if is_weight_or_product else 0
        )


def test_each_comes_with_its_pulse_and_none_before_its_time() -> None:
    target = Target(2, 3)
    shown = scene(samples()["digits"], target)
    assert at(shown, target, shown.moment(1, "activate", 1.0)) == ()
    assert at(shown, target, shown.moment(2, "multiply", 0.0)) == ()
    early = at(shown, target, shown.moment(2, "multiply", 0.35))
    assert early
    assert not any(pill.text[0] in "=≈" for pill in early)
    late = at(shown, target, shown.moment(2, "multiply", 1.0))
    assert any(pill.text[0] in "=≈" for pill in late)
    assert late == at(shown, target, shown.moment(2, "sum", 0.5))
    assert at(shown, target, shown.moment(2, "multiply", 0.1), at_end=True) == late


@pytest.mark.parametrize("name", SMALL)
def test_no_number_touches_another_or_leaves_the_canvas(name: str) -> None:
    document = samples()[name]
    last = len(document.network.layers)
    for layer in range(1, last + 1):
        for unit in range(min(int(np.prod(document.network.shapes[layer])), 16)):
            target = Target(layer, unit)
            shown = scene(document, target)
            pills = at(shown, target, shown.moment(last, "activate", 1.0))
            for i, pill in enumerate(pills):
                assert 0 < pill.x < shown.layout.size[0]
                for other in pills[:i]:
                    assert abs(pill.x - other.x) > 20 or abs(pill.y - other.y) > 20


def test_a_silent_input_has_no_number() -> None:
    document = samples()["digits"]
    target = Target(1, 0)
    nothing = np.zeros_like(document.input.values)
    dark = replace(document, input=replace(document.input, values=nothing))
    shown = scene(dark, target)
    assert at(shown, target, shown.moment(1, "activate", 1.0)) == ()


@pytest.mark.parametrize("name", ["iris", "digits", "xor"])
def test_no_number_stands_on_a_neuron(name: str) -> None:
    document = samples()[name]
    last = len(document.network.layers)
    for layer in range(1, last + 1):
        for unit in range(document.network.shapes[layer][0]):
            target = Target(layer, unit)
            shown = scene(document, target)
            view = seen(shown.layout, shown.layout.size, target)
            for pill in at(shown, target, shown.moment(last, "activate", 1.0)):
                for column in (shown.layout.column(layer - 1), shown.layout.column(layer)):
                    for x, y in zip(column.x, column.y, strict=True) if column.form == "disc" else ():
                        middle = view.to_screen((float(x), float(y)))
                        away = np.hypot(pill.x - middle[0], pill.y - middle[1])
                        assert away > column.radius * view.scale + 8, (target, pill.text)


def test_what_edges_make_is_read_before_their_factors_are() -> None:
    """Three edges close together: each says its product, and two of them stand well apart."""
    target = Target(2, 1)
    shown = scene(samples()["iris"], target)
    pills = at(shown, target, shown.moment(2, "activate", 1.0))
    products = [pill for pill in pills if pill.text[0] in "=≈"]
    assert len(products) == EDGES
    for i, pill in enumerate(products):
        for other in products[:i]:
            assert abs(pill.x - other.x) > 80 or abs(pill.y - other.y) > 30


def test_no_number_moves_when_another_comes() -> None:
    target = Target(1, 2)
    shown = scene(samples()["iris"], target)
    late = {pill.text: pill for pill in at(shown, target, shown.moment(1, "multiply", 1.0))}
    for progress in (0.2, 0.4, 0.5, 0.6, 0.8):
        for pill in at(shown, target, shown.moment(1, "multiply", progress)):
            assert pill == late[pill.text]
