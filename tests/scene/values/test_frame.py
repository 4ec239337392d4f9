"""Frames: the numbers of the trace, each in its own phase, the same however time came there."""

from dataclasses import fields, is_dataclass, replace
from types import MappingProxyType
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnviz.document import Override, Target
from nnviz.scene.values.edges import edges
from nnviz.scene.values.flow import MOST_PULSES
from nnviz.scene.values.model import Light
from nnviz.scene.words.numbers import number, percent
from tests.scene.networks import DIGITS, document, samples, scene

SHOWN = {name: scene(shown, Target(1, 0)) for name, shown in samples().items()}


def assert_equal(some: Any, other: Any) -> None:
    """Deep equality, arrays bit by bit."""
    assert type(some) is type(other)
    if isinstance(some, np.ndarray):
        assert some.shape == other.shape
        assert some.dtype == other.dtype
        assert some.tobytes() == other.tobytes()
    elif is_dataclass(some):
        for field in fields(some):
            assert_equal(getattr(some, field.name), getattr(other, field.name))
    elif isinstance(some, tuple):
        assert len(some) == len(other)
        for one, two in zip(some, other, strict=True):
            assert_equal(one, two)
    else:
        assert some == other


@pytest.mark.parametrize("name", ["digits", "sine", "neuron"])
@pytest.mark.parametrize("reduced_motion", [False, True])
def test_the_same_picture_at_a_time_however_it_was_reached(name: str, reduced_motion: bool) -> None:
    shown = SHOWN[name]
    times = np.linspace(0.0, shown.timeline.seconds, 60).tolist()
    forward = {t: shown.at_seconds(t, reduced_motion) for t in times}
    backward = {t: shown.at_seconds(t, reduced_motion) for t in reversed(times)}
    shuffled = np.random.default_rng(0).permutation(times).tolist()
    fresh = scene(shown.document, shown.prepared.selection)
    random = {t: fresh.at_seconds(t, reduced_motion) for t in shuffled}
    for t in times:
        assert_equal(forward[t], backward[t])
        assert_equal(forward[t], random[t])


@settings(max_examples=60)
@given(st.sampled_from(sorted(SHOWN)), st.floats(0.0, 1.0))
def test_every_array_is_finite_and_fits_its_column(name: str, share: float) -> None:
    shown = SHOWN[name]
    now = shown.at_seconds(share * shown.timeline.seconds)
    for nodes, column in zip(now.nodes, shown.layout.columns, strict=True):
        count = len(column.units)
        for part in (nodes.value, nodes.reached, nodes.fill, nodes.arc, nodes.glow):
            assert part.shape == (count,)
            assert np.isfinite(part).all()
        assert len(nodes.text) == len(nodes.marks) == count
        assert np.abs(nodes.fill).max() <= 1
        assert np.abs(nodes.arc).max() <= 1
        assert nodes.reached.min() >= 0
        assert nodes.reached.max() <= 1.0401
        assert nodes.glow.min() >= 0
        assert nodes.glow.max() <= 1
    assert len(now.pulses.x) <= MOST_PULSES
    assert np.isfinite(now.gates).all()
    assert len(now.pills) <= 3


def test_no_value_shows_before_its_phase() -> None:
    """What is on screen at a moment depends on nothing that the pass computes later."""
    shown = SHOWN["digits"]
    network = shown.document.network
    weight = network.parameters()["2.weight"]
    other = scene(
        replace(shown.document, network=network.with_parameters({"2.weight": weight[:, ::-1].copy()})),
        Target(1, 0),
    )
    # Scales are measured on the whole pass and would give later layers away only by their own layer's marks.
    for layer, phase in ((0, "input"), (1, "multiply"), (1, "sum"), (1, "activate")):
        for progress in (0.0, 0.3, 0.99):
            some, also = shown.at(layer, phase, progress), other.at(layer, phase, progress)
            assert_equal(some.pulses, also.pulses)
            assert_equal(some.nodes[:2], also.nodes[:2])
            assert (some.lead, some.sentence) == (also.lead, also.sentence)
            assert not some.nodes[2].reached.any()
            assert not some.nodes[2].arc.any()
            assert set(some.nodes[2].text) == {""}
            assert some.bars is not None
            assert set(some.bars.text) == {""}
            assert some.bars.result is None


