"""The pictures of a folder, unpacked and brought to one size."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from nnviz.data import pictures
from nnviz.data.dataset import Dataset, closed
from nnviz.data.drawing import prepare_drawing
from nnviz.data.folders.choices import (
    FolderChoices,
    FolderGuess,
    NotWantedError,
    PicturesRead,
    Progress,
    Wanted,
    counted,
)
from nnviz.data.folders.guess import look
from nnviz.data.sources import PictureFolder
from nnviz.engine import memory
from nnviz.engine.numbers import amount
from nnviz.errors import InputError, PictureError


def read(
    path: Path,
    choices: FolderChoices | None = None,
    progress: Progress = lambda share: None,
    is_wanted: Wanted = lambda: True,
) -> Dataset:
    """The pictures of a folder as examples: ``inputs`` (N, C, H, W) float32 0..1, ``targets`` (N,) class
    numbers, class by class, nothing held out. Without ``choices`` as :func:`look` proposes.

    Raises:
        NNVizError: what :func:`look` and :func:`pictures_of` raise.
    """
    guess = look(path, lambda share: progress(0.2 * share), is_wanted)
    return pictures_of(guess, choices, lambda share: progress(0.2 + 0.8 * share), is_wanted).data


def again(
    source: PictureFolder, progress: Progress = lambda share: None, is_wanted: Wanted = lambda: True
) -> Dataset:
    """The pictures that a document was made with, read once more.

    Raises:
        InputError: other pictures lie there now.
        NNVizError: what :func:`read` raises.
    """
    choices = FolderChoices(source.side, source.channels, source.is_drawn)
    data = read(Path(source.path), choices, progress, is_wanted)
    if source.sha256 and digest(data) != source.sha256:
        raise InputError(
            f"Other pictures lie in {source.path} than those that were learned from; open the folder anew."
        )
    return data


def digest(data: Dataset) -> str:
    """A hash of the pictures, their classes and the names of these."""
    found = hashlib.sha256()
    for array in (data.inputs, data.targets.astype(np.int64)):
        found.update(np.ascontiguousarray(array).data)
    found.update("\0".join(data.class_names).encode(errors="surrogateescape"))
    return found.hexdigest()


def pictures_of(
    guess: FolderGuess,
    choices: FolderChoices | None = None,
    progress: Progress = lambda share: None,
    is_wanted: Wanted = lambda: True,
) -> PicturesRead:
    """Unpack all that ``guess`` names. A picture that can't be unpacked is left out and counted.

    Raises:
        InputError: they would take too much memory, or hardly any can be unpacked.
        NotWantedError: ``is_wanted`` said no.
    """
    choices = choices or guess.choices
    size = 4 * guess.count * choices.channels * choices.side**2
    if size > memory.LARGEST:
        raise InputError(
            f"Taking {amount(guess.count, 'picture')} at {choices.side} × {choices.side} "
            f"{memory.refusal(size)}; choose a smaller side or a part of the pictures."
        )
    inputs = np.empty((guess.count, *choices.shape), np.float32)
    targets = np.empty(guess.count, np.int64)
    kept, bad = 0, []
    for number, (target, file) in enumerate(_files(guess)):
        if number % 20 == 0:
            if not is_wanted():
                raise NotWantedError
            progress(number / guess.count)
        try:
            inputs[kept], targets[kept] = picture(file, choices), target
        except PictureError as error:
            bad.append((error.why, file.name))
            continue
        kept += 1
    names = tuple(each.name for each in guess.classes)
    inputs, targets, names = _without_empty(guess, inputs[:kept], targets[:kept], names)
    progress(1.0)
    return PicturesRead(Dataset(guess.path.name, closed(inputs), closed(targets), names), counted(bad))


def picture(file: Path, choices: FolderChoices) -> np.ndarray:
    """One picture as an input, float32 of ``choices.shape``.

    Raises:
        PictureError: it isn't a picture, is too large, damaged, or can't be read.
    """
    image = pictures.colours(file, enough=8 * choices.side if choices.is_drawn else choices.side)
    if choices.is_drawn and choices.channels == 1:
        return prepare_drawing(pictures.ink(image), choices.shape)
    return pictures.fitted(image, choices.shape)


def _files(guess: FolderGuess) -> Iterator[tuple[int, Path]]:
    for number, each in enumerate(guess.classes):
        for file in each.files:
            yield number, file


def _without_empty(
    guess: FolderGuess, inputs: np.ndarray, targets: np.ndarray, names: tuple[str, ...]
) -> tuple[np.ndarray, np.ndarray, tuple[str, ...]]:
    """A class of which no picture could be unpacked is none."""
    left = np.unique(targets)
    if len(left) < 2:
        raise InputError(
            f"Hardly a picture in {guess.path.name} can be unpacked: fewer than two classes are left. "
            "Save them again as PNG."
        )
    kept = tuple(names[number] for number in left)
    return inputs, np.searchsorted(left, targets), kept
