"""What the network says now, as a short list: classes by their share, values in their order."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnviz.document import Document, Target
from nnviz.engine import Trace
from nnviz.scene.words import names
from nnviz.scene.words.counting import part
from nnviz.scene.words.numbers import number, percent
from nnviz.scene.words.outcome import gives_probabilities, gives_shares, outcome
from nnviz.scene.words.wholes import Wholes, largest, share_name, wholes

MOST = 5
"""Outputs with a line of their own; of more, the last line says how many are left out."""


@dataclass(frozen=True)
class AnswerLine:
    """One output: its name, what its bar fills (0..1; NaN where it has none), and its value, printed.
    ``is_answer``: it is what the network answers."""

    name: str
    share: float
    text: str
    is_answer: bool = False


def answers(document: Document, trace: Trace) -> tuple[AnswerLine, ...]:
    """The most likely classes, or the first values; a last line says what is left out."""
    last = len(document.network.layers)
    shared = wholes(document.network, last)
    if shared is not None and shared.count > 1 and not shared.is_fixed:
        return _of_pixels(document, shared, trace.output[0])
    output = trace.output[0].ravel()
    order = np.arange(len(output))
    if document.task == "classes":
        order = np.argsort(-np.nan_to_num(output, nan=-np.inf), kind="stable")
    chosen = [int(i) for i in order[: MOST if len(output) > MOST + 1 else len(output)]]
    result = outcome(document, trace)
    called = names.outputs(document) or tuple(f"Output {i}" for i in range(len(output)))
    lines = [
        AnswerLine(
            called[i] + _held(document, i),
            _fill(document, output, i),
            _printed(document, float(output[i])),
            is_answer=result.is_winner and i == result.index,
        )
        for i in chosen
    ]
    return (*lines, *_rest(document, output, order[len(chosen) :]))


def _of_pixels(document: Document, shared: Wholes, values: np.ndarray) -> tuple[AnswerLine, ...]:
    """Of each class, in how many pixels it is the largest."""
    counts = largest(shared, values)
    last = len(document.network.layers)
    lines = [
        AnswerLine(
            share_name(document, last, place).capitalize(),
            count / shared.count,
            part(count, shared.count, "pixel"),
        )
        for place, count in enumerate(counts.tolist()[:MOST])
    ]
    left = shared.size - len(lines)
    return (*lines, AnswerLine(f"+ {left:,} more", np.nan, "")) if left else tuple(lines)


def _held(document: Document, i: int) -> str:
    shape, last = document.network.output_shape, len(document.network.layers)
    return ", held" if len(shape) == 1 and Target(last, i) in document.overrides else ""


def _fill(document: Document, output: np.ndarray, i: int) -> float:
    """A value from 0 to 1 fills as much of its bar; others are measured by the largest of them."""
    value = float(output[i])
    if gives_shares(document):
        return value
    top = float(np.nanmax(np.abs(output))) if np.isfinite(output).any() else 1.0
    return abs(value) / (top or 1.0)


def _printed(document: Document, value: float) -> str:
    return percent(value) if gives_probabilities(document) else number(value, 3)


def _rest(document: Document, output: np.ndarray, left: np.ndarray) -> tuple[AnswerLine, ...]:
    if not len(left):
        return ()
    total = float(output[left].sum(dtype=np.float64))
    is_shared = wholes(document.network, len(document.network.layers)) is not None
    text = percent(total) if is_shared and gives_probabilities(document) else ""
    return (AnswerLine(f"+ {len(left):,} more", np.nan, text),)
