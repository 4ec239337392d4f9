"""What a folder of pictures holds, and what suits it. Heads of files are read, of a few pictures all."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from statistics import median

import numpy as np
from PIL import Image

from nnviz.data import pictures
from nnviz.data.folders.choices import (
    SIDES,
    Class,
    FolderChoices,
    FolderGuess,
    NotWantedError,
    Progress,
    Wanted,
    counted,
)
from nnviz.data.folders.walk import Found, natural, walk
from nnviz.engine.numbers import amount
from nnviz.errors import InputError, PictureError

MOST_CLASSES = 1000
LOOKED_AT = 100
"""Pictures that are unpacked to see whether they have colour, spread over all classes."""
TINT = 4.0
"""The mean difference of red, green and blue, of 255, below which a picture is grey."""
USUAL_SIDE = 32


@dataclass
class _Heads:
    """What the heads of files say, file by file."""

    glances: dict[Path, pictures.Glance]
    left_out: list[tuple[str, str]]


def look(
    path: Path, progress: Progress = lambda share: None, is_wanted: Wanted = lambda: True
) -> FolderGuess:
    """Look through a folder with one folder of pictures for each class.

    Raises:
        FileError: the folder can't be read.
        InputError: there are fewer than two classes, or no folders, or far too many of either.
        NotWantedError: ``is_wanted`` said no.
    """
    found = walk(path, is_wanted)
    heads = _heads(found, progress, is_wanted)
    notes = list(found.notes)
    classes = []
    for name, files in found.classes.items():
        usable = tuple(file for file in files if file in heads.glances)
        if usable:
            classes.append(Class(name, usable))
        else:
            notes.append(f"{name} holds no pictures, so it is no class.")
    _check(path, classes)
    moving = sum(glance.is_animated for glance in heads.glances.values())
    if moving:
        notes.append(f"Of {amount(moving, 'picture')} that {_moves(moving)} the first frame counts.")
    single = [each.name for each in classes if len(each.files) == 1]
    if single:
        notes.append(f"{_listed(single)} {_has(len(single))} one picture: it isn't kept aside.")
    side, side_reason = _side(list(heads.glances.values()))
    channels, is_drawn, channels_reason = _channels(classes, heads, is_wanted)
    choices = FolderChoices(side, channels, is_drawn)
    left_out = counted(found.left_out + heads.left_out)
    return FolderGuess(path, tuple(classes), left_out, choices, side_reason, channels_reason, tuple(notes))


def _heads(found: Found, progress: Progress, is_wanted: Wanted) -> _Heads:
    """Read the head of each file."""
    heads = _Heads({}, [])
    total = max(sum(map(len, found.classes.values())), 1)
    files = (file for each in found.classes.values() for file in each)
    for number, file in enumerate(files):
        if number % 50 == 0:
            if not is_wanted():
                raise NotWantedError
            progress(number / total)
        try:
            if not file.is_file():
                # A link into nothing; or a pipe, which would wait for ever.
                raise PictureError(f"{file.name} is no file.", "unreadable")
            heads.glances[file] = pictures.glance(file)
        except PictureError as error:
            heads.left_out.append((_why(file, error), file.name))
    return heads


def _why(file: Path, error: PictureError) -> str:
    is_empty = error.why == "no picture" and file.stat().st_size == 0
    return "empty" if is_empty else error.why


def _check(path: Path, classes: list[Class]) -> None:
    if not classes:
        raise InputError(
            f"The folders in {path.name} hold no pictures; choose a folder with one folder of pictures for "
            "each class."
        )
    if len(classes) == 1:
        raise InputError(
            f"All pictures in {path.name} are of one class, {classes[0].name}; put a folder with pictures of "
            "something else beside it."
        )
    if len(classes) > MOST_CLASSES:
        raise InputError(
            f"{path.name} holds {len(classes):,} folders; at most {MOST_CLASSES:,} classes make sense."
        )


def _side(glances: list[pictures.Glance]) -> tuple[int, str]:
    """So many pixels a side, and why."""
    sizes = {(glance.width, glance.height) for glance in glances}
    smallest, largest = min(sizes), max(sizes)
    if len(sizes) == 1:
        width, height = smallest
        if width == height and width in SIDES:
            return width, f"all are {width} × {height}"
    middle = median(max(glance.width, glance.height) for glance in glances)
    side = max((each for each in SIDES if each <= min(middle, USUAL_SIDE)), default=SIDES[0])
    if len(sizes) == 1:
        return side, f"all are {smallest[0]} × {smallest[1]}; {side} learns in minutes"
    sizes_text = f"{smallest[0]} × {smallest[1]} to {largest[0]} × {largest[1]}"
    return side, f"{sizes_text}; {side} learns in minutes"


def _channels(classes: list[Class], heads: _Heads, is_wanted: Wanted) -> tuple[int, bool, str]:
    """(channels, whether drawings, why)."""
    all_grey = all(glance.is_grey for glance in heads.glances.values())
    seen = []
    for file in _spread(classes):
        if not is_wanted():
            raise NotWantedError
        try:
            seen.append(pictures.colours(file, enough=64))
        except PictureError:
            continue
    if not all_grey and any(_has_colour(image) for image in seen):
        coloured = sum(map(_has_colour, seen))
        return 3, False, f"{coloured} of {len(seen)} looked at {_has(coloured)} colour"
    grey = "all are grey" if all_grey else f"none of {len(seen)} looked at has colour"
    drawn = sum(map(pictures.looks_drawn, seen))
    if seen and 2 * drawn > len(seen):
        return 1, True, f"{drawn} of {len(seen)} are ink on paper"
    return 1, False, grey


def _spread(classes: list[Class]) -> list[Path]:
    """A few files of each class, the same every time."""
    each = max(LOOKED_AT // len(classes), 1)
    chosen = []
    for one in classes[:LOOKED_AT]:
        places = np.unique(np.linspace(0, len(one.files) - 1, each).astype(int))
        chosen += [one.files[place] for place in places]
    return chosen


def _has_colour(image: Image.Image) -> bool:
    pixels = np.asarray(image, np.int16)
    return float(np.mean(pixels.max(axis=2) - pixels.min(axis=2))) >= TINT


def _moves(count: int) -> str:
    return "moves" if count == 1 else "move"


def _has(count: int) -> str:
    return "has" if count == 1 else "have"


def _listed(names: list[str]) -> str:
    """At most three names."""
    shown = sorted(names, key=natural)[:3]
    more = len(names) - len(shown)
    if more:
        return f"{', '.join(shown)} and {more:,} more"
    return " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))
