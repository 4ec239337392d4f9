"""Which layers a model becomes, and that the network computes what ONNX Runtime does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nnviz.engine import Network
from nnviz.errors import FileError, NNVizError
from nnviz.formats.onnx import network, run
from tests.formats.onnx_models import model, node, runtime, write

pytestmark = pytest.mark.oracle


def numbers(*shape: int) -> np.ndarray:
    return np.random.default_rng(shape).standard_normal(shape).astype(np.float32)


def kinds(net: Network) -> list[str]:
    """Each layer's kind, with its activation function, or with the operation that an Operator runs."""
    return [
        f"Operator {layer.options()['operation']}"
        if layer.kind == "Operator"
        else f"{layer.kind} {layer.activation.name}"
        if layer.activation and layer.activation.name != "identity"
        else layer.kind
        for layer in net.layers
    ]


def becomes(
    folder: Path,
    nodes: Sequence[Any],
    shape: Sequence[int],
    wanted: Sequence[str],
    constants: Mapping[str, np.ndarray] | None = None,
    opset: int = 17,
) -> Network:
    """The network of a model with a batch left open; its kinds and its numbers are checked."""
    file = write(folder, model(nodes, {"x": ("n", *shape[1:])}, constants, opset=opset))
    net = network(file)
    assert kinds(net) == wanted
    x = numbers(*shape)
    (right,) = runtime(file, [x])
    np.testing.assert_allclose(net.predict(x), right, rtol=1e-5, atol=1e-5, strict=True)
    np.testing.assert_array_equal(run(file, [x])[0], net.predict(x))
    return net


def test_gemm_and_its_activation_become_one_dense_layer(tmp_path: Path) -> None:
    nodes = [
        node("Gemm", "x w b", "h", transB=1, name="hidden"),
        node("Relu", "h", "r"),
        node("Gemm", "r v c"),
    ]
    constants = {"w": numbers(5, 4), "b": numbers(5), "v": numbers(5, 3), "c": numbers(1, 3)}
    net = becomes(tmp_path, nodes, (6, 4), ["Dense relu", "Dense"], constants)
    assert [layer.name for layer in net.layers] == ["hidden", "y"]
    assert [layer.inputs for layer in net.layers] == [None, None]
    np.testing.assert_array_equal(net.parameters()["1.weight"], constants["w"].T)


def test_matmul_and_add_become_one_dense_layer(tmp_path: Path) -> None:
    nodes = [node("MatMul", "x w", "h"), node("Add", "b h", "z"), node("Softmax", "z", axis=-1)]
    becomes(tmp_path, nodes, (6, 4), ["Dense softmax"], {"w": numbers(4, 3), "b": numbers(3)})


def test_an_activation_that_others_bypass_stays_a_layer_of_its_own(tmp_path: Path) -> None:
    nodes = [node("Gemm", "x w", "h"), node("Relu", "h", "r"), node("Add", "h r")]
    becomes(tmp_path, nodes, (6, 4), ["Dense", "Activation relu", "Add"], {"w": numbers(4, 3)})


def test_a_layer_known_by_two_names_keeps_what_each_of_them_needs(tmp_path: Path) -> None:
    nodes = [
        node("Gemm", "x w", "h"),
        node("Identity", "h", "same"),
        node("Relu", "same", "r"),
        node("Tanh", "h", "t"),
        node("Add", "r t"),
    ]
    wanted = ["Dense", "Activation relu", "Activation tanh", "Add"]
    becomes(tmp_path, nodes, (6, 4), wanted, {"w": numbers(4, 3)})


def test_x_times_its_sigmoid_is_silu(tmp_path: Path) -> None:
    nodes = [node("Gemm", "x w", "h"), node("Sigmoid", "h", "s"), node("Mul", "h s")]
    becomes(tmp_path, nodes, (6, 4), ["Dense", "Activation silu"], {"w": numbers(4, 3)})


def test_another_number_times_a_sigmoid_is_not(tmp_path: Path) -> None:
    nodes = [node("Gemm", "x w", "h"), node("Sigmoid", "x", "s"), node("Mul", "h s")]
    becomes(tmp_path, nodes, (6, 3), ["Dense", "Activation sigmoid", "Operator Mul"], {"w": numbers(3, 3)})


