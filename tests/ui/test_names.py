"""One thing has one name, wherever it is read: gathered from every place, over all bundled samples."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QLabel

from nnviz import formats
from nnviz.cli import main
from nnviz.document import CurrentInput, Document, Target, Unit
from nnviz.document.tracing import trace as trace_of
from nnviz.engine import Activation, Dense, Network
from nnviz.engine.functions import activations
from nnviz.scene.layout.columns import REFERENCE, arrange
from nnviz.scene.time.playback import Moment
from nnviz.scene.values import narration
from nnviz.scene.view.levels import Level
from nnviz.scene.view.overview import overview
from nnviz.scene.view.search import search
from nnviz.scene.why import reasons
from nnviz.scene.words.outcome import gives_shares, outcome
from nnviz.ui.build.page import BuildPage
from nnviz.ui.build.palette import groups
from nnviz.ui.canvas.overlays.breadcrumbs import crumbs
from nnviz.ui.layer_function import function_of
from nnviz.ui.layer_menu import LayerMenu
from nnviz.ui.paint.hover import unit_card
from nnviz.ui.run.inspector.summary import layer_lines
from nnviz.ui.run.transport.blocks import spans
from nnviz.ui.style import look_of
from nnviz.ui.widgets.function_menu import FunctionMenu

WIDE = (6_000.0, 1_500.0)
"""A canvas on which every head has room for all its words."""


def words(name: str) -> set[str]:
    """The words of a name, however they are joined."""
    return set(re.findall(r"\w+", name.casefold())) - {"of", "layer"}


def table(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, list[str]]:
    """The rows that a command prints, by the number in their first column."""
    capsys.readouterr()
    main(list(arguments))
    lines = [re.split(r"\s{2,}", line.strip()) for line in capsys.readouterr().out.splitlines()]
    return {cells[0].split()[0]: cells for cells in lines if cells[0].split() and cells[0][0].isdigit()}


# layers


def layers_by_place(
    shown, document: Document, printed: dict[str, list[str]], ran: dict[str, list[str]]
) -> Iterator[tuple[str, int, str]]:
    """(place, number of a layer, its name there) for all places that name layers."""
    layout = arrange(document, WIDE)
    for column in layout.columns:
        if column.title and layout.images is None:
            yield "head", column.layer, column.title
    for block in overview(document, (0.0, 0.0, *WIDE)).blocks:
        yield "block", block.layer, block.name
    for span in spans(shown.session.timeline, document):
        yield "timeline", span.layer, span.names[0].partition(": ")[2] or span.names[0]
    for row in shown.window.run.rail.layers.rows:
        yield "rail", row.number, row.layer_name
    for number, (name, _, _) in enumerate(layer_lines(document)):
        yield "summary", number, name
    for number in range(1, len(document.network.layers) + 1):
        yield "info", number, printed[str(number)][1]
        yield "run", number, ran[str(number)][1]
        yield "menu", number, LayerMenu(shown.session, number, shown.window).title()
        yield (
            "crumb",
            number,
            crumbs(document, Target(number, first_unit(document, number)), Level.NETWORK)[1][0],
        )
    for found in search(document, shown.session.trace, "largest").found:
        yield "search", found.target.layer, found.layer


def first_unit(document: Document, number: int) -> Unit:
    """The first unit of a layer."""
    return (0, 0, 0) if len(document.network.shapes[number]) == 3 else 0


@pytest.mark.parametrize("sample", formats.samples())
def test_a_layer_has_one_name(sample, show, capsys):
    printed, ran = table(capsys, "info", sample), table(capsys, "run", sample)
    shown = show(sample)
    called: dict[int, dict[str, set[str]]] = {}
    for place, number, name in layers_by_place(shown, shown.session.document, printed, ran):
        called.setdefault(number, {}).setdefault(" ".join(sorted(words(name))), set()).add(place)
    assert {number: found for number, found in called.items() if len(found) > 1} == {}
    assert len({*map(tuple, called.values())}) == len(shown.session.document.network.shapes)


@pytest.mark.parametrize("sample", ["digits-cnn", "edges", "mnist-cnn"])
def test_a_head_over_maps_says_whose_they_are(sample):
    document, _ = formats.open_any(sample)
    names = [name for name, _, _ in layer_lines(document)]
    images = arrange(document, WIDE).images
    assert images is not None
    heads = [head.whole.partition(": ")[0] for head in images.heads]
    assert list(dict.fromkeys(heads)) == names


def test_a_kind_is_written_as_the_palette_writes_it(show):
    shown = show("mnist-cnn")
    kinds = {kind for group in groups().values() for kind in group}
    for row in shown.window.run.rail.layers.rows[1:]:
        assert not row.kind_words or row.kind_words.split()[0] in kinds
    shown.session.set_page("build")
    shown.frame()
    (build,) = shown.window.findChildren(BuildPage)
    for number, row in enumerate(shown.window.run.rail.layers.rows[1:], start=1):
        build.editor.choose(number)
        build.list.arrange()
        assert f"{number}: {row.kind_words or row.layer_name}," in build.list.accessibleName()


def test_hidden_layers_of_one_size_are_told_apart_in_a_large_network_too():
    network = Network.build((300,), [Dense(200, "relu"), Dense(200, "relu"), Dense(10, "softmax")], seed=0)
    document = Document(network, "Large", CurrentInput(np.zeros(300, np.float32)))
    assert [name for name, _, _ in layer_lines(document)] == ["Input", "Hidden 1", "Hidden 2", "Output"]


def test_a_hidden_layer_of_a_large_network_is_called_by_its_size():
    network = Network.build((300,), [Dense(200, "relu"), Dense(20, "relu"), Dense(10, "softmax")], seed=0)
    document = Document(network, "Large", CurrentInput(np.zeros(300, np.float32)))
    assert [name for name, _, _ in layer_lines(document)] == ["Input", "Dense 200", "Dense 20", "Output"]
    assert [column.title for column in arrange(document, REFERENCE).columns][1:3] == ["Dense 200", "Dense 20"]


def test_a_function_behind_the_last_dense_layer_is_no_second_one():
    network = Network.build((2,), [Dense(3), Activation("tanh"), Dense(2), Activation("softmax")], seed=0)
    document = Document(network, "Apart", CurrentInput(np.zeros(2, np.float32)))
    names = [name for name, _, _ in layer_lines(document)]
    assert names == ["Input", "Hidden 1", "Activation", "Hidden 2", "Output"]


# neurons, cells, pixels


def some_units(document: Document) -> Iterator[Target]:
    """The first and the last unit of every layer."""
    for number, shape in enumerate(document.network.shapes):
        last = tuple(size - 1 for size in shape)
        for index in ((0,) * len(shape), last):
            yield Target(number, (index[0], index[1], index[2]) if len(index) == 3 else index[0])


def number_of(document: Document, target: Target) -> str:
    """What is typed to find a unit."""
    if isinstance(target.unit, int):
        return f"{target.layer}:{target.unit}"
    return f"{target.layer}:{','.join(str(index + 1) for index in target.unit)}"


@pytest.mark.parametrize("sample", formats.samples())
def test_a_neuron_has_one_name(sample, show):
    shown = show(sample)
    document, trace = shown.session.document, shown.session.trace
    shown.session.set_reasons("hidden")
    for target in some_units(document):
        shown.session.select(target)
        shown.frame()
        whole = words(shown.window.run.inspector.head.title)
        assert words(unit_card(document, trace, target).title) == whole
        _, layer, unit = (words(text) for text, _ in crumbs(document, target, Level.NEURON))
        assert unit <= whole
        assert layer | unit >= whole
        (found,) = search(document, trace, number_of(document, target)).found
        assert words(found.unit) - {"class"} <= whole
        if "weight" in document.network.layer_parameters(target.layer) and isinstance(target.unit, int):
            assert words(reasons.title(document, target)) - {"why", "this", "value"} <= whole


@pytest.mark.parametrize("sample", ["iris", "mnist", "xor"])
def test_the_narration_calls_a_neuron_by_its_name(sample):
    document, _ = formats.open_any(sample)
    trace, last = trace_of(document), len(document.network.layers)
    for layer in (1, last):
        target = Target(layer, 0)
        moment = Moment(layer, "sum", 0.0, 0)
        sentence = narration.line(document, trace, moment, target)[1]
        name = crumbs(document, target, Level.NEURON)[2][0]
        assert name.removeprefix("Neuron ") in sentence


# outputs


def two_names() -> Document:
    """xor, whose one output tells the second of two names from the first."""
    document, _ = formats.open_any("xor")
    return replace(document, output_names=("same", "different"), task="classes")


@pytest.mark.parametrize("sample", [*(name for name in formats.samples() if name != "edges"), "two names"])
def test_an_output_has_one_name(sample, show):
    document = two_names() if sample == "two names" else formats.open_any(sample)[0]
    shown = show(document)
    trace, last = shown.session.trace, len(document.network.layers)
    layout = arrange(document, REFERENCE)
    said = outcome(document, trace).sentence
    shown.session.set_reasons("hidden")
    shown.session.select(None)
    shown.session.seek(shown.session.timeline.seconds)
    shown.frame()
    summary = {line.name for line in shown.window.run.inspector.summary.answers if line.share == line.share}
    count = document.network.output_shape[0]
    for unit in range(count):
        target = Target(last, unit)
        shown.session.select(target)
        shown.frame()
        called = re.search("“(.*)”", shown.window.run.inspector.head.title)
        assert called is not None
        name = called[1]
        assert f"“{name}”" in crumbs(document, target, Level.NEURON)[2][0]
        labels = layout.columns[-1].labels
        assert not labels or labels[unit] == name
        asked = "" if document.task == "classes" or gives_shares(document) else "this value of "
        assert reasons.title(document, target) == f"Why {asked}{name}?"
        assert [found.target for found in search(document, trace, name).found if found.target == target]
        if count <= 5:
            assert name in summary
        if count == 1:
            assert name in said


def test_the_answer_of_a_lone_output_is_one_of_its_two_names(show):
    document = two_names()
    for values, answer in (((0.0, 1.0), "different"), ((1.0, 1.0), "same")):
        now = replace(document, input=replace(document.input, values=np.array(values, np.float32)))
        assert outcome(now, trace_of(now)).label == answer


# functions


def with_function(name: str) -> Document:
    network = Network.build((2,), [Dense(4, name), Dense(2, "softmax")], seed=0)
    return Document(network, "Small", CurrentInput(np.ones(2, np.float32)))


@pytest.mark.parametrize("name", activations.names())
def test_a_function_has_one_name(name, show, tmp_path, capsys):
    document = with_function(name)
    formats.save(document, tmp_path / "small.nnviz")
    shown = show(document)
    shown.session.select(Target(1, 0))
    shown.frame()
    called = shown.window.run.rail.layers.rows[1].activation.text()
    assert layer_lines(document)[1][1] == f"Dense 4, {called}"
    assert table(capsys, "info", str(tmp_path / "small.nnviz"))["1"][2] == f"Dense 4, {called}"
    assert arrange(document, REFERENCE).columns[1].subtitle.removeprefix("4 neurons, ") == called
    assert shown.window.run.inspector.activate.function.text() == called
    menu = FunctionMenu(function_of(shown.session, 1), look_of(shown.session, shown.window), shown.window)
    title = f"{called[0].upper()}{called[1:]}"
    assert menu.list.currentItem().text() == title
    shown.session.set_page("build")
    shown.frame()
    (build,) = shown.window.findChildren(BuildPage)
    build.editor.choose(1)
    build.list.arrange()
    assert f"1: Dense 4, {called}," in build.list.accessibleName()


@pytest.mark.parametrize("name", [name for name in activations.names() if activations.get(name).parameters])
def test_a_functions_parameter_has_one_name(name, show):
    shown = show(with_function(name))
    shown.session.select(Target(1, 0))
    shown.frame()
    menu = FunctionMenu(function_of(shown.session, 1), look_of(shown.session, shown.window), shown.window)
    rows = menu.parameters.rows
    symbols = [row.slider.accessibleName().partition(",")[0] for row in rows.values()]
    assert len(symbols) == (0 if activations.get(name).learned else len(activations.get(name).parameters))
    assert not set(symbols) & set(activations.get(name).parameters)
    labels = shown.window.run.inspector.activate.parameters.findChildren(QLabel)
    assert [label.text() for label in labels] == symbols


# shapes


def test_height_comes_before_width_on_every_page_and_command(show, monkeypatch, capsys):
    painted: set[str] = set()
    draw = QPainter.drawText

    def record(painter, *arguments):
        painted.update(one for one in arguments if isinstance(one, str))
        return draw(painter, *arguments)

    monkeypatch.setattr(QPainter, "drawText", record)
    shown = show("edges")
    for page in ("run", "build", "kernels"):
        painted.clear()
        shown.session.set_page(page)
        shown.frame()
        shown.window.run.canvas.settle()
        shown.window.grab()
        assert [text for text in painted if "213 × 320" in text], page
        assert not [text for text in painted if re.search("320 × 213|318 × 211", text)], page
    for level in (Level.BLOCKS, Level.MICROSCOPE):
        painted.clear()
        shown.session.set_page("run")
        shown.window.run.canvas.zoom.go(level, Target(1, (1, 100, 150)))
        shown.frame()
        shown.window.run.canvas.settle()
        shown.window.grab()
        assert not [text for text in painted if "320 × 213" in text]
    for command in (["info", "edges"], ["run", "edges"], ["samples"]):
        capsys.readouterr()
        main(command)
        printed = " ".join(capsys.readouterr().out.split())
        assert "× 213 ×" in printed
        assert "320 × 213" not in printed
