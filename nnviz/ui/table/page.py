"""The page of a table: what was guessed of it, each guess in reach, and the network that fits."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from nnviz.plaintext import visible
from nnviz.scene.table import columns as words
from nnviz.session import Change
from nnviz.ui.guard import Guarded
from nnviz.ui.style import Look, look_of
from nnviz.ui.table.bar import TableBar
from nnviz.ui.table.columns import Columns
from nnviz.ui.table.editor import TableEditor
from nnviz.ui.table.kind_menu import ChoiceMenu, Row
from nnviz.ui.table.network_card import NetworkCard
from nnviz.ui.table.pills import QuestionView
from nnviz.ui.table.split_card import SplitCard
from nnviz.ui.table.strip import RawStrip
from nnviz.ui.table.title_line import TitleLine
from nnviz.ui.widgets.plate import plate
from nnviz.ui.window.pages import Host

EDGE, GAP, ASIDE, INSET = 24.0, 16.0, 408.0, 24.0
LEAST_ASIDE = 316
"""Pixels of the right column at least: names of columns stand in it."""


class TablePage(Guarded, QWidget):
    """Everything below the window's top bar while a table is shown."""

    def __init__(self, host: Host, parent: QWidget) -> None:
        super().__init__(parent)
        self._host, self._session = host, host.session
        self.setAccessibleName("A table to learn from")
        self.editor = TableEditor(host.session, host.background, self)
        self.title = TitleLine(self)
        self.questions: list[QuestionView] = []
        self.strip = RawStrip(self)  # type: ignore[arg-type]
        self.columns = Columns(self)
        self.split = SplitCard(self)
        self.network = NetworkCard(self)
        self.bar = TableBar(self)
        self.menu: ChoiceMenu | None = None
        self._card = QRect()
        self._look: Look | None = None
        self._connect()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def _connect(self) -> None:
        editor = self.editor
        editor.came.connect(self._follow)
        self.title.left.connect(self._session.leave_table)
        self.title.target.clicked.connect(self._open_targets)
        self.columns.menu_wanted.connect(self._open_kinds)
        self.columns.remedy_wanted.connect(self._open_remedies)
        self.columns.scrolled.connect(self._scroll_strip)
        self.split.share_moved.connect(self._set_share)
        self.split.seed_wanted.connect(
            lambda seed: editor.prepare("Another seed", ("seed",), seed=min(max(seed, 0), 999_999))
        )
        self.network.hidden_wanted.connect(editor.set_hidden)
        self.network.scale_wanted.connect(lambda scale: editor.prepare("Scale columns", scale=scale))
        self.network.picture_wanted.connect(editor.set_picture)
        self.bar.undo.clicked.connect(self._session.undo)
        self.bar.redo.clicked.connect(self._session.redo)
        self.bar.again.clicked.connect(editor.guess_again)
        self.bar.mend_wanted.connect(editor.drop_bad_lines)
        self.bar.train.clicked.connect(lambda: self._host.commands.tables.train())

    @property
    def tab_parts(self) -> tuple[QWidget, ...]:
        """What Tab goes through."""
        return (self.title, *self.questions, self.columns, self.split, self.network, self.bar)

    # what is shown

    def refresh(self, change: Change) -> None:
        """Show what is new. Reads the session, never writes it."""
        if self._session.table is None:
            return
        if change & (Change.TABLE | Change.PAGE):
            self._follow()
        if change & Change.THEME or self._look is None:
            self._restyle()

    def _follow(self) -> None:
        editor, table = self.editor, self.editor.table
        editor.look()
        scene, known = editor.scene, editor.known
        if not self.questions:
            for question in scene.questions:
                view = QuestionView(question, self)
                view.fixed.connect(editor.fix)
                view.show()
                self.questions.append(view)
            self._restyle()
        for view, question in zip(self.questions, scene.questions, strict=True):
            view.show_question(question)
        self.title.show_scene(scene)
        self.strip.show_strips(scene.strips)
        self.columns.show_known(known)
        self.split.show_aside(scene.aside)
        self.network.show_scene(scene, editor.hidden)
        self.bar.show_scene(scene, table.undo_label, table.redo_label)
        self._scroll_strip()

    def _restyle(self) -> None:
        look = self._look = look_of(self._session, self)
        for part in self.tab_parts:
            part.set_look(look)  # type: ignore[attr-defined]
        self.strip.set_look(look)
        self._place(look)
        self.update()

    def _scroll_strip(self) -> None:
        columns = self.columns
        pad = columns.x() - self.strip.x() + max(columns.look.px(16), 10)
        pinned, target = None, columns.target
        if target is not None and columns.is_pinned:
            pinned = target, columns.rect_of(target).left() + pad
        self.strip.scroll_to(columns.gutter + pad, columns.step, columns.offset, pinned)

    # places

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Everything finds its place."""
        if self._session.table is not None:
            self._restyle()

    def showEvent(self, event: QShowEvent) -> None:
        """The window may have another size by now."""
        if self._session.table is not None:
            self._restyle()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody waits any more for a large table that is being read."""
        if self._session.table is None:
            self.editor.leave()

    def _place(self, look: Look) -> None:
        edge, gap = look.px(EDGE), look.px(GAP)
        width, low = self.width(), self.height() - self.bar.height_wanted()
        self.bar.setGeometry(0, low, width, self.bar.height_wanted())
        self.title.setGeometry(edge, gap, width - 2 * edge, self.title.height_wanted())
        top = self.title.geometry().bottom() + 1 + gap
        aside = max(look.px(ASIDE), LEAST_ASIDE)
        self._card = QRect(edge, top, width - 2 * edge - gap - aside, low - gap - top)
        x = self._card.right() + 1 + gap
        high = self.split.height_wanted()
        self.split.setGeometry(x, top, aside, high)
        self.network.setGeometry(x, top + high + gap, aside, self._card.height() - high - gap)
        self._place_card(look)

    def _place_card(self, look: Look) -> None:
        inset = look.px(INSET)
        inner = self._card.adjusted(inset, look.px(12), -inset, -look.px(8))
        y, gap = inner.top(), look.px(GAP)
        if self.questions:
            wide = (inner.width() - 3 * gap) / 4
            high = self.questions[0].height_wanted()
            for place, view in enumerate(self.questions):
                x = inner.left() + place * (wide + gap)
                view.setGeometry(round(x), y, round(wide), high)
            y += high + look.px(8)
        high = self.strip.height_wanted()
        self.strip.setGeometry(inner.left(), y, inner.width(), high)
        y += high + look.px(8)
        self.columns.setGeometry(inner.left(), y, inner.width(), inner.bottom() + 1 - y)
        self._scroll_strip()

    # menus

    def _open(self, title: str, rows: list[Row], under: QWidget, rect: QRect) -> ChoiceMenu:
        menu = self.menu = ChoiceMenu(title, rows, under.look, self.window())  # type: ignore[attr-defined]
        menu.closed.connect(self._menu_closed)
        menu.open_at(under.mapToGlobal(QPoint(rect.left(), rect.bottom() + 4)))
        return menu

    def _menu_closed(self) -> None:
        self.menu = None
        self.columns.opened = None
        self.columns.update()

    def _open_kinds(self, column: int, chip: QRect) -> None:
        """What a column can be; where it lacks values, or is a target of numbers, what is made of that."""
        editor, known = self.editor, self.editor.known
        kinds = words.kinds(known.guess, known.choices, column, editor.becomes)
        is_target = known.choices.kinds[column] == "target"
        rows = [
            Row(
                one.kind,
                one.text,
                one.is_chosen,
                one.is_possible and not (is_target and not one.is_chosen),
                one.line,
            )
            for one in kinds
        ]
        if is_target:
            rows = [
                row if row.is_chosen else Row(row.name, row.text, False, False, "choose another target first")
                for row in rows
            ]
            if words.has_amounts(known.guess, column):
                rows += [
                    Row(f"answers:{name}", text, known.choices.answers == name)
                    for name, text in words.ANSWER_CHOICES.items()
                ]
        elif self.columns.head(column).is_missing:
            rows += self._remedies()
        menu = self._open(f"What {visible(known.preview.columns[column].name)} is", rows, self.columns, chip)
        menu.chosen.connect(lambda name: self._choose(column, name))
        self.columns.opened = column
        self.columns.update()

    def _open_remedies(self, column: int, rect: QRect) -> None:
        menu = self._open("What is done about missing values", self._remedies(), self.columns, rect)
        menu.chosen.connect(lambda name: self._choose(column, name))

    def _remedies(self) -> list[Row]:
        known = self.editor.known
        found = {one.value: one for one in known.guess.missing.alternatives}
        return [
            Row(
                f"missing:{name}",
                text,
                known.choices.missing == name,
                True,
                found[name].why if name in found else "",
            )
            for name, text in words.REMEDY_CHOICES.items()
        ]

    def _choose(self, column: int, name: str) -> None:
        what, _, value = name.rpartition(":")
        if what == "missing":
            self.editor.set_missing(value)
        elif what == "answers":
            self.editor.set_answers(value)
        else:
            self.editor.set_kind(column, value)

    def _open_targets(self) -> None:
        """Every column, those that can't be learned with the reason."""
        known, button = self.editor.known, self.title.target
        rows = [
            Row(
                str(number),
                visible(column.name),
                known.choices.kinds[number] == "target",
                column.answers is not None,
                self._becomes(number) if column.answers is not None and number < 40 else column.why_not,
            )
            for number, column in enumerate(known.guess.columns)
        ]
        menu = self._open("What is learned", rows, button, button.rect())
        menu.chosen.connect(lambda name: self.editor.set_kind(int(name), "target"))

    def _becomes(self, column: int) -> str:
        known = self.editor.known
        return self.editor.becomes(known.guess.with_kind(known.choices, column, "target"))

    def _set_share(self, share: float, merge: object) -> None:
        self.editor.prepare("Keep more or fewer aside", merge, share=round(share, 2))

    # events

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The columns have the keyboard."""
        self.columns.setFocus(event.reason())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leads back."""
        if event.key() == Qt.Key.Key_Escape:
            self._session.leave_table()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = look_of(self._session, self)
        painter.fillRect(event.rect(), look.color("bg"))
        plate(painter, look, QRectF(self._card))
