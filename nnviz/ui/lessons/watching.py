"""Looks after a lesson's file while it is open: whoever writes it sees each saved change at once."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

SETTLED = 150
"""Milliseconds after the last sign of a change: an editor may write in several goes."""


class LessonWatch(QObject):
    """Says when the file of a lesson has another content.

    Many editors don't write into a file but put another in its place; then the old one is no longer watched.
    So its folder is watched too, and the file anew after each change.
    """

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._path: Path | None = None
        self._seen: bytes | None = None
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._stir)
        self._watcher.directoryChanged.connect(self._stir)
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLED)
        self._settling.timeout.connect(self._look)

    @property
    def path(self) -> Path | None:
        """The file that is looked after."""
        return self._path

    def follow(self, path: Path | None) -> None:
        """Look after this file from now on, or after none."""
        watched = [*self._watcher.files(), *self._watcher.directories()]
        if watched:
            self._watcher.removePaths(watched)
        self._settling.stop()
        self._path = path
        if path is not None:
            self._seen = _content(path)
            self._watch()

    def _watch(self) -> None:
        assert self._path is not None
        for path in (str(self._path), str(self._path.parent)):
            if path not in (*self._watcher.files(), *self._watcher.directories()):
                # It may be gone for a moment; the folder then says when it is back.
                self._watcher.addPath(path)

    def _stir(self, _: str) -> None:
        if self._path is not None:
            self._settling.start()

    def _look(self) -> None:
        if self._path is None:
            return
        self._watch()
        content = _content(self._path)
        if content is not None and content != self._seen:
            self._seen = content
            self.changed.emit()


def _content(path: Path) -> bytes | None:
    """What is in it; None where it isn't there now."""
    try:
        return path.read_bytes()
    except OSError:
        return None
