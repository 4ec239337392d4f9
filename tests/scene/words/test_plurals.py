"""One thing is one and two are two, in all that is said of networks that have one or two of everything."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path

import numpy as np
import pytest

import nnviz
from nnviz.document import CurrentInput, Document, Target
from nnviz.document.new import from_network
from nnviz.document.plan import plan
from nnviz.document.sandbox import Sandbox
from nnviz.document.tracing import trace
from nnviz.engine import AveragePool2D, BatchNorm, Conv2D, Dense, Flatten, LayerNorm, MaxPool2D, Network
from nnviz.scene.detail.microscope import microscope
from nnviz.scene.detail.worked import worked
from nnviz.scene.layout import map_headings
from nnviz.scene.sandbox import size
from nnviz.scene.time.playback import timeline
from nnviz.scene.values.narration import line
from nnviz.scene.why.reasons import as_text, why
from nnviz.scene.words import names
from nnviz.scene.words.answers import answers
from nnviz.scene.words.counting import acts, noun, of_shape, ordinal
from nnviz.ui.build import words as build_words

NETWORKS = {
    f"{kind} {n}": (shape, layers)
    for n in (1, 2)
    for kind, shape, layers in (
        ("dense", (n,), [Dense(n, "relu"), Dense(n, "softmax")]),
        ("no bias", (n,), [Dense(n, "relu", bias=False), Dense(n)]),
        ("normed", (n,), [Dense(n), LayerNorm(), Dense(n, "relu"), BatchNorm(), Dense(n)]),
        ("image", (n, n, n), [Conv2D(n, n, activation="relu"), Flatten(), Dense(n)]),
        ("one window", (1, n, n), [Conv2D(n, 1), MaxPool2D(n), Flatten(), Dense(1, "sigmoid")]),
        ("pooled", (n, 2, 2), [Conv2D(1, 1), AveragePool2D(2, padding=0), Flatten(), Dense(n)]),
    )
}
SINGULAR = frozenset(
    ("is", "has", "was", "its", "comes", "runs", "slides", "this", "plus", "class", "bias", "less", "times")
)
"""Words in s that one of a thing may be followed by."""
THINGS = (
    *("layer", "value", "pixel", "kernel", "product", "place", "weight", "other", "channel", "neuron"),
    *("input", "score", "row", "column", "map", "edge", "number"),
)
MANY_OF_ONE = re.compile(r"(?<![\d.,×/=+−·-])(?<![×/=+−·] )\b1 (?:silent )?([a-z]+s)\b")
ONE_OF_MANY = re.compile(rf"(?<![\w.,×/=])(?:2|two) ({'|'.join(THINGS)})\b")
VERBS = re.compile(
    r"\b1 (?:[a-z]+) (slide|come|vote|are|leave|start|become|take|count)\b|\bproduct[^.s]*\b(say|add)\b up"
)


def document_of(name: str) -> Document:
    shape, layers = NETWORKS[name]
    network = Network.build(shape, layers, seed=1)
    image = shape[1:] if len(shape) == 3 else None
    values = np.full(shape, 0.75, np.float32)
    return Document(network, "made for a test", CurrentInput(values), image_shape=image, task="value")


def strings(thing: object) -> Iterator[str]:
    """Every text in it."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, Mapping):
        for one in thing.values():
            yield from strings(one)
    elif isinstance(thing, list | tuple):
        for one in thing:
            yield from strings(one)
    elif is_dataclass(thing) and not isinstance(thing, type):
        for field in fields(thing):
            yield from strings(getattr(thing, field.name))


def said(document: Document) -> Iterator[str]:
    """What the scene says of it, whatever is selected."""
    network, found = document.network, trace(document)
    moments = [phase.start + phase.seconds / 2 for phase in timeline(network).phases]
    units = [
        Target(layer, 0 if len(shape) == 1 else (0, 0, 0))
        for layer, shape in enumerate(network.shapes)
        if layer and len(shape) in (1, 3)
    ]
    for target in (None, *units):
        for seconds in moments:
            yield from line(document, found, timeline(network).moment(seconds), target)
    for target in units:
        yield from strings(microscope(document, found, target))
        yield from strings(worked(document, found.explain(target.layer, target.unit)))
        if "weight" in network.layer_parameters(target.layer) and len(network.shapes[target.layer]) == 1:
            yield as_text(document, why(document, found, target))
    for layer in range(len(network.shapes)):
        yield names.units(document, layer)
        if any(len(shape) == 3 for shape in network.shapes):
            yield from strings(map_headings.of_layer(document, layer))
            if layer and network.layer(layer).has_kernels:
                yield from strings(map_headings.of_kernels(document, layer))
    yield from strings(answers(document, found))
    planned = plan(from_network(network))
    yield from build_words.kept_sentence(planned, 0)
    yield build_words.input_text(document)
    yield from (build_words.size_words(shape) for shape in network.shapes)


@pytest.mark.parametrize("name", NETWORKS)
def test_nothing_is_counted_wrong(name: str) -> None:
    wrong = set()
    for text in said(document_of(name)):
        many = [word for word in MANY_OF_ONE.findall(text) if word not in SINGULAR]
        if many or ONE_OF_MANY.search(text) or VERBS.search(text):
            wrong.add(text)
    assert not wrong


def test_what_the_kernel_page_refuses_is_counted_right() -> None:
    for sandbox in (Sandbox(), Sandbox().with_size(3).with_dilation(16), Sandbox().with_size(1)):
        for choices in size.choices(sandbox).values():
            for choice in choices:
                assert not MANY_OF_ONE.search(choice.reason + choice.short)


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [("1 values come", True), ("1 of 1 layers", True), ("8 × 1 values", False), ("1 value comes", False)],
)
def test_the_search_finds_what_it_is_for(text: str, is_wrong: bool) -> None:
    assert bool(MANY_OF_ONE.search(text)) == is_wrong


def test_words_and_verbs_for_one_and_two() -> None:
    assert (noun(1, "box", "boxes"), noun(2, "box", "boxes"), noun(0, "row")) == ("box", "boxes", "rows")
    assert (acts(1, "slide"), acts(2, "slide"), acts(0, "slide")) == ("slides", "slide", "slide")
    assert (of_shape((1, 1), "pixel"), of_shape((8, 8), "pixel")) == ("1 × 1 pixel", "8 × 8 pixels")
    assert [ordinal(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 32, 113, 1002)] == (
        ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "32nd", "113th", "1,002nd"]
    )


def test_nobody_forms_plurals_by_hand() -> None:
    letter = r"""["']s["'] if|["']{2} if [^:]*== 1 else ["']s["']"""
    word = r"""["'](\w+)["'] if [^:]*== 1 else f?["'][^"']*\b\1s["']"""
    by_hand = re.compile(f"{letter}|{word}")
    allowed = {"engine/numbers.py", "scene/words/counting.py"}
    root = Path(nnviz.__file__).parent
    found = [
        f"{path.relative_to(root).as_posix()}: {line.strip()}"
        for path in sorted(root.rglob("*.py"))
        if path.relative_to(root).as_posix() not in allowed
        for line in path.read_text(encoding="utf-8").splitlines()
        if by_hand.search(line)
    ]
    assert not found
