"""Sheets of every kind, and SVGs read back by a reader that isn't ours."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from nnviz import formats
from nnviz.document import CurrentInput, Document, Target, View
from nnviz.engine import Dense, Network
from nnviz.scene.layout.columns import arrange
from nnviz.scene.view import levels
from nnviz.scene.view.levels import Level
from nnviz.ui.export.files import render
from nnviz.ui.export.sheet import Sheet

SIZE = (1600, 1000)
CANVAS = (1600.0, 944.0)
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(autouse=True)
def _application(qapp: object) -> None:
    """Pictures need one; the command line makes its own."""


def sample(name: str) -> Document:
    return formats.open_any(name)[0]


def at_level(name: str, level: Level, unit: Target) -> Document:
    document = sample(name)
    return replace(document, view=View(levels.camera_of(arrange(document, CANVAS), level, unit)))


def large() -> Document:
    layers = [Dense(512, "relu"), Dense(256, "relu"), Dense(10, "softmax")]
    values = np.random.default_rng(0).random(784).astype(np.float32)
    network = Network.build((784,), layers, seed=0)
    return replace(Document(network, "large", CurrentInput(values)), image_shape=(28, 28))


def kernels() -> Document:
    document = sample("edges")
    return replace(document, view=replace(document.view, page="kernels"))


def sheets() -> dict[str, Sheet]:
    """What must be drawn as shapes: whole networks, a moving one, one neuron's pages, the kernel page."""
    unit = Target(2, 3)
    return {
        "iris": Sheet(sample("iris"), 99.0, SIZE, "dark", Target(1, 3)),
        "digits": Sheet(sample("digits"), 99.0, SIZE, "light"),
        "digits-multiply": Sheet(sample("digits"), 4.3, SIZE, "dark", unit),
        "mnist-cnn": Sheet(sample("mnist-cnn"), 99.0, SIZE, "dark"),
        "large": Sheet(large(), 99.0, SIZE, "light", Target(3, 1)),
        "microscope": Sheet(at_level("digits", Level.MICROSCOPE, unit), 99.0, SIZE, "dark", unit),
        "slope": Sheet(at_level("digits", Level.SLOPE, unit), 99.0, SIZE, "light", unit),
        "kernels": Sheet(kernels(), 99.0, SIZE, "dark"),
    }


NAMES = tuple(sheets())


@dataclass(frozen=True)
class Drawing:
    """An SVG read back."""

    sheet: Sheet
    path: Path

    @cached_property
    def root(self) -> ElementTree.Element:
        return ElementTree.parse(self.path).getroot()

    def all(self, tag: str) -> list[ElementTree.Element]:
        """The elements of one kind that are drawn, in their order."""
        drawn = self.root.find(f"{SVG}g")
        assert drawn is not None
        return list(drawn.iter(f"{SVG}{tag}"))

    @property
    def texts(self) -> list[str]:
        return [element.text or "" for element in self.all("text")]


@pytest.fixture(scope="module")
def drawing(qapp: object, tmp_path_factory: pytest.TempPathFactory):
    """Draws a sheet by its name, once."""
    kept: dict[str, Drawing] = {}
    folder, known = tmp_path_factory.mktemp("svg"), sheets()

    def draw(name: str) -> Drawing:
        if name not in kept:
            path = folder / f"{name}.svg"
            render(known[name], path)
            kept[name] = Drawing(known[name], path)
        return kept[name]

    return draw
