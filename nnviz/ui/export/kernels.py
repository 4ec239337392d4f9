"""The kernel page on a sheet: its own controls, drawn without a window."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QPainter

from nnviz.session import Session
from nnviz.ui.kernels.geometry import HEIGHT, SMALLEST, WIDTH
from nnviz.ui.kernels.page import Board
from nnviz.ui.paint.surface import Surface
from nnviz.ui.style import REFERENCE, Look
from nnviz.ui.theme import Theme


def paint_kernels(
    painter: QPainter, session: Session, size: tuple[int, int], theme: Theme, surface: Surface
) -> None:
    """Draw the page; on a sheet that is too small for it, smaller."""
    scale = max(min(size[0] / REFERENCE[0], size[1] / REFERENCE[1]), SMALLEST)
    wanted = QSize(*size).expandedTo(QSize(round(WIDTH * scale), round(HEIGHT * scale)))
    board = Board(session)
    board.resize(wanted)
    board.show_session(Look(theme, scale, surface.is_direct))
    painter.save()
    painter.scale(size[0] / wanted.width(), size[1] / wanted.height())
    board.render(painter, QPoint())
    painter.restore()
