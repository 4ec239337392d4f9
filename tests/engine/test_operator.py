"""The Operator layer: worked examples, plain loops as a second opinion, and its place in a network."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnviz.engine import Dense, Network
from nnviz.engine.layers import table as layers
from nnviz.engine.operators.operator import Operator, get, operations
from nnviz.errors import OptionError, ShapeError, UnknownNameError

SLIDING = {"strides": (1,), "pads": (0, 0), "dilations": (1,)}


def run(operation: str, inputs: Sequence[Any], **attributes: Any) -> np.ndarray:
    """The operation on whole arrays of float32."""
    return get(operation).run([np.asarray(x, np.float32) for x in inputs], attributes)


# By hand


def test_a_convolution_over_one_axis_with_more_padding_before_than_after() -> None:
    # 0 1 2 3 under the kernel 1 10: 0·1 + 1·10, 1·1 + 2·10, 2·1 + 3·10, and the bias 5 on each.
    x, weight = [[[1, 2, 3]]], [[[1, 10]]]
    z = run("Conv", [x, weight, [5]], **{**SLIDING, "pads": (1, 0)}, groups=1)
    assert z.tolist() == [[[15, 26, 37]]]


def test_groups_keep_channels_apart() -> None:
    z = run("Conv", [[[[1, 2], [3, 4]]], [[[1]], [[10]]]], **SLIDING, groups=2)
    assert z.tolist() == [[[1, 2], [30, 40]]]


def test_an_average_leaves_padding_out_unless_it_counts() -> None:
    x = [[[1, 2, 6]]]
    attributes = {"kernel": (2,), "strides": (2,), "pads": (1, 0), "dilations": (1,), "ceil": False}
    assert run("AveragePool", [x], **attributes, count_pads=False).tolist() == [[[1, 4]]]
    assert run("AveragePool", [x], **attributes, count_pads=True).tolist() == [[[0.5, 4]]]


def test_what_the_last_window_hangs_over_never_counts() -> None:
    x = [[[1, 2, 6]]]
    attributes = {"kernel": (2,), "strides": (2,), "pads": (0, 0), "dilations": (1,), "ceil": True}
    assert run("AveragePool", [x], **attributes, count_pads=True).tolist() == [[[1.5, 6]]]


def test_where_the_largest_number_stood() -> None:
    x = [[[[1, 5], [9, 2], [3, 4]]], [[[7, 0], [0, 0], [0, 8]]]]
    attributes = {"kernel": (3, 2), "strides": (1, 1), "pads": (0,) * 4, "dilations": (1, 1), "ceil": False}
    by_rows = run("MaxPoolIndices", [x], **attributes, columns_first=False)
    by_columns = run("MaxPoolIndices", [x], **attributes, columns_first=True)
    assert by_rows.ravel().tolist() == [2, 6 + 5]
    assert by_columns.ravel().tolist() == [1, 6 + 5]


def test_lrn_weighs_a_channel_by_its_neighbours() -> None:
    # size 3: channel 0 sees 0 and 1, channel 1 all, channel 2 sees 1 and 2; α / size = 2, β = 1, bias 1.
    x = np.array([1, 2, 3]).reshape(1, 3, 1)
    given_ = run("LRN", [x], size=3, alpha=6.0, beta=1.0, bias=1.0).ravel()
    np.testing.assert_allclose(given_, [1 / (1 + 2 * 5), 2 / (1 + 2 * 14), 3 / (1 + 2 * 13)], rtol=1e-6)


def test_softmax_over_several_axes_shares_out_one_whole() -> None:
    x = np.log([[[1, 2], [3, 4]]])
    np.testing.assert_allclose(run("Softmax", [x], axes=(1, 2)), [[[0.1, 0.2], [0.3, 0.4]]], rtol=1e-6)
    np.testing.assert_allclose(
        run("LogSoftmax", [x], axes=(1, 2)), np.log([[[0.1, 0.2], [0.3, 0.4]]]), rtol=1e-6
    )


@pytest.mark.parametrize(
    ("operation", "attributes", "wanted"),
    [
        ("LeakyRelu", {"alpha": 2.0}, [-4, 0, 3]),
        ("ThresholdedRelu", {"alpha": 1.0}, [0, 0, 3]),
        ("HardSigmoid", {"alpha": 0.25, "beta": 0.5}, [0, 0.5, 1]),
        ("Clip", {"min": -1, "max": None}, [-1, 0, 3]),
        ("Clip", {"min": 2, "max": 1}, [1, 1, 1]),
        ("Elu", {"alpha": 2.0}, [2 * np.expm1(-2), 0, 3]),
        ("Celu", {"alpha": 2.0}, [2 * np.expm1(-1), 0, 3]),
        ("Selu", {"alpha": 2.0, "gamma": 3.0}, [6 * np.expm1(-2), 0, 9]),
        ("Swish", {"alpha": 2.0}, [-2 / (1 + np.exp(4)), 0, 3 / (1 + np.exp(-6))]),
        ("Dropout", {"ratio": 0.5, "training": False, "seed": 0}, [-2, 0, 3]),
    ],
)
def test_functions_with_parameters(operation: str, attributes: dict[str, Any], wanted: list[float]) -> None:
    given_ = run(operation, [[-2, 0, 3]], **attributes)
    assert given_.dtype == np.float32
    np.testing.assert_allclose(given_, wanted, rtol=1e-6)


def test_whole_numbers_divide_towards_zero() -> None:
    a, b = np.array([7, -7, 7, -7]), np.array([2, 2, -2, -2])
    assert get("Div").run([a, b], {}).tolist() == [3, -3, -3, 3]


def test_negative_padding_cuts_away_before_the_rest_is_mirrored() -> None:
    padded = run("Pad", [[1, 2, 3, 4]], pads=(-1, 2), mode="reflect", value=0)
    assert padded.tolist() == [2, 3, 4, 3, 2]


@pytest.mark.parametrize(
    ("shape", "allow_zero", "wanted"),
    [((0, -1), False, (2, 12)), ((-1, 4, 3), False, (2, 4, 3)), ((4, 0, 2), False, (4, 3, 2))],
)
def test_reshape_copies_at_0_and_fills_at_minus_1(
    shape: tuple[int, ...], allow_zero: bool, wanted: tuple[int, ...]
) -> None:
    assert run("Reshape", [np.zeros((2, 3, 4))], shape=shape, allow_zero=allow_zero).shape == wanted


# Against plain loops


@st.composite
def windows(draw: st.DrawFn) -> tuple[np.ndarray, tuple[int, ...], dict[str, Any]]:
    """An image of one or two axes, a kernel's size, and options under which at least one window fits."""
    axes = draw(st.integers(1, 2))
    several = st.lists(st.integers(1, 3), min_size=axes, max_size=axes).map(tuple)
    kernel, strides, dilations = draw(several), draw(several), draw(several)
    # Padding below the kernel's size, and a picture as large as the dilation: no window sees padding alone.
    pads = tuple(draw(st.integers(0, k - 1)) for k in kernel * 2)
    stretch = [d * (k - 1) + 1 for k, d in zip(kernel, dilations, strict=True)]
    sizes = [draw(st.integers(max(s, 3), s + 5)) for s in stretch]
    x = np.random.default_rng(draw(st.integers(0, 99))).standard_normal((2, 2, *sizes))
    ceil = draw(st.booleans())
    return x, kernel, {"strides": strides, "pads": pads, "dilations": dilations, "ceil": ceil}


