"""Questions for tests, written as an author writes them."""

from __future__ import annotations

from nnviz import formats
from nnviz.document import Document, Target, edits
from nnviz.lessons.language import Facts, parse
from nnviz.lessons.prose import Live, Spans, Words
from nnviz.lessons.questions import Choice, Click, Make, Number, Option, Wrong


def spans(text: str) -> Spans:
    """Plain words; what stands between braces is live."""
    found: list[Words | Live] = []
    for number, part in enumerate(text.replace("}", "{").split("{")):
        if part:
            found.append(Live(parse(part), part) if number % 2 else Words(part))
    return tuple(found)


def sample(name: str, example: int | None = None) -> Document:
    """A bundled network on an example of its own."""
    document = formats.open_any(name)[0]
    return document if example is None else edits.choose_sample(document, example)


def facts(document: Document, before: Document | None = None) -> Facts:
    """What a sentence is about when this document is open."""
    return Facts(document, document.view, before or document)


def number(key: str, tolerance: float = 0.01, **wrong: str) -> Number:
    """``wrong`` are feedbacks with the values that they belong to."""
    return Number(
        spans("What?"), parse(key), tolerance, tuple(Wrong(parse(v), spans(k)) for k, v in wrong.items())
    )


def choice(*options: tuple[str, str] | tuple[str, str, str]) -> Choice:
    """Each option: its words, its condition, and perhaps what is said to it."""
    return Choice(
        spans("Which?"),
        tuple(Option(spans(one[0]), parse(one[1]), spans(one[2]) if one[2:] else ()) for one in options),
    )


def classes(key: str = "prediction") -> Choice:
    """Which class?"""
    return Choice(spans("Which class?"), of_classes=True, key=parse(key))


def click(layer: int, when: str = "", largest: str = "", wrong: tuple[tuple[str, str], ...] = ()) -> Click:
    """Click a neuron."""
    return Click(
        spans("Click it."),
        layer,
        parse(when) if when else None,
        parse(largest) if largest else None,
        tuple(Option((), parse(condition), spans(said)) for condition, said in wrong),
    )


def make(until: str) -> Make:
    """Make it so."""
    return Make(spans("Make it so."), parse(until))


def neuron(layer: int, unit: int) -> Target:
    """A neuron."""
    return Target(layer, unit)
