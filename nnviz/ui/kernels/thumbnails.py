"""The presets: thumbnails of their own result on this picture."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QWidget

from nnviz.document.sandbox import Sandbox
from nnviz.engine.arrays import Array
from nnviz.kept import Kept
from nnviz.scene.sandbox.filtered import filtered
from nnviz.scene.sandbox.presets import preset
from nnviz.ui.kernels import shades
from nnviz.ui.kernels.sandbox_editor import SandboxEditor
from nnviz.ui.kernels.text import CENTER, words
from nnviz.ui.style import Look
from nnviz.ui.theme import Theme
from nnviz.ui.widgets.buttons import PaintedButton

_SQUARE = 1.2
"""A result up to so many times as wide as it is high is shown whole."""
_FROM_TOP = 0.12
"""Where the strip that a thumbnail shows begins, as a share of what doesn't fit into it."""


class PresetButton(PaintedButton):
    """One preset, to be pressed."""

    def __init__(self, name: str, editor: SandboxEditor, parent: QWidget | None = None) -> None:
        super().__init__(f"Kernel {name}", parent)
        self.setText(name)
        self.setCheckable(True)
        self._editor = editor
        self._made: Kept[QImage] = Kept()
        self._image = QImage()
        self.clicked.connect(self._choose)

    def nextCheckState(self) -> None:
        """Nothing: the kernel says what is chosen."""

    def _choose(self) -> None:
        sandbox = self._editor.sandbox
        kernel = preset(self.text(), sandbox.size)
        if kernel != sandbox.kernel:
            self._editor.put(sandbox.with_kernel(kernel), f"Kernel {self.text()}")

    def show_result(self, picture: Array, is_chosen: bool, look: Look) -> None:
        """Show what the preset makes of a picture, with stride and dilation 1 and no padding."""
        theme, before = look.theme, self._image
        self._image = self._made.get(lambda: _result(self.text(), picture, theme), (picture, theme))
        if self._image is not before or is_chosen != self.isChecked() or look != self.look:
            self.setChecked(is_chosen)
            self.set_look(look)

    def focus_rect(self) -> QRectF:
        """What the focus ring surrounds."""
        return self._frame()

    def _frame(self) -> QRectF:
        return QRectF(self.rect()).adjusted(3, 3, -3, -max(24 * self.look.s, self.look.floor + 2))

    def paint(self, painter: QPainter) -> None:
        look, frame = self.look, self._frame()
        shape = QPainterPath()
        shape.addRoundedRect(frame, 7 * look.s, 7 * look.s)
        painter.save()
        painter.setClipPath(shape)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillPath(shape, look.color("bg"))
        self._paint_result(painter, frame)
        painter.restore()
        painter.setPen(QPen(look.color("ink3" if self.underMouse() else "line"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(shape)
        if self.isChecked():
            painter.setPen(QPen(look.color("now"), 3))
            painter.drawRoundedRect(frame.adjusted(-1.5, -1.5, 1.5, 1.5), 9 * look.s, 9 * look.s)
        below = QRectF(0, frame.bottom() + 2, self.width(), self.height() - frame.bottom() - 2)
        token, weight = ("now", 700) if self.isChecked() else ("ink2", 500)
        words(painter, below, self.text(), look.font(16, weight), look.color(token), CENTER, floor=look.floor)

    def _paint_result(self, painter: QPainter, frame: QRectF) -> None:
        """A wide result fills the frame, and a strip of it is seen; a square one is seen whole."""
        width, height = self._image.width(), self._image.height()
        if width <= _SQUARE * height:
            side = frame.height() * width / height
            painter.drawImage(
                QRectF(frame.center().x() - side / 2, frame.top(), side, frame.height()), self._image
            )
            return
        part = min(height, width * frame.height() / frame.width())
        painter.drawImage(frame, self._image, QRectF(0, (height - part) * _FROM_TOP, width, part))


def _result(name: str, picture: Array, theme: Theme) -> QImage:
    """Grey where no value is negative, signed where any is."""
    pictured = replace(Sandbox(picture="pad" if picture.shape[0] == picture.shape[1] else "china"))
    made = filtered(pictured.with_kernel(preset(name)), picture)
    if made.low >= 0:
        return shades.brightness_image(made.values)
    return shades.signed_image(theme, made.values, made.full)
