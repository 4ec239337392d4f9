"""What the class sees now, and what comes next."""

from __future__ import annotations

import logging
from dataclasses import replace

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QFrame, QGraphicsView, QWidget

from nnviz.document import Document, View
from nnviz.errors import NNVizError
from nnviz.session import Change, Session
from nnviz.session.lecture import Lecture, Place
from nnviz.ui.export.image import draw
from nnviz.ui.export.sheet import Sheet
from nnviz.ui.guard import Guarded
from nnviz.ui.lessons import words
from nnviz.ui.present.hall import Hall
from nnviz.ui.present.stage import Stage
from nnviz.ui.widgets.fitting import write
from nnviz.ui.widgets.part import Part
from nnviz.ui.widgets.removal import take_away
from nnviz.ui.window.background import Background
from nnviz.ui.window.pages import PAGES, RUN, Host, page_of

LOGGER = logging.getLogger("nnviz")
NOW, NEXT = 314.0, 218.0
"""Width of both pictures at full size, in the spec's pixels."""
SOON, LATER = 300, 1500
"""Milliseconds after which a picture is taken anew: once it stands still, and while it moves."""
WAIT = 250
"""Milliseconds after which the next card is set up: the one that was asked for comes first."""
SHEET = (640, 360)
WINDOW = QSize(1600, 900)
"""A page of controls as a window of this size has it: the class's own is laid out larger."""
MEASURED = 1200
"""Milliseconds after which it is looked at again: by then it has what it measures."""
SIZE, LABEL = 20.0, 18.0


