"""Formulas typeset as SVG in the text colour; each is made once and kept."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSizeF
from PySide6.QtGui import QPainter
from PySide6.QtSvg import QSvgRenderer


class Formula:
    """A typeset formula. ``size`` is in logical pixels; ``draw`` paints it with its top left at a point."""

    def __init__(self, svg: str) -> None:
        self._renderer = QSvgRenderer(QByteArray(svg.encode()))
        self.size: QSizeF = self._renderer.viewBoxF().size()

    def draw(self, painter: QPainter, x: float, y: float, scale: float = 1.0) -> None:
        """Paint the formula at (x, y), enlarged by ``scale``."""
        self._renderer.render(painter, QRectF(x, y, self.size.width() * scale, self.size.height() * scale))


@lru_cache(maxsize=256)
def formula(latex: str, pixels: float, color: str) -> Formula:
    """Typeset ``latex`` with letters of ``pixels`` logical pixels in ``color`` (``#RRGGBB``).

    The first time takes 10 to 30 ms, so live numbers belong beside a formula and not in it.
    """
    # Here rather than above: a window without a formula starts without the typesetter.
    import ziamath

    # Qt draws SVG 1: shapes as paths in place, no <symbol> references.
    ziamath.config.svg2 = False
    return Formula(ziamath.Latex(latex, size=pixels, color=color).svg())
