"""The attributes of operations: one name means one kind of value, whichever operation has it."""

import operator
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from nnviz.engine.numbers import shown
from nnviz.engine.operators.operation import Attributes, Operation
from nnviz.errors import OptionError


def check_attributes(name: str, operation: Operation, attributes: Attributes) -> dict[str, Any]:
    """The attributes of the operation called ``name``, all there and each of its kind.

    Raises :class:`OptionError` otherwise.
    """
    if set(attributes) != set(operation.attributes):
        wanted = ", ".join(operation.attributes) or "no attributes"
        raise OptionError(f"{name} takes {wanted}, not {', '.join(attributes) or 'none'}.")
    settled = {}
    for key, value in attributes.items():
        try:
            settled[key] = _KINDS[key](value)
        except (TypeError, ValueError, OverflowError):
            raise OptionError(f"{name} can't have {shown(value)} as its {key}.") from None
    return settled


def _number(value: Any) -> float:
    if isinstance(value, str):
        raise TypeError
    number = float(value)
    return value if isinstance(value, int) else number


def _bound(value: Any) -> float | None:
    return None if value is None else _number(value)


def _wholes(value: Any) -> tuple[int, ...]:
    return tuple(operator.index(one) for one in value)


def _flag(value: Any) -> bool:
    return bool(operator.index(value))


def _one_of(*words: str) -> Callable[[Any], str]:
    def choose(value: Any) -> str:
        if value not in words:
            raise ValueError
        return str(value)

    return choose


_KINDS: Mapping[str, Callable[[Any], Any]] = MappingProxyType(
    {
        **dict.fromkeys(("alpha", "beta", "gamma", "bias", "epsilon", "momentum", "ratio", "value"), _number),
        **dict.fromkeys(("min", "max"), _bound),
        **dict.fromkeys(("axis", "size", "groups", "seed"), operator.index),
        **dict.fromkeys(("axes", "perm", "shape", "pads", "strides", "dilations", "kernel"), _wholes),
        **dict.fromkeys(("keep", "training", "allow_zero", "ceil", "count_pads", "columns_first"), _flag),
        **dict.fromkeys(("transpose_a", "transpose_b"), _flag),
        "mode": _one_of("constant", "edge", "reflect", "wrap"),
        "approximate": _one_of("none", "tanh"),
    }
)
