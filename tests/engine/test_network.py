"""Networks as values: building, joining, changing, and every friendly refusal."""

import tracemalloc

import numpy as np
import pytest

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
    Input,
    Layer,
    LayerNorm,
    MaxPool2D,
    Network,
)
from nnviz.engine.functions import activations
from nnviz.engine.layers import convolution
from nnviz.engine.layers import table as layers
from nnviz.errors import InputError, NNVizError, OptionError, ShapeError, UnknownNameError


def lenet() -> list[Layer]:
    return [
        Conv2D(6, 5, padding=2, activation="relu"),
        MaxPool2D(2),
        Conv2D(16, 5, activation="relu"),
        MaxPool2D(2),
        Flatten(),
        Dense(10, "softmax"),
    ]


def test_shapes_sources_and_counts() -> None:
    net = Network.build((1, 28, 28), lenet())
    assert net.shapes == ((1, 28, 28), (6, 28, 28), (6, 14, 14), (16, 10, 10), (16, 5, 5), (400,), (10,))
    assert [net.sources(n) for n in range(1, 7)] == [(0,), (1,), (2,), (3,), (4,), (5,)]
    assert net.parameter_count == 6 * 25 + 6 + 16 * 6 * 25 + 16 + 400 * 10 + 10
    assert list(net.parameters()) == ["1.weight", "1.bias", "3.weight", "3.bias", "6.weight", "6.bias"]


def test_same_seed_same_numbers() -> None:
    one, same, other = (Network.build((4,), [Dense(3), Dense(2)], seed=s) for s in (1, 1, 2))
    assert one.equals(same)
    assert not one.equals(other)


def test_parameters_cannot_be_written() -> None:
    net = Network.build((2,), [Dense(2)])
    with pytest.raises(ValueError, match="read-only"):
        net.parameters()["1.weight"][0, 0] = 1
    with pytest.raises(AttributeError, match="frozen"):
        net.seed = 3


def test_with_parameters_shares_what_it_does_not_touch() -> None:
    net = Network.build((2,), [Dense(2), Dense(1)])
    mine = np.ones((2, 2), np.float32)
    changed = net.with_parameters({"1.weight": mine})
    assert changed.parameters()["2.weight"] is net.parameters()["2.weight"]
    mine[0, 0] = 5
    assert changed.parameters()["1.weight"][0, 0] == 1
    assert net.with_weight(2, "bias", 0, 0.25).parameters()["2.bias"] == 0.25


def test_with_layer_keeps_what_fits() -> None:
    net = Network.build((4,), [Dense(3, "relu"), Dense(2)])
    tanh = net.with_layer(1, Dense(3, "tanh"))
    assert tanh.parameters()["1.weight"] is net.parameters()["1.weight"]
    wider = net.with_layer(1, Dense(5, "relu"))
    assert wider.shapes[1] == (5,)
    assert wider.parameters()["2.weight"].shape == (5, 2)
    assert wider.parameters()["2.bias"] is net.parameters()["2.bias"]
    assert wider.equals(net.with_layer(1, Dense(5, "relu")))


def test_a_graph_with_a_shortcut_and_a_second_input() -> None:
    net = Network.build(
        (3,),
        [
            Dense(3, "relu", name="hidden"),
            Add(inputs=["hidden", "input"]),
            Input((2,), name="more"),
            Concat(inputs=["more", "hidden"]),
            Dense(1, name="out"),
        ],
        dtype=np.float64,
    )
    assert [net.sources(n) for n in range(6)] == [(), (0,), (1, 0), (), (3, 1), (4,)]
    x, more = np.random.default_rng(0).normal(size=(2, 3)), np.array([[1.0, 2], [3, 4]])
    trace = net.trace([x, more])
    hidden = np.maximum(x @ net.parameters()["1.weight"], 0)
    np.testing.assert_allclose(trace[2].a, hidden + x)
    joined = np.concatenate([more, hidden], axis=1)
    np.testing.assert_allclose(trace.output, joined @ net.parameters()["5.weight"])
    why = trace.explain(layer=4, unit=3, sample=1)
    assert why.origins == ((1, (1,)),)
    why = trace.explain(layer=2, unit=2)
    assert why.origins == ((1, (2,)), (0, (2,)))
    assert why.products.sum() == pytest.approx(why.z)
    with pytest.raises(InputError, match="has 2 inputs"):
        net.predict(x)


