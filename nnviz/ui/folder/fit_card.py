"""The network that fits the pictures: its layers one below the other, with the shape that each gives."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from nnviz.document import Document
from nnviz.engine.arrays import shape_text
from nnviz.scene.words import folders, names
from nnviz.ui.widgets.fitting import write
from nnviz.ui.widgets.part import Part
from nnviz.ui.widgets.plate import plate

ROW, LEAST_ROW = 30.0, 17.0


class FitCard(Part):
    """A card of words and numbers."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: list[tuple[str, str]] = []
        self._size = ""

    def show_network(self, document: Document) -> None:
        """Show the layers of a document's network."""
        network = document.network
        self._rows = [("Input", shape_text(network.shapes[0]))]
        for number, shape in enumerate(network.shapes[1:], 1):
            self._rows.append((names.kind_and_function(network.layers[number - 1]), shape_text(shape)))
        self._size = folders.size(network)
        self.setAccessibleName("The network that fits")
        self.setAccessibleDescription(f"{self._size}; {'; '.join(' '.join(row) for row in self._rows)}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look, s = self.look, self.look.s
        plate(painter, look, QRectF(self.rect()))
        left, wide = 20 * s, self.width() - 40 * s
        write(painter, QRectF(left, 14 * s, wide, 28 * s), "The network that fits", look, 20, 700)
        write(painter, QRectF(left, 42 * s, wide, 22 * s), self._size, look, 15, 400, "ink2")
        top = 74 * s
        high = max(min(ROW * s, (self.height() - top - 10 * s) / max(len(self._rows), 1)), LEAST_ROW)
        for number, (kind, shape) in enumerate(self._rows):
            row = QRectF(left, top + number * high, wide, high)
            if number:
                painter.setPen(QPen(look.color("line"), 1))
                painter.drawLine(row.topLeft(), row.topRight())
            right = write(painter, row, shape, look, 15, 500, "ink2", Qt.AlignmentFlag.AlignRight)
            write(painter, row.adjusted(0, 0, -right - 8 * s, 0), kind, look, 15, 600)
