"""The canvas before a hall, in rooms as narrow as a card's words leave: every text whole and apart."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from nnviz import formats
from nnviz.document import Target
from nnviz.scene.view.levels import Level
from nnviz.session import Session
from nnviz.ui.canvas import CanvasView
from tests.census.findings import Finding, findings
from tests.census.recorder import Recorder

ROOMS = ((530, 350), (826, 360))
SAMPLES = ("neuron", "xor", "iris", "digits", "mnist", "digits-cnn", "mnist-cnn", "edges")
KINDS = ("overlap", "cut", "small")
IN_THE_ROOM = (Level.NETWORK, Level.MICROSCOPE)
"""Levels of which nothing goes on beyond the edges."""


class Room:
    """A sample on a hall's canvas."""

    def __init__(self, sample: str, size: tuple[int, int]) -> None:
        document, path = formats.open_any(sample)
        self.session = Session(document, path)
        self.session.set_theme("dark")
        self.canvas = CanvasView(self.session, for_hall=True)
        self.canvas.resize(*size)
        self.canvas.show()

    def show(self, unit: Target | None, level: Level) -> None:
        """Go to a level of a unit, at the end of the pass."""
        self.session.select(unit)
        self.session.seek(self.session.timeline.seconds)
        self.canvas.settle()
        self.canvas.zoom.go(level, unit)
        while self.session.is_flying:
            self.session.advance(1.0)
        self.canvas.settle()
        QApplication.processEvents()

    def close(self) -> None:
        self.canvas.hide()
        self.canvas.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _units(session: Session) -> tuple[Target, Target]:
    """One in the middle of the first layer that computes, and the first of the last layer."""
    shapes = session.document.network.shapes
    first, last = shapes[1], shapes[-1]

    def middle(shape: tuple[int, ...]) -> int | tuple[int, ...]:
        return shape[0] // 2 if len(shape) == 1 else tuple(side // 2 for side in shape)

    return Target(1, middle(first)), Target(len(shapes) - 1, middle(last))


def _counts(found: Finding, level: Level) -> bool:
    """People's own names may be longer than any room; and one who is near doesn't see all of the network."""
    if found.kind == "cut":
        own = found.words.startswith(("“sepal", "“petal"))
        return not own and (level in IN_THE_ROOM or not found.words.endswith("edge"))
    return found.kind in KINDS


@pytest.mark.parametrize("size", ROOMS, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("sample", SAMPLES)
def test_texts_of_a_canvas_before_a_hall_are_whole_and_apart(qapp, monkeypatch, sample, size):
    monkeypatch.setenv("NNVIZ_REDUCED_MOTION", "1")
    said = []
    with Recorder().listening() as recorder:
        room = Room(sample, size)
        try:
            hidden, output = _units(room.session)
            for unit, level in (
                (None, Level.NETWORK),
                (hidden, Level.NETWORK),
                (hidden, Level.NEURON),
                (hidden, Level.MICROSCOPE),
                (output, Level.MICROSCOPE),
            ):
                room.show(unit, level)
                read = recorder.texts(room.canvas)
                found = findings(read, room.canvas.grab().toImage())
                said += [f"{level.title} of {unit}: {one}" for one in found if _counts(one, level)]
        finally:
            room.close()
    assert not said, "\n".join(said)
