"""A string of an SVG, put together from the runs that Qt gives."""

from __future__ import annotations

from xml.sax.saxutils import escape

from PySide6.QtCore import QPointF

from nnviz.ui.export.svg_paths import number

FORBIDDEN = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127], "\ufffd")
"""Characters that XML can't hold; they are seen as the sign for one that is missing."""


class TextRun:
    """``start`` is where its baseline begins; ``style`` are its attributes."""

    def __init__(self, start: QPointF, style: str, text: str, width: float) -> None:
        self._start = start
        self._style = style
        self._text = text
        self._end = start.x() + width

    def goes_on(self, start: QPointF, style: str, close: float) -> bool:
        """Whether a run that begins there is the rest of the same string."""
        is_here = abs(start.x() - self._end) < close and abs(start.y() - self._start.y()) < close
        return is_here and style == self._style

    def add(self, text: str, width: float) -> None:
        """Let the string go on."""
        self._text += text
        self._end += width

    def element(self) -> str:
        """The whole string."""
        place = f'x="{number(self._start.x())}" y="{number(self._start.y())}"'
        text = escape(self._text.translate(FORBIDDEN))
        return f"<text {place}{self._style}>{text}</text>"
