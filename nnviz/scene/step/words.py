"""What is said of one step: its title, what it is of, the narration of each block."""

from __future__ import annotations

from nnviz.scene.step import letters
from nnviz.scene.step.blocks import Block
from nnviz.scene.step.subject import Subject, Weight
from nnviz.scene.step.update import sentences
from nnviz.scene.words import names
from nnviz.scene.words.counting import amount
from nnviz.scene.words.numbers import number, whole
from nnviz.scene.words.pictures import picture_shape

TITLE = "One training step, opened up"
SPELLED = 3
"""Numbers of an example that are told; more are a picture, or too many to read."""


def crumbs(title: str, step: int) -> tuple[str, str, str]:
    """What leads here."""
    return title, "Training", f"Step {step:,}"


def recipe(subject: Subject) -> str:
    """How the step is taken: "SGD, rate η = 0.5, one sample a step"."""
    of = subject.step
    batch = "one sample a step" if subject.size == 1 else f"{subject.size:,} examples a step"
    return f"{of.recipe.optimizer.title}, rate η = {whole(of.rate)}, {batch}"


def sample(subject: Subject) -> tuple[str, str]:
    """The example that is shown, and its target."""
    came, digits = subject.came(0), subject.digits
    shown = ", ".join(f"x{names.subscript(i)} = {whole(round(float(x), digits))}" for i, x in enumerate(came))
    if len(came) > SPELLED:
        what = "a picture" if picture_shape(subject.document) is not None else amount(len(came), "number")
        shown = f"{what}"
    which = "Sample" if subject.size == 1 else f"Example {subject.example + 1} of {subject.size:,}"
    return f"{which}: {shown}.", f"The target is {target(subject)}."


def target(subject: Subject) -> str:
    """What should come out: "t = 1", "t = 0.01, 0.99", or the class."""
    wanted = subject.target()
    if len(wanted) > 1 and subject.step.recipe.loss.classes and wanted.max() == 1 == wanted.sum():
        return names.class_name(subject.document, int(wanted.argmax()))
    if len(wanted) > SPELLED:
        return amount(len(wanted), "number")
    return f"t = {', '.join(whole(round(float(t), subject.digits)) for t in wanted)}"


def target_typed(subject: Subject) -> str:
    """The same as a person types it: "0.01 0.99", or the number of the class."""
    wanted = subject.target()
    if len(wanted) > 1 and subject.step.recipe.loss.classes:
        return str(int(wanted.argmax()))
    return " ".join(whole(float(t)) for t in wanted)


def heading(subject: Subject, layer: int) -> tuple[str, str]:
    """A column's head: its name, and what it computes."""
    name = names.layer(subject.document, layer)
    if layer == 0:
        return name, "x"
    of = subject.layer(layer)
    if of.activation is None:
        return name, of.summary
    letter = "ŷ" if layer == subject.last else "h"
    return name, f"{letter} = {_applied(names.function(of.activation))}"


def _applied(function: str) -> str:
    return {"sigmoid": "σ(z)", "identity": "z", "tanh": "tanh z"}.get(function, f"{function}(z)")


def loss_name(subject: Subject) -> str:
    """What the loss is called in a sentence: "cross-entropy"."""
    title = subject.step.recipe.loss.title
    return title[0].lower() + title[1:]


def loss_names(subject: Subject) -> tuple[str, ...]:
    """The same, and its last word for where there is little room: "cross-entropy" of the binary one."""
    name = loss_name(subject)
    return name, name.rpartition(" ")[2]


def chosen(subject: Subject, weight: Weight) -> str:
    """The number in hand, for those who hear it: what it is, its gradient, before and after."""
    digits = subject.digits
    name = names.capital(letters.words(subject, weight))
    before, gradient = number(subject.before(weight), digits), number(subject.gradient(weight), digits)
    if not subject.moves(weight):
        return f"{name}: {before}, gradient {gradient}; it is frozen and stays."
    return f"{name}: {before}, gradient {gradient}, new {number(subject.after(weight), digits)}"


def told(subject: Subject, block: Block) -> tuple[str, str]:
    """(what happens, in a word; the sentence after it) while a block is under way."""
    digits, step = subject.digits, subject.step
    layer = names.layer_in_sentence(subject.document, block.layer) if block.layer else ""
    if block.kind == "forward":
        return "Forward.", f"{names.capital(layer)}: {_computes(subject, block.layer)}."
    if block.kind == "loss":
        of = "" if subject.size == 1 else f" over {amount(subject.size, 'example')}"
        return "Loss.", f"How far from the target: {loss_name(subject)}{of} is {number(step.loss, digits)}."
    if block.kind == "a":
        if block.layer == subject.last:
            return "Backward.", "How much L changes when the output does: the slope of the loss."
        return "Backward.", f"{names.capital(layer)}: each value gets its share of the slope back from above."
    if block.kind == "z":
        function = subject.layer(block.layer).activation
        name = "the function" if function is None else names.function(function)
        return "Backward.", f"{names.capital(layer)}: times the slope of {name}, from a value to its sum."
    if block.kind == "w":
        return "Backward.", f"{names.capital(layer)}: times what came in along each weight."
    if block.kind == "update":
        return "Update.", "Every weight takes one step against its own gradient; η sets how long the step is."
    return "Loss after.", sentences(subject)[0]


def _computes(subject: Subject, number_: int) -> str:
    layer = subject.layer(number_)
    if subject.weights_of(number_):
        function = layer.activation
        name = names.function(function) if function is not None else "identity"
        bend = "adds it up" if name == "identity" else f"adds it up and takes {name}"
        return f"each {layer.unit} weighs what comes in, {bend}"
    return layer.told.rstrip(".") or layer.summary or "passes on what comes in"
