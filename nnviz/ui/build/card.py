"""One row of the list, painted: handle, number, name, options, what it gives, shape, parameters."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from nnviz.scene.words import names
from nnviz.ui.build import cells, words
from nnviz.ui.build.draft_editor import DraftEditor
from nnviz.ui.build.inflow import inflow
from nnviz.ui.build.pictures import Pictures
from nnviz.ui.style import Look
from nnviz.ui.widgets.fitting import write

NUMBER, NAME, PICTURE = 46.0, 68.0, 283.0
"""Where the columns start, in the spec's pixels from the row's left edge: the number's is its middle."""
USUAL = "3 × 3, padding same, ReLU"
"""As long as the second line of a row usually gets."""
SHAPE, PARAMETERS = 116.0, 20.0
"""Where the right-aligned columns end, from the row's right edge."""
MIDDLE = Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight


def paint_card(
    painter: QPainter,
    rect: QRectF,
    editor: DraftEditor,
    number: int,
    look: Look,
    is_hot: bool,
    kept: Pictures,
) -> None:
    """Paint row ``number`` of the editor's draft; ``is_hot``: the pointer is over it."""
    found = editor.plan.problem
    is_odd = found is not None and number in (found.number, found.source)
    token = "warn" if is_odd else "now" if number == editor.chosen else "ink3" if is_hot else "line"
    width = 3 if is_odd or number == editor.chosen else 1
    painter.setPen(QPen(look.color(token), width))
    painter.setBrush(look.color("panel"))
    inset = width / 2
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), look.px(12), look.px(12))
    if number:
        paint_handle(painter, QPointF(rect.left() + look.px(20), rect.center().y()), look)
    _paint_number(painter, rect, number, look, is_odd and number == editor.chosen)
    _paint_words(painter, rect, editor, number, look)
    right = _paint_sizes(painter, rect, editor, number, look)
    left = rect.left() + picture_left(look)
    room = QRectF(left, rect.top() + 4, max(right - left - look.px(14), 1), rect.height() - 8)
    _paint_inflow(painter, room, editor, number, look, kept)


def picture_left(look: Look) -> float:
    """Where the pictures start, from a row's left edge: clear of the words, which shrink less than they."""
    words_wide = QFontMetricsF(look.font(15, 400)).horizontalAdvance(USUAL)
    return max(float(look.px(PICTURE)), look.px(NAME) + words_wide + look.px(12))


def shape_edge(look: Look) -> float:
    """Where the shapes end, from a row's right edge: clear of the head of the last column."""
    head = QFontMetricsF(look.font(15, 600)).horizontalAdvance("Parameters")
    return max(float(look.px(SHAPE)), head + look.px(PARAMETERS) + look.px(14))


def paint_handle(painter: QPainter, middle: QPointF, look: Look, token: str = "ink3") -> None:
    """Six dots: here a row can be taken hold of."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.color(token))
    for column in (-1, 1):
        for row in (-1, 0, 1):
            centre = QPointF(middle.x() + column * 3.6 * look.s, middle.y() + row * 7 * look.s)
            painter.drawEllipse(centre, 1.9 * look.s, 1.9 * look.s)


def paint_name(painter: QPainter, rect: QRectF, name: str, second: str, look: Look) -> None:
    """A layer's name over its options, both elided where they are too long."""
    for text, pixels, weight, token, middle in (
        (name, 18, 600, "ink", -12.0),
        (second, 15, 400, "ink2", 13.0),
    ):
        line = QRectF(rect.left(), rect.center().y() + middle * max(look.s, 0.62) - 20, rect.width(), 40)
        write(painter, line, text, look, pixels, weight, token)


def _paint_number(painter: QPainter, rect: QRectF, number: int, look: Look, has_ring: bool) -> None:
    painter.setFont(look.font(17, 500))
    painter.setPen(look.color("ink2"))
    place = QRectF(rect.left() + look.px(NUMBER) - 30, rect.top(), 60, rect.height())
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(number))
    if has_ring:
        # The outline says that the row doesn't fit; that it is chosen is said here.
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(look.color("now"), 3))
        painter.drawEllipse(place.center(), look.px(15), look.px(15))


def _paint_words(painter: QPainter, rect: QRectF, editor: DraftEditor, number: int, look: Look) -> None:
    if number:
        line = editor.line(number)
        name, second = names.kind(line.layer), words.options_text(line)
    else:
        name, second = "Input", words.input_text(editor.document)
    left = rect.left() + look.px(NAME)
    room = QRectF(left, rect.top(), picture_left(look) - look.px(NAME) - look.px(8), rect.height())
    paint_name(painter, room, name, second, look)


def _paint_sizes(painter: QPainter, rect: QRectF, editor: DraftEditor, number: int, look: Look) -> float:
    """Shape and parameters; returns where the shape's text starts."""
    if number:
        line = editor.line(number)
        shape, is_warning = words.shape_words(line, editor.plan)
        count, is_kept = line.parameter_count, line.kept
    else:
        shape, is_warning = words.shape_words_of_input(editor.plan), False
        count, is_kept = 0, True
    painter.setFont(look.font(17, 600))
    painter.setPen(look.color("warn" if is_warning else "ink"))
    end = rect.right() - shape_edge(look)
    wide = painter.fontMetrics().horizontalAdvance(shape)
    painter.drawText(QRectF(end - wide - 2, rect.top(), wide + 2, rect.height()), MIDDLE | RIGHT, shape)
    edge = rect.right() - look.px(PARAMETERS)
    known = not number or editor.line(number).shape is not None
    painter.setFont(look.font(17, 600 if count else 500))
    painter.setPen(look.color("ink" if count else "ink3"))
    offset = -12 * max(look.s, 0.62) if count else 0.0
    place = QRectF(edge - 150, rect.top() + offset, 150, rect.height())
    painter.drawText(place, MIDDLE | RIGHT, f"{count:,}" if known else "?")
    if count:
        painter.setFont(look.font(15, 400 if is_kept else 700))
        painter.setPen(look.color("ink2" if is_kept else "ink"))
        place = QRectF(edge - 150, rect.top() + 13 * max(look.s, 0.62), 150, rect.height())
        painter.drawText(place, MIDDLE | RIGHT, "kept" if is_kept else "new")
    return end - wide


def _paint_inflow(
    painter: QPainter, room: QRectF, editor: DraftEditor, number: int, look: Look, kept: Pictures
) -> None:
    shown = inflow(editor, number)
    if shown is None:
        write(painter, room, words.UNKNOWN, look, 17, 500, "ink2")
    else:
        kept.paint(painter, room, number, shown, look, lambda own, area: cells.paint(own, area, shown, look))
