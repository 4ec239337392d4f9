"""Writing a file so that a crash at any instant leaves the old one or the new one."""

import contextlib
import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path

from nnviz.errors import FileError
from nnviz.formats import leftovers, marks
from nnviz.formats.fingerprint import Fingerprint, of_written
from nnviz.formats.locks import try_lock

_REASONS = {
    errno.ENOSPC: "the disk is full; make room or choose another folder",
    errno.EDQUOT: "the disk quota is used up; make room or choose another folder",
    errno.EFBIG: "the file grew too large for this disk; choose another folder",
    errno.EROFS: "the folder can only be read; choose another folder",
    errno.EACCES: "the folder can only be read; choose another folder",
    errno.EPERM: "the folder can only be read; choose another folder",
    errno.ENOENT: "there is no such folder; choose another",
    errno.ENOTDIR: "there is no such folder; choose another",
    errno.ENAMETOOLONG: "the name is too long; choose a shorter one",
    errno.ELOOP: "it is a link that leads in a circle; choose another name",
}


def write(path: Path, content: bytes, last_look: Callable[[Path], object] | None = None) -> Fingerprint:
    """Put ``content`` into ``path``: a temporary file beside it, synced, then renamed over it.

    A link is followed. Owner, permissions and extended attributes of a file that was there are kept. What
    writers that are gone left in the folder is removed. ``last_look`` gets the file itself right before it
    is replaced; what it raises leaves everything as it was. Returns what now lies there.

    Raises:
        FileError: it can't be written, or what is there can't be replaced without harm: a folder, a device
            or pipe, a file that may only be read, that has another name, or that belongs to somebody else.
            What was there is untouched.
    """
    try:
        target = Path(os.path.realpath(path))
        _check(path, target)
        leftovers.sweep(target.parent)
        return _replace(path, target, content, last_look)
    except (OSError, ValueError) as problem:
        code = problem.errno if isinstance(problem, OSError) else None
        reason = _REASONS.get(
            code or 0, f"{getattr(problem, 'strerror', None) or problem}; choose another folder"
        )
        raise FileError(f"Can't save to {path}: {reason}. What was there is untouched.") from problem


def _check(path: Path, target: Path) -> None:
    """Refuse what a rename would take the place of without being the same."""
    try:
        there = os.stat(target)
    except FileNotFoundError:
        return
    reason = ""
    if stat.S_ISDIR(there.st_mode):
        raise FileError(f"Can't save to {path}: it is a folder. Give the file a name in it.")
    if not stat.S_ISREG(there.st_mode):
        reason = "it is no file but a device or a pipe"
    elif not there.st_mode & 0o222 or not os.access(target, os.W_OK):
        reason = "the file is protected: it may only be read"
    elif there.st_nlink > 1:
        reason = "the file has another name too (a hard link), which would keep the old content"
    if reason:
        raise _refusal(path, reason)


def _refusal(path: Path, reason: str) -> FileError:
    return FileError(f"Can't save to {path}: {reason}. Save under another name.")


def _replace(
    path: Path, target: Path, content: bytes, last_look: Callable[[Path], object] | None
) -> Fingerprint:
    temporary = leftovers.temporary_for(target)
    try:
        with open(temporary, "xb") as file:
            # Held until the file has its name: nobody takes it for one that was left behind.
            try_lock(file.fileno())
            if target.exists():
                _dress(path, temporary, target)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            written = of_written(file.fileno(), content)
            if last_look is not None:
                last_look(target)
            if os.name == "posix":
                os.replace(temporary, target)
        if os.name != "posix":
            # Windows renames no file that is open.
            os.replace(temporary, target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    _sync_folder(target.parent)
    return written


def _dress(path: Path, temporary: Path, target: Path) -> None:
    try:
        marks.copy(target, temporary)
    except PermissionError as problem:
        raise _refusal(path, "the file belongs to somebody else and would become yours") from problem


def _sync_folder(folder: Path) -> None:
    """Make the rename itself outlast a power cut, where folders can be opened: not on Windows, and not one
    that may be written but not listed."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
