"""What is looked at in the lab, and what is laid out there."""

from __future__ import annotations

from collections.abc import Iterator

from nnviz.document import Document, View
from nnviz.document.lab import Lab, LabView
from nnviz.engine.functions import activations
from nnviz.lessons.capture.spelled import number, value
from nnviz.lessons.text.labs import FIELDS


def lab(document: Document, view: View) -> Iterator[str]:
    """The lines under ``lab``, as far as they say something."""
    laid, look = document.lab or Lab(), view.lab
    said = [*_functions(laid), *_fields(laid, look), *_numbers(laid, look)]
    yield from (line for line in said if line.startswith("#"))
    lines = [line for line in said if not line.startswith("#")]
    if lines:
        yield from ("lab:", *lines)
    if laid.replaced:
        yield "# Not kept: the functions in whose place the identity was put."


def _functions(laid: Lab) -> Iterator[str]:
    for name in ("cards", "compared"):
        functions = getattr(laid, name)
        if functions == getattr(Lab(), name):
            continue
        known = [
            one.name
            for one in functions
            if one.name in activations.names() and one == activations.get(one.name)
        ]
        if len(known) < len(functions):
            yield f"# Not kept: functions of your own, or with other parameters, among the {name}."
        if known:
            yield f"  {name}: {', '.join(known)}"


def _fields(laid: Lab, look: LabView) -> Iterator[str]:
    fresh = LabView()
    own = {"look": (look, fresh), "stack": (look.stack, fresh.stack), "lay": (laid, Lab())}
    for key, (group, name, _) in FIELDS.items():
        now, before = (getattr(one, name) for one in own[group])
        if now != before and now is not None:
            yield f"  {key}: {value(now)}"


def _numbers(laid: Lab, look: LabView) -> Iterator[str]:
    for key, numbers in (("scores", laid.scores), ("probe", look.probe)):
        if numbers is not None:
            yield f"  {key}: {', '.join(map(number, numbers))}"
    if look.dying_layer:
        yield f"  neuron: {look.dying_layer}:{look.dying_unit}"
