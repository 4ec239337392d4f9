"""A formula that was read, ready to be computed with arrays: its values, and its slopes beside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from nnviz.engine.arrays import Array
from nnviz.engine.functions.expression.operations import FUNCTIONS, SIGNS, compared
from nnviz.engine.functions.expression.reading import Step, read
from nnviz.engine.functions.expression.slopes import Dual, Value
from nnviz.engine.functions.expression.tokens import check_length

BLOCK = 2**14
"""Numbers computed at a time: what lies between the steps stays in the processor's cache, and small."""


@dataclass(frozen=True)
class Program:
    """``written`` is the formula step by step as it stands there, ``steps`` what is computed: all that
    doesn't depend on z is one number there.

    It computes in float64 whatever the type of z, so that ln(1 + e^z) is not infinite at 89 already, and
    gives z's type back. What isn't finite comes out as NaN or infinity; nothing is said of it.
    """

    written: tuple[Step, ...]
    steps: tuple[Step, ...]

    @property
    def depends_on_z(self) -> bool:
        return any(step.symbol == "z" for step in self.steps)

    def value(self, z: Array) -> Array:
        """f(z), in the shape and type of ``z``."""
        return self._in_blocks(z, lambda part: (_values(self.steps, part),))[0]

    def slope(self, z: Array) -> Array:
        """f′(z); NaN where f(z) is."""
        return self.dual(z)[1]

    def dual(self, z: Array) -> tuple[Array, Array]:
        """f(z) and f′(z)."""
        value, slope = self._in_blocks(z, lambda part: _duals(self.steps, part))
        return value, slope

    def _in_blocks(self, z: Array, compute: Callable[[Array], tuple[Value, ...]]) -> list[Array]:
        z = np.asarray(z)
        kind = z.dtype if z.dtype.kind == "f" else np.dtype(float)
        flat = z.reshape(-1).astype(float, copy=False)
        parts: list[list[Array]] = []
        with np.errstate(all="ignore"):
            for start in range(0, max(flat.size, 1), BLOCK):
                block = flat[start : start + BLOCK]
                found = compute(block)
                parts.append([np.broadcast_to(one, block.shape).astype(kind) for one in found])
        return [np.concatenate(some).reshape(z.shape) for some in zip(*parts, strict=True)]


def program(text: str) -> Program:
    """What ``text`` computes; the same text is read once.

    Raises:
        ExpressionError: it can't be read.
    """
    check_length(text)
    return read_once(text)


@lru_cache(maxsize=256)
def read_once(text: str) -> Program:
    """The same, of a text whose length is known to be allowed."""
    written = read(text)
    return Program(written, _folded(written))


def _folded(steps: Sequence[Step]) -> tuple[Step, ...]:
    """The steps with every part that doesn't depend on z computed: one number in its place."""
    rows: list[list[Step]] = []
    for step in steps:
        rows.append(_joined(_taken(rows, step.count), step))
    return tuple(step for step in rows[0] if step.symbol != "positive")


def _joined(parts: Sequence[list[Step]], step: Step) -> list[Step]:
    """The rows of what a step is taken of, one behind the other, and the step; the first row grows."""
    if parts and all(len(part) == 1 and part[0].symbol == "number" for part in parts):
        with np.errstate(all="ignore"):
            return [Step("number", number=float(_of_values(step, [part[0].number for part in parts])))]
    row = parts[0] if parts else []
    for part in parts[1:]:
        row += part
    row.append(step)
    return row


def _values(steps: Sequence[Step], z: Array) -> Value:
    found: list[Value] = []
    for step in steps:
        if step.symbol == "z":
            found.append(z)
        elif step.symbol == "number":
            found.append(step.number)
        else:
            found.append(_of_values(step, _taken(found, step.count)))
    return found[0]


def _of_values(step: Step, values: Sequence[Value]) -> Value:
    if step.symbol == "positive":
        return values[0]
    if step.symbol == "compare":
        return compared(step.signs, values)
    return _operation(step).value(*values)


def _duals(steps: Sequence[Step], z: Array) -> tuple[Value, Value]:
    found: list[Dual] = []
    for step in steps:
        if step.symbol == "z":
            found.append((z, 1.0))
        elif step.symbol == "number":
            found.append((step.number, None))
        elif step.symbol == "compare":
            found.append((compared(step.signs, [value for value, _ in _taken(found, step.count)]), None))
        else:
            found.append(_operation(step).dual(*_taken(found, step.count)))
    value, slope = found[0]
    return value, np.where(np.isnan(value), np.nan, 0.0 if slope is None else slope)


def _operation(step: Step) -> Any:
    return SIGNS.get(step.symbol) or FUNCTIONS[step.symbol]


def _taken(found: list[Any], count: int) -> list[Any]:
    """The last ``count`` results, which the next step uses up."""
    if not count:
        return []
    taken = found[-count:]
    del found[-count:]
    return taken
