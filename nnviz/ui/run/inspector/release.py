"""The way back from an override where there is no chart to hold it: in layers without activation function."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QWidget

from nnviz.document import edits
from nnviz.session import Session
from nnviz.ui.run.inspector.answer import held_at
from nnviz.ui.run.inspector.section import Section
from nnviz.ui.run.inspector.subject import Subject
from nnviz.ui.style import Look
from nnviz.ui.widgets.buttons import TextButton

CHIP = 88


class Held(Section):
    """``! y held at 0.75`` and a chip that releases it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.release = TextButton(
            "Release", "Release the neuron: let it compute its own value", self, plate=True
        )
        self.release.pixels = 14.0
        self.release.clicked.connect(self._release)

    def set_look(self, look: Look) -> None:
        """Draw in this theme and at this scale from now on."""
        self.release.set_look(look)
        super().set_look(look)

    def needed_height(self) -> int:
        return max(self.look.px(44), 40)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the chip."""
        super().resizeEvent(event)
        self._place()

    def arrange(self) -> None:
        """Say what is held."""
        self._place()
        if self.subject is not None:
            self.setAccessibleName(held_at(self.subject))

    def paint(self, painter: QPainter, subject: Subject) -> None:
        """The words; the chip paints itself."""
        painter.setFont(self.look.font(15, 500))
        painter.setPen(self.look.color("warn"))
        room = QRectF(self.inner.left(), 0, self.inner.width() - self.look.px(CHIP) - 8, self.height())
        text = painter.fontMetrics().elidedText(
            held_at(subject), Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)

    def _place(self) -> None:
        width, height = max(self.look.px(CHIP), 72), 36
        self.release.setGeometry(
            round(self.inner.right() - width), (self.height() - height) // 2, width, height
        )

    def _release(self) -> None:
        if self.subject is not None and self.subject.target is not None:
            self.session.apply(edits.clear_override, self.subject.target, label="Release the neuron")