def test_an_image_classifier(tmp_path: Path) -> None:
    nodes = [
        node("Conv", "x w b", "c", pads=[1, 1, 1, 1], strides=[2, 1], group=2, dilations=[1, 2]),
        node("BatchNormalization", "c g bt m v", "n"),
        node("Relu", "n", "r"),
        node("MaxPool", "r", "p", kernel_shape=[2, 2], strides=[2, 2], ceil_mode=1),
        node("Dropout", "p", "d"),
        node("Conv", "d w2", "c2", auto_pad="SAME_UPPER"),
        node("LeakyRelu", "c2", "l", alpha=0.2),
        node("AveragePool", "l", "a", kernel_shape=[2, 1]),
        node("Reshape", "a s", "f"),
        node("Gemm", "f v2 c3", "o"),
        node("LogSoftmax", "o"),
    ]
    constants = {
        "w": numbers(4, 1, 3, 3), "b": numbers(4), "w2": numbers(3, 4, 2, 2), "v2": numbers(30, 3),
        "c3": numbers(3), "g": numbers(4), "bt": numbers(4), "m": numbers(4), "v": np.abs(numbers(4)),
        "s": np.array([0, -1]),
    }  # fmt: skip
    wanted = [
        "Conv2D", "BatchNorm", "Activation relu", "MaxPool2D", "Dropout", "Conv2D leaky_relu",
        "AveragePool2D", "Flatten", "Dense log_softmax",
    ]  # fmt: skip
    becomes(tmp_path, nodes, (3, 2, 11, 12), wanted, constants)


@pytest.mark.parametrize("operator", ["GlobalAveragePool", "GlobalMaxPool"])
@pytest.mark.parametrize("drop", ["Flatten", "Squeeze"])
def test_a_global_pooling_and_what_drops_its_axes(operator: str, drop: str, tmp_path: Path) -> None:
    constants = {"a": np.array([2, 3])} if drop == "Squeeze" else {}
    nodes = [node(operator, "x", "g"), node(drop, "g a" if constants else "g")]
    becomes(tmp_path, nodes, (3, 2, 5, 4), [f"{operator}2D"], constants)


def test_branches_that_meet_again(tmp_path: Path) -> None:
    nodes = [
        node("Conv", "x w", "a", pads=[1, 1, 1, 1]),
        node("Tanh", "a", "t"),
        node("Add", "x t", "s"),
        node("Concat", "s x", "k", axis=1),
        node("GlobalMaxPool", "k", "g"),
        node("Flatten", "g"),
    ]
    net = becomes(
        tmp_path,
        nodes,
        (3, 2, 5, 4),
        ["Conv2D tanh", "Add", "Concat", "GlobalMaxPool2D"],
        {"w": numbers(2, 2, 3, 3)},
    )
    assert net.sources(2) == (0, 1)
    assert net.sources(3) == (2, 0)


@pytest.mark.parametrize(
    ("shape", "weight", "pads"),
    [((3, 2, 7), (4, 2, 3), [1, 0]), ((3, 2, 7, 5), (4, 2, 3, 3), [1, 0, 0, 2])],
    ids=["one axis", "uneven padding"],
)
def test_a_convolution_that_no_teaching_layer_does_is_carried_by_an_operator(
    shape: tuple[int, ...], weight: tuple[int, ...], pads: list[int], tmp_path: Path
) -> None:
    nodes = [node("Conv", "x w", "c", pads=pads), node("Relu", "c")]
    becomes(tmp_path, nodes, shape, ["Operator Conv", "Activation relu"], {"w": numbers(*weight)})


def test_operators_around_teaching_layers(tmp_path: Path) -> None:
    nodes = [
        node("Transpose", "x", "t", perm=[0, 2, 1, 3]),
        node("LRN", "t", "l", size=3),
        node("PRelu", "l s", "p"),
        node("Mul", "p k", "m"),
        node("Clip", "m low", "c"),
        node("ReduceMean", "c", "r", axes=[2, 3], keepdims=0),
        node("Gemm", "r w", "z"),
        node("ThresholdedRelu", "z", alpha=0.1),
    ]
    constants = {"s": numbers(5, 1, 1), "k": numbers(6, 1), "low": np.float32(-0.3), "w": numbers(5, 3)}
    wanted = [
        "Operator Transpose", "Operator LRN", "Activation prelu", "Operator Mul", "Operator Clip",
        "Operator ReduceMean", "Dense", "Operator ThresholdedRelu",
    ]  # fmt: skip
    net = becomes(tmp_path, nodes, (4, 6, 5, 1), wanted, constants)
    np.testing.assert_array_equal(net.parameters()["4.b"], constants["k"])


