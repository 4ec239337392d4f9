"""All that the canvas shows of one moment, each part kept as long as what it comes from stays the same."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnviz.data import Dataset
from nnviz.document import Document
from nnviz.document.training import Training
from nnviz.kept import Kept
from nnviz.scene.train import columns as scene_columns
from nnviz.scene.train import edges, plane, points, surface
from nnviz.scene.train.columns import Column
from nnviz.scene.train.edges import Gap
from nnviz.scene.train.layout import Layout, layout
from nnviz.scene.train.plane import Plane
from nnviz.scene.train.points import Points
from nnviz.scene.train.surface import Surfaces
from nnviz.session import Session


@dataclass(frozen=True, eq=False)
class Moment:
    """A network on the plane, and the examples on it. ``most`` is the value of full colour where examples
    have values."""

    document: Document
    training: Training | None
    data: Dataset | None
    plane: Plane
    columns: tuple[Column, ...]
    surfaces: Surfaces
    points: Points | None
    layout: Layout
    gaps: tuple[Gap, ...]

    most: float

    def is_answer(self, column: int) -> bool:
        """Whether a column is the network's own answer, one number."""
        return column == len(self.columns) - 1 and self.columns[column].units == 1


class Moments:
    """Makes them. While a hand is on the plane, curves keep their brightness."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._columns: Kept[tuple[Column, ...] | None] = Kept()
        self._plane: Kept[Plane | None] = Kept()
        self._data: Kept[Dataset | None] = Kept()
        self._surfaces: Kept[Surfaces] = Kept()
        self._points: Kept[Points] = Kept()
        self._layout: Kept[Layout] = Kept()
        self._gaps: Kept[tuple[Gap, ...]] = Kept()
        self._averaged: Dataset | None = None

    def now(self, width: float, height: float, s: float, line: float, names: float = 0.0) -> Moment | None:
        """What is shown in a widget of this size; None where inputs make no plane."""
        document = self._session.document
        training = self._session.training.training
        network = document.network
        if not plane.is_planar(document):
            return None
        found = self._columns.get(lambda: scene_columns.columns(network), (network.layers,))
        if found is None:
            return None
        own = training.data if training is not None else document.data
        data = self._data.get(
            lambda: plane.examples(document, training), (own, network.layers, document.output_names)
        )
        if not (self._session.is_held and self._plane.value is not None):
            is_toy = plane.is_toy(training)
            self._plane.get(
                lambda: plane.plane_of(document, data, is_toy), (data, document.input_names), is_toy
            )
            self._averaged = data
        where = self._plane.value
        assert where is not None
        place = self._layout.get(
            lambda: layout(found, width, height, s, line, names), (found,), (width, height, s, line, names)
        )
        values = data if data is not None and data.labels is None else None
        asked = self._surfaces.get(
            lambda: surface.surfaces(network, found, where, values), (network, found, where, values)
        )
        judged = None
        if data is not None:
            judged = self._points.get(lambda: points.points(network, data, where), (network, data, where))
        averaged = self._averaged
        gaps = self._gaps.get(
            lambda: edges.gaps(network, found, place.shown, averaged), (network, place, averaged)
        )
        return Moment(document, training, data, where, found, asked, judged, place, gaps, _most(values))


def _most(data: Dataset | None) -> float:
    if data is None:
        return 1.0
    finite = np.abs(data.targets[np.isfinite(data.targets)])
    return float(finite.max()) or 1.0 if finite.size else 1.0
