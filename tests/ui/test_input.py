"""The rest of the rail: pixels, samples, features, layers."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea

from nnviz import formats
from nnviz.document import CurrentInput, Document, edits
from nnviz.engine import Dense, Network
from nnviz.engine.functions import activations
from nnviz.ui.run.rail import examples
from nnviz.ui.widgets.function_menu import FunctionMenu
from nnviz.ui.widgets.number_field import NumberField
from tests.census.recorder import Recorder
from tests.printed import CASES


def forward(network, x):
    """The forward pass of a chain of dense layers, written out."""
    for number, layer in enumerate(network.layers, start=1):
        z = x @ network.parameters()[f"{number}.weight"] + network.parameters()[f"{number}.bias"]
        if layer.activation.name == "relu":
            x = np.where(z > 0, z, 0)
        elif layer.activation.name == "tanh":
            x = np.tanh(z)
        elif layer.activation.name == "softmax":
            x = np.exp(z) / np.exp(z).sum()
        else:
            x = z
    return x


def test_a_network_that_says_nothing_finite_is_wrong():
    document = edits.set_weight(formats.open_any("digits")[0], 1, (20, 3), np.nan)
    zero = int(np.flatnonzero(document.data.targets == 0)[0])
    found = examples.verdict(document, zero)
    assert (found.says, found.is_right) == ("NaN", False)


def test_dragging_a_pixel_up_brightens_that_one_alone(show, theme):
    shown = show(theme=theme)
    picture = shown.window.run.rail.seen.picture
    before = shown.session.document.input.values
    assert before[0] == 0.0
    shown.drag(picture, (5, 5), (5, -25), (5, -55))
    after = shown.session.document.input.values
    assert after[0] == pytest.approx(0.5, abs=0.02)
    np.testing.assert_array_equal(after[1:], before[1:])
    shown.session.undo()
    assert shown.session.document.input.values is before


def test_a_pixel_stays_between_black_and_white(show):
    shown = show()
    picture = shown.window.run.rail.seen.picture
    shown.drag(picture, (5, 5), (5, -900))
    assert shown.session.document.input.values[0] == 1.0
    shown.drag(picture, (5, 5), (5, 900))
    assert shown.session.document.input.values[0] == 0.0


def test_pixels_are_reached_by_keyboard(show):
    shown = show()
    picture = shown.window.run.rail.seen.picture
    picture.setFocus()
    QTest.keyClick(picture, Qt.Key.Key_Right)
    QTest.keyClick(picture, Qt.Key.Key_Down)
    before = shown.session.document.input.values[8 + 1]
    QTest.keyClick(picture, Qt.Key.Key_Plus)
    assert picture.pixel == (1, 1)
    assert shown.session.document.input.values[8 + 1] == pytest.approx(min(before + 0.1, 1.0))


def test_a_thumbnail_loads_its_sample(show, theme):
    shown = show(theme=theme)
    thumbnail = shown.window.run.rail.samples.thumbnails[3]
    QTest.mouseClick(thumbnail, Qt.MouseButton.LeftButton)
    document = shown.session.document
    assert document.input.sample == thumbnail.number
    np.testing.assert_array_equal(document.input.values, document.data.inputs[thumbnail.number])


def test_arrows_leaf_and_a_number_jumps(show):
    shown = show()
    samples = shown.window.run.rail.samples
    first = samples.thumbnails[0].number
    QTest.mouseClick(samples.forward, Qt.MouseButton.LeftButton)
    assert samples.thumbnails[0].number == first + 5
    samples.number.setFocus()
    samples.number.selectAll()
    QTest.keyClicks(samples.number, "123")
    QTest.keyClick(samples.number, Qt.Key.Key_Return)
    shown.frame()
    assert shown.session.document.input.sample == 123
    assert 123 in [thumbnail.number for thumbnail in samples.thumbnails]


def test_a_number_beyond_the_data_goes_to_its_end(show):
    shown = show("iris")
    samples = shown.window.run.rail.samples
    samples.number.setFocus()
    samples.number.selectAll()
    QTest.keyClicks(samples.number, "99999")
    QTest.keyClick(samples.number, Qt.Key.Key_Return)
    assert shown.session.document.input.sample == len(shown.session.document.data) - 1


def test_verdicts_agree_with_the_weights(show):
    document = show().session.document
    wrong = 0
    for number in range(60):
        found = examples.verdict(document, number)
        said = int(forward(document.network, document.data.inputs[number].astype(np.float64)).argmax())
        truth = int(document.data.targets[number])
        assert (found.truth, found.says) == (str(truth), str(said))
        assert found.is_right == (said == truth)
        wrong += said != truth
    assert wrong < 10


@pytest.mark.parametrize("size", [(1600, 1000), (1280, 720)])
def test_a_wrong_verdict_is_read_whole(show, size):
    """Two long names don't fit beside the number: they have a line of their own."""
    with Recorder().listening() as recorder:
        shown = show("iris", size=size)
        document = shown.session.document
        verdicts = [examples.verdict(document, number) for number in range(len(document.data))]
        wrong = next(one for one in verdicts if not one.is_right)
        shown.session.apply(edits.choose_sample, wrong.number)
        shown.frame()
        texts = recorder.texts(shown.window)
    assert f"{wrong.truth}, says {wrong.says}" in [text.string for text in texts]


