"""Results as tables for people."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
from rich import box
from rich.console import Console
from rich.table import Table

from nnviz.commands import plain
from nnviz.document import Document
from nnviz.engine import Trace
from nnviz.engine.arrays import shape_text
from nnviz.plaintext import breakable, visible, visible_lines
from nnviz.scene.words import names
from nnviz.scene.words.numbers import number, percent
from nnviz.scene.words.outcome import outcome_of
from nnviz.scene.words.wholes import fixed, wholes

SHOWN = 16
"""Values of a layer that are printed; of larger layers the largest ones."""
MOST_ROWS = 20


def console(stderr: bool = False) -> Console:
    """Where tables go. Names are printed as they are, whatever brackets or colons they hold."""
    return Console(markup=False, emoji=False, highlight=False, stderr=stderr)


def say(text: str) -> None:
    """Print one line or paragraph."""
    console().print(visible_lines(text), soft_wrap=True)


def print_rows(headings: Iterable[str], rows: Iterable[Iterable[str]], right: Iterable[int] = ()) -> None:
    """Print a table; the columns numbered in ``right`` are set right."""
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    numeric = set(right)
    for position, heading in enumerate(headings):
        table.add_column(heading, justify="right" if position in numeric else "left", overflow="fold")
    for row in rows:
        table.add_row(*map(breakable, row))
    console().print(table)


def print_pass(document: Document, trace: Trace) -> None:
    """Print one forward pass layer by layer, then what it says."""
    x = trace[0].a
    incoming = values(document.input_names, x[0])
    rows = [("0", names.layer(document, 0), "", "", shape_text(x.shape[1:]), incoming)]
    for position, layer in enumerate(document.network.layers, start=1):
        one = trace[position]
        labels = names.outputs(document) if position == len(document.network.layers) else ()
        rows.append(
            (
                str(position),
                names.layer(document, position),
                names.kind_and_function(layer),
                _range(one.z[0]),
                shape_text(one.a.shape[1:]),
                values(labels, one.a[0]),
            )
        )
    say(names.network(document))
    print_rows(("", "layer", "kind", "z, least … most", "shape", "what it passes on, a"), rows, right=(0,))
    say(f"Result: {verdict(document, trace.output[0])}")


def print_batch(document: Document, output: np.ndarray) -> None:
    """Print what the network says of each input of a batch."""
    rows = [
        (str(position), verdict(document, one, breakable)) for position, one in enumerate(output[:MOST_ROWS])
    ]
    print_rows(("input", "result"), rows, right=(0,))
    if len(output) > MOST_ROWS:
        say(f"and {len(output) - MOST_ROWS:,} more; --output or --json gives all of them")


def verdict(document: Document, output: np.ndarray, shown: Callable[[str], str] = visible) -> str:
    """What one output says, in words; ``shown`` makes a name fit to be printed where it is to stand."""
    flat, last = output.ravel(), len(document.network.layers)
    shared, never_changes = wholes(document.network, last), fixed(document.network, last)
    if never_changes:
        return f"{values((), output, decimals=4)}. {never_changes}"
    if shared is not None and shared.count > 1:
        return visible(outcome_of(document, output).sentence)
    if document.task != "classes" or len(flat) < 2:
        return values(tuple(map(shown, names.outputs(document))), output, decimals=4)
    if np.isnan(flat).any():
        return "not a number"
    best = int(flat.argmax())
    return f"{shown(names.output(document, best))}, {percent(plain.probability(document, flat[best]))}"


def values(labels: tuple[str, ...], array: np.ndarray, decimals: int = 2) -> str:
    """The numbers of one layer, all of them or the largest."""
    flat = array.ravel()
    if len(flat) <= SHOWN:
        labels = labels if len(labels) == len(flat) else ("",) * len(flat)
        return "  ".join(
            f"{label}: {number(value, decimals)}".removeprefix(": ")
            for label, value in zip(labels, flat, strict=True)
        )
    active = int(np.count_nonzero(flat))
    return f"{active:,} of {len(flat):,} are not 0; largest {number(flat.max(), decimals)}"


def _range(z: np.ndarray) -> str:
    return f"{number(z.min(), 2)} … {number(z.max(), 2)}"
