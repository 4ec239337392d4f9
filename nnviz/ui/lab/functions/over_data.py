"""The z of the chosen neuron, or of its layer, over the data: counted in the background, kept, shown."""

from __future__ import annotations

from collections.abc import Callable

from nnviz.document import Document, examples
from nnviz.engine import ActivationFunction
from nnviz.engine.arrays import Array
from nnviz.kept import Kept
from nnviz.scene.lab.functions import over_data
from nnviz.scene.lab.functions.neuron import Chosen
from nnviz.scene.lab.functions.over_data import Spread
from nnviz.scene.words import names
from nnviz.scene.words.counting import amount
from nnviz.session.worker import Worker
from nnviz.ui.guard import report


class OverData:
    """Asks for what is wanted, and goes on with what was counted last until the new count is there."""

    def __init__(self, worker: Worker, came: Callable[[], None]) -> None:
        self._worker, self._came = worker, came
        self._wanted: tuple[object, ...] | None = None
        self._spread: Spread | None = None
        self._heights: Kept[Array] = Kept()
        self._told: dict[ActivationFunction, str] = {}

    def reason(self, document: Document, neuron: Chosen | None) -> str:
        """Why there is nothing to count; empty: there is."""
        if examples.that_fit(document) is None:
            return "There are no examples that fit this network"
        return "Pick a neuron first" if neuron is None else ""

    def want(self, document: Document, neuron: Chosen | None, source: str) -> None:
        """Have the z of the neuron or of its layer counted; nothing: forget them."""
        if not source or neuron is None or examples.that_fit(document) is None:
            self._wanted, self._spread = None, None
            return
        is_layer = source == "layer"
        target = neuron.target
        unit = None if is_layer else target.unit
        wanted = (document.network, document.data, target.layer, unit)
        if wanted == self._wanted:
            return
        self._wanted = wanted
        name = names.layer(document, target.layer) if is_layer else neuron.name

        def done(found: Spread) -> None:
            if self._wanted == wanted:
                self._spread = found
                self._told.clear()
                self._came()

        self._worker.compute(
            "z over the data", lambda: over_data.spread(document, target, is_layer, name), done, report
        )

    def under(self, function: ActivationFunction, span: float) -> tuple[Array | None, str]:
        """(heights, words) to show on a card; (None, "") where nothing was counted yet."""
        found = self._spread
        if found is None:
            return None, ""
        heights = self._heights.get(lambda: found.histogram(-span, span), (found,), span)
        if function not in self._told:
            self._told[function] = over_data.told(function, found.z)
        return heights, self._told[function]

    def caption(self, span: float) -> str:
        """What the histograms count, in a line."""
        found = self._spread
        if found is None:
            return "Counting…" if self._wanted is not None else ""
        is_some = found.examples < found.total
        among = f"{found.examples:,} of {found.total:,}" if is_some else f"all {found.total:,}"
        outside = int((abs(found.z) > span).sum())
        rest = f"; {amount(outside, 'z')} outside this range" if outside else ""
        return f"z of {found.whose} for {among} examples{rest}"
