"""How each ONNX operator becomes steps: defaults filled in, and the opsets' differences smoothed out.

ONNX's own reference, https://onnx.ai/onnx/operators/, is the source of every default and difference.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from nnviz.engine.arrays import shape_text
from nnviz.engine.numbers import amount
from nnviz.errors import FileError
from nnviz.formats.onnx import windows
from nnviz.formats.onnx.step import Call, OperatorStep

Translator = Callable[[Call], list[OperatorStep]]


def _plain(call: Call) -> list[OperatorStep]:
    return [call.step()]


def _arithmetic(call: Call) -> list[OperatorStep]:
    """Add, Sub, Mul, Div. Until opset 6 the second array stretches only where ``broadcast`` says so, and its
    axes begin at ``axis`` of the first one's."""
    if call.opset >= 7 or call.shapes[0] == call.shapes[1]:
        return [call.step()]
    first, second = (len(shape) for shape in call.shapes)
    behind = first - second - call.attribute("axis", first - second)
    if not call.attribute("broadcast", 0) or behind < 0 or behind + second > first:
        raise FileError(f"{call.node} joins {_shapes(call)}, which don't fit each other in opset 6.")
    return call.lifted(axes=behind) if behind and second else [call.step()]


def _shapes(call: Call) -> str:
    return " and ".join(shape_text(shape) for shape in call.shapes)


def _prelu(call: Call) -> list[OperatorStep]:
    """Until opset 6 the slopes are one a channel, the axis behind the batch."""
    rank, slopes = len(call.shapes[0]), call.shapes[1]
    per_channel = call.opset < 7 and rank > 2 and len(slopes) == 1 and slopes != (1,)
    return call.lifted(axes=rank - 2) if per_channel else [call.step()]


def _with(**defaults: Any) -> Translator:
    """A translator for an operator whose attributes carry over by name."""
    return lambda call: [call.step(**{key: call.attribute(key, value) for key, value in defaults.items()})]


def _gelu(call: Call) -> list[OperatorStep]:
    return [call.step(approximate=call.choice("approximate", "none", "none", "tanh"))]


def _gemm(call: Call) -> list[OperatorStep]:
    return [
        call.step(
            alpha=call.attribute("alpha", 1.0),
            beta=call.attribute("beta", 1.0),
            transpose_a=bool(call.attribute("transA", 0)),
            transpose_b=bool(call.attribute("transB", 0)),
        )
    ]


def _clip(call: Call) -> list[OperatorStep]:
    if call.opset < 11:
        return [call.step(count=1, min=call.attribute("min", None), max=call.attribute("max", None))]
    return [call.step(count=1, min=call.number(1, "lower bound"), max=call.number(2, "upper bound"))]


def _dropout(call: Call) -> list[OperatorStep]:
    ratio, training = call.attribute("ratio", 0.5), call.opset < 7 and not call.attribute("is_test", 0)
    if call.opset >= 12:
        given = call.number(1, "ratio")
        ratio, training = 0.5 if given is None else given, bool(call.number(2, "training mode"))
    if not 0 <= ratio < 1:
        raise FileError(f"{call.node} has the ratio {ratio:g}; it lies between 0 and 1.")
    settled = {"ratio": ratio, "training": training, "seed": abs(call.attribute("seed", 0)) % 2**32}
    steps = [call.step(count=1, **settled)] if call.takes(0) else []
    return [*steps, call.step("DropoutMask", 1, 1, **settled)] if call.takes(1) else steps


def _batch_norm(call: Call) -> list[OperatorStep]:
    epsilon, momentum = call.attribute("epsilon", 1e-5), call.attribute("momentum", 0.9)
    if call.opset < 9 and not call.attribute("spatial", 1) and len(call.shapes[0]) > 2:
        raise FileError(f"{call.node} has statistics for each pixel (spatial = 0), which nnviz can't take.")
    if call.opset < 7 and not call.attribute("is_test", 0):
        raise FileError(f"{call.node} is set to training; export the model for inference.")
    if not call.attribute("training_mode", 0):
        if any(call.node.outputs[1:]):
            raise FileError(f"{call.node} gives out statistics of training; export the model for inference.")
        return [call.step(epsilon=epsilon)]
    steps = [call.step("BatchNormalizationTraining", 0, epsilon=epsilon)] if call.takes(0) else []
    for position, operation in ((1, "RunningMean"), (2, "RunningVariance")):
        if call.takes(position):
            steps.append(call.step(operation, position, momentum=momentum))
    return steps


def _softmax(call: Call) -> list[OperatorStep]:
    # Before opset 13 the shares are of everything from the axis on, not of the axis alone.
    if call.opset < 13:
        first = call.axis(call.attribute("axis", 1)) if len(call.shapes[0]) > 1 else 0
        return [call.step(axes=tuple(range(first, len(call.shapes[0]))))]
    return [call.step(axes=(call.axis(call.attribute("axis", -1)),) if call.shapes[0] else ())]


