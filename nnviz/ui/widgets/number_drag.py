"""A number in hand: up makes it more, down makes it less."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent

CLICK = 2
"""Pixels that a click may move."""


@dataclass
class NumberDrag:
    """A drag that began at height ``y`` with the number ``start``; ``step`` is the change a pixel, with Shift
    a tenth of it. The number goes on exactly, whatever is printed of it; its pace stays as it began."""

    y: float
    start: float
    step: float
    merge: object = field(default_factory=object)
    moved: bool = False
    pixels: float = 0.0
    """How far it was pulled up, what Shift made finer counted less."""

    def pull(self, event: QMouseEvent, low: float = -math.inf, high: float = math.inf) -> float | None:
        """The number for where the pointer is, between ``low`` and ``high``; None while it is a click."""
        up = self.y - event.position().y()
        if not self.moved and abs(up) < CLICK:
            return None
        fine = 0.1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1.0
        self.moved = True
        self.y -= up
        self.pixels += up * fine
        wanted = self.start + self.pixels * self.step
        value = min(max(wanted, low), high)
        if value != wanted:
            # Beyond an end nothing gathers: the way back begins at once.
            self.pixels = (value - self.start) / self.step
        return value
