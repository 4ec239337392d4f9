"""Trace and explanation: parts recombine to z and a, overrides flow downstream, nothing can be written."""

import numpy as np
import pytest
from hypothesis import given
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
    LayerNorm,
    MaxPool2D,
    Network,
    Trace,
)
from nnviz.errors import OptionError


def every_layer() -> Network:
    net = Network.build(
        (2, 9, 9),
        [
            Conv2D(4, 3, padding=1, groups=2, activation="prelu", name="first"),
            Conv2D(4, (3, 1), stride=2, dilation=(1, 1), padding=(1, 0), activation="gelu"),
            BatchNorm(),
            MaxPool2D(2, 1, padding=1, ceil_mode=True, name="pool"),
            LayerNorm(name="ln"),
            Add(inputs=["pool", "ln"], name="sum"),
            AveragePool2D(3, 2, padding=1, count_include_pad=False, name="mean"),
            Concat(inputs=["mean", "mean"]),
            Activation("leaky_relu", name="act"),
            Flatten(name="flat"),
            GlobalMaxPool2D(inputs=["act"], name="gmax"),
            GlobalAveragePool2D(inputs=["act"], name="gmean"),
            Concat(inputs=["flat", "gmax", "gmean"]),
            Dropout(0.5),
            Dense(7, "tanh"),
            Dense(5, "softmax"),
        ],
        seed=3,
    )
    random = np.random.default_rng(1)
    return net.with_parameters(
        {
            key: random.uniform(0.5, 1.5, a.shape)
            if key.endswith("variance")
            else random.normal(size=a.shape)
            for key, a in net.parameters().items()
        }
    )


NET = every_layer()
X = np.random.default_rng(0).normal(size=(3, 2, 9, 9)).astype(np.float32)
TRACE = NET.trace(X)


@given(layer=st.integers(1, 16), sample=st.integers(0, 2), data=st.data())
def test_parts_recombine(layer: int, sample: int, data: st.DataObject) -> None:
    unit = tuple(data.draw(st.integers(0, size - 1)) for size in NET.shapes[layer])
    why = TRACE.explain(layer=layer, unit=unit, sample=sample)
    z, a = TRACE[layer].z[(sample, *unit)], TRACE[layer].a[(sample, *unit)]
    assert (why.z, why.a) == (z, a)
    finite = np.where(np.isfinite(why.products), why.products, 0)
    assert finite.sum(dtype=np.float64) + why.bias == pytest.approx(why.natural_z, rel=1e-5, abs=1e-5)
    assert why.natural_z == why.z
    assert len(why.origins) == why.inputs.size
    for value, origin in zip(why.inputs.reshape(-1), why.origins, strict=True):
        if origin is not None:
            number, place = origin
            assert TRACE[number].a[(sample, *place)] == value
    if why.activation is not None and why.activation.elementwise:
        assert float(why.activation.forward(np.float32(why.z))) == pytest.approx(why.a, rel=1e-6)
    if why.shares is not None:
        parts = why.shares
        assert parts.exponentials.sum() == pytest.approx(parts.total)
        assert parts.shares[unit[0]] == pytest.approx(why.a)
        assert (parts.scores - parts.maximum).max() == 0


def test_input_and_output() -> None:
    assert len(TRACE) == 17
    assert np.array_equal(TRACE[0].a, X)
    assert TRACE.output is TRACE[16].a
    assert TRACE[6].inputs[1] is TRACE[5].a
    assert TRACE.network is NET
    np.testing.assert_array_equal(TRACE.output, NET.predict(X))


def test_nothing_in_a_trace_can_be_written() -> None:
    for n in range(len(TRACE)):
        for array in (TRACE[n].z, TRACE[n].a, TRACE[n].input):
            assert not array.flags.writeable
    x = X.copy()
    trace = NET.trace(x)
    why = trace.explain(layer=15, unit=2)
    for array in (why.inputs, why.weights, why.products, trace.output):
        assert not array.flags.writeable
    assert not trace[0].a.flags.writeable
    assert x.flags.writeable


def _chain() -> tuple[Network, Trace]:
    net = Network.build((3,), [Dense(4, "relu"), Dense(3, "softmax"), Dense(1)], seed=1, dtype=np.float64)
    return net, net.trace(np.ones((2, 3)))


def test_softmax_explained_where_a_score_is_infinite() -> None:
    net, _ = _chain()
    why = net.trace(np.ones((1, 3)), overrides={(2, 1): ("z", np.inf)}).explain(layer=2, unit=1)
    assert why.shares is not None
    assert np.isnan(why.a)
    assert np.isnan(why.shares.shares).tolist() == [False, True, False]
    assert why.shares.shares[[0, 2]].tolist() == [0, 0]


