"""What a person's hand does to the table that is shown; what takes its time is done by the worker."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from nnviz.data import Dataset, tables
from nnviz.data.sources import Preparation
from nnviz.data.tables import Choices, Given, Table
from nnviz.errors import NNVizError
from nnviz.kept import Kept
from nnviz.scene.table import TableScene, build
from nnviz.scene.table.build import Known, Measured, measured
from nnviz.session import Session
from nnviz.session.importing import Importing
from nnviz.training import intake, proposal
from nnviz.training.intake import Intake, Sight
from nnviz.ui.guard import Guarded, report
from nnviz.ui.window.background import Background

JOB, READ, SPLIT = "look at the table", "read the table", "split the table"
LARGE = 2_000_000
"""Numbers of a table that is split and measured in the background."""


@dataclass(frozen=True, eq=False)
class Split:
    """The examples of a large table as they were prepared, and what was measured of them."""

    table: Table
    preparation: Preparation
    data: Dataset
    measured: Measured


class TableEditor(Guarded, QObject):
    """Puts choices into the session, and has the file looked at anew where they change what is seen."""

    came = Signal()
    """A large table was split."""

    def __init__(self, session: Session, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._background = session, background
        self._known: Kept[Known] = Kept()
        self._scene: Kept[TableScene] = Kept()
        self._looked_for: tuple[object, object] = (None, None)
        self._reading = threading.Event()
        """Set once what is being read isn't wanted any more."""
        self._split: Split | None = None
        self._read_for: Sight | None = None

    @property
    def table(self) -> Importing:
        """The table that is shown."""
        table = self._session.table
        assert table is not None
        return table

    @property
    def known(self) -> Known:
        """What the page is made of."""
        table = self.table
        return self._known.get(
            lambda: _known(table.sight, table.intake, table.trouble, self._split),
            (table.sight, table.intake, self._split),
            table.trouble,
        )

    @property
    def scene(self) -> TableScene:
        """What the page shows."""
        known = self.known
        return self._scene.get(lambda: build(known), (known,))

    # choices

    def choose(self, choices: Choices, label: str) -> None:
        """Read the table in another way."""
        self.table.put(replace(self.table.intake, choices=choices), label)

    def set_kind(self, column: int, kind: str) -> None:
        """Let a column be a number, a category, the target, or left out."""
        table, name = self.table, self.known.preview.columns[column].name
        choices = table.sight.guess.with_kind(table.intake.choices, column, kind)
        if kind != "target" and table.intake.choices.target == column:
            # Something has to be predicted.
            return
        labels = {"out": f"Leave out {name}", "target": f"Predict {name}"}
        self.choose(choices, labels.get(kind, f"Take {name} as a {kind}"))

    def set_missing(self, remedy: str) -> None:
        """Drop rows that lack a value, or fill them."""
        label = "Drop rows that lack a value" if remedy == "drop" else "Fill with the median"
        self.choose(replace(self.table.intake.choices, missing=remedy), label)

    def set_answers(self, answers: str) -> None:
        """Let the target's values be classes or amounts."""
        self.choose(
            replace(self.table.intake.choices, answers=answers),
            f"Predict {'a' * (answers == 'value')} {answers}",
        )

    def drop_bad_lines(self) -> None:
        """Leave out lines with too few or too many values."""
        self.choose(replace(self.table.intake.choices, ragged="drop"), "Leave bad lines out")

    def set_picture(self, is_picture: bool) -> None:
        """Let the columns be the pixels of a picture, or columns of their own."""
        found = self.table.sight.guess.picture.value if is_picture else None
        self.choose(
            replace(self.table.intake.choices, picture=found),  # type: ignore[arg-type]
            "Read rows as pictures" if is_picture else "Read rows as columns",
        )

    def prepare(self, label: str, merge: object | None = None, **parts: object) -> None:
        """Prepare the examples in another way."""
        table = self.table
        made: Preparation = replace(table.intake.preparation, **parts)  # type: ignore[arg-type]
        table.put(replace(table.intake, preparation=made), label, merge=merge)

    def set_hidden(self, count: int) -> None:
        """Have so many hidden neurons; 0: none."""
        count = min(max(count, 0), proposal.LARGEST_HIDDEN)
        self.table.put(replace(self.table.intake, hidden=count), f"{count} hidden neurons")

    @property
    def hidden(self) -> int:
        """How many hidden neurons there are."""
        chosen = self.table.intake.hidden
        if chosen is not None:
            return chosen
        return proposal.hidden_for(*intake.sizes(self.table.sight, self.table.intake.choices))

    def becomes(self, choices: Choices) -> str:
        """Which network fits other choices, in words."""
        table = self.table
        made = intake.network(table.sight, replace(table.intake, choices=choices))
        return f"the network: {proposal.sizes(made)}" if made is not None else "nothing is left to learn"

    # what takes its time

    def fix(self, name: str, value: object, label: str) -> None:
        """Say how the file is written, and have the rest guessed anew."""
        given = replace(self.table.intake.given, **{name: value})  # type: ignore[arg-type]
        self._anew(given, label, is_kept=True)

    def guess_again(self) -> None:
        """Forget every choice: what the file itself says."""
        self._anew(Given(), "Guess again", is_kept=False)

    def _anew(self, given: Given, label: str, is_kept: bool) -> None:
        """Guess with what is given. ``is_kept``: what was changed beside that stays as it is."""
        table, sight = self.table, self.table.sight

        def seen(found: Sight) -> None:
            made = Intake(given, found.choices)
            if is_kept:
                choices = intake.carried(table.intake.choices, sight.guess.choices, found.choices)
                made = replace(table.intake, given=given, choices=choices)
            table.put(made, label, found)

        self._have(table, lambda: intake.first(sight.path, given), seen)

    def look(self) -> None:
        """Have the file looked at where what is seen isn't what is chosen; have a large one read."""
        table = self.table
        sight, choices = table.sight, table.intake.choices
        self._read_large(table)
        self._split_large(table)
        if table.is_seen or self._looked_for == (table, choices):
            return
        self._looked_for = (table, choices)
        self._have(table, lambda: intake.look(sight.path, sight.guess, choices, sight.sha256), table.see)

    def leave(self) -> None:
        """Nothing that is being read is wanted any more."""
        self._reading.set()
        self._read_for = self._split = None

    def _read_large(self, table: Importing) -> None:
        """Read what is too large for a glance, while it is looked at."""
        sight = table.sight
        is_due = table.is_seen and sight.table is None and not sight.preview.problem
        if sight is self._read_for and table.is_seen:
            return
        self._reading.set()
        self._read_for = None
        if not is_due:
            return
        self._read_for, stopped = sight, threading.Event()
        self._reading = stopped

        def is_wanted() -> bool:
            return not stopped.is_set() and not self._background.is_closed()

        def came(found: Sight) -> None:
            if self._session.table is table and table.sight is sight:
                table.see(found)

        def failed(error: Exception) -> None:
            if not isinstance(error, NNVizError):
                report(error)
            elif not stopped.is_set() and self._session.table is table:
                table.refuse(str(error))

        self._background.long.compute(READ, lambda: intake.completed(sight, is_wanted), came, failed)

    def _split_large(self, table: Importing) -> None:
        """Split and measure what would hold the window up."""
        read, known, preparation = table.sight.table, self.known, table.intake.preparation
        if read is None or not table.is_seen or known.data is not None:
            return

        def made() -> Split:
            data = tables.dataset(read, preparation)
            return Split(read, preparation, data, measured(data, known))

        def came(found: Split) -> None:
            if self._session.table is table:
                self._split = found
                self.came.emit()

        self._background.worker.compute(SPLIT, made, came, report)

    def _have(self, table: Importing, job: Callable[[], Sight], then: Callable[[Sight], None]) -> None:
        def came(found: Sight) -> None:
            self._looked_for = (None, None)
            if self._session.table is table:
                then(found)

        def failed(error: Exception) -> None:
            self._looked_for = (None, None)
            if not isinstance(error, NNVizError):
                report(error)
            elif self._session.table is table:
                table.refuse(str(error))

        self._background.worker.compute(JOB, job, came, failed)


def _known(sight: Sight, chosen: Intake, trouble: str, split: Split | None) -> Known:
    is_seen = sight.choices == chosen.choices
    data = found = None
    if is_seen and sight.table is not None and sight.table.inputs.size > LARGE:
        if split is not None and (split.table, split.preparation) == (sight.table, chosen.preparation):
            data, found = split.data, split.measured
    elif is_seen:
        data = intake.examples(sight, chosen.preparation)
    return Known(
        sight.guess,
        chosen.choices,
        sight.preview,
        sight.table if is_seen else None,
        data,
        chosen.preparation,
        intake.network(sight, chosen),
        trouble,
        found,
    )
