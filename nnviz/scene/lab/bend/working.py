"""All that the page shows, as one value of (document, view, time); what stays of it is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from nnviz.data import Dataset
from nnviz.document import Document
from nnviz.document.lab import LabView
from nnviz.engine import Network, collapse
from nnviz.engine.arrays import count
from nnviz.kept import Kept
from nnviz.scene.lab.bend import plane
from nnviz.scene.lab.bend import product as products
from nnviz.scene.lab.bend.pair import Pair, pair
from nnviz.scene.lab.bend.plane import Surface
from nnviz.scene.lab.bend.product import Product
from nnviz.scene.lab.bend.separable import one_line_can
from nnviz.scene.lab.bend.story import Story, story
from nnviz.scene.values import reading as readings
from nnviz.scene.values.reading import Reading, Result
from nnviz.scene.values.span import Span
from nnviz.scene.words.pictures import picture_shape

TOLERANCES = {"float32": 1e-5, "float64": 1e-12}
"""How far both ways may be apart, as a share of the largest output, to be one and the same."""


@dataclass(frozen=True, eq=False)
class Side:
    """One of the two cards: its network, ``share`` of the identity in it, and what it says. ``output`` is
    its answer at the probe, (outputs,); ``right`` says which of the drawn examples it gets right."""

    network: Network
    share: float
    output: np.ndarray
    surface: Surface | None = None
    curve: np.ndarray | None = None
    right: np.ndarray | None = None
    result: Result | None = None


@dataclass(frozen=True, eq=False)
class Twice:
    """z of the output layer at the probe, computed both ways: by the layers in turn, by the one matrix."""

    layers: np.ndarray
    one: np.ndarray
    is_same: bool


@dataclass(frozen=True, eq=False)
class Bend:
    """The page. ``probe`` is the input that both networks get, in flat order; ``product`` is None while it
    is worked out; ``can`` says whether one straight line could get all points right, None where that is not
    known."""

    document: Document
    view: LabView
    pair: Pair
    story: Story
    reading: Reading
    dimensions: int
    spans: tuple[Span, ...]
    probe: np.ndarray
    left: Side
    right: Side
    examples: Dataset | None
    product: Product | None
    twice: Twice | None
    can: bool | None

    @property
    def batch(self) -> list[np.ndarray] | np.ndarray:
        """The probe as the networks take it."""
        return _batch(self.document, self.probe)

    @property
    def is_picture(self) -> bool:
        """Whether the input is an image."""
        return picture_shape(self.document) is not None


Job = tuple[str, Callable[[], object], Callable[[object], None]]


class Working:
    """Works the page out again and again, and keeps what is the same as last time."""

    def __init__(self) -> None:
        self._pair: Kept[Pair] = Kept()
        self._plane: Kept[tuple[tuple[Span, ...], np.ndarray]] = Kept()
        self._sides = {name: Kept[Side]() for name in ("left", "right")}
        self._scale: Kept[float] = Kept()
        self._can: Kept[bool | None] = Kept()
        self._product: Kept[Product] = Kept()
        self._results = {name: Kept[Result]() for name in ("bent", "straight")}

    def bend(self, document: Document, view: LabView) -> Bend:
        """The page at this moment."""
        both = self._pair.get(
            lambda: pair(document),
            (document.network, document.trained),
            document.lab.replaced if document.lab is not None else (),
        )
        told, of = story(view), readings.reading(document)
        size = plane.dimensions(document)
        shown, points = self._points(document, size)
        probe = _probe(document, view, shown)
        data = readings.judged(document)
        left = self._side("left", document, both, 0.0, points, of, data, probe)
        right = self._side("right", document, both, told.share, points, of, data, probe)
        product = self._product_of(both)
        twice = None
        if product is not None and product.whole is not None:
            twice = _twice(both.straight, product, _batch(document, probe))
        can = self._can.get(lambda: _separable(of, data, size), (document.data,))
        return Bend(
            document, view, both, told, of, size, shown, probe, left, right, data, product, twice, can
        )

    def jobs(self, bend: Bend) -> list[Job]:
        """What takes longer than a moment and isn't known yet: name, work, and where its result goes."""
        found: list[Job] = []
        straight, bent, data = bend.pair.straight, bend.pair.bent, bend.examples
        if bend.product is None:
            found.append(
                ("one matrix", lambda: products.product(straight), self._keeper(self._product, (straight,)))
            )
        if bend.dimensions or data is None:
            return found
        for name, network in (("bent", bent), ("straight", straight)):
            kept, causes = self._results[name], (network, data.inputs)
            if not kept.holds(causes):
                found.append(
                    (f"score, {name}", _judging(network, data, bend.reading), self._keeper(kept, causes))
                )
        return found

    def _keeper(self, kept: Kept[Any], causes: tuple[object, ...]) -> Callable[[object], None]:
        return lambda value: kept.get(lambda: value, causes) and None

    def _points(self, document: Document, size: int) -> tuple[tuple[Span, ...], np.ndarray]:
        def make() -> tuple[tuple[Span, ...], np.ndarray]:
            if not size:
                return (), np.empty(0)
            shown = plane.spans(document)
            return shown, plane.grid(document, shown) if size == 2 else plane.line(document, shown)

        return self._plane.get(
            make,
            (document.data, document.input.values if document.data is None else None),
            (size, str(document.network.dtype), document.network.input_shape),
        )

    def _side(
        self,
        name: str,
        document: Document,
        both: Pair,
        share: float,
        points: np.ndarray,
        of: Reading,
        data: Dataset | None,
        probe: np.ndarray,
    ) -> Side:
        network = both.at(share)
        still = self._sides[name].get(
            lambda: self._still(document, both, network, share, points, of, data),
            (both, data and data.inputs, points),
            share if both.functions else 0.0,
        )
        result = still.result
        if not points.size and data is not None:
            kept = self._results["bent" if network is both.bent else "straight"]
            known = network is both.bent or network is both.straight
            result = kept.value if known and kept.holds((network, data.inputs)) else None
        output = network.predict(_batch(document, probe))[0].reshape(-1)
        return Side(network, share, output, still.surface, still.curve, still.right, result)

    def _still(
        self,
        document: Document,
        both: Pair,
        network: Network,
        share: float,
        points: np.ndarray,
        of: Reading,
        data: Dataset | None,
    ) -> Side:
        """What stays while the probe moves."""
        nothing = np.empty(0)
        if not points.size:
            return Side(network, share, nothing)
        right = result = None
        if data is not None:
            output = network.predict(data.inputs).reshape(len(data), -1)
            right = None if of.kind == "value" else readings.right_ones(of, output, data.targets)
            result = readings.result(network, data, of)
        if len(points) == plane.STEPS:
            return Side(network, share, nothing, None, plane.curve(network, points), right, result)
        scale = self._scale.get(lambda: plane.largest(both.bent, points), (both, points))
        shown = plane.surface(network, points, of, scale)
        return Side(network, share, nothing, shown, None, right, result)

    def _product_of(self, both: Pair) -> Product | None:
        causes = (both.straight,)
        if self._product.holds(causes):
            return self._product.value
        if not both.bends and products.cost(both.straight) > products.AT_ONCE:
            return None
        return self._product.get(lambda: products.product(both.straight), causes)