@pytest.mark.parametrize("name", list(SHOWN))
def test_at_the_end_every_number_is_the_trace(name: str) -> None:
    shown = SHOWN[name]
    end = shown.end()
    for layer, nodes in enumerate(end.nodes):
        values = shown.trace[layer].a[0]
        assert np.array_equal(nodes.value, values.ravel())
        # Cells are too small to print anything.
        is_disc = shown.layout.columns[layer].form == "disc"
        assert nodes.text == tuple(number(float(v)) if is_disc else "" for v in values.ravel())
        assert (nodes.reached == 1).all()
        assert not nodes.arc.any()
    assert end.light == (Light.WAITING, *[Light.SETTLED] * (len(end.nodes) - 1))


def test_probabilities_have_bars_as_long_as_they_are() -> None:
    shown = SHOWN["digits"]
    bars = shown.end().bars
    p = shown.trace.output[0]
    assert bars is not None
    assert bars.share == pytest.approx(p, abs=1e-6)
    assert bars.text == tuple(percent(float(v)) for v in p)
    assert bars.result == int(p.argmax())
    half = shown.at(2, "activate", 0.3).bars
    assert half is not None
    assert 0 < half.reached < 1
    assert (half.share < bars.share).all()


def test_a_value_from_0_to_1_has_a_bar_and_a_plain_value_is_printed() -> None:
    neuron, sine = SHOWN["neuron"].end().bars, SHOWN["sine"].end().bars
    assert neuron is not None
    assert sine is not None
    value = float(SHOWN["neuron"].trace.output[0, 0])
    assert neuron.share[0] == pytest.approx(value)
    assert neuron.text == (number(value, 3),)
    assert sine.text == (number(float(SHOWN["sine"].trace.output[0, 0]), 3),)
    assert sine.result is None


def test_pixels_arrive_row_by_row() -> None:
    reached = SHOWN["digits"].at(0, "input", 0.3).nodes[0].reached.reshape(8, 8)
    assert (reached == reached[:, :1]).all()
    assert (np.diff(reached[:, 0]) <= 0).all()
    assert reached[0, 0] == 1
    assert reached[-1, 0] == 0


def test_values_pop_past_their_end_by_four_per_cent() -> None:
    shown = SHOWN["digits"]
    reached = [float(shown.at(1, "activate", t).nodes[1].reached[0]) for t in np.linspace(0, 0.999, 400)]
    assert max(reached) == pytest.approx(1.04, abs=0.002)
    assert reached[-1] == pytest.approx(1.0, abs=0.002)


def test_the_ring_grows_to_the_sum_and_the_bias_comes_last() -> None:
    shown = SHOWN["digits"]
    scale = shown.scales.layers[1].z
    z, bias = shown.trace[1].z[0], shown.document.network.parameters()["1.bias"]
    early, late = shown.at(1, "sum", 0.3), shown.at(1, "sum", 0.9999)
    at_activate = shown.at(1, "activate", 0.0)
    assert not early.biases[0].shown.any()
    assert late.biases[0].shown == pytest.approx(1.0, abs=1e-3)
    assert late.nodes[1].arc == pytest.approx(z / scale, abs=1e-3)
    assert at_activate.nodes[1].arc == pytest.approx(z / scale, abs=1e-6)
    part = early.nodes[1].arc * scale / (z - bias)
    assert part == pytest.approx(part[0], rel=1e-3)
    assert 0 < part[0] < 1
    assert late.biases[0].sign.tolist() == np.sign(bias).tolist()


