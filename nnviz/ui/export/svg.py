"""A picture as an SVG: shapes, strings, and the fonts that these are set in."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QPainter

from nnviz.errors import NNVizError
from nnviz.ui.export.fonts import font_face
from nnviz.ui.export.svg_engine import SvgDevice, SvgEngine


def svg(width: int, height: int, draw: Callable[[QPainter], None]) -> str:
    """What ``draw`` paints on a sheet of so many pixels, as the text of a file.

    Raises:
        NNVizError: something could not be drawn; what it was is in the log.
    """
    device = SvgDevice(width, height)
    with QPainter(device) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw(painter)
    engine = device.engine
    if engine.is_broken:
        raise NNVizError("The picture could not be drawn whole, so no file was written.")
    body = "\n".join(engine.elements)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}">\n'
        f"<defs>{_style(engine)}{engine.inks.definitions}</defs>\n"
        f'<g fill="none" font-family="Inter" xml:space="preserve">\n{body}\n</g>\n</svg>\n'
    )


def _style(engine: SvgEngine) -> str:
    faces = "".join(
        font_face(family, weight, letters) for (family, weight), letters in sorted(engine.fonts.items())
    )
    return f"<style>{faces}</style>"
