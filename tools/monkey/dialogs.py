"""Answers to dialogs: they run a loop of their own, in which the walk goes on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QFileDialog,
    QLineEdit,
    QMessageBox,
    QWidget,
)

from tools.monkey.stage import Stage
from tools.monkey.virtual_time import TIME, RealTimer

MOST_LOOKS = 6
"""Times that a dialog is played with before it is closed."""
WENT_WRONG = "Something went wrong"


class Answers:
    """Plays with the dialog that is modal, and answers it. ``note`` writes to the journal."""

    def __init__(self, stage: Stage, note: Callable[[str], None], fault: Callable[[str], None]) -> None:
        self._stage = stage
        self._note = note
        self._fault = fault
        self._answering: list[QWidget] = []
        self._looks = 0

    def look(self) -> None:
        """Answer the dialog that is modal, if one is; and look again in the next turn of whichever loop."""
        RealTimer.singleShot(0, self.look)
        dialog = QApplication.activeModalWidget()
        if dialog is None:
            self._looks = 0
        elif dialog not in self._answering:
            # What the answer opens is answered in its turn, inside this call.
            self._answering.append(dialog)
            try:
                self._play(dialog)
            finally:
                self._answering.pop()

    def _play(self, dialog: QWidget) -> None:
        random = self._stage.random
        self._looks += 1
        if isinstance(dialog, QMessageBox) and WENT_WRONG in dialog.text():
            self._fault(f"dialog: {dialog.text()}")
        if self._looks > MOST_LOOKS or not isinstance(dialog, QDialog):
            self._note(f"close {type(dialog).__name__}")
            dialog.close()
        elif random.random() < 0.3:
            TIME.advance(16 * random.randrange(1, 40))
            QApplication.processEvents()
        else:
            self._answer(dialog)

    def _answer(self, dialog: QDialog) -> None:
        random = self._stage.random
        if isinstance(dialog, QFileDialog) and random.random() < 0.7:
            name = dialog.findChild(QLineEdit, "fileNameEdit")
            assert name is not None
            path = self._path(dialog)
            self._note(f"file dialog: {path}")
            name.setText(path)
            # By its base class's slot: Qt protects the file dialog's own from other classes.
            name.returnPressed.emit()
            return
        buttons = [
            b for b in dialog.findChildren(QAbstractButton) if b.isVisible() and b.isEnabled() and b.text()
        ]
        if not buttons or isinstance(dialog, QFileDialog) or random.random() < 0.2:
            self._note(f"reject {type(dialog).__name__}")
            dialog.reject()
            return
        button = random.choice(buttons)
        self._note(f"press {button.text()!r} of {type(dialog).__name__}")
        button.click()

    def _path(self, dialog: QFileDialog) -> str:
        stage = self._stage
        if dialog.acceptMode() is QFileDialog.AcceptMode.AcceptOpen:
            return str(stage.file())
        ending = dialog.defaultSuffix() or "nnviz"
        places = (f"saved {stage.random.randrange(4)}.{ending}", f"nowhere/saved.{ending}", f"empty.{ending}")
        return str(stage.folder / stage.random.choice(places))
