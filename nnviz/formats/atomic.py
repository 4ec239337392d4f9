"""Writing a file so that a crash at any instant leaves the old one or the new one."""

import contextlib
import errno
import os
import secrets
from pathlib import Path

from nnviz.errors import FileError

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
}


def write(path: Path, content: bytes) -> None:
    """Put ``content`` into ``path``: a temporary file beside it, synced, then renamed over it.

    A link is followed; the permissions of a file that was there are kept.

    Raises:
        FileError: it can't be written; what was there is untouched.
    """
    if os.path.isdir(path):
        raise FileError(f"Can't save to {path}: it is a folder. Give the file a name in it.")
    try:
        _replace(Path(os.path.realpath(path)), content)
    except (OSError, ValueError) as problem:
        code = problem.errno if isinstance(problem, OSError) else None
        reason = _REASONS.get(
            code or 0, f"{getattr(problem, 'strerror', None) or problem}; choose another folder"
        )
        raise FileError(f"Can't save to {path}: {reason}. What was there is untouched.") from problem


def _replace(target: Path, content: bytes) -> None:
    temporary = target.with_name(f".nnviz-{secrets.token_hex(8)}.tmp")
    try:
        with open(temporary, "xb") as file:
            if target.exists():
                os.chmod(temporary, target.stat().st_mode & 0o7777)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    """Make the rename itself outlast a power cut, where folders can be opened: not on Windows, and not one
    that may be written but not listed."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
