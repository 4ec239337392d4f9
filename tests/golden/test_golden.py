"""Settled pictures against approved ones: bundled font, ratio 1, a tolerance for other font rasterizers."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pytest

from nnviz import formats
from nnviz.document import Document, Target, View, edits
from nnviz.scene.layout.columns import arrange
from nnviz.scene.view import levels
from nnviz.scene.view.levels import Level
from nnviz.ui.export.image import draw
from nnviz.ui.export.sheet import Sheet
from nnviz.ui.theme import THEMES
from tests.golden.approving import array, compare, differs

SIZE = (800, 560)


@dataclass(frozen=True)
class Case:
    """One picture: a bundled sample at a time, a unit selected, perhaps an edit made."""

    name: str
    sample: str
    seconds: float
    theme: str
    select: Target | None = None
    override: tuple[Target, float] | None = None
    heat: bool = False
    level: Level = Level.NETWORK

    def document(self) -> Document:
        document, _ = formats.open_any(self.sample)
        if self.heat:
            return replace(document, view=replace(document.view, heat=True))
        if self.level is not Level.NETWORK:
            camera = levels.camera_of(arrange(document, SIZE), self.level, self.select)
            return replace(document, view=View(camera))
        if self.override is None:
            return document
        target, value = self.override
        return edits.set_override(document, target, "a", value)


CASES = (
    Case("digits-input", "digits", 0.25, "dark"),
    Case("digits-multiply", "digits", 4.3, "dark", Target(2, 3)),
    Case("digits-sum", "digits", 5.1, "light", Target(2, 3)),
    Case("digits-end", "digits", 99.0, "dark", Target(2, 3)),
    Case("digits-end", "digits", 99.0, "light"),
    Case("iris-end", "iris", 99.0, "light", Target(1, 3)),
    Case("xor-override", "xor", 99.0, "dark", Target(1, 2), (Target(1, 2), -0.5)),
    Case("sine-multiply", "sine", 3.9, "light", Target(2, 4)),
    Case("mnist-end", "mnist", 99.0, "dark", Target(2, 8)),
    Case("mnist-end", "mnist", 99.0, "light", Target(2, 8)),
    Case("mnist-pixel", "mnist", 99.0, "light", Target(0, 350)),
    Case("mnist-heat", "mnist", 99.0, "dark", None, heat=True),
    Case("mnist-heat", "mnist", 99.0, "light", None, heat=True),
    Case("neuron-sum", "neuron", 2.4, "dark", Target(1, 0)),
    Case("digits-cnn-scan", "digits-cnn", 2.5, "dark", Target(1, (0, 3, 4))),
    Case("digits-cnn-scan", "digits-cnn", 2.5, "light"),
    Case("digits-cnn-pool", "digits-cnn", 5.2, "light", Target(2, (3, 0, 1))),
    Case("digits-cnn-end", "digits-cnn", 99.0, "dark", Target(1, (3, 0, 2))),
    Case("mnist-cnn-scan", "mnist-cnn", 8.0, "light", Target(3, (4, 3, 3))),
    Case("edges-end", "edges", 99.0, "light", Target(1, (1, 100, 150))),
    *(
        Case(f"digits-{level.title.lower()}", "digits", 99.0, theme, Target(2, 3), level=level)
        for level in (Level.BLOCKS, Level.NEURON, Level.MICROSCOPE, Level.SLOPE)
        for theme in THEMES
    ),
    Case("digits-microscope-sum", "digits", 4.7, "dark", Target(2, 3), level=Level.MICROSCOPE),
    Case("neuron-microscope", "neuron", 99.0, "light", Target(1, 0), level=Level.MICROSCOPE),
    Case("mnist-cnn-microscope", "mnist-cnn", 99.0, "dark", Target(3, (4, 3, 3)), level=Level.MICROSCOPE),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.name}-{case.theme}")
def test_picture_is_the_approved_one(case: Case, qapp: object, request: pytest.FixtureRequest) -> None:
    image = draw(Sheet(case.document(), case.seconds, SIZE, case.theme, case.select))
    compare(f"{case.name}-{case.theme}", image, request)


def test_the_tolerance_notices_a_missing_ring(qapp: object) -> None:
    """A picture without its selection must not pass for the approved one."""
    document, _ = formats.open_any("digits")
    pictures = [
        array(draw(Sheet(document, 4.3, SIZE, "dark", select))).astype(int) for select in (Target(2, 3), None)
    ]
    difference = np.abs(pictures[0] - pictures[1])
    assert differs(difference)
