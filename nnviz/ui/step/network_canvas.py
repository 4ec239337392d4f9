"""What all parts of the network panel draw with: places, words, numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from nnviz.scene.step.places import Rect
from nnviz.scene.step.shown import Shown
from nnviz.scene.words.numbers import scientific
from nnviz.ui.style import Look
from nnviz.ui.widgets.fitting import write

Form = Callable[[float, int], str]
"""A number printed with so many digits."""
MIDDLE, LEFT, RIGHT = Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
TEXT = 17.0
SMALL = 0.01
"""Below it a power of ten is no worse than digits."""


@dataclass(frozen=True, eq=False)
class NetworkCanvas:
    """Draws what is shown, moved ``scroll`` of the spec's pixels to the left."""

    shown: Shown
    look: Look
    scroll: float

    def point(self, at: tuple[float, float]) -> QPointF:
        """A place of the layout in the widget."""
        return QPointF((at[0] - self.scroll) * self.look.s, at[1] * self.look.s)

    def rect(self, of: Rect) -> QRectF:
        """A rectangle of the layout in the widget."""
        s = self.look.s
        return QRectF((of[0] - self.scroll) * s, of[1] * s, of[2] * s, of[3] * s)

    def _wide(self) -> float:
        return 1.24 if self.shown.subject.digits > 3 else 1.0

    def _write(
        self,
        painter: QPainter,
        rect: QRectF,
        text: str,
        pixels: float,
        weight: int = 400,
        token: str = "ink",
        align: Qt.AlignmentFlag = LEFT,
    ) -> float:
        """One line of text; one that the panel's rim would cut isn't written."""
        wide = QFontMetricsF(self.look.font(pixels, weight)).horizontalAdvance(text)
        left = rect.left() if align == LEFT else rect.right() - wide
        if align == MIDDLE:
            left = rect.center().x() - wide / 2
        if left < 2 or left + wide > self.shown.picture.places.panel[0] * self.look.s - 2:
            return 0.0
        return write(painter, rect, text, self.look, pixels, weight, token, align)

    def _fitting(self, form: Form, value: float, pixels: float, weight: int, room: float) -> str:
        """A number in as many digits as there is room for; nothing where no true form fits."""
        metrics = QFontMetricsF(self.look.font(pixels, weight))

        def fits(text: str) -> bool:
            return metrics.horizontalAdvance(text) <= room

        texts = [form(value, digits) for digits in range(self.shown.subject.digits, 0, -1)]
        if abs(value) < SMALL:
            texts.append(scientific(value, 0))
        return next((text for text in texts if fits(text)), "")
