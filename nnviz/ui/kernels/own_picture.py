"""A picture of one's own for the sandbox: opened, dropped on the page, or pasted."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from nnviz.data import photographs, pictures
from nnviz.errors import NNVizError
from nnviz.ui.kernels.sandbox_editor import SandboxEditor

PASTED = Path("The pasted picture")
NOTHING = "There is no picture to paste: copy one first."


class OwnPicture(QObject):
    """The ways in. What can't be used is said in one sentence, ``problem``, until the next one comes."""

    changed = Signal()
    """A picture came, or a sentence."""

    def __init__(self, editor: SandboxEditor, parent: QWidget) -> None:
        super().__init__(parent)
        self._editor = editor
        self._owner = parent
        self.problem = ""

    def choose(self) -> None:
        """Ask which file."""
        kinds = " ".join(f"*{suffix}" for suffix in pictures.SUFFIXES)
        name, _ = QFileDialog.getOpenFileName(self._owner, "Open a picture", "", f"Pictures ({kinds})")
        if name:
            self.take(Path(name))

    def paste(self) -> None:
        """Take what was copied."""
        mime = QGuiApplication.clipboard().mimeData()
        # Without a system clipboard Qt has none at all, whatever its types say.
        if mime is None or not self.take_from(mime):
            self._say(NOTHING)

    @staticmethod
    def has_picture(mime: QMimeData) -> bool:
        """Whether a picture, or a file that may be one, is dragged or was copied."""
        return mime.hasImage() or _file_in(mime) is not None

    def take_from(self, mime: QMimeData) -> bool:
        """Take the picture that is in it; False: there is none."""
        path = _file_in(mime)
        if path is not None:
            self.take(path)
        elif mime.hasImage():
            self.take(PASTED, as_png(QImage(mime.imageData())))
        else:
            return False
        return True

    def take(self, path: Path, data: bytes | None = None) -> None:
        """Show a picture file, or the content of one."""
        try:
            photo = photographs.own(path, data)
            self._editor.put(self._editor.sandbox.with_photo(photo), f"Picture: {path.name}")
        except NNVizError as problem:
            self._say(str(problem))
        else:
            self._say("")

    def forget(self) -> None:
        """Something else was chosen: the sentence goes."""
        if self.problem:
            self._say("")

    def _say(self, problem: str) -> None:
        self.problem = problem
        self.changed.emit()


def _file_in(mime: QMimeData) -> Path | None:
    """The first picture file among those that are dragged or were copied."""
    files = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    return next((path for path in files if path.suffix.lower() in pictures.SUFFIXES), None)


def as_png(image: QImage) -> bytes:
    """A copied picture as the content of a file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())
