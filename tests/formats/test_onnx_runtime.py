"""Attributes and opsets that ONNX's own cases leave out, against ONNX Runtime."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nnviz.formats.onnx import run
from tests.formats.onnx_models import model, node, runtime, write

pytestmark = pytest.mark.oracle


@dataclass(frozen=True)
class One:
    """A model of one operator, with random numbers for its inputs and for constants given by shape."""

    operator: str
    shape: Sequence[int]
    attributes: Mapping[str, Any] = field(default_factory=dict)
    constants: Mapping[str, Any] = field(default_factory=dict)  # a tuple is a shape; an array stays
    opset: int = 17
    inputs: str = ""  # the node's inputs where they aren't x and then the constants; {} leaves one out
    outputs: str = "y"
    others: Mapping[str, Sequence[int]] = field(default_factory=dict)

    def __str__(self) -> str:
        options = ", ".join(f"{key}={value}" for key, value in self.attributes.items())
        return f"{self.operator}-{self.opset}({options}) {self.shape} {self.inputs}".replace("[", "").replace(
            "]", ""
        )


def whole(*numbers: int) -> np.ndarray:
    return np.array(numbers, np.int64)


def real(number: float) -> np.ndarray:
    return np.array(number, np.float32)


CONVOLUTIONS = [
    One("Conv", (2, 4, 9, 7), {"group": 2}, {"w": (6, 2, 3, 3), "b": (6,)}),
    One("Conv", (2, 4, 9, 7), {"group": 4, "pads": [1, 1, 1, 1]}, {"w": (4, 1, 3, 3)}),
    One("Conv", (2, 4, 9, 7), {"group": 4, "strides": [2, 1]}, {"w": (8, 1, 2, 3), "b": (8,)}),
    One("Conv", (1, 3, 11, 11), {"dilations": [2, 3]}, {"w": (2, 3, 3, 3), "b": (2,)}),
    One(
        "Conv",
        (1, 3, 11, 8),
        {"dilations": [2, 1], "strides": [2, 3], "pads": [2, 1, 2, 1]},
        {"w": (2, 3, 3, 2)},
    ),
    One("Conv", (2, 2, 6, 5), {"pads": [0, 1, 2, 0]}, {"w": (3, 2, 2, 3), "b": (3,)}),
    One("Conv", (2, 2, 6, 5), {"pads": [3, 0, 1, 2], "strides": [2, 2], "group": 2}, {"w": (4, 1, 3, 2)}),
    One("Conv", (2, 2, 6, 5), {"auto_pad": "SAME_UPPER", "strides": [2, 2]}, {"w": (3, 2, 3, 3), "b": (3,)}),
    One("Conv", (2, 2, 6, 5), {"auto_pad": "SAME_LOWER", "strides": [2, 2]}, {"w": (3, 2, 2, 4), "b": (3,)}),
    One("Conv", (2, 2, 6, 5), {"auto_pad": "SAME_UPPER"}, {"w": (3, 2, 2, 2)}),
    One("Conv", (2, 2, 6, 5), {"auto_pad": "VALID", "kernel_shape": [2, 2]}, {"w": (3, 2, 2, 2)}),
    One("Conv", (2, 2, 5, 5), {"auto_pad": "SAME_UPPER", "strides": [3, 3]}, {"w": (3, 2, 1, 1)}),
    One("Conv", (2, 4, 12), {"strides": [2], "pads": [2, 1]}, {"w": (3, 4, 3), "b": (3,)}),
    One("Conv", (2, 4, 12), {"strides": [3], "group": 2, "auto_pad": "SAME_LOWER"}, {"w": (6, 2, 3)}),
    One("Conv", (1, 2, 4, 5, 6), {"pads": [1, 0, 1, 1, 1, 0]}, {"w": (3, 2, 2, 2, 3), "b": (3,)}),
    One("Conv", (2, 2, 6, 5), {}, {"w": (3, 2, 3, 3)}, opset=7),
    One("Conv", (2, 2, 6, 5), {}, {"w": (3, 2, 3, 3)}, opset=22),
]

POOLS = [
    One(operator, shape, {"kernel_shape": [3, 2], **attributes}, opset=opset)
    for operator in ("MaxPool", "AveragePool")
    for shape, opset, attributes in [
        ((2, 3, 8, 7), 7, {}),
        ((2, 3, 8, 7), 7, {"strides": [2, 3], "pads": [1, 1, 1, 1]}),
        ((2, 3, 8, 7), 11, {"strides": [2, 2], "pads": [1, 0, 0, 1]}),
        ((2, 3, 8, 7), 11, {"strides": [2, 2], "ceil_mode": 1}),
        ((2, 3, 8, 7), 11, {"strides": [3, 3], "ceil_mode": 1, "pads": [1, 1, 1, 1]}),
        ((2, 3, 8, 7), 13, {"strides": [2, 2], "ceil_mode": 1, "pads": [0, 0, 2, 1]}),
        ((1, 1, 2, 2), 17, {"kernel_shape": [1, 1], "strides": [2, 2], "ceil_mode": 1}),
        ((2, 3, 8, 7), 11, {"strides": [2, 2], "auto_pad": "SAME_UPPER"}),
        ((2, 3, 8, 7), 11, {"strides": [2, 2], "auto_pad": "SAME_LOWER"}),
        ((2, 3, 8, 7), 11, {"strides": [2, 2], "auto_pad": "VALID", "ceil_mode": 1}),
        ((2, 3, 8, 7), 22, {"dilations": [2, 3], "strides": [1, 2], "pads": [1, 1, 1, 1]}),
        ((2, 3, 8, 7), 22, {"dilations": [3, 1], "strides": [2, 2], "ceil_mode": 1}),
        ((2, 3, 9), 17, {"kernel_shape": [3], "strides": [2], "pads": [0, 1]}),
        ((1, 2, 5, 6, 4), 17, {"kernel_shape": [2, 3, 2], "strides": [2, 1, 2], "pads": [1, 0, 0, 0, 1, 1]}),
    ]
]
POOLS += [
    One("AveragePool", case.shape, {**case.attributes, "count_include_pad": 1}, opset=case.opset)
    for case in POOLS
    if case.operator == "AveragePool"
]
POOLS += [
    One("MaxPool", (2, 3, 6, 5), {"kernel_shape": [3, 2], "pads": [1, 0, 1, 1]}, outputs="y z"),
    One(
        "MaxPool",
        (2, 3, 6, 5),
        {"kernel_shape": [3, 2], "strides": [2, 2], "storage_order": 1},
        outputs="y z",
    ),
    One("MaxPool", (2, 3, 6), {"kernel_shape": [2], "dilations": [2]}, outputs="y z", opset=11),
    One("GlobalAveragePool", (2, 3, 6)),
    One("GlobalAveragePool", (2, 3, 6, 5)),
    One("GlobalMaxPool", (2, 3, 2, 3, 4)),
]

NORM = {"g": (4,), "b": (4,), "m": (4,), "v": np.array([0.5, 1, 2, 3], np.float32)}
SHARES = [
    One("BatchNormalization", (2, 4, 3, 5), {"epsilon": 0.1}, NORM, opset=7),
    One("BatchNormalization", (2, 4, 3, 5), {"momentum": 0.3}, NORM, opset=9),
    One("BatchNormalization", (2, 4, 3, 5), {}, NORM, opset=14),
    One("BatchNormalization", (5, 4), {}, NORM, opset=15),
    One("BatchNormalization", (2, 4, 6), {}, NORM, opset=15),
    *(
        One(operator, shape, attributes, opset=opset)
        for operator in ("Softmax", "LogSoftmax")
        for shape, opset, attributes in [
            ((2, 3, 4), 11, {}),
            ((2, 3, 4), 11, {"axis": 2}),
            ((2, 3, 4), 12, {"axis": 0}),
            ((2, 3, 4), 12, {"axis": -1}),
            ((2, 3, 4), 7, {}),
            ((3, 5), 9, {}),
            ((2, 3, 4), 13, {}),
            ((2, 3, 4), 13, {"axis": 1}),
            ((2, 3, 4), 13, {"axis": -3}),
        ]
    ),
    One("LRN", (2, 7, 3, 3), {"size": 5, "alpha": 0.5, "beta": 0.6, "bias": 1.5}),
    One("LRN", (2, 3, 3, 3), {"size": 9}),
    One("LRN", (2, 3, 3, 3), {"size": 1, "alpha": 0.3}, opset=7),
    One("ReduceMean", (2, 3, 4), {}, opset=11),
    One("ReduceMean", (2, 3, 4), {"axes": [-1, 1], "keepdims": 0}, opset=13),
    One("ReduceMean", (2, 3, 4), {"keepdims": 0}, {"a": whole(2)}, opset=18),
    One("ReduceMean", (2, 3, 4), {"noop_with_empty_axes": 1}, opset=18),
    One("ReduceMean", (2, 3, 4), {"noop_with_empty_axes": 1}, {"a": whole()}, opset=18),
    One("ReduceMean", (2, 3, 4), {}, {"a": whole()}, opset=18),
    One("ReduceMean", (2, 3, 4, 5), {"axes": [2, 3], "keepdims": 0}, opset=13),
]

SHAPES = [
    One("Reshape", (2, 3, 4), {}, {"s": whole(0, -1)}, opset=7),
    One("Reshape", (2, 3, 4), {}, {"s": whole(2, 12)}),
    One("Reshape", (2, 3, 4), {}, {"s": whole(0, 4, 3)}, opset=14),
    One("Reshape", (2, 3, 4), {}, {"s": whole(-1, 0, 2)}, opset=14),
    One("Reshape", (2, 3, 4), {}, {"s": whole(-1)}, opset=14),
    One("Reshape", (2, 3, 4), {}, {"s": whole(6, 4)}, opset=21),
    One("Reshape", (1, 3, 4), {}, {"s": whole(1, 4, 3)}, opset=21),
    One("Reshape", (0, 3, 4), {"allowzero": 1}, {"s": whole(0, 7)}, opset=14),
    One("Squeeze", (2, 1, 3, 1), {"axes": [1]}, opset=11),
    One("Squeeze", (2, 1, 3, 1), {}, opset=11),
    One("Squeeze", (1, 1, 3, 1), {}, opset=13),
    One("Squeeze", (2, 1, 3, 1), {}, {"a": whole(-1, 1)}, opset=13),
    One("Unsqueeze", (2, 3), {"axes": [0, 3]}, opset=11),
    One("Unsqueeze", (2, 3), {}, {"a": whole(-1)}, opset=13),
    One("Unsqueeze", (2, 3), {}, {"a": whole(2, 1)}, opset=13),
    One("Transpose", (2, 3, 4), {"perm": [0, 2, 1]}, opset=7),
    One("Transpose", (2, 3, 4), {}),
    One("Flatten", (2, 3, 4), {"axis": 2}, opset=9),
    One("Flatten", (2, 3, 4), {"axis": -1}, opset=11),
    One("Concat", (2, 3, 4), {"axis": -1}, {"c": (2, 3, 2)}, opset=11),
    One("Concat", (2, 3, 4), {"axis": 1}, {"c": (2, 5, 4)}, opset=13),
    One("Pad", (2, 3, 4), {"pads": [0, 1, 2, 0, 0, 3], "value": 1.5}, opset=7),
    One("Pad", (2, 3, 4), {"pads": [0, 1, 2, 0, 0, 3], "mode": "reflect"}, opset=10),
    One("Pad", (2, 3, 4), {"mode": "edge"}, {"p": whole(0, 2, 1, 0, 1, 0)}, opset=11),
    One("Pad", (2, 3, 4), {}, {"p": whole(0, -1, 2, 0, 0, -2), "v": real(7)}, opset=13),
    One("Pad", (2, 3, 4), {"mode": "reflect"}, {"p": whole(0, 1, 2, 0, 2, -1)}, opset=13),
    One("Pad", (2, 3, 4), {"mode": "wrap"}, {"p": whole(0, 1, 2, 0, 2, 3)}, opset=19),
    One("Pad", (2, 3, 4), {}, {"p": whole(1, 2), "v": real(-1), "a": whole(-1)}, opset=18),
    One("Pad", (2, 3, 4), {}, {"p": whole(1, 2), "a": whole(1)}, inputs="x p {} a", opset=18),
    One("Pad", (2, 3, 4), {}, {"p": whole(1, 0, 0, -1, 0, 0)}, opset=13),
    One("Identity", (2, 3)),
]

ELEMENTWISE = [
    *(
        One(operator, (3, 4, 5), attributes, opset=opset)
        for operator, opset, attributes in [
            ("Relu", 7, {}),
            ("LeakyRelu", 7, {"alpha": 0.3}),
            ("LeakyRelu", 16, {"alpha": 1.5}),
            ("LeakyRelu", 16, {"alpha": -0.5}),
            ("Elu", 7, {"alpha": 0.7}),
            ("Elu", 22, {"alpha": 9.0}),
            ("Celu", 12, {"alpha": 0.4}),
            ("Celu", 12, {}),
            ("Selu", 7, {}),
            ("Selu", 7, {"alpha": 1.1, "gamma": 0.5}),
            ("HardSigmoid", 7, {}),
            ("HardSigmoid", 7, {"alpha": 1 / 6, "beta": 0.5}),
            ("HardSwish", 14, {}),
            ("ThresholdedRelu", 10, {"alpha": 0.2}),
            ("Softplus", 7, {}),
            ("Softsign", 7, {}),
            ("Sigmoid", 7, {}),
            ("Tanh", 7, {}),
            ("Mish", 18, {}),
            ("Gelu", 20, {}),
            ("Gelu", 20, {"approximate": "tanh"}),
            ("Clip", 7, {"min": -0.5, "max": 0.25}),
            ("Clip", 7, {"max": 0.25}),
            ("Clip", 7, {}),
            ("Clip", 7, {"min": 0.0, "max": 6.0}),
            ("Dropout", 7, {"ratio": 0.9}),
            ("Dropout", 10, {"ratio": 0.0}),
        ]
    ),
    One("Clip", (3, 4), {}, {"low": real(-0.5), "high": real(0.25)}, opset=11),
    One("Clip", (3, 4), {}, {"high": real(0.25)}, inputs="x {} high", opset=12),
    One("Clip", (3, 4), {}, {"low": real(1), "high": real(-1)}, opset=13),
    One("Clip", (3, 4), {}, {"low": real(0), "high": real(6)}, opset=13),
    One("Dropout", (3, 4), {"seed": 3}, {"r": real(0.4)}, opset=12),
    One("Dropout", (3, 4), {"seed": 3}, {"r": real(0.4), "t": np.array(False)}, outputs="y z", opset=13),
    One("Dropout", (3, 4), {}, {"r": real(0), "t": np.array(True)}, outputs="y z", opset=22),
    One("PRelu", (2, 3, 4, 5), {}, {"s": (3, 1, 1)}, opset=7),
    One("PRelu", (2, 3, 4, 5), {}, {"s": (1, 3, 1, 1)}, opset=9),
    One("PRelu", (2, 3, 4, 5), {}, {"s": (5,)}, opset=16),
    One("PRelu", (2, 3), {}, {"s": (3,)}, opset=16),
    One("PRelu", (2, 3), {}, {"s": (1,)}, opset=16),
    *(
        One(operator, (2, 3, 4), {}, {"c": shape}, inputs=inputs, opset=opset)
        for operator in ("Add", "Sub", "Mul", "Div", "Sum")
        for shape, inputs, opset in [
            ((4,), "x c", 8),
            ((3, 1), "c x", 13),
            ((1,), "x c", 14),
            ((), "c x", 14),
            ((1, 3, 4), "x c", 14),
            ((2, 3, 4), "x c", 14),
            ((5, 2, 3, 4), "x c", 14),
        ]
    ),
    *(One(operator, (2, 3), {}, others={"z": (2, 3)}, opset=7) for operator in ("Add", "Sub", "Mul", "Div")),
    One("Add", (2, 3, 4), {}, others={"z": (2, 1, 4)}),
    One("Mul", (2, 3, 4), {}, others={"z": (3, 4)}),
    One("Sum", (2, 3), {}, {"c": (3,)}, others={"z": (2, 3)}),
]

PRODUCTS = [
    One("Gemm", (3, 5), {"transB": 1}, {"w": (4, 5), "b": (4,)}),
    One("Gemm", (3, 5), {"alpha": 0.5, "beta": 2.0}, {"w": (5, 4), "b": (1, 4)}, opset=7),
    One("Gemm", (3, 5), {}, {"w": (5, 4), "b": (3, 4)}, opset=9),
    One("Gemm", (3, 5), {}, {"w": (5, 4), "b": (3, 1)}, opset=11),
    One("Gemm", (3, 5), {"beta": 0.5}, {"w": (5, 4), "b": ()}, opset=11),
    One("Gemm", (3, 5), {}, {"w": (5, 4)}, opset=13),
    One("Gemm", (3, 5), {"transA": 1}, {"w": (3, 4)}, opset=13),
    One("Gemm", (3, 5), {}, {"w": (4, 3)}, inputs="w x", opset=13),
    One("MatMul", (3, 5), {}, {"w": (5, 4)}, opset=7),
    One("MatMul", (2, 3, 5), {}, {"w": (5, 4)}),
    One("MatMul", (2, 3, 5), {}, {"w": (2, 5, 4)}),
    One("MatMul", (2, 3, 5), {}, {"w": (5,)}),
    One("MatMul", (2, 3, 5), {}, {"w": (4, 3)}, inputs="w x"),
    One("MatMul", (2, 3, 5), {}, others={"z": (2, 5, 3)}),
]


@pytest.mark.parametrize("case", [*CONVOLUTIONS, *POOLS, *SHARES, *SHAPES, *ELEMENTWISE, *PRODUCTS], ids=str)
def test_one_operator_agrees_with_onnx_runtime(case: One, tmp_path: Path) -> None:
    random = np.random.default_rng(7)

    def numbers(shape: Sequence[int]) -> np.ndarray:
        return random.standard_normal(shape).astype(np.float32)

    constants = {
        name: value if isinstance(value, np.ndarray) else numbers(value)
        for name, value in case.constants.items()
    }
    inputs = {"x": case.shape, **case.others}
    names = (case.inputs or " ".join([*inputs, *constants])).replace("{}", "")
    made = model(
        [node(case.operator, names, case.outputs, **case.attributes)],
        inputs,
        constants,
        outputs=case.outputs.split(" "),
        opset=case.opset,
    )
    file, feed = write(tmp_path, made), [numbers(shape) for shape in inputs.values()]
    for given, wanted in zip(run(file, feed), runtime(file, feed), strict=True):
        assert given.dtype == wanted.dtype
        np.testing.assert_allclose(given, wanted, rtol=1e-5, atol=1e-5, strict=True)


@pytest.mark.parametrize("alpha", [0.5, 1.0, 1.702])
def test_swish_is_x_times_its_gate(alpha: float, tmp_path: Path) -> None:
    # ONNX Runtime may not know opset 24 yet, so the gate is built there from older operators.
    x = np.linspace(-6, 6, 25, dtype=np.float32).reshape(5, 5)
    swish = write(tmp_path, model([node("Swish", "x", alpha=alpha)], {"x": (5, 5)}, opset=24))
    given = run(swish, [x])[0]
    built = model(
        [node("Mul", "x a", "ax"), node("Sigmoid", "ax", "s"), node("Mul", "x s")],
        {"x": (5, 5)},
        {"a": np.float32(alpha)},
    )
    np.testing.assert_allclose(given, runtime(write(tmp_path, built), [x])[0], atol=1e-6)


def test_lrn_of_an_even_size_reaches_further_ahead(tmp_path: Path) -> None:
    # ONNX: from channel c − ⌊(size − 1) / 2⌋ to c + ⌈(size − 1) / 2⌉. ONNX Runtime takes odd sizes only.
    x = np.array([1, 2, 3, 4], np.float32).reshape(1, 4, 1)
    made = model([node("LRN", "x", size=2, alpha=2.0, beta=1.0, bias=1.0)], {"x": x.shape})
    wanted = [1 / (1 + 1 + 4), 2 / (1 + 4 + 9), 3 / (1 + 9 + 16), 4 / (1 + 16)]
    np.testing.assert_allclose(run(write(tmp_path, made), [x])[0].reshape(-1), wanted, rtol=1e-6)


def test_training_batch_norm_gives_the_running_statistics(tmp_path: Path) -> None:
    random = np.random.default_rng(3)
    x = random.standard_normal((5, 4, 3, 2)).astype(np.float32)
    norm = {name: random.uniform(0.5, 2, 4).astype(np.float32) for name in "gbmv"}
    batch_norm = node("BatchNormalization", "x g b m v", "y mean variance", training_mode=1, momentum=0.8)
    made = model([batch_norm], {"x": x.shape}, norm, ["y", "mean", "variance"], opset=15)
    y, mean, variance = run(write(tmp_path, made), [x])
    own_mean, own_variance = x.mean(axis=(0, 2, 3)), x.var(axis=(0, 2, 3))
    shown = (x - own_mean[:, None, None]) / np.sqrt(own_variance + 1e-5)[:, None, None]
    np.testing.assert_allclose(y, shown * norm["g"][:, None, None] + norm["b"][:, None, None], atol=1e-5)
    np.testing.assert_allclose(mean, 0.8 * norm["m"] + 0.2 * own_mean, atol=1e-6)
    np.testing.assert_allclose(variance, 0.8 * norm["v"] + 0.2 * own_variance, atol=1e-6)


@pytest.mark.parametrize("dtype", [np.float64, np.int32])
def test_other_numbers_than_float32_keep_their_type(dtype: type, tmp_path: Path) -> None:
    made = model(
        [node("Mul", "x x", "square"), node("Sub", "square x")], {"x": (2, 3)}, opset=14, dtype=dtype
    )
    x = np.arange(-3, 3).reshape(2, 3).astype(dtype)
    (given,) = run(write(tmp_path, made), [x])
    assert given.dtype == dtype
    np.testing.assert_array_equal(given, x * x - x)
