"""The picture of a card on paper: the canvas as shapes and words, other pages as a window shows them."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from nnviz.document import Document
from nnviz.lessons.staging import Staged
from nnviz.scene.view import levels
from nnviz.scene.view.levels import Level
from nnviz.session import Session
from nnviz.ui.app import application
from nnviz.ui.clock import FrameClock
from nnviz.ui.export.image import png
from nnviz.ui.paint.composer import Composer
from nnviz.ui.paint.painter import ScenePainter
from nnviz.ui.paint.surface import DIRECT
from nnviz.ui.theme import THEMES
from nnviz.ui.window.main_window import MainWindow

THEME = "light"
CANVAS = (1080.0, 640.0)
"""The logical size of a canvas on paper: its letters are then as tall as those of a caption."""
WINDOW = QSize(1600, 1000)
PAPER = replace(DIRECT, can_fade=False)
LONGEST = 3
"""How often a page is asked again whether what it measures has come."""


class Pictures:
    """The pictures of one lesson's cards. Needs an application without a display, for a window is made where
    a card shows another page than the canvas."""

    def __init__(self) -> None:
        self._window: MainWindow | None = None
        self._clock: FrameClock | None = None

    def draw(self, painter: QPainter, step: Staged, room: QRectF) -> None:
        """Draw a step's picture into ``room``, as large as it fits, in its middle."""
        document = replace(step.facts.document, view=step.facts.view)
        if document.view.page == "run":
            _canvas(painter, document, step.level, room)
            return
        image = self._page(document)
        whole = QRectF(0, 0, image.width(), image.height())
        painter.drawImage(_fitted(whole, room), image, whole)

    def height_for(self, step: Staged, width: float) -> float:
        """How tall a picture of that width is."""
        if step.facts.view.page == "run":
            return width * CANVAS[1] / CANVAS[0]
        return width * (WINDOW.height() - 56) / WINDOW.width()

    def close(self) -> None:
        """The window was never seen; now it goes."""
        if self._window is not None and self._clock is not None:
            self._clock.stop()
            self._window.background.close()
            self._window.hide()
            self._window.deleteLater()
            self._window = None

    def _page(self, document: Document) -> QImage:
        window, clock = self._made(document)
        for _ in range(LONGEST):
            clock.tick()
            QApplication.processEvents()
            window.background.worker.wait()
        clock.tick()
        QApplication.processEvents()
        return window.pages.grab().toImage()

    def _made(self, document: Document) -> tuple[MainWindow, FrameClock]:
        if self._window is None or self._clock is None:
            session = Session(document)
            self._window = MainWindow(session)
            self._window.resize(WINDOW)
            self._clock = FrameClock(session, self._window)
            self._clock.add(self._window)
            self._window.show()
        else:
            self._window.commands.session.show(document)
        return self._window, self._clock


def picture(step: Staged, size: tuple[int, int]) -> bytes:
    """One step's picture as the bytes of a PNG, ``size`` pixels large; needs an application, or makes one
    without a display."""
    application()
    image = QImage(*size, QImage.Format.Format_RGB32)
    image.fill(THEMES[THEME].color("bg"))
    pictures = Pictures()
    with QPainter(image) as painter:
        hints = QPainter.RenderHint
        painter.setRenderHints(hints.Antialiasing | hints.SmoothPixmapTransform)
        pictures.draw(painter, step, QRectF(0, 0, *size))
    pictures.close()
    return png(image)


def _canvas(painter: QPainter, document: Document, level: str, room: QRectF) -> None:
    theme, composer = THEMES[THEME], Composer()
    session = Session(document)
    picture = composer.picture(session, CANVAS, theme, 1.0)
    if level:
        goal = levels.camera_of(picture.layout, Level[level.upper()], session.view.selection)
        session.set_camera(goal)
        picture = composer.picture(session, CANVAS, theme, 1.0)
    scene = ScenePainter(theme, PAPER)
    scene.want(picture)
    scene.settle()
    place = _fitted(QRectF(0, 0, *CANVAS), room)
    painter.save()
    painter.translate(place.topLeft())
    painter.scale(place.width() / CANVAS[0], place.height() / CANVAS[1])
    painter.setClipRect(QRectF(0, 0, *CANVAS))
    scene.draw(painter, picture)
    painter.restore()


def _fitted(whole: QRectF, room: QRectF) -> QRectF:
    scale = min(room.width() / whole.width(), room.height() / whole.height())
    place = QRectF(0, 0, whole.width() * scale, whole.height() * scale)
    place.moveCenter(room.center())
    return place
