"""The file that a session's document belongs to: saved without taking anybody else's work away."""

from __future__ import annotations

import os
from pathlib import Path

from nnviz import formats
from nnviz.document import Document
from nnviz.errors import FileChangedError, FileGoneError, NNVizError
from nnviz.formats.fingerprint import Fingerprint, fingerprint, same_place
from nnviz.session.claims import Claim


class OpenFile:
    """A file for as long as it is open in a window, or none yet."""

    def __init__(self, path: Path | None, on_disk: Fingerprint | None) -> None:
        """``on_disk`` is the file as it was when it was read; None where there was none."""
        self._claim = Claim(path)
        self.path = None if path is None else _whole(path)
        self.on_disk = on_disk

    @property
    def is_shared(self) -> bool:
        """Whether another window had it open first."""
        return self._claim.is_shared

    def close(self) -> None:
        """Another window may have it."""
        self._claim.release()

    def save(
        self, document: Document, path: str | Path | None, thumbnail: bytes | None, overwrite: bool
    ) -> None:
        """Write ``document`` here, or to ``path``, which then is the file.

        Raises:
            FileChangedError: the file has changed on the disk since it was opened, or is gone, and
                ``overwrite`` is off.
            NNVizError: there is no path, or the file cannot be written; nothing is lost.
        """
        target = _whole(formats.file_of(path)) if path is not None else self.path
        if target is None:
            raise NNVizError("This document has no file yet: choose where to save it.")
        is_own = self.path is not None and same_place(target, self.path)
        last_look = self._check_unchanged if is_own and not overwrite else None
        self.on_disk = formats.save(document, target, thumbnail, last_look)
        if not is_own:
            self._claim.release()
            self._claim = Claim(target)
        self.path = target

    def _check_unchanged(self, target: Path) -> None:
        now = fingerprint(target)
        if now is None and self.on_disk is not None:
            raise FileGoneError(
                f"{target.name} was deleted, moved or renamed since it was opened here. Saving would write "
                "it anew."
            )
        if now is not None and (self.on_disk is None or not now.same(self.on_disk)):
            raise FileChangedError(
                f"{target.name} has changed on the disk since it was opened here. Saving would replace what "
                "somebody else, or another window, has saved."
            )


def _whole(path: Path) -> Path:
    """With its folders: a recovery copy may be opened in another one. Links stay links."""
    return Path(os.path.abspath(path))
