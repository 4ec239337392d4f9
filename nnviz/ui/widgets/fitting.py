"""Words for the room there is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics


def fullest(metrics: QFontMetrics, texts: Sequence[str], room: float) -> str:
    """The first of these texts that fits; where none does, the last, cut with an ellipsis."""
    fits = next((text for text in texts if metrics.horizontalAdvance(text) <= room), None)
    if fits is not None:
        return fits
    return metrics.elidedText(texts[-1], Qt.TextElideMode.ElideRight, max(int(room), 0)) if texts else ""
