"""What stands between and around the rows: column heads, the mismatch, the gap, the sum."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from nnviz.scene.words.counting import amount
from nnviz.ui.build import words
from nnviz.ui.build.card import NAME, PARAMETERS, picture_left, shape_edge
from nnviz.ui.build.draft_editor import DraftEditor
from nnviz.ui.build.preview import Preview
from nnviz.ui.style import Look
from nnviz.ui.widgets.fitting import write

MIDDLE = Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight


def paint_heads(painter: QPainter, edge: QRectF, height: float, editor: DraftEditor, look: Look) -> None:
    """The heads of the columns."""
    line = QRectF(edge.left(), 0, edge.width(), height)
    px = look.px
    write(painter, line.adjusted(px(NAME), 0, 0, 0), "Layer", look, 15, 600, "ink2")
    title = words.gives_title(editor.document)
    inflow = line.adjusted(picture_left(look), 0, -shape_edge(look) - px(60), 0)
    write(painter, inflow, title, look, 15, 600, "ink2")
    write(painter, line.adjusted(0, 0, -shape_edge(look), 0), "Shape", look, 15, 600, "ink2", RIGHT)
    write(painter, line.adjusted(0, 0, -px(PARAMETERS), 0), "Parameters", look, 15, 600, "ink2", RIGHT)


def paint_panel(painter: QPainter, rect: QRectF, editor: DraftEditor, look: Look, end: float) -> None:
    """Why two rows don't fit: two posts and a wash, "!", a sentence, a reason; they end at ``end``."""
    found = editor.plan.problem
    if found is None:
        return
    px = look.px
    inner = rect.adjusted(px(18), 0, -px(18), 0)
    painter.fillRect(inner, look.color("warn", 0.07))
    painter.setPen(QPen(look.color("warn"), 3))
    for x in (inner.left(), inner.right()):
        painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()))
    if editor.plan.mismatch is None:
        # What is said about the outputs stands under the last row: no other one closes it.
        painter.drawLine(QPointF(inner.left(), rect.bottom()), QPointF(inner.right(), rect.bottom()))
    paint_alarm(painter, QPointF(inner.left() + px(28), rect.center().y()), look.px(14), look)
    left = inner.left() + px(54)
    room = QRectF(left, rect.center().y() - 13 * look.s - 20, max(end - left, 1), 40)
    write(painter, room, found.sentence, look, 18, 600, "warn")
    room.translate(0, 27 * max(look.s, 0.62))
    write(painter, room, found.reason, look, 15, 400, "ink2")


def paint_alarm(painter: QPainter, middle: QPointF, radius: float, look: Look) -> None:
    """A filled "!": something is wrong here."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.color("warn"))
    painter.drawEllipse(middle, radius, radius)
    place = QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius)
    font = look.font(1.25 * radius / max(look.s, 0.1), 800)
    font.setPixelSize(max(round(1.3 * radius), 8))
    painter.setFont(font)
    painter.setPen(look.color("panel"))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, "!")


def paint_gap(painter: QPainter, rect: QRectF, shown: Preview, look: Look) -> None:
    """The place where a dragged layer would go, and what would come of it."""
    token = "warn" if shown.is_warning else "now"
    painter.setPen(QPen(look.color(token), 2, Qt.PenStyle.DashLine))
    painter.setBrush(look.color(token, 0.07))
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), look.px(12), look.px(12))
    px = look.px
    end = rect.right() - shape_edge(look)
    wide = painter_width(painter, shown.shape, look)
    room = QRectF(
        rect.left() + px(462), rect.top(), end - wide - px(18) - rect.left() - px(462), rect.height()
    )
    if room.width() < px(60):
        room = QRectF(rect.left() + px(12), rect.top(), end - wide - px(30) - rect.left(), rect.height())
    step = 11 * max(look.s, 0.62)
    write(painter, room.translated(0, -step if shown.detail else 0), shown.sentence, look, 15, 700, token)
    write(painter, room.translated(0, step), shown.detail, look, 15, 400, "ink2")
    shape = QRectF(rect.left(), rect.top(), end - rect.left(), rect.height())
    write(painter, shape, shown.shape, look, 17, 600, token, RIGHT)
    plus = QRectF(end, rect.top(), rect.right() - px(PARAMETERS) - end, rect.height())
    write(
        painter,
        plus.translated(0, -step if shown.plus_detail else 0),
        shown.plus,
        look,
        17,
        600,
        token,
        RIGHT,
    )
    write(painter, plus.translated(0, step), shown.plus_detail, look, 14, 400, token, RIGHT)


def painter_width(painter: QPainter, text: str, look: Look) -> float:
    """How wide a shape is written."""
    painter.setFont(look.font(17, 600))
    return float(painter.fontMetrics().horizontalAdvance(text))


def paint_foot(
    painter: QPainter, rect: QRectF, editor: DraftEditor, shown: Preview | None, look: Look
) -> None:
    """The sum under the list."""
    total = amount(editor.plan.parameter_count, "parameter")
    if shown is not None and shown.total:
        total = shown.total
    room = rect.adjusted(look.px(250), 0, -look.px(PARAMETERS), 0)
    write(painter, room, total, look, 16, 600, "ink", RIGHT)
