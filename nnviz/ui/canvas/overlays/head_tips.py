"""The words of a head in full, for many are cut short where layers stand close; and what the legend means."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QWidget

from nnviz.scene.layout.headings import head_lines, text_width
from nnviz.ui.guard import Guarded
from nnviz.ui.paint.picture import Picture
from nnviz.ui.plain import show_tooltip

Tip = tuple[str, QRectF] | None
"""Words and where what they are about stands."""
LEAST = 36.0
"""Pixels: a shorter head answers the pointer over this width all the same."""


class HeadTips(Guarded, QObject):
    """Answers a pointer that rests on a head of ``canvas``, which shows what ``picture`` gives, or on a word
    of its legend, which ``explained`` knows."""

    def __init__(
        self, canvas: QWidget, picture: Callable[[], Picture | None], explained: Callable[[QPointF], Tip]
    ) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._picture = picture
        self._explained = explained
        canvas.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        picture = self._picture()
        if not isinstance(event, QHelpEvent) or event.type() != QEvent.Type.ToolTip or picture is None:
            return False
        found = tip_at(picture, QPointF(event.pos())) or self._explained(QPointF(event.pos()))
        if found is None:
            return False
        show_tooltip(event.globalPos(), found[0], self._canvas, found[1].toAlignedRect())
        return True


def tip_at(picture: Picture, point: QPointF) -> Tip:
    """(words, place) of the head over a column, an image layer or its kernels under a point of the screen."""
    if picture.depth.has_page:
        return None
    images = picture.layout.images
    if images is None:
        return _over_column(picture, point)
    first, second = head_lines(picture.layout.scale)
    for head in images.heads:
        at = picture.look.mapping.point(head.x, head.y)
        if not head.is_below:
            at.setY(head.y)
        half = max(text_width(head.title, head.size), LEAST) / 2
        place = QRectF(at.x() - half, at.y() - head.size, 2 * half, 2 * head.size + second - first)
        if head.whole and place.contains(point):
            return head.whole, place
    return None


def _over_column(picture: Picture, point: QPointF) -> Tip:
    """The whole name of a layer whose head is short."""
    layout = picture.layout
    first, second = head_lines(layout.scale)
    for column in layout.columns:
        at = picture.look.mapping.point(*column.heading)
        place = QRectF(at.x() - LEAST / 2, first - LEAST / 2, LEAST, second - first + LEAST)
        if column.whole not in ("", column.title) and not column.is_below and place.contains(point):
            return column.whole, place
    return None
