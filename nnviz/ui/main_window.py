"""The main window: five parts, placed by the spec's numbers."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QEvent, QIODevice, QObject, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractButton, QAbstractSlider, QApplication, QMenu, QWidget

from nnviz import formats
from nnviz.scene.view.levels import Level
from nnviz.scene.words.edge_counts import is_large
from nnviz.session import Change, Session
from nnviz.ui import settings, style, tab_order, top_bar
from nnviz.ui.actions import Actions, submenu_names
from nnviz.ui.canvas import CanvasView
from nnviz.ui.canvas.overlays import level_bar
from nnviz.ui.canvas.overlays.level_bar import LevelBar
from nnviz.ui.clock import FrameClock
from nnviz.ui.commands import Commands
from nnviz.ui.guard import Guarded
from nnviz.ui.pages import RUN, Pages
from nnviz.ui.plain import button_text, menu_text, set_tooltip, set_window_title
from nnviz.ui.recovery_bar import RecoveryBar
from nnviz.ui.run.inspector import InspectorPanel
from nnviz.ui.run.rail import InputRail
from nnviz.ui.run.transport import TransportBar
from nnviz.ui.run.transport import bar as transport_bar
from nnviz.ui.top_bar import TopBar
from nnviz.ui.widgets.buttons import presses
from nnviz.ui.widgets.focus_ring import FocusRing

INSPECTOR = 392
ICONS_BELOW, SHEET_BELOW = 1280, 1100
"""Window widths under which the rail becomes icons, and the inspector a sheet over the canvas."""
SMALLEST = QSize(360, 480)
FIRST = QSize(1600, 1000)
THUMBNAIL = QSize(320, 284)
ARRIVING = frozenset(
    getattr(QEvent.Type, name)
    for name in (
        *("Expose", "MouseButtonPress", "MouseButtonRelease", "MouseButtonDblClick", "MouseMove", "Wheel"),
        *("TouchBegin", "TouchUpdate", "TouchEnd", "KeyPress", "KeyRelease"),
    )
)
"""Events of the window's handle before which its parts are brought up to date."""
ARROWS = tuple(Qt.Key[f"Key_{name}"] for name in ("Left", "Right", "Up", "Down", "Home", "End"))


