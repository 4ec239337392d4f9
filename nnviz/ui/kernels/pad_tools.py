"""Eraser and Clear, beside the pad's picture."""

from __future__ import annotations

import numpy as np
from PySide6.QtWidgets import QWidget

from nnviz.document.sandbox import PAD_SIZE
from nnviz.ui.guard import Guarded
from nnviz.ui.kernels.sandbox_editor import SandboxEditor
from nnviz.ui.kernels.tools import Tool
from nnviz.ui.style import Look
from nnviz.ui.widgets.chip import Chip

GAP = 9.0
"""The spec's pixels between the two."""


class PadTools(Guarded, QWidget):
    """The eraser is a choice that stays: the pointer then takes ink away. Clear is done at once."""

    def __init__(self, editor: SandboxEditor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.eraser = Chip("Eraser", "Eraser: the pointer takes ink away, as the right button does", self)
        self.clear = Tool("Clear pad", "Clear the drawing", self)
        self.eraser.clicked.connect(lambda: self.eraser.show_state(not self.erases))
        self.clear.clicked.connect(
            lambda: editor.put(editor.sandbox.with_drawing(np.zeros(PAD_SIZE, np.float32)), "Clear the pad")
        )

    @property
    def erases(self) -> bool:
        """Whether the pointer takes ink away."""
        return self.eraser.isChecked()

    def refresh(self, look: Look, is_empty: bool) -> None:
        """Draw in this theme; of an empty pad nothing can be taken away."""
        for button in (self.eraser, self.clear):
            button.set_look(look)
        self.clear.setEnabled(not is_empty)
        if is_empty:
            self.eraser.show_state(False)
        width = max(button.width_wanted() + look.px(8) for button in (self.eraser, self.clear))
        high = look.target()
        self.resize(width, 2 * high + look.px(GAP))
        self.eraser.setGeometry(0, 0, width, high)
        self.clear.setGeometry(0, high + look.px(GAP), width, high)
