"""The part Examples in a window: cells that open, examples that become the input, points of a fit."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent

from nnviz import formats
from nnviz.data import Dataset
from nnviz.document import edits
from nnviz.document.new import from_network
from nnviz.document.training import TrainView
from nnviz.engine import Conv2D, Dense, Flatten, Network

LEFT = Qt.MouseButton.LeftButton


def on_examples(what):
    """A document on the part Examples of its Train page."""
    document = formats.open_any(what)[0] if isinstance(what, str) else what
    return replace(document, view=replace(document.view, page="train", train=TrainView(part="examples")))


@pytest.fixture
def part(show, qtbot):
    """Show a document there, and wait for the network's answers."""

    def open_part(what, size=(1600, 1000), theme="dark"):
        shown = show(on_examples(what), size, theme)
        found = shown.window.pages.current.made("examples")
        qtbot.waitUntil(lambda: found.judged is not None)
        found.shown = shown
        return found

    return open_part


def press(qtbot, widget, point) -> None:
    qtbot.mouseClick(widget, LEFT, Qt.KeyboardModifier.NoModifier, point)


def click_cell(qtbot, matrix, cell) -> None:
    press(qtbot, matrix.viewport(), matrix.cell_rect(cell).center().toPoint())


def test_the_most_frequent_mistake_is_open_at_first(part) -> None:
    found = part("iris")
    assert found.cell(found.confusion) == (2, 1)
    assert len(found.list.numbers) == 2


def test_a_cell_opens_its_examples(part, qtbot) -> None:
    found = part("mnist-cnn")
    click_cell(qtbot, found.matrix, (4, 4))
    found.shown.frame()
    assert found.shown.session.view.train.cell == (4, 4)
    data = found.judged.data
    assert set(data.targets[found.list.numbers]) == {4}
    assert len(found.list.numbers) == found.confusion.counts[4, 4]


def test_an_example_becomes_the_input_and_can_be_undone(part, qtbot) -> None:
    found = part("mnist-cnn")
    session = found.shown.session
    before = session.document.input
    press(qtbot, found.list, found.list.item_rect(1).topLeft().toPoint() + QPoint(12, 12))
    example = found.list.numbers[1]
    assert session.document.input.sample == example
    np.testing.assert_array_equal(session.document.input.values, found.judged.data.inputs[example])
    found.shown.frame()
    assert found.list.current == example
    assert session.undo_label == f"Look at example {example}"
    session.undo()
    assert session.document.input is before


def test_everything_goes_by_keyboard(part, qtbot) -> None:
    found = part("iris")
    session = found.shown.session
    found.matrix.setFocus()
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Return):
        qtbot.keyClick(found.matrix, key)
    found.shown.frame()
    assert session.view.train.cell == (0, 0)
    assert found.matrix.accessibleDescription() == "10 of 10 “setosa” are recognised: 100%."
    found.list.setFocus()
    qtbot.keyClick(found.list, Qt.Key.Key_Down)
    qtbot.keyClick(found.list, Qt.Key.Key_Return)
    assert session.document.input.sample == found.list.numbers[1]
    assert f"Example {found.list.numbers[1]}: “setosa”" in found.list.accessibleDescription()


def test_the_cell_under_the_pointer_is_said_in_words(part, qtbot) -> None:
    found = part("iris")
    at = found.matrix.cell_rect((1, 1)).center()
    move = QMouseEvent(
        QMouseEvent.Type.MouseMove,
        at,
        found.matrix.viewport().mapToGlobal(at),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    )
    with qtbot.waitSignal(found.matrix.pointed) as pointed:
        found.matrix.mouseMoveEvent(move)
    assert pointed.args == [(1, 1)]


def test_the_answers_follow_the_network(part, qtbot) -> None:
    found = part("iris")
    session, before = found.shown.session, found.judged
    session.apply(edits.set_bias, 2, 0, 50.0)
    found.shown.frame()
    assert found.judged is before
    qtbot.waitUntil(lambda: found.judged is not before)
    said = session.document.network.predict(found.judged.data.inputs).argmax(axis=1)
    np.testing.assert_array_equal(found.confusion.said, said)