@pytest.mark.parametrize(
    ("shape", "stack", "sentence"),
    [
        ((1, 8, 8), [Dense(3)], r"Layer 1 \(Dense\) takes a row .* gets 1 × 8 × 8; put a Flatten before it"),
        ((5,), [Dense(2), Conv2D(2, 3)], r"Layer 2 \(Conv2D\) takes an image .* gets 2\."),
        (
            (1, 4, 4),
            [Conv2D(2, 7, padding=1, name="wide")],
            r'Layer 1 \(Conv2D "wide"\) has a kernel of 7 × 7, larger than its padded input of 6 × 6',
        ),
        ((3, 8, 8), [Conv2D(4, 3, groups=2)], r"has 2 groups, but gets 3 channels"),
        ((4,), [Dense(3, name="a"), Add(inputs=["a", "input"])], r"inputs of one shape, but gets 3 and 4"),
        ((10**6,), [Dense(10**9)], r"Layer 1 \(Dense\)'s output would hold 1,000,000,000"),
        ((10**6,), [Dense(10**4)], r"Layer 1 \(Dense\)'s weight would hold 10,000,000,000"),
        ((2**40, 2**40), [Flatten()], r"The input would hold"),
        ((4,), [Dense(10**30)], r"Layer 1 \(Dense\)'s output would hold 1,000,000,000,000,000"),
        ((20_000,), [Dense(20_000)] * 2, r"All parameters of the network together would hold 800,040,000"),
        ((1, 2**14, 2**14), [Activation("relu")] * 2, r"All neurons of the network together would hold"),
        (
            (1, 4, 4),
            [Conv2D(1, 1, stride=10**6, padding=10**6)],
            r"Layer 1 \(Conv2D\) pads its input to more",
        ),
        ((1, 4, 4), [MaxPool2D(10**9, padding=10**9)], r"Layer 1 \(MaxPool2D\) pads its input to more"),
        ((4,), [Dense(3, activations.Softmax(2))], r"Layer 1 \(Dense\) has softmax along axis 2"),
        ((4,), [Dense(3, activations.LogSoftmax(0))], r"has log_softmax along axis 0; .* 0 is the batch"),
        ((4, 4), [BatchNorm()], r"takes a row of numbers or an image, but gets 4 × 4"),
        ((1, 3, 3), [MaxPool2D(2, padding=2)], r"nothing but padding"),
        ((3, 0), [Flatten()], r"sizes of 1 or more"),
        ((-3,), [Dense(1)], r"sizes of 1 or more"),
        ((7,), [GlobalAveragePool2D()], r"takes an image"),
    ],
)
def test_what_does_not_fit_names_the_layer(shape: tuple[int, ...], stack: list[Layer], sentence: str) -> None:
    with pytest.raises(ShapeError, match=sentence):
        Network.build(shape, stack)


