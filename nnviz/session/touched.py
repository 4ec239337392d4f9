"""What an edit has touched, in the words in which a lesson says what may be."""

from __future__ import annotations

from nnviz.document import Document
from nnviz.document.lab import Lab
from nnviz.document.sandbox import Sandbox
from nnviz.document.training import Training

INPUT = {"drawing": "pad", "sample": "examples", "file": "examples"}
KERNEL = ("picture", "kernel", "stride", "padding", "dilation")
"""What of the kernels page belongs to the kernel; the window moves along with some of it."""
LAB = {"scores": "scores", "target": "scores", "temperature": "temperature", "shifted": "temperature"}


def touched(before: Document, after: Document) -> frozenset[str]:
    """Words of :data:`nnviz.lessons.model.TOUCH` for all that differs between two documents."""
    words: set[str] = set()
    is_trained = after.training is not before.training and _place(after) != _place(before)
    if is_trained:
        words.add("training")
    elif after.network is not before.network:
        words |= _of_network(before, after)
    if after.training is not before.training:
        words |= _of_training(before.training, after.training)
    if after.input is not before.input:
        words.add(INPUT.get(after.input.origin, "inputs"))
    if after.overrides is not before.overrides:
        words.add("z")
    if after.draft is not before.draft:
        words.add("layers")
    if after.sandbox is not before.sandbox:
        words.add(_of_sandbox(before.sandbox or Sandbox(), after.sandbox or Sandbox()))
    if after.lab is not before.lab:
        words |= _of_lab(before.lab or Lab(), after.lab or Lab())
    return frozenset(words)


def _of_network(before: Document, after: Document) -> set[str]:
    one, two = before.network, after.network
    if [layer.kind for layer in one.layers] != [layer.kind for layer in two.layers]:
        return {"layers"}
    words: set[str] = set()
    for layer, other in zip(one.layers, two.layers, strict=True):
        if layer.activation != other.activation:
            is_same = layer.activation is not None and other.activation is not None
            is_same = is_same and layer.activation.name == other.activation.name  # type: ignore[union-attr]
            words.add("parameters" if is_same else "functions")
        elif layer != other:
            words.add("layers")
    now, then = two.parameters(), one.parameters()
    for key, array in now.items():
        if then.get(key) is not array:
            name = key.partition(".")[2]
            words.add("bias" if name == "bias" else "kernel" if array.ndim == 4 else "weights")
    return words


def _place(document: Document) -> tuple[int | None, int, int]:
    """Where training stands: its run, its step there, and how many runs there are."""
    training = document.training
    return (None, 0, 0) if training is None else (training.run, training.step, len(training.runs))


def _of_training(before: Training | None, after: Training | None) -> set[str]:
    if before is None or after is None:
        return set()
    words = set()
    if (before.data, before.source, before.preparation) != (after.data, after.source, after.preparation):
        words.add("data")
    if before.recipe != after.recipe:
        words.add("recipe")
    return words


def _of_sandbox(before: Sandbox, after: Sandbox) -> str:
    same = all(getattr(before, name) == getattr(after, name) for name in KERNEL)
    is_window = same and before.drawing is after.drawing and before.window != after.window
    return "window" if is_window else "pad" if before.drawing is not after.drawing else "kernel"


def _of_lab(before: Lab, after: Lab) -> set[str]:
    words = {word for name, word in LAB.items() if getattr(before, name) != getattr(after, name)}
    if before.cards != after.cards or before.compared != after.compared:
        names = [[card.name for card in lab.cards + lab.compared] for lab in (before, after)]
        words.add("parameters" if names[0] == names[1] else "functions")
    return words
