"""A table on its way to a network: what is chosen about it, what is seen of it, the document that results."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from nnviz.data import Dataset, tables
from nnviz.data.sources import Preparation, TableFile
from nnviz.data.tables import Choices, Given, Guess, Preview, StoppedError, Table
from nnviz.document import Document
from nnviz.document.training import Training
from nnviz.engine import Network
from nnviz.errors import FileError
from nnviz.training import begin, proposal

BLOCK = 2**20
PREPARED = Preparation("standardize", tables.HELD_OUT)
"""How a table's examples are prepared where nothing else is wanted."""
MOST_SHARE = 0.5


@dataclass(frozen=True)
class Intake:
    """What is chosen. ``given`` is what a person has fixed of how the file is written, ``choices`` what
    follows from that and from what was changed since. ``hidden`` neurons: None are as many as are
    proposed."""

    given: Given
    choices: Choices
    preparation: Preparation = PREPARED
    hidden: int | None = None


@dataclass(frozen=True, eq=False)
class Sight:
    """What is seen of a table as ``choices`` read it. ``table`` is all of it; None where it is too large to
    be read before it is wanted, or can't be learned from."""

    path: Path
    sha256: str
    guess: Guess
    choices: Choices
    preview: Preview
    table: Table | None


def first(path: Path, given: Given | None = None) -> Sight:
    """Look at a file for the first time, or anew with what is ``given``.

    Raises:
        NNVizError: it can't be read, or holds no table.
    """
    guess = tables.guess(path, given)
    return look(path, guess, guess.choices, tables.digest(path))


def look(path: Path, guess: Guess, choices: Choices, sha256: str) -> Sight:
    """See what ``choices`` make of a file of which ``guess`` was guessed before.

    Raises:
        NNVizError: it can't be read so.
    """
    preview = tables.preview(path, choices)
    table = None
    if preview.is_whole and not preview.problem:
        table = tables.read(path, choices)
    return Sight(path, sha256, guess, choices, preview, table)


def carried(chosen: Choices, guessed: Choices, now: Choices) -> Choices:
    """``now``, what is guessed of a file read in another way, with all that was chosen otherwise than it was
    ``guessed`` before; as it is where that no longer fits."""
    if len(now.kinds) != len(guessed.kinds):
        return now
    kinds = tuple(
        mine if mine != old else new
        for mine, old, new in zip(chosen.kinds, guessed.kinds, now.kinds, strict=True)
    )
    if kinds.count("target") != 1:
        return now
    others = {
        name: getattr(chosen, name)
        for name in ("answers", "missing", "ragged")
        if getattr(chosen, name) != getattr(guessed, name)
    }
    return replace(now, kinds=kinds, **others)


def examples(sight: Sight, preparation: Preparation) -> Dataset | None:
    """All examples, the held-out ones last; None where the table isn't read."""
    return None if sight.table is None else tables.dataset(sight.table, preparation)


def sizes(sight: Sight, choices: Choices) -> tuple[int, int]:
    """(inputs, outputs) of a network that learns from the table as ``choices`` read it: by the rows that were
    looked at."""
    inputs = outputs = 0
    for column, kind in zip(sight.preview.columns, choices.kinds, strict=True):
        if kind == "number":
            inputs += 1
        elif kind == "category":
            inputs += column.distinct
        elif kind == "target":
            outputs = column.distinct if choices.answers == "classes" else 1
    return inputs, outputs


def network(sight: Sight, intake: Intake) -> Network | None:
    """The network that fits, with its first weights; None where there is nothing to learn from, or to
    answer."""
    if sight.table is not None and sight.choices == intake.choices:
        inputs, outputs = len(sight.table.input_names), max(len(sight.table.class_names), 1)
    else:
        inputs, outputs = sizes(sight, intake.choices)
    if not inputs or not outputs:
        return None
    is_classes = intake.choices.answers == "classes"
    return Network.build((inputs,), proposal.layers_for(inputs, outputs, is_classes, intake.hidden), 0)


def completed(sight: Sight, is_wanted: Callable[[], bool]) -> Sight:
    """The sight of a table that was too large for a glance, with all of it.

    Raises:
        NNVizError: it can't be learned from, or isn't wanted any more.
    """
    return replace(sight, table=read(sight, None, is_wanted))


def read(
    sight: Sight,
    progress: Callable[[float], None] | None = None,
    is_wanted: Callable[[], bool] = lambda: True,
) -> Table:
    """All of the table.

    Raises:
        NNVizError: it can't be learned from, or isn't wanted any more.
    """
    if sight.table is not None:
        return sight.table
    return tables.read(sight.path, sight.choices, progress, is_wanted)


def document(sight: Sight, intake: Intake, table: Table) -> Document:
    """An untrained document that knows where its examples come from and how they are prepared.

    Raises:
        NNVizError: it can't be trained so.
    """
    data = tables.dataset(table, intake.preparation)
    made = proposal.document_for(table, data, intake.hidden)
    source = TableFile(str(sight.path.absolute()), sight.sha256, sight.choices)
    preparation = effective(intake)
    training = Training(data, source, preparation, begin.recipe_for(made.network, data))
    return replace(made, training=training, view=replace(made.view, page="train"))


def effective(intake: Intake) -> Preparation:
    """How the examples are prepared: the pixels of a picture are on one scale by themselves."""
    is_picture = intake.choices.picture is not None
    return replace(intake.preparation, scale="none") if is_picture else intake.preparation


def found_again(
    source: TableFile,
    preparation: Preparation,
    places: tuple[Path, ...],
    progress: Callable[[float], None] | None = None,
    is_wanted: Callable[[], bool] = lambda: True,
) -> Dataset:
    """The examples of a document that doesn't hold them, from the first of ``places`` where the table lies as
    it was.

    Raises:
        FileError: it lies at none of them, or has changed; the sentence says what to do.
        NNVizError: it can't be read.
    """
    there = [place for place in places if place.is_file()]
    name = Path(source.path).name
    if not there:
        raise FileError(
            f"The table {name} that this network learns from isn’t where it was; find it, or put it beside "
            "the document."
        )
    same = [place for place in there if tables.digest(place) == source.sha256]
    if not same:
        raise FileError(
            f"{name} has changed since this network learned from it; find the file as it was, or open the "
            "table anew."
        )
    if not is_wanted():
        raise StoppedError(f"Reading {name} was stopped.")
    table = tables.read(same[0], source.choices, progress, is_wanted)
    return tables.dataset(table, preparation)


def places(source: TableFile, document_path: Path | None) -> tuple[Path, ...]:
    """Where the table of a document may lie: where it was, or beside the document."""
    there = Path(source.path)
    return (there,) if document_path is None else (there, document_path.parent / there.name)
