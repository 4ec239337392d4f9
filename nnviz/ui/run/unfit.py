"""What the page says over the network that runs while the list of layers is one that can't run."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from nnviz.document import Document, structure
from nnviz.document.mismatch import Mismatch
from nnviz.document.plan import plan
from nnviz.errors import NNVizError
from nnviz.session import Change, Session
from nnviz.ui.build.marks import paint_alarm
from nnviz.ui.plain import set_tooltip
from nnviz.ui.widgets.buttons import FilledButton, TextButton
from nnviz.ui.widgets.fitting import write, write_fullest
from nnviz.ui.widgets.part import Part

HEIGHT, LEAST = 64, 56
RUNS = "What runs below is the network before this change."
RUNS_SHORT = "Below runs the one before."
BUILD = "build"


class UnfitBar(Part):
    """The sentence of the mismatch, the button that mends it, and the way to the list."""

    changed = Signal()
    """It came, or went: what stands below it moves."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._seen: Document | None = None
        self.found: Mismatch | None = None
        self.refused = ""
        self.fix = FilledButton("Mend", self)
        self.build = TextButton("Show in Build", "Show in Build", self, token="ink", plate=True)
        self.fix.clicked.connect(self._mend)
        self.build.clicked.connect(lambda: session.set_page(BUILD))
        self.setAccessibleName("What does not fit")
        self.hide()

    def refresh(self, change: Change) -> None:
        """Show what doesn't fit, or nothing."""
        document = self._session.document
        if document is not self._seen:
            if self._seen is None or document.draft is not self._seen.draft:
                self._tell(plan(document).mismatch if document.draft is not None else None)
            self._seen = document

    def words(self) -> tuple[str, str]:
        """What doesn't fit, and what is seen instead."""
        return self.refused or (self.found.sentence if self.found is not None else ""), RUNS

    def _tell(self, found: Mismatch | None) -> None:
        self.found, self.refused = found, ""
        if found is not None:
            self.fix.say(found.fix.text, found.reason)
            self._describe()
        self.setVisible(found is not None)
        self.changed.emit()

    def _describe(self) -> None:
        words = " ".join(self.words())
        self.setAccessibleName(words)
        set_tooltip(self, words)
        self.place()
        self.update()

    def _mend(self) -> None:
        assert self.found is not None, "the button is hidden where all fits"
        try:
            self._session.apply(structure.insert_fix, label=self.found.fix.text)
        except NNVizError as problem:
            self.refused = str(problem)
            self._describe()

    def parts(self) -> tuple[QWidget, ...]:
        return self.fix, self.build

    def height_wanted(self) -> int:
        """Pixels; none while it is hidden."""
        return 0 if self.isHidden() else max(self.look.px(HEIGHT), LEAST)

    def place(self) -> None:
        look, high = self.look, self.look.target()
        top, right = (self.height() - high) // 2, self.width() - look.px(16)
        metrics = QFontMetricsF(look.font(self.build.pixels, self.build.weight))
        for button, wide in (
            (self.build, round(metrics.horizontalAdvance(self.build.text())) + look.px(32)),
            (self.fix, self.fix.width_wanted()),
        ):
            right -= wide
            button.setGeometry(right, top, wide, high)
            right -= look.px(12)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, (sentence, rest) = self.look, self.words()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillRect(self.rect(), look.color("panel"))
            painter.fillRect(self.rect(), look.color("warn", 0.07))
            painter.fillRect(0, self.height() - 2, self.width(), 2, look.color("warn"))
            middle, radius = self.height() / 2, max(look.px(14), 10)
            paint_alarm(painter, QPointF(look.px(16) + radius, middle), radius, look)
            left = look.px(28) + 2 * radius
            room = QRectF(left, 0, max(self.fix.x() - left - look.px(12), 0), self.height())
            step = 12 * max(look.s, 0.72)
            write(painter, room.translated(0, -step), sentence, look, 17, 600, "warn")
            below = room.translated(0, step)
            write_fullest(painter, below, (rest, RUNS_SHORT), look, 15, token="ink2")
