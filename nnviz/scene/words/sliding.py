"""How a window slides, in words: its stride, its padding, what is between its numbers, what hangs over."""

from __future__ import annotations

from nnviz.engine.arrays import shape_text
from nnviz.engine.layers.windows import Windows


def slide(windows: Windows) -> tuple[str, ...]:
    """ "stride 2", "padding 1", and where there are any "dilation 2" and "ceil"."""
    parts = [f"stride {_each(windows.stride)}", _padding(windows)]
    if windows.dilation != (1, 1):
        parts.append(f"dilation {_each(windows.dilation)}")
    if any(windows.over):
        parts.append("ceil: the last hangs over")
    return tuple(parts)


def _each(pair: tuple[int, int]) -> str:
    """One number where both are alike, else vertical × horizontal."""
    return str(pair[0]) if pair[0] == pair[1] else shape_text(pair)


def _padding(windows: Windows) -> str:
    after = (windows.after[0] - windows.over[0], windows.after[1] - windows.over[1])
    if windows.before == after:
        return f"padding {_each(windows.before)}" if any(after) else "no padding"
    return f"padding {_each(windows.before)} before, {_each(after)} after"
