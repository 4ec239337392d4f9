"""What the parts of the inspector share: a look, a subject, a height, and a numbered heading."""

from __future__ import annotations

from collections.abc import Callable
from math import isfinite

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnviz.session import Session
from nnviz.ui.run.inspector.subject import Subject
from nnviz.ui.style import Look
from nnviz.ui.theme import Theme
from nnviz.ui.widgets.part import Part

MARGIN = 22
"""Left and right of everything in the inspector, in the spec's pixels."""
HEADING = 32


class Section(Part):
    """A painted part of the inspector. A subclass says how high it is, arranges itself and paints."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.subject: Subject | None = None
        self._region = QRegion()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_look(self, look: Look) -> None:
        super().set_look(look)
        self._renew(self.update)

    def show_subject(self, subject: Subject) -> None:
        """Show another subject, or the same one with other numbers."""
        before, self.subject = self.subject, subject
        self._renew(self.mark_changed if subject.continues(before) else self.update)

    def arrange(self) -> None:
        """Work out what stands where, before painting."""

    def place(self) -> None:
        """Arrange anew."""
        if self.subject is not None:
            self.arrange()

    def paint(self, painter: QPainter, subject: Subject) -> None:
        """Draw the part."""
        raise NotImplementedError

    @property
    def inner(self) -> QRectF:
        """The part without the inspector's margins."""
        margin = self.look.px(MARGIN)
        return QRectF(margin, 0, self.width() - 2 * margin, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.subject is None:
            return
        self._region = event.region()
        # Ended by name: a painter left open by an error would bring the whole window down.
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self.paint(painter, self.subject)

    def is_due(self, rect: QRectF) -> bool:
        """Whether anything in ``rect`` is to be painted now; text is dear, so what is not due is left out."""
        return self._region.intersects(rect.toAlignedRect())

    def mark_changed(self) -> None:
        """Ask for another picture where the subject goes on; a part that knows what changed asks for that."""
        self.update()

    def show_stage(self, subject: Subject) -> None:
        """Only the moment changed: no number is another."""
        self.subject = subject
        self.update()

    def _renew(self, ask: Callable[[], None]) -> None:
        if self.subject is None:
            return
        height = self.height_wanted()
        if height != self.minimumHeight():
            self.setFixedHeight(height)
        self.arrange()
        ask()


def number_token(value: float, theme: Theme) -> str:
    """The colour token of a number: its sign's, grey for 0, ``warn`` if not finite."""
    if not isfinite(value):
        return "warn"
    return theme.sign(value) if value else "ink3"


def paint_heading(
    painter: QPainter, look: Look, rect: QRectF, number: int, title: str, current: bool, line: bool = True
) -> None:
    """Draw a numbered section's heading in ``rect``.

    The current phase's number is filled with ``now`` and a "now" chip stands at the right.
    """
    if line:
        painter.setPen(QPen(look.color("line"), 1))
        painter.drawLine(rect.topLeft(), rect.topRight())
    side = max(20.0, 24 * look.s)
    badge = QRectF(rect.left(), rect.center().y() - side / 2, side, side)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.color("now" if current else "raised"))
    painter.drawEllipse(badge)
    painter.setPen(look.color("nowink" if current else "ink2"))
    painter.setFont(look.font(14, 700))
    painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, str(number))
    font = look.font(17, 600)
    painter.setFont(font)
    painter.setPen(look.color("ink" if current else "ink2"))
    left = badge.right() + 10 * look.s
    painter.drawText(
        QRectF(left, rect.top(), rect.right() - left, rect.height()), Qt.AlignmentFlag.AlignVCenter, title
    )
    if current:
        paint_now(painter, look, rect)


def paint_now(painter: QPainter, look: Look, rect: QRectF) -> None:
    """The "now" chip at the right end of a heading."""
    font = look.font(15, 600)
    width = QFontMetricsF(font).horizontalAdvance("now") + 26 * look.s
    height = max(22.0, 26 * look.s)
    chip = QRectF(rect.right() - width, rect.center().y() - height / 2, width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.theme.mix("now", 0.14, "panel"))
    painter.drawRoundedRect(chip, height / 2, height / 2)
    painter.setFont(font)
    painter.setPen(look.color("now"))
    painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, "now")


def now_width(look: Look) -> float:
    """How much room the "now" chip takes."""
    return QFontMetricsF(look.font(15, 600)).horizontalAdvance("now") + 26 * look.s
