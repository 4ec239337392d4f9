"""Edges against a slow loop that reads the same rules one edge at a time."""

from dataclasses import replace
from math import hypot

import numpy as np
import pytest

from nnviz import formats
from nnviz.document import Target
from nnviz.scene.layout.columns import MOST_EDGES
from nnviz.scene.values.edges import LEVELS, edges
from nnviz.scene.values.model import Edges, Light
from tests.scene.networks import DIGITS, Scene, document, samples, scene


def of(shown: Scene, layer: int, light: Light = Light.SETTLED, selection: Target | None = None) -> Edges:
    return edges(shown.layout, shown.document.network, shown.trace, layer, selection, light, shown.scales)


def on_rim(points: np.ndarray, plate: tuple[float, float, float, float]) -> np.ndarray:
    """(n,) which points (n, 2) lie on the sides of a rectangle."""
    x, y = points.T
    left, top, right, bottom = plate
    inside = (left - 1e-6 <= x) & (x <= right + 1e-6) & (top - 1e-6 <= y) & (y <= bottom + 1e-6)
    away = np.abs(np.column_stack([x - left, x - right, y - top, y - bottom])).min(axis=1)
    return np.asarray(inside & (away < 1e-6))


def numbers(shown: Scene, layer: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    weight = shown.document.network.parameters()[f"{layer}.weight"]
    return weight, shown.trace[layer].input[0], shown.trace[layer].a[0]


def test_small_networks_against_a_loop() -> None:
    shown = scene(samples()["iris"])
    for layer in (1, 2):
        weight, x, a = numbers(shown, layer)
        drawn = of(shown, layer)
        before, here = shown.layout.columns[layer - 1], shown.layout.columns[layer]
        typical = np.percentile(np.abs(weight), 98)
        largest = max(abs(float(w)) * abs(float(v)) for row, v in zip(weight, x, strict=True) for w in row)
        assert drawn.drawn == drawn.total == weight.size
        assert (
            len({(s, t) for s, t in zip(drawn.source.tolist(), drawn.target.tolist(), strict=True)})
            == weight.size
        )
        for i, (s, t) in enumerate(zip(drawn.source, drawn.target, strict=True)):
            w = float(weight[s, t])
            assert drawn.sign[i] == np.sign(w)
            exact_width = min(max(5.5 * abs(w) / typical, 0.4), 7.0)
            assert drawn.width[i] == pytest.approx(exact_width, rel=0.1, abs=7.0 / LEVELS)
            exact = 0.035 + 0.42 * (abs(w * float(x[s])) / largest) ** 0.8
            exact *= 0.35 if a[t] == 0 else 1.0
            assert drawn.opacity[i] == pytest.approx(exact, abs=0.455 / LEVELS)
            x0, y0, x1, y1 = drawn.lines[i]
            assert hypot(x0 - before.x[s], y0 - before.y[s]) == pytest.approx(before.radius)
            assert hypot(x1 - here.x[t], y1 - here.y[t]) == pytest.approx(here.radius)
            straight = hypot(here.x[t] - before.x[s], here.y[t] - before.y[s])
            assert hypot(x1 - x0, y1 - y0) == pytest.approx(straight - before.radius - here.radius)


def test_a_waiting_layer_knows_nothing_of_the_input() -> None:
    """No value shows before its phase: other inputs give the same waiting edges, and other lit ones."""
    shown = scene(samples()["mnist"])
    darker = replace(shown.document.input, values=shown.document.input.values * np.float32(0.5))
    darker.values[:200] = 1.0
    other = scene(replace(shown.document, input=darker))
    for layer in (1, 2):
        waiting, also = of(shown, layer, Light.WAITING), of(other, layer, Light.WAITING)
        for field in ("lines", "source", "target", "sign", "width", "opacity"):
            assert np.array_equal(getattr(waiting, field), getattr(also, field))
    assert not np.array_equal(of(shown, 1, Light.LIT).source, of(other, 1, Light.LIT).source)


def test_a_lit_layer_knows_nothing_of_its_own_values_until_it_settles() -> None:
    shown = scene(samples()["digits"])
    _, _, a = numbers(shown, 1)
    off = np.flatnonzero(a == 0)
    assert len(off)
    highlight, settled = of(shown, 1, Light.LIT), of(shown, 1, Light.SETTLED)
    strongest_into_off = highlight.opacity[np.isin(highlight.target, off)].max()
    assert strongest_into_off > 0.17
    assert settled.opacity[np.isin(settled.target, off)].max() < 0.17


def test_the_three_thousand_largest_contributions_are_drawn_and_counted_honestly() -> None:
    shown = scene(samples()["big"])
    weight, x, _ = numbers(shown, 1)
    drawn = of(shown, 1)
    assert drawn.drawn == MOST_EDGES == 3000
    assert drawn.total == 784 * 512
    assert drawn.note == "3,000 of 401,408 edges"
    size = np.abs(weight * x[:, None])
    mine = np.sort(size[drawn.source, drawn.target])
    assert np.array_equal(mine, np.sort(size.ravel())[-3000:])
    assert of(shown, 3).note == "all 2,560 edges"


def test_edges_of_the_selected_unit_are_all_drawn_on_top_and_the_others_stand_back() -> None:
    shown = scene(samples()["mnist"])
    drawn = of(shown, 1, selection=Target(1, 5))
    assert drawn.drawn == MOST_EDGES
    assert drawn.chosen.sum() == 784
    assert set(drawn.target[drawn.chosen].tolist()) == {5}
    assert drawn.chosen[-784:].all()
    plain = of(scene(samples()["digits"]), 2, selection=Target(2, 3))
    silent = scene(samples()["digits"]).trace[2].input[0][plain.source] == 0
    assert set(plain.opacity[plain.chosen & ~silent].round(4)) == {0.62}
    assert set(plain.opacity[plain.chosen & silent].round(4)) == {0.28}
    assert set(plain.opacity[~plain.chosen].round(4)) == {0.13}


def test_edges_out_of_a_selected_input_are_chosen() -> None:
    drawn = of(scene(samples()["digits"]), 1, selection=Target(0, 20))
    assert set(drawn.source[drawn.chosen].tolist()) == {20}
    assert drawn.chosen.sum() == 16


@pytest.mark.parametrize("light", list(Light))
@pytest.mark.parametrize(
    ("name", "layer", "chosen"),
    [
        ("digits", 2, Target(2, 3)),
        ("mnist", 1, Target(1, 5)),
        ("big", 2, Target(2, 5)),
        ("big", 1, Target(0, 300)),
        ("big", 2, None),
    ],
)
def test_the_selected_units_edges_alone_are_those_that_the_whole_gap_has(
    name: str, layer: int, chosen: Target | None, light: Light
) -> None:
    shown = scene(samples()[name])
    causes = (shown.layout, shown.document.network, shown.trace, layer, chosen, light, shown.scales)
    whole, alone = edges(*causes), edges(*causes, only_chosen=True)
    for field in ("lines", "source", "target", "sign", "width", "opacity", "chosen"):
        assert np.array_equal(getattr(alone, field), getattr(whole, field)[whole.chosen])
    assert alone.total == whole.total


@pytest.mark.parametrize("name", ["digits", "mnist", "six by 45"])
@pytest.mark.parametrize("light", list(Light))
def test_weak_comes_before_strong_in_few_levels_and_signs_take_turns(name: str, light: Light) -> None:
    drawn = of(scene(samples()[name]), 1, light)
    assert np.all(np.diff(drawn.opacity) >= 0)
    assert len(np.unique(drawn.opacity)) <= LEVELS
    assert drawn.opacity.min() > 0
    turns = np.count_nonzero(np.diff(drawn.sign.astype(int)))
    assert turns >= 10
    assert drawn.lines.dtype == np.float64
    assert drawn.lines.flags.c_contiguous


@pytest.mark.parametrize("name", ["mnist", "digits-cnn", "mnist-cnn"])
@pytest.mark.parametrize("size", [(920.0, 816.0), (791.0, 588.0), (1500.0, 500.0)])
def test_every_line_ends_on_the_rim_of_its_plate(name: str, size: tuple[float, float]) -> None:
    shown = scene(formats.open_any(name)[0], size=size)
    for layer in range(1, len(shown.document.network.shapes)):
        drawn = of(shown, layer)
        plate = shown.layout.column(drawn.source_layer).plate
        if not drawn.drawn or plate is None:
            continue
        assert on_rim(drawn.lines[~drawn.chosen, :2], plate).all()


def test_lines_stop_at_the_rim_of_a_plate_unless_they_are_chosen() -> None:
    shown = scene(document((784, 32, 10), image=(28, 28)))
    plate = shown.layout.columns[0].plate
    assert plate is not None
    drawn = of(shown, 1, selection=Target(1, 5))
    assert on_rim(drawn.lines[~drawn.chosen, :2], plate).all()
    assert (drawn.lines[drawn.chosen, 0] < plate[2]).all()
    column = shown.layout.columns[0]
    aim = np.hypot(drawn.lines[:, 0] - column.x[drawn.source], drawn.lines[:, 1] - column.y[drawn.source])
    assert (aim[drawn.chosen] < 2 * column.radius).all()


def test_in_a_large_network_every_line_stops_at_the_rim_and_aims_at_its_cell() -> None:
    shown = scene(samples()["big"])
    for layer in (1, 2):
        before, here = shown.layout.columns[layer - 1], shown.layout.columns[layer]
        assert before.plate is not None
        assert here.plate is not None
        drawn = of(shown, layer, selection=Target(layer, 5))
        x0, y0, x1, y1 = drawn.lines.T
        assert on_rim(drawn.lines[:, :2], before.plate).all()
        assert on_rim(drawn.lines[:, 2:], here.plate).all()
        slope = (y1 - y0) / (x1 - x0)
        assert y0 + slope * (before.x[drawn.source] - x0) == pytest.approx(before.y[drawn.source])
        assert y0 + slope * (here.x[drawn.target] - x0) == pytest.approx(here.y[drawn.target])


def test_non_finite_weights_are_drawn_as_the_strongest() -> None:
    made = document((300, 40, 4), image=None)
    weight = made.network.parameters()["1.weight"].copy()
    weight[3, 4], weight[5, 6] = np.nan, np.inf
    shown = scene(replace(made, network=made.network.with_parameters({"1.weight": weight})))
    drawn = of(shown, 1)
    pairs = set(zip(drawn.source.tolist(), drawn.target.tolist(), strict=True))
    assert {(3, 4), (5, 6)} <= pairs
    for field in ("lines", "width", "opacity"):
        assert np.isfinite(getattr(drawn, field)).all()


def test_a_layer_without_weights_has_no_edges() -> None:
    from nnviz.document import CurrentInput, Document
    from nnviz.engine import Activation, Dense, Network

    network = Network.build((4,), [Dense(4), Activation("softmax")])
    shown = scene(Document(network, "t", CurrentInput(np.ones(4, np.float32)), output_names=DIGITS[:4]))
    assert of(shown, 2).drawn == of(shown, 2).total == 0
