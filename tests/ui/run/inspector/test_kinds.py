"""Every kind of layer shows something true: its arithmetic, or a sentence on what it does."""

import re

import numpy as np
import pytest
from PySide6.QtCore import QPointF

from nnviz.document import CurrentInput, Document, Target
from nnviz.engine import Activation, Conv2D, Dense, Dropout, Flatten, MaxPool2D, Network


@pytest.fixture
def pictures():
    """A small convolutional network and its picture, made from a seed."""
    layers = [Conv2D(3, 3, activation="relu"), MaxPool2D(2), Dropout(0.5), Activation("tanh"), Flatten()]
    network = Network.build((2, 6, 6), [*layers, Dense(4, "softmax")], seed=4)
    x = np.random.default_rng(1).random((2, 6, 6), np.float32)
    return Document(network, "Pictures", CurrentInput(x), output_names=("a", "b", "c", "d" * 60))


def test_a_convolution_unit_is_its_window_times_its_kernel(inspect, pictures):
    shown = inspect(pictures, Target(1, (2, 1, 3)))
    kernel = pictures.network.parameters()["1.weight"][2].astype(float)
    window = pictures.input.values[:, 1:4, 3:6].astype(float)
    products = shown.panel.products
    assert sum(row.product for row in products.rows) == pytest.approx((kernel * window).sum(), abs=1e-5)
    row = products.rows[0]
    place = np.unravel_index(row.position, kernel.shape)
    assert (row.x, row.w) == (pytest.approx(window[place]), pytest.approx(kernel[place]))


def test_dragging_a_kernel_weight_changes_that_very_weight(inspect, pictures):
    shown = inspect(pictures, Target(1, (2, 1, 3)))
    products = shown.panel.products
    handle = products.handle(("w", products.rows[0].position))
    at = handle.rect.center()
    shown.drag(products, at, at - QPointF(0, 20))
    before = pictures.network.parameters()["1.weight"]
    after = shown.session.document.network.parameters()["1.weight"]
    changed = np.argwhere(before != after)
    assert changed.tolist() == [[2, *np.unravel_index(handle.key[1], before.shape[1:])]]
    assert shown.undo_steps() == 1


@pytest.mark.parametrize(
    ("target", "words"),
    [
        (Target(2, (1, 1, 0)), "largest value of each window"),
        (Target(3, (1, 1, 0)), "passes everything on"),
        (Target(5, 7), "one row of numbers"),
    ],
)
def test_layers_without_weights_say_what_they_do(inspect, pictures, target, words):
    shown = inspect(pictures, target)
    value = shown.session.trace[target.layer].a[0][target.unit]
    assert words in shown.panel.head.sentence
    last = re.findall(r"−?[\d.]+", shown.panel.head.equation)[-1]
    assert float(last.replace("−", "-")) == pytest.approx(value, abs=0.006)
    assert shown.panel.products.isHidden()
    assert shown.panel.activate.isHidden()


def test_an_activation_layer_shows_its_curve_alone(inspect, pictures):
    shown = inspect(pictures, Target(4, (1, 1, 0)))
    assert shown.panel.products.isHidden()
    z, f = shown.panel.activate.plot.drawn()
    assert f == pytest.approx(np.tanh(z), abs=1e-6)


def test_a_pixel_moves_between_black_and_white_only(inspect, pictures):
    shown = inspect(pictures, Target(0, (1, 2, 2)))
    source = shown.panel.source
    at = source.handles[0].rect.center()
    shown.drag(source, at, at - QPointF(0, 900))
    assert shown.session.document.input.values[1, 2, 2] == 1.0
    at = source.handles[0].rect.center()
    shown.drag(source, at, at + QPointF(0, 1900))
    assert shown.session.document.input.values[1, 2, 2] == 0.0


def test_long_names_do_not_widen_the_panel(inspect, pictures):
    shown = inspect(pictures, Target(6, 3), size=(300, 588))
    assert "d" * 60 in shown.panel.head.title
    assert shown.panel.head.width() <= 300


@pytest.mark.parametrize("select", [None, Target(0, (0, 1, 1)), Target(1, (0, 0, 0)), Target(6, 1)])
def test_the_picture_is_in_the_themes_own_colours(inspect, pictures, theme, select):
    from nnviz.ui.theme import THEMES

    shown = inspect(pictures, select)
    image = shown.panel.grab().toImage()
    colours = {image.pixelColor(x, y).name().upper() for x in range(0, 390, 2) for y in range(0, 810, 2)}
    assert THEMES[theme].panel in colours
    assert THEMES[theme].ink in colours
