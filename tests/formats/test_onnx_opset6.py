"""ONNX opset 6: what its operators meant before they stretched arrays as NumPy does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nnviz.errors import FileError
from nnviz.formats.onnx import network, run
from tests.formats.onnx_models import model, node, runtime, write

RANDOM = np.random.default_rng(6)


def numbers(*shape: int) -> np.ndarray:
    return RANDOM.standard_normal(shape).astype(np.float32)


def gives(
    folder: Path,
    nodes: Sequence[Any],
    inputs: Sequence[np.ndarray],
    constants: Mapping[str, np.ndarray] | None = None,
) -> np.ndarray:
    """What a model of opset 6 computes, the same node by node and as a network."""
    shapes = {name: array.shape for name, array in zip("xz", inputs, strict=False)}
    file = write(folder, model(nodes, shapes, constants, opset=6))
    (given,) = run(file, inputs)
    shown = network(file).predict(inputs[0] if len(inputs) == 1 else list(inputs))
    np.testing.assert_allclose(given, shown, atol=1e-6)
    return given


@pytest.mark.parametrize("shape", [(2, 3, 4, 5), (2, 3, 4), (2, 3)])
@pytest.mark.parametrize("slopes", [3, 1])
def test_prelu_has_a_slope_a_channel(shape: tuple[int, ...], slopes: int, tmp_path: Path) -> None:
    x, slope = numbers(*shape), numbers(slopes)
    by_channel = slope.reshape(-1, *(1,) * (len(shape) - 2))
    given = gives(tmp_path, [node("PRelu", "x s")], [x], {"s": slope})
    np.testing.assert_allclose(given, np.where(x > 0, x, by_channel * x), atol=1e-6)


@pytest.mark.parametrize(
    ("operator", "work"), [("Add", np.add), ("Sub", np.subtract), ("Mul", np.multiply), ("Div", np.divide)]
)
@pytest.mark.parametrize(
    ("shape", "axis", "stretched"),
    [
        ((3,), 1, (3, 1, 1)),
        ((3, 4), 1, (3, 4, 1)),
        ((4, 5), None, (4, 5)),
        ((5,), None, (5,)),
        ((1,), None, (1,)),
        ((2, 3), 0, (2, 3, 1, 1)),
    ],
)
def test_the_second_array_begins_at_an_axis_of_the_first(
    operator: str,
    work: Any,
    shape: tuple[int, ...],
    axis: int | None,
    stretched: tuple[int, ...],
    tmp_path: Path,
) -> None:
    x, c = numbers(2, 3, 4, 5), numbers(*shape)
    attributes = {"broadcast": 1} | ({} if axis is None else {"axis": axis})
    made = model([node(operator, "x c", **attributes)], {"x": x.shape}, {"c": c}, opset=6)
    np.testing.assert_allclose(run(write(tmp_path, made), [x])[0], work(x, c.reshape(stretched)), rtol=1e-5)


def test_a_layers_values_begin_at_an_axis_too(tmp_path: Path) -> None:
    x, z = numbers(2, 3, 4, 5), numbers(2, 3)
    given = gives(tmp_path, [node("Mul", "x z", broadcast=1, axis=0)], [x, z])
    np.testing.assert_allclose(given, x * z[:, :, None, None], rtol=1e-6)


def test_a_bias_a_channel_becomes_the_convolutions_own(tmp_path: Path) -> None:
    x, w, b = numbers(2, 3, 6, 6), numbers(4, 3, 3, 3), numbers(4)
    nodes = [node("Conv", "x w", "h"), node("Add", "h b", "y", broadcast=1, axis=1)]
    file = write(tmp_path, model(nodes, {"x": x.shape}, {"w": w, "b": b}, opset=6))
    net = network(file)
    assert [layer.kind for layer in net.layers] == ["Conv2D"]
    np.testing.assert_array_equal(net.parameters()["1.bias"], b)


@pytest.mark.parametrize("attributes", [{}, {"broadcast": 1, "axis": 3}, {"broadcast": 1, "axis": -9}])
def test_arrays_that_are_not_to_be_stretched_are_refused(attributes: dict[str, int], tmp_path: Path) -> None:
    made = model([node("Add", "x c", **attributes)], {"x": (2, 3, 4)}, {"c": numbers(3, 4)}, opset=6)
    with pytest.raises(FileError, match="2 × 3 × 4 and 3 × 4"):
        run(write(tmp_path, made), [numbers(2, 3, 4)])


NORM = {"g": numbers(3), "b": numbers(3), "m": numbers(3), "v": np.array([0.5, 1, 2], np.float32)}


def test_batch_norm_in_use(tmp_path: Path) -> None:
    x = numbers(2, 3, 4, 5)
    g, b, m, v = (array[:, None, None] for array in NORM.values())
    given = gives(tmp_path, [node("BatchNormalization", "x g b m v", is_test=1)], [x], NORM)
    np.testing.assert_allclose(given, g * (x - m) / np.sqrt(v + 1e-5) + b, atol=1e-5)


@pytest.mark.parametrize(
    ("attributes", "match"), [({}, "set to training"), ({"is_test": 1, "spatial": 0}, "for each pixel")]
)
def test_other_batch_norms_are_refused(attributes: dict[str, int], match: str, tmp_path: Path) -> None:
    made = model([node("BatchNormalization", "x g b m v", **attributes)], {"x": (2, 3, 4, 5)}, NORM, opset=6)
    with pytest.raises(FileError, match=match):
        network(write(tmp_path, made))


def test_dropout_in_use_passes_everything_on(tmp_path: Path) -> None:
    x = numbers(2, 30)
    np.testing.assert_array_equal(gives(tmp_path, [node("Dropout", "x", is_test=1)], [x]), x)


@pytest.mark.oracle
def test_a_whole_network_agrees_with_onnx_runtime(tmp_path: Path) -> None:
    """ONNX's own converter brings the model to opset 7, the oldest that the Runtime takes."""
    from onnx import version_converter

    nodes = [
        node("Conv", "x w b", "c", pads=[1, 1, 1, 1]),
        node("BatchNormalization", "c g b m v", "n", is_test=1),
        node("PRelu", "n s", "p"),
        node("MaxPool", "p", "q", kernel_shape=[2, 2], strides=[2, 2]),
        node("Dropout", "q", "d", is_test=1),
        node("Flatten", "d", "f"),
        node("Gemm", "f u h", "e", broadcast=1, transB=1),
        node("Softmax", "e"),
    ]
    constants = NORM | {"w": numbers(3, 2, 3, 3), "s": numbers(3), "u": numbers(5, 48), "h": numbers(5)}
    made = model(nodes, {"x": (2, 2, 8, 8)}, constants, opset=6)
    x = numbers(2, 2, 8, 8)
    (given,) = run(write(tmp_path, made), [x])
    # The Runtime never knew the old PRelu: its slopes are given the axes that they stand for.
    by_hand = model(nodes, {"x": (2, 2, 8, 8)}, constants | {"s": constants["s"][:, None, None]}, opset=6)
    newer = version_converter.convert_version(by_hand, 7)
    newer.ir_version = made.ir_version
    np.testing.assert_allclose(given, runtime(write(tmp_path, newer), [x])[0], atol=1e-5)
