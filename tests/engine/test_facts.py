"""What a layer's class says about it is true: each fact is compared with what the layer computes."""

import numpy as np
import pytest

from nnviz.engine import Network
from nnviz.engine.layers.base import Layer
from nnviz.engine.layers.table import (
    LAYERS,
    Activation,
    Add,
    AveragePool2D,
    BatchNorm,
    Concat,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    GlobalAveragePool2D,
    GlobalMaxPool2D,
    Input,
    LayerNorm,
    MaxPool2D,
    Operator,
    Standardize,
    Unstandardize,
)
from nnviz.errors import NNVizError

MAPS, ROW = (2, 6, 6), (5,)
TWICE = ("input", "input")
SAMPLES: dict[str, tuple[Layer, tuple[int, ...]]] = {
    "Input": (Input((3,)), ROW),
    "Dense": (Dense(4, "tanh"), ROW),
    "Conv2D": (Conv2D(4, 3, stride=2, groups=2, activation="tanh"), MAPS),
    "MaxPool2D": (MaxPool2D(2), MAPS),
    "AveragePool2D": (AveragePool2D(3, 1), MAPS),
    "GlobalAveragePool2D": (GlobalAveragePool2D(), MAPS),
    "GlobalMaxPool2D": (GlobalMaxPool2D(), MAPS),
    "Flatten": (Flatten(), MAPS),
    "Activation": (Activation("tanh"), MAPS),
    "Dropout": (Dropout(0.5), MAPS),
    "BatchNorm": (BatchNorm(), MAPS),
    "LayerNorm": (LayerNorm(), MAPS),
    "Standardize": (Standardize(), MAPS),
    "Unstandardize": (Unstandardize(), MAPS),
    "Add": (Add(inputs=TWICE), MAPS),
    "Concat": (Concat(inputs=TWICE), MAPS),
    "Operator": (Operator("Sigmoid"), MAPS),
}
KINDS = pytest.mark.parametrize("kind", SAMPLES)


def network_of(kind: str) -> Network:
    """The layer alone, all of its numbers drawn anew: a 0 or a 1 could hide what it does."""
    layer, shape = SAMPLES[kind]
    network = Network.build(shape, [layer], dtype=np.float64)
    random = np.random.default_rng(3)
    return network.with_parameters(
        {key: random.uniform(0.5, 2.0, array.shape) for key, array in network.parameters().items()}
    )


def z_of(network: Network, x: np.ndarray) -> np.ndarray:
    further = [x] if len(network.input_layers) == 1 else [x, np.ones((len(x), 3))]
    return network.trace(further[0] if len(further) == 1 else further)[1].z


def some(kind: str, count: int = 1) -> np.ndarray:
    return np.random.default_rng(4).normal(size=(count, *SAMPLES[kind][1]))


def test_every_kind_is_looked_at() -> None:
    assert SAMPLES.keys() == LAYERS.keys()
    assert all(layer.kind == kind for kind, (layer, _) in SAMPLES.items())


@KINDS
def test_weights_have_the_shape_that_is_promised(kind: str) -> None:
    layer, shape = SAMPLES[kind]
    network = network_of(kind)
    weight = network.layer_parameters(1).get("weight")
    assert (weight is not None) == (layer.fully_connected or layer.has_kernels)
    if layer.fully_connected:
        assert weight.shape == (*shape, *network.output_shape)
    if layer.has_kernels:
        assert weight.shape == (network.output_shape[0], len(layer.input_channels(0, shape[0])), 3, 3)
    if layer.size_option:
        assert layer.options()[layer.size_option] == network.output_shape[0]


@KINDS
def test_a_window_stands_once_for_each_place(kind: str) -> None:
    layer, shape = SAMPLES[kind]
    assert layer.slides == bool({"scan", "pool"} & set(layer.phases))
    if layer.slides:
        assert network_of(kind).output_shape[1:] == layer.windows(shape).count
    else:
        with pytest.raises(NotImplementedError):
            layer.windows(shape)


