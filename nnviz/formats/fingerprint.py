"""Whether a file is still the one that was opened."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

MOST_HASHED = 64 * 2**20
"""Bytes: of a larger file, size and time alone tell whether it changed."""


@dataclass(frozen=True)
class Fingerprint:
    """A file as it lay on the disk. ``digest`` is empty for a file too large to be read for it."""

    size: int
    changed: int
    number: int
    digest: bytes

    def same(self, other: Fingerprint) -> bool:
        """Whether both are of one content: untouched since, or touched and yet the same bytes."""
        mine, theirs = (self.size, self.changed, self.number), (other.size, other.changed, other.number)
        return mine == theirs or (bool(self.digest) and self.digest == other.digest)


def fingerprint(path: Path) -> Fingerprint | None:
    """Of the file at ``path``, links followed; None where there is none that can be read."""
    try:
        with open(path, "rb") as file:
            there = os.fstat(file.fileno())
            digest = b""
            if there.st_size <= MOST_HASHED:
                digest = hashlib.file_digest(file, "blake2b").digest()
    except (OSError, ValueError):
        return None
    return Fingerprint(there.st_size, there.st_mtime_ns, there.st_ino, digest)
