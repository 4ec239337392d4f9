"""Undo, Flip, Turn 90°, Clear, below the kernel."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from nnviz.ui.guard import Guarded
from nnviz.ui.kernels.sandbox_editor import SandboxEditor
from nnviz.ui.style import Look
from nnviz.ui.widgets.chip import Chip
from nnviz.ui.widgets.roving import Roving


class KernelTools(Guarded, QWidget):
    """A row of four buttons."""

    def __init__(self, editor: SandboxEditor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        names = {
            "Undo": "Undo",
            "Flip": "Mirror the kernel left to right",
            "Turn 90°": "Turn the kernel by 90° clockwise",
            "Clear": "Set all cells to 0",
        }
        self.buttons = {text: Tool(text, name, self) for text, name in names.items()}
        self._stop = Roving(self)
        self.buttons["Undo"].clicked.connect(editor.session.undo)
        self.buttons["Flip"].clicked.connect(lambda: editor.put(editor.sandbox.flipped(), "Flip the kernel"))
        self.buttons["Turn 90°"].clicked.connect(
            lambda: editor.put(editor.sandbox.turned(), "Turn the kernel")
        )
        self.buttons["Clear"].clicked.connect(
            lambda: editor.put(editor.sandbox.cleared(), "Clear the kernel")
        )

    def refresh(self, look: Look) -> None:
        """Draw in this theme; know whether there is anything to undo."""
        label = self._editor.session.undo_label
        undo = self.buttons["Undo"]
        undo.setEnabled(label is not None)
        undo.describe(f"Undo: {label}" if label else "Nothing to undo")
        for button in self.buttons.values():
            button.set_look(look)
        self._stop.show([*self.buttons.values()])
        self._place(look)

    def _place(self, look: Look) -> None:
        gap = look.px(9)
        widths = [button.width_wanted() + look.px(8) for button in self.buttons.values()]
        left = (self.width() - sum(widths) - gap * (len(widths) - 1)) // 2
        for button, width in zip(self.buttons.values(), widths, strict=True):
            button.setGeometry(left, 0, width, self.height())
            left += width + gap


class Tool(Chip):
    """Words on a plate that do something at once."""

    def __init__(self, text: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(text, name, parent)
        self.setCheckable(False)
        self.marks_refused = False