class MainWindow(Guarded, QWidget):
    """Top bar, input rail, canvas, inspector, transport; menus, keys, files dropped on it, unsaved work."""

    first_painted = Signal()
    """The first complete picture of the window is on the screen."""
    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.clock: FrameClock | None = None
        self._session = session
        self._sheet_open = False
        self._is_opened = False
        self._painted = False
        self._missed = Change(0)
        self._selection = session.view.selection
        self.setMinimumSize(SMALLEST)
        self.setAcceptDrops(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.commands = Commands(session, self, self._thumbnail)
        self.canvas = CanvasView(session, self)
        self.levels = LevelBar(session, self.canvas.zoom, self)
        self.canvas.resized.connect(self._show_level)
        self.actions_ = Actions(session, self.commands, self, self.canvas)
        self._menus = [QMenu(self)]
        self.menu = self._build_menu(self._menus[0])
        self.rail = InputRail(session, self)
        self.inspector = InspectorPanel(session, self)
        self.transport = TransportBar(session, self)
        self.top = TopBar(session, self.actions_.by_name, self.menu, self)
        self.recovery = RecoveryBar(self)
        self.recovery.changed.connect(self._place)
        self.pages = Pages(session, self)
        self.ring = FocusRing(self)
        self.rail.extent_changed.connect(self._place)
        self.top.samples_wanted.connect(self._show_samples)
        self.commands.inspector_toggled.connect(self._toggle_sheet)
        self.commands.search_wanted.connect(self.canvas.search.open)
        self.commands.level_stepped.connect(self._step_level)
        self.inspector.foot.level_wanted.connect(lambda level: self.canvas.zoom.go(Level(level)))
        self.inspector.link(self.canvas.pointed)
        self.canvas.play_wanted.connect(self.actions_.by_name["play"].trigger)
        self.canvas.menu_wanted.connect(self._show_canvas_menu)
        self.canvas.scale_button.clicked.connect(self._show_scales)
        self.canvas.map.closed.connect(self.actions_.by_name["map"].trigger)
        self._restore_geometry()
        self.canvas.setFocus()

    def _restore_geometry(self) -> None:
        saved = settings.geometry()
        if saved is None or not self.restoreGeometry(saved):
            screen = self.screen().availableSize()
            self.resize(FIRST.boundedTo(screen))

    # menus

    def _build_menu(self, menu: QMenu) -> QMenu:
        submenus = {name: QMenu(button_text(name), self) for name in submenu_names()}
        samples, recent = QMenu("Open sample", self), QMenu("Open recent", self)
        samples.aboutToShow.connect(lambda: self._fill_samples(samples))
        recent.aboutToShow.connect(lambda: self._fill_recent(recent))
        menu.addMenu(samples)
        self.actions_.fill(menu, submenus)
        after_open = menu.actions()[2]
        menu.insertMenu(after_open, recent)
        for name in ("Edit", "keys"):
            first = submenus[name].menuAction() if name in submenus else self.actions_.by_name[name]
            menu.insertSeparator(first)
        quit_action = QAction("Quit", self)
        quit_action.setShortcut("Ctrl+Q")
        quit_action.triggered.connect(self.close)
        self.addAction(quit_action)
        menu.addAction(quit_action)
        opener = QAction("Menu", self)
        opener.setShortcut("F10")
        opener.triggered.connect(lambda: self.top.menu.click())
        self.addAction(opener)
        return menu

    def _fill_samples(self, menu: QMenu) -> None:
        menu.clear()
        for name in formats.samples():
            menu.addAction(button_text(name), partial(self.commands.open, name))

    def _fill_recent(self, menu: QMenu) -> None:
        menu.clear()
        for path in settings.recent():
            action = menu.addAction(menu_text(path.name), partial(self.commands.open, path))
            set_tooltip(action, str(path))
        if menu.isEmpty():
            menu.addAction("No files yet").setEnabled(False)

    def _show_samples(self, where: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._fill_samples(menu)
        menu.popup(where)

    def _show_canvas_menu(self, where: QPoint) -> None:
        from nnviz.ui.canvas.menu import show_menu

        show_menu(self, self._session, self.canvas.zoom, self.actions_.by_name, where)

    def _show_scales(self) -> None:
        from nnviz.ui.canvas.menu import show_scales

        show_scales(self, self.actions_.by_name, self.canvas.scale_button)

    # what is shown

    def refresh(self, change: Change) -> None:
        """Hand what changed to every part; the clock calls this once a frame."""
        if change & Change.THEME:
            self._restyle()
        if change & (Change.DOCUMENT | Change.HISTORY):
            set_window_title(self, self._session.document.title, " – nnviz")
            self.setWindowModified(self._session.has_unsaved_work)
        if change & Change.SELECTION and self._session.view.selection != self._selection:
            self._selection = self._session.view.selection
            self._open_sheet(self._selection is not None and not self._is_opened)
        self._missed |= change
        if self._session.view.page == RUN:
            self._catch_up()
        self.top.refresh(change)
        if change & (Change.PAGE | Change.DOCUMENT):
            self._turn_to_page()
        self.pages.refresh(change)
        if change & ~(Change.MOMENT | Change.CAMERA):
            self.actions_.refresh(change)

    def _catch_up(self) -> None:
        """Let what belongs to the canvas show what is new: at once, or when its page is shown again."""
        change, self._missed = self._missed, Change(0)
        for part in (self.canvas, self.levels, self.inspector, self.transport, self.rail):
            part.refresh(change)
        self.inspector.foot.show_level(self.canvas.zoom.level)
        if self.canvas.is_opened != self._is_opened:
            self._make_way(self.canvas.is_opened)

    def _make_way(self, is_opened: bool) -> None:
        """A neuron that is opened up has the window to itself: its page says all that rail and inspector
        do. They come back when the zoom leaves it, and the neuron stays where it is on the screen."""
        focus = self.canvas.zoom.focus
        before = None if focus is None else self.canvas.mapToGlobal(focus)
        self._is_opened, self._sheet_open = is_opened, False
        self.rail.close_panel()
        self.rail.setVisible(self._session.view.page == RUN and not is_opened)
        self._place()
        if before is not None:
            self.canvas.zoom.hold_focus(self.canvas.mapFromGlobal(before))
            # In this frame, not in the next one: nothing may be seen to jump.
            self.canvas.refresh(Change.CAMERA)
        if is_opened:
            self.canvas.setFocus()

    def _step_level(self, steps: int) -> None:
        """On another page too, where the canvas isn't shown and may be behind."""
        self._catch_up()
        self.canvas.zoom.step(steps)

    def _show_level(self) -> None:
        """Another size of the canvas may show another level."""
        self.levels.show_level()
        self.inspector.foot.show_level(self.canvas.zoom.level)

    def _turn_to_page(self) -> None:
        """Hide what belongs to the canvas while another page lies in its place."""
        is_run = self._session.view.page == RUN
        was_run = not self.canvas.isHidden()
        for part in (self.canvas, self.levels, self.transport):
            part.setVisible(is_run)
        self.rail.setVisible(is_run and not self._is_opened)
        self._place()
        if is_run and not was_run:
            self.canvas.setFocus()

    def _restyle(self) -> None:
        look = style.look_of(self._session, self)
        self.canvas.set_theme(look.theme)
        self.inspector.set_theme(look.theme)
        style.dress(self, look.theme)
        sheet = style.stylesheet(look)
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)
        self.ring.set_look(look)
        self.update()

    def _thumbnail(self) -> bytes | None:
        self._catch_up()
        picture = self.canvas.grab().scaled(
            THUMBNAIL, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        return bytes(buffer.data().data()) if picture.save(buffer, "PNG") else None

    # geometry

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place everything again."""
        self._place()
        self._restyle()

    def _place(self) -> None:
        s, width, height = style.scale_of(self), self.width(), self.height()
        top, bottom = round(top_bar.HEIGHT * s), round(transport_bar.HEIGHT * s)
        is_sheet = width < SHEET_BELOW or self._is_opened
        self.rail.set_folded(width < ICONS_BELOW, is_large(self._session.document.network))
        inspector = round(INSPECTOR * s) if not is_sheet else min(max(round(INSPECTOR * s), 330), width)
        left = 0 if self._is_opened else self.rail.extent()
        middle = height - top - bottom
        self.top.setGeometry(0, 0, width, top)
        self.recovery.set_look(style.look_of(self._session, self))
        line = self.recovery.height_wanted()
        self.recovery.setGeometry(0, top, width, line)
        top += line
        middle -= line
        self.transport.setGeometry(0, height - bottom, width, bottom)
        self.pages.place(QRect(0, top, width, height - top))
        self.rail.setGeometry(0, top, self.rail.open_extent(), middle)
        right = width if is_sheet else width - inspector
        ladder = max(round(level_bar.HEIGHT * s), level_bar.LEAST)
        self.levels.setGeometry(left, top, right - left, ladder)
        self.canvas.setGeometry(QRect(left, top + ladder, right - left, middle - ladder))
        self.inspector.setGeometry(width - inspector, top, inspector, middle)
        self.inspector.setVisible(self._session.view.page == RUN and (not is_sheet or self._sheet_open))
        self.rail.raise_()
        self.inspector.raise_()
        button = self.top.buttons["inspector"]
        if button.isHidden() == is_sheet:
            button.setVisible(is_sheet)
            self.top.restyle()

    def _toggle_sheet(self) -> None:
        self._open_sheet(not self._sheet_open)

    def _open_sheet(self, is_open: bool) -> None:
        self._sheet_open = is_open
        self._place()

    # events

    def event(self, event: QEvent) -> bool:
        """Leave Space to a button and arrows to a slider that have the focus."""
        is_asked = event.type() == QEvent.Type.ShortcutOverride
        if is_asked and _belongs_to(QApplication.focusWidget(), event):
            event.accept()
            return True
        if event.type() == QEvent.Type.UpdateRequest and self.clock is not None:
            # Qt is about to have everything painted that has asked for it.
            self.clock.catch_up()
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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes what lies over the canvas."""
        if event.key() == Qt.Key.Key_Escape and self._session.view.page == RUN:
            self.rail.close_panel()
            self._open_sheet(False)
            self.canvas.setFocus()
        else:
            super().keyPressEvent(event)

    def focus_moved(self, control: QWidget | None) -> None:
        """The focus is on another control; where Tab brought it there, the ring follows at once."""
        self.ring.moved(control, False)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab moves the focus, and the ring with it."""
        found = None
        if self._session.view.page == RUN:
            parts = (self.top, self.rail, self.levels, self.canvas, self.inspector, self.transport)
            found = tab_order.neighbour(parts, QApplication.focusWidget(), forward)
        if found is None:
            moved = super().focusNextPrevChild(forward)
        else:
            moved = True
            found.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
            tab_order.reveal(found)
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
        if not self.commands.may_leave():
            event.ignore()
            return
        settings.set_geometry(self.saveGeometry())
        event.accept()
        self.closed.emit()


def _belongs_to(control: QWidget | None, event: QEvent) -> bool:
    if not isinstance(event, QKeyEvent):
        return False
    if isinstance(control, QAbstractButton):
        return presses(event)
    return (
        isinstance(control, QAbstractSlider) and event.key() in ARROWS and control.objectName() != "timeline"
    )
