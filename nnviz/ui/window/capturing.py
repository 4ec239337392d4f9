"""What is on screen, copied as the block of a lesson's card."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from nnviz.lessons.model import LEVELS
from nnviz.scene.view.levels import Level
from nnviz.session import Session
from nnviz.ui.plain import show_tooltip

SAID = "Copied: paste it into a lesson’s text."


def capture(session: Session, level: Level | None, near: QWidget) -> None:
    """Put the block on the clipboard, and say so near a widget. ``level`` is how near the canvas sees its
    neuron, where that is shown."""
    # What writes it knows the lessons' text, which is loaded when it is wanted.
    from nnviz.lessons.capture import block

    word = "" if level is None else LEVELS[tuple(Level).index(level)]
    QGuiApplication.clipboard().setText(block(session.document, session.view, level=word))
    show_tooltip(near.mapToGlobal(QPoint(near.width() // 2, 48)), SAID, near)
