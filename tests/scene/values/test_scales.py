"""Scales and the legend: real numbers, kept while weights stay."""

from dataclasses import replace

import numpy as np
import pytest

from nnviz import formats
from nnviz.document import CurrentInput, Document, Target
from nnviz.document.tracing import trace
from nnviz.engine import AveragePool2D, BatchNorm, Conv2D, Dense, Flatten, Network
from nnviz.scene.values.edges import edges
from nnviz.scene.values.legend import legend
from nnviz.scene.values.model import Light
from nnviz.scene.values.scales import measure
from nnviz.scene.words.numbers import compact
from tests.scene.networks import document, samples, scene


@pytest.mark.parametrize("name", ["digits", "mnist", "sine"])
def test_scales_are_those_of_the_numbers(name: str) -> None:
    shown = samples()[name]
    now = trace(shown)
    scales = measure(shown, now)
    for layer in range(1, len(now)):
        weight = shown.network.parameters()[f"{layer}.weight"]
        scale = scales.layers[layer]
        assert scale.weight == pytest.approx(np.percentile(np.abs(weight), 98), rel=0.1)
        assert scale.largest_weight == pytest.approx(np.abs(weight).max())
        assert scale.product == pytest.approx(np.abs(weight * now[layer].input[0][:, None]).max())
        assert scale.activation == pytest.approx(np.abs(now[layer].a).max())


def test_what_can_be_negative_is_signed() -> None:
    for hidden, signed in (("relu", False), ("tanh", True), ("sigmoid", False), ("leaky_relu", True)):
        shown = document((4, 3, 2), hidden=hidden)
        scales = measure(shown, trace(shown))
        assert [scales.layers[1].signed, scales.layers[2].signed] == [signed, False]


def test_a_dark_picture_is_not_stretched() -> None:
    shown = samples()["digits"]
    dim = replace(shown, input=CurrentInput(shown.input.values * np.float32(0.1)))
    assert measure(dim, trace(dim)).layers[0].activation == 1.0
    assert scene(dim).end().nodes[0].fill.max() < 0.2


def test_scales_measured_again_are_equal() -> None:
    shown = samples()["mnist"]
    now = trace(shown)
    first = measure(shown, now)
    assert measure(shown, now, first) == first


def test_everything_at_zero_gives_scales_that_can_divide() -> None:
    made = document((3, 4, 2))
    zeros = {key: np.zeros_like(value) for key, value in made.network.parameters().items()}
    shown = replace(
        made, network=made.network.with_parameters(zeros), input=CurrentInput(np.zeros(3, np.float32))
    )
    drawn = scene(shown, Target(1, 0))
    for phase in drawn.timeline.phases:
        now = drawn.at(phase.layer, phase.name, 0.6)
        assert all(np.isfinite(nodes.fill).all() for nodes in now.nodes)
        assert len(now.pulses.x) == 0 or phase.layer > 1
    gap = edges(drawn.layout, shown.network, drawn.trace, 1, None, Light.LIT, drawn.scales)
    assert np.isfinite(gap.width).all()
    assert np.isfinite(gap.opacity).all()


def test_the_legend_prints_the_scales_of_the_selected_layer() -> None:
    shown = scene(samples()["digits"], Target(1, 0))
    entries = dict(legend(shown.prepared).entries)
    scale = shown.scales.layers[1]
    assert entries["layer"] == "Layer 1, full at:"
    assert entries["light"] == f"|w·x| {compact(scale.product)}"
    assert entries["fill"] == f"a {compact(scale.activation)}"
    assert entries["bias"] == f"|b| {compact(scale.bias)}"
    gap = edges(shown.layout, shown.document.network, shown.trace, 1, None, Light.LIT, shown.scales)
    w = np.abs(shown.document.network.parameters()["1.weight"])[gap.source, gap.target]
    full = gap.width == gap.width.max()
    printed = float(entries["width"].split()[1])
    assert w[full].min() == pytest.approx(printed, rel=0.1)


def test_the_legend_follows_the_moment_where_nothing_is_selected() -> None:
    shown = scene(samples()["digits"])
    moment = shown.timeline.moment(1.0)
    assert dict(legend(shown.prepared, moment).entries)["layer"] == "Layer 1, full at:"
    assert dict(legend(shown.prepared).entries)["layer"] == "Layer 2, full at:"


@pytest.mark.parametrize(
    ("phase", "known"),
    [("input", ""), ("multiply", "light"), ("sum", "light ring"), ("activate", "light ring fill")],
)
def test_a_quiz_hides_the_largest_of_what_the_pass_has_not_reached(phase: str, known: str) -> None:
    shown = scene(samples()["digits"], Target(1, 0))
    begun = next(one for one in shown.timeline.phases if one.name == phase)
    moment = shown.timeline.moment(begun.start + 0.1)
    entries = dict(legend(shown.prepared, moment, masked=True).entries)
    open_entries = dict(legend(shown.prepared, moment).entries)
    for kind in ("light", "ring", "fill"):
        assert (entries[kind] == open_entries[kind]) == (kind in known.split())
        assert entries[kind].endswith(" ?") != (kind in known.split())
    assert entries["width"] == open_entries["width"]


def test_a_quiz_hides_the_scale_that_all_layers_share_until_the_last_one_is_reached() -> None:
    shown = scene(samples()["digits"], Target(1, 0))
    prepared = replace(shown.prepared, tint="network")
    first, last = (
        next(one for one in shown.timeline.phases if (one.layer, one.name) == (layer, "activate"))
        for layer in (1, 2)
    )
    entries = [
        dict(legend(prepared, shown.timeline.moment(phase.start + 0.1), masked=True).entries)
        for phase in (first, last)
    ]
    assert entries[0]["fill"] == "a ?"
    assert "?" not in entries[1]["fill"]


def test_a_quiz_hides_the_scale_of_maps_too() -> None:
    shown = scene(formats.open_any("digits-cnn")[0], Target(1, (0, 2, 2)))
    prepared = replace(shown.prepared, tint="layer")
    scan, activate = (
        next(one for one in shown.timeline.phases if (one.layer, one.name) == (1, name))
        for name in ("scan", "activate")
    )
    entries = [
        dict(legend(prepared, shown.timeline.moment(phase.start + 0.1), masked=True).entries)
        for phase in (scan, activate)
    ]
    assert entries[0]["fill"] == "a ?"
    assert "?" not in entries[1]["fill"]


def test_networks_with_other_kinds_of_layers_have_a_scene_too() -> None:
    network = Network.build(
        (1, 10, 10),
        [Conv2D(4, 3, activation="relu"), BatchNorm(), AveragePool2D(2), Flatten(), Dense(5, "softmax")],
    )
    image = np.random.default_rng(0).random((1, 10, 10), np.float32)
    shown = scene(Document(network, "t", CurrentInput(image)), Target(1, (0, 3, 4)))
    for seconds in np.linspace(0, shown.timeline.seconds, 40):
        now = shown.at_seconds(float(seconds))
        assert len(now.nodes) == 6
        assert all(np.isfinite(nodes.fill).all() for nodes in now.nodes)
    images = shown.layout.images
    assert images is not None
    assert [tiles.shape for tiles in images.tiles] == [(1, 10, 10), (4, 8, 8), (4, 8, 8), (4, 4, 4)]