def _reshape(call: Call) -> list[OperatorStep]:
    shape = call.numbers(1, "shape")
    return [call.step(count=1, shape=shape, allow_zero=bool(call.attribute("allowzero", 0)))]


def _axes(call: Call, since: int) -> tuple[int, ...] | None:
    """The axes: an attribute before opset ``since``, the second input from then on; None where left out."""
    if call.opset < since:
        axes: tuple[int, ...] | None = call.attribute("axes", None)
        return axes
    return call.numbers(1, "axes") if call.given(1) else None


def _squeeze(call: Call) -> list[OperatorStep]:
    axes = _axes(call, 13)
    if axes is None:
        axes = tuple(axis for axis, size in enumerate(call.shapes[0]) if size == 1)
    return [call.step(count=1, axes=tuple(call.axis(axis) for axis in axes))]


def _unsqueeze(call: Call) -> list[OperatorStep]:
    axes = _axes(call, 13)
    if axes is None:
        raise FileError(f"{call.node} has no axes.")
    return [call.step(count=1, axes=axes)]


def _reduce_mean(call: Call) -> list[OperatorStep]:
    axes = _axes(call, 18) or ()
    if not axes and not call.attribute("noop_with_empty_axes", 0):
        axes = tuple(range(len(call.shapes[0])))
    settled = tuple(call.axis(axis) for axis in axes)
    return [call.step(count=1, axes=settled, keep=bool(call.attribute("keepdims", 1)))]


def _transpose(call: Call) -> list[OperatorStep]:
    return [call.step(perm=call.attribute("perm", tuple(reversed(range(len(call.shapes[0]))))))]


def _concat(call: Call) -> list[OperatorStep]:
    return [call.step(axis=call.axis(call.attribute("axis", 1)))]


def _pad(call: Call) -> list[OperatorStep]:
    rank = len(call.shapes[0])
    mode = call.choice("mode", "constant", "constant", "reflect", "edge", "wrap")
    if call.opset < 11:
        pads, value, axes = call.attribute("pads", ()), call.attribute("value", 0.0), tuple(range(rank))
    else:
        pads, value = call.numbers(1, "paddings"), call.number(2, "value") or 0
        axes = call.numbers(3, "axes") if call.given(3) else tuple(range(rank))
    if len(pads) != 2 * len(axes):
        raise FileError(
            f"{call.node} has {amount(len(pads), 'padding')} for {amount(len(axes), 'axis', 'axes')}."
        )
    settled = [0] * (2 * rank)
    for position, axis in enumerate(axes):
        settled[call.axis(axis)] = pads[position]
        settled[call.axis(axis) + rank] = pads[position + len(axes)]
    return [call.step(count=1, pads=tuple(settled), mode=mode, value=value)]


TRANSLATORS: Mapping[str, Translator] = MappingProxyType(
    {
        **dict.fromkeys(
            (
                "Sum", "MatMul", "Relu", "Sigmoid", "Tanh", "Softplus", "Softsign", "HardSwish", "Mish",
                "Identity", "GlobalAveragePool", "GlobalMaxPool",
            ),
            _plain,
        ),
        **dict.fromkeys(("Add", "Sub", "Mul", "Div"), _arithmetic),
        "PRelu": _prelu,
        "LeakyRelu": _with(alpha=0.01),
        "Elu": _with(alpha=1.0),
        "Celu": _with(alpha=1.0),
        "Selu": _with(alpha=1.6732631921768188, gamma=1.0507010221481323),
        "HardSigmoid": _with(alpha=0.2, beta=0.5),
        "ThresholdedRelu": _with(alpha=1.0),
        "Swish": _with(alpha=1.0),
        "LRN": _with(size=1, alpha=1e-4, beta=0.75, bias=1.0),
        "Flatten": _with(axis=1),
        "Gelu": _gelu,
        "Gemm": _gemm,
        "Clip": _clip,
        "Dropout": _dropout,
        "BatchNormalization": _batch_norm,
        "Softmax": _softmax,
        "LogSoftmax": _softmax,
        "Reshape": _reshape,
        "Squeeze": _squeeze,
        "Unsqueeze": _unsqueeze,
        "ReduceMean": _reduce_mean,
        "Transpose": _transpose,
        "Concat": _concat,
        "Pad": _pad,
        "Conv": windows.conv,
        "MaxPool": windows.max_pool,
        "AveragePool": windows.average_pool,
    }
)  # fmt: skip

OPERATORS = frozenset(TRANSLATORS) | {"Constant"}
"""Every ONNX operator that nnviz takes."""
