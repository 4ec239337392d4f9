"""A layer of a session, to choose an activation function for."""

from __future__ import annotations

from nnviz.document import edits
from nnviz.document.lab import own_functions
from nnviz.engine import ActivationFunction
from nnviz.session import Session
from nnviz.ui.widgets.function_choice import FunctionChoice


def function_of(session: Session, layer: int) -> FunctionChoice:
    """The activation function of layer ``layer``, which has one."""

    def now() -> ActivationFunction:
        function = session.document.network.layer(layer).activation
        assert function is not None, "only a layer that has a function can be given another"
        return function

    def put(function: ActivationFunction, label: str, merge: object | None) -> None:
        session.apply(edits.set_activation, layer, function, label=label, merge=merge)

    def own() -> tuple[ActivationFunction, ...]:
        return own_functions(session.document.network, session.document.lab)

    return FunctionChoice(now, put, session.hold, session.release, own)
