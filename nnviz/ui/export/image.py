"""The canvas as a picture file: drawn by the same painter as the screen, without a window."""

from __future__ import annotations

import math
import os
import sys
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QPointF, QRectF
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter
from PySide6.QtWidgets import QApplication

from nnviz.document import Document, Target
from nnviz.errors import OptionError
from nnviz.formats import atomic
from nnviz.session import Session
from nnviz.ui.paint.composer import Composer
from nnviz.ui.paint.painter import ScenePainter
from nnviz.ui.paint.picture import Picture
from nnviz.ui.paint.surface import Surface
from nnviz.ui.paint.text import LEFT, Texts
from nnviz.ui.theme import FLOOR, THEMES, TYPE, Theme

SHORTEST, LONGEST = 64, 16_384
"""Pixels that a side may have."""
MOST_PIXELS = 64_000_000
REFERENCE = (1600.0, 1000.0)
NARRATION = 56.0
"""Height of the narration's line under the canvas at reference size."""


def render(
    document: Document,
    out: str | Path,
    *,
    seconds: float,
    size: tuple[int, int],
    theme: str,
    select: Target | None,
) -> None:
    """Write ``document`` as it is at ``seconds`` to the PNG file ``out``, ``size`` = (width, height) pixels.

    The same arguments give the same bytes. Sets up Qt without a display where there is no application yet.

    Raises:
        OptionError: the size, the time, the theme or the selected unit is not possible.
        FileError: the file cannot be written; what was there is untouched.
    """
    _check(document, seconds, size, theme, select)
    _application()
    image = draw(document, seconds=seconds, size=size, theme=THEMES[theme or "dark"], select=select)
    _write(image, Path(out))


def draw(
    document: Document, *, seconds: float, size: tuple[int, int], theme: Theme, select: Target | None
) -> QImage:
    """The settled picture as an image; needs an application."""
    session = Session(document)
    session.seek(seconds)
    session.select(select)
    scale = min(size[0] / REFERENCE[0], size[1] / REFERENCE[1])
    band = min(max(NARRATION * scale, 2.0 * FLOOR), size[1] / 4)
    canvas = (float(size[0]), float(math.floor(size[1] - band)))
    picture = Composer().picture(session, canvas, theme, 1.0, reduced_motion=False)
    painter = ScenePainter(theme, Surface())
    painter.want(picture)
    painter.settle()
    image = QImage(size[0], size[1], QImage.Format.Format_RGB32)
    image.fill(QColor(theme.panel))
    with QPainter(image) as pen:
        painter.draw(pen, picture)
        _narrate(pen, picture, theme, QRectF(0.0, canvas[1], canvas[0], size[1] - canvas[1]), scale)
    return image


def _narrate(painter: QPainter, picture: Picture, theme: Theme, band: QRectF, scale: float) -> None:
    texts = Texts(Surface())
    pixels = max(TYPE["label"] * scale, FLOOR)
    x, y = max(16.0 * scale, 8.0), band.center().y()
    painter.fillRect(QRectF(band.left(), band.top(), band.width(), 1.0), QColor(theme.line))
    lead, sentence = picture.frame.lead, picture.frame.sentence
    texts.draw(painter, QPointF(x, y), lead, pixels, QColor(theme.now), weight=700, align=LEFT)
    x += texts.width(lead, pixels, 700) + 0.5 * pixels
    texts.draw(painter, QPointF(x, y), sentence, pixels, QColor(theme.ink), align=LEFT)


def _check(
    document: Document, seconds: float, size: tuple[int, int], theme: str, select: Target | None
) -> None:
    width, height = size
    if not all(SHORTEST <= side <= LONGEST for side in size) or width * height > MOST_PIXELS:
        raise OptionError(
            f"A picture of {width}x{height} pixels is not possible: each side takes {SHORTEST} to "
            f"{LONGEST:,} pixels, both together at most 64 million."
        )
    if not seconds >= 0:
        raise OptionError(f"The time {seconds:g} is not possible: choose 0 seconds or later.")
    if theme and theme not in THEMES:
        raise OptionError(f"There is no theme “{theme}”: choose {' or '.join(THEMES)}.")
    if select is not None:
        document.network.unit_index(select.layer, select.unit)


def _application() -> None:
    """Have an application; one without a display where none exists yet."""
    if QGuiApplication.instance() is None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        # Kept by Qt itself: pictures and fonts need it until the program ends.
        QApplication(sys.argv[:1])


def _write(image: QImage, out: Path) -> None:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub asks for bytes, Qt for text
    atomic.write(out, bytes(buffer.data().data()))
