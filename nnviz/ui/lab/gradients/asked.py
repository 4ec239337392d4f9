"""What is to be measured, as plain values that a worker can have, and what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass

from nnviz import training
from nnviz.document import Document
from nnviz.document.lab import Lab, LabView
from nnviz.engine import Network
from nnviz.errors import NNVizError, OptionError
from nnviz.scene.lab.gradients import subjects, words
from nnviz.scene.lab.gradients.measuring import Compared, Measured, measure
from nnviz.scene.lab.gradients.subjects import Fed
from nnviz.scene.words import names
from nnviz.training.losses import loss_for
from nnviz.training.same_data import same_data, to_learn_from

MOST_PARAMETERS = 5_000_000


@dataclass(frozen=True)
class Answer:
    """What was measured, or why it couldn't be, and the conditions in words."""

    measured: Measured | None
    said: str


def compared(lab: Lab, view: LabView) -> tuple[Compared, ...]:
    """The cards."""
    if view.by_start and view.source == "stack":
        function = lab.compared[min(view.start_of, len(lab.compared) - 1)]
        return tuple(Compared(function, start) for start in view.starts)
    return tuple(Compared(function, view.stack.start) for function in lab.compared)


def answer(document: Document, lab: Lab, view: LabView) -> Answer:
    """Measure what the view asks for. Runs on the worker."""
    try:
        if view.source == "stack":
            return _of_stack(document, lab, view)
        return _of_network(document, lab, view)
    except NNVizError as error:
        instead = "" if view.source == "stack" else " Or choose “A stack”: it can run on noise."
        return Answer(None, f"{error}{instead}")


def _of_stack(document: Document, lab: Lab, view: LabView) -> Answer:
    wanted = view.stack
    has_data = document.data is not None and len(document.data) > 0
    is_noise = wanted.input == "normal" or not has_data
    fed = subjects.noise(wanted.width) if is_noise else subjects.for_stack(Fed(*to_learn_from(document)))
    subject = subjects.stack(wanted, fed)
    measured = measure(subject, compared(lab, view), wanted.seeds, fed)
    return Answer(measured, words.conditions(measured, _output(fed, subject), ""))


def _of_network(document: Document, lab: Lab, view: LabView) -> Answer:
    made = training.plan(document, same_data(document))
    network = made.network
    fed = Fed(made.parts.inputs, made.parts.targets, made.recipe.loss.name, made.data.name)
    if view.trained:
        # As they are, the weights know the numbers as they come, not scaled ones.
        network = document.network
        data = same_data(document)
        fed = Fed(data.training.inputs, data.training.targets, loss_for(network, data.targets), data.name)
    _check(network)
    fed = fed.first(subjects.enough(network))
    subject = subjects.open_network(network, view.trained)
    measured = measure(subject, compared(lab, view), view.stack.seeds, fed)
    return Answer(
        measured,
        words.conditions(measured, _output(fed, subject), _weights(document, view), not view.trained),
    )


def _check(network: Network) -> None:
    """Say why a network can't be measured."""
    if len(network.input_layers) != 1:
        raise OptionError("A network with several inputs can't be measured here.")
    if network.parameter_count > MOST_PARAMETERS:
        raise OptionError(
            f"{network.parameter_count:,} parameters are too many to draw anew for each function and seed."
        )
    if not subjects.swappable(network.layers):
        raise OptionError("This network has no hidden function to exchange.")


def _weights(document: Document, view: LabView) -> str:
    if not view.trained:
        return "New weights for each function, by seed. "
    there = {layer.activation for layer in document.network.layers[:-1] if layer.activation is not None}
    own = " and ".join(sorted(names.function(function) for function in there)) or "no function"
    return f"Weights as they are, learned with {own}; the functions alone are exchanged. "


def _output(fed: Fed, subject: subjects.Subject) -> str:
    last = subject.layers[-1]
    loss = words.LOSSES.get(fed.loss, fed.loss)
    if last.activation is None or last.activation.name == "identity":
        return f"An output without a function, {loss}"
    count = last.options().get("units", "")
    of = f" of {count}" if count else ""
    return f"{names.function_title(last.activation)}{of}, {loss}"
