"""A text as it stands in a window, and which texts stand in which kept picture."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPixmap, QTransform
from PySide6.QtWidgets import QWidget

FORMULA = "(formula)"
"""What a typeset formula is called: it is drawn as shapes."""
JOIN = 1.0
"""Pixels between two runs of letters that are one string: Qt breaks it where the font changes."""


@dataclass(frozen=True, eq=False)
class Text:
    """One string on one line. ``place`` takes its own pixels to those of what it is written on, where
    ``origin`` is the left end of the base line. ``clip`` is None where nothing cuts it."""

    string: str
    font: QFont
    origin: QPointF
    ink: QRectF
    color: QColor
    place: QTransform
    clip: QRectF | None = None
    owner: QWidget | None = None
    is_covered: bool = False
    """Whether some of it lies under what was painted later."""

    @property
    def pixels(self) -> float:
        """The size of its letters, as high as they are in the end."""
        across = self.place.map(QPointF(0, 1)) - self.place.map(QPointF(0, 0))
        return self.font.pixelSize() * (across.x() ** 2 + across.y() ** 2) ** 0.5

    @cached_property
    def box(self) -> QRectF:
        """Around the ink of its letters."""
        return self.place.mapRect(self.ink)

    @cached_property
    def seen(self) -> QRectF:
        """The part of the box that no clip takes away."""
        return self.box if self.clip is None else self.box.intersected(self.clip)

    def moved(self, place: QTransform, clip: QRectF | None, opacity: float, owner: QWidget | None) -> Text:
        """The same, where what it is written on is drawn on something else."""
        color = QColor(self.color)
        color.setAlphaF(color.alphaF() * opacity)
        own = None if self.clip is None else place.mapRect(self.clip)
        both = [rect for rect in (own, clip) if rect is not None]
        cut = both[0].intersected(both[-1]) if both else None
        return replace(self, place=self.place * place, clip=cut, color=color, owner=owner)


class Pictures:
    """Which texts stand in which kept picture, by the number that Qt gives each picture."""

    def __init__(self) -> None:
        self._texts: dict[int, list[Text]] = {}

    def of(self, picture: QImage | QPixmap) -> list[Text]:
        """What is written in a picture; the list itself, to be added to."""
        return self._texts.setdefault(picture.cacheKey() >> 32, [])


def _end(text: Text) -> float:
    return text.origin.x() + QFontMetricsF(text.font).horizontalAdvance(text.string)


def continues(before: Text, after: Text) -> bool:
    """Whether ``after`` is more of the same string: it goes on where the other ends, in the same look."""
    same = before.owner is after.owner and before.place == after.place and before.color == after.color
    is_near = abs(_end(before) - after.origin.x()) <= JOIN and before.origin.y() == after.origin.y()
    return same and is_near and before.font.pixelSize() == after.font.pixelSize()


def joined(before: Text, after: Text) -> Text:
    return replace(before, string=before.string + after.string, ink=before.ink.united(after.ink))
