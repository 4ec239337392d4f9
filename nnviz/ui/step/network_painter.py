"""The network of one step: values forward, slopes backward, each from the moment on that gives it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QFontMetricsF, QPainter, QPen

from nnviz.scene.step import words
from nnviz.scene.step.places import Node
from nnviz.scene.words.numbers import number
from nnviz.ui.step.network_canvas import MIDDLE, TEXT
from nnviz.ui.step.network_lines import LinePainter
from nnviz.ui.step.network_nodes import NodePainter
from nnviz.ui.widgets.fitting import fullest

BADGE = 11.5
SLOPE = "∂L/∂w"


@dataclass(frozen=True, eq=False)
class NetworkPainter(LinePainter, NodePainter):
    """All of it, from the bottom to the top."""

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
            self._head(painter, x, room, name, (below,))
        self._loss(painter)
        self._badges(painter)
        self._legend(painter)

    def _head(self, painter: QPainter, x: float, room: float, name: str, below: tuple[str, ...]) -> None:
        at, s = self.point((x, 0.0)), self.look.s
        wide = room * s
        self._write(painter, QRectF(at.x() - wide / 2, 20 * s, wide, 28 * s), name, 20, 700, "ink", MIDDLE)
        metrics = QFontMetrics(self.look.font(16))
        shown = fullest(metrics, (*below, ""), wide)
        self._write(painter, QRectF(at.x() - wide / 2, 46 * s, wide, 26 * s), shown, 16, 400, "ink2", MIDDLE)

    def _loss(self, painter: QPainter) -> None:
        shown, look = self.shown, self.look
        step, subject = shown.subject.step, shown.subject
        box = self.rect(shown.picture.places.loss)
        self._head(painter, shown.picture.places.loss[0] + 48.0, 176.0, "Loss", words.loss_names(subject))
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
        short = (("pos", "+  w goes down"), ("neg", "−  w goes up"))
        shortest = (("pos", "+  down"), ("neg", "−  up"))
        place = self.shown.picture.places.legend
        s = self.look.s
        if place is None:
            row = QRectF(24 * s, self.shown.picture.places.panel[1] * s - 38 * s, 10_000, 28 * s)
            wide = self.shown.picture.places.panel[0] * s
            whole, brief = f"On each edge: {SLOPE}{mean}", f"On each edge: {SLOPE}"
            forms = ((whole, ups), (whole, short), (brief, short), (brief, shortest), (SLOPE, shortest))
            head, shown = next((form for form in forms if self._row_wide(*form) < wide), forms[-1])
            x = row.left() + self._write(painter, row, head, 16, 600) + 20 * s
            for token, text in shown:
                self._swatch(painter, x, row.center().y(), token)
                at = QRectF(x + 40 * s, row.top(), 10_000, row.height())
                x = at.left() + self._write(painter, at, text, 16, 400, "ink2") + 20 * s
            return
        rect = QRectF(place[0] * s, place[1] * s, place[2] * s, place[3] * s)
        high = rect.height() / 4
        rows = [QRectF(rect.left(), rect.top() + i * high, rect.width(), high) for i in range(4)]
        self._write(painter, rows[0], f"On each edge: {SLOPE}{mean}", 18, 700)
        for row, (token, text) in zip(rows[1:], ups, strict=False):
            self._swatch(painter, row.left(), row.center().y(), token)
            self._write(painter, row.adjusted(46 * s, 0, 0, 0), text, 16, 400, "ink2")
        self._write(painter, rows[3], "Wider is larger. Each ∂L/∂b equals its ∂L/∂z.", 16, 400, "ink2")

    def _row_wide(self, lead: str, ups: tuple[tuple[str, str], ...]) -> float:
        """Pixels of the legend as a row."""
        head, text = QFontMetricsF(self.look.font(16, 600)), QFontMetricsF(self.look.font(16))
        wide = head.horizontalAdvance(lead) + 60 * self.look.s
        return wide + sum(text.horizontalAdvance(words) + 60 * self.look.s for _, words in ups)

    def _swatch(self, painter: QPainter, x: float, y: float, token: str) -> None:
        s = self.look.s
        painter.fillRect(QRectF(x, y - 5 * s, 34 * s, 10 * s), self.look.color(token))
