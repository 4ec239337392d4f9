"""The network that fits, with its real first weights; how many hidden neurons, and how columns are scaled."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from nnviz.scene.table import TableScene
from nnviz.scene.table.build import SCALES, SCALES_TOLD
from nnviz.scene.table.drawing import Drawing, Layered
from nnviz.scene.table.guesses import Answer
from nnviz.training.proposal import LARGEST_HIDDEN
from nnviz.ui.lab.gradients.stepper import Stepper
from nnviz.ui.table.pills import Pills
from nnviz.ui.widgets.fitting import write
from nnviz.ui.widgets.part import Part
from nnviz.ui.widgets.plate import plate
from nnviz.ui.widgets.switch import Switch

EDGE = 24.0
ANSWERS = tuple(Answer(name, SCALES[name], True, SCALES_TOLD[name]) for name in ("standardize", "minmax"))
EDGES_SHOWN = 0.12
"""Opacity of the weakest edge."""
MIDDLE, RIGHT = Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight


class NetworkCard(Part):
    """The card."""

    hidden_wanted = Signal(int)
    scale_wanted = Signal(str)
    picture_wanted = Signal(bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("The network that fits")
        self.drawn: Drawing | None = None
        self.scene: TableScene | None = None
        self.hidden = Stepper("", 0, LARGEST_HIDDEN, self)
        self.hidden.setAccessibleName("Hidden neurons")
        self.hidden.field.setAccessibleName(f"Hidden neurons, 0 to {LARGEST_HIDDEN}")
        self.hidden.less.describe("One hidden neuron less")
        self.hidden.more.describe("One hidden neuron more")
        self.scaled = Switch("Bring columns to one scale", self)
        self.scale = Pills("One scale", self)
        self.picture = Switch("Read rows as pictures", self)
        self.hidden.wanted.connect(self.hidden_wanted)
        self.scaled.clicked.connect(self._toggle)
        self.scale.chosen.connect(lambda name: self.scale_wanted.emit(str(name)))
        self.picture.clicked.connect(lambda: self.picture_wanted.emit(not self.picture.isChecked()))

    def parts(self) -> list[QWidget]:
        """Stepper, switches, tray."""
        return [self.hidden, self.scaled, self.scale, self.picture]

    def show_scene(self, scene: TableScene, hidden: int) -> None:
        """Show another network."""
        self.scene, self.drawn = scene, scene.drawn
        self.hidden.show_value(hidden)
        is_scaled = scene.scale != "none"
        self.scaled.setChecked(is_scaled)
        self.scaled.describe("Bring columns to one scale", SCALES_TOLD[scene.scale])
        self.scale.show_answers(ANSWERS, scene.scale)
        self.scale.setVisible(is_scaled)
        self.picture.setChecked(scene.is_picture)
        self.picture.setVisible(scene.picture is not None)
        told = "" if scene.drawn is None else f"{scene.drawn.sizes}, {scene.drawn.line}"
        self.setAccessibleDescription(told)
        self.place()
        self.update()

    def _toggle(self) -> None:
        is_scaled = self.scene is not None and self.scene.scale != "none"
        self.scale_wanted.emit("none" if is_scaled else "standardize")

    # places

    def _row(self, place: int) -> QRectF:
        """A row of controls, counted from below."""
        look = self.look
        high = look.target(40) + look.px(4)
        top = self.height() - look.px(8) - (place + 1) * high
        return QRectF(look.px(EDGE), top, self.width() - 2 * look.px(EDGE), high)

    def _rows(self) -> int:
        has_scale = self.scene is not None and self.scene.scale != "none"
        return 2 + has_scale + (self.scene is not None and self.scene.picture is not None)

    def place(self) -> None:
        """From below: the tray of scales, its switch, the stepper."""
        look, side, place = self.look, self.look.target(), 0
        if self.scene is not None and self.scene.scale != "none":
            row = self._row(0)
            self.scale.setGeometry(round(row.left()), round(row.top()), round(row.width()), side)
            place = 1
        rows = [self.scaled]
        if self.scene is not None and self.scene.picture is not None:
            rows.append(self.picture)
        for switch in rows:
            row = self._row(place)
            wide = max(look.px(44), side)
            switch.setGeometry(round(row.right()) - wide, round(row.top()), wide, side)
            place += 1
        row = self._row(place)
        wide = self.hidden.width_wanted()
        self.hidden.setGeometry(round(row.right()) - wide, round(row.top()), wide, side)

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look, edge = self.look, self.look.px(EDGE)
        plate(painter, look, QRectF(self.rect()))
        head = QRectF(edge, look.px(10), self.width() - 2 * edge, max(look.px(34), 24))
        write(painter, head, "The network that fits", look, 20, 700)
        top = head.bottom()
        if self.drawn is not None:
            write(painter, head, self.drawn.sizes, look, 24, 700, "ink", RIGHT)
            line = QRectF(edge, top, head.width(), max(look.px(24), 18))
            write(painter, line, self.drawn.line, look, 16, 400, "ink2")
            top = line.bottom()
        below = self._row(self._rows() - 1).top() - look.px(6)
        painter.fillRect(QRectF(edge, below, head.width(), 1), look.color("line"))
        if self.drawn is not None:
            room = QRectF(edge, top + look.px(4), head.width(), below - top - look.px(8))
            paint_network(painter, self, room, self.drawn)
        self._paint_words(painter)

    def _paint_words(self, painter: QPainter) -> None:
        for control, text in (
            (self.hidden, "Hidden neurons"),
            (self.scaled, "Bring columns to one scale"),
            (self.picture, self._picture_words()),
        ):
            if control.isVisibleTo(self) and text:
                room = QRectF(self.look.px(EDGE), control.y(), 0, control.height())
                room.setRight(control.x() - 4)
                write(painter, room, text, self.look, 16, 600)

    def _picture_words(self) -> str:
        found = self.scene.picture if self.scene is not None else None
        return f"Rows are pictures, {found[0]} × {found[1]}" if found else ""


def paint_network(painter: QPainter, part: Part, room: QRectF, drawn: Drawing) -> None:
    """Columns of neurons, names left and right of them, edges by sign and size of their weights."""
    look = part.look
    caption = max(look.px(26), 18)
    inner = room.adjusted(0, 0, 0, -caption)
    xs = [room.left() + room.width() * share for share in _shares(len(drawn.layers))]
    radius = [_radius(inner, layer, look.s) for layer in drawn.layers]

    def place(layer: int, neuron: int) -> QPointF:
        return QPointF(xs[layer], inner.top() + drawn.layers[layer].places[neuron] * inner.height())

    for gap, source, target, weight, size in drawn.edges:
        token = "pos" if weight > 0 else "neg"
        pen = QPen(
            look.theme.mix(token, EDGES_SHOWN + 0.6 * float(size) ** 1.4, "panel"), 0.5 + 2.6 * float(size)
        )
        painter.setPen(pen)
        painter.drawLine(place(int(gap), int(source)), place(int(gap) + 1, int(target)))
    last = len(drawn.layers) - 1
    for number, layer in enumerate(drawn.layers):
        token = "now" if number == last else "ink2"
        for neuron in range(len(layer.places)):
            painter.setPen(QPen(look.color(token), 2 if number == last else 1.4))
            painter.setBrush(look.color("panel"))
            painter.drawEllipse(place(number, neuron), radius[number], radius[number])
        _names(painter, part, room, inner, drawn, number, xs[number], radius[number])
        text = layer.caption
        wide = room.width() * 0.3
        write(
            painter,
            QRectF(xs[number] - wide / 2, inner.bottom(), wide, caption),
            text,
            look,
            16,
            400,
            "ink2",
            MIDDLE,
        )


def _shares(count: int) -> list[float]:
    """Where the columns stand: there is room for names at both sides."""
    return [0.28 + 0.52 * place / (count - 1) for place in range(count)]


def _radius(inner: QRectF, layer: Layered, s: float) -> float:
    rows = max(len(layer.places) + (layer.more > 0), 1)
    most = 13.0 if len(layer.places) < 6 else 11.0
    return float(max(min(most * max(s, 0.72), 0.42 * inner.height() / rows), 3.0))


def _names(
    painter: QPainter,
    part: Part,
    room: QRectF,
    inner: QRectF,
    drawn: Drawing,
    number: int,
    x: float,
    radius: float,
) -> None:
    look, layer, last = part.look, drawn.layers[number], len(drawn.layers) - 1
    high = max(look.px(22), 17)
    for neuron, name in enumerate(layer.names):
        y = inner.top() + layer.places[neuron] * inner.height()
        if number == 0:
            place = QRectF(room.left(), y - high / 2, x - radius - 6 - room.left(), high)
            write(painter, place, name, look, 16, 600, "ink", RIGHT)
        elif number == last:
            place = QRectF(x + radius + 6, y - high / 2, room.right() - x - radius - 6, high)
            write(painter, place, name, look, 16, 600, "now")
    if layer.more:
        rows = len(layer.places) + 1
        y = inner.top() + (rows - 0.5) / rows * inner.height()
        wide = 0.26 * room.width()
        place = QRectF(x - wide / 2, y - high / 2, wide, high)
        write(painter, place, f"+ {layer.more:,} more", look, 15, 500, "ink2", MIDDLE)
