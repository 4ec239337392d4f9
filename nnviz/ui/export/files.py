"""A picture as a file, drawn by the same painter as the screen, without a window."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from PySide6.QtGui import QGuiApplication, QPainter
from PySide6.QtWidgets import QApplication

from nnviz.errors import OptionError
from nnviz.formats import atomic
from nnviz.ui.export.image import draw, png
from nnviz.ui.export.pdf import pdf
from nnviz.ui.export.sheet import Sheet
from nnviz.ui.export.svg import svg
from nnviz.ui.paint.surface import DIRECT, Surface


def render(sheet: Sheet, out: str | Path) -> None:
    """Write a sheet to the file ``out``, whose name says as what: a PNG, an SVG or a PDF.

    The same sheet gives the same picture. Sets up Qt without a display where there is no application yet.

    Raises:
        OptionError: something about the sheet is not possible, or the name has another ending.
        FileError: the file cannot be written; what was there is untouched.
    """
    out = Path(out)
    check(sheet, out)
    _application()
    atomic.write(out, encoded(sheet, out))


def check(sheet: Sheet, out: Path) -> None:
    """See that a sheet can be written to ``out``.

    Raises:
        OptionError: something about the sheet is not possible, or the name has another ending.
    """
    if out.suffix.lower() not in WRITERS:
        raise OptionError(f"{out.name} isn’t a picture’s name: it must end in {' or '.join(WRITERS)}.")
    sheet.check()


def encoded(sheet: Sheet, out: Path) -> bytes:
    """What the file ``out`` is to hold; the sheet has been checked, and an application runs. A sheet
    without widgets may be drawn on any thread.

    Raises:
        NNVizError: something could not be drawn.
    """
    return WRITERS[out.suffix.lower()](sheet)


def _png(sheet: Sheet) -> bytes:
    return png(draw(sheet))


def _svg(sheet: Sheet) -> bytes:
    return svg(*sheet.size, _painted(sheet, DIRECT)).encode()


def _pdf(sheet: Sheet) -> bytes:
    return pdf(*sheet.size, sheet.document.title, _painted(sheet, replace(DIRECT, can_fade=False)))


def _painted(sheet: Sheet, surface: Surface) -> Callable[[QPainter], None]:
    return lambda painter: sheet.paint(painter, surface)


WRITERS: Mapping[str, Callable[[Sheet], bytes]] = MappingProxyType({".png": _png, ".svg": _svg, ".pdf": _pdf})
"""What writes a file, by the ending of its name."""


def _application() -> None:
    """Have an application; one without a display where none exists yet."""
    if QGuiApplication.instance() is None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        # Kept by Qt itself: pictures and fonts need it until the program ends.
        QApplication(sys.argv[:1])