def looped(x: np.ndarray, kernel: tuple[int, ...], options: dict[str, Any]) -> Any:
    """(place, taps) of each window: a tap has a position in ``x``; it is inside, padding or beyond."""
    counts = []
    axes = len(kernel)
    for axis in range(axes):
        before, after = options["pads"][axis], options["pads"][axes + axis]
        room = x.shape[2 + axis] + before + after - (kernel[axis] - 1) * options["dilations"][axis] - 1
        count = room / options["strides"][axis]
        count = int(np.ceil(count) if options.get("ceil") else np.floor(count)) + 1
        if (count - 1) * options["strides"][axis] >= x.shape[2 + axis] + before:
            count -= 1
        counts.append(count)
    for place in itertools.product(*map(range, counts)):
        taps = []
        for tap in itertools.product(*map(range, kernel)):
            position = tuple(
                p * s + t * d - before
                for p, s, t, d, before in zip(
                    place, options["strides"], tap, options["dilations"], options["pads"][:axes], strict=True
                )
            )
            inside = all(0 <= i < size for i, size in zip(position, x.shape[2:], strict=True))
            padding = all(
                i < size + after
                for i, size, after in zip(position, x.shape[2:], options["pads"][axes:], strict=True)
            )
            taps.append((tap, position, inside, padding))
        yield place, taps


