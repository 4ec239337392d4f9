"""The sheet on which a folder of pictures becomes examples and a network that fits them."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np
from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDialog, QWidget

from nnviz.data import Dataset
from nnviz.data.folders import FolderChoices, FolderGuess, digest
from nnviz.data.folders.choices import together
from nnviz.data.sources import PictureFolder, Preparation
from nnviz.data.split import prepared
from nnviz.document import Document
from nnviz.errors import InputError
from nnviz.scene.words import folders
from nnviz.scene.words.numbers import percent
from nnviz.training.picture_proposal import begun, document_for
from nnviz.ui.folder.face import Face
from nnviz.ui.folder.reader import FolderReader
from nnviz.ui.guard import Guarded
from nnviz.ui.plain import set_window_title
from nnviz.ui.style import Look
from nnviz.ui.window.background import Background

SIZE = (1180, 760)
"""The spec's pixels."""
LEAST_SCALE = 0.86
"""In a small window the sheet takes a larger share: letters grow no smaller there."""
SHARE = 0.2
EVERY = 100
"""Milliseconds after which it is looked how far the reading is."""
WAYS = {"colour": (3, False), "grey": (1, False), "ink": (1, True)}
"""(channels, whether drawn) of each way to take a picture."""


class FolderSheet(Guarded, QDialog):
    """``made`` gives the document that a person asked for: untrained, about to learn from the pictures. Who
    takes it closes the sheet; else it stays as it was."""

    made = Signal(object)

    def __init__(self, guess: FolderGuess, background: Background, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.guess, self.choices = guess, guess.choices
        self.preparation = Preparation(share=SHARE)
        self._is_asked = False
        set_window_title(self, f"Pictures in {guess.path.name}")
        self.face = Face(guess, self)
        self.reader = FolderReader(background, guess, self._show)
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self._show_progress)
        self._connect()
        self.face.set_look(look)
        wanted = (round(side * max(look.s, LEAST_SCALE)) for side in SIZE)
        self.resize(*(min(side, room) for side, room in zip(wanted, _room(parent), strict=True)))
        self._take(self.choices)
        self.face.go.setFocus()

    def _connect(self) -> None:
        face = self.face
        face.sides.chosen.connect(lambda side: self._take(replace(self.choices, side=int(side))))
        face.ways.chosen.connect(self._take_as)
        face.split.moved.connect(lambda learned: self._prepare(share=round(1 - learned, 3)))
        face.seed.wanted.connect(lambda seed: self._prepare(seed=min(max(seed, 0), 9999)))
        face.go.clicked.connect(self._ask)
        face.cancel.clicked.connect(self.reject)

    # choices

    def _take_as(self, way: str) -> None:
        channels, is_drawn = WAYS[way]
        self._take(replace(self.choices, channels=channels, is_drawn=is_drawn))

    def _take(self, choices: FolderChoices) -> None:
        self.choices, self._is_asked = choices, False
        self.reader.start(choices)
        self._timer.start()
        self._show()

    def _prepare(self, share: float | None = None, seed: int | None = None) -> None:
        before = self.preparation
        share = before.share if share is None else share
        self.preparation = replace(before, share=share, seed=before.seed if seed is None else seed)
        self._show()

    # what is shown

    @property
    def data(self) -> Dataset:
        """The classes of the examples, with no picture in them: before all are read, as many as there seem
        to be."""
        whole = self.reader.whole
        if whole is None:
            return unread(self.guess)
        return replace(whole.data, inputs=np.zeros((len(whole.data), 0), np.float32))

    def _show(self) -> None:
        face, whole = self.face, self.reader.whole
        if self.reader.error is not None:
            self._timer.stop()
        parts = prepared(self.data, self.preparation)
        face.show_choices(self.choices)
        face.show_parts(parts, self.preparation)
        face.show_network(proposal(self.choices, self.data.class_names))
        face.rows.show_pictures(self.reader.few)
        face.show_lines(together(self.guess.left_out, () if whole is None else whole.left_out))
        self._show_progress()
        if whole is not None and self._is_asked:
            self._make()

    def _show_progress(self) -> None:
        if self.reader.error is not None:
            self.face.say(str(self.reader.error), True)
            return
        if self.reader.whole is not None:
            self._timer.stop()
            self.face.say(folders.fitting_line(self.choices))
            return
        begins = "Training begins once they are read" if self._is_asked else "Reading the pictures"
        self.face.say(f"{begins}: {percent(self.reader.share, 0)}.")

    # the result

    def _ask(self) -> None:
        """The network is wanted: now, or as soon as all pictures are read."""
        if self.reader.error is not None:
            return
        self._is_asked = True
        if self.reader.whole is not None:
            self._make()
        else:
            self._show_progress()

    def _make(self) -> None:
        self._is_asked = False
        whole = self.reader.whole
        assert whole is not None
        choices = self.choices
        source = PictureFolder(
            str(self.guess.path.absolute()),
            choices.side,
            choices.channels,
            choices.is_drawn,
            digest(whole.data),
        )
        try:
            document = begun(whole.data, source, self.preparation)
        except InputError as error:
            self.face.say(str(error), True)
            return
        self.made.emit(document)

    def done(self, result: int) -> None:
        """Nobody waits for the pictures any more."""
        self.reader.stop()
        self._timer.stop()
        super().done(result)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The face fills it."""
        self.face.setGeometry(self.rect())


@lru_cache(1)
def unread(guess: FolderGuess) -> Dataset:
    """As many examples of each class as there seem to be, with nothing in them."""
    counts = [len(each.files) for each in guess.classes]
    names = tuple(each.name for each in guess.classes)
    targets = np.repeat(np.arange(len(counts)), counts)
    return Dataset(guess.path.name, np.zeros((len(targets), 0), np.float32), targets, names)


@lru_cache(1)
def proposal(choices: FolderChoices, names: tuple[str, ...]) -> Document:
    """The network that fits pictures taken in this way."""
    nothing = np.zeros((1, *choices.shape), np.float32)
    return document_for(Dataset("", nothing, np.zeros(1, np.int64), names))


def _room(parent: QWidget) -> tuple[int, int]:
    return round(0.96 * parent.width()), round(0.94 * parent.height())
