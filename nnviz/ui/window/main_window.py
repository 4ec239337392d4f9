"""The main window: the top bar, what must be told, and the pages."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from nnviz.session import Change, Session
from nnviz.ui import settings, style
from nnviz.ui.clock import FrameClock
from nnviz.ui.export.image import draw, thumbnail
from nnviz.ui.export.sheet import Sheet
from nnviz.ui.guard import Guarded
from nnviz.ui.plain import set_window_title
from nnviz.ui.run.page import RunPage
from nnviz.ui.widgets.focus_keys import uses_key
from nnviz.ui.widgets.focus_ring import FocusRing
from nnviz.ui.widgets.own_keys import keeps_key
from nnviz.ui.widgets.scroll_area import reveal
from nnviz.ui.window import menus, tab_order, top_bar
from nnviz.ui.window.actions import Actions
from nnviz.ui.window.background import Background
from nnviz.ui.window.capturing import capture
from nnviz.ui.window.commands import Commands
from nnviz.ui.window.desk import Desk
from nnviz.ui.window.offers import Offers
from nnviz.ui.window.pages import RUN, Host, page_of
from nnviz.ui.window.presenting import Presenting
from nnviz.ui.window.recovery_bar import RecoveryBar
from nnviz.ui.window.top_bar import TopBar

SMALLEST = QSize(360, 480)
FIRST = QSize(1600, 1000)
UNSEEN = (800, 560)
"""Pixels of the picture that stands for a document whose canvas has never been shown."""
ARRIVING = frozenset(
    getattr(QEvent.Type, name)
    for name in (
        *("Expose", "MouseButtonPress", "MouseButtonRelease", "MouseButtonDblClick", "MouseMove", "Wheel"),
        *("TouchBegin", "TouchUpdate", "TouchEnd", "KeyPress", "KeyRelease"),
    )
)
"""Events of the window's handle before which its parts are brought up to date."""


