"""Typing at a number on the canvas: one field at a time, which gives the focus back when it goes."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QWidget

from nnviz.scene.values.model import Hit
from nnviz.session import Session
from nnviz.ui.canvas.editor import NumberEditor
from nnviz.ui.canvas.things.table import thing_of
from nnviz.ui.theme import Theme
from nnviz.ui.widgets.removal import take_away


class Editing:
    """Opens and closes the canvas's field."""

    def __init__(self, session: Session, canvas: QWidget) -> None:
        self._session = session
        self._canvas = canvas
        self._editor: NumberEditor | None = None

    @property
    def is_open(self) -> bool:
        """Whether something is being typed."""
        return self._editor is not None

    def open(self, hit: Hit, at: QPointF, theme: Theme) -> bool:
        """Let the number that ``hit`` means be typed; False where it is none."""
        subject = thing_of(hit).number(self._session)
        if subject is None:
            return False
        self.close()
        self._editor = NumberEditor(subject, theme, self._canvas)
        self._editor.closed.connect(self.close)
        self._editor.open_at(at)
        return True

    def close(self) -> None:
        """Leave what was typed."""
        if self._editor is None:
            return
        editor, self._editor = self._editor, None
        # Where the person has gone elsewhere, the focus stays there.
        if editor.hasFocus():
            self._canvas.setFocus()
        take_away(editor)
