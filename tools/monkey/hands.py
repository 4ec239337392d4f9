"""Pointer, keys, wheel and fingers of the walk, sent to the window as the desktop would send them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QKeyEvent, QKeySequence, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

LEFT, RIGHT, MIDDLE, NONE = (
    Qt.MouseButton.LeftButton,
    Qt.MouseButton.RightButton,
    Qt.MouseButton.MiddleButton,
    Qt.MouseButton.NoButton,
)
PLAIN = Qt.KeyboardModifier.NoModifier
MODIFIERS = (
    PLAIN,
    PLAIN,
    PLAIN,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)


class Hands:
    """Where the pointer is, which button is down; ``said`` tells the last event in words."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self.at = QPointF(10, 10)
        self.button = NONE
        self.said = ""
        self._screen = QTest.createTouchDevice()

    # the pointer: to the window's handle, which finds the widget, the popup or the one that has grabbed it

    def move(self, at: QPointF, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        """Move the pointer to a place of the window."""
        self.at = at
        self._mouse(QEvent.Type.MouseMove, NONE, self.button, modifiers)

    def press(self, button: Qt.MouseButton = LEFT, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        """Press a button where the pointer is."""
        self.button = button
        self._mouse(QEvent.Type.MouseButtonPress, button, button, modifiers)

    def press_twice(self) -> None:
        """The second press of a double click."""
        self.button = LEFT
        self._mouse(QEvent.Type.MouseButtonDblClick, LEFT, LEFT, PLAIN)

    def release(self, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        """Release what is pressed."""
        button, self.button = self.button, NONE
        if button != NONE:
            self._mouse(QEvent.Type.MouseButtonRelease, button, NONE, modifiers)

    def wheel(self, notches: int, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        """Turn the wheel where the pointer is."""
        angle = QPoint(0, 120 * notches)
        phase = Qt.ScrollPhase.NoScrollPhase
        event = QWheelEvent(self.at, self._global(), QPoint(), angle, NONE, modifiers, phase, False)
        self._send(event, f"wheel {notches}")

    def _mouse(
        self,
        kind: QEvent.Type,
        button: Qt.MouseButton,
        buttons: Qt.MouseButton,
        modifiers: Qt.KeyboardModifier,
    ) -> None:
        event = QMouseEvent(kind, self.at, self.at, self._global(), button, buttons, modifiers)
        pressed = "" if button == NONE else f" {button.name}"
        self._send(event, f"{kind.name}{pressed} {self.at.x():.0f},{self.at.y():.0f}")

    def _global(self) -> QPointF:
        return QPointF(self._window.mapToGlobal(self.at))

    def _send(self, event: QEvent, said: str) -> None:
        self.said = said
        QApplication.sendEvent(self._window.windowHandle(), event)

    # what a pointer that rests or a right button asks for

    def under(self) -> QWidget:
        """The widget under the pointer."""
        return self._window.childAt(self.at.toPoint()) or self._window

    def ask_help(self) -> None:
        """The pointer rested: a tooltip."""
        self._ask(lambda at, where: QHelpEvent(QEvent.Type.ToolTip, at, where), "tooltip")

    def ask_menu(self, reason: QContextMenuEvent.Reason) -> None:
        """A context menu."""
        self._ask(lambda at, where: QContextMenuEvent(reason, at, where), "context menu")

    def _ask(self, make: Callable[[QPoint, QPoint], QEvent], said: str) -> None:
        widget: QWidget | None = self.under()
        self.said = f"{said} on {type(widget).__name__}"
        while widget is not None:
            event = make(widget.mapFrom(self._window, self.at.toPoint()), self._global().toPoint())
            if QApplication.sendEvent(widget, event) and event.isAccepted():
                return
            widget = None if widget is self._window else widget.parentWidget()

    # the keyboard

    def key(self, keys: str) -> None:
        """Press and release a key, as "Ctrl+D", where the focus is."""
        combination = QKeySequence(keys)[0]  # type: ignore[index]  # the stubs don't know it
        target = QApplication.activePopupWidget() or QApplication.focusWidget() or self._window
        self.said = f"key {keys} to {type(target).__name__}"
        QTest.keyClick(target, combination.key(), combination.keyboardModifiers())

    def type(self, text: str) -> None:
        """Type letters where the focus is."""
        target = QApplication.activePopupWidget() or QApplication.focusWidget() or self._window
        self.said = f"type {text!r} to {type(target).__name__}"
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(target, QKeyEvent(kind, Qt.Key.Key_unknown, PLAIN, letter))

    # fingers

    def touch(self, how: str, points: Sequence[QPointF]) -> None:
        """``how``: "press", "move" or "release", one finger a point."""
        self.said = f"touch {how} " + " ".join(f"{p.x():.0f},{p.y():.0f}" for p in points)
        sequence = QTest.touchEvent(self._window, self._screen, False)
        for finger, point in enumerate(points):
            getattr(sequence, how)(finger, point.toPoint(), self._window)
        sequence.commit(False)


def place_in(window: QWidget, random: Random, whole: float = 0.3) -> QPointF:
    """A place of the window: anywhere, or in one of the widgets that are seen."""
    seen = [w for w in window.findChildren(QWidget) if w.isVisible() and w.width() > 0 and w.height() > 0]
    seen = [w for w in seen if not w.isWindow()]
    if not seen or random.random() < whole:
        return QPointF(random.randrange(window.width()), random.randrange(window.height()))
    widget = random.choice(seen)
    at = QPoint(random.randrange(widget.width()), random.randrange(widget.height()))
    return QPointF(widget.mapTo(window, at))
