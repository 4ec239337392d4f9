"""Convolution and pooling nodes as steps: automatic paddings are worked out once the shapes are known."""

from collections.abc import Sequence
from typing import Any

from nnviz.engine.operators.window import reach
from nnviz.errors import FileError
from nnviz.formats.onnx.step import Call, OperatorStep


def conv(call: Call) -> list[OperatorStep]:
    """Conv; its kernel's size is the weights' own."""
    kernel = call.shapes[1][2:]
    if tuple(call.attribute("kernel_shape", kernel)) != kernel:
        raise FileError(
            f"{call.node} declares kernels of another shape than {kernel}, which its weights have."
        )
    return [call.step(groups=call.attribute("group", 1), **_window(call, kernel))]


def max_pool(call: Call) -> list[OperatorStep]:
    """MaxPool, and where each winner stood if that is asked for."""
    settled = _pool(call)
    steps = [call.step(**settled)] if call.takes(0) else []
    if call.takes(1):
        columns_first = bool(call.attribute("storage_order", 0))
        steps.append(call.step("MaxPoolIndices", 1, **settled, columns_first=columns_first))
    return steps


def average_pool(call: Call) -> list[OperatorStep]:
    """AveragePool."""
    return [call.step(**_pool(call), count_pads=bool(call.attribute("count_include_pad", 0)))]


def _pool(call: Call) -> dict[str, Any]:
    kernel = call.attribute("kernel_shape", ())
    # SAME settles the number of windows by itself. For VALID the reference's formula would, too, but ONNX's
    # shape inference and ONNX Runtime round up, and models are made to run there.
    same = call.attribute("auto_pad", "NOTSET").startswith("SAME")
    ceil = bool(call.attribute("ceil_mode", 0)) and not same
    return {"kernel": kernel, "ceil": ceil, **_window(call, kernel)}


def _window(call: Call, kernel: Sequence[int]) -> dict[str, Any]:
    axes = len(kernel)
    strides = call.attribute("strides", (1,) * axes)
    dilations = call.attribute("dilations", (1,) * axes)
    per_axis = (kernel, strides, dilations)
    if not axes or any(len(sizes) != len(call.shapes[0]) - 2 or min(sizes) < 1 for sizes in per_axis):
        raise FileError(f"{call.node} needs a kernel, stride and dilation of 1 or more for each image axis.")
    pads = _pads(call, kernel, strides, dilations)
    return {"strides": strides, "dilations": dilations, "pads": pads}


def _pads(
    call: Call, kernel: Sequence[int], strides: Sequence[int], dilations: Sequence[int]
) -> tuple[int, ...]:
    """Paddings as numbers. SAME makes ⌈size / stride⌉ windows; SAME_UPPER puts an odd one last."""
    automatic = call.choice("auto_pad", "NOTSET", "NOTSET", "SAME_UPPER", "SAME_LOWER", "VALID")
    if automatic == "NOTSET":
        pads: tuple[int, ...] = call.attribute("pads", (0,) * 2 * len(kernel))
        return pads
    if automatic == "VALID":
        return (0,) * 2 * len(kernel)
    totals = [
        max((-(-size // stride) - 1) * stride + stretch - size, 0)
        for size, stride, stretch in zip(call.shapes[0][2:], strides, reach(kernel, dilations), strict=True)
    ]
    less, more = tuple(total // 2 for total in totals), tuple(total - total // 2 for total in totals)
    return less + more if automatic == "SAME_UPPER" else more + less
