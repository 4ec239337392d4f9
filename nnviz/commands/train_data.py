"""What `nnviz train` learns from, and the network that learns it: a named set, a table, or a folder."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from rich.markup import escape
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

from nnviz import formats
from nnviz.commands.tables import console
from nnviz.data import Dataset, catalogue, folders, split, tables
from nnviz.data.folders.choices import together
from nnviz.data.sources import Preparation
from nnviz.document import Document, examples
from nnviz.engine.numbers import amount
from nnviz.errors import FileError, InputError, OptionError, UnknownNameError
from nnviz.plaintext import visible
from nnviz.scene.words import folders as folder_words
from nnviz.training import picture_proposal, proposal

SAMPLES: Mapping[str, str] = MappingProxyType({"outing": "neuron"})
"""The bundled network for a named set, where it isn't called as the set is."""
_DELIMITERS: Mapping[str, str] = MappingProxyType(
    {",": "commas", ";": "semicolons", "\t": "tabs", " ": "spaces", "|": "bars"}
)
MOST_NAMED = 8
"""Columns and classes that are named at most."""


@dataclass(frozen=True, eq=False)
class Material:
    """``document``'s network is to learn ``data``; ``said`` are lines about what was guessed."""

    document: Document
    data: Dataset
    said: tuple[str, ...] = ()


def material(file: str | None, data: str, target: str | None, seed: int, ragged: str = "refuse") -> Material:
    """Open what ``data`` names, and FILE, or propose a network where there is no FILE.

    Raises:
        NNVizError: something can't be opened, or doesn't fit.
    """
    document = formats.open_any(file)[0] if file is not None else None
    if data.lower() in catalogue.names():
        if target is not None:
            raise OptionError(f"--target names a column of a table; {data} is a data set of its own.")
        return _named(document, data)
    if not os.path.exists(data):
        if _is_path(data):
            raise FileError(f"There is no file {data}; check the name.")
        raise _unknown(data)
    if os.path.isdir(data):
        if target is not None:
            raise OptionError("--target names a column of a table; the pictures of a folder have none.")
        return _folder(document, Path(data), seed)
    return _table(document, Path(data), target, seed, ragged)


def _is_path(data: str) -> bool:
    return bool(Path(data).suffix) or os.sep in data


def _unknown(data: str) -> UnknownNameError:
    try:
        catalogue.get(data)
    except UnknownNameError as problem:
        return UnknownNameError(f"{str(problem).rstrip('.')}, or give a table or a folder of pictures.")
    raise AssertionError(data)


def _named(document: Document | None, name: str) -> Material:
    found = catalogue.get(name)
    if document is not None:
        return Material(document, examples.fit(document, found))
    document = formats.open_any(SAMPLES.get(found.name, found.name))[0]
    said = f"Network {document.title}, {amount(document.network.parameter_count, 'parameter')}."
    return Material(document, examples.fit(document, found), (said,))


def _folder(document: Document | None, path: Path, seed: int) -> Material:
    with _reading(path) as tell:
        guess = folders.look(path, tell)
    choices = guess.choices
    if document is not None and len(document.network.input_shape) == 3:
        channels, height, width = document.network.input_shape
        if height == width and channels in (1, 3):
            choices = replace(choices, side=height, channels=channels)
    with _reading(path) as tell:
        read = folders.pictures_of(guess, choices, tell)
    data = split.split(read.data, tables.HELD_OUT, seed)
    said = [
        f"{path.name}: {amount(len(read.data), 'picture')} of {_listed(data.class_names)}, "
        f"each {choices.side} × {choices.side}, {'grey' if choices.channels == 1 else 'in colour'}.",
        *guess.notes,
        *folder_words.left_out(together(guess.left_out, read.left_out)),
    ]
    if document is None:
        document = picture_proposal.document_for(data, seed)
    else:
        document = replace(document, title=path.name, about="", output_names=data.class_names)
    data = examples.fit(document, data)
    return Material(document, data, (*said, _network(document, data)))


@contextmanager
def _reading(path: Path) -> Iterator[Callable[[float], None]]:
    """A line that says how much of a folder or a table is read, for as long as it is."""
    columns = (TextColumn("Reading {task.description}"), BarColumn(), TaskProgressColumn())
    out = console()
    with Progress(*columns, console=out, transient=True, disable=not out.is_terminal) as progress:
        task = progress.add_task(escape(visible(path.name)), total=1.0)
        yield lambda share: progress.update(task, completed=share)


def _table(document: Document | None, path: Path, target: str | None, seed: int, ragged: str) -> Material:
    guess = tables.guess(path, tables.Given(target=target))
    choices = replace(guess.choices, ragged=ragged)
    if document is not None:
        # The network that is to learn it says whether numbers are classes.
        answers = "classes" if document.task == "classes" else "value"
        column = guess.columns[choices.target or 0].answers
        able = {one.value for one in column.alternatives if one.holds} if column else set()
        choices = replace(choices, answers=answers if answers in able else choices.answers)
    try:
        with _reading(path) as tell:
            table = tables.read(path, choices, tell)
    except tables.BadLineError as problem:
        raise InputError(f"{str(problem).rstrip('.')} with --drop-bad-lines.") from None
    preparation = Preparation(seed=seed)
    if document is None:
        data = tables.dataset(table, preparation)
        document = proposal.document_for(table, data, seed=seed)
    else:
        document, data = examples.from_table(document, table, preparation)
    said = (_dress(path, table, choices), _task(table), *guess.notes, *table.notes, _network(document, data))
    return Material(document, data, said)


def _dress(path: Path, table: tables.Table, choices: tables.Choices) -> str:
    parts = [
        f"{amount(len(table.inputs), 'row')} of {amount(len(choices.kinds), 'column')}",
        f"split by {_DELIMITERS[choices.delimiter]}",
        *(["decimals with a comma"] if choices.decimal == "," else []),
        "names in the first line" if choices.header else "no line of names",
        *([f"in {choices.encoding.upper()}"] if choices.encoding != "utf-8" else []),
    ]
    return f"{path.name}: {', '.join(parts)}."


def _task(table: tables.Table) -> str:
    if table.picture:
        source = f"pictures of {table.picture[0]} × {table.picture[1]}"
    else:
        source = _listed(table.input_names)
    if table.class_names:
        count = amount(len(table.class_names), "class", "classes")
        return f"Learns {table.output_name} ({count}: {_listed(table.class_names)}) from {source}."
    return f"Learns {table.output_name}, a value, from {source}."


def _listed(names: tuple[str, ...]) -> str:
    if len(names) > MOST_NAMED:
        return f"{', '.join(names[: MOST_NAMED - 1])} and {len(names) - MOST_NAMED + 1:,} more"
    return " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)


def _network(document: Document, data: Dataset) -> str:
    network = document.network
    shape = f"{proposal.sizes(network)}, " if len(network.input_shape) == 1 else ""
    one = "picture" if len(network.input_shape) == 3 else "row"
    return (
        f"Network {shape}{amount(network.parameter_count, 'parameter')}; "
        f"{amount(len(data.training), one)} to learn from, {data.held_out:,} held out."
    )
