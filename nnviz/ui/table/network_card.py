"""The network that fits, with its real first weights; how many hidden neurons, and how columns are scaled."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from nnviz.kept import Kept
from nnviz.scene.table import TableScene
from nnviz.scene.table.build import SCALES, SCALES_TOLD
from nnviz.scene.table.drawing import Drawing, Drawn
from nnviz.scene.table.guesses import Answer
from nnviz.training.proposal import LARGEST_HIDDEN
from nnviz.ui.lab.gradients.stepper import Stepper
from nnviz.ui.table import network_painter
from nnviz.ui.table.pills import Pills
from nnviz.ui.widgets.fitting import write
from nnviz.ui.widgets.part import Part
from nnviz.ui.widgets.plate import plate
from nnviz.ui.widgets.switch import Switch

EDGE = 24.0
ANSWERS = tuple(Answer(name, SCALES[name], True, SCALES_TOLD[name]) for name in ("standardize", "minmax"))
RIGHT = Qt.AlignmentFlag.AlignRight


class NetworkCard(Part):
    """The card."""

    hidden_wanted = Signal(int)
    scale_wanted = Signal(str)
    picture_wanted = Signal(bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("The network that fits")
        self.drawn: Drawn | None = None
        self._drawing: Kept[Drawing] = Kept()
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
        is_scaled = self._is_scaled
        self.scaled.setChecked(is_scaled)
        self.scaled.setVisible(not scene.is_picture)
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
        self.scale_wanted.emit("none" if self._is_scaled else "standardize")

    @property
    def _is_scaled(self) -> bool:
        """Pixels are on one scale by themselves."""
        scene = self.scene
        return scene is not None and scene.scale != "none" and not scene.is_picture

    @property
    def _switches(self) -> list[Switch]:
        """From below."""
        scene = self.scene
        found = [] if scene is None or scene.is_picture else [self.scaled]
        return [*found, self.picture] if scene is not None and scene.picture is not None else found

    # places

    def _row(self, place: int) -> QRectF:
        """A row of controls, counted from below."""
        look = self.look
        high = look.target(40) + look.px(4)
        top = self.height() - look.px(8) - (place + 1) * high
        return QRectF(look.px(EDGE), top, self.width() - 2 * look.px(EDGE), high)

    def _rows(self) -> int:
        return 1 + self._is_scaled + len(self._switches)

    def place(self) -> None:
        """From below: the tray of scales, the switches, the stepper."""
        look, side, place = self.look, self.look.target(), 0
        if self._is_scaled:
            row = self._row(0)
            self.scale.setGeometry(round(row.left()), round(row.top()), round(row.width()), side)
            place = 1
        for switch in self._switches:
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
            drawn, most = self.drawn, network_painter.most(look, room)
            made = self._drawing.get(lambda: drawn.drawing(most), (drawn,), most)
            network_painter.paint(painter, look, room, made)
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