class MainWindow(Guarded, QWidget):
    """Top bar and pages; menus, keys, files dropped on it, unsaved work."""

    first_painted = Signal()
    """The first complete picture of the window is on the screen."""
    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.clock: FrameClock | None = None
        settings.tell(session)
        self._session = session
        self._painted = False
        self._missed = Change(0)
        self.setMinimumSize(SMALLEST)
        self.setAcceptDrops(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.background = Background(self)
        self.commands = Commands(session, self, self._thumbnail, self.background)
        self.actions_ = Actions(session, self.commands, self)
        self.menu = menus.window_menu(self, self.actions_, self.commands)
        self.top = TopBar(session, self.actions_.by_name, self.menu, self)
        self.offers = Offers(self)
        self.recovery = RecoveryBar(self.offers, self)
        host = Host(session, self.commands, self.actions_, self.background, self.offers)
        self.desk = Desk(host, self)
        self.pages = self.desk.pages
        self.ring = FocusRing(self)
        self.presenting = Presenting(self, host)
        self.hush: Callable[[str], None] | None = None
        """Who is told in place of a dialog, while a class looks on."""
        self.top.samples_wanted.connect(lambda where: menus.show_samples(self, self.commands, where))
        self.recovery.changed.connect(self._place)
        self.top.displays_wanted.connect(lambda where: menus.show_displays(self, self.commands, where))
        self.commands.level_stepped.connect(self._step_level)
        self.commands.capture_wanted.connect(self._capture)
        self.commands.present_wanted.connect(self.presenting.toggle)
        self.commands.display_chosen.connect(self.presenting.choose_display)
        self._add_menu_key()
        self._lay_out()
        self._restore_geometry()

    @property
    def run(self) -> RunPage:
        """The page with the canvas; made now if it has never been visited."""
        is_made = self.pages.has(RUN)
        page = self.pages.page(RUN)
        assert isinstance(page, RunPage)
        if not is_made:
            page.sheet_changed.connect(self._show_sheet_button)
        return page

    def _add_menu_key(self) -> None:
        opener = QAction("Menu", self)
        opener.setShortcut("F10")
        opener.triggered.connect(lambda: self.top.menu.click())
        self.addAction(opener)

    def _lay_out(self) -> None:
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addWidget(self.recovery)
        column.addWidget(self.desk, 1)

    def _restore_geometry(self) -> None:
        saved = settings.geometry()
        if saved is None or not self.restoreGeometry(saved):
            screen = self.screen().availableSize()
            self.resize(FIRST.boundedTo(screen))

    # what is shown

    def refresh(self, change: Change) -> None:
        """Hand what changed to every part; the clock calls this once a frame. While something is presented,
        nobody looks here: all of it is shown afterwards."""
        if self.presenting.is_on:
            self._missed |= change
            self.actions_.refresh(change)
            return
        if change & Change.THEME:
            self._restyle()
        if change & (Change.DOCUMENT | Change.HISTORY | Change.PAGE):
            title = self._title()
            set_window_title(self, title, " – nnviz")
            self.setWindowModified(self._session.has_unsaved_work)
        if page_of(self._session) == RUN:
            _ = self.run
        self.desk.refresh(change)
        self.top.refresh(change)
        if change & Change.PAGE:
            self.recovery.tell_elsewhere(self._session.is_greeting)
            self._show_sheet_button()
        if change & ~(Change.MOMENT | Change.CAMERA):
            self.actions_.refresh(change)

    def catch_up_on_show(self) -> None:
        """Nothing is presented any more."""
        missed, self._missed = self._missed, Change(0)
        self.refresh(missed)
        self.activateWindow()

    def _title(self) -> str:
        """What is in hand."""
        session = self._session
        if session.is_greeting:
            return "Start"
        if session.table is not None:
            return session.table.sight.path.name
        return session.document.title if session.lecture is None else session.lecture.lesson.title

    def _thumbnail(self) -> bytes:
        """A small picture of the document."""
        if self.pages.has(RUN):
            self.pages.bring_up_to_date(RUN)
            return thumbnail(self.run.picture())
        view = self._session.view
        sheet = Sheet(self._session.document, view.seconds, UNSEEN, view.theme or "dark", view.selection)
        return thumbnail(draw(sheet))

    def _step_level(self, steps: int) -> None:
        """On another page too, where the canvas isn't shown and may be behind."""
        run = self.run
        self.pages.bring_up_to_date(RUN)
        run.canvas.zoom.step(steps)

    def _capture(self) -> None:
        is_seen = page_of(self._session) == RUN
        capture(self._session, self.run.canvas.zoom.level if is_seen else None, self)

    def _show_sheet_button(self) -> None:
        """The inspector has a button where it is a sheet."""
        is_shown = page_of(self._session) == RUN and self.run.is_sheet
        button = self.top.buttons["inspector"]
        if button.isHidden() == is_shown:
            button.setVisible(is_shown)
            self.top.restyle()

    def _restyle(self) -> None:
        look = style.look_of(self._session, self)
        style.dress(self, look.theme)
        sheet = style.stylesheet(look)
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)
        self.ring.set_look(look)
        self.update()

    # geometry

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place everything again."""
        self._place()
        self._restyle()

    def _place(self) -> None:
        """The bars have the heights of this window's scale; the pages have the rest."""
        look = style.look_of(self._session, self)
        self.top.setFixedHeight(look.px(top_bar.HEIGHT))
        self.recovery.set_look(look)
        self.recovery.setFixedHeight(self.recovery.height_wanted())
        # In this event, not in the next one: no frame shows the bars as they were.
        self._column.activate()

    # events

    def event(self, event: QEvent) -> bool:
        """Leave Space to a button and arrows to a slider that have the focus."""
        if keeps_key(event, partial(uses_key, QApplication.focusWidget())):
            return True
        if event.type() == QEvent.Type.UpdateRequest and self.clock is not None:
            # Qt is about to have everything painted that has asked for it.
            with self._session.training.turn():
                self.clock.catch_up()
                return super().event(event)
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The system uncovers the window: Qt paints at once, without asking the window. Or a person does
        something: what lies under the pointer is decided, and buttons answer, without asking it either."""
        if event.type() in ARRIVING and self.clock is not None:
            self.clock.catch_up()
        return False

    def showEvent(self, event: QShowEvent) -> None:
        """From now on the system has a window to uncover."""
        handle = self.windowHandle()
        if handle is not None:
            handle.installEventFilter(self)

    def focus_moved(self, control: QWidget | None) -> None:
        """The focus is on another control; where Tab brought it there, the ring follows at once."""
        self.ring.moved(control, False)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab moves the focus, and the ring with it."""
        found = None
        parts = getattr(self.pages.current, "tab_parts", ())
        if parts:
            found = tab_order.neighbour(
                (self.top, *parts, *self.desk.tab_parts), QApplication.focusWidget(), forward
            )
        if found is None:
            moved = super().focusNextPrevChild(forward)
        else:
            moved = True
            found.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
            reveal(found)
        self.ring.moved(QApplication.focusWidget(), True)
        return moved

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), style.look_of(self._session, self).color("bg"))
        if not self._painted:
            self._painted = True
            # After this event the children paint; then the event loop comes round to the timer.
            QTimer.singleShot(0, self.first_painted.emit)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a file that is dragged over the window."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the file that was dropped."""
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        # The one who drags waits for an answer: it must not be a question to a person.
        QTimer.singleShot(0, lambda: self.commands.open(files[0]))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask before unsaved work is lost; remember where the window was."""
        self.presenting.stop()
        if not self.commands.may_leave():
            event.ignore()
            return
        self.commands.keep_progress()
        settings.set_geometry(self.saveGeometry())
        event.accept()
        self.closed.emit()