@pytest.mark.parametrize("progress", [0.05, 0.3, *np.linspace(0.4, 0.6, 21).tolist(), 0.99])
def test_pulses_follow_the_schedule(progress: float) -> None:
    """e = clamp(1.28 t − 0.24 i/(n − 1), 0, 1), with t eased in and out; sources of 0 send nothing."""
    shown = scene(samples()["iris"], Target(2, 1))
    now = shown.at(2, "multiply", progress)
    t = 0.5 - 0.5 * np.cos(np.pi * progress)
    weight, x = shown.document.network.parameters()["2.weight"], shown.trace[2].input[0]
    before, here = shown.layout.columns[1], shown.layout.columns[2]
    expected = set()
    for i, value in enumerate(x):
        e = float(np.clip(1.28 * t - 0.24 * i / (len(x) - 1), 0, 1))
        for j in range(3):
            if value == 0 or e == 0:
                continue
            a, b = np.array([before.x[i], before.y[i]]), np.array([here.x[j], here.y[j]])
            along = (b - a) / np.hypot(*(b - a))
            start, end = a + before.radius * along, b - here.radius * along
            place = start + e * (end - start)
            sign = 0 if e < 0.5 else int(np.sign(weight[i, j] * value))
            expected.add((round(float(place[0]), 3), round(float(place[1]), 3), sign, j == 1))
    p = now.pulses
    seen = set(
        zip(p.x.round(3).tolist(), p.y.round(3).tolist(), p.sign.tolist(), p.chosen.tolist(), strict=True)
    )
    assert seen == expected
    assert len(expected) >= 3


def test_pulses_have_the_sizes_of_what_they_carry() -> None:
    shown = scene(samples()["iris"], Target(2, 1))
    weight, x = shown.document.network.parameters()["2.weight"], shown.trace[2].input[0]
    late = shown.at(2, "multiply", 0.95).pulses
    product = np.abs(weight * x[:, None])
    largest = 2 + 6.5 * np.sqrt(product[:, 1].max() / product.max())
    assert late.radius[late.chosen].max() == pytest.approx(largest, rel=1e-5)
    assert late.radius[~late.chosen].max() < 8.5 * 0.5


def test_pills_carry_the_three_largest_products_into_the_selected_unit() -> None:
    shown = scene(samples()["digits"], Target(2, 3))
    weight, x = shown.document.network.parameters()["2.weight"], shown.trace[2].input[0]
    product = weight[:, 3] * x
    late = {pill.text for pill in shown.at(2, "multiply", 0.97).pills}
    best = np.argsort(-np.abs(product))[:3]
    signed = {f"{'+' if v > 0 else '−'}{abs(v):.1f}" for v in product[best]}
    assert late
    assert late <= signed
    early = {pill.text for pill in shown.at(2, "multiply", 0.4).pills if pill.sign == 0}
    assert early <= {f"{v:.1f}" for v in x[best]}
    assert scene(samples()["digits"]).at(2, "multiply", 0.9).pills == ()


def test_what_is_0_has_no_bar_and_no_mark() -> None:
    made = document((4, 6, 3))
    weight, bias = (made.network.parameters()[name].copy() for name in ("2.weight", "2.bias"))
    weight[1, 0], weight[4, 0], bias[:] = 0.0, 0.0, (0.5, 0.0, -1.0)
    network = made.network.with_parameters({"2.weight": weight, "2.bias": bias})
    shown = scene(replace(made, network=network), Target(2, 0))
    assert len(shown.at(2, "multiply", 0.5).gates) == 4
    for moment in (shown.at(2, "sum", 0.99), shown.end()):
        (marks,) = [marks for marks in moment.biases if marks.layer == 2]
        assert (marks.shown > 0).tolist() == [True, False, True]


def test_gates_stand_across_the_middles_of_the_selected_units_edges() -> None:
    shown = scene(samples()["digits"], Target(2, 3))
    now = shown.at(2, "multiply", 0.5)
    weight = shown.document.network.parameters()["2.weight"][:, 3]
    half = np.hypot(now.gates[:, 2] - now.gates[:, 0], now.gates[:, 3] - now.gates[:, 1]) / 2
    typical = np.percentile(np.abs(shown.document.network.parameters()["2.weight"]), 98)
    assert half == pytest.approx(4 + 9 * np.minimum(np.abs(weight) / typical, 1.6), rel=0.05)
    assert np.array_equal(now.gate_sign != 0, shown.trace[2].input[0] != 0)
    assert len(shown.at(2, "sum", 0.5).gates) == 0


def test_reduced_motion_fades_to_the_end_state_and_nothing_travels() -> None:
    shown = SHOWN["digits"]
    for phase in shown.timeline.phases:
        now = shown.at(phase.layer, phase.name, 0.2 / phase.seconds, reduced_motion=True)
        later = shown.at(phase.layer, phase.name, 0.9, reduced_motion=True)
        assert len(now.pulses.x) == 0
        assert_equal(now, later)
    fading = shown.at(1, "activate", 0.075 / 0.7, reduced_motion=True).nodes[1].reached
    assert fading == pytest.approx(0.5, abs=0.01)


