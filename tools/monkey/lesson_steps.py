"""Steps of a lesson: opened, gone through, left; and of a show before a class."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from nnviz.lessons import shelf
from nnviz.session.lecture import Place
from tools.monkey.stage import Stage

REMOTE = (
    *("PageDown", "PageDown", "PageDown", "PageUp", "Space", "B", "W", "L", "P", "E", "Z", "C", "A", "F"),
    *("Home", "End", "R", "N", "T", "Plus", "Minus", "BracketLeft", "BracketRight", "3", "Period"),
)
"""Keys that a remote and a lecturer press."""


def lesson(stage: Stage) -> Iterator[None]:
    """Open a lesson, go to some card of it, reset it, or leave it."""
    random, session = stage.random, stage.session
    lecture = session.lecture
    if lecture is None or random.random() < 0.1:
        name = random.choice(shelf.names())
        stage.hands.said = f"lesson {name}"
        stage.window.commands.open_lesson(name)
        yield
        return
    card = random.randrange(len(lecture.lesson.cards))
    step = random.randrange(len(lecture.lesson.cards[card].steps))
    deed = random.choice(("go", "go", "go", "forward", "back", "reset", "close"))
    stage.hands.said = f"lesson: {deed} {card}.{step}"
    if deed == "go":
        session.go_to(Place(card, step))
    elif deed == "close":
        stage.window.commands.close_lesson()
    else:
        {"forward": session.forward, "back": session.back, "reset": session.reset_card}[deed]()
    yield


def show(stage: Stage) -> Iterator[None]:
    """Present for a while: keys of a remote, the pointer with and without a tool; then leave."""
    random, presenting = stage.random, stage.window.presenting
    stage.hands.said = "present"
    stage.window.commands.present()
    yield
    for _ in range(random.randrange(1, 12)):
        shown = presenting.show
        if shown is None:
            return
        if random.random() < 0.7:
            key = random.choice(REMOTE)
            stage.hands.said = f"remote: {key}"
            QTest.keyClick(shown.hall, getattr(Qt.Key, f"Key_{key}"))
        else:
            at = [QPoint(random.randrange(shown.hall.width()), random.randrange(700)) for _ in range(3)]
            stage.hands.said = f"hall: drag {at[0].x()},{at[0].y()}"
            port = shown.hall.stage.viewport()
            QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=at[0])
            QTest.mouseMove(port, at[1])
            QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=at[2])
        yield
    if presenting.show is not None:
        stage.hands.said = "leave the show"
        presenting.stop()
    yield
