"""What a window writes: every text with its size, its place, its clip and its colour.

A paint engine that draws nothing takes the place of the screen. What a widget writes at once it is told by
Qt. What is written into a kept picture (a column, a cell of an atlas, a word) is noted with that picture, by
listening to the methods of QPainter that draw texts and pictures, and read wherever the picture is drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from nnviz.ui.paint.formula import TYPESET, Formula
from tests.census.engine import Engine, Paper
from tests.census.texts import Pictures, Text


class Recorder:
    """Reads windows. Only what is painted while it listens is known, so a window is made after it began."""

    def __init__(self) -> None:
        self.pictures = Pictures()

    def texts(self, window: QWidget) -> list[Text]:
        """What stands in the window now, in the order in which it is painted."""
        paper = Paper(window.width(), window.height(), self.pictures)
        window.render(paper)
        return paper.texts

    @contextmanager
    def listening(self) -> Iterator[Recorder]:
        """Follow what is painted into pictures."""
        kept: list[tuple[type, str, Callable[..., Any]]] = []

        def follow(owner: type, name: str, by: Callable[..., None]) -> None:
            draw = getattr(owner, name)
            kept.append((owner, name, draw))

            def drawn(painted: Any, *args: Any, **options: Any) -> Any:
                # First it is drawn: the shapes of a formula would else hide its own note.
                result = draw(painted, *args, **options)
                by(painted, name, *args)
                return result

            setattr(owner, name, drawn)

        copy = QImage.copy
        kept.append((QImage, "copy", copy))

        def copied(image: QImage, *args: Any) -> QImage:
            same = copy(image, *args)
            if not args:
                self.pictures.of(same).extend(self.pictures.of(image))
            return same

        QImage.copy = copied

        for name in ("drawText", "drawPixmap", "drawImage", "drawPixmapFragments"):
            follow(QPainter, name, self._drawn)
        follow(QPainter, "fillRect", self._filled)
        follow(Formula, "draw", self._typeset)
        try:
            yield self
        finally:
            for owner, name, draw in kept:
                setattr(owner, name, draw)

    def _drawn(self, painter: QPainter, name: str, *args: Any) -> None:
        """The same into the notes of a picture, if it is one that is painted."""
        picture = painter.device()
        if isinstance(picture, QImage | QPixmap):
            with self._notes(painter, picture) as (same, _):
                getattr(same, name)(*args)

    def _filled(self, painter: QPainter, name: str, *args: Any) -> None:
        """What is painted over is gone."""
        picture = painter.device()
        if isinstance(picture, QImage | QPixmap):
            rect = args[0] if hasattr(args[0], "width") else QRectF(*args[:4])
            gone = painter.deviceTransform().mapRect(QRectF(rect))
            texts = self.pictures.of(picture)
            texts[:] = [text for text in texts if not gone.contains(text.box)]

    def _typeset(self, formula: Formula, name: str, painter: QPainter, *args: float) -> None:
        x, y, scale = (*args, 1.0)[:3]
        rect = QRectF(x, y, formula.size.width() * scale, formula.size.height() * scale)
        picture, color = painter.device(), QColor()
        pixels = TYPESET * formula.scale * scale
        if isinstance(picture, QImage | QPixmap):
            with self._notes(painter, picture) as (same, engine):
                engine.formula(same, rect, pixels, color)
        elif isinstance(painter.paintEngine(), Engine):
            painter.paintEngine().formula(painter, rect, pixels, color)

    @contextmanager
    def _notes(self, painter: QPainter, picture: QImage | QPixmap) -> Iterator[tuple[QPainter, Engine]]:
        """A painter just like this one that writes down what stands in the picture."""
        paper = Paper(picture.width(), picture.height(), self.pictures, self.pictures.of(picture))
        with QPainter(paper) as same:
            same.setTransform(painter.deviceTransform())
            same.setFont(painter.font())
            same.setPen(painter.pen())
            same.setOpacity(painter.opacity())
            if painter.hasClipping():
                same.setClipPath(painter.clipPath())
            yield same, paper.engine
