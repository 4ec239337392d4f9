"""The page that runs a network: input, canvas, inspector, and time below."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from nnviz.lessons.model import LEVELS
from nnviz.scene.view.answering import answering
from nnviz.scene.view.levels import Level
from nnviz.scene.words.edge_counts import is_large
from nnviz.session import Change
from nnviz.session.lecture import Lecture
from nnviz.ui import style
from nnviz.ui.canvas import CanvasView
from nnviz.ui.canvas.menu import show_menu, show_scales
from nnviz.ui.canvas.overlays import level_bar
from nnviz.ui.canvas.overlays.level_bar import LevelBar
from nnviz.ui.guard import Guarded
from nnviz.ui.run.callouts import Callouts, Spot, within
from nnviz.ui.run.inspector import InspectorPanel
from nnviz.ui.run.rail import InputRail
from nnviz.ui.run.rail.rail import WIDTH as RAIL
from nnviz.ui.run.transport import TransportBar
from nnviz.ui.run.transport import bar as transport_bar
from nnviz.ui.run.unfit import UnfitBar
from nnviz.ui.window.pages import Host

INSPECTOR, LEAST_INSPECTOR = 392, 326
ICONS_BELOW, SHEET_BELOW = 1280, 1100
"""Widths under which the rail becomes icons, and the inspector a sheet over the canvas."""
CANVAS, LEAST_CANVAS = 560, 440
"""The width that a lesson leaves the canvas in the spec's pixels, and the least one; what stands beside it
makes way."""
RAIL_FOR = frozenset(("pad", "inputs", "examples", "everything"))
"""Words of a card for what is done in the rail; on other cards it is closed."""


class RunPage(Guarded, QWidget):
    """Input rail, canvas with its levels, inspector, transport. Over a canvas that needs the room the rail's
    panel and the inspector lie as sheets."""

    sheet_changed = Signal()
    """The inspector has become a sheet, or has its own place again."""

    def __init__(self, host: Host, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._host = host.session, host
        self.is_sheet = False
        self._sheet_open = False
        self._shows_detail = False
        self._is_large = False
        self._selection = host.session.view.selection
        self._aside: int | None = None
        self._framed: tuple[Lecture, int] | None = None
        self.setAccessibleName("Run")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.canvas = CanvasView(self._session, self)
        self.levels = LevelBar(self._session, self.canvas.zoom, self)
        self.rail = InputRail(self._session, self)
        self.inspector = InspectorPanel(self._session, self)
        self.transport = TransportBar(self._session, self)
        self.unfit = UnfitBar(self._session, self)
        self.callouts = Callouts(self._session, lambda: self.canvas.zoom.level, self._spot, self)
        self.setFocusProxy(self.canvas)
        self._connect()

    def _connect(self) -> None:
        actions, commands, canvas = self._host.actions.by_name, self._host.commands, self.canvas
        self._host.actions.give_keys(canvas)
        canvas.resized.connect(self._show_level)
        canvas.play_wanted.connect(actions["play"].trigger)
        canvas.menu_wanted.connect(self._show_menu)
        canvas.scale_button.clicked.connect(lambda: show_scales(self, actions, canvas.scale_button))
        canvas.map.closed.connect(actions["map"].trigger)
        self.rail.extent_changed.connect(self._place)
        self.unfit.changed.connect(self._place)
        self.inspector.footer.level_wanted.connect(lambda level: canvas.zoom.go(Level(level)))
        self.inspector.link(canvas.pointed)
        commands.inspector_toggled.connect(lambda: self._open_sheet(not self._sheet_open))
        commands.search_wanted.connect(canvas.search.open)
        commands.first_steps_wanted.connect(self.callouts.start)
        self.callouts.ended.connect(commands.end_first_steps)
        self.callouts.stepped.connect(self._make_room_for)
        canvas.installEventFilter(self)
        if commands.wants_first_steps:
            # They were asked for on the start page, before there was this one.
            self.callouts.start()

    @property
    def tab_parts(self) -> tuple[QWidget, ...]:
        """The parts through which Tab goes, in order."""
        first = (self.unfit, self.rail, self.levels, self.canvas, self.inspector)
        return (*first, self.transport, self.callouts)

    # what is shown

    def refresh(self, change: Change) -> None:
        """Show what is new. Reads the session, never writes it."""
        if change & Change.THEME:
            theme = style.look_of(self._session, self).theme
            self.canvas.set_theme(theme)
            self.inspector.set_theme(theme)
            self.unfit.set_look(style.look_of(self._session, self))
            self.callouts.set_look(style.look_of(self._session, self))
            self.update()
        if change & Change.SELECTION and self._session.view.selection != self._selection:
            self._selection = self._session.view.selection
            self._open_sheet(self._selection is not None and not self._shows_detail and not self._has_lesson)
        if self._has_lesson and change & (Change.SELECTION | Change.DOCUMENT | Change.LESSON):
            # What a card needs stands before the canvas shows it.
            self._place()
        self.unfit.refresh(change)
        self.canvas.refresh(change)
        self._frame()
        for part in (self.levels, self.inspector, self.transport, self.rail):
            part.refresh(change)
        self.inspector.footer.show_level(self.canvas.zoom.level)
        self.callouts.refresh(change)
        if self.canvas.shows_detail != self._shows_detail:
            self._make_way(self.canvas.shows_detail)
        elif is_large(self._session.document.network) != self._is_large:
            self._place()

    # in a lesson

    @property
    def _has_lesson(self) -> bool:
        return self._aside is not None

    @property
    def foot(self) -> int:
        """Pixels of the bar at the page's foot."""
        return round(transport_bar.HEIGHT * style.scale_of(self))

    def set_lesson(self, aside: int | None) -> None:
        """Leave a lesson's panel so many pixels at the right above the bar; None: no lesson is open."""
        if aside != self._aside or aside is not None:
            self._aside = aside
            self._place()

    def _frame(self) -> None:
        """A card has come: see its neuron at the level that it wants, before anything is painted. Only the
        canvas knows where that is, so it is the one thing of the session that is changed from here."""
        lecture = self._session.lecture
        if lecture is None or self.canvas.picture is None:
            return
        framing = lecture.framing
        if self._framed == (lecture, framing.number):
            return
        self._framed = lecture, framing.number
        if framing.level:
            self.canvas.zoom.stand(tuple(Level)[LEVELS.index(framing.level)], framing.target)
            self.canvas.refresh(Change.CAMERA)

    def _rail_is_closed(self) -> bool:
        """On a card nothing is done in the rail that the card doesn't give into the hand."""
        lecture = self._session.lecture
        touch = None if lecture is None else lecture.touch
        return self._has_lesson and touch is not None and not RAIL_FOR & set(touch)

    def picture(self) -> QImage:
        """The canvas as it is."""
        return self.canvas.grab().toImage()

    def close_sheets(self) -> None:
        """Close what lies over the canvas."""
        self.rail.close_panel()
        self._open_sheet(False)
        self.canvas.setFocus()

    def _make_way(self, shows_detail: bool) -> None:
        """A neuron that is opened up has the window to itself: its page says all that rail and inspector
        do. They come back when the zoom leaves it, and the neuron stays where it is on the screen."""
        focus = self.canvas.zoom.focus
        before = None if focus is None else self.canvas.mapToGlobal(focus)
        self._shows_detail, self._sheet_open = shows_detail, False
        self.rail.close_panel()
        self._place()
        if before is not None:
            self.canvas.zoom.hold_focus(self.canvas.mapFromGlobal(before))
            # In this frame, not in the next one: nothing may be seen to jump.
            self.canvas.refresh(Change.CAMERA)
        if shows_detail:
            self.canvas.setFocus()

    def _show_level(self) -> None:
        """Another size of the canvas may show another level."""
        self.levels.show_level()
        self.inspector.footer.show_level(self.canvas.zoom.level)

    def _show_menu(self, where: QPoint) -> None:
        show_menu(self, self._session, self.canvas.zoom, self._host.actions.by_name, where)

    # geometry

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place everything again."""
        self._place()

    def _place(self) -> None:
        s, width, height = style.scale_of(self), self.width(), self.height()
        below = self.foot
        middle = height - below
        beside = width - (self._aside or 0)
        inspector = min(max(round(INSPECTOR * s), LEAST_INSPECTOR), beside)
        left = self._place_rail(beside)
        is_sheet = self._inspector_is_sheet(beside - left - inspector)
        right = beside if is_sheet else beside - inspector
        ladder = max(round(level_bar.HEIGHT * s), level_bar.LEAST)
        self.unfit.set_look(style.look_of(self._session, self))
        top = self.unfit.height_wanted()
        self.unfit.setGeometry(0, 0, beside, top)
        self.transport.setGeometry(0, middle, width, below)
        self.rail.setGeometry(0, top, self.rail.open_extent(), middle - top)
        self.levels.setGeometry(left, top, right - left, ladder)
        self.canvas.setGeometry(QRect(left, top + ladder, right - left, middle - top - ladder))
        self.inspector.setGeometry(beside - inspector, top, inspector, middle - top)
        self.inspector.setVisible(not is_sheet or self._sheet_open)
        self.rail.raise_()
        self.inspector.raise_()
        self.callouts.set_look(style.look_of(self._session, self))
        self.callouts.stand()
        if is_sheet != self.is_sheet:
            self.is_sheet = is_sheet
            self.sheet_changed.emit()

    def _place_rail(self, beside: int) -> int:
        """Fold, close or open the rail; returns the pixels that it keeps to itself."""
        self._is_large = is_large(self._session.document.network)
        if not self._has_lesson:
            self.rail.set_folded(self.width() < ICONS_BELOW, self._is_large)
        else:
            lecture = self._session.lecture
            is_drawn = lecture is not None and "pad" in (lecture.touch or ())
            has_room = beside - round(RAIL * style.scale_of(self)) >= self._least_canvas()
            self.rail.set_folded(not has_room, self._is_large and not is_drawn)
        is_closed = self._shows_detail or self._rail_is_closed()
        self.rail.setVisible(not is_closed)
        return 0 if is_closed else self.rail.extent()

    def _inspector_is_sheet(self, canvas: int) -> bool:
        """Whether the inspector has no place of its own; ``canvas`` are the pixels that it would leave."""
        if self._shows_detail or self.width() < SHEET_BELOW:
            return True
        return self._has_lesson and (self._session.view.selection is None or canvas < self._least_canvas())

    def _least_canvas(self) -> int:
        return max(round(CANVAS * style.scale_of(self)), LEAST_CANVAS)

    def _spot(self, step: str) -> Spot:
        """Where a newcomer's step is done."""
        if step == "play":
            return Spot(within(self, self.transport, self.transport.play.geometry()))
        number = self._number_seen() if step == "number" else None
        if number is not None:
            return Spot(within(self, self.inspector.products, number))
        session = self._session
        meant = session.view.selection or answering(
            session.document, session.trace, session.view, session.moment
        )
        found = self.canvas.zoom.spot(meant)
        at = self.canvas.rect().center() if found is None else found.toPoint()
        if not self.canvas.rect().contains(at):
            at = self.canvas.rect().center()
        return Spot(within(self, self.canvas, QRect(at.x() - 30, at.y() - 30, 60, 60)), step != "number")

    def _number_seen(self) -> QRect | None:
        """The first weight of the inspector's list that is in sight, where it can be taken."""
        products = self.inspector.products
        if not products.isVisible() or not products.isEnabled():
            return None
        seen = products.visibleRegion().boundingRect()
        places = [handle.rect.toAlignedRect() for handle in products.handles if handle.key[0] == "w"]
        return next((place for place in places if seen.contains(place)), None)

    def _make_room_for(self, step: str) -> None:
        """The sheet is open for the step that is done in it, and covers none of the others."""
        self._selection = self._session.view.selection
        self._open_sheet(step == "number")

    def _open_sheet(self, is_open: bool) -> None:
        self._sheet_open = is_open
        self._place()

    # events

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape ends the first steps before it leads a level out; what a hand holds it takes back first."""
        is_escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        is_press = event.type() == QEvent.Type.KeyPress
        if is_escape and is_press and self.callouts.isVisible() and not self.canvas.hand.is_pressed:
            self.callouts.end()
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes what lies over the canvas, the first steps before all."""
        if event.key() == Qt.Key.Key_Escape and self.callouts.isVisible():
            self.callouts.end()
        elif event.key() == Qt.Key.Key_Escape:
            self.close_sheets()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), style.look_of(self._session, self).color("bg"))
