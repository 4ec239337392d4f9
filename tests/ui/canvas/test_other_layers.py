"""A canvas whose network gets other layers looks as one that has known no other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nnviz.document import Document
from nnviz.document.new import from_network
from nnviz.engine import Dense, Network, Standardize
from nnviz.session import Change, Session
from nnviz.ui.canvas import CanvasView


def _documents() -> tuple[Document, Document]:
    plain = Network.build((3,), [Dense(6, "tanh"), Dense(2, "softmax")], seed=1)
    scaled = Network.build((3,), [Standardize(), Dense(6, "tanh"), Dense(2, "softmax")], seed=1)
    return from_network(plain, [0.5, -1.0, 2.0]), from_network(scaled, [0.5, -1.0, 2.0])


def _picture(view: CanvasView) -> bytes:
    view.settle()
    image = view.grab().toImage()
    return bytes(image.constBits())


def _canvas(qtbot, document: Document) -> tuple[Session, CanvasView]:
    session = Session(document)
    session.set_theme("dark")
    session.seek(session.timeline.seconds)
    view = CanvasView(session)
    qtbot.addWidget(view)
    view.resize(900, 500)
    view.refresh(~Change(0))
    view.settle()
    return session, view


@pytest.mark.parametrize("first", [0, 1])
def test_nothing_stays_of_edges_that_are_gone(qtbot, first: int) -> None:
    before, after = _documents()[first], _documents()[1 - first]
    session, view = _canvas(qtbot, before)
    session.apply(lambda document: replace(document, network=after.network), label="Other layers")
    session.seek(session.timeline.seconds)
    view.refresh(Change.NETWORK | Change.MOMENT)
    _, other = _canvas(qtbot, replace(before, network=after.network))
    assert _picture(view) == _picture(other)
