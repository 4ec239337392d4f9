"""From a folder that a person chose to the sheet, and from there to a document."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from nnviz.data import folders
from nnviz.data.folders import FolderGuess
from nnviz.document import Document
from nnviz.session import Session
from nnviz.ui.folder.sheet import FolderSheet
from nnviz.ui.style import look_of
from nnviz.ui.window.background import Background
from nnviz.ui.window.dialogs import hushed


class FolderOpening(QObject):
    """``came`` is told of the document that a person has made of a folder, and says whether it was taken."""

    def __init__(
        self, session: Session, background: Background, came: Callable[[Document], bool], window: QWidget
    ) -> None:
        super().__init__(window)
        self._session, self._background, self._came, self._window = session, background, came, window
        self.sheet: FolderSheet | None = None

    def choose(self) -> None:
        """Ask which folder, then look through it."""
        name = QFileDialog.getExistingDirectory(self._window, "Open a folder of pictures")
        if name:
            self.open(Path(name))

    def open(self, path: Path) -> None:
        """Look through a folder in the background, then show what it holds; not while a class looks on."""
        hush = hushed(self._window)
        if hush is not None:
            hush("A folder of pictures opens once nothing is presented any more.")
            return
        self._background.follow(
            f"Looking through {path.name}",
            lambda tell, is_wanted: folders.look(path, tell, is_wanted),
            self._show,
        )

    def _show(self, guess: FolderGuess) -> None:
        if self.sheet is not None:
            self.sheet.reject()
        look = look_of(self._session, self._window)
        self.sheet = sheet = FolderSheet(guess, self._background, look, self._window)
        sheet.made.connect(lambda document: self._take(sheet, document))
        sheet.finished.connect(lambda _result: self._forget(sheet))
        sheet.open()

    def _take(self, sheet: FolderSheet, document: Document) -> None:
        if self._came(document):
            sheet.accept()

    def _forget(self, sheet: FolderSheet) -> None:
        sheet.deleteLater()
        if self.sheet is sheet:
            self.sheet = None