@KINDS
def test_an_output_channel_is_made_of_the_input_channels_that_are_said(kind: str) -> None:
    layer, shape = SAMPLES[kind]
    if not (layer.slides or layer.keeps_channels):
        return
    network = network_of(kind)
    if layer.keeps_channels:
        assert [layer.input_channels(out, shape[0]) for out in range(network.output_shape[0])] == [
            range(channel, channel + 1) for channel in range(shape[0])
        ]
    for channel in range(shape[0]):
        before, x = some(kind), some(kind)
        x[0, channel] += 10.0
        moved = z_of(network, x) != z_of(network, before)
        changed = [bool(moved[0, out].any()) for out in range(len(moved[0]))]
        assert changed == [channel in layer.input_channels(out, shape[0]) for out in range(len(moved[0]))]


@KINDS
def test_a_unit_is_made_of_the_units_that_are_said(kind: str) -> None:
    layer, shape = SAMPLES[kind]
    network = network_of(kind)
    trace = network.trace(some(kind) if kind != "Input" else [some(kind), np.ones((1, 3))])
    last = tuple(size - 1 for size in network.output_shape)
    found = [origin[1] for origin in trace.explain(1, last).origins if origin is not None]
    flat = int(np.ravel_multi_index(last, network.output_shape))
    if layer.alignment == "same":
        assert set(found) == {last}
    elif layer.alignment == "flat":
        assert found == [tuple(int(i) for i in np.unravel_index(flat, shape))]
    elif layer.alignment == "stacked":
        assert found == [(last[0] - shape[0], *last[1:])]


@KINDS
def test_what_copies_gives_its_input_and_what_keeps_its_range_nothing_larger(kind: str) -> None:
    layer, _ = SAMPLES[kind]
    network, x = network_of(kind), some(kind, 3)
    z = z_of(network, x)
    assert layer.copies == (z.size == x.size and bool((z.reshape(3, -1) == x.reshape(3, -1)).all()))
    a = network.predict(x if kind != "Input" else [x, np.ones((3, 3))])
    if layer.keeps_range:
        assert x.min() <= a.min()
        assert a.max() <= x.max()
    if layer.passes_on:
        np.testing.assert_array_equal(a.ravel(), x.ravel())


@KINDS
def test_the_largest_the_mean_or_the_sum_of_the_products(kind: str) -> None:
    layer, _ = SAMPLES[kind]
    trace = network_of(kind).trace(some(kind) if kind != "Input" else [some(kind), np.ones((1, 3))])
    explained = trace.explain(1, (0,) * trace[1].z[0].ndim)
    assert (explained.winner is not None) == (layer.reduces == "largest")
    is_mean = explained.inputs.size > 1 and explained.z == pytest.approx(explained.inputs.mean())
    assert is_mean == (layer.reduces == "mean")
    if layer.reduces == "largest":
        assert explained.z == explained.inputs.max()
    assert explained.kind == kind


@KINDS
def test_z_is_straight_where_that_is_said(kind: str) -> None:
    layer, _ = SAMPLES[kind]
    if layer.is_input:
        return
    network, x = network_of(kind), some(kind)
    way = 1e-3 * np.random.default_rng(5).normal(size=x.shape)
    bend = z_of(network, x + way) + z_of(network, x - way) - 2 * z_of(network, x)
    assert layer.piecewise_linear == (np.abs(bend).max() < 1e-12)


@KINDS
def test_what_it_takes(kind: str) -> None:
    layer, _ = SAMPLES[kind]
    least, most = layer.input_count
    assert layer.joins == (least > 1)
    assert layer.is_input == (most == 0)
    if layer.input_rank is not None:
        assert len(SAMPLES[kind][1]) == layer.input_rank
        with pytest.raises(NNVizError):
            Network.build({1: MAPS, 3: ROW}[layer.input_rank], [layer])


@KINDS
def test_what_a_person_can_add_and_change(kind: str) -> None:
    layer, _ = SAMPLES[kind]
    options = layer.options()
    assert all(option.name in options for option in layer.changeable)
    if layer.role is not None:
        assert layer.summary
        joined = {"inputs": TWICE} if layer.joins else {}
        made = type(layer)(**layer.starting_options, **joined)
        assert made.kind == kind
