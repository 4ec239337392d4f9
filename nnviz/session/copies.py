"""Recovery copies of work that was never saved: where they lie, what they say of themselves, opening them."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import platformdirs

from nnviz.document import Document
from nnviz.formats import atomic, folder
from nnviz.formats.fingerprint import Fingerprint
from nnviz.formats.locks import try_lock

LABEL, PICTURE, LOCK = "label.json", "picture.png", "lock"
LARGEST_LABEL, LARGEST_PICTURE = 64 * 2**10, 2**20
"""Bytes of what is read before anybody has decided to open a copy."""
LONGEST_TITLE = 200


def home() -> Path:
    """The folder of all copies, in the person's state folder."""
    return Path(platformdirs.user_state_dir("nnviz", appauthor=False)) / "recovery"


@dataclass(frozen=True)
class Label:
    """What a copy says of itself. ``seconds`` is the time at which it was made, as ``time.time`` gives it;
    ``on_disk`` is the file as it was when the work on it began."""

    title: str
    path: Path | None
    seconds: float
    edits: int
    on_disk: Fingerprint | None = None

    def encoded(self) -> bytes:
        """As it is written."""
        mark = self.on_disk
        parts = None if mark is None else [mark.size, mark.changed, mark.number, mark.digest.hex()]
        path = None if self.path is None else str(self.path)
        title = self.title[:LONGEST_TITLE]
        fields = {"title": title, "path": path, "seconds": self.seconds, "edits": self.edits}
        return json.dumps({**fields, "on_disk": parts}).encode()

    @classmethod
    def decoded(cls, content: bytes) -> Label:
        """Read back. Raises ValueError, KeyError, TypeError or IndexError for anything else."""
        found: Mapping[str, Any] = json.loads(content)
        path, mark = found["path"], found["on_disk"]
        on_disk = None
        if mark is not None:
            on_disk = Fingerprint(int(mark[0]), int(mark[1]), int(mark[2]), bytes.fromhex(mark[3]))
        return cls(
            title=str(found["title"])[:LONGEST_TITLE],
            path=None if path is None else Path(str(path)),
            seconds=float(found["seconds"]),
            edits=int(found["edits"]),
            on_disk=on_disk,
        )


@dataclass(frozen=True)
class Copy:
    """A copy that nobody works on any more. ``picture`` is a PNG, empty where there is none."""

    folder: Path
    label: Label
    picture: bytes

    def open(self) -> Document:
        """The work.

        Raises:
            FileError: the copy is damaged.
        """
        return folder.read(self.folder, f"“{self.label.title}”")

    def discard(self) -> None:
        """Remove it."""
        _remove(self.folder)


def found(place: Path | None = None) -> tuple[Copy, ...]:
    """The copies of programs that are gone, newest first. Nothing of the work itself is read."""
    copies = []
    with contextlib.suppress(OSError):
        for one in sorted((place or home()).iterdir()):
            copy = _found(one)
            if copy is not None:
                copies.append(copy)
    return tuple(sorted(copies, key=lambda copy: -copy.label.seconds))


def _found(one: Path) -> Copy | None:
    try:
        handle = os.open(one / LOCK, os.O_RDWR)
    except OSError:
        return None
    try:
        if not try_lock(handle):
            return None
        label = Label.decoded(_bounded(one / LABEL, LARGEST_LABEL))
        if not (one / folder.INDEX).is_file():
            return None
    except (OSError, ValueError, KeyError, TypeError, IndexError, RecursionError):
        return None
    finally:
        os.close(handle)
    with contextlib.suppress(OSError, ValueError):
        return Copy(one, label, _bounded(one / PICTURE, LARGEST_PICTURE))
    return Copy(one, label, b"")


def _bounded(path: Path, most: int) -> bytes:
    if path.stat().st_size > most:
        raise ValueError
    return path.read_bytes()


def _remove(one: Path) -> None:
    """The label goes first: what has none is no copy, should the rest not get that far."""
    with contextlib.suppress(OSError):
        (one / LABEL).unlink()
    shutil.rmtree(one, ignore_errors=True)


class OwnCopy:
    """The copy of this window. Its lock is held as long as it lives: nobody else offers it."""

    def __init__(self, place: Path | None = None) -> None:
        """Take a folder of its own.

        Raises:
            OSError: the state folder can't be written.
        """
        self.folder = (place or home()) / f"{os.getpid()}-{secrets.token_hex(4)}"
        self.folder.mkdir(parents=True)
        self._lock = os.open(self.folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        try_lock(self._lock)
        self._writer = folder.FolderWriter(self.folder)

    def write(self, document: Document, label: Label, picture: bytes) -> None:
        """Replace what is there. The label comes last: what it speaks of is then there.

        Raises:
            OSError, FileError: it can't be written; what was there still holds.
        """
        self._writer.write(document)
        if picture:
            atomic.write(self.folder / PICTURE, picture)
        atomic.write(self.folder / LABEL, label.encoded())

    def remove(self) -> None:
        """The work is saved, or not wanted."""
        _remove(self.folder)
        with contextlib.suppress(OSError):
            os.close(self._lock)

    def leave(self) -> None:
        """Let go of it where it lies: the next start finds it."""
        with contextlib.suppress(OSError):
            os.close(self._lock)