def test_override_of_z_flows_downstream() -> None:
    net, plain = _chain()
    held = net.trace(np.ones((2, 3)), overrides={(1, 2): ("z", 2.5)})
    expected = plain[1].z.copy()
    expected[:, 2] = 2.5
    assert np.array_equal(held[1].z, expected)
    assert np.array_equal(held[1].a, np.maximum(expected, 0))
    weight, bias = net.parameters()["2.weight"], net.parameters()["2.bias"]
    assert held[2].z == pytest.approx(np.maximum(expected, 0) @ weight + bias)
    why = held.explain(layer=1, unit=2)
    assert (why.z, why.overridden) == (2.5, "z")
    assert why.natural_z == pytest.approx(plain[1].z[0, 2])
    assert held.explain(layer=1, unit=1).overridden is None
    assert np.array_equal(plain[1].z, net.trace(np.ones((2, 3)))[1].z)


@pytest.mark.parametrize("what", ["z", "a"])
def test_override_of_the_input(what) -> None:
    net, _ = _chain()
    x = np.ones((2, 3))
    held = net.trace(x, overrides={(0, 1): (what, 5.0)})
    assert held[0].a.tolist() == held[0].z.tolist() == [[1, 5, 1]] * 2
    assert np.array_equal(held.output, net.predict([[1, 5, 1]] * 2))
    assert (x == 1).all()


def test_override_of_a_softmax_unit() -> None:
    net, plain = _chain()
    held = net.trace(np.ones((2, 3)), overrides={(2, 0): ("a", 0.9)})
    assert held[2].a[:, 0].tolist() == [0.9, 0.9]
    assert np.array_equal(held[2].a[:, 1:], plain[2].a[:, 1:])
    assert held.explain(layer=2, unit=0).overridden == "a"
    score = net.trace(np.ones((2, 3)), overrides={(2, 0): ("z", 50.0)})
    assert score[2].a[0] == pytest.approx([1, 0, 0])


def test_override_in_an_image_and_of_a_layer_without_activation() -> None:
    held = NET.trace(X, overrides={(1, (2, 3, 4)): ("z", -2.0), (4, (0, 0, 0)): ("z", 7.0)})
    alpha = NET.parameters()["1.alpha"][2, 0, 0]
    assert held[1].a[0, 2, 3, 4] == pytest.approx(-2 * alpha)
    assert held[4].a[0, 0, 0, 0] == held[4].z[0, 0, 0, 0] == 7
    assert np.array_equal(held[3].input, held[2].a)


@pytest.mark.parametrize(
    ("override", "sentence"),
    [
        ({(9, 0): ("z", 1)}, "no layer 9"),
        ({(1, 99): ("z", 1)}, "has no neuron 99"),
        ({(1, (0, 1)): ("z", 1)}, "has no neuron"),
        ({(1, 0): ("w", 1)}, '"z" or "a"'),
        ({(-1, 0): ("z", 1)}, "no layer -1"),
        ({(1, 0): 2.5}, "look like"),
        ({1: ("z", 1)}, "look like"),
        ([1], "look like"),
        ({(1, 0): ("z", "x")}, "value is a number"),
        ({(1, 0.5): ("z", 1)}, "neuron's number is a whole number"),
        ({("1", 0): ("z", 1)}, "layer's number is a whole number"),
    ],
)
def test_overrides_that_do_not_fit(override, sentence: str) -> None:
    net, _ = _chain()
    with pytest.raises(OptionError, match=sentence):
        net.trace(np.ones((1, 3)), overrides=override)


def test_explaining_what_is_not_there() -> None:
    _, trace = _chain()
    absent = ((4, 0, 0), (0, 0, 0), (1, 4, 0), (1, (0, 0), 0), (1, 0, 2), (1, -1, 0))
    for layer, unit, sample in (*absent, (1, "a", 0), (1, 1.5, 0), ("1", 0, 0), (1, 0, 0.5)):
        with pytest.raises(OptionError):
            trace.explain(layer=layer, unit=unit, sample=sample)


def test_where_numbers_stop_being_finite() -> None:
    net, trace = _chain()
    assert trace.first_non_finite() is None
    broken = net.with_weight(2, "weight", (1, 2), np.inf).with_weight(1, "bias", 1, 3.0)
    layer, unit = broken.trace(np.ones((1, 3))).first_non_finite()
    assert (layer, unit) == (2, (2,))
    assert net.trace([[1, np.nan, 1]]).first_non_finite() == (0, (1,))


def test_a_trace_against_scikit_learn() -> None:
    neural_network = pytest.importorskip("sklearn.neural_network")
    from sklearn.datasets import load_digits
    from sklearn.exceptions import ConvergenceWarning

    x, y = load_digits(return_X_y=True)
    model = neural_network.MLPClassifier((16,), max_iter=5, random_state=0)
    with pytest.warns(ConvergenceWarning):
        model.fit(x / 16, y)
    net = Network.build((64,), [Dense(16, "relu"), Dense(10, "softmax")], dtype=np.float64).with_parameters(
        {
            f"{n}.{name}": values[n - 1]
            for n in (1, 2)
            for name, values in (("weight", model.coefs_), ("bias", model.intercepts_))
        }
    )
    np.testing.assert_allclose(net.predict(x / 16), model.predict_proba(x / 16), rtol=1e-9, atol=1e-12)
