"""Keys that a control with the focus uses itself, whatever else they do in its window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QAbstractSlider, QWidget

from nnviz.ui.widgets.buttons import presses

ARROWS = tuple(Qt.Key[f"Key_{name}"] for name in ("Left", "Right", "Up", "Down", "Home", "End"))


def uses_key(control: QWidget | None, event: QKeyEvent) -> bool:
    """Space belongs to a button and arrows to a slider that have the focus."""
    if isinstance(control, QAbstractButton):
        return presses(event)
    return (
        isinstance(control, QAbstractSlider) and event.key() in ARROWS and control.objectName() != "timeline"
    )
