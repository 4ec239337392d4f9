"""A frame in which a part scrolls that is larger than its room."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


def scroll_area(
    inside: QWidget, parent: QWidget | None = None, is_fitted: bool = True, sideways: bool = False
) -> QScrollArea:
    """A bare frame around ``inside``: it takes no focus and has the colour of what lies behind it.

    ``is_fitted``: what lies in it is as large as the frame where there is room. Without ``sideways`` it
    scrolls up and down alone.
    """
    area = QScrollArea(parent)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.viewport().setAutoFillBackground(False)
    area.setWidgetResizable(is_fitted)
    if not sideways:
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inside)
    # Qt has it filled with a colour of its own.
    inside.setAutoFillBackground(False)
    return area


def reveal(control: QWidget) -> None:
    """Scroll a control into view."""
    above = control.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(control)
        above = above.parentWidget()


def reveal_rect(inside: QWidget, rect: QRect) -> None:
    """Scroll a part of what lies in a frame into view."""
    view = inside.parentWidget()
    area = view.parentWidget() if view is not None else None
    if isinstance(area, QScrollArea):
        area.ensureVisible(rect.center().x(), rect.center().y(), rect.width() // 2, rect.height() // 2 + 8)
