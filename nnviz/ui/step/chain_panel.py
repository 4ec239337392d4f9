"""The chain panel: why a weight moves, link by link, or the same numbers as nudges; below it the update."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QWidget

from nnviz.scene.step import letters
from nnviz.scene.step.printed import Line
from nnviz.scene.step.shown import Shown
from nnviz.ui.lab.ink import lines_of
from nnviz.ui.paint.mathematics import Equation, equation, fitting
from nnviz.ui.step.update_painter import UpdatePainter
from nnviz.ui.widgets.fitting import write, write_fullest
from nnviz.ui.widgets.part import Part
from nnviz.ui.widgets.plate import plate

HEAD, PAD = 60.0, 24.0
ROW, LEAST_ROW = 88.0, 70.0
"""A link's height, and what it has at least where there are many."""
STAY = 2
"""Links that stay when the others scroll: the last ones."""
MATH, WORDS = 23.0, 17.0
BADGE = 12.0


class ChainPanel(Part):
    """Shows the links that time has come to. Where there is no room for all, the first ones scroll."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._shown: Shown | None = None
        self._scroll = 0.0
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def focus_rect(self) -> QRectF:
        """What the focus ring surrounds."""
        return QRectF(self.rect())

    def show_shown(self, shown: Shown | None) -> None:
        """Show another moment, or another number."""
        before = None if self._shown is None else self._shown.picture
        self._shown = shown
        if shown is not None:
            if shown.picture is not before:
                self._scroll = 0.0
            text = spoken(shown)
            if self.accessibleName() != text:
                self.setAccessibleName(text)
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The first links scroll under the last."""
        self._scroll = max(self._scroll - event.angleDelta().y() / 2, 0.0)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plate(painter, self.look, QRectF(self.rect()))
        if self._shown is None or self._shown.picture.weight is None:
            return
        below = UpdatePainter(self._shown, self.look, QRectF(self.rect()))
        top = below.top()
        self._head(painter, self._shown)
        room = QRectF(0, HEAD * self.look.s, self.width(), top - HEAD * self.look.s)
        if self._shown.reading == "chain":
            self._links(painter, self._shown, room)
        else:
            self._nudges(painter, self._shown, room)
        below.paint(painter)

    def _head(self, painter: QPainter, shown: Shown) -> None:
        look, weight = self.look, shown.picture.weight
        assert weight is not None
        pad = look.px(PAD)
        row = QRectF(pad, look.px(16), self.width() - 2 * pad, look.px(40))
        one, other = letters.ends(shown.subject, weight)
        what = "bias" if weight.is_bias else "weight"
        wide = write(painter, row, f"{one} → {other}", look, 20, 500, "ink2", Qt.AlignmentFlag.AlignRight)
        write(painter, row.adjusted(0, 0, -wide - 12, 0), f"Why this {what} moves", look, 20, 700)

    # the chain

    def _links(self, painter: QPainter, shown: Shown, room: QRectF) -> None:
        links = shown.links
        if not links:
            text = "The slopes come after the loss, from the right to the left."
            self._sentence(
                painter, QRectF(self.look.px(PAD), room.top(), self.width() - 2 * self.look.px(PAD), 60), text
            )
            return
        s = self.look.s
        count = len(shown.picture.links)
        high = min(max(room.height() / count, LEAST_ROW * s), ROW * s)
        stay = min(STAY, len(links))
        over = max(len(links) * high - room.height(), 0.0)
        if over <= 1:
            for place, link in enumerate(links):
                self._link(
                    painter,
                    QRectF(0, room.top() + place * high, self.width(), high),
                    link.badge,
                    link.line,
                    link.sentence,
                )
            return
        self._scroll = min(self._scroll, over)
        upper = QRectF(0, room.top(), self.width(), max(room.height() - stay * high, 0.0))
        painter.save()
        painter.setClipRect(upper)
        for place, link in enumerate(links[:-stay]):
            y = room.top() + place * high - (over - self._scroll)
            self._link(painter, QRectF(0, y, self.width(), high), link.badge, link.line, link.sentence)
        painter.restore()
        painter.setPen(QPen(self.look.color("line"), 1))
        painter.drawLine(QPointF(24 * s, upper.bottom()), QPointF(self.width() - 24 * s, upper.bottom()))
        for place, link in enumerate(links[-stay:]):
            y = upper.bottom() + place * high
            self._link(painter, QRectF(0, y, self.width(), high), link.badge, link.line, link.sentence)

    def _link(self, painter: QPainter, row: QRectF, badge: int, line: Line, sentence: str) -> None:
        look = self.look
        s, pad = look.s, look.px(PAD)
        middle = row.top() + row.height() * 0.36
        radius = max(BADGE * s, 9.5)
        at = QPointF(pad + radius, middle)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("ink"))
        painter.drawEllipse(at, radius, radius)
        around = QRectF(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius)
        write(painter, around, str(badge), look, 15, 700, "panel", Qt.AlignmentFlag.AlignHCenter)
        left = pad + 2 * radius + 12 * s
        room = self.width() - pad - left
        words = QRectF(left, row.bottom() - row.height() * 0.36, room + 12, row.height() * 0.34)
        made = fitted((line,), MATH * s, room, look.text(15))[0]
        if made is not None:
            made.draw(painter, left, middle, look.color("ink"))
            write(painter, words, sentence, look, WORDS, 400, "ink2")
            return
        # Too long for one line: it takes the sentence's place, which is heard all the same.
        for half, y in zip(
            line.halves, (row.top() + row.height() * 0.28, row.top() + row.height() * 0.68), strict=True
        ):
            fitting(half, 18 * s, room, look.text(13)).draw(painter, left, y, look.color("ink"))

    # nudges

    def _nudges(self, painter: QPainter, shown: Shown, room: QRectF) -> None:
        weight = shown.picture.weight
        if weight is None or not shown.has_slope("w", weight.layer):
            self._links(painter, shown, room)
            return
        look, s = self.look, self.look.s
        pad, y = look.px(PAD), room.top()
        found = shown.picture.nudges
        lines = sum(len(nudge.lines) for nudge in found)
        title, words = max(28 * s, 20.0), max(26 * s, 19.0)
        each = min((room.height() - len(found) * (title + words) - 8) / max(lines, 1), 46 * s)
        for nudge in found:
            write(painter, QRectF(pad, y, self.width() - 2 * pad, title), nudge.title, look, 18, 700)
            y += title
            for line in nudge.lines:
                pixels = min(MATH * s, each * 0.52)
                made = fitted((line,), pixels, self.width() - 2.6 * pad, look.text(13))[0]
                made = made or fitting(line.shorter, pixels, self.width() - 2.6 * pad, 0.0)
                made.draw(painter, 1.6 * pad, y + each / 2, look.color("ink"))
                y += each
            row = QRectF(pad, y, self.width() - 2 * pad, words)
            texts = (f"{nudge.sentence} {nudge.more}", nudge.sentence)
            write_fullest(painter, row, texts, look, 16, 400, "ink2")
            y += words

    def _sentence(self, painter: QPainter, rect: QRectF, text: str) -> None:
        y = rect.top()
        for line in lines_of(text, self.look, WORDS, rect.width()):
            write(painter, QRectF(rect.left(), y, rect.width(), 26), line, self.look, WORDS, 400, "ink2")
            y += 26


