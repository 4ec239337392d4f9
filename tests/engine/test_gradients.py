"""Every layer's backward pass against finite differences in float64, over shapes and options."""

from typing import Any

import numpy as np
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from nnviz.engine import (
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
    Layer,
    LayerNorm,
    MaxPool2D,
)
from nnviz.engine.functions import activations
from nnviz.errors import ShapeError
from tests.engine.differences import assert_close, slopes, some_places

function_names = st.sampled_from(activations.names())
small = st.integers(1, 4)
features = st.tuples(st.integers(1, 6))
images = st.tuples(st.integers(1, 3), st.integers(1, 6), st.integers(1, 6))
relaxed = settings(deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])


def check(layer: Layer, shapes: list[tuple[int, ...]], seed: int, training: bool = False) -> None:
    """L = Σ c · a for random c: ∂L/∂input and ∂L/∂parameter at random places."""
    try:
        layer.output_shape(shapes)
    except ShapeError:
        assume(False)
    random = np.random.default_rng(seed)
    inputs = [random.normal(size=(3, *shape)) for shape in shapes]
    parameters = {name: random.normal(size=s) for name, s in layer.parameter_shapes(shapes).items()}
    if "variance" in parameters:
        parameters["variance"] = random.uniform(0.5, 2, parameters["variance"].shape)

    def run() -> tuple[Any, Any, Any]:
        if training:
            return layer.forward_training(inputs, parameters, np.random.default_rng(7))
        return (*layer.forward(inputs, parameters), None)

    z, a, memory = run()
    assume(_away_from_kinks(layer, inputs, z))
    weights = random.normal(size=a.shape)

    def loss() -> float:
        return float((run()[1] * weights).sum())

    at_z, learned = layer.backward_activation(weights, z, a, parameters)
    below, own = layer.backward(at_z, inputs, parameters, memory)
    assert len(below) == len(inputs)
    scale = max(1.0, abs(a).max() * a.size)
    for x, gradient in zip(inputs, below, strict=True):
        assert gradient.shape == x.shape
        places = some_places(x.size, random)
        assert_close(gradient.reshape(-1)[places], slopes(loss, x, places), "input", scale)
    trained = parameters.keys() - layer.untrained
    assert (own | learned).keys() == trained
    for name in trained:
        gradient = (own | learned)[name]
        assert gradient.shape == parameters[name].shape
        places = some_places(gradient.size, random)
        assert_close(gradient.reshape(-1)[places], slopes(loss, parameters[name], places), name, scale)


def _away_from_kinks(layer: Layer, inputs: list[Any], z: Any) -> bool:
    """No pre-activation within reach of a corner, and no two numbers that might swap as the largest."""
    if layer.activation is not None:
        return bool(min(np.abs(z - kink).min() for kink in (-3, 0, 3, 6)) > 1e-3)
    if layer.kind in ("MaxPool2D", "GlobalMaxPool2D"):
        ordered = np.sort(inputs[0].reshape(-1))
        return len(ordered) < 2 or bool(np.diff(ordered).min() > 1e-4)
    return True


@relaxed
@given(shape=features, units=small, name=function_names, bias=st.booleans(), seed=st.integers(0, 999))
def test_dense(shape: tuple[int, ...], units: int, name: str, bias: bool, seed: int) -> None:
    check(Dense(units, name, bias=bias), [shape], seed)


@relaxed
@given(shape=st.one_of(features, images), name=function_names, seed=st.integers(0, 999))
def test_activation(shape: tuple[int, ...], name: str, seed: int) -> None:
    check(Activation(name), [shape], seed)


@relaxed
@given(
    shape=st.tuples(st.integers(1, 2), st.integers(1, 6), st.integers(1, 6)),
    kernel=st.tuples(st.integers(1, 3), st.integers(1, 3)),
    stride=st.tuples(st.integers(1, 3), st.integers(1, 3)),
    padding=st.one_of(st.just("same"), st.just("valid"), st.tuples(st.integers(0, 2), st.integers(0, 2))),
    dilation=st.tuples(st.integers(1, 2), st.integers(1, 2)),
    groups=st.integers(1, 2),
    name=function_names,
    bias=st.booleans(),
    training=st.booleans(),
    seed=st.integers(0, 999),
)
def test_convolution(
    shape: tuple[int, int, int],
    kernel: Any,
    stride: Any,
    padding: Any,
    dilation: Any,
    groups: int,
    name: str,
    bias: bool,
    training: bool,
    seed: int,
) -> None:
    layer = Conv2D(2 * groups, kernel, stride, padding, dilation, groups, name, bias=bias)
    check(layer, [(shape[0] * groups, *shape[1:])], seed, training)


pooling = {
    "kernel": st.tuples(st.integers(1, 3), st.integers(1, 3)),
    "stride": st.one_of(st.none(), st.tuples(st.integers(1, 3), st.integers(1, 3))),
    "padding": st.one_of(st.just("same"), st.just("valid"), st.integers(0, 1)),
    "ceil_mode": st.booleans(),
    "dilation": st.integers(1, 2),
}


@relaxed
@given(shape=images, options=st.fixed_dictionaries(pooling), training=st.booleans(), seed=st.integers(0, 999))
def test_max_pool(shape: tuple[int, ...], options: Any, training: bool, seed: int) -> None:
    check(MaxPool2D(**options), [shape], seed, training)


@relaxed
@given(shape=images, options=st.fixed_dictionaries(pooling), include=st.booleans(), seed=st.integers(0, 999))
def test_average_pool(shape: tuple[int, ...], options: Any, include: bool, seed: int) -> None:
    check(AveragePool2D(**options, count_include_pad=include), [shape], seed)


@relaxed
@given(shape=images, seed=st.integers(0, 999))
def test_global_pools_and_flatten(shape: tuple[int, ...], seed: int) -> None:
    for layer in (GlobalAveragePool2D(), GlobalMaxPool2D(), Flatten()):
        check(layer, [shape], seed)


@relaxed
@given(
    shape=st.one_of(features, images),
    epsilon=st.sampled_from([1e-5, 1e-3, 0.1]),
    training=st.booleans(),
    seed=st.integers(0, 999),
)
def test_normalisation(shape: tuple[int, ...], epsilon: float, training: bool, seed: int) -> None:
    check(BatchNorm(epsilon=epsilon), [shape], seed, training)
    assume(np.prod(shape) > 2)  # two numbers are always brought to ±1: their slope is all rounding
    check(LayerNorm(epsilon=epsilon), [shape], seed)


@relaxed
@given(
    shape=st.one_of(features, images),
    rate=st.floats(0, 0.9),
    training=st.booleans(),
    seed=st.integers(0, 999),
)
def test_dropout(shape: tuple[int, ...], rate: float, training: bool, seed: int) -> None:
    check(Dropout(rate), [shape], seed, training)


@relaxed
@given(shape=st.one_of(features, images), count=st.integers(2, 4), seed=st.integers(0, 999))
def test_joins(shape: tuple[int, ...], count: int, seed: int) -> None:
    check(Add(), [shape] * count, seed)
    check(Concat(), [(shape[0] + i, *shape[1:]) for i in range(count)], seed)
