"""A network laid out for people who sit far away."""

from dataclasses import replace

import numpy as np
import pytest

from nnviz import formats
from nnviz.document import Document
from nnviz.engine import Dense, Network
from nnviz.scene.layout.blocks import SMALLEST_TEXT
from nnviz.scene.layout.columns import arrange
from nnviz.scene.layout.hall import RESULT

SIZES = ((826.0, 360.0), (826.0, 464.0), (519.0, 360.0), (600.0, 360.0))
CHAINS = ("digits", "xor", "iris", "neuron", "sine", "mnist")


def network(*widths: int) -> Document:
    """A chain of dense layers."""
    document = formats.open_any("iris")[0]
    layers = [Dense(width, "relu") for width in widths[1:-1]]
    made = Network.build((widths[0],), [*layers, Dense(widths[-1], "softmax")], seed=0)
    values = replace(document.input, values=np.zeros(widths[0], np.float32), origin="typed", sample=None)
    return replace(document, network=made, input=values, input_names=(), output_names=(), data=None,
                   trained={}, score=None)  # fmt: skip


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", CHAINS)
def test_everything_stands_on_the_canvas_in_order(name, size):
    layout = arrange(formats.open_any(name)[0], size, for_hall=True)
    assert layout.is_for_hall
    assert layout.size == size
    left = 0.0
    for column in layout.columns:
        assert column.x.min() - column.radius >= left
        assert column.y.min() - column.radius >= 0
        assert column.y.max() + column.radius <= size[1]
        left = float(column.x.max()) + column.radius
    assert layout.bars.x0 > left
    assert layout.bars.x0 < layout.bars.x1 < layout.bars.text_x <= size[0]


@pytest.mark.parametrize("size", SIZES)
def test_an_image_is_a_picture_with_its_name_above_and_room_for_the_answer_below(size):
    first = arrange(formats.open_any("digits")[0], size, for_hall=True).columns[0]
    assert first.row_length == 8
    assert len(np.unique(np.round(first.x, 3))) == len(np.unique(np.round(first.y, 3))) == 8
    assert first.title == "Input, 8 × 8 pixels"
    x0, top, x1, bottom = first.plate
    assert first.heading[1] < top
    assert size[1] - bottom > 2 * SMALLEST_TEXT
    assert x1 - x0 < 0.3 * size[0]


def test_there_are_no_heads_but_the_pictures_and_no_legend():
    layout = arrange(formats.open_any("digits")[0], SIZES[0], for_hall=True)
    assert [column.title for column in layout.columns[1:]] == ["", ""]
    assert layout.bars.title == ""
    assert layout.legend[1] >= layout.size[1]


def test_discs_are_larger_than_at_a_desk():
    document = formats.open_any("digits")[0]
    near, far = (arrange(document, SIZES[0], for_hall=hall).columns[-1].radius for hall in (False, True))
    assert far > 1.2 * near
    assert arrange(document, SIZES[0], for_hall=True).columns[-1].label_side == "inside"


def test_the_result_has_room_beside_its_bar():
    bars = arrange(formats.open_any("digits")[0], SIZES[2], for_hall=True).bars
    assert bars.text_x - bars.x1 > 0.5 * RESULT * len("92.4%")


@pytest.mark.parametrize("widths", [(3, 40, 2), (2, 30, 30, 30, 1), (5, 3), (2, 200, 40)])
def test_networks_of_other_shapes_stand_there_too(widths):
    layout = arrange(network(*widths), SIZES[0], for_hall=True)
    left = 0.0
    for column in layout.columns:
        assert column.x.min() >= left
        left = float(column.x.max())
    assert left < SIZES[0][0]


@pytest.mark.parametrize("name", ["digits-cnn", "mnist-cnn", "edges"])
def test_maps_keep_their_heads_and_lose_their_legend(name):
    document = formats.open_any(name)[0]
    layout = arrange(document, SIZES[1], for_hall=True)
    assert layout.size == SIZES[1]
    assert layout.images.heads
    assert layout.legend[1] >= SIZES[1][1] - 8
    assert not layout.is_for_hall


def test_a_window_at_a_desk_is_laid_out_as_ever():
    document = formats.open_any("digits")[0]
    assert arrange(document, SIZES[0]).legend[1] < SIZES[0][1]
    assert not arrange(document, SIZES[0]).is_for_hall