def hundred(classes: int = 100):
    rng = np.random.default_rng(0)
    inputs = rng.normal(size=(900, 4)).astype(np.float32)
    names = tuple(f"class number {number}" for number in range(classes))
    data = Dataset("many", inputs, rng.integers(0, classes, 900), names, held_out=300)
    network = Network.build((4,), [Dense(classes, "softmax")], 0)
    return replace(from_network(network), data=data, output_names=names)


@pytest.mark.parametrize("size", [(1600, 1000), (1280, 720)])
@pytest.mark.parametrize("classes", [3, 30, 100])
def test_every_cell_can_be_reached(part, qtbot, size, classes) -> None:
    found = part(hundred(classes), size)
    matrix = found.matrix
    matrix.setFocus()
    for _ in range(classes):
        qtbot.keyClick(matrix, Qt.Key.Key_Down)
        qtbot.keyClick(matrix, Qt.Key.Key_Right)
    rect = matrix.cell_rect((classes - 1, classes - 1))
    assert matrix.viewport().rect().contains(rect.toRect())
    assert rect.width() >= 36
    click_cell(qtbot, matrix, (classes - 1, classes - 1))
    assert found.shown.session.view.train.cell == (classes - 1, classes - 1)


def test_learned_examples_are_shown_on_demand(part, qtbot) -> None:
    found = part(hundred(5))
    assert len(found.judged.data) == 300
    press(qtbot, found.ways.chips["learned"], found.ways.chips["learned"].rect().center())
    found.shown.frame()
    qtbot.waitUntil(lambda: found.judged is not None and len(found.judged.data) == 600)
    assert found.shown.session.view.train.seen


def test_colour_pictures_are_listed_as_they_are(part) -> None:
    rng = np.random.default_rng(0)
    inputs = rng.random((30, 3, 16, 16)).astype(np.float32)
    data = Dataset("noise", inputs, np.arange(30) % 2, ("even", "odd"))
    network = Network.build((3, 16, 16), [Conv2D(2, 3), Flatten(), Dense(2, "softmax")], 0)
    found = part(replace(from_network(network), data=data, output_names=("even", "odd")))
    assert found.list.are_pictures
    assert found.list.height_wanted() > 0


def test_examples_of_two_numbers_are_points_of_the_plane(part, qtbot) -> None:
    rng = np.random.default_rng(0)
    inputs = rng.normal(size=(60, 2)).astype(np.float32)
    data = Dataset("points", inputs, (inputs[:, 0] > 0).astype(int), ("left", "right"))
    network = Network.build((2,), [Dense(2, "softmax")], 0)
    found = part(replace(from_network(network), data=data, output_names=("left", "right")))
    assert found.plane.isVisible()
    example = found.list.numbers[0]
    press(qtbot, found.plane, QPointF(*found.plane.points()[example]).toPoint())
    assert found.shown.session.document.input.sample == example


def test_a_point_of_a_fit_becomes_the_input(part, qtbot) -> None:
    found = part("sine")
    session = found.shown.session
    fit = found.judged.fits[0]
    found.fit.setFocus()
    qtbot.keyClick(found.fit, Qt.Key.Key_Right)
    qtbot.keyClick(found.fit, Qt.Key.Key_Return)
    example = int(fit.order()[1])
    assert session.document.input.sample == example
    place = found.fit.point(int(fit.order()[-1])).toPoint()
    press(qtbot, found.fit, place)
    assert session.document.input.sample == int(fit.order()[-1])


def test_without_examples_the_page_says_what_to_do(show) -> None:
    document = replace(formats.open_any("iris")[0], data=None)
    shown = show(on_examples(document))
    page = shown.window.pages.current
    assert page.part is page.empty
    assert page.empty.isVisible()
    assert "nothing to learn from" in page.empty.accessibleName()
