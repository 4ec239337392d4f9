"""The card beside the pointer says the trace's own numbers."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from nnviz import formats
from nnviz.document import Target, edits
from nnviz.scene.values.model import Hit
from nnviz.scene.words.numbers import number, signed
from nnviz.session import Change, Session
from nnviz.ui.canvas import CanvasView
from nnviz.ui.canvas.things import thing_of


@pytest.fixture
def session() -> Session:
    document, _ = formats.open_any("iris")
    return Session(document)


def test_an_edges_card_has_source_target_weight_input_and_product(session: Session) -> None:
    card = thing_of(Hit("edge", Target(1, 3), Target(0, 1))).card(session.state)
    assert card is not None
    w = float(session.document.network.parameters()["1.weight"][1, 3])
    x = float(session.document.input.values[1])
    assert "sepal width" in card.title
    assert "neuron 3" in card.title
    assert [row.value for row in card.rows] == [number(w, 3), number(x, 3), f"≈ {signed(w * x, 3)}"]
    assert [row.sign for row in card.rows] == [np.sign(w), 0, np.sign(w * x)]


def test_a_neurons_card_has_its_name_z_and_a(session: Session) -> None:
    card = thing_of(Hit("unit", Target(2, 1))).card(session.state)
    assert card is not None
    z, a = session.trace[2].z[0, 1], session.trace[2].a[0, 1]
    assert "versicolor" in card.title
    assert {row.symbol: row.value for row in card.rows} == {
        "z": number(z, 3),
        "a": number(a, 3),
        "b": number(float(session.document.network.parameters()["2.bias"][1]), 3),
    }


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_the_pointer_brings_the_card_and_takes_it_away(qtbot: QtBot, session: Session, theme: str) -> None:
    session.set_theme(theme)
    session.seek(session.timeline.seconds)
    view = CanvasView(session)
    qtbot.addWidget(view)
    view.resize(920, 816)
    view.refresh(~Change(0))
    view.settle()
    assert view.picture is not None
    column = view.picture.layout.column(1)
    plain = drawn(view)
    qtbot.mouseMove(view, QPointF(column.x[2], column.y[2]).toPoint())
    view.show()
    qtbot.waitExposed(view)
    qtbot.mouseMove(view, QPointF(column.x[3], column.y[3]).toPoint())
    assert drawn(view) != plain
    view.leaveEvent(None)  # type: ignore[arg-type]
    assert drawn(view) == plain


def test_what_is_not_finite_is_drawn_and_said(qtbot: QtBot, session: Session) -> None:
    session.apply(edits.set_weight, 1, (0, 3), float("nan"))
    session.seek(session.timeline.seconds)
    view = CanvasView(session)
    qtbot.addWidget(view)
    view.resize(600, 500)
    view.refresh(~Change(0))
    view.settle()
    drawn(view)
    card = thing_of(Hit("unit", Target(1, 3))).card(session.state)
    assert card is not None
    assert card.rows[0].value == "NaN"
    assert view.picture is not None
    assert view.picture.frame.nodes[1].marks[3] == "non-finite"


def drawn(view: CanvasView) -> QImage:
    image = QImage(view.size(), QImage.Format.Format_RGB32)
    with QPainter(image) as painter:
        view.render(painter, image.rect().topLeft())
    return image
