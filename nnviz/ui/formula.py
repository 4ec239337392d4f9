"""Formulas typeset as SVG in the text colour; each is made once and kept."""

from __future__ import annotations

import warnings
from functools import cache, lru_cache
from typing import Any

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
    return Formula(_typesetter().Latex(latex, size=pixels, color=color).svg())


@cache
def _typesetter() -> Any:
    """Load ziamath when the first formula is wanted, and not before."""
    with warnings.catch_warnings():
        # It finds its own font by a way that Python 3.11 calls deprecated.
        warnings.simplefilter("ignore", DeprecationWarning)
        import ziamath
    # Qt draws SVG 1: shapes as paths in place, no <symbol> references.
    ziamath.config.svg2 = False
    return ziamath