@pytest.mark.parametrize(
    ("stack", "sentence"),
    [
        ([], "at least one layer"),
        ([Dense(2, inputs=["nowhere"])], 'Layer 1 .*no layer called "nowhere"'),
        ([Dense(2, name="hidden"), Dense(2, inputs=["hiden"])], 'did you mean "hidden"'),
        ([Dense(2, name="a"), Dense(2, name="a")], 'Two layers are called "a"'),
        ([Dense(2, name="a", inputs=["b"]), Dense(2, name="b", inputs=["a"])], "in a circle"),
        ([Dense(2, name="a", inputs=["a"])], "in a circle"),
        ([Dense(2, inputs=["b"]), Dense(2, name="b", inputs=["input"])], "comes later; list that one first"),
        ([Add()], "takes 2 or more inputs, not 1"),
        ([Dense(2, inputs=["input", "input"])], "takes 1 input, not 2"),
        (["Dense"], "isn't a layer"),
    ],
)
def test_what_is_not_joined(stack: list[Layer], sentence: str) -> None:
    with pytest.raises(OptionError, match=sentence):
        Network.build((2,), stack)


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: Dense(0), "1 or more, not 0"),
        (lambda: Dense(-3), "1 or more, not -3"),
        (lambda: Dense(2.5), "whole number"),
        (lambda: Dense(3, initializer="glorott"), 'did you mean "glorot"'),
        (lambda: Dense(3, "rellu"), 'did you mean "relu"'),
        (lambda: Conv2D(2, 0), "kernel is 1 or more"),
        (lambda: Conv2D(2, (3, 3, 3)), "one number or a pair"),
        (lambda: Conv2D(2, 3, stride=0), "stride is 1 or more"),
        (lambda: Conv2D(2, 3, padding="all"), "same"),
        (lambda: Conv2D(2, 3, padding=-1), "0 or more"),
        (lambda: Conv2D(3, 3, groups=2), "shared out"),
        (lambda: Dropout(1), "below 1"),
        (lambda: Dropout(float("nan")), "below 1"),
        (lambda: Dropout("half"), "Dropout's rate is a number, not 'half'"),
        (lambda: BatchNorm(momentum=2), "0 to 1"),
        (lambda: BatchNorm(momentum="slow"), "momentum is a number"),
        (lambda: activations.get("leaky_relu", alpha="x"), "alpha is a number"),
        (lambda: activations.Softmax(1.5), "axis is a whole number"),
        (lambda: Dense(1, inputs=3), "list of names"),
        (lambda: Network.build((2,), Dense(1)), "list of layers"),
        (lambda: Network.build((2,), [Dense(1)], dtype="floaty"), "float32 or float64"),
        (lambda: Network.build((2,), [Dense(1)], seed=-1), "seed is 0 or more"),
        (lambda: Network.build((2,), [Dense(1)], seed="lucky"), "seed is a whole number"),
        (lambda: LayerNorm(epsilon=0), "above 0"),
        (lambda: Dense(1, name=""), "name"),
        (lambda: Network.build((2,), [Dense(1)], dtype=np.int32), "float32 or float64"),
        (lambda: Network.build(2, [Dense(1)]), "whole numbers"),
        (lambda: layers.from_options("Dens", {}), 'did you mean "Dense"'),
        (lambda: layers.from_options("Dense", {"unit": 3}), "can't be made"),
    ],
)
def test_options_out_of_range(make, sentence: str) -> None:
    with pytest.raises(NNVizError, match=sentence):
        make()


EVERY_KIND = [
    Dense(3, {"name": "leaky_relu", "alpha": 0.2}, bias=False, name="d", inputs=["input"]),
    Conv2D(4, (3, 2), 2, (1, 0), 2, 2, "gelu", initializer="lecun"),
    MaxPool2D(3, 1, "same", ceil_mode=True),
    AveragePool2D((2, 3), count_include_pad=False),
    GlobalAveragePool2D(),
    Flatten(name="flat"),
    BatchNorm(0.2, 1e-3),
    LayerNorm(1e-3),
    Dropout(0.3),
    Activation("softmax"),
    Add(inputs=["a", "b"]),
    Concat(inputs=["a", "b"]),
    Input((3, 4, 5), name="i"),
]


@pytest.mark.parametrize("layer", EVERY_KIND, ids=lambda layer: layer.kind)
def test_options_make_the_layer_again(layer: Layer) -> None:
    import json

    options = json.loads(json.dumps(layer.options()))
    assert layers.from_options(layer.kind, options) == layer


