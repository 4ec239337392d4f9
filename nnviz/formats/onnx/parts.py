"""Which layer a step becomes: a teaching layer where one does exactly the same, else an Operator."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import numpy as np

from nnviz.engine.arrays import Array, Shape
from nnviz.engine.layers.base import Layer
from nnviz.engine.layers.convolution import Conv2D
from nnviz.engine.layers.joining import Add, Concat
from nnviz.engine.layers.normalization import BatchNorm
from nnviz.engine.layers.pooling import AveragePool2D, GlobalAveragePool2D, GlobalMaxPool2D, MaxPool2D
from nnviz.engine.layers.table import Activation, Dense, Dropout, Flatten
from nnviz.engine.layers.windows import Padding, Windows
from nnviz.engine.operators import operator
from nnviz.formats.onnx.activation import activation_of
from nnviz.formats.onnx.step import OperatorStep


@dataclass(frozen=True)
class PlannedPart:
    """A layer to be: its kind, its options without name and skip connections, its parameters."""

    kind: type[Layer]
    options: Mapping[str, Any] = field(default_factory=dict)
    parameters: Mapping[str, Array] = field(default_factory=dict)


@dataclass(frozen=True)
class Fed:
    """A step with what feeds it: shapes with the batch, and the values of constant arguments (else None)."""

    step: OperatorStep
    shapes: tuple[Shape, ...]
    values: tuple[Array | None, ...]
    output: Shape

    @property
    def fixed(self) -> bool:
        """Whether only the first argument comes from another layer."""
        return self.values[0] is None and all(value is not None for value in self.values[1:])


def part_of(fed: Fed) -> PlannedPart:
    """The layer that does what the step does."""
    rule = _RULES.get(fed.step.operation)
    part = rule(fed) if rule else None
    if part is None and len(fed.values) == 1:
        function = activation_of(fed.step)
        part = PlannedPart(Activation, {"activation": function}) if function else None
    return part or _operator(fed)


def fused(part: PlannedPart, fed: Fed) -> PlannedPart | None:
    """``part`` with the step that follows it alone taken in; None where they stay two layers."""
    for rule in (_with_bias, _with_activation, _global_pool):
        joined = rule(part, fed)
        if joined:
            return joined
    return None


def _operator(fed: Fed) -> PlannedPart:
    operation = operator.get(fed.step.operation)
    constants = {
        operation.argument(position): value for position, value in enumerate(fed.values) if value is not None
    }
    attributes = dict(fed.step.attributes)
    if fed.step.operation == "Reshape" and fed.output[:1] == fed.shapes[0][:1]:
        # A batch size that was written into the model is any batch's size.
        attributes = {"shape": (0, *fed.output[1:]), "allow_zero": False}
    shapes = {name: value.shape for name, value in constants.items()}
    options = {"operation": fed.step.operation, "attributes": attributes, "constants": shapes}
    return PlannedPart(operator.Operator, options, constants)


def _gemm(fed: Fed) -> PlannedPart | None:
    attributes, weight = fed.step.attributes, fed.values[1]
    if not fed.fixed or attributes["transpose_a"] or weight is None:
        return None
    with np.errstate(all="ignore"):
        weight = attributes["alpha"] * (weight.T if attributes["transpose_b"] else weight)
        if len(fed.values) < 3:
            return _dense(weight, None)
        bias = _row(fed.values[2], weight.shape[1])
        return None if bias is None else _dense(weight, attributes["beta"] * bias)


def _matmul(fed: Fed) -> PlannedPart | None:
    weight = fed.values[1]
    if not fed.fixed or weight is None or weight.ndim != 2 or len(fed.shapes[0]) != 2:
        return None
    return _dense(weight, None)


def _dense(weight: Array, bias: Array | None) -> PlannedPart:
    parameters = {"weight": weight} if bias is None else {"weight": weight, "bias": bias}
    return PlannedPart(Dense, {"units": weight.shape[1], "bias": bias is not None}, parameters)


def _row(values: Array | None, units: int) -> Array | None:
    """One number a unit, where ``values`` stretches to that and no further."""
    if values is None or values.ndim > 2 or (values.ndim == 2 and values.shape[0] != 1):
        return None
    return np.broadcast_to(values.reshape(-1), (units,)) if values.size in (1, units) else None


def _channel(values: Array | None, shape: Shape) -> Array | None:
    """One number a channel of (N, C, ...), where ``values`` stretches to that and no further."""
    if values is None or values.ndim > len(shape):
        return None
    sizes = (1,) * (len(shape) - values.ndim) + values.shape
    if sizes[1] not in (1, shape[1]) or any(size != 1 for size in (sizes[0], *sizes[2:])):
        return None
    return np.broadcast_to(values.reshape(-1), shape[1:2])


def _conv(fed: Fed) -> PlannedPart | None:
    weight, attributes = fed.values[1], fed.step.attributes
    if not fed.fixed or weight is None or weight.ndim != 4:
        return None
    padding = _padding(fed, weight.shape[2:])
    if padding is None:
        return None
    bias = fed.values[2] if len(fed.values) > 2 else None
    options = {
        "filters": weight.shape[0],
        "kernel": weight.shape[2:],
        "stride": attributes["strides"],
        "padding": padding,
        "dilation": attributes["dilations"],
        "groups": attributes["groups"],
        "bias": bias is not None,
    }
    return PlannedPart(
        Conv2D, options, {"weight": weight} if bias is None else {"weight": weight, "bias": bias}
    )


def _padding(fed: Fed, kernel: Sequence[int]) -> Padding | None:
    """The teaching layers' padding option: the same on both sides, or "same"; None for any other."""
    attributes = fed.step.attributes
    pads = attributes["pads"]
    if pads[:2] == pads[2:]:
        return (pads[0], pads[1])
    windows = Windows.fit(
        fed.shapes[0][1:], tuple(kernel), tuple(attributes["strides"]), "same", tuple(attributes["dilations"])
    )
    return "same" if windows.before + windows.after == pads else None


