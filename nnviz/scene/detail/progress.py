"""How far one opened unit's arithmetic has come at a moment, and its whole equation in numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from nnviz.document import Document, Target
from nnviz.engine import Network
from nnviz.scene.detail.microscope import Microscope
from nnviz.scene.time.easing import in_out_sine, out_cubic
from nnviz.scene.time.phases import PHASES
from nnviz.scene.time.playback import Moment
from nnviz.scene.values.frame import BIAS_FROM
from nnviz.scene.words import names
from nnviz.scene.words.counting import amount
from nnviz.scene.words.equation import answer_text
from nnviz.scene.words.numbers import number
from nnviz.scene.words.outcome import gives_probabilities


@dataclass(frozen=True)
class Progress:
    """Shares 0..1: ``arrived`` of the inputs, ``multiplied`` of the products, ``summed`` of the running sum
    and the bias, ``activated`` of the way to the answer. ``current`` is the phase that runs here: "multiply",
    "sum", "activate", or ""."""

    arrived: float
    multiplied: float
    summed: float
    activated: float
    current: str = ""

    def product(self, place: int, count: int) -> float:
        """How far the product of row ``place`` of ``count`` has come: one after the other, from the top."""
        return float(np.clip(self.multiplied * count - place, 0.0, 1.0))

    @property
    def bars(self) -> float:
        """How much of the running sum stands, 0..1; the bias is added after it."""
        return min(self.summed / BIAS_FROM, 1.0)

    def bar(self, place: int, count: int) -> float:
        """How much of one row's bar stands."""
        return float(np.clip(self.bars * count - place, 0.0, 1.0))

    @property
    def bias(self) -> float:
        """How far the bias has come."""
        return max(self.summed - BIAS_FROM, 0.0) / (1.0 - BIAS_FROM)


def progress(network: Network, target: Target, moment: Moment) -> Progress:
    """Where the arithmetic of one unit stands: a pure function of the moment."""
    if moment.layer > target.layer:
        return Progress(1.0, 1.0, 1.0, 1.0)
    if moment.layer < target.layer:
        source = max(network.sources(target.layer))
        return Progress(float(moment.layer > source), 0.0, 0.0, 0.0)
    phase = PHASES[moment.phase]
    if phase.slides:
        return _in_window(network, target, moment.progress, is_last=phase.arrives)
    return _DURING.get(moment.phase, _at_once)(moment.progress)


def _at_once(p: float) -> Progress:
    return Progress(1.0, out_cubic(p), out_cubic(p), float(p >= 1.0), "multiply")


_DURING: Mapping[str, Callable[[float], Progress]] = MappingProxyType(
    {
        "multiply": lambda p: Progress(1.0, in_out_sine(p), 0.0, 0.0, "multiply"),
        "sum": lambda p: Progress(1.0, 1.0, out_cubic(p), 0.0, "sum"),
        "activate": lambda p: Progress(1.0, 1.0, 1.0, in_out_sine(p), "activate"),
    }
)
"""How far a unit's arithmetic is at a share 0..1 of a phase; in any other phase all of it is done at once."""


def _in_window(network: Network, target: Target, scanned: float, *, is_last: bool) -> Progress:
    """A window's own share of the scan: first its products, then their sum."""
    _, height, width = network.shapes[target.layer]
    assert isinstance(target.unit, tuple)
    index = target.unit[1] * width + target.unit[2]
    share = float(np.clip(scanned * height * width - index, 0.0, 1.0))
    multiplied, summed = min(2.0 * share, 1.0), max(2.0 * share - 1.0, 0.0)
    current = "" if share in (0.0, 1.0) else "multiply" if share < 0.5 else "sum"
    return Progress(1.0, multiplied, summed, float(is_last and share >= 1.0), current)


