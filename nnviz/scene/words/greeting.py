"""What the start page says: of the network that is open, and of a file of late."""

from __future__ import annotations

from dataclasses import dataclass

from nnviz.document import Document
from nnviz.engine.arrays import shape_text
from nnviz.engine.numbers import amount
from nnviz.scene.words import names
from nnviz.scene.words.results import results


@dataclass(frozen=True)
class Greeting:
    """The words of the large card: a line above the title, the title, what it is about, the button."""

    kicker: str
    title: str
    line: str
    button: str


def greeting(document: Document, is_own: bool) -> Greeting:
    """``is_own``: it is somebody's work or file, which goes on rather than begins."""
    title = names.network(document)
    line = document.about or facts(document)
    if is_own:
        return Greeting("Open now", title, line, "Go on")
    return Greeting("A network at work", title, line, "Begin")


def facts(document: Document) -> str:
    """How good it is, else how large."""
    if document.score is not None and document.score_holds():
        return results(document.score)[0]
    network = document.network
    ends = f"{shape_text(network.input_shape)} → {shape_text(network.output_shape)}"
    return f"{ends}, {amount(network.parameter_count, 'parameter')}"
