"""What the class sees, laid out in the page's own pixels: the picture, and below it what is said of it.

All of it is one widget, which :mod:`stage` shows magnified. The picture is live: it takes the pointer as it
does in the main window.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from nnviz.lessons.model import LEVELS
from nnviz.scene.layout.map_chain import has_images
from nnviz.scene.values.narration import line
from nnviz.scene.view.levels import Level
from nnviz.session import Change
from nnviz.session.lecture import Lecture, Place
from nnviz.ui import style
from nnviz.ui.canvas import CanvasView
from nnviz.ui.clock import FrameClock
from nnviz.ui.guard import Guarded
from nnviz.ui.lessons.cover import WORDS as COVERS
from nnviz.ui.lessons.cover import Cover, hidden
from nnviz.ui.present.answer import Answer
from nnviz.ui.present.drawing import HallPad
from nnviz.ui.present.frame import Frame
from nnviz.ui.present.hairline import KNOB, Hairline
from nnviz.ui.present.sizes import PAGES as SIZES
from nnviz.ui.present.sizes import SMALL, magnified
from nnviz.ui.present.strip import Strip
from nnviz.ui.present.words import HIGH, Ribbon, Words
from nnviz.ui.style import Lens, Look
from nnviz.ui.theme import HALL_THEMES, Theme
from nnviz.ui.widgets.focus_keys import uses_key
from nnviz.ui.widgets.own_keys import keeps_key
from nnviz.ui.window.pages import PAGES, RUN, Host, page_of

EDGE, RULE, STRIP, HAIR = 0.04, 778.0, 150.0, 958.0
"""Of the width: room left and right. In units down from the top: the rule below the picture; how high the
strip is; the middle of the hairline."""
LETTERS = 18.0
"""The words on a cover, in the spec's pixels."""


