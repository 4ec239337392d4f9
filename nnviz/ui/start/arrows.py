"""From card to card by arrow."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QWidget

STEPS = {
    Qt.Key.Key_Left: QPoint(-1, 0),
    Qt.Key.Key_Right: QPoint(1, 0),
    Qt.Key.Key_Up: QPoint(0, -1),
    Qt.Key.Key_Down: QPoint(0, 1),
}
ASIDE = 3
"""How much more a pixel beside the way counts than one along it."""


def nearest(here: QWidget, others: Sequence[QWidget], key: int) -> QWidget | None:
    """The widget that lies next in an arrow's direction; None for another key, or at the edge."""
    step = STEPS.get(Qt.Key(key))
    if step is None:
        return None
    found: list[tuple[int, int]] = []
    for place, other in enumerate(others):
        ahead, aside = _way(here, other, step)
        if other is not here and ahead >= 0:
            found.append((ahead + ASIDE * aside, place))
    return others[min(found)[1]] if found else None


def _way(here: QWidget, other: QWidget, step: QPoint) -> tuple[int, int]:
    """Pixels from edge to edge along the direction, negative where it lies elsewhere; and those beside it."""
    one, two = _where(here), _where(other)
    across, down = two.left() - one.right(), two.top() - one.bottom()
    back, up = one.left() - two.right(), one.top() - two.bottom()
    beside_x, beside_y = max(across, back, 0), max(down, up, 0)
    if step.x():
        return (across if step.x() > 0 else back), beside_y
    return (down if step.y() > 0 else up), beside_x


def _where(widget: QWidget) -> QRect:
    """In the window's pixels: one may stand in a part of the page."""
    return QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())
