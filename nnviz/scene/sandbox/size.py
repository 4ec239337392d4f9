"""The size of the map: the choices, which of them leave no cell and why, and the formula with numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from nnviz.document.sandbox import DILATIONS, PADDINGS, SIZES, STRIDES, Sandbox, resized
from nnviz.scene.words.counting import amount, are, noun

LETTERS = r"\lfloor (n + 2p - d(k - 1) - 1)\,/\,s \rfloor + 1"
"""The size of the map along one side: n pixels, padding p, dilation d, kernel k, stride s."""
PICTURE_WORDS = {"china": "photograph", "flower": "flower", "pad": "drawing", "own": "picture"}


@dataclass(frozen=True)
class OptionValue:
    """One value of one option. ``reason`` says why it can't be chosen; empty where it can. ``short`` says
    the same where there is little room."""

    row: str
    value: int | str
    is_chosen: bool
    reason: str = ""
    short: str = ""


def choices(sandbox: Sandbox) -> dict[str, tuple[OptionValue, ...]]:
    """The rows of choices by name, each worked out with the other options as they are."""
    rows: dict[str, tuple[tuple[int | str, ...], object, Callable[..., Sandbox]]] = {
        "Kernel": (SIZES, sandbox.size, lambda v: replace(sandbox, kernel=resized(sandbox.kernel, v))),
        "Stride": (STRIDES, sandbox.stride, lambda v: replace(sandbox, stride=v)),
        "Padding": (PADDINGS, sandbox.padding, lambda v: replace(sandbox, padding=v)),
        "Dilation": (DILATIONS, sandbox.dilation, lambda v: replace(sandbox, dilation=v)),
    }
    return {
        row: tuple(_choice(row, value, value == now, make(value)) for value in values)
        for row, (values, now, make) in rows.items()
    }


def reasons(rows: dict[str, tuple[OptionValue, ...]]) -> list[OptionValue]:
    """One impossible choice a row, the nearest to being possible, for the lines below the choices."""
    found = []
    for row, values in rows.items():
        impossible = [choice for choice in values if choice.reason]
        if impossible:
            found.append(impossible[-1 if row == "Padding" else 0])
    return found


def in_numbers(sandbox: Sandbox, is_short: bool = False) -> tuple[str, str]:
    """The formula for the height and for the width, in LaTeX, with the result. ``is_short``: what stands
    over the stride is worked out already."""
    height, width = sandbox.shape
    rows, columns = sandbox.count
    return _numbers(sandbox, height, rows, is_short), _numbers(sandbox, width, columns, is_short)


def _numbers(sandbox: Sandbox, n: int, count: int, is_short: bool) -> str:
    k, s, p, d = sandbox.size, sandbox.stride, sandbox.zeros, sandbox.dilation
    if is_short:
        return rf"\lfloor {n + 2 * p - d * (k - 1) - 1}\,/\,{s} \rfloor + 1 = {count}"
    return rf"\lfloor ({n} + 2 \cdot {p} - {d} \cdot ({k} - 1) - 1)\,/\,{s} \rfloor + 1 = {count}"


def _choice(row: str, value: int | str, is_chosen: bool, other: Sandbox) -> OptionValue:
    if min(other.count) >= 1:
        return OptionValue(row, value, is_chosen)
    height, width = other.shape
    n, line = (height, "row") if height <= width else (width, "column")
    all_ = n + 2 * other.zeros
    word = PICTURE_WORDS[other.picture]
    spans = f"{other.size - 1} · {other.dilation} + 1 = {other.span}"
    room = f"{n} + 2 · {other.zeros} = {all_}" if other.zeros else f"{n}"
    if row == "Padding":
        reason = f"{value} leaves {room} {noun(all_, line)} of the {word}; the kernel spans {spans}."
        short = f"{value} leaves {amount(all_, line)}; the kernel spans {other.span}."
    else:
        reason = f"{value} spans {spans} {noun(other.span, line)}; the {word} has {room}."
        short = f"{value} spans {amount(other.span, line)}; there {are(all_)} {all_:,}."
    return OptionValue(row, value, is_chosen, reason, short)
