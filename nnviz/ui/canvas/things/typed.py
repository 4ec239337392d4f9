"""The numbers that things let a person type: where they stand in the document, and the edit of each."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from nnviz.document import Document, Target, edits
from nnviz.engine.steps import Stored
from nnviz.session import Session
from nnviz.ui.canvas.editor import Number


def of_weight(session: Session, layer: int, index: tuple[int, ...]) -> Number:
    """A weight, by its place among its layer's."""
    value = float(session.document.network.layer_parameters(layer)["weight"][index])
    edit = partial(edits.set_weight, layer=layer, index=index)
    return Number("Weight", value, _put(session, edit, "Change weight"))


def of_bias(session: Session, target: Target) -> Number:
    """A unit's bias."""
    unit = index(session, target)[0]
    value = float(session.document.network.layer_parameters(target.layer)["bias"][unit])
    edit = partial(edits.set_bias, layer=target.layer, unit=unit)
    return Number("Bias", value, _put(session, edit, "Change bias"))


def of_parameter(session: Session, layer: int, stored: Stored) -> Number:
    """A number of a layer's own, as it is stored."""
    edit = partial(edits.set_parameter, layer=layer, name=stored.parameter, index=stored.index)
    return Number(stored.symbol, stored.value, _put(session, edit, f"Change {stored.symbol}"))


def of_input(session: Session, target: Target) -> Number | None:
    """A value of the input; None for a unit that computes its own."""
    if target.layer not in session.document.network.input_layers:
        return None
    place = index(session, target)
    edit = partial(edits.set_value, layer=target.layer, index=place)
    value = float(session.document.input_of(target.layer)[place])
    return Number("Input", value, _put(session, edit, "Change input"))


def of_activation(session: Session, target: Target) -> Number:
    """What a unit passes on; typing holds it there."""
    edit = partial(edits.set_override, target=target, kind="a")
    return Number("Activation", a(session, target), _put(session, edit, "Override activation"))


def of_z(session: Session, target: Target) -> Number:
    """A unit's z; typing holds it there."""
    edit = partial(edits.set_override, target=target, kind="z")
    return Number("z", z(session, target), _put(session, edit, "Override z"))


def index(session: Session, target: Target) -> tuple[int, ...]:
    """A unit's place in its layer's arrays."""
    return session.document.network.unit_index(target.layer, target.unit)


def a(session: Session, target: Target) -> float:
    """What a unit passes on now."""
    return float(session.trace[target.layer].a[(0, *index(session, target))])


def z(session: Session, target: Target) -> float:
    """What a unit's sum comes to now."""
    return float(session.trace[target.layer].z[(0, *index(session, target))])


def _put(session: Session, edit: Callable[..., Document], label: str) -> Callable[[float], None]:
    return lambda value: session.apply(lambda document: edit(document, value=value), label=label)
