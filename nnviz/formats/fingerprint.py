"""Whether a file is still the one that was opened."""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path

MOST_HASHED = 64 * 2**20
"""Bytes: of a larger file, size and time alone tell whether it changed."""


@dataclass(frozen=True)
class Fingerprint:
    """A file as it lay on the disk. ``digest`` is empty for one that is too large to be read for it, or that
    can't be read."""

    size: int
    changed: int
    number: int
    digest: bytes

    def same(self, other: Fingerprint) -> bool:
        """Whether both are of one content, however often the file was touched or put back in between."""
        if self.digest and other.digest:
            return self.digest == other.digest
        return (self.size, self.changed, self.number) == (other.size, other.changed, other.number)


def fingerprint(path: Path) -> Fingerprint | None:
    """Of what lies at ``path``, links followed; None where there is nothing. Only a regular file is read: a
    pipe would wait for a writer, and a device may have no end."""
    try:
        there = os.stat(path)
    except (OSError, ValueError):
        return None
    digest = b""
    if stat.S_ISREG(there.st_mode) and there.st_size <= MOST_HASHED:
        try:
            with open(path, "rb") as file:
                there = os.fstat(file.fileno())
                digest = hashlib.file_digest(file, _hash).digest()
        except OSError:
            digest = b""
    return Fingerprint(there.st_size, there.st_mtime_ns, there.st_ino, digest)


def of_written(handle: int, content: bytes) -> Fingerprint:
    """Of the open file that now holds ``content``: nobody else can have had a hand in it."""
    there = os.fstat(handle)
    digest = _hash(content).digest() if len(content) <= MOST_HASHED else b""
    return Fingerprint(there.st_size, there.st_mtime_ns, there.st_ino, digest)


def same_place(one: Path, other: Path) -> bool:
    """Whether two paths lead to one file, relative or not, through links or not."""
    return place(one) == place(other)


def place(path: Path) -> str:
    """``path`` as the one name of the file that it leads to."""
    return os.path.normcase(os.path.realpath(path))


def _hash(content: bytes = b"") -> hashlib.blake2b:
    return hashlib.blake2b(content)
