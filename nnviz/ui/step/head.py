"""Above the panels: breadcrumbs, the title, the example, how the step is taken, and how it is read."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from nnviz.document.training import DIGITS, READINGS
from nnviz.scene.step import words
from nnviz.scene.step.shown import Shown
from nnviz.session import Session
from nnviz.ui.style import TARGET
from nnviz.ui.widgets.buttons import IconButton, TextButton
from nnviz.ui.widgets.chip import Chip
from nnviz.ui.widgets.fitting import write
from nnviz.ui.widgets.part import Part

BETWEEN = "›"
EDGE, CHAIN = 32.0, 480.0
LINE = 36.0
TITLES = {"chain": "Chain rule", "nudges": "Nudges"}


class Head(Part):
    """Crumbs are buttons that lead back; chips choose how numbers are read and how many digits they have."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._shown: Shown | None = None
        self._last = ""
        self.setAccessibleName("Where you are")
        self.crumbs = tuple(TextButton("", "Back", self, token="ink2") for _ in range(2))
        for crumb in self.crumbs:
            crumb.weight = 500
            crumb.align = Qt.AlignmentFlag.AlignLeft
        self.readings = {name: Chip(TITLES[name], f"Read as: {TITLES[name]}", self) for name in READINGS}
        self.digits = {count: Chip(f"{count} digits", f"Show {count} digits", self) for count in DIGITS}
        self.before = IconButton("chevron-left", "Previous example", self)
        self.after = IconButton("chevron-right", "Next example", self)

    def parts(self) -> tuple[QWidget, ...]:
        """The buttons."""
        chips = (*self.readings.values(), *self.digits.values())
        return (*self.crumbs, *chips, self.before, self.after)

    def show_step(self, title: str, shown: Shown | None) -> None:
        """Show where one is, and of what the step is."""
        self._shown = shown
        found = words.crumbs(title, shown.subject.step.number if shown is not None else 1)
        self._last = found[-1]
        for crumb, text in zip(self.crumbs, found, strict=False):
            if crumb.text() != text:
                crumb.setText(text)
                crumb.describe(f"Back to: {text}")
        view = self._session.view.step
        for name, chip in self.readings.items():
            chip.show_state(name == view.reading)
        for count, chip in self.digits.items():
            chip.show_state(count == view.digits)
        several = shown is not None and shown.subject.size > 1
        for button in (self.before, self.after):
            button.setVisible(several)
        self.place()
        self.update()

    def place(self) -> None:
        """Crumbs at the left, chips at the right end of the network panel."""
        look = self.look
        x, y = look.px(EDGE), look.px(4)
        metrics = QFontMetricsF(look.font(16, 600))
        high = look.target(LINE)
        for crumb in self.crumbs:
            wide = max(round(metrics.horizontalAdvance(crumb.text())) + 6, TARGET)
            crumb.setGeometry(x, y, wide, high)
            x += wide + look.px(26)
        self._crumb_end = x
        right = self.width() - look.px(EDGE + CHAIN + 16)
        for group in (tuple(self.digits.values()), tuple(self.readings.values())):
            for chip in reversed(group):
                wide = chip.width_wanted(60)
                right -= wide
                chip.setGeometry(right, y, wide, high)
                right -= look.px(6)
            right -= look.px(14)
        side = look.target()
        end = self.width() - look.px(EDGE + CHAIN + 16)
        self.after.setGeometry(end - side, look.px(58), side, side)
        self.before.setGeometry(end - 2 * side, look.px(58), side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, shown = self.look, self._shown
        painter = QPainter(self)
        high = look.target(LINE)
        for place, crumb in enumerate(self.crumbs):
            gap = QRectF(crumb.geometry().right() + 1, look.px(4), look.px(26), high)
            write(painter, gap, BETWEEN, look, 16, 400, "ink3", Qt.AlignmentFlag.AlignHCenter)
            del place
        row = QRectF(self._crumb_end, look.px(4), look.px(220), high)
        write(painter, row, self._last, look, 16, 700)
        title = QRectF(look.px(40), look.px(46), look.px(500), look.px(48))
        wide = write(painter, title, words.TITLE, look, 34, 700)
        if shown is None:
            return
        right = QRectF(self.width() - look.px(EDGE + CHAIN), look.px(4), look.px(CHAIN), high)
        write(painter, right, words.recipe(shown.subject), look, 16, 400, "ink2", Qt.AlignmentFlag.AlignRight)
        left = title.left() + wide + look.px(40)
        room = self.before.x() - left - 8 if self.before.isVisible() else self.after.geometry().right() - left
        for place, text in enumerate(words.sample(shown.subject)):
            line = QRectF(left, look.px(46 + 25 * place), room, look.px(25))
            write(painter, line, text, look, 17, 400, "ink2")
