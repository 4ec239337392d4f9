"""The narration line: what happens now, in one sentence."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QAccessible, QAccessibleEvent, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from nnviz.ui.plain import set_tooltip
from nnviz.ui.speech import announce
from nnviz.ui.style import is_far
from nnviz.ui.widgets.fitting import write
from nnviz.ui.widgets.part import Part


class NarrationLine(Part):
    """The lead in ``now``, then the sentence. Screen readers hear it when it changes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lead = self._sentence = ""

    @property
    def text(self) -> str:
        """The whole line."""
        return f"{self._lead} {self._sentence}"

    def say(self, line: tuple[str, str], told: tuple[str, str] | None) -> None:
        """Show another line, a lead and a sentence. ``told`` is what a screen reader hears, if anything."""
        if line != (self._lead, self._sentence):
            self._lead, self._sentence = line
            set_tooltip(self, self.text)
            self.update()
        if told is None or self.accessibleName() == " ".join(told):
            return
        self.setAccessibleName(" ".join(told))
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))
        if self.isVisible():
            announce(self, self.accessibleName())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        left = write(painter, rect, self._lead, self.look, 18, 600, "now") + self.look.px(9)
        rest = rect.adjusted(left, 0, 0, 0)
        write(painter, rest, self._shown(rest.width()), self.look, 18)

    def _shown(self, room: float) -> str:
        """What is shown of the sentence. Nobody in a class can point at it to read its end: there its first
        part is shown, or nothing, where not all of it has room."""
        if not is_far(self):
            return self._sentence
        metrics = QFontMetricsF(self.look.font(18))
        first = self._sentence.partition(". ")[0]
        forms = (self._sentence, first if first == self._sentence else f"{first}.", "")
        return next(form for form in forms if not form or metrics.horizontalAdvance(form) + 2 <= room)
