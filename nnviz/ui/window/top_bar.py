"""The bar along the top: what is open, how good it is, and the way to everything else."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QFontMetrics,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QMenu, QWidget

from nnviz.document import Document
from nnviz.plaintext import visible
from nnviz.scene.words import names
from nnviz.scene.words.results import result, results
from nnviz.session import Change, Session
from nnviz.ui.guard import Guarded
from nnviz.ui.style import TARGET, Look, look_of
from nnviz.ui.widgets.buttons import IconButton, PaintedButton, TextButton
from nnviz.ui.window.pages import LESSONS, PAGES, tab_of
from nnviz.ui.window.present_button import PresentButton

HEIGHT = 56
BUTTONS = {
    "inspector": "panel-right",
    "undo": "undo-2",
    "redo": "redo-2",
    "open": "folder-open",
    "save": "save",
    "theme": "sun",
}
"""Actions that have a button here, in order, and their icons."""
KEPT_LONGEST = ("undo", "open", "save", "redo", "theme")
"""The order in which buttons keep their place while a window grows narrower; the others stay."""
LEAST_EDGES = 8
"""Pixels that a tab has at least beside its word, both sides together."""
PRESENT_NAMED_FROM = 1000
"""The narrowest bar in pixels that spells *Present*."""
MARK_FROM, NAMED_FROM, LEAST_TITLE = 420, 640, 72
"""The narrowest bars in pixels that have the mark and that spell the program's name, and the least width of
a title."""


class TopBar(Guarded, QWidget):
    """Mark, title, score and buttons. The title opens the samples, the last button the whole menu."""

    samples_wanted = Signal(QPoint)
    """Where on the screen a menu of samples should appear."""
    displays_wanted = Signal(QPoint)
    """Where on the screen a menu of displays should appear."""

    def __init__(
        self, session: Session, actions: Mapping[str, QAction], menu: QMenu, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._session = session
        self.setAccessibleName("Network and pages")
        self._look = look_of(session, self)
        self._score: tuple[str, ...] = ()
        self._score_right = 0
        self.mark = Mark(self)
        self.mark.bind(actions["home"])
        self.title = TextButton("", "Samples", self, token="ink2")
        self.title.weight = 500
        self.title.pixels = 16
        self.title.align = Qt.AlignmentFlag.AlignLeft
        self.title.clicked.connect(lambda: self.samples_wanted.emit(self._below(self.title)))
        self.tabs = {page.name: Tab(page.title, self) for page in PAGES.values() if page.title}
        for name, tab in self.tabs.items():
            # With a lesson open its tab leads to the card, and from there to all lessons.
            go = actions["lessons"].trigger if name == LESSONS else partial(session.set_page, name)
            tab.clicked.connect(go)
        self.buttons = {name: IconButton(icon, name, self) for name, icon in BUTTONS.items()}
        for name, button in self.buttons.items():
            button.bind(actions[name])
        self.menu = IconButton("menu", "Menu", self)
        self.menu.describe("Menu", "Menu (F10)")
        self.menu.clicked.connect(lambda: menu.popup(self._below(self.menu, menu.sizeHint().width())))

        self.present = PresentButton(self)
        self.present.bind(actions["present"])
        self.present.displays_wanted.connect(lambda: self.displays_wanted.emit(self._below(self.present)))

    def _below(self, button: QWidget, width: int = 0) -> QPoint:
        return button.mapToGlobal(QPoint(button.width() - width if width else 0, button.height() + 4))

    def refresh(self, change: Change) -> None:
        """Show what is new."""
        document = self._session.document
        if change & Change.THEME:
            self.buttons["theme"].icon_name = "moon" if self._session.view.theme == "light" else "sun"
            self.restyle()
        if change & (Change.PAGE | Change.DOCUMENT | Change.LESSON):
            self.restyle()
            for name, tab in self.tabs.items():
                tab.setChecked(name == tab_of(self._session))
        if change & (Change.DOCUMENT | Change.NETWORK | Change.HISTORY | Change.PAGE):
            table = self._session.table
            score = score_texts(document) if table is None else ("not trained yet",)
            name = names.network(document) if table is None else visible(table.sight.path.name)
            title = f"{name}, edited" if document.draft is not None and table is None else name
            if score != self._score or title != self.title.text() or change & Change.DOCUMENT:
                self._score = score
                self.title.setText(title)
                tooltip = (document.about if table is None else "") or "Open another sample"
                self.title.describe(f"{name}: open another sample", tooltip)
                self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place everything by the spec's numbers."""
        self.restyle()

    def restyle(self) -> None:
        """Place everything again; for instance because a button has come or gone."""
        look = self._look = look_of(self._session, self)
        px = look.px
        side = max(px(36), min(36, self.height() - 2))
        right = self.width() - px(14)
        self.present.set_look(look)
        self.present.is_named = self.width() >= PRESENT_NAMED_FROM
        for tab in self.tabs.values():
            tab.set_look(look)
        self._fit_tabs(side)
        if not self.present.isHidden():
            wide = self.present.width_wanted(side)
            right -= wide
            self.present.setGeometry(right, (self.height() - side) // 2, wide, side)
            right -= px(8)
        self._make_way(side)
        shown = [self.menu, *(b for _, b in reversed(self.buttons.items()) if not b.isHidden())]
        for button in shown:
            button.set_look(look)
            right -= side
            button.setGeometry(right, (self.height() - side) // 2, side, side)
            right -= px(4)
        self._score_right = right - px(8)
        self.title.set_look(look)
        left = self._left()
        self.mark.set_look(look)
        self.mark.is_named = self.width() >= NAMED_FROM
        self.mark.setVisible(self.width() >= MARK_FROM)
        self.mark.setGeometry(px(2), (self.height() - side) // 2, max(left - px(4), side), side)
        room = right - left - sum(tab.width_wanted() for tab in self.tabs.values()) - px(8)
        wide = min(max(px(320), 180), room)
        self.title.setVisible(wide >= LEAST_TITLE and not self._session.is_greeting)
        self.title.setGeometry(left, (self.height() - side) // 2, max(wide, 1), side)
        self._place_tabs(side)
        self.update()

    def _left(self) -> int:
        """Where the title begins: behind the name, or behind the mark alone."""
        if self.width() < MARK_FROM:
            return self._look.px(4)
        return self._look.px(140 if self.width() >= NAMED_FROM else 56)

    def _fit_tabs(self, side: int) -> None:
        """In a narrow window the tabs move together before anything of them is lost; then the button goes
        whose action has a key and stands in the menu."""
        others = 1 if self.buttons["inspector"].isHidden() else 2
        room = self.width() - self._left() - others * (side + 4) - self._look.px(30)
        words = sum(tab.words_wide() for tab in self.tabs.values())
        short = sum(max(TARGET - tab.words_wide() - LEAST_EDGES, 0) for tab in self.tabs.values())
        with_present = room - self.present.width_wanted(side) - self._look.px(8)
        least = words + short + LEAST_EDGES * len(self.tabs)
        self.present.setVisible(with_present >= least)
        room = with_present if with_present >= least else room
        spare = (room - words - short) // len(self.tabs)
        for tab in self.tabs.values():
            tab.edges = max(min(self._look.px(36), spare), LEAST_EDGES)

    def _make_way(self, side: int) -> None:
        """In a narrow window the buttons go, one by one, whose actions the menu holds too."""
        tabs = sum(tab.width_wanted() for tab in self.tabs.values())
        others = 1 if self.buttons["inspector"].isHidden() else 2
        room = self.width() - self._left() - LEAST_TITLE - tabs - others * (side + 4) - self._look.px(38)
        room -= 0 if self.present.isHidden() else self.present.width_wanted(side)
        for name in KEPT_LONGEST:
            room -= side + 4
            self.buttons[name].setVisible(room >= 0)

    def _place_tabs(self, side: int) -> None:
        """The tabs in the middle of the window, or right of the title where that is longer."""
        widths = [tab.width_wanted() for tab in self.tabs.values()]
        before = self._left() if self.title.isHidden() else self.title.geometry().right() + 4
        x = min((self.width() - sum(widths)) // 2, self._score_right - sum(widths))
        x = max(x, before)
        for tab, wide in zip(self.tabs.values(), widths, strict=True):
            tab.setGeometry(x, (self.height() - side) // 2, wide, side)
            x += wide

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = self._look
        painter.fillRect(self.rect(), look.color("panel"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, look.color("line"))
        if self._session.is_greeting:
            return
        painter.setFont(look.font(15, 500))
        painter.setPen(look.color("ink2"))
        left = max(tab.geometry().right() for tab in self.tabs.values()) + look.px(12)
        room = QRectF(left, 0, max(self._score_right - left, 0), self.height())
        text = _whole(painter.fontMetrics(), self._score, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)


def _whole(metrics: QFontMetrics, texts: tuple[str, ...], room: float) -> str:
    """The first of these texts that fits; nothing where none does, for half a number says nothing."""
    return next((text for text in texts if metrics.horizontalAdvance(text) <= room), "")


def score_texts(document: Document) -> tuple[str, ...]:
    """The held-out result in words, from full to short; of a network that was changed since, nothing is
    known."""
    score = document.score
    if not document.network.parameter_count:
        return ()
    if not document.is_trained():
        return "Weights are random: open a trained network", "Weights are random"
    if score is None:
        return ()
    if document.draft is not None:
        return f"{result(score)} before this change", result(score)
    return results(score) if document.score_holds() else ("changed since training",)


class Tab(PaintedButton):
    """One page of the window; the one that is shown stands on a plate."""

    radius = 18.0

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(f"{title} page", parent)
        self.edges = 36
        """Pixels of the plate beside the word, both sides together."""
        self.setText(title)
        self.setCheckable(True)

    def nextCheckState(self) -> None:
        """Being pressed doesn't check it: what is shown follows the session."""

    def words_wide(self) -> int:
        """Pixels of its word."""
        return round(QFontMetricsF(self.look.font(16, 600)).horizontalAdvance(self.text()))

    def width_wanted(self) -> int:
        """Room for its word and the plate."""
        return max(self.words_wide() + self.edges, TARGET)

    def paint(self, painter: QPainter) -> None:
        look, rect = self.look, QRectF(self.rect())
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("raised", 1.0 if self.isChecked() else 0.5))
            painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
        painter.setFont(look.font(16, 600))
        painter.setPen(look.color("ink" if self.isChecked() else "ink2"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self.text())


class Mark(PaintedButton):
    """The program's mark and name: the way to the start page."""

    radius = 10.0

    def __init__(self, parent: QWidget) -> None:
        super().__init__("Start page", parent)
        self.is_named = True

    def paint(self, painter: QPainter) -> None:
        look = self.look
        self.paint_hover(painter)
        # The bar's own pixels, in which the mark was drawn.
        painter.translate(-self.x(), self.height() / 2 - 28 * look.s)
        _paint_mark(painter, look)
        if self.is_named:
            painter.setFont(look.font(21, 700))
            painter.setPen(look.color("ink"))
            area = QRectF(look.px(60), 0, look.px(80), 56 * look.s)
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip, "nnviz")


def _paint_mark(painter: QPainter, look: Look) -> None:
    """Two neurons, one positive and one negative edge, and the neuron they feed."""
    s = look.s
    upper, lower, target = QPointF(24 * s, 20 * s), QPointF(24 * s, 36 * s), QPointF(44 * s, 28 * s)
    painter.setPen(QPen(look.color("pos"), 3 * s))
    painter.drawLine(upper, target)
    painter.setPen(QPen(look.color("neg"), 3 * s))
    painter.drawLine(lower, target)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.color("ink"))
    painter.drawEllipse(upper, 4.5 * s, 4.5 * s)
    painter.drawEllipse(lower, 4.5 * s, 4.5 * s)
    painter.setBrush(look.color("now"))
    painter.drawEllipse(target, 6 * s, 6 * s)
