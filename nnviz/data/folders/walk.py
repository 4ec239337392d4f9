"""Which files belong to which class."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path

from nnviz.data.folders.choices import NotWantedError, Wanted
from nnviz.engine.numbers import amount
from nnviz.errors import FileError, InputError

MOST_FILES = 200_000
PARTS = frozenset(("train", "training", "test", "testing", "val", "valid", "validation", "eval", "dev"))
"""Names of folders that part a set in two or three, and don't name classes."""
NOISE = frozenset(("thumbs.db", "desktop.ini", "__macosx", "icon\r"))
"""What systems leave in folders by themselves."""


@dataclass
class Found:
    """Files by class in natural order, (why, name) of those that are left out, sentences."""

    classes: dict[str, list[Path]] = field(default_factory=dict)
    left_out: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    count: int = 0


def walk(path: Path, is_wanted: Wanted) -> Found:
    """The files below ``path``: each folder in it is a class, what lies in folders of that counts to it.

    A folder that only holds one folder stands for that one. Folders called *train* and *test* that hold
    the same classes are put together.

    Raises:
        FileError: the folder can't be read.
        InputError: it holds no folders, or far too many files.
        NotWantedError: ``is_wanted`` said no.
    """
    folders, files = _entries(path)
    while len(folders) == 1 and not files:
        inner, further = _entries(folders[0])
        if not inner:
            break
        path, folders, files = folders[0], inner, further
    found = Found()
    for file in files:
        found.left_out.append(("loose", file.name))
    if not folders:
        raise InputError(_no_folders(path, len(files)))
    parts = _parted(folders)
    if parts is not None:
        names = " and ".join(folder.name for folder in folders)
        found.notes.append(f"{names} were put together: what is kept aside is chosen below.")
    for folder in sorted(folders if parts is None else parts, key=lambda each: natural(each.name)):
        _gather(folder, found, is_wanted)
    return found


def natural(name: str) -> tuple[tuple[bool, int, str], ...]:
    """A key by which "2" comes before "10"."""
    pieces = (piece for piece in re.split(r"([0-9]+)", name.casefold()) if piece)
    return tuple((not p.isdecimal(), int(p) if p.isdecimal() else 0, p) for p in pieces)


def is_hidden(name: str) -> bool:
    """Whether people don't see such a file."""
    return name.startswith(".") or name.lower() in NOISE


def _entries(path: Path) -> tuple[list[Path], list[Path]]:
    """The folders and files in one, without the hidden ones."""
    try:
        with os.scandir(path) as entries:
            shown = [entry for entry in entries if not is_hidden(entry.name)]
            folders = [Path(entry.path) for entry in shown if entry.is_dir()]
            files = [Path(entry.path) for entry in shown if not entry.is_dir()]
    except OSError as problem:
        raise FileError(f"{path} can't be read: {problem.strerror}.") from None
    return folders, sorted(files, key=lambda file: natural(file.name))


def _parted(folders: list[Path]) -> list[Path] | None:
    """The classes' folders, where ``folders`` part a set into what is learned from and what isn't."""
    if len(folders) < 2 or not all(folder.name.lower() in PARTS for folder in folders):
        return None
    inner = [_entries(folder)[0] for folder in folders]
    return [each for folder in inner for each in folder] if all(inner) else None


def _gather(folder: Path, found: Found, is_wanted: Wanted) -> None:
    files = found.classes.setdefault(folder.name, [])
    below = 0

    def refused(problem: OSError) -> None:
        found.left_out.append(("unreadable", Path(str(problem.filename)).name))

    for place, folders, names in os.walk(folder, onerror=refused):
        if not is_wanted():
            raise NotWantedError
        folders[:] = sorted((name for name in folders if not is_hidden(name)), key=natural)
        for name in sorted(names, key=natural):
            found.count += 1
            if found.count > MOST_FILES:
                raise InputError(
                    f"{folder.parent.name} holds more than {MOST_FILES:,} files; choose a folder with the "
                    "pictures alone."
                )
            if is_hidden(name):
                found.left_out.append(("hidden", name))
                continue
            below += place != str(folder)
            files.append(Path(place, name))
    if below:
        counts = "counts" if below == 1 else "count"
        inside = f"{amount(below, 'file')} in folders inside {folder.name}"
        found.notes.append(f"{inside} {counts} as {folder.name}.")


def _no_folders(path: Path, files: int) -> str:
    if not files:
        return f"{path.name} is empty; choose a folder that holds one folder of pictures for each class."
    return (
        f"{path.name} holds {amount(files, 'file')} but no folders; put the pictures of each class into a "
        "folder of its own."
    )