def _judging(network: Network, data: Dataset, of: Reading) -> Callable[[], object]:
    return lambda: readings.result(network, data, of)


def _probe(document: Document, view: LabView, shown: tuple[Span, ...]) -> np.ndarray:
    """The input that both networks get, (inputs,): the point in hand, or the document's own."""
    if shown and view.probe is not None:
        return np.array([span.held(value) for span, value in zip(shown, view.probe, strict=False)])
    return np.concatenate([np.asarray(values, np.float64).reshape(-1) for values in document.inputs()])


def _batch(document: Document, probe: np.ndarray) -> list[np.ndarray] | np.ndarray:
    """The probe as a batch of one for each of the network's inputs."""
    network = document.network
    shapes = [network.shapes[number] for number in network.input_layers]
    ends = np.cumsum([count(shape) for shape in shapes])[:-1]
    parts = np.split(probe.astype(network.dtype), ends)
    batch = [part.reshape(1, *shape) for part, shape in zip(parts, shapes, strict=True)]
    return batch if len(batch) > 1 else batch[0]


def _twice(straight: Network, product: Product, batch: list[np.ndarray] | np.ndarray) -> Twice:
    assert product.whole is not None
    parts = batch if isinstance(batch, list) else [batch]
    layers = collapse.scores(straight, parts)[0]
    flat = np.concatenate([part.reshape(1, -1) for part in parts], axis=1)
    one = product.whole.applied(flat)[0]
    largest = float(np.abs(layers).max()) if layers.size else 0.0
    apart = float(np.abs(layers - one).max())
    return Twice(layers, one, apart <= TOLERANCES[str(straight.dtype)] * largest or apart == 0)


def _separable(of: Reading, data: Dataset | None, dimensions: int) -> bool | None:
    if dimensions != 2 or data is None or of.kind != "yes":
        return None
    points = data.inputs.reshape(len(data), 2).astype(np.float64)
    return one_line_can(points, readings.classes(data.targets) == 1)
