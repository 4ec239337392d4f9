"""What a screen reader hears of the canvas: the selected neuron with its numbers."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QWidget

from nnviz.session import Session
from nnviz.ui.canvas.masked import masked
from nnviz.ui.paint.hover import spoken, unit_card
from nnviz.ui.speech import announce


def describe(canvas: QWidget, session: Session) -> None:
    """Tell what is looked at, once it stands: not each value that a drag passes, nor each window that slides
    by."""
    here = session.here
    slides_by = session.is_playing and here != session.view.selection
    if session.is_held or slides_by:
        return
    words = ""
    if here is not None:
        words = spoken(masked(session, here, unit_card(session.document, session.trace, here)))
    if words != canvas.accessibleDescription():
        canvas.setAccessibleDescription(words)
        QAccessible.updateAccessibility(QAccessibleEvent(canvas, QAccessible.Event.DescriptionChanged))
        announce(canvas, words)
