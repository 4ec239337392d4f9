"""The words around the network on the plane: heads of columns, of the large surface, and what a point is."""

from __future__ import annotations

from dataclasses import dataclass

from nnviz.data import Dataset
from nnviz.document import Document, Target
from nnviz.engine.numbers import amount
from nnviz.scene.train.columns import Column
from nnviz.scene.train.plane import Plane
from nnviz.scene.train.points import LETTERS, Points, said
from nnviz.scene.train.surface import Surfaces
from nnviz.scene.words import names, numbers

SQUARES = (
    "A square shows what its neuron answers at every point of the plane:",
    "A square: what its neuron answers anywhere",
)
EDGES = (
    "Edge: hue is the sign of w, width is |w|, brightness is the mean |w · x|",
    "Edge: hue sign of w, width |w|, brightness mean |w · x|",
    "Edge: sign and size of w",
)
"""What stands under the network, from full to short."""


@dataclass(frozen=True)
class Head:
    """A title, and below it shorter and shorter forms of one line."""

    title: str
    lines: tuple[str, ...]


def column_head(document: Document, column: Column, is_last: bool) -> Head:
    """What stands over a column: "Hidden 1", "8 neurons, tanh"."""
    if not column.layer:
        listed = ", ".join(names.input_name(document, unit) for unit in range(column.units))
        is_named = len(document.input_names) == column.units and not listed.startswith("x₁")
        return Head("Input", (listed, f"{column.units} inputs") if is_named else ("2 coordinates",))
    title = "Output" if is_last else names.layer(document, column.layer)
    function = document.network.layer(column.shown).activation
    called = "" if function is None or function.name == "identity" else names.function(function)
    if is_last and column.units == 1:
        return Head(title, (called or "a value",))
    are_classes = is_last and bool(called)
    counted = amount(column.units, *(("class", "classes") if are_classes else ("neuron", "neurons")))
    return Head(title, (f"{counted}, {called}", called) if called else (counted,))


def surface_head(document: Document, of: Surfaces, shown: tuple[int, int] | None, line: str) -> Head:
    """What stands over the large surface. ``shown`` is (column, unit), None: the network's answer; ``line``
    says what colour the line has."""
    last = len(of.columns) - 1
    if shown is None and of.columns[last].units > 1 and _is_share(of, last):
        return Head(
            "Decision surface",
            (
                f"brightness: share of the likeliest class; {line} lines: where another begins",
                f"brightness: the likeliest class's share; {line} lines: borders",
                "brightness: the likeliest class's share",
            ),
        )
    column, unit = shown or (last, 0)
    if column == last and of.columns[last].units == 1:
        what = f"{line} line: {middle(of, column)}"
        title = "Decision surface" if _is_share(of, last) else "Answer"
        return Head(title, (f"the output neuron, enlarged; {what}", f"output, enlarged; {what}", what))
    layer = of.columns[column].layer
    title = names.capital(names.unit_with_layer(document, Target(layer, unit)))
    if not column:
        return Head(title, ("what comes in at every point of the plane", "what comes in"))
    what = f"{line} line: {middle(of, column)}"
    return Head(
        title, (f"its answer at every point of the plane; {what}", f"its answer, enlarged; {what}", what)
    )


def middle(of: Surfaces, column: int) -> str:
    """What the line marks: "p = 0.5", "a = 0"."""
    if _is_share(of, column):
        return "p = 0.5"
    return f"a = {numbers.number(of.scales[column].middle, 1)}"


def ends(of: Surfaces, column: int) -> tuple[str, str]:
    """What both ends of a column's colours stand for: "−1", "+1"."""
    scale = of.scales[column]
    low, high = (
        numbers.trimmed(numbers.number(end, 2, numbers.within(6))) for end in (scale.low, scale.high)
    )
    return low, numbers.with_plus(high)


def _is_share(of: Surfaces, column: int) -> bool:
    scale = of.scales[column]
    return (scale.low, scale.high) == (0.0, 1.0)


def class_name(data: Dataset, number: int) -> str:
    """A class, as people know it."""
    return data.class_names[number] if number < len(data.class_names) else f"class {number}"


def letter(number: int) -> str:
    """What stands in a point of a class, from three classes on."""
    return LETTERS[number % len(LETTERS)]


def point_rows(data: Dataset, of: Points, which: int, called: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """What is said beside a point: its coordinates, its class or value, what the network answers."""
    row = of.rows[which]
    place = data.inputs[row].reshape(2)
    rows = [(name, numbers.number(float(value), 2)) for name, value in zip(called, place, strict=True)]
    answer = of.answers[which]
    if of.labels is None:
        rows.append(("value", numbers.number(float(data.targets[row].reshape(-1)[0]), 3)))
        rows.append(("answer", numbers.number(float(answer[0]), 3)))
    else:
        rows.append(("class", class_name(data, int(of.labels[which]))))
        named = int(said(answer[None])[0])
        share = float(answer[0]) if len(answer) == 1 else float(answer.max())
        if named < 0:
            rows.append(("answer", "not a number"))
        elif len(answer) == 1:
            rows.append(("answer", f"{class_name(data, named)}, p = {numbers.number(share, 3)}"))
        else:
            rows.append(("answer", f"{class_name(data, named)}, {numbers.percent(share)}"))
    rows.append(("part", "validation" if of.is_held_out[which] else "training"))
    return tuple(rows)


def more(hidden: int) -> str:
    """How many neurons have no square."""
    return f"+ {hidden:,} more"


def drawn_edges(drawn: int, count: int) -> str:
    """How many of a gap's edges are drawn, where it isn't all of them."""
    return "" if drawn == count else f"{drawn:,} of {count:,} edges"


def coordinates(of: Plane, x: float, y: float) -> str:
    """A place of the plane: "x₁ = 0.25, x₂ = −1.5"."""
    return ", ".join(
        f"{name} = {numbers.number(value, 2)}" for name, value in zip(of.names, (x, y), strict=True)
    )
