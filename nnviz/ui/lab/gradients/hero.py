"""The sentence with its figure, and the choices beside it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from nnviz.document.lab import LabView
from nnviz.scene.lab.gradients.sentence import Hero
from nnviz.ui.lab.gradients.tray import Tray
from nnviz.ui.widgets.fitting import write, write_fullest
from nnviz.ui.widgets.part import Part

HEIGHT = 136.0
WORDS, FIGURE = 34.0, 84.0
BASELINE, BELOW = 84.0, 117.0
HINT = "Drag the green line to any layer"
SOURCES = {"network": "This network", "stack": "A stack"}


class HeroView(Part):
    """Words, one large figure, words; below it the seeds' spread. At the right what is measured."""

    looked = Signal(dict)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.hero = Hero("", "", "", False, "")
        self._hint = ""
        self.across = Tray("Cards", {"functions": "Functions", "starts": "Starts"}, self)
        self.sizes = Tray("Size of", {"gradient": "Gradient", "signal": "Signal"}, self)
        self.source = Tray("Measured on", SOURCES, self)
        self.across.chosen.connect(lambda name: self.looked.emit({"by_start": name == "starts"}))
        self.sizes.chosen.connect(lambda name: self.looked.emit({"signal": name == "signal"}))
        self.source.chosen.connect(lambda name: self.looked.emit({"source": name}))

    def parts(self) -> list[QWidget]:
        """The trays."""
        return [self.across, self.sizes, self.source]

    def show_view(self, view: LabView) -> None:
        """Show what is chosen."""
        self.across.setVisible(view.source == "stack")
        self.across.show_choice("starts" if view.by_start else "functions")
        self.sizes.show_choice("signal" if view.signal else "gradient")
        self.source.show_choice(view.source)
        self.place()

    def show_hero(self, hero: Hero, has_hint: bool) -> None:
        """Say this."""
        self.hero, self._hint = hero, HINT if has_hint else ""
        self.setAccessibleName(hero.whole)
        self.update()

    def place(self) -> None:
        """Two trays above, one below, all at the right."""
        look, right = self.look, self.width()
        for tray in (self.across, self.sizes):
            if tray.isHidden():
                continue
            wide = tray.width_wanted()
            right -= wide
            tray.setGeometry(right, 0, wide, look.target())
            right -= look.px(12)
        self._upper = right
        wide = self.source.width_wanted()
        self.source.setGeometry(self.width() - wide, self.height() - look.target(), wide, look.target())

    _upper = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        look, hero = self.look, self.hero
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size = self._fitting()
        baseline = look.px(BASELINE)
        gap = 0.4 * look.text(WORDS) * size
        x = 0.0
        tokens = ("ink", "warn" if hero.alarming else "now", "ink")
        pixels = ((WORDS, 700), (FIGURE, 800), (WORDS, 700))
        for text, token, (wanted, weight) in zip(
            (hero.before, hero.figure, hero.after), tokens, pixels, strict=True
        ):
            if not text:
                continue
            painter.setFont(look.font(wanted * size, weight))
            painter.setPen(look.color(token))
            painter.drawText(QPointF(x, baseline), text)
            x += painter.fontMetrics().horizontalAdvance(text) + gap
        self._paint_hint(painter)
        room = QRectF(0, baseline, self.source.x() - look.px(16), self.height() - baseline)
        room.setTop(max(look.px(BELOW) - look.text(18), baseline + 0.3 * look.text(WORDS)))
        first = hero.below.partition(". ")[0].rstrip(".") + "."
        write_fullest(painter, room, (hero.below, first) if hero.below else (), look, 18, token="ink2")

    def _fitting(self) -> float:
        """The scale at which the line fits into the width."""
        hero = self.hero
        whole, figure = (hero.before, hero.figure, hero.after), (hero.before, hero.figure, "")
        for percent in range(100, 30, -4):
            size = percent / 100
            # The figure is as tall as the upper trays reach down, the words as the lower one reaches up.
            fits = self._width(whole, size) <= self.source.x() - self.look.px(16)
            if fits and self._width(figure, size) <= self._upper:
                return size
        return 0.3

    def _width(self, texts: tuple[str, str, str], size: float) -> float:
        look = self.look
        words, figure = look.font(WORDS * size, 700), look.font(FIGURE * size, 800)
        gap = 0.4 * look.text(WORDS) * size
        parts = zip((words, figure, words), texts, strict=True)
        return sum(QFontMetricsF(font).horizontalAdvance(text) + gap for font, text in parts if text) - gap

    def _paint_hint(self, painter: QPainter) -> None:
        """Where it has room left of the upper trays, right of the figure."""
        look = self.look
        wide = QFontMetricsF(look.font(18, 500)).horizontalAdvance(self._hint)
        font = look.font(WORDS, 700)
        figure = QFontMetricsF(look.font(FIGURE, 800)).horizontalAdvance(self.hero.figure)
        ends = QFontMetricsF(font).horizontalAdvance(self.hero.before) + figure + look.px(40)
        left = self._upper - wide - look.px(12)
        if self._hint and left > ends:
            write(painter, QRectF(left, 0, wide + 2, look.target()), self._hint, look, 18, 500, "now")
