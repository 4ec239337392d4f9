"""Who feeds whom in a list of rows, and how skip connections close and open when a row goes or comes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nnviz.document.draft import DraftRow, changed
from nnviz.engine.graph import INPUT
from nnviz.errors import OptionError

Rows = tuple[DraftRow, ...]


def sources(rows: Sequence[DraftRow]) -> list[tuple[int, ...]]:
    """For each row, entry 0 being the input, the numbers of the rows that feed it.

    Raises:
        OptionError: a row is fed by one that isn't there or comes later.
    """
    numbers = {INPUT: 0} | {row.layer.name: n for n, row in enumerate(rows, start=1) if row.layer.name}
    found: list[tuple[int, ...]] = [()]
    for number, row in enumerate(rows, start=1):
        layer = row.layer
        if layer.inputs is None:
            fed: tuple[int, ...] = (number - 1,) if layer.input_count[1] else ()
        else:
            fed = tuple(numbers.get(name, number) for name in layer.inputs)
        least, most = layer.input_count
        if any(source >= number for source in fed):
            raise OptionError(f"{layer.kind} takes what a later layer gives; it can't stand before that one.")
        if not least <= len(fed) <= most:
            raise OptionError(f"{layer.kind} takes {least} or more inputs, not {len(fed)}.")
        found.append(fed)
    return found


def named(rows: Rows, number: int) -> tuple[Rows, str]:
    """The rows with row ``number`` called something, and its name; 0 is the input."""
    if number == 0:
        return rows, INPUT
    row = rows[number - 1]
    if row.layer.name:
        return rows, row.layer.name
    name = _unused(rows, f"{row.layer.kind} {row.id}")
    row = replace(row, layer=changed(row.layer, name=name))
    return (*rows[: number - 1], row, *rows[number:]), name


def without(rows: Rows, number: int) -> Rows:
    """The rows without row ``number``; who was fed by it is fed by what fed it."""
    gone = rows[number - 1]
    rest = (*rows[: number - 1], *rows[number:])
    name = gone.layer.name
    if not name or not any(name in (row.layer.inputs or ()) for row in rest):
        return rest
    fed_by = sources(rows)[number]
    before = fed_by[0] if fed_by else 0
    rest, heir = named(rest, before)
    return tuple(_renamed(row, name, heir) for row in rest)


def with_row(rows: Rows, at: int, row: DraftRow) -> Rows:
    """The rows with ``row`` as number ``at``, between the row before it and the one that it feeds."""
    after = rows[at - 1] if at <= len(rows) else None
    before = rows[at - 2].layer.name if at > 1 else INPUT
    if after is not None and before is not None and before in (after.layer.inputs or ()):
        name = row.layer.name or _unused(rows, f"{row.layer.kind} {row.id}")
        row = replace(row, layer=changed(row.layer, name=name))
        rows = (*rows[: at - 1], _renamed(after, before, name), *rows[at:])
    return (*rows[: at - 1], row, *rows[at - 1 :])


def _renamed(row: DraftRow, old: str, new: str) -> DraftRow:
    if old not in (row.layer.inputs or ()):
        return row
    inputs = tuple(new if name == old else name for name in row.layer.inputs or ())
    return replace(row, layer=changed(row.layer, inputs=inputs))


def _unused(rows: Rows, wanted: str) -> str:
    names = {row.layer.name for row in rows}
    while wanted in names:
        wanted += "′"
    return wanted
