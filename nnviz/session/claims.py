"""Which files are open in which window, so that a second window on one file can say so.

Each window keeps a record of its own in the person's state folder, named after the file, and holds its lock
for as long as the file is open in it. A record whose lock is free is of a window that is gone.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import weakref
from pathlib import Path

import platformdirs

from nnviz.formats.fingerprint import place
from nnviz.formats.locks import try_lock

_TRIES = 8


def _folder() -> Path:
    return Path(platformdirs.user_state_dir("nnviz", appauthor=False)) / "open"


class Claim:
    """A window's hold on a file. It ends with :meth:`release`, or with the process, however that ends."""

    def __init__(self, path: Path | None) -> None:
        """Take ``path``; None takes nothing."""
        self._end: weakref.finalize[..., object] | None = None
        self.is_shared = False
        """Whether other windows had it when this one took it."""
        if path is not None:
            # Without a state folder nobody can tell; saving still asks before it replaces another's work.
            with contextlib.suppress(OSError):
                self._take(path)

    def _take(self, path: Path) -> None:
        folder = _folder()
        folder.mkdir(parents=True, exist_ok=True)
        name = hashlib.sha256(os.fsencode(place(path))).hexdigest()[:32]
        own, handle = _record(folder, name)
        self._end = weakref.finalize(self, _remove, own, handle)
        self._end.atexit = False
        others = [file.name for file in folder.glob("*.lock") if file != own and not _is_gone(file)]
        self.is_shared = any(other.startswith(f"{name}-") for other in others)

    def release(self) -> None:
        """Let the file go."""
        if self._end is not None:
            self._end()
            self._end = None


def _record(folder: Path, name: str) -> tuple[Path, int]:
    """A new record and the handle that holds its lock."""
    for _ in range(_TRIES):
        file = folder / f"{name}-{secrets.token_hex(8)}.lock"
        handle = os.open(file, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        # Between these two lines another window may have taken it for one that was left behind.
        if try_lock(handle) and file.exists():
            return file, handle
        _remove(file, handle)
    raise OSError("no record could be kept")


def _is_gone(file: Path) -> bool:
    """Whether the window that kept this record is gone; the record then goes too."""
    try:
        handle = os.open(file, os.O_RDWR)
    except OSError:
        return True
    if not try_lock(handle):
        os.close(handle)
        return False
    _remove(file, handle)
    return True


def _remove(file: Path, handle: int) -> None:
    """While its lock is held, so that who takes it next finds it gone."""
    try:
        file.unlink()
    except OSError:
        # Windows removes no file that is open.
        os.close(handle)
        with contextlib.suppress(OSError):
            file.unlink()
    else:
        os.close(handle)