@pytest.mark.parametrize(
    ("x", "sentence"),
    [
        (np.zeros((1, 5)), "takes a batch of 4, but gets 1 × 5"),
        (np.zeros(4), "Put the batch first"),
        ("digit", "isn't an array of numbers"),
        (None, "isn't an array of numbers"),
        ([[1, 2, 3, None]], "isn't an array of numbers"),
        (np.zeros((1, 4), complex), "isn't an array of numbers"),
        (np.zeros((0, 4)), "holds no samples"),
        ([[1, 2], [3]], "isn't an array of numbers"),
    ],
)
def test_inputs_that_do_not_fit(x, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        Network.build((4,), [Dense(1)]).predict(x)


def test_parameters_that_do_not_fit() -> None:
    net = Network.build((2,), [Dense(3)])
    with pytest.raises(ShapeError, match=r"1\.weight is 2 × 3, but gets 3 × 2"):
        net.with_parameters({"1.weight": np.zeros((3, 2))})
    for key in ("2.weight", "1.wait", "x.weight", "weight", "-1.weight"):
        with pytest.raises(UnknownNameError, match="parameter"):
            net.with_parameters({key: 0})
    with pytest.raises(OptionError, match="has no"):
        net.with_weight(1, "weight", (5, 0), 1.0)


def test_parameters_that_are_no_numbers() -> None:
    net = Network.build((2,), [Dense(3)])
    for value in ("abc", [[1], [1, 2]], None):
        with pytest.raises(InputError, match=r"1\.weight isn't an array of numbers"):
            net.with_parameters({"1.weight": value})
    with pytest.raises(UnknownNameError, match="parameter"):
        net.with_parameters({1: 0})  # type: ignore[dict-item]


def test_numbers_beyond_float32_become_infinite_without_a_warning() -> None:
    net = Network.build((2,), [Dense(3)]).with_parameters({"1.bias": np.full(3, 1e300)})
    assert np.isinf(net.parameters()["1.bias"]).all()
    assert not np.isfinite(net.predict([[1e300, 0]])).any()


def test_float64_throughout() -> None:
    net = Network.build((1, 8, 8), [Conv2D(2, 3, activation="gelu"), Flatten(), Dense(3, "softmax")])
    assert net.predict(np.zeros((1, 1, 8, 8))).dtype == np.float32
    assert net.astype(np.float64).predict(np.zeros((1, 1, 8, 8), np.float32)).dtype == np.float64


def test_a_convolution_in_one_block_or_many_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    layer = Conv2D(4, 3, 2, padding=1, groups=2)
    random = np.random.default_rng(0)
    x = random.normal(size=(5, 2, 9, 9))
    parameters = {name: random.normal(size=s) for name, s in layer.parameter_shapes([(2, 9, 9)]).items()}
    found = []
    for block in (1, 2**30):
        monkeypatch.setattr(convolution, "BLOCK", block)
        z, _ = layer.forward([x], parameters)
        (below,), own = layer.backward(z, [x], parameters)
        found.append([z, below, own["weight"], own["bias"]])
    for one, many in zip(*found, strict=True):
        np.testing.assert_allclose(one, many, rtol=1e-12)


def vgg() -> Network:
    """Like VGG, on 3 × 64 × 64: 60 million multiplications a sample."""
    stack: list[Layer] = []
    for filters, repeats in ((16, 2), (32, 2), (64, 5)):
        stack += [Conv2D(filters, 3, padding=1, activation="relu") for _ in range(repeats)]
        stack.append(MaxPool2D(2))
    return Network.build((3, 64, 64), [*stack, Flatten(), Dense(128, "relu"), Dense(10, "softmax")])


def test_the_trace_of_a_large_network_is_lean() -> None:
    net = vgg()
    multiplications = sum(
        net.layer_parameters(n)["weight"].size * (np.prod(shape[1:], dtype=int) if len(shape) == 3 else 1)
        for n, shape in enumerate(net.shapes)
        if "weight" in net.layer_parameters(n)
    )
    assert multiplications > 60e6
    x = np.zeros((1, 3, 64, 64), np.float32)
    tracemalloc.start()
    try:
        net.trace(x)
        assert tracemalloc.get_traced_memory()[1] < 30e6
    finally:
        tracemalloc.stop()
