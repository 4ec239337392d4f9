"""Files: opened, saved, exported, with the questions a person must be asked first."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from nnviz import formats
from nnviz.data import npy, pictures
from nnviz.document import CurrentInput, Document, edits, examples
from nnviz.document.new import as_batches, with_size
from nnviz.errors import FileChangedError, InputError, NNVizError
from nnviz.formats import atomic
from nnviz.formats.fingerprint import same_place
from nnviz.session import Session
from nnviz.ui import settings
from nnviz.ui.export import files as export
from nnviz.ui.export.sheet import Sheet
from nnviz.ui.guard import Guarded, catch_up
from nnviz.ui.window import dialogs, file_names
from nnviz.ui.window.background import Background
from nnviz.ui.window.new_network import NewNetwork

if TYPE_CHECKING:
    from nnviz.ui.folder.opening import FolderOpening
    from nnviz.ui.table.opening import TableOpening

LOGGER = logging.getLogger("nnviz")
PICTURE_KINDS = "PNG picture (*.png);;SVG drawing (*.svg);;PDF page (*.pdf)"
PICTURE = (1600, 1000)
"""Size of exported pictures, in pixels."""


class FileCommands(Guarded, QObject):
    """What leads from a session to files and back. ``thumbnail`` gives a PNG of the canvas for files that are
    saved."""

    def __init__(
        self,
        session: Session,
        parent: QWidget,
        thumbnail: Callable[[], bytes | None],
        background: Background,
    ) -> None:
        super().__init__(parent)
        self.session = session
        self._parent = parent
        self._thumbnail = thumbnail
        self._background = background
        self._folders: FolderOpening | None = None
        self._tables: TableOpening | None = None

    def attempt(self, call: Callable[[], object]) -> None:
        """Do it; an error meant for a person becomes a dialog, and the document is as it was."""
        # A shortcut or an entry of the system's menu comes without an event of any widget.
        catch_up(self._parent)
        try:
            call()
        except NNVizError as error:
            LOGGER.warning("%s", error)
            dialogs.show_error(self._parent, "nnviz", error)

    @property
    def is_own(self) -> bool:
        """Whether what is open is somebody's file or work."""
        return self.session.path is not None or self.session.has_unsaved_work

    def new(self) -> None:
        """A network with an input of one's own size; unsaved work is asked about first."""
        dialog = NewNetwork(self._parent, *settings.new_size())
        if not dialog.exec() or not self.may_leave():
            return
        document = with_size(dialog.shape, dialog.size_chosen[-1])
        settings.set_new_size(dialog.size_chosen, dialog.is_image)
        self.session.show(document)
        settings.tell(self.session)

    def choose_file(self) -> None:
        """Ask which file, then open it."""
        start = str(self.session.path.parent) if self.session.path else ""
        name, _ = QFileDialog.getOpenFileName(self._parent, "Open", start, file_names.readable())
        if name:
            self.open(Path(name))

    @property
    def folders(self) -> FolderOpening:
        """What makes examples of a folder of pictures; its room is loaded with the first one."""
        if self._folders is None:
            from nnviz.ui.folder.opening import FolderOpening

            self._folders = FolderOpening(self.session, self._background, self._begin, self._parent)
        return self._folders

    def choose_folder(self) -> None:
        """Ask which folder of pictures, then look through it."""
        self.folders.choose()

    @property
    def tables(self) -> TableOpening:
        """What makes examples of a table; its room is loaded with the first one."""
        if self._tables is None:
            from nnviz.ui.table.opening import TableOpening

            self._tables = TableOpening(
                self.session, self._background, self._begin, self.remember, self._parent
            )
        return self._tables

    def choose_table(self) -> None:
        """Ask which table, then look at it."""
        self.tables.choose()

    def change_table(self) -> None:
        """Look again at the table that the document learns from, with all that was chosen."""
        self.tables.change()

    def _begin(self, document: Document) -> bool:
        """A network that was made for a person's own examples; unsaved work is asked about first. False if
        that is to stay open."""
        if not self.may_leave():
            return False
        self.session.show(document)
        settings.tell(self.session)
        return True

    def open(self, source: Path | str) -> None:
        """Open a file or a bundled sample; unsaved work is asked about first. A picture becomes the input, a
        folder of pictures a network for them."""
        if Path(source).is_dir():
            self.folders.open(Path(source))
            return
        if Path(source).suffix.lower() in file_names.TABLES:
            self.tables.open(Path(source))
            return
        if Path(source).suffix.lower() in file_names.INPUTS:
            self.attempt(lambda: self.use_input(Path(source)))
            if self.session.is_greeting:
                self.session.set_page("run")
            return
        if not self.may_leave():
            return
        try:
            self.session.open(source)
        except NNVizError as error:
            LOGGER.warning("open %s: %s", source, error)
            title = f"Could not open {Path(source).name}"
            if dialogs.show_error(self._parent, title, error, again="Try again…"):
                self.choose_file()
            return
        self.welcome()

    def welcome(self) -> None:
        """After a document was opened: the person's theme where the file names none, recent files, play."""
        settings.tell(self.session)
        if self.session.path:
            self.remember(self.session.path)
        LOGGER.info("opened %s", self.session.path or self.session.document.title)
        self.session.play()
        self.tell_shared()
        if self.session.document.training is not None:
            self.tables.find()

    def remember(self, path: Path) -> None:
        """A file was opened or saved: it is the first of the recent ones."""
        settings.add_recent(path)

    @property
    def recent(self) -> tuple[Path, ...]:
        """The files of late, the last one first."""
        return settings.recent()

    def tell_shared(self) -> None:
        """Say it where another window has the same file."""
        if self.session.is_shared and self.session.path is not None:
            dialogs.tell_shared(self._parent, self.session.path.name)

    def paste(self) -> None:
        """Open the file or the folder that was copied; a copied picture becomes the input."""
        from nnviz.ui.kernels.own_picture import PASTED, as_png

        mime = QGuiApplication.clipboard().mimeData()
        files = [] if mime is None else [Path(u.toLocalFile()) for u in mime.urls() if u.isLocalFile()]
        if files:
            self.open(files[0])
        elif mime is not None and mime.hasImage():
            content = as_png(QImage(mime.imageData()))
            self.attempt(lambda: self.use_input(PASTED, content))
        else:
            self.attempt(_nothing_to_paste)

    def use_input(self, path: Path, content: bytes | None = None) -> None:
        """Look at a picture, prepared as the pad's drawings are, or at the numbers of an array. ``content``
        is that of a picture that lies nowhere; ``path`` is then what it is called.

        Raises:
            NNVizError: it can't be read, or the network takes no such input.
        """
        document = self.session.document
        shape = document.network.input_shape
        if path.suffix.lower() == ".npy":
            values = as_batches(document.network, [npy.read(path)])[0][0]
        else:
            wanted, is_drawn = document.image_shape or shape, examples.are_drawn(document)
            values = pictures.read_picture(path, wanted, content, is_drawn).reshape(shape)
        self.session.apply(edits.set_input, CurrentInput(values, "file"), label=f"Look at {path.name}")

    def save(self) -> bool:
        """Save where the document came from, or ask where; False if it was not saved.

        A network of another format is saved beside its file, which stays as it is.
        """
        if self.session.path is None or not formats.can_save(self.session.path):
            return self.save_as()
        return self._save(self.session.path)

    def save_as(self) -> bool:
        """Ask where, then save; False if it was not saved."""
        path = self.session.path
        beside = path if path is None or formats.can_save(path) else path.with_suffix(".nnviz")
        return self._save_where(beside or file_names.from_title(self.session.document.title, ".nnviz"))

    def _save_where(self, start: Path) -> bool:
        chosen = self._ask_where("Save as", start, file_names.savable())
        return chosen is not None and self._save(chosen)

    def _ask_where(self, title: str, start: Path, kinds: str) -> Path | None:
        """A file to write to; the dialog adds the ending and asks before it replaces a file."""
        dialog = QFileDialog(self._parent, title, str(start.parent), kinds)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(start.suffix.removeprefix("."))
        # "SVG drawing (*.svg)" chosen there means a name without an ending ends in that.
        dialog.filterSelected.connect(
            lambda kind: dialog.setDefaultSuffix(kind.rpartition("*.")[2].rstrip(")"))
        )
        dialog.selectFile(start.name)
        chosen = dialog.selectedFiles() if dialog.exec() else []
        dialog.deleteLater()
        return Path(chosen[0]) if chosen else None

    def _save(self, path: Path, overwrite: bool = False) -> bool:
        before = self.session.path
        try:
            self.session.save(path, self._thumbnail(), overwrite)
        except FileChangedError as error:
            LOGGER.warning("save %s: %s", path, error)
            answer = dialogs.ask_changed(self._parent, error)
            if answer is dialogs.Answer.SAVE:
                return self._save_where(file_names.beside(path))
            return answer is dialogs.Answer.OVERWRITE and self._save(path, overwrite=True)
        except NNVizError as error:
            LOGGER.warning("save %s: %s", path, error)
            if dialogs.show_error(self._parent, f"Could not save {path.name}", error, again="Save as…"):
                return self._save_where(file_names.beside(path))
            return False
        self.remember(path)
        LOGGER.info("saved %s", path)
        if before is None or not same_place(path, before):
            self.tell_shared()
        return True

    def may_leave(self) -> bool:
        """Whether the document may go: nothing is unsaved, or the person has decided."""
        if not self.session.has_unsaved_work:
            return True
        answer = dialogs.ask_unsaved(self._parent, self.session.own.document.title)
        if answer is dialogs.Answer.SAVE:
            # What a lesson has set aside is what is saved.
            self.session.close_lesson()
            return self.save()
        return answer is dialogs.Answer.DISCARD

    def export_picture(self) -> None:
        """Ask where, then write the canvas as a picture."""
        start = file_names.from_title(self.session.document.title, ".png")
        path = self._ask_where("Export picture", start, PICTURE_KINDS)
        if path is None:
            return
        view = self.session.view
        document = replace(self.session.document, view=view)
        sheet = Sheet(document, view.seconds, PICTURE, view.theme or "dark", view.selection)
        export.check(sheet, path)
        if sheet.has_widgets:
            atomic.write(path, export.encoded(sheet, path))
            return
        self._background.run(
            f"Drawing {path.name}",
            lambda: export.encoded(sheet, path),
            lambda content: atomic.write(path, content),
        )


def _nothing_to_paste() -> None:
    raise InputError("There is nothing to paste here: copy a picture, a file or a folder of pictures first.")