def test_light_follows_the_pass() -> None:
    shown = SHOWN["digits"]
    assert shown.at(0, "input", 0.5).highlight == ()
    assert shown.at(1, "multiply", 0.0).light == (Light.WAITING, Light.LIT, Light.WAITING)
    assert shown.at(2, "sum", 0.5).light == (Light.WAITING, Light.SETTLED, Light.LIT)
    assert shown.at(2, "sum", 0.5).highlight == (1, 2)


def test_overrides_and_numbers_that_are_not_finite_are_marked() -> None:
    made = document((8, 6, 3), outputs=("a", "b", "c"))
    weight = made.network.parameters()["1.weight"].copy()
    weight[:, 2] = np.nan
    held = MappingProxyType({Target(1, 4): Override("z", 2.0)})
    shown = scene(replace(made, network=made.network.with_parameters({"1.weight": weight}), overrides=held))
    end = shown.end()
    assert end.nodes[1].marks[2] == "non-finite"
    assert end.nodes[1].text[2] == "NaN"
    assert end.nodes[1].marks[4] == "override"
    assert end.nodes[1].text[4] == "2.0"
    assert all(np.isfinite(nodes.fill).all() for nodes in end.nodes)
    start = shown.at(0, "input", 0.5)
    assert start.nodes[1].marks[2] == ""
    assert start.nodes[1].marks[4] == "override"
    assert end.bars is not None
    assert end.bars.result is None
    for phase in shown.timeline.phases:
        for progress in (0.0, 0.5, 0.99):
            shown.at(phase.layer, phase.name, progress)


def test_without_half_for_any_class_it_says_it_is_not_sure() -> None:
    made = document((8, 6, 10), outputs=DIGITS)
    flat = made.network.parameters()["2.weight"] * np.float32(0.01)
    bias = np.zeros(10, np.float32)
    bias[[3, 9]] = 1.0, 0.9
    network = made.network.with_parameters({"2.weight": flat, "2.bias": bias})
    end = scene(replace(made, network=network)).end()
    assert end.bars is not None
    assert end.bars.unsure == (3, 9)
    assert "Not sure: 3 or 9" in end.sentence


def test_a_layer_whose_neurons_are_all_off_says_so_when_its_time_has_come() -> None:
    made = document((4, 6, 3))
    network = made.network.with_parameters({"1.bias": np.full(6, -100.0, np.float32)})
    shown = scene(replace(made, network=network))
    assert shown.end().nodes[1].all_off
    assert not shown.at(1, "sum", 0.5).nodes[1].all_off
    assert not shown.end().nodes[2].all_off


def test_a_frame_asks_for_no_layer_but_its_own() -> None:
    """A large network's later layers are ranked when their time comes, and once."""
    shown = scene(samples()["big"])
    shown.at(1, "multiply", 0.5)
    ranked = ["runners" in vars(flow) for flow in shown.prepared.flows if flow is not None]
    assert ranked == [True, False, False]


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 1e38, 1e-38])
def test_inputs_out_of_all_bounds_leave_a_picture_that_can_be_drawn(value: float) -> None:
    made = samples()["digits"]
    x = made.input.values.copy()
    x[7] = value
    shown = scene(replace(made, input=replace(made.input, values=x)), Target(1, 3))
    gap = edges(shown.layout, made.network, shown.trace, 1, Target(1, 3), Light.LIT, shown.scales)
    for part in (gap.lines, gap.width, gap.opacity):
        assert np.isfinite(part).all()
    for phase in shown.timeline.phases:
        for progress in (0.0, 0.2, 0.6, 0.99):
            now = shown.at(phase.layer, phase.name, progress)
            moving = now.pulses
            parts = [moving.x, moving.y, moving.radius, moving.tail_x, moving.tail_y, now.gates]
            parts += [
                part for nodes in now.nodes for part in (nodes.fill, nodes.arc, nodes.glow, nodes.reached)
            ]
            assert all(np.isfinite(part).all() for part in parts)
            assert len(now.sentence) <= 90
