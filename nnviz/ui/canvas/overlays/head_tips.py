"""What heads and the legend mean, in full: they are cut short where layers stand close."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QWidget

from nnviz.scene.layout.headings import TITLE, head_lines, text_size, text_width
from nnviz.scene.layout.places import Column
from nnviz.scene.values.legend import meaning
from nnviz.ui.guard import Guarded
from nnviz.ui.paint.picture import Picture
from nnviz.ui.plain import show_tooltip

_SIDE = {"left": 0.0, "center": 0.5, "right": 1.0}
LEAST = 36.0
"""Pixels: a shorter head answers the pointer over this width all the same."""


class HeadTips(Guarded, QObject):
    """Answers a pointer that rests on what ``find`` has words for: a head, or a letter of the legend."""

    def __init__(self, canvas: QWidget, find: Callable[[QPointF], tuple[str, QRectF] | None]) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._find = find
        canvas.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QHelpEvent) or event.type() != QEvent.Type.ToolTip:
            return False
        found = self._find(QPointF(event.pos()))
        if found is None:
            return False
        show_tooltip(event.globalPos(), found[0], self._canvas, found[1].toAlignedRect())
        return True


def tip_at(
    picture: Picture, legend: Sequence[tuple[str, str, QRectF]], point: QPointF
) -> tuple[str, QRectF] | None:
    """(words, place) of what explains itself under a point of the screen: a head, or a word of the legend."""
    if picture.depth.has_page:
        return None
    letters = ((meaning(words), place) for _, words, place in legend)
    for words, place in (*letters, *_image_heads(picture), *_column_heads(picture)):
        if words and place.contains(point):
            return words, place
    return None


def _image_heads(picture: Picture) -> Iterator[tuple[str, QRectF]]:
    """The heads over image layers and their kernels."""
    images = picture.layout.images
    for head in () if images is None else images.heads:
        at = picture.look.mapping.point(head.x, head.y)
        if not head.is_below:
            at.setY(head.y)
        yield head.whole, _place(picture, at, max(text_width(head.title, head.size), LEAST), head.size, 0.5)


def _column_heads(picture: Picture) -> Iterator[tuple[str, QRectF]]:
    """The heads over columns of neurons; neighbours that stand close share the room between them."""
    columns = [picture.layout.columns[i] for i in picture.seen]
    pixels = text_size(TITLE, picture.layout.scale)
    for column in columns:
        at = picture.look.mapping.point(*column.heading)
        if not column.is_below:
            at.setY(column.heading[1])
        yield (
            column.whole,
            _place(picture, at, _wide(column, columns, picture, pixels), pixels, _SIDE[column.heading_align]),
        )


def _wide(column: Column, columns: Sequence[Column], picture: Picture, pixels: float) -> float:
    """How wide a head answers: as wide as its words, or as far as halfway to its neighbours."""
    point = picture.look.mapping.point
    x, y = column.heading
    near = [abs(point(other.heading[0], y).x() - point(x, y).x()) for other in columns if other is not column]
    words = max(text_width(column.title, pixels), text_width(column.subtitle, pixels))
    return max(words, min([LEAST, *near]))


def _place(picture: Picture, at: QPointF, wide: float, pixels: float, side: float) -> QRectF:
    """Where a head of two lines stands."""
    first, second = head_lines(picture.layout.scale)
    return QRectF(at.x() - side * wide, at.y() - pixels, wide, 2 * pixels + second - first)
