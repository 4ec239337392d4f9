"""Temporary files beside the file that is written, and those that writers who are gone have left."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import stat
import sys
import time
from pathlib import Path

from nnviz.formats.locks import try_lock

_NAME = re.compile(r"\.nnviz-(?:(\d+)-)?[0-9a-f]{16}\.tmp")
"""With the number of the process that writes; the first versions left it out."""
_YOUNG = 60.0
"""Seconds in which a file whose writer can't be told may be one that is just being written."""
_LONG = 3600.0
"""The same where a process of its number lives, on a disk that may know no locks."""


def temporary_for(target: Path) -> Path:
    """A new name beside ``target``."""
    return target.with_name(f".nnviz-{os.getpid()}-{secrets.token_hex(8)}.tmp")


def sweep(folder: Path) -> None:
    """Remove the temporary files of writers that are gone. What can't be removed stays."""
    with contextlib.suppress(OSError):
        for file in folder.glob(".nnviz-*.tmp"):
            if _NAME.fullmatch(file.name) and _is_abandoned(file):
                with contextlib.suppress(OSError):
                    file.unlink()


def _is_abandoned(file: Path) -> bool:
    """Whether nobody writes it: its lock is free, and its writer is gone, or it has long not been touched
    and doesn't name one that lives."""
    found = _NAME.fullmatch(file.name)
    number = found.group(1) if found else None
    try:
        there = file.lstat()
        if not stat.S_ISREG(there.st_mode):
            # No writer makes a link, a pipe or a device.
            return False
        with open(file, "r+b") as opened:
            is_free = try_lock(opened.fileno())
    except OSError:
        return False
    age = time.time() - there.st_mtime
    if number is not None and _is_gone(int(number)):
        return is_free
    # A number may long be another process's.
    return is_free and age > (_YOUNG if number is None else _LONG)


def _is_gone(process: int) -> bool:
    if sys.platform == "win32":
        # There a signal would end it; and a file that is open can't be removed.
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False
