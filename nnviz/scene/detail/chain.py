"""A number that is shifted and scaled, opened up: a number line a step, all on one scale.

What the sample's own number does on its way down is seen beside its mean, ±1σ and ±2σ, and beside the batch.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import isfinite

import numpy as np

from nnviz.document import Document, Target
from nnviz.document.units import target_of
from nnviz.engine import Explanation, Trace
from nnviz.engine.arrays import Array
from nnviz.engine.steps import Chain, Step, Stored
from nnviz.scene.detail import chain_words as words
from nnviz.scene.detail.batch import noun
from nnviz.scene.detail.slope import ticks
from nnviz.scene.words.steps import StepText, equation_text, short_text, step_texts, value_text

TICKS = 8
BINS = 24
FEW = 8
"""So many values are dots, more are bars."""
SPREADS = (-2.0, -1.0, 0.0, 1.0, 2.0)
"""Where a mark stands on each line, in σ from the mean."""
HIDDEN = "?"
"""What stands for a number that a quiz hides."""
FURTHEST = 4.0
"""Spreads from the mean that the batch may make the scale reach."""


@dataclass(frozen=True)
class NumberLine:
    """One line: what has become of x there.

    ``badge`` is "x" or the step's number. ``text`` has the step in printed numbers, None on the first line.
    ``marks`` (5,) are the mean and ±1σ, ±2σ; ``edges`` (n + 1,) the ends of the batch's bars, ``dots`` (n,)
    its values where they are few.
    """

    badge: str
    title: str
    below: str
    name: str
    value: float
    printed: str
    marks: Array
    edges: Array
    dots: Array
    step: Step | None = None
    text: StepText | None = None

    @property
    def stored(self) -> Stored | None:
        """The number of the layer's that the step takes, where it can be set."""
        return None if self.step is None else self.step.stored


@dataclass(frozen=True)
class Column:
    """One column of the small table: its head, and μ, σ², y printed."""

    head: str
    numbers: tuple[str, str, str]


@dataclass(frozen=True, eq=False)
class ChainPage:
    """One unit's page. ``chain`` is what is shown: ``used`` in use, or ``trained`` with the batch's mean and
    variance. ``heights`` (n,) 0..1 are the bars of the batch. ``low``, ``high`` and ``ticks`` are the scale
    of all lines. ``listed`` are the values of the sample, where they make mean and variance.
    """

    target: Target
    question: str
    answer: str
    chain: Chain
    used: Chain
    trained: Chain | None
    lines: tuple[NumberLine, ...]
    heights: Array
    low: float
    high: float
    ticks: tuple[float, ...]
    legend: str
    next: str
    equation: str
    formula: str
    whose: tuple[str, ...]
    columns: tuple[Column, ...]
    listed: tuple[tuple[str, str], ...]
    source: Target
    held: str
    y: float
    known: int
    """The last line whose number may be told: in a quiz the pass hasn't reached the others; −1 without x."""

    @property
    def is_told(self) -> bool:
        """Whether even the answer may be told."""
        return self.known >= len(self.lines) - 1

    @property
    def tells_values(self) -> bool:
        """Whether x may be told, and what follows from the values that come in with it."""
        return self.known >= 0

    @property
    def in_training(self) -> bool:
        """Whether the batch's mean and variance are shown."""
        return self.chain is not self.used

    @property
    def can_train(self) -> bool:
        """Whether training computes otherwise than use."""
        return self.trained is not None

    @property
    def answer_text(self) -> str:
        """The answer, printed."""
        return value_text(self.y)


def chain_page(
    document: Document,
    trace: Trace,
    target: Target,
    batch: Array | None,
    in_training: bool,
    before: ChainPage | None = None,
    known: int | None = None,
) -> ChainPage | None:
    """Open up one unit; None where it isn't made in steps.

    ``batch`` (examples, *shape) is what comes in for a training batch; ``before`` is the page as it was while
    something is held: its scale stays. ``known`` is the last line whose number a quiz doesn't hide (−1: not
    even x), None without one: neither words nor the scale then tell of the others.
    """
    why = trace.explain(target.layer, target.unit)
    used = why.chain
    if used is None:
        return None
    parameters = document.network.layer_parameters(target.layer)
    alone = trace[target.layer].input
    seen = alone if batch is None else batch
    trained = why.definition.chain_in_training(seen, used.x, why.unit, parameters)
    chain = trained if in_training and trained is not None else used
    values = _among(used, batch, why.unit)
    lines, heights = _lines(document, why, chain, values)
    known = len(lines) - 1 if known is None else known
    # Mean and variance may be those of the values that come in with this one.
    hides_marks = known < 0 and (chain.owner == "sample" or (chain is not used and batch is None))
    lines = _told(lines, known, hides_marks)
    kept = before if before is not None and before.target == target else None
    low, high = (kept.low, kept.high) if kept is not None else _reach(lines, values, known, hides_marks)
    x = short_text(used.x) if known >= 0 else "x"
    return ChainPage(
        target=target,
        question=words.question(used, "map" if len(why.unit) == 3 else why.definition.unit, x),
        answer=words.answer(chain) if known >= len(lines) - 1 else "",
        chain=chain,
        used=used,
        trained=trained,
        lines=lines,
        heights=heights,
        low=low,
        high=high,
        ticks=ticks(low, high, TICKS),
        legend=words.legend(used, None if batch is None else len(batch), noun(document)),
        next=words.what_is_next(document, target),
        equation=equation_text(chain),
        formula=why.definition.formula,
        whose=words.whose(document, why, used, trained, has_batch=batch is not None),
        columns=_columns(used, trained, has_batch=batch is not None, tells_values=known >= 0),
        listed=_listed(document, why, used),
        source=_source(why),
        held=why.overridden or "",
        y=chain.y if chain is not used else why.a,
        known=known,
    )