def test_a_table_has_a_slider_and_a_number_for_each_feature(show, theme):
    shown = show("iris", theme=theme)
    features = shown.window.run.rail.features
    assert [slider.accessibleName() for slider in features.sliders] == list(
        shown.session.document.input_names
    )
    slider = features.sliders[2]
    low, high = examples.bounds(shown.session.document)[2]
    shown.drag(slider, (20, 10), (slider.width() / 2, 10), (slider.width(), 10))
    assert shown.session.document.input.values[2] == pytest.approx(high)
    shown.session.undo()
    assert shown.session.undo_label is None
    field = features.fields[0]
    field.setFocus()
    field.selectAll()
    minus = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, "−")
    QApplication.sendEvent(field, minus)
    QTest.keyClicks(field, "1.5")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert shown.session.document.input.values[0] == pytest.approx(-1.5)
    assert low < high


@pytest.mark.parametrize("size", [(1600, 1000), (1280, 720)])
def test_a_field_shows_its_number_whole(size, show):
    """A score of −249.87 that reads −249.8 would be another one."""
    recorder = Recorder()
    with recorder.listening():
        shown = show(str(CASES["soft_utensor"]), size=size)
        shown.frame()
        texts = [text for text in recorder.texts(shown.window) if isinstance(text.owner, NumberField)]
    assert [text.string for text in texts] == ["−249.87", "−424.13", "−460.29", "378.10", "−292.61"]
    assert all(text.seen == text.box for text in texts)


def test_a_field_shows_as_many_digits_as_its_number_has(show):
    shown = show(str(CASES["mazur"]))
    assert [field.text() for field in shown.window.run.rail.features.fields] == ["0.05", "0.10"]


def test_what_is_no_number_is_put_back(show):
    shown = show("iris")
    field = shown.window.run.rail.features.fields[0]
    before = field.text()
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "abc")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == before
    assert shown.session.undo_label is None


def test_a_row_a_layer_with_its_parameters(show):
    rows = show().window.run.rail.layers.rows
    assert [(row.layer_name, row.kind_words, row.parameters) for row in rows] == [
        ("Input", "", 0),
        ("Hidden", "Dense 16", 64 * 16 + 16),
        ("Output", "Dense 10", 16 * 10 + 10),
    ]
    assert [row.activation.text() for row in rows[1:]] == ["ReLU", "softmax"]


def test_pressing_a_row_selects_its_strongest_neuron(show):
    shown = show()
    QTest.mouseClick(shown.window.run.rail.layers.rows[2], Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    selection = shown.session.view.selection
    assert selection.layer == 2
    assert selection.unit == int(shown.session.trace[2].a[0].argmax())


def open_menu(shown, row) -> FunctionMenu:
    QTest.mouseClick(shown.window.run.rail.layers.rows[row].activation, Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, FunctionMenu)
    return menu


def choose(menu, name):
    names = list(activations.names())
    menu.list.setCurrentRow(names.index(name))
    QTest.keyClick(menu.list, Qt.Key.Key_Return)


def test_another_activation_function_acts_at_once(show, theme):
    shown = show(theme=theme)
    before = shown.session.document
    menu = open_menu(shown, 1)
    assert menu.list.count() == len(activations.names())
    choose(menu, "tanh")
    shown.frame()
    assert shown.session.document.network.layer(1).activation.name == "tanh"
    assert shown.window.run.rail.layers.rows[1].activation.text() == "tanh"
    x = shown.session.document.input.values.astype(np.float64)
    np.testing.assert_allclose(
        shown.session.trace.output[0], forward(shown.session.document.network, x), atol=1e-5
    )
    shown.session.undo()
    assert shown.session.document is before


def test_alpha_is_one_gesture(show):
    shown = show()
    menu = open_menu(shown, 1)
    choose(menu, "leaky_relu")
    assert menu.isVisible()
    slider = menu.parameters.rows["alpha"].slider
    QApplication.processEvents()
    assert menu.rect().contains(slider.rect().translated(slider.mapTo(menu, QPoint(0, 0))))
    assert menu.screen().geometry().contains(menu.geometry())
    shown.drag(slider, (10, 10), (40, 10), (slider.width() / 2, 10), (slider.width() + 20, 10))
    assert shown.session.document.network.layer(1).activation.alpha == 1.0
    shown.session.undo()
    assert shown.session.document.network.layer(1).activation.alpha == 0.01
    shown.session.undo()
    assert shown.session.document.network.layer(1).activation.name == "relu"
    menu.close()


def test_rows_of_thousands_of_layers_are_made_as_they_come_into_sight(show) -> None:
    network = Network.build((2,), [Dense(2, "relu") for _ in range(2000)], seed=0)
    shown = show(Document(network, "Deep", CurrentInput(np.ones(2, np.float32))))
    layers = shown.window.run.rail.layers
    assert [row.number for row in layers.rows[:3]] == [0, 1, 2]
    assert len(layers.rows) < 100
    bar = layers.findChild(QScrollArea).verticalScrollBar()
    bar.setValue(bar.maximum())
    assert layers.rows[-1].number == 2000
    assert layers.rows[-1].isVisible()
    assert len(layers.rows) < 200


@pytest.mark.parametrize(
    ("value", "text"), [(1e12, "1e12"), (-3e38, "−3e38"), (1e-12, "1e−12"), (0.004, "0.004"), (0.0, "0.00")]
)
def test_a_number_field_shows_every_size_of_number_truly(qtbot, value: float, text: str) -> None:
    field = NumberField("x")
    qtbot.addWidget(field)
    field.show_value(value)
    assert field.text() == text
    assert field.cursorPosition() == 0


def test_names_have_one_line_each_and_are_never_empty():
    network = Network.build((2,), [Dense(3, "softmax")], seed=0)
    document = Document(
        network, "Names", CurrentInput(np.ones(2, np.float32)), output_names=("new\nline", "", "ok")
    )
    assert document.output_names == ("new line", "1", "ok")
