"""Fingers on a touch screen: one does what the pointer does, two move and zoom the picture."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QLineF, QPointF, QTimer
from PySide6.QtGui import QEventPoint, QTouchEvent
from PySide6.QtWidgets import QApplication

from nnviz.ui.canvas.pointer import PointerTool
from nnviz.ui.canvas.zooming import Zoom

LONG = 500
"""Milliseconds after which a finger that rests asks what is under it."""
SLACK = 12.0
"""Pixels that a resting finger may tremble."""
LEAST_APART = 8.0

_KINDS = (
    QEvent.Type.TouchBegin,
    QEvent.Type.TouchUpdate,
    QEvent.Type.TouchEnd,
    QEvent.Type.TouchCancel,
)


class TouchGestures:
    """A tap is a click, two taps open a neuron, a long press shows the card, a drag drags."""

    def __init__(self, hand: PointerTool, zoom: Zoom) -> None:
        self._hand = hand
        self._zoom = zoom
        self._start: QPointF | None = None
        self._pair: tuple[QPointF, float] | None = None
        self._had_two = False
        self._is_asking = False
        self._tapped: tuple[int, QPointF] | None = None
        self._resting = QTimer()
        self._resting.setSingleShot(True)
        self._resting.setInterval(LONG)
        self._resting.timeout.connect(self._ask)

    def follow(self, event: QEvent) -> bool:
        """Answer a touch; False for all other events."""
        if not isinstance(event, QTouchEvent) or event.type() not in _KINDS:
            return False
        event.accept()
        down = [p for p in event.points() if p.state() is not QEventPoint.State.Released]
        if event.type() is QEvent.Type.TouchCancel:
            self._hand.cancel()
            self._end()
        elif len(down) >= 2:
            self._two(down[0].position(), down[1].position())
        elif self._had_two:
            self._pair = None
            if not down:
                self._end()
                self._zoom.rest()
        elif event.type() is QEvent.Type.TouchEnd:
            self._lift(event.points()[0].position(), event.timestamp())
        elif down:
            self._one(down[0].position())
        return True

    # one finger

    def _one(self, at: QPointF) -> None:
        if self._start is None:
            self._start = at
            self._hand.leave()
            self._hand.press(at)
            self._resting.start()
            return
        if self._is_asking:
            self._hand.hover(at)
            return
        if QLineF(self._start, at).length() > SLACK:
            self._resting.stop()
        if not self._resting.isActive():
            self._hand.move(at)

    def _ask(self) -> None:
        """The finger rests: show what is under it, as a pointer that hovers does."""
        if self._start is not None and self._hand.gesture is None:
            self._is_asking = True
            self._hand.cancel()
            self._hand.hover(self._start)

    def _lift(self, at: QPointF, milliseconds: int) -> None:
        was_asking, is_drag = self._is_asking, self._hand.gesture is not None
        self._end()
        if was_asking:
            return
        before, self._tapped = self._tapped, None
        if not is_drag and before is not None and self._is_second(before, at, milliseconds):
            self._hand.cancel()
            self._hand.open(at)
        else:
            self._hand.release(at)
            if not is_drag:
                self._tapped = (milliseconds, at)
        self._hand.leave()

    def _is_second(self, before: tuple[int, QPointF], at: QPointF, milliseconds: int) -> bool:
        is_soon = milliseconds - before[0] <= QApplication.doubleClickInterval()
        return is_soon and QLineF(before[1], at).length() <= 2 * SLACK

    # two

    def _two(self, first: QPointF, second: QPointF) -> None:
        middle = (first + second) / 2
        apart = max(QLineF(first, second).length(), LEAST_APART)
        self._resting.stop()
        if self._pair is None:
            self._hand.cancel()
            self._had_two = True
        else:
            before, was_apart = self._pair
            self._zoom.move(middle - before)
            self._zoom.by(middle, apart / was_apart)
        self._pair = (middle, apart)

    def _end(self) -> None:
        self._resting.stop()
        self._start = self._pair = None
        self._had_two = self._is_asking = False
