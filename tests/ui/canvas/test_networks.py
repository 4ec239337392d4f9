"""The canvas takes every network: deep, wide, of one neuron, with layers that have no weights."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from nnviz.document import Camera, CurrentInput, Document, Target
from nnviz.engine import Activation, Dense, Flatten, Network
from nnviz.session import Change, Session
from nnviz.ui.canvas import CanvasView

NETWORKS = {
    "one neuron": Network.build((1,), [Dense(1)], seed=0),
    "no weights between": Network.build(
        (1, 6, 6), [Flatten(), Dense(5), Activation("tanh"), Dense(3, activation="softmax")], seed=0
    ),
    "deep": Network.build((3,), [Dense(6, activation="tanh")] * 9 + [Dense(2)], seed=0),
    "wide": Network.build((300,), [Dense(400, activation="relu"), Dense(120, activation="softmax")], seed=0),
}


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("name", NETWORKS)
def test_it_is_drawn_at_every_time_zoom_and_selection(qtbot: QtBot, name: str, theme: str) -> None:
    network = NETWORKS[name]
    values = np.random.default_rng(0).random(network.input_shape).astype(np.float32)
    session = Session(Document(network, name, CurrentInput(values)))
    session.set_theme(theme)
    view = CanvasView(session)
    qtbot.addWidget(view)
    view.resize(640, 520)
    pictures = []
    for share, zoom, select in (
        (0.0, 1.0, None),
        (0.3, 0.25, 1),
        (0.6, 5.0, 0),
        (1.0, 64.0, len(network.layers)),
    ):
        session.seek(share * session.timeline.seconds)
        session.set_camera(Camera(0.4, 0.5, zoom))
        if select is not None:
            unit = 0 if len(network.shapes[select]) == 1 else (0, 0, 0)
            session.select(Target(select, unit))
        view.refresh(Change.MOMENT | Change.CAMERA | Change.SELECTION)
        view.settle()
        image = QImage(view.size(), QImage.Format.Format_RGB32)
        with QPainter(image) as painter:
            view.render(painter, image.rect().topLeft())
        pictures.append(image)
    assert all(a != b for i, a in enumerate(pictures) for b in pictures[:i])
