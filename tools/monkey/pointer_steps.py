"""Steps of pointer, wheel and fingers."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPointF
from PySide6.QtGui import QContextMenuEvent

from tools.monkey.hands import LEFT, MIDDLE, MODIFIERS, RIGHT, place_in
from tools.monkey.stage import Stage

EDITING_KEYS = ("End", "Ctrl+D", "Ctrl+Z", "Delete", "Ctrl+Z")
"""A layer doubled and taken back, taken out and put back: rows come and go under the pointer."""
ROWS = (0.463, 0.590)
"""Heights of the layer list's fourth and fifth row, as shares of the window."""


def click(stage: Stage) -> Iterator[None]:
    """Click somewhere, once or twice."""
    random, hands = stage.random, stage.hands
    modifiers = random.choice(MODIFIERS)
    button = random.choice((LEFT, LEFT, LEFT, LEFT, RIGHT, MIDDLE))
    hands.move(place_in(stage.window, random))
    yield
    hands.press(button, modifiers)
    yield
    hands.release(modifiers)
    yield
    if button == LEFT and random.random() < 0.3:
        hands.press_twice()
        yield
        hands.release()
        yield


def sweep(stage: Stage) -> Iterator[None]:
    """Move along a line, with no button pressed."""
    start, end = place_in(stage.window, stage.random), place_in(stage.window, stage.random)
    for at in between(start, end, stage.random.randrange(3, 12)):
        stage.hands.move(at)
        yield


def drag(stage: Stage) -> Iterator[None]:
    """Press, move, release; now and then something else comes between."""
    random, hands = stage.random, stage.hands
    start, end = place_in(stage.window, random), place_in(stage.window, random)
    if random.random() < 0.5:
        end = start + QPointF(random.randrange(-60, 60), random.randrange(-120, 120))
    modifiers = random.choice(MODIFIERS)
    hands.move(start)
    hands.press(random.choice((LEFT, LEFT, LEFT, MIDDLE)), modifiers)
    yield
    for at in between(start, end, random.randrange(2, 9)):
        hands.move(at, modifiers)
        yield
        if random.random() < 0.06:
            hands.key(random.choice(("Escape", "Ctrl+Z", "Ctrl+Shift+Z", *EDITING_KEYS, "Tab", "Ctrl+T")))
            yield
    hands.release(modifiers)
    yield


def wheel(stage: Stage) -> Iterator[None]:
    """Turn the wheel over something."""
    stage.hands.move(place_in(stage.window, stage.random))
    modifiers = stage.random.choice(MODIFIERS)
    for _ in range(stage.random.randrange(1, 6)):
        stage.hands.wheel(stage.random.choice((-3, -1, 1, 2)), modifiers)
        yield


def rows(stage: Stage) -> Iterator[None]:
    """On the build page the pointer sweeps over two rows while layers come and go."""
    random, hands, window = stage.random, stage.hands, stage.window
    hands.said = "page build"
    stage.session.set_page("build")
    yield
    x = window.width() * random.uniform(0.2, 0.75)
    top, bottom = (window.height() * share for share in ROWS)
    hands.move(QPointF(x, top))
    hands.press()
    hands.release()
    yield
    number = random.randrange(3)
    for at in between(QPointF(x, top), QPointF(x, bottom), random.randrange(8, 24)):
        hands.move(at)
        yield
        if random.random() < 0.7:
            hands.key(EDITING_KEYS[number % len(EDITING_KEYS)])
            number += 1
            yield


def hover(stage: Stage) -> Iterator[None]:
    """Rest over something until it explains itself."""
    stage.hands.move(place_in(stage.window, stage.random))
    yield
    stage.hands.ask_help()
    yield


def context_menu(stage: Stage) -> Iterator[None]:
    """Ask for the menu of what lies under the pointer, or of what is selected."""
    stage.hands.move(place_in(stage.window, stage.random))
    yield
    reasons = (QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard)
    stage.hands.ask_menu(stage.random.choice(reasons))
    yield


def touch(stage: Stage) -> Iterator[None]:
    """Tap, or drag with one finger or two."""
    random, hands = stage.random, stage.hands
    fingers = random.choice((1, 1, 2))
    starts = [place_in(stage.window, random) for _ in range(fingers)]
    ends = [place_in(stage.window, random) for _ in range(fingers)]
    hands.touch("press", starts)
    yield
    if random.random() < 0.6:
        for shares in zip(*(between(a, b, 5) for a, b in zip(starts, ends, strict=True)), strict=True):
            hands.touch("move", shares)
            yield
        starts = ends
    hands.touch("release", starts)
    yield


def between(start: QPointF, end: QPointF, count: int) -> list[QPointF]:
    """So many places on the way, the end last."""
    return [start + (end - start) * ((i + 1) / count) for i in range(count)]
