"""One unit opened up: every input, weight and product, the running sum, the bias, z, f and the answer.

All of it is the explanation's own numbers; how much of it shows is a pure function of the moment.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import isfinite

import numpy as np

from nnviz.document import Document, Target
from nnviz.document.units import target_of
from nnviz.engine import Explanation, Trace
from nnviz.engine.arrays import Array
from nnviz.scene.detail import rows
from nnviz.scene.detail.equation import Step, Unit, steps
from nnviz.scene.detail.parameters import movable, text
from nnviz.scene.detail.rows import ChosenInputs, Row
from nnviz.scene.detail.slope import Chart, chart, ticks
from nnviz.scene.detail.worked import own_steps
from nnviz.scene.detail.workings import Workings, axis, workings
from nnviz.scene.words import names
from nnviz.scene.words import questions as words
from nnviz.scene.words.counting import acts, amount, counted_word
from nnviz.scene.words.equation import (
    ProductText,
    fewest_digits,
    marked,
    product_text,
    sum_holds,
    texts_add_up,
)
from nnviz.scene.words.held import held_at
from nnviz.scene.words.numbers import number, signed
from nnviz.scene.words.wholes import fixed

DECIMALS = 3
TICKS = 8
_NOUNS = {"others": ("other", "others"), "silent": ("silent input", "silent")}


@dataclass(frozen=True)
class TermLine:
    """One row: an input with a weight (``kind`` "input"), or several together ("others", "silent").

    ``name`` and ``subscript`` say which input. ``x``, ``w`` and ``product`` are printed texts; ``holds`` is
    False where the printed x times the printed w isn't the printed product. ``width`` is |w| as a share of
    the largest. ``start`` and ``end`` are the running sum before and after. ``source`` is the unit the value
    comes from, None for padding; ``weight`` is the place in the layer's weight array, None where the unit
    has no weight to change. ``is_held``: its source is held by hand at the value that comes in.
    """

    kind: str
    name: str
    subscript: str
    x: str
    w: str
    product: str
    holds: bool
    value: float
    sign: int
    width: float
    start: float
    end: float
    source: Target | None = None
    weight: tuple[int, ...] | None = None
    wins: bool = False
    is_held: bool = False


@dataclass(frozen=True, eq=False)
class Microscope:
    """One unit's page. ``low``, ``high`` and ``ticks`` are the axis of the running sum; ``choice`` are the
    inputs with rows of their own. ``total`` is Σ w·x. ``weighs`` and ``has_bias`` say what can be changed.
    ``held`` is "z" or "a" where the unit is held at another value than its own, else "". ``decimals`` is the
    number of digits of the page: one more where that makes all of its products and their sum true.
    ``steps`` are the whole equation; ``places`` are where the lines stand, in rows from the top: whole
    numbers unless they are moving. ``parameters`` are the function's own, by name, printed: "α = 0.30".
    ``letter`` is what its inputs are called, x or h. ``remedy`` says why the unit never changes, where
    another function is to be offered.
    """

    target: Target
    question: str
    sentence: str
    explanation: Explanation
    choice: ChosenInputs
    lines: tuple[TermLine, ...]
    total: float
    low: float
    high: float
    ticks: tuple[float, ...]
    chart: Chart | None
    weighs: bool
    has_bias: bool
    held: str
    decimals: int
    steps: tuple[Step, ...]
    places: tuple[float, ...]
    letter: str = "x"
    parameters: tuple[tuple[str, str], ...] = ()
    remedy: str = ""
    workings: Workings | None = None
    """The arithmetic of a unit without weights, in place of the lines of products."""

    @property
    def held_text(self) -> str:
        """``! z held at 2.500, not 5.470``; empty where nothing is held."""
        return held_at(self.explanation, self.decimals)

    @property
    def answer_lines(self) -> int:
        """How many lines of words stand below the curve: its slope, what is held, and what holds still."""
        has_chart = self.chart is not None
        still = has_chart and self.chart is not None and bool(self.chart.held_text)
        return int(has_chart) + int(bool(self.held_text or self.remedy)) + int(still)

    @property
    def longest_name(self) -> int:
        """Letters of the longest name of an input."""
        return max((len(line.name) + len(line.subscript) for line in self.lines if line.source), default=1)

    @property
    def bias(self) -> str:
        """The bias, printed."""
        return signed(self.explanation.bias, self.decimals)

    @property
    def z(self) -> str:
        """z, printed."""
        return number(self.explanation.z, self.decimals)

    @property
    def z_below(self) -> str:
        """z as the last line of the column of products: with ≈ where they don't add up to it as printed."""
        if self.held == "z":
            return self.z
        terms = [line.product for line in self.lines]
        return marked(self.z, texts_add_up([*terms, self.bias], self.z))

    @property
    def y(self) -> str:
        """The answer, printed."""
        return number(self.explanation.a, self.decimals)