def equation(page: Microscope) -> str:
    """The numbers that follow y = f(Σ w·x + b): ``= σ(3.105 − 2.189) = σ(0.916) = 0.714``.

    Digits are added, or ≈ is written, where a printed step would not hold.
    """
    why = page.explanation
    if page.held == "z":
        return f"z is held at {page.z}, not {number(why.natural_z, page.decimals)}; then y = {page.y}"
    if page.held == "a":
        return f"y is held at {page.y}, whatever z = {page.z} would make of it"
    curve = page.chart.curve if page.chart is not None else None
    text = answer_text(
        page.total, why.bias, why.z, why.a, (lambda z: curve.at(z)[0]) if curve else float, page.decimals
    )
    inside = f"{text.sum.total} {text.sum.operator} {text.sum.bias}" if page.has_bias else text.sum.total
    name = function_sign(page)
    if not name:
        return f"= {inside} {text.sum.relation} {text.y}" if page.has_bias else f"= {text.y}"
    if not page.has_bias:
        return f"= {name}({text.sum.z}) {text.same} {text.y}"
    return f"= {name}({inside}) {text.sum.relation} {name}({text.sum.z}) {text.same} {text.y}"


def function_sign(page: Microscope) -> str:
    """What stands before the brackets: σ, softmax, ReLU; nothing for the identity."""
    function = page.explanation.activation
    if function is None or function.name == "identity":
        return ""
    return "σ" if function.name == "sigmoid" else names.function(function)


_REDUCED = {"largest": r"\max_i x_i", "mean": r"\frac{1}{n} \sum_i x_i"}
"""Where a unit isn't the sum of its products."""


def latex(page: Microscope) -> str:
    """The equation in letters."""
    total = r"\sum_i w_i x_i" if page.weighs else r"\sum_i x_i" if page.explanation.inputs.size > 1 else "x"
    total = _REDUCED.get(page.explanation.definition.reduces, total)
    inside = f"{total} + b" if page.has_bias else total
    if page.explanation.activation is None:
        return f"y = {inside}"
    return f"y = f({inside})"


def verdict(document: Document, page: Microscope) -> tuple[str, str]:
    """What the answer means: one line, and one of explanation."""
    why = page.explanation
    if not np.isfinite(why.a):
        return "Not a number", "Undo the last change, or release what is held."
    if why.overridden == "a":
        return "Held by hand", "y is what was set, whatever z is."
    last = len(document.network.layers)
    if page.target.layer == last and gives_probabilities(document) and isinstance(page.target.unit, int):
        return _leaning(document, page.target.unit, why.a)
    if page.target.layer == last:
        is_cell = isinstance(page.target.unit, tuple)
        return ("One cell of the network’s answer" if is_cell else "The network’s answer"), ""
    function = why.activation
    if function is not None and function.name in ("relu", "relu6"):
        if why.a > 0 and function.name == "relu6" and why.z > 6:
            return "The neuron is on", "z is above 6, so y = 6."
        if why.a > 0:
            return "The neuron is on", "z is above 0, so y = z."
        return "The neuron is off", "z is not above 0, so y = 0."
    return "Passed on", _who_listens(document, page.target)


def _leaning(document: Document, unit: int, share: float) -> tuple[str, str]:
    name = names.output(document, unit)
    if len(document.network.output_shape) == 1 and document.network.output_shape[0] > 1:
        why = f"Its share of {amount(document.network.output_shape[0], 'output')}."
        return (f"Most likely “{name}”" if share >= 0.5 else f"Probably not “{name}”"), why
    leans = "yes" if share >= 0.5 else "no"
    return (
        f"Most likely “{name}”" if share >= 0.5 else f"Probably not “{name}”"
    ), f"Halfway is 0.5; this neuron leans {leans}."


def _who_listens(document: Document, target: Target) -> str:
    network = document.network
    after = [n for n in range(1, len(network.layers) + 1) if target.layer in network.sources(n)]
    numbers = " and ".join(str(n) for n in after)
    return f"Layer {numbers} takes it as an input." if after else ""
