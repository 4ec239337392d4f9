"""Which files are open in which window, so that a second window on one file can say so."""

from __future__ import annotations

import hashlib
import os
import weakref
from pathlib import Path

import platformdirs

from nnviz.formats.locks import try_lock


def _folder() -> Path:
    return Path(platformdirs.user_state_dir("nnviz", appauthor=False)) / "open"


class Claim:
    """A window's hold on a file. It ends with :meth:`release`, or with the process, however that ends."""

    def __init__(self, path: Path | None) -> None:
        """Take ``path``; None takes nothing."""
        self._end: weakref.finalize[..., object] | None = None
        self.is_shared = False
        """Whether another window had it first."""
        if path is not None:
            self._take(path)

    def _take(self, path: Path) -> None:
        name = hashlib.sha256(os.fsencode(os.path.realpath(path))).hexdigest()[:32]
        try:
            _folder().mkdir(parents=True, exist_ok=True)
            handle = os.open(_folder() / f"{name}.lock", os.O_RDWR | os.O_CREAT, 0o600)
        except OSError:
            # Without a state folder nobody can tell; saving still asks before it replaces another's work.
            return
        self.is_shared = not try_lock(handle)
        if self.is_shared:
            os.close(handle)
        else:
            self._end = weakref.finalize(self, os.close, handle)

    def release(self) -> None:
        """Let the file go."""
        if self._end is not None:
            self._end()
            self._end = None