def _among(used: Chain, batch: Array | None, unit: tuple[int, ...]) -> Array:
    """The values that x is one of: the sample's own, or those of the batch in the same channel."""
    if used.among is not None:
        return np.asarray(used.among, float)
    return np.empty(0) if batch is None else np.asarray(batch[:, unit[0]], float).ravel()


def _lines(
    document: Document, why: Explanation, chain: Chain, values: Array
) -> tuple[tuple[NumberLine, ...], Array]:
    heights, edges = _bars(values)
    marks = chain.mean + chain.spread * np.array(SPREADS)
    x, texts = step_texts(chain)
    came_from = words.comes_from(_source(why).layer)
    dots = values[np.isfinite(values)] if len(values) <= FEW else np.empty(0)
    lines = [NumberLine("x", "Comes in", came_from, "x", chain.x, x, marks, edges, dots)]
    for place, (step, text) in enumerate(zip(chain.steps, texts, strict=True), start=1):
        with np.errstate(all="ignore"):
            marks, edges, dots = step.of(marks), step.of(edges), step.of(dots)
        title, below = words.step(step, why.definition.untrained)
        lines.append(
            NumberLine(
                str(place), title, below, step.name, step.result, text.result, marks, edges, dots, step, text
            )
        )
    return tuple(lines), heights


def _bars(values: Array) -> tuple[Array, Array]:
    finite = values[np.isfinite(values)]
    if len(finite) <= FEW or finite.min() == finite.max():
        return np.empty(0), np.empty(0)
    counts, edges = np.histogram(finite, bins=BINS)
    return counts / counts.max(), edges


def _told(lines: tuple[NumberLine, ...], known: int, hides_marks: bool) -> tuple[NumberLine, ...]:
    """The lines with the numbers that may be told: of the others not even the digits say anything."""
    told = list(lines[: known + 1])
    for line in lines[known + 1 :]:
        text = line.text
        if text is not None and line.step is not None:
            hidden = hides_marks and line.stored is None
            text = replace(text, operand=HIDDEN if hidden else value_text(line.step.operand))
        told.append(replace(line, printed="", text=text))
    return tuple(told)


def _reach(
    lines: tuple[NumberLine, ...], values: Array, known: int, hides_marks: bool
) -> tuple[float, float]:
    """The scale: the sample's way as far as it is ``known``, the marks and 0, and the batch but for what lies
    far out."""
    found = [0.0, *(line.value for line in lines[: known + 1])]
    for line in () if hides_marks else lines:
        found += line.marks.tolist()
        if len(line.edges):
            far = FURTHEST / SPREADS[-1] * (line.marks[-1] - line.marks[2])
            ends = sorted((line.marks[2] - far, line.marks[2] + far))
            found += np.clip(line.edges[[0, -1]], *ends).tolist()
    finite = [value for value in found if isfinite(value)]
    low, high = min(finite), max(finite)
    room = 0.04 * (high - low) or 1.0
    return low - room, high + room


def _columns(
    used: Chain, trained: Chain | None, *, has_batch: bool, tells_values: bool
) -> tuple[Column, ...]:
    if trained is None:
        return ()
    heads = ("stored, line", "this batch, bars" if has_batch else "this one alone")
    stored, batch = (
        Column(head, (value_text(one.mean), value_text(one.variance), value_text(one.y)))
        for head, one in zip(heads, (used, trained), strict=True)
    )
    return stored, batch if has_batch or tells_values else Column(batch.head, (HIDDEN, HIDDEN, HIDDEN))


def _listed(document: Document, why: Explanation, used: Chain) -> tuple[tuple[str, str], ...]:
    if used.among is None:
        return ()
    source = _source(why)
    return words.values(document, source.layer, used.among)


def _source(why: Explanation) -> Target:
    origin = why.origins[0]
    assert origin is not None
    return target_of(origin)
