"""What a file has beside its content: owner, group, permissions, access lists and other attributes."""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path

_GROUP, _OTHERS = stat.S_IRWXG | stat.S_ISGID, stat.S_IRWXO


def copy(source: Path, target: Path) -> None:
    """Give ``target`` what ``source`` has. What the system doesn't let us set stays as it is, but nobody
    may do more with ``target`` than with ``source``.

    Raises:
        PermissionError: ``target`` belongs to somebody else than ``source``, and that can't be changed; or
            it can't be protected as ``source`` is.
    """
    wanted = source.stat()
    if hasattr(os, "chown"):
        for owner in ((-1, wanted.st_gid), (wanted.st_uid, -1)):
            with contextlib.suppress(OSError):
                os.chown(target, *owner)
    given = target.stat()
    if given.st_uid != wanted.st_uid:
        raise PermissionError
    mode = stat.S_IMODE(wanted.st_mode)
    if given.st_gid != wanted.st_gid:
        # What the old group might do is nothing to the new one: it gets what everybody has.
        mode = mode & ~_GROUP | (mode & _OTHERS) << 3
    try:
        os.chmod(target, mode)
    except OSError:
        # Some disks know no permissions.
        if stat.S_IMODE(given.st_mode) & ~mode:
            raise
    if hasattr(os, "listxattr"):
        _copy_attributes(source, target)


def _copy_attributes(source: Path, target: Path) -> None:
    wanted, given = _attributes(source), _attributes(target)
    for name in given - wanted:
        # An access list that the folder gives to every new file.
        with contextlib.suppress(OSError):
            os.removexattr(target, name)
    for name in wanted:
        with contextlib.suppress(OSError):
            os.setxattr(target, name, os.getxattr(source, name))


def _attributes(file: Path) -> set[str]:
    try:
        return set(os.listxattr(file))
    except OSError:
        return set()
