"""The network of one step: values forward, slopes backward, each from the moment on that gives it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPen, QPolygonF

from nnviz.scene.step import letters, printed, words
from nnviz.scene.step.lines import BRIGHT, FAINT, LEAST, Line
from nnviz.scene.step.path import Stop
from nnviz.scene.step.places import PILL, Node, Pill, Rect, clipped
from nnviz.scene.step.shown import Shown
from nnviz.scene.words.numbers import number, scientific
from nnviz.ui.style import Look
from nnviz.ui.theme import text_on
from nnviz.ui.widgets.fitting import write

Form = Callable[[float, int], str]
"""A number printed with so many digits."""
MIDDLE, LEFT, RIGHT = Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
BADGE = 11.5
TEXT = 17.0
ARROW = {True: 0.68, False: 0.22}
"""How far along a line its arrow stands: of lines from the input, and of all others."""


@dataclass(frozen=True, eq=False)
class NetworkPainter:
    """Draws what is shown, moved ``scroll`` of the spec's pixels to the left."""

    shown: Shown
    look: Look
    scroll: float

    # places

    def point(self, at: tuple[float, float]) -> QPointF:
        """A place of the layout in the widget."""
        return QPointF((at[0] - self.scroll) * self.look.s, at[1] * self.look.s)

    def rect(self, of: Rect) -> QRectF:
        """A rectangle of the layout in the widget."""
        s = self.look.s
        return QRectF((of[0] - self.scroll) * s, of[1] * s, of[2] * s, of[3] * s)

    def pill_rect(self, pill: Pill) -> QRectF:
        """Where a line's number stands."""
        wide = self._wide()
        return self.rect((pill.at[0] - PILL[0] * wide, pill.at[1] - PILL[1] / 2, 2 * PILL[0] * wide, PILL[1]))

    def _wide(self) -> float:
        return 1.24 if self.shown.subject.digits > 3 else 1.0

    # all of it

    def paint(self, painter: QPainter) -> None:
        """From the bottom to the top."""
        picture = self.shown.picture
        for line in picture.lines:
            self._line(painter, line)
        self._loss_lines(painter)
        for pill in picture.places.pills:
            if self._is_seen(pill.line):
                self._pill(painter, pill)
        for node in picture.places.nodes:
            self._node(painter, node)
        for layer, at, count in picture.places.more:
            text = f"+ {count:,} more"
            middle = self.point(at)
            self._write(
                painter, QRectF(middle.x() - 60, middle.y() - 14, 120, 28), text, 16, 500, "ink3", MIDDLE
            )
            del layer
        for layer, x, room in picture.places.heads:
            name, below = words.heading(self.shown.subject, layer)
            self._head(painter, x, room, name, below)
        self._loss(painter)
        self._badges(painter)
        self._legend(painter)

    def _write(
        self,
        painter: QPainter,
        rect: QRectF,
        text: str,
        pixels: float,
        weight: int = 400,
        token: str = "ink",
        align: Qt.AlignmentFlag = LEFT,
    ) -> float:
        return write(painter, rect, text, self.look, pixels, weight, token, align)

    # lines

    def _is_seen(self, line: Line) -> bool:
        return line.weight is not None and self.shown.has("w", line.weight.layer)

    def _is_chosen(self, line: Line) -> bool:
        return line.weight is not None and line.weight == self.shown.picture.weight

    def ends(self, line: Line) -> tuple[QPointF, QPointF] | None:
        """Both ends of a line at the rims of its nodes."""
        places = self.shown.picture.places
        one, other = places.node(*line.source), places.node(*line.target)
        if one is None or other is None:
            return None
        return self.point(clipped(one, other.at)), self.point(clipped(other, one.at))

    def _line(self, painter: QPainter, line: Line) -> None:
        found = self.ends(line)
        if found is None:
            return
        start, stop = found
        look = self.look
        if not self._is_seen(line):
            is_now = self._is_under_way(line)
            painter.setPen(QPen(look.color("ink3" if is_now else "line"), 1.6 if is_now else 1.2))
            painter.drawLine(start, stop)
            self._pulse(painter, line, start, stop)
            return
        is_chosen = self._is_chosen(line)
        share = self.shown.share("w", line.weight.layer if line.weight else 0)
        alpha = (BRIGHT if is_chosen else FAINT) * min(1.0, 3 * share)
        color = look.theme.mix(look.theme.sign(line.gradient), alpha, "panel")
        width = max(line.width * look.s, LEAST)
        painter.setPen(QPen(color, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawLine(start, stop)
        self._arrow(painter, line, start, stop, width)

    def _is_under_way(self, line: Line) -> bool:
        block, _ = self.shown.moment
        return block.layer == line.target[0] and block.kind == "forward"

    def _arrow(self, painter: QPainter, line: Line, start: QPointF, stop: QPointF, width: float) -> None:
        """From the loss back: it points to where the line begins."""
        color = self.look.color(self.look.theme.sign(line.gradient))
        at = start + (stop - start) * ARROW[line.source[0] == 0]
        self._head_of(painter, at, start - stop, color, max(width * 0.75, 6 * self.look.s))

    def _head_of(self, painter: QPainter, at: QPointF, way: QPointF, color: QColor, half: float) -> None:
        length = (way.x() ** 2 + way.y() ** 2) ** 0.5 or 1.0
        along = QPointF(way.x() / length, way.y() / length)
        across = QPointF(-along.y(), along.x())
        tip, foot = at + along * half * 1.5, at - along * half * 0.6
        painter.setPen(QPen(self.look.color("panel"), 1.5))
        painter.setBrush(color)
        painter.drawPolygon(QPolygonF([tip, foot + across * half, foot - across * half]))

    def _pulse(self, painter: QPainter, line: Line, start: QPointF, stop: QPointF) -> None:
        """What runs along a line while its block is under way: values to the right, slopes to the left."""
        block, share = self.shown.moment
        forward = block.kind == "forward" and block.layer == line.target[0]
        back = block.kind == "a" and block.layer == line.source[0]
        if not (forward or back) or not 0 < share < 1:
            return
        at = start + (stop - start) * (share if forward else 1 - share)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.look.color("ink" if forward else "now"))
        radius = 4.5 * max(self.look.s, 0.8)
        painter.drawEllipse(at, radius, radius)

    def _loss_lines(self, painter: QPainter) -> None:
        shown, places = self.shown, self.shown.picture.places
        box = self.rect(places.loss)
        last = [node for node in places.nodes if node.layer == shown.subject.last]
        for node in last:
            start = self.point((node.at[0] + node.radius, node.at[1]))
            stop = QPointF(box.left(), min(max(start.y(), box.top() + 12), box.bottom() - 12))
            painter.setPen(QPen(self.look.color("ink3"), max(1.4, 2 * self.look.s)))
            painter.drawLine(start, stop)
            if shown.has("a", shown.subject.last):
                at = start + (stop - start) * 0.5
                self._head_of(painter, at, start - stop, self.look.color("ink3"), 8 * self.look.s)

    # numbers on lines

    def _pill(self, painter: QPainter, pill: Pill) -> None:
        look, rect = self.look, self.pill_rect(pill)
        token = look.theme.sign(pill.line.gradient)
        radius = rect.height() / 2
        if self._is_chosen(pill.line):
            painter.setPen(QPen(look.color("now"), 2.5))
            painter.setBrush(look.color("panel"))
            grown = rect.adjusted(-5, -5, 5, 5)
            painter.drawRoundedRect(grown, grown.height() / 2, grown.height() / 2)
        painter.setPen(QPen(look.color(token), 1.8))
        painter.setBrush(look.color("panel"))
        painter.drawRoundedRect(rect, radius, radius)
        text = self._fitting(printed.slope, pill.line.gradient, TEXT, 600, rect.width() - 8)
        self._write(painter, rect, text, TEXT, 600, token, MIDDLE)

    def _fitting(self, form: Form, value: float, pixels: float, weight: int, room: float) -> str:
        """A number in as many digits as there is room for; nothing where no true form fits."""
        metrics = QFontMetricsF(self.look.font(pixels, weight))

        def fits(text: str) -> bool:
            return metrics.horizontalAdvance(text) <= room

        texts = [form(value, digits) for digits in range(self.shown.subject.digits, 0, -1)]
        return next((text for text in (*texts, scientific(value, 0)) if fits(text)), "")

    # nodes

    def _node(self, painter: QPainter, node: Node) -> None:
        shown, look = self.shown, self.look
        at, radius = self.point(node.at), node.radius * look.s
        is_there = node.layer == 0 or shown.share("forward", node.layer) >= 0.5
        painter.setPen(QPen(look.color("ink3" if is_there else "line"), 1.5))
        fill = look.color("panel")
        if is_there and node.kind == "units":
            fill = self._fill(node)
        painter.setBrush(fill)
        if node.kind == "units":
            painter.drawEllipse(at, radius, radius)
        else:
            square = QRectF(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius)
            painter.drawRoundedRect(square, 8, 8)
            if is_there:
                self._map(painter, node, square.adjusted(4, 4, -4, -4))
        if is_there and node.kind == "units":
            self._value(painter, node, at, radius, fill)
        self._label(painter, node)
        if node.box is not None:
            self._box(painter, node, self.rect(node.box))

    def _fill(self, node: Node) -> QColor:
        values = self.shown.subject.came(node.layer)
        known = np.abs(values[np.isfinite(values)])
        largest = max(float(known.max(initial=0.0)), 1.0 if known.max(initial=0.0) <= 1 else 0.0)
        value = float(values[node.unit])
        if not np.isfinite(value):
            return self.look.color("panel")
        share = abs(value) / largest
        if (values < 0).any():
            return self.look.theme.mix(self.look.theme.sign(value), 0.75 * share**0.75, "zero")
        return self.look.theme.mix("full", share**0.8, "zero")

    def _value(self, painter: QPainter, node: Node, at: QPointF, radius: float, fill: QColor) -> None:
        value = float(self.shown.subject.came(node.layer)[node.unit])
        pixels = 18.0 if node.radius > 30 else 16.0
        room = 2 * radius - 3
        if node.layer == 0:
            text = self._fitting(printed.trimmed_number, value, pixels, 600, room)
        else:
            text = self._fitting(number, value, pixels, 600, room)
        painter.setFont(self.look.font(pixels, 600))
        painter.setPen(text_on(fill))
        rect = QRectF(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)

    def _map(self, painter: QPainter, node: Node, square: QRectF) -> None:
        """A map's values as a picture; of a layer that stands whole the first map, or its row."""
        values = self.shown.subject.step[node.layer].a[self.shown.subject.example].astype(np.float64)
        image = values[node.unit] if values.ndim == 3 else values.reshape(1, -1)
        if values.ndim != 3:
            side = int(np.ceil(image.size**0.5))
            image = np.pad(image.reshape(-1), (0, side * side - image.size)).reshape(side, side)
        sizes = np.nan_to_num(np.abs(image))
        shares = sizes / (float(np.abs(np.nan_to_num(values)).max(initial=0.0)) or 1.0)
        zero, full = self.look.color("zero"), self.look.color("full")
        low = np.array([zero.red(), zero.green(), zero.blue()])
        high = np.array([full.red(), full.green(), full.blue()])
        pixels = np.ascontiguousarray((low + (high - low) * shares[..., None] ** 0.8).astype(np.uint8))
        picture = QImage(
            pixels.data, pixels.shape[1], pixels.shape[0], 3 * pixels.shape[1], QImage.Format.Format_RGB888
        )
        painter.drawImage(square, picture)

    def _label(self, painter: QPainter, node: Node) -> None:
        if node.kind == "plate":
            return
        name = letters.shown(letters.unit(self.shown.subject, Stop(node.layer, node.unit)))
        name = f"map {node.unit + 1}" if node.kind == "maps" else name
        at, radius = self.point(node.at), node.radius * self.look.s
        if node.label_left:
            rect = QRectF(at.x() - radius - 80, at.y() - 14, 74, 28)
            self._write(painter, rect, name, 18, 500, "ink", RIGHT)
        else:
            rect = QRectF(at.x() - 70, at.y() - radius - 27 * max(self.look.s, 0.85), 140, 24)
            self._write(painter, rect, name, 18, 500, "ink", MIDDLE)

    def _box(self, painter: QPainter, node: Node, rect: QRectF) -> None:
        shown, subject = self.shown, self.shown.subject
        rows = []
        for kind, gradient in (("a", subject.at_a(node.layer)), ("z", subject.at_z(node.layer))):
            if gradient is None or not shown.has_slope(kind, node.layer):
                continue
            letter = "ŷ" if node.layer == subject.last else "h"
            rows.append((f"∂L/∂{letter if kind == 'a' else 'z'}", self._own(node, gradient)))
        if not rows:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.look.color("raised"))
        painter.drawRoundedRect(rect, 8, 8)
        high = rect.height() / 2
        for place, (name, value) in enumerate(rows):
            row = QRectF(rect.left() + 8, rect.top() + place * high, rect.width() - 16, high)
            wide = self._write(painter, row, name, TEXT, 400, "ink2", LEFT)
            text = self._fitting(printed.slope, value, TEXT, 600, row.width() - wide - 4)
            self._write(painter, row, text, TEXT, 600, self.look.theme.sign(value), RIGHT)

    def _own(self, node: Node, gradient: np.ndarray) -> float:
        """A unit's slope; of a map, and of a layer that stands whole, all of them together."""
        if node.kind == "units":
            return float(gradient[node.unit])
        if node.kind == "plate":
            return float(gradient.sum())
        count = self.shown.subject.step.before.shapes[node.layer][0]
        return float(gradient.reshape(count, -1)[node.unit].sum())

    # around it

    def _head(self, painter: QPainter, x: float, room: float, name: str, below: str) -> None:
        at, s = self.point((x, 0.0)), self.look.s
        wide = room * s
        self._write(painter, QRectF(at.x() - wide / 2, 20 * s, wide, 28 * s), name, 20, 700, "ink", MIDDLE)
        self._write(painter, QRectF(at.x() - wide / 2, 46 * s, wide, 26 * s), below, 16, 400, "ink2", MIDDLE)

    def _loss(self, painter: QPainter) -> None:
        shown, look = self.shown, self.look
        step, subject = shown.subject.step, shown.subject
        box = self.rect(shown.picture.places.loss)
        self._head(painter, shown.picture.places.loss[0] + 48.0, 176.0, "Loss", words.loss_name(subject))
        painter.setPen(QPen(look.color("ink"), 2))
        painter.setBrush(look.color("panel"))
        painter.drawRoundedRect(box, 12, 12)
        above = QRectF(box.center().x() - 90 * look.s, box.top() - 34 * look.s, 180 * look.s, 28 * look.s)
        self._write(painter, above, words.target(subject), TEXT, 500, "ink", MIDDLE)
        top = QRectF(box.left(), box.top() + 8 * look.s, box.width(), box.height() * 0.4)
        self._write(painter, top, "L", 18, 500, "ink2", MIDDLE)
        middle = QRectF(box.left(), box.top() + box.height() * 0.42, box.width(), box.height() * 0.46)
        if shown.share("loss") > 0:
            pixels = 22.0 if subject.digits <= 3 else 17.0
            text = self._fitting(number, step.loss, pixels, 700, box.width() - 4)
            self._write(painter, middle, text, pixels, 700, "ink", MIDDLE)
        if shown.share("after") > 0:
            below = QRectF(above.left(), box.bottom() + 6 * look.s, above.width(), 26 * look.s)
            self._write(
                painter, below, f"then {number(step.loss_after, subject.digits)}", 18, 600, "now", MIDDLE
            )

    def _badges(self, painter: QPainter) -> None:
        if self.shown.reading != "chain":
            return
        own = 0
        for link in self.shown.links:
            node = None if link.unit is None else self._node_of(link.layer, link.unit)
            if link.unit is None:
                self._weight_badge(painter, link.badge, own)
                own += 1
            elif node is not None and node.box is not None:
                rect = self.rect(node.box)
                y = rect.top() + rect.height() * (0.25 if link.kind == "a" else 0.75)
                self.badge(painter, QPointF(rect.right() + 15 * self.look.s, y), link.badge)

    def _node_of(self, layer: int, unit: int) -> Node | None:
        places = self.shown.picture.places
        own = [node for node in places.nodes if node.layer == layer]
        if own and own[0].kind == "plate":
            return own[0]
        if own and own[0].kind == "maps":
            shape = self.shown.subject.step.before.shapes[layer]
            unit //= shape[1] * shape[2]
        return places.node(layer, unit)

    def _weight_badge(self, painter: QPainter, number_: int, place: int) -> None:
        for pill in self.shown.picture.places.pills:
            if self._is_chosen(pill.line):
                rect = self.pill_rect(pill)
                x = rect.right() + (18 + 26 * place) * self.look.s
                self.badge(painter, QPointF(x, rect.top() - 2 * self.look.s), number_)
                return
        weight = self.shown.picture.weight
        if weight is not None and weight.is_bias:
            node = self.shown.picture.places.node(weight.layer, weight.index[0])
            if node is not None and node.box is not None:
                rect = self.rect(node.box)
                x = rect.left() - (15 + 26 * place) * self.look.s
                self.badge(painter, QPointF(x, rect.bottom() - rect.height() * 0.25), number_)

    def badge(self, painter: QPainter, at: QPointF, number_: int) -> None:
        """A link's number, the same as in the chain."""
        radius = max(BADGE * self.look.s, 9.5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.look.color("ink"))
        painter.drawEllipse(at, radius, radius)
        rect = QRectF(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius)
        self._write(painter, rect, str(number_), 15, 700, "panel", MIDDLE)

    def _legend(self, painter: QPainter) -> None:
        if not any(self._is_seen(line) for line in self.shown.picture.lines):
            return
        mean = " (mean of the batch)" if self.shown.subject.size > 1 else ""
        ups = (
            ("pos", "+  raising w raises the loss: w goes down"),
            ("neg", "−  raising w lowers the loss: w goes up"),
        )
        place = self.shown.picture.places.legend
        s = self.look.s
        if place is None:
            row = QRectF(24 * s, self.shown.picture.places.panel[1] * s - 38 * s, 10_000, 28 * s)
            x = row.left() + self._write(painter, row, f"On each edge: ∂L/∂w{mean}", 16, 600) + 20 * s
            for token, text in ups:
                self._swatch(painter, x, row.center().y(), token)
                at = QRectF(x + 40 * s, row.top(), 10_000, row.height())
                x = at.left() + self._write(painter, at, text, 16, 400, "ink2") + 20 * s
            return
        rect = QRectF(place[0] * s, place[1] * s, place[2] * s, place[3] * s)
        high = rect.height() / 4
        rows = [QRectF(rect.left(), rect.top() + i * high, rect.width(), high) for i in range(4)]
        self._write(painter, rows[0], f"On each edge: ∂L/∂w{mean}", 18, 700)
        for row, (token, text) in zip(rows[1:], ups, strict=False):
            self._swatch(painter, row.left(), row.center().y(), token)
            self._write(painter, row.adjusted(46 * s, 0, 0, 0), text, 16, 400, "ink2")
        self._write(painter, rows[3], "Wider is larger. Each ∂L/∂b equals its ∂L/∂z.", 16, 400, "ink2")

    def _swatch(self, painter: QPainter, x: float, y: float, token: str) -> None:
        s = self.look.s
        painter.fillRect(QRectF(x, y - 5 * s, 34 * s, 10 * s), self.look.color(token))
