"""The build page: palette, list, options, change bar, and the hand between them."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from nnviz.engine.layers.table import LAYERS
from nnviz.scene.words import names
from nnviz.session import VALUES, Change, Session
from nnviz.ui.build import words
from nnviz.ui.build.change_bar import HEIGHT, ChangeBar
from nnviz.ui.build.draft_editor import DraftEditor
from nnviz.ui.build.drag_card import DragCard
from nnviz.ui.build.listing import LayerList
from nnviz.ui.build.options import OptionsPanel
from nnviz.ui.build.palette import Palette, groups
from nnviz.ui.build.preview import Dragged
from nnviz.ui.guard import Guarded
from nnviz.ui.plain import button_text
from nnviz.ui.style import look_of
from nnviz.ui.widgets.menus import new_menu, show_above
from nnviz.ui.widgets.scroll_area import scroll_area

PALETTE, OPTIONS = 288.0, 392.0
CONCERNS = VALUES | Change.DRAFT | Change.HISTORY | Change.PAGE


class BuildPage(Guarded, QWidget):
    """The network as a list. Everything below the window's top bar while this page is shown."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.editor = DraftEditor(session, self)
        self.palette_ = Palette(session, self)
        self.shelf = scroll_area(self.palette_, self)
        self.list = LayerList(self.editor)
        self.area = scroll_area(self.list, self)
        self.options = OptionsPanel(self.editor, self.list.add, self)
        self.changes = ChangeBar(self.editor, self)
        self.card = DragCard(self)
        self._connect()
        self.setAccessibleName("Build")
        self.setFocusProxy(self.list)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def _connect(self) -> None:
        self.editor.edited.connect(self._follow)
        for row in self.palette_.rows.values():
            row.clicked.connect(partial(self._add_after_chosen, row.kind))
            row.lifted.connect(self._lift)
            row.carried.connect(self._carry)
            row.dropped.connect(self._drop)
        self.list.lifted.connect(self._lift)
        self.list.carried.connect(self._carry)
        self.list.dropped.connect(self._drop)
        self.list.edit_wanted.connect(self.options.focus_first)
        self.list.seen_wanted.connect(self._show_rect)
        self.list.add.clicked.connect(self._open_add_menu)

    # what is shown

    def refresh(self, change: Change) -> None:
        """Show what is new. Reads the session, never writes it."""
        if change & Change.THEME:
            self._restyle()
        if change & CONCERNS:
            self._follow()
        self.palette_.refresh(change)

    def _follow(self) -> None:
        """Show the list of layers as it is now, all parts of the same one."""
        self.editor.follow()
        self.list.arrange()
        self.options.refresh()
        self.changes.refresh()

    def _restyle(self) -> None:
        look = look_of(self._session, self)
        for part in (self.palette_, self.list, self.options, self.changes):
            part.set_look(look)
        self.palette_.setMinimumHeight(self.palette_.height_wanted())
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the parts by the spec's numbers."""
        look = look_of(self._session, self)
        width, height = self.width(), self.height()
        left, right, below = look.px(PALETTE), look.px(OPTIONS), look.px(HEIGHT)
        self.shelf.setGeometry(0, 0, left, height - below)
        self.options.setGeometry(width - right, 0, right, height - below)
        self.area.setGeometry(left, 0, width - left - right, height - below)
        self.changes.setGeometry(0, height - below, width, below)
        self._restyle()
        self.options.refresh()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), look_of(self._session, self).color("bg"))

    def _show_rect(self, rect: QRect) -> None:
        middle = rect.center()
        self.area.ensureVisible(middle.x(), middle.y(), 0, rect.height() // 2)

    # adding

    def _add_after_chosen(self, kind: str) -> None:
        self.editor.add(kind, self.editor.plan.place_of_new(self.editor.chosen))
        self._show_rect(self.list.row_rect(self.editor.chosen).toRect())

    def _open_add_menu(self) -> None:
        menu = new_menu(self)
        for kinds in groups().values():
            for kind in kinds:
                menu.addAction(button_text(kind), partial(self._add_at_end, kind))
            menu.addSeparator()
        show_above(menu, self.list.add, 4)

    def _add_at_end(self, kind: str) -> None:
        plan = self.editor.plan
        self.editor.add(kind, plan.place_of_new(len(plan.lines)))
        self._show_rect(self.list.row_rect(self.editor.chosen).toRect())

    # the hand

    def _lift(self, held: Dragged, place: QPointF) -> None:
        name, second = held.kind, LAYERS[held.kind].summary
        if held.number:
            line = self.editor.line(held.number)
            name, second = names.kind(line.layer), words.options_text(line)
        self.card.take(held.kind, name, second, look_of(self._session, self))
        self.list.take(held)
        self._carry(place)

    def _carry(self, place: QPointF) -> None:
        if self.list.held is None:
            return
        self.card.follow(self.mapFromGlobal(place))
        inside = self.area.viewport().rect().contains(self.area.viewport().mapFromGlobal(place).toPoint())
        self._scroll_at_edge(place)
        self.list.hover_gap(self.list.mapFromGlobal(place).y() if inside else None)

    def _scroll_at_edge(self, place: QPointF) -> None:
        y = self.area.viewport().mapFromGlobal(place).y()
        bar, reach = self.area.verticalScrollBar(), 40
        if y < reach:
            bar.setValue(bar.value() - reach // 2)
        elif y > self.area.viewport().height() - reach:
            bar.setValue(bar.value() + reach // 2)

    def _drop(self) -> None:
        self.card.hide()
        self.list.let_go(True)
