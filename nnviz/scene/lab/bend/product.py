"""Matrices that multiply into one: which of them are shown, their names, and one cell's sum."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np

from nnviz.engine import Network, collapse
from nnviz.engine.arrays import count
from nnviz.engine.collapse import Affine, Factor
from nnviz.errors import NNVizError
from nnviz.scene.words.equation import as_term, fewest_digits, sign_of, sum_holds
from nnviz.scene.words.names import subscript
from nnviz.scene.words.numbers import MINUS, number, signed

MOST_HIDDEN = 8
"""Hidden neurons whose products are shown one by one; the rest are one sum."""
DECIMALS = 3
AT_ONCE = 2**21
"""Numbers to be computed that hold nothing up; more is done by the worker."""


@dataclass(frozen=True, eq=False)
class Stage:
    """One product of two matrices: ``left`` times what all layers before it came to, ``right``."""

    left: Affine
    right: Affine
    result: Affine
    left_name: str
    right_name: str
    right_bias: str
    left_bias: str
    result_bias: str

    @property
    def result_name(self) -> str:
        """As in "W₂W₁"."""
        return f"{self.left_name}{self.right_name}"

    @property
    def passed_name(self) -> str:
        """The right bias, taken through the left matrix: "W₂b₁"."""
        return f"{self.left_name}{self.right_bias}"


@dataclass(frozen=True, eq=False)
class Product:
    """The one matrix of a network, ``whole``, and the products that lead to it, one a layer from the second
    on; none where the layers are no plain chain. ``problem`` says why there is no matrix; "" where there is.
    ``steps`` is how many layers with numbers of their own there are."""

    whole: Affine | None
    stages: tuple[Stage, ...]
    steps: int
    problem: str = ""


def cost(network: Network) -> int:
    """Numbers to be computed for :func:`product`."""
    inputs = sum(count(network.shapes[number]) for number in network.input_layers)
    return int(inputs * sum(count(shape) for shape in network.shapes))


def product(straight: Network) -> Product:
    """What a network without functions comes to."""
    try:
        whole = collapse.collapse(straight)
        factors = collapse.factors(straight)
    except NNVizError as problem:
        return Product(None, (), 0, str(problem))
    return Product(whole, _stages(factors), len(factors) or len(straight.layers))


def _stages(factors: Sequence[Factor]) -> tuple[Stage, ...]:
    stages: list[Stage] = []
    for position in range(1, len(factors)):
        left = factors[position].affine
        right = stages[-1].result if stages else factors[0].affine
        stages.append(_stage(left, right, position + 1, len(factors)))
    return tuple(stages)


def _stage(left: Affine, right: Affine, step: int, steps: int) -> Stage:
    before = "".join(f"W{subscript(k)}" for k in range(step - 1, 0, -1))
    right_bias = f"b{subscript(1)}" if step == 2 else _run("b", step - 1)
    total = "b" if step == steps else _run("b", step)
    own = subscript(step)
    return Stage(left, right, left @ right, f"W{own}", before, right_bias, f"b{own}", total)


def _run(letter: str, last: int) -> str:
    """What layers 1 to ``last`` come to: "b₁₋₂"."""
    return f"{letter}{subscript(1)}₋{subscript(last)}"


@dataclass(frozen=True)
class Window:
    """Which rows, hidden neurons and columns of a stage are shown, by number; ``others`` hidden ones are one
    sum."""

    rows: tuple[int, ...]
    hidden: tuple[int, ...]
    columns: tuple[int, ...]
    others: int


def window(stage: Stage, cell: tuple[int, int], rows: int, hidden: int, columns: int) -> Window:
    """The part of a stage around a result cell that fits; hidden neurons by the size of their products."""
    row, column = held(stage, cell)
    outputs, inputs = stage.result.weight.shape
    products = np.abs(stage.left.weight[row] * stage.right.weight[:, column])
    hidden = min(hidden, MOST_HIDDEN)
    largest = np.argsort(-np.nan_to_num(products, nan=np.inf), kind="stable")[:hidden]
    shown = tuple(sorted(int(i) for i in largest))
    return Window(
        _around(row, rows, outputs), shown, _around(column, columns, inputs), len(products) - len(shown)
    )


def held(stage: Stage, cell: tuple[int, int]) -> tuple[int, int]:
    """A cell that there is: the one named, or the nearest."""
    rows, columns = stage.result.weight.shape
    return min(max(cell[0], 0), rows - 1), min(max(cell[1], 0), columns - 1)


def _around(place: int, most: int, size: int) -> tuple[int, ...]:
    first = min(max(place - most // 2, 0), max(size - most, 0))
    return tuple(range(first, min(first + most, size)))


def cell_text(stage: Stage, cell: tuple[int, int], shown: Window) -> str:
    """One cell's products, adding up: "−10.667 + 13.300 + 13.372 − 9.842 = 6.163"."""
    row, column = cell
    products = stage.left.weight[row] * stage.right.weight[:, column]
    terms = [float(products[i]) for i in shown.hidden]
    if shown.others:
        terms.append(float(products.sum() - products[list(shown.hidden)].sum()))
    return sum_of(terms, float(stage.result.weight[row, column]), shown.others)


def sum_of(terms: Sequence[float], total: float, others: int = 0) -> str:
    """Terms and what they make, with as many digits as that takes; the last may stand for ``others``."""
    digits, holds = fewest_digits(lambda digits: sum_holds(terms, total, digits), DECIMALS)
    digits = digits if holds else DECIMALS
    texts = [number(terms[0], digits), *(as_term(_signed(term, digits)) for term in terms[1:])]
    if others:
        texts[-1] += f" (the other {others:,})"
    return f"{' '.join(texts)} {sign_of(holds)} {number(total, digits)}"


def _signed(value: float, digits: int) -> str:
    text = signed(value, digits)
    return text if text[0] in f"+{MINUS}" else f"+{text}"


def z_text(affine: Affine, output: int) -> str:
    """One output's z in letters: "6.163 x₁ + 4.872 x₂ − 9.376"; "" of more than three inputs."""
    weights = affine.weight[output]
    if len(weights) > 3:
        return ""
    first, *rest = [f"{number(abs(w) if i else w, 3)} x{subscript(i + 1)}" for i, w in enumerate(weights)]
    signs = ["+" if w >= 0 else MINUS for w in (*weights[1:], affine.bias[output])]
    terms = [*rest, number(abs(float(affine.bias[output])), 3)]
    return reduce(lambda text, pair: f"{text} {pair[0]} {pair[1]}", zip(signs, terms, strict=True), first)
