"""A document that is edited, undone and saved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from nnviz import formats
from nnviz.data import Dataset
from nnviz.document import Document
from nnviz.document.history import History
from nnviz.document.same import same
from nnviz.formats.fingerprint import Fingerprint, fingerprint
from nnviz.scene.time.refit import DONE, Refit
from nnviz.session.changes import Change
from nnviz.session.open_file import OpenFile
from nnviz.session.viewer import Viewer
from nnviz.session.work import Work


class Editing(Viewer):
    """Looks at a document and changes it; knows its past and its file."""

    _saved: Document | None

    def __init__(
        self, document: Document, path: Path | None = None, before: Fingerprint | None = None
    ) -> None:
        """Show ``document``; ``before`` is its file as it was before it was read, by default as it is."""
        super().__init__(document)
        self._opened = 1
        self._saved = document
        self._history = History()
        self._is_held = False
        self._file = OpenFile(path, before or _as_it_is(path))

    # edits and history

    @property
    def undo_label(self) -> str | None:
        """Words for what undo would take back, or None: of the table that is shown, or of the document."""
        return self._history.undo_label if self._table is None else self._table.undo_label

    @property
    def redo_label(self) -> str | None:
        """Words for what redo would do again, or None."""
        return self._history.redo_label if self._table is None else self._table.redo_label

    def apply(
        self,
        edit: Callable[..., Document],
        /,
        *args: object,
        merge: object | None = None,
        label: str | None = None,
    ) -> None:
        """Replace the document by ``edit(document, *args)``.

        Edits that follow each other with the same ``merge`` are one undo step. ``edit`` is one of
        ``nnviz.document.edits``; ``label`` are its words in the Undo menu, by default made from its name.
        Raises whatever the edit raises; the document is then as it was.
        """
        before = self._document
        after = edit(before, *args)
        if after is before or (merge is None and same(before, after)):
            return
        if not self.may(before, after):
            return
        if self._made_way(before, after):
            before = self._document
            after = edit(before, *args)
        self._history.record(before, label or words(edit.__name__), merge)
        self._replace(after)

    def carry(
        self, edit: Callable[..., Document], /, *args: object, token: object, label: str, is_over: bool
    ) -> None:
        """Replace the document by what goes on by itself, such as training: all with one ``token`` are one
        undo step, whatever a hand edits in between. At the end, ``is_over``, these edits can be taken back
        without it. ``edit`` is such that it can be done after them as well as before."""
        before = self._document
        self._history.record_beside(before, label, token)
        if is_over:
            self._history.carry(token, lambda document: edit(document, *args))
        self._replace(edit(before, *args))

    def undo(self) -> None:
        """Take the last edit back. What is held is let go of: it has another value now."""
        self.release()
        if self._table is not None:
            self._table.undo()
            return
        self._replace(self._history.undo(self._document))

    def redo(self) -> None:
        """Do again what undo took back. What is held is let go of."""
        self.release()
        if self._table is not None:
            self._table.redo()
            return
        self._replace(self._history.redo(self._document))

    # holding still

    @property
    def is_held(self) -> bool:
        """Whether a hand is on something: scales, folds and strips stay as they are."""
        return self._is_held

    def hold(self) -> None:
        """A hand is on something. Held twice is held once: the first release lets go, so that nothing stays
        frozen because of a hand that is gone."""
        self._is_held = True
        self._refit = DONE

    def release(self) -> None:
        """The hand lets go: the next edit is another undo step, and pictures settle, their scales in a short
        move. Nothing where nothing is held."""
        if self._is_held:
            self._is_held = False
            self._drop_empty_step()
            self._refit = DONE if self.preferences.reduced_motion else Refit()
            self._history.end_step()
            self._announcer.announce(Change.HELD)

    def _drop_empty_step(self) -> None:
        """What was moved and put back where it was is no edit."""
        before = self._history.open_step
        if before is not None and same(before, self._document):
            self._history.forget_open_step()
            self._replace(before)

    # files

    @property
    def opened(self) -> int:
        """How many documents have been shown here, this one included: while it stays, what is shown differs
        from what was by edits alone."""
        return self._opened

    @property
    def path(self) -> Path | None:
        """Where the document was opened from or saved to; None for a bundled sample or a new one."""
        return self._file.path

    @property
    def on_disk(self) -> Fingerprint | None:
        """The file as it was when it was opened or last saved here; None where there is none."""
        return self._file.on_disk

    @property
    def is_shared(self) -> bool:
        """Whether another window had this file open first."""
        return self._file.is_shared

    def close(self) -> None:
        """The window is gone: another may have the file."""
        self._file.close()

    def open(self, path: str | Path) -> None:
        """Open a file or a bundled sample in place of the document.

        Raises:
            NNVizError: it cannot be opened; the document stays as it was.
        """
        # Before it is read: what changes in between then counts as changed.
        before = fingerprint(formats.file_of(path))
        document, source = formats.open_any(path)
        self.show(document, source, before)

    def show(self, document: Document, path: Path | None = None, before: Fingerprint | None = None) -> None:
        """Show another document; ``before`` is the file as it was when it was read, by default as it is."""
        self._begin(document, document, path, before or _as_it_is(path))

    def restore(self, document: Document, path: Path | None, before: Fingerprint | None) -> None:
        """Show work that was never saved; ``path`` is the file that it will be saved to, as it was then.

        Without ``before`` there was no file, and what lies there now is somebody else's.
        """
        self._begin(document, None, path, before)

    def give_examples(self, data: Dataset) -> None:
        """The examples that the file only refers to have been found: that is no edit."""
        before = self._document
        if before.training is None:
            return
        found = replace(before, training=replace(before.training, data=data))
        if self._saved is before:
            self._saved = found
        self._replace(found)

    def save(
        self, path: str | Path | None = None, thumbnail: bytes | None = None, overwrite: bool = False
    ) -> None:
        """Save to ``path``, or where the document came from.

        Raises:
            FileChangedError: the file has changed on the disk since it was opened, or is gone, and
                ``overwrite`` is off.
            NNVizError: there is no path, or the file cannot be written; nothing is lost.
        """
        self._file.save(self._whole(), path, thumbnail, overwrite)
        self._saved = self._document
        self._announcer.announce(Change.HISTORY)

    # inside

    def _whole(self) -> Document:
        """The document as a file keeps it."""
        return replace(self._document, view=self._view)

    def may(self, before: Document, after: Document) -> bool:
        """Whether an edit is a person's to make."""
        return True

    def _made_way(self, before: Document, after: Document) -> bool:
        """Whether something that goes on by itself had to stop, and the document is another one now, before
        ``after`` could be made of it."""
        return False

    @property
    def _work(self) -> Work:
        return Work(self._document, self._view, self._saved, self._history, self._file)

    def _take_up(self, work: Work) -> None:
        """Put another work in the place of what is open, which somebody keeps."""
        self._opened += 1
        self._saved, self._history, self._file = work.saved, work.history, work.file
        self._is_held = False
        self._show(work.document)
        self._view = work.view
        self._announcer.announce(~Change(0))

    def _begin(
        self, document: Document, saved: Document | None, path: Path | None, on_disk: Fingerprint | None
    ) -> None:
        """Another document, without a past; nothing of it is held."""
        self._opened += 1
        self._file.close()
        self._file = OpenFile(path, on_disk)
        self._saved = saved
        self._is_held = False
        self._history.clear()
        self._show(document)
        self._announcer.announce(~Change(0))


def _as_it_is(path: Path | None) -> Fingerprint | None:
    return None if path is None else fingerprint(path)


def words(name: str) -> str:
    """Turn an edit's name into words for the Undo menu: ``set_weight`` -> ``Set weight``."""
    return name.replace("_", " ").capitalize()
