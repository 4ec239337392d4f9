"""How far one opened unit's arithmetic has come at a moment, and what its answer means."""

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
from nnviz.scene.words.numbers import number
from nnviz.scene.words.outcome import gives_probabilities
from nnviz.scene.words.wholes import fixed, share_name, wholes


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

    def has_given(self, phase: str) -> bool:
        """Whether what "sum" or "activate" gives is there; what no phase gives always is."""
        return {"sum": self.summed, "activate": self.activated}.get(phase, 1.0) >= 1.0

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
        **dict.fromkeys(("centre", "scale", "stretch"), lambda p: Progress(1.0, 0.0, 0.0, 0.0, "multiply")),
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


def slope_words(page: Microscope) -> str:
    """What y does when x is nudged, where no curve shows it; empty where more than one number counts."""
    chain = page.explanation.chain
    if chain is not None:
        how = "as μ and σ follow x" if chain.among is not None else "wherever x is"
        return f"∂y/∂x = {number(chain.slope, page.decimals)}, {how}"
    of = page.workings
    if of is None:
        return ""
    if of.form == "window":
        return of.sentences[-1]
    if of.is_passed_on:
        return "∂y/∂x = 1: y moves as x does."
    return {"+": "∂y/∂x = 1 for each of them.", "−": "∂y/∂a = 1, ∂y/∂b = −1."}.get(
        page.explanation.definition.sign, ""
    )


def verdict(document: Document, page: Microscope) -> tuple[str, str]:
    """What the answer means: one line, and one of explanation."""
    why = page.explanation
    if not np.isfinite(why.a):
        return "Not a number", "Undo the last change, or release what is held."
    if why.overridden == "a":
        return "Held by hand", "y is what was set, whatever z is."
    never_changes = fixed(document.network, page.target.layer)
    if never_changes:
        return "Always the same", never_changes
    last, shared = len(document.network.layers), wholes(document.network, page.target.layer)
    if shared is not None and shared.count > 1:
        name = share_name(document, page.target.layer, why.unit[shared.axis])
        return f"The share of {name} here", f"Each pixel is a whole of its own, in {shared.size} shares."
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
    name = f"“{names.output(document, unit)}”"
    count = document.network.output_shape[0]
    says = f"Most likely {name}" if share >= 0.5 else f"Probably not {name}"
    if len(document.network.output_shape) == 1 and count > 1:
        if number(share, 3) == number(1 / count, 3) and share < 0.5:
            says = f"As likely as any of {count}"
        return says, f"Its share of all {amount(count, 'output')}."
    leans = "yes" if share >= 0.5 else "no"
    return says, f"Halfway is 0.5; this neuron leans {leans}."


def _who_listens(document: Document, target: Target) -> str:
    network = document.network
    after = [n for n in range(1, len(network.layers) + 1) if target.layer in network.sources(n)]
    numbers = " and ".join(str(n) for n in after)
    return f"Layer {numbers} takes it as an input." if after else ""