def fitted(lines: Sequence[Line], pixels: float, room: float, least: float) -> list[Equation | None]:
    """Equations that fit: in letters and numbers; without letters where that is too wide; then smaller. None
    where letters would be smaller than ``least``."""
    found: list[Equation | None] = []
    for line in lines:
        made = equation(line.whole, pixels)
        if made.width > room:
            made = equation(line.shorter, pixels)
        if made.width > room:
            made = equation(line.shorter, pixels * room / made.width)
        found.append(made if made.pixels >= min(least, pixels) - 0.5 else None)
    return found


def spoken(shown: Shown) -> str:
    """What the panel says, for those who hear it."""
    weight = shown.picture.weight
    if weight is None:
        return "Nothing here learns."
    parts = [f"Why this {'bias' if weight.is_bias else 'weight'} moves"]
    if shown.reading == "nudges" and shown.has_slope("w", weight.layer):
        for nudge in shown.picture.nudges:
            lines = "; ".join(line.text for line in nudge.lines)
            parts.append(f"{nudge.title}: {lines}. {nudge.sentence} {nudge.more}".strip())
    else:
        parts += [f"{link.badge}: {link.line.text}. {link.sentence}" for link in shown.links]
    update = shown.picture.update
    if update is not None and shown.has("update"):
        parts += [f"{name}: {line.text}" for name, line in update.terms]
        if update.last is not None:
            parts.append(f"Update: {update.last.text}")
        parts.append(update.sentence)
    return ". ".join(part.rstrip(".") for part in parts) + "."
