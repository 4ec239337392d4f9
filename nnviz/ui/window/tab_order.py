"""The order in which Tab goes through the window: part after part, each as it is read."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

SAME_LINE = 12
"""Pixels between the middles of controls that stand in one line."""


def neighbour(parts: Sequence[QWidget], current: QWidget | None, forward: bool) -> QWidget | None:
    """The control after ``current``, or before it; None where ``current`` is in none of the parts."""
    order = [control for part in parts for control in controls_of(part)]
    if current not in order:
        return None
    place = order.index(current) + (1 if forward else -1)
    return order[place % len(order)]


def controls_of(part: QWidget) -> list[QWidget]:
    """What of a part takes the focus by Tab, line by line."""
    if not part.isVisible():
        return []
    found = [w for w in (part, *part.findChildren(QWidget)) if _takes_focus(w)]
    placed = sorted(((_middle(w), w) for w in found), key=lambda pair: (pair[0].y(), pair[0].x()))
    lines: list[list[QWidget]] = []
    top = 0
    for middle, control in placed:
        if not lines or middle.y() - top > SAME_LINE:
            lines.append([])
            top = middle.y()
        lines[-1].append(control)
    return [control for line in lines for control in sorted(line, key=_left)]


def _takes_focus(control: QWidget) -> bool:
    policy = control.focusPolicy()
    by_tab = bool(policy & Qt.FocusPolicy.TabFocus)
    return by_tab and control.isVisible() and control.isEnabled() and control.focusProxy() is None


def _middle(control: QWidget) -> QPoint:
    return control.mapTo(control.window(), control.rect().center())


def _left(control: QWidget) -> int:
    return control.mapTo(control.window(), QPoint(0, 0)).x()