def microscope(
    document: Document,
    trace: Trace,
    target: Target,
    most: int = rows.MOST_ROWS,
    before: Microscope | None = None,
    in_order: bool = False,
) -> Microscope:
    """Open up one unit of layer 1 or later, for a batch of one.

    ``in_order``: inputs stand in their own order, where that of their products is still hidden.

    ``most`` inputs have rows of their own where there is no room for 12. While something is held, ``before``
    is the page as it was: its order, its axis and its curve's view stay.
    """
    explanation = trace.explain(target.layer, target.unit)
    if before is not None and before.target != target:
        before = None
    parameters = document.network.layer_parameters(target.layer)
    choice = before.choice if before is not None else _choose(explanation, most, "weight" in parameters)
    if in_order:
        choice = replace(choice, listed=tuple(sorted(choice.listed)))
    listed = rows.rows(explanation, choice)
    own = workings(document, explanation)
    reach = rows.reach(listed, explanation) if own is None else axis(own, explanation)
    low, high = (before.low, before.high) if before is not None else reach
    decimals = _decimals(explanation, listed) if own is None else own.decimals
    function = explanation.activation
    drawn = chart(trace, explanation, before.chart if before is not None else None)
    letter = words.symbol(document, document.network.sources(target.layer)[0])
    unit = Unit(
        explanation,
        None if drawn is None else drawn.curve,
        "weight" in parameters,
        "bias" in parameters,
        letter,
        decimals,
    )
    return Microscope(
        target=target,
        question=words.question(document, target),
        sentence=_sentence(document, target, explanation),
        explanation=explanation,
        choice=choice,
        lines=tuple(_line(document, explanation, row, "weight" in parameters, decimals) for row in listed),
        total=rows.total(explanation),
        low=low,
        high=high,
        ticks=ticks(low, high, TICKS),
        chart=drawn,
        weighs="weight" in parameters,
        has_bias="bias" in parameters,
        held=explanation.overridden or "",
        decimals=decimals,
        steps=own_steps(document, unit) or steps(unit),
        letter=letter,
        places=tuple(float(place) for place in range(len(listed))),
        parameters=tuple((name, text(function, name)) for name in movable(function) if function is not None),
        remedy=fixed(document.network, target.layer),
        workings=own,
    )


def _choose(explanation: Explanation, most: int, weighs: bool) -> ChosenInputs:
    if not weighs and explanation.inputs.size <= most:
        # A window that is pooled shows all its values, zeros too: none of them is silent.
        return ChosenInputs(tuple(range(explanation.inputs.size)), frozenset(), 0)
    choice = rows.choose(explanation)
    if len(choice.listed) <= most:
        return choice
    size = np.nan_to_num(np.abs(explanation.products.ravel()[list(choice.listed)]), nan=np.inf)
    kept = np.sort(np.argsort(-size, kind="stable")[: max(most, 1)])
    listed = tuple(choice.listed[i] for i in kept)
    return ChosenInputs(listed, choice.silent, choice.others + len(choice.listed) - len(listed))


def _decimals(explanation: Explanation, listed: tuple[Row, ...]) -> int:
    """As many digits as make every printed product true, and their sum; where none do, as many as usual."""
    terms = [*(row.product for row in listed), explanation.bias]
    inputs = [row for row in listed if row.kind == "input"]

    def hold(digits: int) -> bool:
        is_true = all(_product(row, digits).relation == "=" for row in inputs)
        return is_true and sum_holds(terms, explanation.natural_z, digits)

    digits, is_true = fewest_digits(hold, DECIMALS)
    return digits if is_true else DECIMALS


def _product(row: Row, digits: int) -> ProductText:
    return product_text(row.x, row.w, row.product, digits, most=digits)


def _line(document: Document, explanation: Explanation, row: Row, weighs: bool, digits: int) -> TermLine:
    end = row.start + row.product
    sign = int(np.sign(np.nan_to_num(row.product)))
    if row.kind != "input":
        noun = _NOUNS[row.kind][row.count > 1]
        total = signed(row.product, digits)
        name = f"{row.count:,} {noun}"
        return TermLine(row.kind, name, "", "", "", total, True, 0.0, sign, 0.0, row.start, end)
    origin = explanation.origins[row.position] if explanation.origins else None
    name, subscript = words.input_label(document, origin)
    if explanation.definition.joins and origin is not None:
        # They come from the same place of several layers: the layer tells them apart.
        name, subscript = names.layer(document, origin[0]), ""
    if len(explanation.inputs.shape) == 3 and explanation.inputs.shape[0] == 1:
        # One map alone: row and column say enough.
        subscript = subscript.partition(",")[2]
    largest = _largest(explanation.weights)
    printed = _product(row, digits)
    return TermLine(
        kind="input",
        name=name,
        subscript=subscript,
        x=printed.x,
        w=printed.w,
        product=printed.product,
        holds=printed.relation == "=",
        value=row.x,
        sign=sign,
        width=min(abs(row.w) / largest, 1.0) if isfinite(row.w) else 1.0,
        start=row.start,
        end=end,
        source=None if origin is None else target_of(origin),
        weight=_weight_index(explanation, row.position) if weighs else None,
        wins=explanation.winner == row.position,
        is_held=origin is not None and target_of(origin) in document.overrides,
    )


def _weight_index(explanation: Explanation, position: int) -> tuple[int, ...]:
    """Where the weight of input ``position`` (flat) stands in the layer's weight array."""
    shape = explanation.weights.shape
    if len(shape) == 1:
        return position, explanation.unit[0]
    return (explanation.unit[0], *(int(i) for i in np.unravel_index(position, shape)))


def _sentence(document: Document, target: Target, explanation: Explanation) -> str:
    """What happens on this page, in one sentence."""
    does = words.what_it_does(document, target)
    if does:
        return does
    count = explanation.inputs.size
    if explanation.definition.has_kernels:
        votes = f"{amount(count, 'value')} of the window {acts(count, 'vote')}"
        return f"{votes}. Each vote is a value times a weight of the kernel."
    sources = document.network.sources(target.layer)
    noun = "input" if sources[0] == 0 else "hidden neuron"
    if count == 1:
        return f"One {noun} votes: its value times a weight."
    return f"{counted_word(count).capitalize()} {noun}s vote. Each vote is a value times a weight."


def _largest(weights: Array) -> float:
    sizes = np.abs(weights[np.isfinite(weights)])
    return float(sizes.max(initial=0.0)) or 1.0
