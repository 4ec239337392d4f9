"""Above the panels: breadcrumbs, the title, the example, how the step is taken, and how it is read."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from nnviz.document.training import DIGITS, READINGS
from nnviz.errors import NNVizError
from nnviz.scene.step import words
from nnviz.scene.step.shown import Shown
from nnviz.session import Session
from nnviz.training.opened import read_target
from nnviz.ui.speech import announce
from nnviz.ui.step.target_field import TargetField
from nnviz.ui.style import TARGET, is_far
from nnviz.ui.widgets.buttons import IconButton, TextButton
from nnviz.ui.widgets.chip import Chip
from nnviz.ui.widgets.fitting import write
from nnviz.ui.widgets.part import Part

BETWEEN = "›"
EDGE, CHAIN = 32.0, 480.0
LINE = 36.0
NARROW = 1400.0
"""The spec's pixels of width below which only what is needed stands here."""
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
        self.change = TextButton("Change", "Change the target", self)
        self.change.pixels = 15
        self.field = TargetField(self)
        self.field.hide()
        self._refusal = ""
        self.change.clicked.connect(self._open_field)
        self.field.entered.connect(self._enter)
        self.field.left.connect(self._close_field)
        self.before = IconButton("chevron-left", "Previous example", self)
        self.after = IconButton("chevron-right", "Next example", self)

    def parts(self) -> tuple[QWidget, ...]:
        """The buttons."""
        chips = (*self.readings.values(), *self.digits.values())
        return (*self.crumbs, *chips, self.change, self.before, self.after)

    # the target

    def _open_field(self) -> None:
        """Type another target for the current input."""
        shown = self._shown
        if shown is None:
            return
        self.field.setFont(self.look.font(16, 500))
        self.field.setText(words.target_typed(shown.subject))
        self.field.selectAll()
        self.field.show()
        self.place()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _enter(self, text: str) -> None:
        session = self._session
        try:
            target = read_target(session.document, text)
        except NNVizError as error:
            self._refusal = str(error)
            self.field.setAccessibleDescription(self._refusal)
            announce(self.field, self._refusal)
            self.update()
            return
        self._close_field()
        session.set_step_view(replace(session.view.step, target=target))

    def _close_field(self) -> None:
        self._refusal = ""
        had = self.field.hasFocus()
        self.field.hide()
        self.update()
        if had:
            self.change.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_step(self, title: str, shown: Shown | None, is_free: bool = False) -> None:
        """Show where one is, and of what the step is. ``is_free``: it belongs to no run, and a person may say
        what should come out."""
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
        self.change.setVisible(is_free and shown is not None)
        for part in self.parts() if is_far(self) else ():
            part.hide()
        self.place()
        self.update()

    @property
    def is_narrow(self) -> bool:
        """Whether there is room for the example, the chips and little else."""
        return self.width() < self.look.px(NARROW)

    def _right(self) -> int:
        """Where the chips end."""
        return self.width() - self.look.px(EDGE if self.is_narrow else EDGE + CHAIN + 16)

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
        right = self._right()
        for group in (tuple(self.digits.values()), tuple(self.readings.values())):
            for chip in reversed(group):
                wide = chip.width_wanted(60)
                right -= wide
                chip.setGeometry(right, y, wide, high)
                right -= look.px(6)
            right -= look.px(14)
        side = look.target()
        end = self._right()
        self.after.setGeometry(end - side, look.px(58), side, side)
        self.before.setGeometry(end - 2 * side, look.px(58), side, side)
        wide = round(QFontMetricsF(look.font(15, 600)).horizontalAdvance("Change")) + look.px(16)
        self.change.setGeometry(end - wide, look.px(58), wide, side)
        room = max(look.px(220), 160)
        self.field.setGeometry(end - wide - room, look.px(58), room, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, shown = self.look, self._shown
        painter = QPainter(self)
        if is_far(self):
            self._paint_far(painter)
            return
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
        if not self.is_narrow:
            align = Qt.AlignmentFlag.AlignRight
            write(painter, right, words.recipe(shown.subject), look, 16, 400, "ink2", align)
        left = title.left() + wide + look.px(40)
        ends = (self.before, self.change, self.field)
        stops = [button.x() for button in ends if button.isVisible()]
        room = min(stops, default=self._right()) - left - 8
        texts = words.sample(shown.subject)
        if self._refusal:
            texts = self._refusal, ""
        for place, text in enumerate(texts):
            line = QRectF(left, look.px(46 + 25 * place), room, look.px(25))
            write(painter, line, text, look, 17, 400, "warn" if self._refusal else "ink2")

    def _paint_far(self, painter: QPainter) -> None:
        """Before a class: the title and the example; how it is read, the presenter's own window says."""
        look = self.look
        title = QRectF(look.px(EDGE), 0, self.width(), self.height())
        left = title.left() + write(painter, title, words.TITLE, look, 30, 700) + look.px(EDGE)
        if self._shown is None:
            return
        texts = [text for text in words.sample(self._shown.subject) if text]
        line = look.text(17) * 1.25
        top = (self.height() - len(texts) * line) / 2
        for place, text in enumerate(texts):
            room = QRectF(left, top + place * line, self.width() - left - look.px(EDGE), line)
            write(painter, room, text, look, 17, 400, "ink2")
