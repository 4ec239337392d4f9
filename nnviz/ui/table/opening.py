"""From a table's file to its page, and from there to a document; and a document's table found again."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from nnviz.data.sources import TableFile
from nnviz.data.tables import Given
from nnviz.document import Document
from nnviz.errors import NNVizError
from nnviz.session import Session
from nnviz.session.importing import Importing
from nnviz.training import intake, scaling
from nnviz.training.intake import Intake, Sight
from nnviz.ui.window import dialogs, file_names
from nnviz.ui.window.background import Background

LOGGER = logging.getLogger("nnviz")
FIND = "Find it…"


class TableOpening(QObject):
    """``came`` is told of the document that a person has made of a table, ``seen`` of each that is shown."""

    def __init__(
        self,
        session: Session,
        background: Background,
        came: Callable[[Document], object],
        seen: Callable[[Path], object],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session, self._background, self._came, self._window = session, background, came, window
        self._seen = seen
        self._last: Importing | None = None

    def choose(self) -> None:
        """Ask which table, then look at it."""
        name = self._ask("Open a table", "")
        if name is not None:
            self.open(name)

    def open(self, path: Path, wanted: Intake | None = None) -> None:
        """Look at a table in the background, then show it; ``wanted`` is what was chosen about it before."""
        what = f"Looking at {path.name}"
        self._background.run(what, lambda: _looked(path, wanted), self._show)

    def _show(self, found: tuple[Sight, Intake]) -> None:
        sight, chosen = found
        last = self._last
        is_last = last is not None and (last.sight.path, last.sight.sha256) == (sight.path, sight.sha256)
        table = last if is_last and chosen == _first(sight) else Importing(sight, chosen)
        assert table is not None
        self._last = table
        self._seen(sight.path)
        self._session.training.pause()
        self._session.show_table(table)
        LOGGER.info("shows the table %s", sight.path)

    def train(self) -> None:
        """Make a document of the table that is shown; nothing where it can't be learned from."""
        table = self._session.table
        if table is None or not table.is_seen or table.sight.preview.problem:
            return
        sight, chosen = table.sight, table.intake

        def made(tell: Callable[[float], None], is_wanted: Callable[[], bool]) -> Document:
            return intake.document(sight, chosen, intake.read(sight, tell, is_wanted))

        self._background.follow(f"Reading {sight.path.name}", made, self._begin)

    def _begin(self, document: Document) -> None:
        self._came(document)
        if self._session.document is document:
            LOGGER.info("learns from the table: %s", document.title)
            self._session.training.play()

    def change(self) -> None:
        """Show the table that the document learns from again, with all that was chosen."""
        training = self._session.document.training
        if training is None or not isinstance(training.source, TableFile):
            return
        source = training.source
        there = [one for one in intake.places(source, self._session.path) if one.is_file()]
        chosen = Intake(Given(), source.choices, training.preparation, _hidden(self._session.document))
        if there:
            self.open(there[0], chosen)
            return
        missing = NNVizError(
            f"{Path(source.path).name} isn’t where it was; find it to change how it is read."
        )
        if dialogs.show_error(self._window, "The table is gone", missing, again=FIND):
            found = self._ask("Find the table", Path(source.path).name)
            if found is not None:
                self.open(found, chosen)

    def find(self, place: Path | None = None) -> None:
        """Get a document's examples from its table, where it doesn't hold them; by default from where that
        was, or from beside the document."""
        training = self._session.document.training
        if training is None or training.data is not None or not isinstance(training.source, TableFile):
            return
        opened, source = self._session.opened, training.source
        places = (place,) if place is not None else intake.places(source, self._session.path)

        def read(tell: Callable[[float], None], is_wanted: Callable[[], bool]) -> object:
            try:
                return intake.found_again(source, training.preparation, places, tell, is_wanted)
            except NNVizError as error:
                return error

        def came(found: object) -> None:
            if self._session.opened != opened:
                return
            if isinstance(found, NNVizError):
                self._not_found(found, Path(source.path).name)
            else:
                self._session.give_examples(found)  # type: ignore[arg-type]

        self._background.follow(f"Reading {Path(source.path).name}", read, came)

    def _not_found(self, error: NNVizError, name: str) -> None:
        LOGGER.warning("%s", error)
        if dialogs.show_error(self._window, "The examples are elsewhere", error, again=FIND):
            found = self._ask("Find the table", name)
            if found is not None:
                self.find(found)

    def _ask(self, title: str, name: str) -> Path | None:
        chosen, _ = QFileDialog.getOpenFileName(self._window, title, name, file_names.tables())
        return Path(chosen) if chosen else None


def _looked(path: Path, wanted: Intake | None) -> tuple[Sight, Intake]:
    sight = intake.first(path)
    if wanted is None or len(wanted.choices.kinds) != len(sight.guess.columns):
        return sight, _first(sight)
    return intake.look(path, sight.guess, wanted.choices, sight.sha256), wanted


def _first(sight: Sight) -> Intake:
    return Intake(Given(), sight.guess.choices)


def _hidden(document: Document) -> int | None:
    """How many hidden neurons the document's network has, where it is one of those that fit a table."""
    layers, _, _ = scaling.core(document.network)
    sizes = [getattr(layer, "units", None) for layer in layers]
    if len(layers) == 1:
        return 0
    return sizes[0] if len(layers) == 2 and isinstance(sizes[0], int) else None