class Face(Guarded, QWidget):
    """A canvas of its own, or another page; formula, sentence and hairline."""

    resized = Signal()
    """It is magnified otherwise, or has another size."""

    def __init__(self, host: Host) -> None:
        super().__init__()
        self.clock: FrameClock | None = None
        self.lens = Lens(themes=HALL_THEMES)
        self._host, self._session = host, host.session
        self.page = ""
        self.seen = magnified(RUN, 1600, 1000)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName("What the class sees")
        self.canvas = CanvasView(self._session, self, for_hall=True)
        self.strip = Strip(self._session, self)
        self.answer = Answer(self._session, self.canvas, self)
        self.hairline = Hairline(self._session, self)
        self.pad = HallPad(self._session, self.canvas, self)
        self.cover = Cover(self)
        self.ribbon = Ribbon(self._session, self)
        self.words = Words(self._session, self)
        self.words.resized.connect(self._place)
        self.canvas.resized.connect(self._stand)
        self._frames: dict[str, Frame] = {}
        self._missed: dict[str, Change] = {RUN: ~Change(0)}
        self._lenses: dict[str, Lens] = {RUN: self.lens}
        """Under which each page's canvas was last drawn."""
        self._near = 1.0
        self._step: tuple[Lecture, Place] | None = None
        self._framed: tuple[Lecture, int] | None = None
        self._expects_detail = False
        """Whether the card wants its neuron opened up, and it hasn't been seen so yet."""

    # what is shown

    @property
    def shown(self) -> QWidget:
        """The page that is shown: the canvas, or another page's own widget."""
        return self.canvas if self.page == RUN else self._frames[self.page].page

    def refresh(self, change: Change) -> None:
        """Show what is new. Reads the session, never writes it."""
        if change & Change.THEME:
            self._dress()
        name = _page(self._host)
        for other in self._missed:
            self._missed[other] |= change
        if name != self.page:
            self._turn_to(name)
        self.words.refresh(change)
        self._show_words()
        missed, self._missed[name] = self._missed[name], Change(0)
        if name == RUN:
            self.canvas.refresh(missed)
            self._frame()
            if self._is_whole(self._session.lecture) != self._whole:
                self._show_words()
            self._say()
        else:
            self._frames[name].page.refresh(missed)  # type: ignore[attr-defined]

    def event(self, event: QEvent) -> bool:
        """Leave Space to a button and arrows to a slider that have the focus."""
        return keeps_key(event, partial(uses_key, self.focusWidget())) or super().event(event)

    def _frame(self) -> None:
        """A card has come: see its neuron from where it wants it seen, as the window's own page does."""
        lecture = self._session.lecture
        framed = None if lecture is None else (lecture, lecture.framing.number)
        if lecture is None or framed == self._framed or self.canvas.picture is None:
            return
        self._framed = framed
        if lecture.framing.level:
            level = tuple(Level)[LEVELS.index(lecture.framing.level)]
            self.canvas.zoom.stand(level, lecture.framing.target)
            self.canvas.refresh(Change.CAMERA)

    @property
    def covers_page(self) -> bool:
        """Whether the card's words lie over a page that should be seen."""
        return self.words.isVisible() and self.words.is_over and self.cover.isHidden()

    def draw(self) -> None:
        """Take the pad, or put it away."""
        self.pad.toggle()
        self._show_words()

    def draw_anew(self) -> None:
        """Begin again on an empty pad."""
        self.pad.wipe()
        self._show_words()

    def fold_words(self) -> None:
        """Put the card's words away, or show them."""
        self.words.is_folded = not self.words.is_folded
        self._show_words()
        self._say()

    def _show_words(self) -> None:
        """Beside a network; over what needs the whole display, and folded to a line."""
        lecture, theme = self._session.lecture, self.theme
        has_words, is_whole = lecture is not None, self._is_whole(lecture)
        covered = "" if lecture is None else hidden(self._session, lecture)
        self.words.set_over(is_whole)
        self.words.show_in(self.seen, theme)
        self.ribbon.show_in(self.seen, theme, self.words.is_folded)
        self.cover.set_look(Look(theme, SMALL * self.seen.unit / LETTERS))
        self.pad.show_in(self.seen, theme, self.page == RUN)
        before = [part.isHidden() for part in (self.words, self.ribbon, self.cover)], self._whole
        self.words.setVisible(has_words and not self.words.is_folded)
        self.ribbon.setVisible(has_words and is_whole)
        self.cover.say(COVERS.get(covered, ""), 0)
        self.cover.setVisible(bool(covered))
        self._whole = is_whole
        if before != ([part.isHidden() for part in (self.words, self.ribbon, self.cover)], is_whole):
            self._place()

    _whole = False

    def _is_whole(self, lecture: Lecture | None) -> bool:
        """Whether what is shown needs the whole display: other pages, maps, a neuron that is opened up."""
        step = None if lecture is None else (lecture, lecture.place)
        if step != self._step:
            self._step = step
            level = "" if lecture is None else lecture.framing.level
            self._expects_detail = level in ("microscope", "slope")
        self._expects_detail = self._expects_detail and not self.canvas.shows_detail
        has_maps = has_images(self._session.document.network)
        return self.page != RUN or has_maps or self.canvas.shows_detail or self._expects_detail

    def _turn_to(self, name: str) -> None:
        self.page = name
        if name != RUN and name not in self._frames:
            self._frames[name] = Frame(PAGES[name].make(self._host, self), SIZES[name].head, self)
            self._missed[name] = ~Change(0)
            for over in (self.cover, self.ribbon, self.words):
                over.raise_()
        for other, frame in self._frames.items():
            frame.setVisible(other == name)
        for part in (self.canvas, self.strip, self.answer, self.hairline):
            part.setVisible(name == RUN)
        self.fit(self.seen.width, self.seen.height)
        self._dress()
        self.shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self) -> None:
        """What follows from the canvas's picture."""
        session = self._session
        # Of the layer: what the neuron does, its formula says.
        _, sentence = line(session.document, session.trace, session.moment, None, session.view.masked)
        self.strip.show_session(self.seen, sentence)
        self.answer.show_session(self.seen)
        self._stand()
        self.hairline.show_time(self.seen)
        has_strip = self.strip.has_words and not self.canvas.shows_detail
        if has_strip == self.strip.isHidden():
            self.strip.setVisible(has_strip)
            self._place()

    # geometry

    def fit(self, width: int, height: int) -> None:
        """Be magnified so that the page can be read on a display of this size."""
        seen = magnified(self.page or RUN, width, height)
        if seen != self.seen:
            self.seen = seen
            self._dress()
        self.resize(*seen.size)
        self._place()
        self.resized.emit()

    def _dress(self) -> None:
        floor = SIZES[self.page or RUN].floor
        lens = Lens(self.seen.times * self._near, floor, HALL_THEMES, self._near > 1.0)
        self.lens = lens
        look = self._look()
        sheet = style.stylesheet(look)
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)
        for part in (self.strip, self.hairline, self.answer):
            part.set_look(look)
        if lens != self._lenses.get(self.page):
            # As on a screen of other pixels: what is kept as pixels is drawn anew.
            self._lenses[self.page] = lens
            within = [] if self.page == RUN or not self.page else self.shown.findChildren(CanvasView)
            for canvas in [self.canvas] if self.page == RUN else within:
                QApplication.sendEvent(canvas, QEvent(QEvent.Type.DevicePixelRatioChange))
        self.update()

    def come_near(self, times: float) -> None:
        """A piece is enlarged so many times: what is kept as pixels has as many more."""
        if times != self._near:
            self._near = times
            self._dress()

    @property
    def theme(self) -> Theme:
        """The colours it is shown in."""
        return self._look().theme

    def _look(self) -> Look:
        return style.look_of(self._session, self)

    def _place(self) -> None:
        seen, px = self.seen, self.seen.px
        wide, high = self.size().toTuple()
        aside = 0 if self.words.isHidden() else self.words.width_on(seen)
        self.words.setGeometry(wide - aside, 0, aside, high)
        top = 0 if self.ribbon.isHidden() else px(HIGH)
        self.ribbon.setGeometry(0, 0, wide, top)
        for name, frame in self._frames.items():
            frame.setGeometry(0, top, wide, high - top)
            frame.fit(SIZES[name].width, SIZES[name].height)
        edge = round(EDGE * wide)
        if not self._whole:
            wide -= aside
        self.cover.setGeometry(0, top, self.width() - aside, high - top)
        hair = px(HAIR)
        below = hair - px(28)
        has_strip = not self.strip.isHidden()
        self.canvas.setGeometry(0, top, wide, (px(RULE) if has_strip else below) - top)
        self.strip.setGeometry(edge, px(RULE) + px(8), wide - 2 * edge, px(STRIP))
        knob = px(KNOB)
        self.hairline.setGeometry(edge - knob, hair - px(22), wide - 2 * edge + 2 * knob, px(44))
        self._stand()

    def _stand(self) -> None:
        """What lies over the canvas stands where its picture wants it."""
        self.answer.stand(self.seen)
        self.pad.stand(self.seen, self.canvas.y(), self.canvas.width())

    def paintEvent(self, event: QPaintEvent) -> None:
        look = self._look()
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), look.color("bg"))
            if self.page == RUN and not self.strip.isHidden():
                left, wide = self.strip.x(), self.strip.width()
                line = QRect(left, self.seen.px(RULE), wide, max(self.seen.px(2), 1))
                painter.fillRect(line, look.color("line"))


def _page(host: Host) -> str:
    """The page that is shown to the class."""
    name = page_of(host.session)
    return name if name in SIZES else RUN
