"""The kernel sandbox's value and its edits."""

import numpy as np
import pytest
from PIL import Image

from nnviz import assets, formats
from nnviz.document import edits
from nnviz.document.sandbox import (
    DILATIONS,
    PAD_SIZE,
    PADDINGS,
    PICTURES,
    SIZES,
    SOBEL_X,
    STRIDES,
    Sandbox,
    pixels,
    resized,
)
from nnviz.errors import OptionError, ShapeError


def every_choice():
    for picture in PICTURES:
        for size in SIZES:
            for stride in STRIDES:
                for padding in PADDINGS:
                    for dilation in DILATIONS:
                        yield Sandbox(picture, resized(SOBEL_X, size), stride, padding, dilation)


def test_the_size_of_the_map_is_the_engines_for_every_choice():
    impossible = 0
    for sandbox in every_choice():
        if min(sandbox.count) >= 1:
            assert sandbox.windows().count == sandbox.count
            assert sandbox.layer().output_shape([(1, *sandbox.shape)]) == (1, *sandbox.count)
        else:
            impossible += 1
            with pytest.raises(ShapeError):
                sandbox.windows()
    assert impossible > 0


def test_same_keeps_the_size_of_the_picture_for_stride_one():
    for size in SIZES:
        for dilation in DILATIONS:
            assert Sandbox(kernel=resized(SOBEL_X, size), padding="same", dilation=dilation).count == (
                213,
                320,
            )


def test_a_cell_is_changed_and_nothing_else():
    before = Sandbox()
    after = before.with_cell(1, 2, 3.5)
    assert after.kernel == ((-1, 0, 1), (-2, 0, 3.5), (-1, 0, 1))
    assert before.kernel == SOBEL_X
    assert after.window == before.window


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 1001.0, -1e9])
def test_a_cell_refuses_what_is_no_sensible_number(value):
    with pytest.raises(OptionError, match=r"−1,000 to 1,000"):
        Sandbox().with_cell(0, 0, value)


def test_there_is_no_cell_outside_the_kernel():
    with pytest.raises(OptionError, match="3 × 3"):
        Sandbox().with_cell(3, 0, 1.0)


def test_flip_turn_and_clear():
    sandbox = Sandbox(kernel=((1.0, 2.0, 3.0), (4.0, 5.0, 6.0), (7.0, 8.0, 9.0)))
    kernel = np.array(sandbox.kernel)
    assert np.array_equal(sandbox.flipped().kernel, np.fliplr(kernel))
    assert np.array_equal(sandbox.turned().kernel, np.rot90(kernel, -1))
    assert sandbox.turned().turned().turned().turned().kernel == sandbox.kernel
    assert not np.array(sandbox.cleared().kernel).any()


def test_another_size_puts_zeros_around_or_takes_the_rim_away():
    grown = Sandbox().with_size(5)
    assert np.array_equal(np.array(grown.kernel)[1:4, 1:4], SOBEL_X)
    assert np.abs(grown.kernel).sum() == np.abs(SOBEL_X).sum()
    assert grown.with_size(3).kernel == SOBEL_X
    assert Sandbox().with_size(1).kernel == ((0.0,),)


def test_the_window_stays_over_the_same_place():
    sandbox = Sandbox()
    for changed in (sandbox.with_size(7), sandbox.with_padding(2), sandbox.with_dilation(8)):
        assert changed.middle == sandbox.middle
    strided = sandbox.with_stride(4)
    assert np.abs(np.subtract(strided.middle, sandbox.middle)).max() <= 2


def test_the_window_stays_in_the_map():
    sandbox = Sandbox().with_window(9999, -5)
    assert sandbox.window == (210, 0)
    smaller = sandbox.with_dilation(64)
    assert all(0 <= place < count for place, count in zip(smaller.window, smaller.count, strict=True))


def test_a_choice_that_leaves_no_window_is_refused():
    with pytest.raises(OptionError, match="257 pixels"):
        Sandbox().with_dilation(128)
    wide = Sandbox().with_padding("same").with_dilation(128)
    with pytest.raises(OptionError, match="257 pixels"):
        wide.with_padding(2)


@pytest.mark.parametrize(
    "edit",
    [
        lambda s: s.with_picture("moon"),
        lambda s: s.with_size(4),
        lambda s: s.with_stride(0),
        lambda s: s.with_padding(3),
        lambda s: s.with_dilation(3),
        lambda s: s.with_kernel(((1.0, 1.0), (1.0, 1.0))),
        lambda s: s.with_drawing(np.zeros((3, 3))),
    ],
)
def test_only_known_choices(edit):
    with pytest.raises(OptionError):
        edit(Sandbox())


def test_a_smaller_picture_or_a_larger_kernel_lets_a_dilation_go():
    assert Sandbox().with_dilation(64).with_picture("pad").dilation == 1
    assert Sandbox(kernel=((1.0,),), dilation=128).with_kernel(SOBEL_X).dilation == 1
    assert Sandbox().with_dilation(16).with_picture("pad").dilation == 16


def test_pictures_are_brightness():
    for name in ("china", "flower"):
        picture = pixels(Sandbox(name), None)
        assert picture.shape == (213, 320)
        assert picture.dtype == np.float32
        with Image.open(assets.path(f"data/{name}.png")) as photograph:
            red, green, blue = photograph.getpixel((51, 100))
        expected = (0.299 * red + 0.587 * green + 0.114 * blue) / 255
        assert picture[100, 51] == pytest.approx(expected, abs=1e-6)
        assert not picture.flags.writeable


def test_the_pad_shows_the_documents_drawing_until_one_is_drawn_here():
    drawing = np.zeros((280, 280), np.float32)
    drawing[40:44, 80:84] = 1.0
    seen = pixels(Sandbox("pad"), drawing)
    assert seen.shape == PAD_SIZE
    assert seen[10, 20] == 1.0
    assert seen.sum() == pytest.approx(1.0)
    own = Sandbox("pad").with_drawing(np.full(PAD_SIZE, 0.5))
    assert (pixels(own, drawing) == 0.5).all()
    assert not pixels(Sandbox("pad"), None).any()


def test_set_sandbox_shares_everything_else():
    document, _ = formats.open_any("digits")
    changed = edits.set_sandbox(document, Sandbox())
    assert changed.network is document.network
    assert document.sandbox is None
