"""What stands below the curve: what is held, and let go here; what holds still; and what never changes."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from nnviz.document import edits
from nnviz.scene.words import names
from nnviz.scene.words import questions as words
from nnviz.scene.words.held import RELEASE, held_at
from nnviz.scene.words.wholes import REMEDY, fixed
from nnviz.session import Session
from nnviz.ui.run.inspector.section import MARGIN
from nnviz.ui.run.inspector.subject import Subject
from nnviz.ui.style import Look
from nnviz.ui.widgets.buttons import TextButton
from nnviz.ui.widgets.fitting import write
from nnviz.ui.widgets.part import Part

LINE = 20
WRAPPED = int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextWordWrap)


class BelowCurve(Part):
    """Lines of words, with a button beside those that offer one."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._subject: Subject | None = None
        self.lines: list[tuple[str, str]] = []
        self.release = TextButton(RELEASE, "Let the neuron compute its own value again", self, plate=True)
        self.remedy = TextButton("", "", self, plate=True)
        for button in (self.release, self.remedy):
            button.pixels = 14.0
            button.hide()
        self.release.clicked.connect(self._release)
        self.remedy.clicked.connect(self._mend)

    def parts(self) -> list[QWidget]:
        return [self.release, self.remedy]

    def text(self) -> str:
        """All lines, as read."""
        return "\n".join(text for text, _ in self.lines)

    def show_subject(self, subject: Subject) -> None:
        """Take what is held, and what holds still."""
        self._subject = subject
        explanation, curve = subject.explanation, subject.curve
        if explanation is None or curve is None:
            return
        never_changes = fixed(subject.document.network, explanation.layer)
        held = held_at(explanation)
        self.lines = [(held, "warn")] if held else []
        if never_changes:
            self.lines.append((f"! {never_changes}", "warn"))
        if curve.others:
            self.lines.append((words.held_still(curve.others), "ink2"))
        self.release.setVisible(bool(held))
        self.remedy.setVisible(bool(never_changes))
        if never_changes:
            name = names.function(REMEDY)
            self.remedy.setText(f"Use {name}")
            self.remedy.describe(
                f"Use {name}", f"Give the layer {name}: each neuron then answers from 0 to 1"
            )
        self.setAccessibleName(self.text())
        self.place()
        self.update()

    def set_look(self, look: Look) -> None:
        super().set_look(look)
        self.place()

    def height_wanted(self) -> int:
        """Room for all lines, and for the buttons beside them."""
        shown = [button for button in (self.release, self.remedy) if not button.isHidden()]
        return max(round(len(self.lines) * self._line()), len(shown) * (self.look.target() + 2))

    def place(self) -> None:
        top = 0
        for button in (self.release, self.remedy):
            if not button.isHidden():
                width, height = self._width(button), self.look.target()
                left = self.width() - self.look.px(MARGIN) - width
                button.setGeometry(left, top + 1, width, height)
                top += height + 2

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, margin, high = QPainter(self), self.look.px(MARGIN), self._line()
        shown = [button for button in (self.release, self.remedy) if not button.isHidden()]
        taken = max((self._width(button) + 8 for button in shown), default=0)
        wide = self.width() - 2 * margin - taken
        if len(self.lines) == 1:
            text, token = self.lines[0]
            painter.setFont(self.look.font(14, 500))
            painter.setPen(self.look.color(token))
            painter.drawText(QRectF(margin, 0, wide, self.height()), WRAPPED, text)
            return
        top = (self.height() - len(self.lines) * high) / 2
        for text, token in self.lines:
            write(painter, QRectF(margin, top, wide, high), text, self.look, 14, 500, token)
            top += high

    def _width(self, button: TextButton) -> int:
        text = QFontMetricsF(self.look.font(button.pixels, 600)).horizontalAdvance(button.text())
        return max(self.look.px(88), round(text) + 24)

    def _line(self) -> float:
        return max(LINE * self.look.s, 1.3 * self.look.text(14))

    def _release(self) -> None:
        if self._subject is not None and self._subject.target is not None:
            self._session.apply(edits.clear_override, self._subject.target, label=RELEASE)

    def _mend(self) -> None:
        if self._subject is not None and self._subject.target is not None:
            layer, label = self._subject.target.layer, f"Use {names.function(REMEDY)}"
            self._session.apply(edits.set_activation, layer, REMEDY, label=label)