def _pool(kind: type[Layer], **names: str) -> Callable[[Fed], PlannedPart | None]:
    """The rule for a pooling layer; ``names`` are further attributes by the layer's own words."""

    def rule(fed: Fed) -> PlannedPart | None:
        attributes = fed.step.attributes
        padding = _padding(fed, attributes["kernel"]) if len(fed.shapes[0]) == 4 else None
        if padding is None:
            return None
        options = {
            "kernel": attributes["kernel"],
            "stride": attributes["strides"],
            "padding": padding,
            "dilation": attributes["dilations"],
            "ceil_mode": attributes["ceil"],
        }
        return PlannedPart(kind, options | {name: attributes[key] for name, key in names.items()})

    return rule


def _batch_norm(fed: Fed) -> PlannedPart | None:
    values = [value for value in fed.values[1:] if value is not None and value.ndim == 1]
    epsilon = fed.step.attributes["epsilon"]
    if not fed.fixed or len(values) != 4 or len(fed.shapes[0]) not in (2, 4) or epsilon <= 0:
        return None
    names = ("gamma", "beta", "mean", "variance")
    return PlannedPart(BatchNorm, {"epsilon": epsilon}, dict(zip(names, values, strict=True)))


def _prelu(fed: Fed) -> PlannedPart | None:
    slope = _channel(fed.values[1], fed.shapes[0])
    if slope is None or not fed.fixed:
        return None
    alpha = slope.reshape(-1, *(1,) * (len(fed.shapes[0]) - 2))
    return PlannedPart(Activation, {"activation": "prelu"}, {"alpha": alpha})


def _flatten(fed: Fed) -> PlannedPart | None:
    rows = len(fed.shapes[0]) > 2 and len(fed.output) == 2 and fed.output[0] == fed.shapes[0][0]
    return PlannedPart(Flatten) if rows else None


def _add(fed: Fed) -> PlannedPart | None:
    same = all(value is None for value in fed.values) and len(set(fed.shapes)) == 1 and len(fed.shapes) > 1
    return PlannedPart(Add) if same else None


def _concat(fed: Fed) -> PlannedPart | None:
    layers = all(value is None for value in fed.values) and len(fed.values) > 1
    return PlannedPart(Concat) if layers and fed.step.attributes["axis"] == 1 else None


def _dropout(fed: Fed) -> PlannedPart | None:
    attributes = fed.step.attributes
    return None if attributes["training"] else PlannedPart(Dropout, {"rate": attributes["ratio"]})


def _with_bias(part: PlannedPart, fed: Fed) -> PlannedPart | None:
    """A MatMul or Conv without a bias, and the Add of one number a unit or a channel."""
    waits = _weighs(part) and not part.options["bias"] and "activation" not in part.options
    constants = [value for value in fed.values if value is not None]
    if fed.step.operation != "Add" or not waits or len(constants) != 1:
        return None
    layer_shape = fed.shapes[0] if fed.values[0] is None else fed.shapes[1]
    bias = _channel(constants[0], layer_shape) if fed.output == layer_shape else None
    if bias is None:
        return None
    return PlannedPart(part.kind, {**part.options, "bias": True}, {**part.parameters, "bias": bias})


def _with_activation(part: PlannedPart, fed: Fed) -> PlannedPart | None:
    """A Dense or Conv2D layer and the activation function that follows it."""
    if not _weighs(part) or "activation" in part.options:
        return None
    follower = part_of(fed)
    if follower.kind is not Activation:
        return None
    return PlannedPart(
        part.kind, {**part.options, **follower.options}, {**part.parameters, **follower.parameters}
    )


def _weighs(part: PlannedPart) -> bool:
    return part.kind.fully_connected or part.kind.has_kernels


def _global_pool(part: PlannedPart, fed: Fed) -> PlannedPart | None:
    """A global pooling, (N, C, 1, 1), and what drops its two axes of size 1."""
    if part.kind is not operator.Operator or fed.step.operation not in ("Flatten", "Reshape", "Squeeze"):
        return None
    kinds = {"GlobalAveragePool": GlobalAveragePool2D, "GlobalMaxPool": GlobalMaxPool2D}
    kind = kinds.get(part.options["operation"])
    return PlannedPart(kind) if kind and len(fed.shapes[0]) == 4 and fed.output == fed.shapes[0][:2] else None


_RULES: Mapping[str, Callable[[Fed], PlannedPart | None]] = MappingProxyType(
    {
        "Gemm": _gemm,
        "MatMul": _matmul,
        "Conv": _conv,
        "MaxPool": _pool(MaxPool2D),
        "AveragePool": _pool(AveragePool2D, count_include_pad="count_pads"),
        "BatchNormalization": _batch_norm,
        "PRelu": _prelu,
        "Flatten": _flatten,
        "Reshape": _flatten,
        "Add": _add,
        "Sum": _add,
        "Concat": _concat,
        "Dropout": _dropout,
    }
)