class Glimpse(Part):
    """Two pictures with their names; the upper one follows the class's display, two or three times a second
    at most, so that the class's own picture isn't held up."""

    def __init__(self, host: Host, hall: Hall, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._hall = host.session, hall
        self._ahead = Ahead(host)
        self._now, self._next = QPixmap(), QImage()
        self._of: tuple[Lecture, Place] | None = None
        self._taking, self._preparing, self._measured = (QTimer(self) for _ in range(3))
        calls = self._take, self._prepare, self._look_again
        for timer, call in zip((self._taking, self._preparing, self._measured), calls, strict=True):
            timer.setSingleShot(True)
            timer.timeout.connect(call)
        self.setAccessibleName("Now and next")

    def stop(self) -> None:
        """Take no more pictures."""
        for timer in (self._taking, self._preparing, self._measured):
            timer.stop()
        self._ahead.close()

    def refresh(self, change: Change) -> None:
        """Show what is new. Reads the session, never writes it."""
        if not self._taking.isActive():
            self._taking.start(LATER if self._session.is_playing else SOON)
        lecture = self._session.lecture
        of = None if lecture is None else (lecture, lecture.place)
        if of != self._of or change & Change.THEME:
            self._of = of
            self._next = QImage()
            self._measured.stop()
            self._preparing.start(WAIT)
            self.update()

    @property
    def next_title(self) -> str:
        """What comes next, in words."""
        lecture = self._session.lecture
        after = None if lecture is None else lecture.after(lecture.place)
        if lecture is None or after is None:
            return "" if lecture is None else "The end of the lesson"
        if after.card == lecture.place.card:
            return f"Step {after.step + 1} of {len(lecture.card.steps)}"
        return lecture.lesson.cards[after.card].title

    @property
    def now_title(self) -> str:
        """What is shown, in words."""
        lecture = self._session.lecture
        if lecture is None:
            return self._session.document.title
        step = words.step_of(lecture)
        return f"{lecture.card.title}. {step}" if step else lecture.card.title

    # pictures

    def _take(self) -> None:
        if self._hall.isVisible() and self.isVisible():
            wide = QSize(self.look.px(NOW), self.look.px(NOW)) * self.devicePixelRatioF()
            smooth = Qt.TransformationMode.SmoothTransformation
            shown = self._hall.still if self._hall.is_frozen else self._hall.stage
            self._now = shown.grab().scaled(wide, Qt.AspectRatioMode.KeepAspectRatio, smooth)
            self._now.setDevicePixelRatio(self.devicePixelRatioF())
            self.update()

    def _prepare(self) -> None:
        """Set the next step up, aside, and draw it."""
        lecture = self._session.lecture
        after = None if lecture is None else lecture.after(lecture.place)
        if lecture is None or after is None:
            return
        try:
            document, view = lecture.peek(after, self._session.view)
            if page_of(Session(replace(document, view=view))) == RUN:
                self._next = picture_of(document, view)
            else:
                self._next = self._ahead.picture_of(document, view)
                self._measured.start(MEASURED)
        except NNVizError as error:
            LOGGER.info("the next card can't be shown beforehand: %s", error)
        self.update()

    def _look_again(self) -> None:
        self._next = self._ahead.picture()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        px, look = self.look.px, self.look
        lecture = self._session.lecture
        count = "" if lecture is None else f": {words.count(lecture)}"
        top = 0
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            write(painter, QRectF(0, top, self.width(), px(24)), f"Now{count}", look, LABEL, 600, "now")
            top += px(34)
            size = self._now.deviceIndependentSize()
            high = round(size.height()) or px(NOW * 9 / 16)
            place = QRectF(0, top, px(NOW), high)
            painter.drawPixmap(place.toRect(), self._now)
            painter.setPen(QPen(look.color("now"), 3))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(place.adjusted(1.5, 1.5, -1.5, -1.5), 6, 6)
            top += high + px(8)
            top += self._title(painter, self.now_title, top) + px(32)
            if lecture is None:
                return
            after = lecture.after(lecture.place)
            where = "" if after is None else f": {after.card + 1} of {len(lecture.lesson.cards)}"
            write(painter, QRectF(0, top, self.width(), px(24)), f"Next{where}", look, LABEL, 600, "ink2")
            top += px(34)
            place = QRectF(0, top, px(NEXT), px(NEXT * 9 / 16))
            if not self._next.isNull():
                painter.drawImage(place, self._next)
            painter.setPen(QPen(look.color("line"), 1))
            painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
            top += round(place.height()) + px(8)
            self._title(painter, self.next_title, top)

    def _title(self, painter: QPainter, text: str, top: int) -> int:
        look = self.look
        painter.setFont(look.font(SIZE, 600))
        painter.setPen(look.color("ink"))
        flags = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        room = QRectF(0, top, self.width(), look.px(84))
        painter.drawText(room, flags, text)
        return round(painter.boundingRect(room, flags, text).height())


def picture_of(document: Document, view: View) -> QImage:
    """A small picture of what a step shows of the network."""
    return draw(Sheet(document, view.seconds, SHEET, view.theme or "dark", view.selection))


class Ahead:
    """Pages of controls as a step will show them: with a session and a worker of their own, in a window that
    never comes onto a display."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._window: QWidget | None = None
        self._background: Background | None = None
        self._pages: dict[str, QWidget] = {}
        self._session: Session | None = None
        self._page = ""

    def picture_of(self, document: Document, view: View) -> QImage:
        """Set a step's page up; what it measures comes later."""
        document = replace(document, view=view)
        if self._session is None:
            self._session = Session(document)
        else:
            self._session.show(document)
        self._page = page_of(self._session)
        page = self._made(self._session, self._page)
        for other in self._pages.values():
            other.setVisible(other is page)
        page.refresh(~Change(0))  # type: ignore[attr-defined]
        return self.picture()

    def picture(self) -> QImage:
        """The page as it is now."""
        return self._pages[self._page].grab().toImage() if self._page else QImage()

    def close(self) -> None:
        """Nobody looks ahead any more."""
        if self._window is not None and self._background is not None:
            self._background.close()
            take_away(self._window)
        self._window, self._background, self._session = None, None, None
        self._pages, self._page = {}, ""

    def _made(self, session: Session, name: str) -> QWidget:
        if self._window is None or self._background is None:
            self._window = QWidget()
            self._window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
            self._window.resize(WINDOW)
            self._background = Background(self._window)
            self._window.show()
        if name not in self._pages:
            host = replace(self._host, session=session, background=self._background)
            self._pages[name] = PAGES[name].make(host, self._window)
            self._pages[name].resize(WINDOW)
        return self._pages[name]


class LiveView(Guarded, QGraphicsView):
    """The class's picture, live, while the class sees a still one: what is done here, the class will see."""

    def __init__(self, stage: Stage, parent: QWidget) -> None:
        super().__init__(stage.scene(), parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setStyleSheet("background: transparent")
        self.setAccessibleName("What the class will see")

    def fit(self) -> None:
        """Show all of it."""
        self.fitInView(self.sceneRect(), Qt.AspectRatioMode.KeepAspectRatio)

    def let_go(self) -> None:
        """Look at nothing any more, and go."""
        self.setScene(None)
        take_away(self)