def test_constants_are_computed_beforehand(tmp_path: Path) -> None:
    # The weights are transposed and scaled by nodes, and so is the shape put together.
    nodes = [
        node("Constant", [], ["two"], value_float=2.0),
        node("Transpose", "w", "wt"),
        node("Mul", "wt two", "w2"),
        node("MatMul", "x w2", "h"),
        node("Constant", [], ["zero"], value_ints=[0]),
        node("Constant", [], ["rest"], value_ints=[2, -1]),
        node("Concat", "zero rest", "shape", axis=0),
        node("Reshape", "h shape"),
    ]
    becomes(tmp_path, nodes, (5, 3), ["Dense", "Operator Reshape"], {"w": numbers(4, 3)})


def test_a_batch_size_written_into_a_reshape_is_any_batch_size(tmp_path: Path) -> None:
    made = model([node("Reshape", "x s")], {"x": (2, 3, 4)}, {"s": np.array([2, 4, 3])})
    file, x = write(tmp_path, made), numbers(7, 3, 4)
    np.testing.assert_array_equal(network(file).predict(x), x.reshape(7, 4, 3))


def test_a_model_with_two_inputs(tmp_path: Path) -> None:
    nodes = [node("Gemm", "a w", "h"), node("Mul", "h b", "m"), node("Relu", "m")]
    made = model(nodes, {"a": ("n", 4), "b": ("n", 3)}, {"w": numbers(4, 3)})
    file, feed = write(tmp_path, made), [numbers(5, 4), numbers(5, 3)]
    net = network(file)
    assert kinds(net) == ["Input", "Dense", "Operator Mul", "Activation relu"]
    np.testing.assert_allclose(net.predict(feed), runtime(file, feed)[0], atol=1e-6)


def test_a_model_with_two_outputs_runs(tmp_path: Path) -> None:
    nodes = [node("Gemm", "x w", "h"), node("Relu", "h", "y"), node("Softmax", "y", "p")]
    made = model(nodes, {"x": ("n", 4)}, {"w": numbers(4, 3)}, outputs=["p", "h", "y"])
    file, x = write(tmp_path, made), numbers(5, 4)
    for given, wanted in zip(run(file, [x]), runtime(file, [x]), strict=True):
        np.testing.assert_allclose(given, wanted, atol=1e-6, strict=True)
    with pytest.raises(FileError, match="gives out 3 arrays"):
        network(file)


def test_names_that_layers_can_not_have_are_changed(tmp_path: Path) -> None:
    nodes = [
        node("Relu", "x", "a", name="same"),
        node("Tanh", "a", "b", name="same"),
        node("Elu", "b", name="input"),
    ]
    net = network(write(tmp_path, model(nodes, {"x": (2, 3)})))
    assert [layer.name for layer in net.layers] == ["same", "same_2", "input_2"]


def test_nodes_in_any_order_and_nodes_that_nothing_needs(tmp_path: Path) -> None:
    nodes = [node("Relu", "h"), node("Tanh", "x", "lost"), node("Gemm", "x w", "h")]
    file = write(tmp_path, model(nodes, {"x": ("n", 4)}, {"w": numbers(4, 3)}))
    net, x = network(file), numbers(2, 4)
    assert kinds(net) == ["Dense relu"]
    np.testing.assert_allclose(net.predict(x), np.maximum(x @ numbers(4, 3), 0), atol=1e-6)


def test_a_model_that_only_hands_on(tmp_path: Path) -> None:
    becomes(tmp_path, [node("Identity", "x")], (2, 3), ["Activation"])


@pytest.mark.parametrize(
    ("nodes", "match"),
    [
        (lambda: [node("Softmax", "x", axis=0)], "across the examples"),
        (lambda: [node("Transpose", "x", perm=[1, 0])], "across the examples"),
        (lambda: [node("Concat", "x x", axis=0)], "across the examples"),
        (lambda: [node("ReduceMean", "x")], "across the examples"),
        (lambda: [node("Constant", [], ["y"], value_float=1.0)], "constant"),
    ],
)
def test_what_mixes_the_examples_of_a_batch_runs_but_is_no_network(
    nodes: Any, match: str, tmp_path: Path
) -> None:
    file = write(tmp_path, model(nodes(), {"x": (2, 3)}))
    x = numbers(2, 3)
    np.testing.assert_allclose(run(file, [x])[0], runtime(file, [x])[0], atol=1e-6)
    with pytest.raises(NNVizError, match=match):
        network(file)


def test_sizes_left_open_can_be_run_but_not_shown(tmp_path: Path) -> None:
    file = write(tmp_path, model([node("GlobalMaxPool", "x")], {"x": ("n", 2, "h", "w")}))
    x = numbers(2, 2, 5, 4)
    np.testing.assert_allclose(run(file, [x])[0], x.max(axis=(2, 3), keepdims=True))
    with pytest.raises(FileError, match="leaves the shape of its input"):
        network(file)
