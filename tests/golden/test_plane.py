"""The Train page's canvas of a network on the plane, against approved pictures."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from nnviz.data import toys
from nnviz.data.sources import Preparation, Toy
from nnviz.document.training import TrainView
from nnviz.session import Change, Session
from nnviz.training.plane_proposal import document_for
from nnviz.ui.style import Look
from nnviz.ui.theme import THEMES
from nnviz.ui.train.canvas.plane import PlaneCanvas
from tests.golden.approving import compare


@dataclass(frozen=True)
class Case:
    """An untrained network over a toy set: weights drawn by a seed are the same everywhere."""

    name: str
    toy: Toy
    theme: str
    size: tuple[int, int] = (1050, 396)
    s: float = 0.72
    brush: str = "look"
    enlarged: tuple[int, int] | None = None


CASES = (
    Case("plane-spirals", Toy("spirals"), "dark", (1312, 550), 1.0),
    Case("plane-gaussians", Toy("gaussians", 90, 0.6, 4), "light"),
    Case("plane-sine", Toy("sine", 120, 0.05), "dark", enlarged=(2, 3)),
    Case("plane-painting", Toy("moons", 80, 0.2), "light", brush="paint"),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.name}-{case.theme}")
def test_the_plane_is_the_approved_one(case: Case, qtbot, request: pytest.FixtureRequest) -> None:
    data = toys.points(case.toy)
    session = Session(document_for(data, seed=4))
    session.training.use(data, case.toy, Preparation())
    session.set_train_view(TrainView(brush=case.brush, enlarged=case.enlarged))
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(*case.size)
    canvas = PlaneCanvas(session, window)
    canvas.resize(*case.size)
    canvas.set_look(Look(THEMES[case.theme], case.s))
    canvas.refresh(~Change(0))
    window.show()
    qtbot.waitExposed(window)
    image = QImage(*case.size, QImage.Format.Format_RGB32)
    canvas.render(image)
    compare(f"{case.name}-{case.theme}", image, request)
