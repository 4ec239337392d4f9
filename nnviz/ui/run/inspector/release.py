"""The way back from an override where there is no chart to hold it: in layers without activation function."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from nnviz.document import edits
from nnviz.scene.words.held import RELEASE, held_at
from nnviz.session import Session
from nnviz.ui.run.inspector.section import Section
from nnviz.ui.run.inspector.subject import Subject
from nnviz.ui.widgets.buttons import TextButton
from nnviz.ui.widgets.fitting import write

CHIP = 88


class HeldSection(Section):
    """``! y held at 0.75`` and a chip that releases it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.release = TextButton(RELEASE, "Let the neuron compute its own value again", self, plate=True)
        self.release.pixels = 14.0
        self.release.clicked.connect(self._release)

    def parts(self) -> tuple[QWidget, ...]:
        return (self.release,)

    def height_wanted(self) -> int:
        return max(self.look.px(44), 40)

    def arrange(self) -> None:
        """Place the chip, and say what is held."""
        width, height = max(self.look.px(CHIP), 72), 36
        self.release.setGeometry(
            round(self.inner.right() - width), (self.height() - height) // 2, width, height
        )
        if self.subject is not None and self.subject.explanation is not None:
            self.setAccessibleName(held_at(self.subject.explanation))

    def paint(self, painter: QPainter, subject: Subject) -> None:
        """The words; the chip paints itself."""
        room = QRectF(self.inner.left(), 0, self.inner.width() - self.look.px(CHIP) - 8, self.height())
        if subject.explanation is not None:
            write(painter, room, held_at(subject.explanation), self.look, 15, 500, "warn")

    def _release(self) -> None:
        if self.subject is not None and self.subject.target is not None:
            self.session.apply(edits.clear_override, self.subject.target, label=RELEASE)