@given(windows(), st.booleans())
def test_pooling_is_what_loops_make_of_it(
    drawn: tuple[np.ndarray, tuple[int, ...], dict[str, Any]], count_pads: bool
) -> None:
    x, kernel, options = drawn
    attributes = {**options, "kernel": kernel}
    largest = get("MaxPool").run([x], attributes)
    mean = get("AveragePool").run([x], {**attributes, "count_pads": count_pads})
    visited = 0
    for place, taps in looped(x, kernel, options):
        seen = [x[:, :, *position] for _, position, inside, _ in taps if inside]
        counted = sum(padding if count_pads else inside for _, _, inside, padding in taps)
        np.testing.assert_array_equal(largest[:, :, *place], np.max(seen, axis=0))
        np.testing.assert_allclose(mean[:, :, *place], np.sum(seen, axis=0) / counted, atol=1e-12)
        visited += 1
    assert visited == np.prod(largest.shape[2:]) == np.prod(mean.shape[2:])


@given(windows(), st.sampled_from([1, 2]))
def test_a_convolution_is_what_loops_make_of_it(
    drawn: tuple[np.ndarray, tuple[int, ...], dict[str, Any]], groups: int
) -> None:
    x, kernel, options = drawn
    options = {**options, "ceil": False}
    weight = np.random.default_rng(0).standard_normal((4, 2 // groups, *kernel))
    z = get("Conv").run([x, weight], {**options, "groups": groups})
    for place, taps in looped(x, kernel, options):
        for output in range(4):
            first = output // (4 // groups) * (2 // groups)
            wanted = sum(
                x[:, first + channel, *position] * weight[output, channel, *tap]
                for tap, position, inside, _ in taps
                if inside
                for channel in range(2 // groups)
            )
            np.testing.assert_allclose(z[:, output, *place], wanted, atol=1e-12)


# As a layer


def scale(shape: tuple[int, ...], name: str | None = None) -> Operator:
    return Operator("Mul", constants={"b": shape}, name=name)


def test_a_network_runs_an_operator_between_its_layers() -> None:
    net = Network.build((3,), [Dense(4), scale((4,)), Dense(2)], seed=1)
    factors = np.array([1, 0, 2, -1], np.float32)
    net = net.with_parameters({"2.b": factors})
    x = np.ones((5, 3), np.float32)
    trace = net.trace(x)
    np.testing.assert_array_equal(trace[2].a, trace[1].a * factors)
    np.testing.assert_array_equal(net.predict(x), trace.output)
    assert net.shapes == ((3,), (4,), (4,), (2,))


def test_constants_take_their_own_places_among_the_inputs() -> None:
    net = Network.build((2,), [Operator("Sub", constants={"a": (2,)})]).with_parameters({"1.a": [10, 20]})
    assert net.predict([[1, 2]]).tolist() == [[9, 18]]


def test_it_can_be_written_down_and_made_again() -> None:
    layer = Operator("Conv", {**SLIDING, "groups": 1}, constants={"weight": (4, 2, 3)}, name="c")
    again = layers.from_options("Operator", layer.options())
    assert again == layer
    assert hash(again) == hash(layer)
    assert layer.options()["attributes"]["pads"] == [0, 0]


def test_an_explanation_names_both_operands() -> None:
    net = Network.build((3,), [Dense(4), scale((4,))], seed=2).with_parameters({"2.b": [1, 2, 3, 4]})
    why = net.trace(np.ones((1, 3), np.float32)).explain(2, 3)
    x = net.trace(np.ones((1, 3), np.float32))[1].a[0, 3]
    assert why.inputs.tolist() == [x, 4]
    assert why.natural_z == why.z == why.a == x * 4
    assert why.origins == ((1, (3,)), None)
    assert [stored and (stored.parameter, stored.index) for stored in why.constants] == [None, ("b", (3,))]


def test_what_is_stretched_and_what_is_moved_is_found_where_it_comes_from() -> None:
    layers = [
        Operator("Sub", constants={"b": (2, 1)}),
        Operator("Transpose", {"perm": (0, 2, 1)}),
        Operator("Pad", {"pads": (0, 1, 0, 0, 0, 0), "mode": "constant", "value": 7.0}),
        Operator("ReduceMean", {"axes": (1,), "keep": False}),
    ]
    net = Network.build((2, 3), layers).with_parameters({"1.b": [[1], [2]]})
    trace = net.trace(np.array([[[10, 11, 12], [13, 14, 15]]], np.float32))
    assert trace.explain(1, (1, 2)).inputs.tolist() == [15, 2]
    assert trace.explain(1, (1, 2)).constants[1].index == (1, 0)  # type: ignore[union-attr]
    assert trace.explain(2, (2, 1)).origins == ((1, (1, 2)),)
    assert trace.explain(3, (1, 0)).origins == ((2, (0, 0)),)
    padded, averaged = trace.explain(3, (0, 1)), trace.explain(4, 0)
    assert (padded.origins, padded.natural_z) == ((), 7)
    # The mean over the columns of the first of four rows: the padding is one, the others come along.
    assert averaged.inputs.tolist() == trace[3].a[0, :, 0].tolist()
    assert averaged.natural_z == averaged.z


def test_what_any_operation_reads_is_found_by_asking_it() -> None:
    matmul = Operator("MatMul", constants={"b": (3, 2)})
    softmax = Operator("Softmax", {"axes": (1,)})
    net = Network.build((3,), [matmul, softmax]).with_parameters({"1.b": [[1, 2], [0, 3], [4, 5]]})
    trace = net.trace([[1, 0, 2]])
    why = trace.explain(1, 0)
    assert why.inputs.tolist() == [1, 0, 2, 1, 0, 4]
    assert why.origins == ((0, (0,)), (0, (1,)), (0, (2,)), None, None, None)
    assert [stored and stored.index for stored in why.constants[3:]] == [(0, 0), (1, 0), (2, 0)]
    assert trace.explain(2, 1).origins == ((1, (0,)), (1, (1,)))
    many = Network.build((200,), [softmax]).trace(np.ones((1, 200))).explain(1, 0)
    assert (many.inputs.size, many.natural_z) == (0, many.z)


def test_a_held_number_knows_what_the_operation_would_have_made() -> None:
    net = Network.build((1,), [scale((1,))]).with_parameters({"1.b": [3]})
    why = net.trace([[2]], {(1, 0): ("z", 5)}).explain(1, 0)
    assert (why.natural_z, why.z) == (6, 5)


def test_training_through_it_is_refused() -> None:
    layer = scale((4,))
    x = np.ones((1, 4), np.float32)
    with pytest.raises(OptionError, match="can be run but not trained"):
        layer.backward(x, [x], {"b": x[0]})


def test_an_unknown_operation_suggests_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match='did you mean "Softplus"'):
        Operator("Softpluss")
    assert "Softplus" in operations()


@pytest.mark.parametrize(
    ("operation", "attributes", "match"),
    [
        ("LeakyRelu", {}, "LeakyRelu takes alpha, not none"),
        ("Relu", {"alpha": 1}, "takes no attributes, not alpha"),
        ("LeakyRelu", {"alpha": "much"}, "can't have 'much' as its alpha"),
        ("Softmax", {"axes": 1}, "can't have 1 as its axes"),
        ("Concat", {"axis": 1.5}, "can't have 1.5 as its axis"),
        ("Pad", {"pads": (0, 0), "mode": "mirror", "value": 0}, "can't have 'mirror' as its mode"),
    ],
)
def test_attributes_that_make_no_sense(operation: str, attributes: dict[str, Any], match: str) -> None:
    with pytest.raises(OptionError, match=match):
        Operator(operation, attributes)


@pytest.mark.parametrize(
    ("layer", "match"),
    [
        (Operator("Transpose", {"perm": (1, 0, 2)}), "across the examples"),
        (Operator("Softmax", {"axes": (0,)}), "across the examples"),
        (Operator("Concat", {"axis": 0}, inputs=["input", "input"]), "across the examples"),
        (
            Operator("Pad", {"pads": (1, 0, 0, -1, 0, 0), "mode": "constant", "value": 0}),
            "across the examples",
        ),
        (Operator("Reshape", {"shape": (2, 12), "allow_zero": False}), "can't turn|across the examples"),
        (Operator("Mul", constants={"b": (5,)}), "can't stretch"),
        (Operator("Mul", constants={"c": (4,)}), "has no c here"),
        (Operator("Relu", constants={"b": (4,)}), "takes 1"),
        (Operator("MaxPool", {**SLIDING, "kernel": (9,), "ceil": False}), "stretches over 9 of only 4"),
        (
            Operator("Conv", {**SLIDING, "groups": 1}, constants={"weight": (1, 2, 1)}),
            "can't share 3 channels",
        ),
        (Operator("Pad", {"pads": (0, 0, 0, 0, 0, 2**40), "mode": "constant", "value": 0}), "limit is"),
        (Operator("Mul", constants={"b": (2**40, 1, 1)}), "limit is"),
    ],
)
def test_what_does_not_fit_is_refused_with_the_layer_named(layer: Operator, match: str) -> None:
    with pytest.raises(ShapeError, match=match) as caught:
        Network.build((3, 4), [layer])
    assert "Layer 1 (Operator)" in str(caught.value)
