"""Formulas typeset as SVG in the text colour; each is made once and kept, from one start to the next."""

from __future__ import annotations

import hashlib
import logging
import warnings
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import platformdirs
from PySide6.QtCore import QByteArray, QRectF, QSizeF, Qt
from PySide6.QtGui import QPaintEngine, QPainter
from PySide6.QtSvg import QSvgRenderer

from nnviz.ui.paint.outlines import shapes

LOGGER = logging.getLogger("nnviz")
TYPESET = 24.0
"""Pixels of the letters as typeset; a formula is shapes, so every other size is drawn from these."""
EDITION = 1
"""Raise it when formulas are typeset otherwise: kept ones are then made anew."""
PLACEHOLDER = "#010203"
"""The colour as typeset, in whose place the wanted one is put."""


class Formula:
    """A typeset formula. ``size`` is in logical pixels, ``above`` what of its height stands above the line of
    writing; ``draw`` paints it with its top left at a point. ``scale`` is how many times larger it is than it
    was typeset."""

    def __init__(self, svg: str, scale: float = 1.0) -> None:
        self._renderer = QSvgRenderer(QByteArray(svg.encode()))
        self.scale = scale
        box = self._renderer.viewBoxF()
        self.size: QSizeF = box.size() * scale
        self.above = -box.top() * scale

    @property
    def is_valid(self) -> bool:
        """Whether there is something to draw."""
        return self._renderer.isValid()

    def draw(self, painter: QPainter, x: float, y: float, scale: float = 1.0) -> None:
        """Paint the formula at (x, y), enlarged by ``scale``."""
        place = QRectF(x, y, self.size.width() * scale, self.size.height() * scale)
        if painter.paintEngine().type() != QPaintEngine.Type.Pdf:
            self._renderer.render(painter, place)
            return
        # Qt's writer gives an SVG's shapes an outline that they don't have: they would stand there bold.
        painter.save()
        painter.setPen(Qt.PenStyle.NoPen)
        for shape in shapes(lambda catching: self._renderer.render(catching, place)):
            painter.fillPath(shape.path, shape.brush)
        painter.restore()


@lru_cache(maxsize=256)
def formula(latex: str, pixels: float, color: str) -> Formula:
    """Typeset ``latex`` with letters of ``pixels`` logical pixels in ``color`` (``#RRGGBB``).

    The first time ever takes 10 to 30 ms, so live numbers belong beside a formula and not in it.
    """
    svg = _kept(latex)
    if not Formula(svg).is_valid:
        # A file that another program cut short or filled with something else.
        svg = _keep(latex)
    return Formula(svg.replace(PLACEHOLDER, color), pixels / TYPESET)


def formula_path(latex: str) -> Path:
    """Where a typeset formula is kept: in the person's own cache folder, anew for each edition."""
    name = hashlib.sha256(f"{EDITION} {latex}".encode()).hexdigest()[:32]
    return Path(platformdirs.user_cache_dir("nnviz", appauthor=False)) / "formulas" / f"{name}.svg"


def _kept(latex: str) -> str:
    try:
        return formula_path(latex).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return _keep(latex)


def _keep(latex: str) -> str:
    """Typeset a formula and keep it; where the folder can't be written it is typeset again next time."""
    svg: str = _typesetter().Latex(latex, size=TYPESET, color=PLACEHOLDER).svg()
    path = formula_path(latex)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(svg, encoding="utf-8")
    except OSError as error:
        LOGGER.info("formula not kept: %s", error)
    return svg


@cache
def _typesetter() -> Any:
    """Load ziamath when the first formula is to be typeset, and not before."""
    with warnings.catch_warnings():
        # It finds its own font by a way that Python 3.11 calls deprecated.
        warnings.simplefilter("ignore", DeprecationWarning)
        import ziamath
    # Qt draws SVG 1: shapes as paths in place, no <symbol> references.
    ziamath.config.svg2 = False
    return ziamath
