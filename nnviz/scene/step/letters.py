"""What units, sums and weights are called in the formulas of a step, and in words."""

from __future__ import annotations

from nnviz.scene.step.columns import arrives_at
from nnviz.scene.step.path import Stop
from nnviz.scene.step.subject import Subject, Weight
from nnviz.scene.words import names
from nnviz.scene.words.counting import counted
from nnviz.scene.words.names import subscript


def unit(subject: Subject, stop: Stop) -> str:
    """ "x_0", "h_2" ("h_2,1" where there are several hidden layers), "ŷ" or "ŷ_1"; of a map its number."""
    if stop.layer == 0:
        return f"x_{stop.unit}"
    if stop.layer == subject.last:
        return "ŷ" if subject.units(stop.layer) == 1 else f"ŷ_{stop.unit}"
    return f"h_{_index(subject, stop)}"


def of_sum(subject: Subject, stop: Stop) -> str:
    """The same of the sum before the function: "z_2"; of the output "z", or "z_ŷ1"."""
    if stop.layer == subject.last:
        return "z" if subject.units(stop.layer) == 1 else f"z_ŷ{stop.unit}"
    return f"z_{_index(subject, stop)}"


def weight(subject: Subject, of: Weight) -> str:
    """ "w_21", the target first; a bias is "b_2"."""
    if of.name == "bias":
        return f"b_{of.index[-1]}"
    if of.name != "weight":
        return names.parameter(of.name)
    if not subject.layer(of.layer).fully_connected:
        return "w"
    source, target = of.index
    return f"w_{target}{source}" if max(of.index) < 10 else f"w_{target},{source}"


def shown(letter: str) -> str:
    """A letter with its index as text: "h₂"."""
    first, _, index = letter.partition("_")
    return f"{first}{''.join(subscript(int(one)) if one.isdigit() else one for one in index)}"


def ends(subject: Subject, of: Weight) -> tuple[str, str]:
    """Where a weight begins and ends: ("x₀", "h₁"); a bias begins at "1"."""
    target = shown(unit(subject, Stop(of.layer, of.index[-1]))) if _is_row(subject, of) else _map(of.index[0])
    source = arrives_at(subject, of)
    if source is None:
        return ("1" if of.is_bias else names.parameter(of.name)), target
    is_row = len(subject.step.before.shapes[source.layer]) == 1
    if not is_row and subject.layer(of.layer).fully_connected:
        return shown(unit(subject, Stop(source.layer, of.index[0]))), target
    return (shown(unit(subject, source)) if is_row else _map(source.unit)), target


def words(subject: Subject, of: Weight) -> str:
    """A number of a parameter in words: "weight from x₀ to h₁", "bias of h₁"."""
    source, target = ends(subject, of)
    if of.is_bias:
        return f"bias of {target}"
    if of.name != "weight":
        return f"{names.parameter(of.name)} {', '.join(map(str, of.index))}"
    if subject.layer(of.layer).fully_connected:
        return f"weight from {source} to {target}"
    row, column = counted(of.index[2:])
    return f"cell {row},{column} of the kernel from {source} to {target}"


def _map(number: int) -> str:
    return f"map {number + 1}"


def _is_row(subject: Subject, of: Weight) -> bool:
    return len(subject.step.before.shapes[of.layer]) == 1


def _index(subject: Subject, stop: Stop) -> str:
    hidden = [n for n in range(1, subject.last) if subject.layer(n).phases != ("pass",)]
    if len(hidden) <= 1:
        return str(stop.unit)
    return f"{stop.layer},{stop.unit}"
