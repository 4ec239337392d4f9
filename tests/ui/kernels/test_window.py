"""The window on the picture: marks, loupes, slider; the pictures and the pad."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt

from nnviz.document import edits
from nnviz.document.sandbox import PAD_SIZE, Sandbox
from nnviz.ui.theme import THEMES


def test_the_mark_on_the_picture_is_dragged(editor):
    shown = editor()
    stage = shown.board.stage
    places = stage.geometry_
    start = places.window().center()
    shown.drag(stage, start, start + QPointF(10, 0), start + QPointF(10 * places.scale, 20 * places.scale))
    assert shown.sandbox.window == (119, 60)
    shown.session.undo()
    assert shown.sandbox.window == (99, 50)


def test_a_press_on_the_picture_brings_the_window_there(editor):
    shown = editor()
    stage = shown.board.stage
    point = stage.geometry_.picture.topLeft() + QPointF(200.5, 150.5) * stage.geometry_.scale
    shown.drag(stage, point)
    assert np.abs(np.subtract(shown.sandbox.middle, (150, 200))).max() <= 1


def test_the_mark_on_the_map_is_dragged(editor):
    shown = editor(sandbox=Sandbox().with_stride(4))
    stage = shown.board.stage
    places = stage.geometry_
    start, window = places.cell().center(), shown.sandbox.window
    shown.drag(
        stage, start, start + QPointF(5, 0), start + QPointF(3 * places.map_cell, -2 * places.map_cell)
    )
    assert shown.sandbox.window == (window[0] - 2, window[1] + 3)


def test_a_press_in_the_loupe_takes_that_pixel(editor):
    shown = editor()
    stage = shown.board.stage
    lens = stage.map_lens()
    shown.drag(stage, lens.rect.topLeft() + QPointF(4, 4))
    assert shown.sandbox.window == (lens.loupe.row, lens.loupe.column)
    lens = stage.picture_lens()
    shown.drag(stage, lens.rect.center())
    assert shown.sandbox.middle == (lens.loupe.row + 4, lens.loupe.column + 4)


def test_the_slider_goes_through_all_windows(editor):
    shown = editor()
    slider = shown.board.arithmetic.slider
    assert (slider.minimum(), slider.maximum(), slider.value()) == (0, 67097, 31532)
    shown.key(slider, Qt.Key.Key_Right)
    assert shown.sandbox.window == (99, 51)
    shown.key(slider, Qt.Key.Key_Down)
    assert shown.sandbox.window == (100, 51)
    shown.key(slider, Qt.Key.Key_Home)
    assert shown.sandbox.window == (0, 0)
    shown.key(slider, Qt.Key.Key_Left)
    assert shown.sandbox.window == (0, 0)
    shown.key(slider, Qt.Key.Key_End)
    assert shown.sandbox.window == (210, 317)
    middle = QPointF(slider.width() / 2, slider.height() / 2)
    shown.drag(slider, middle, middle + QPointF(40, 0))
    assert 105 < shown.sandbox.window[0] < 160
    assert slider.value() == shown.sandbox.window[0] * 318 + shown.sandbox.window[1]


def test_the_arithmetic_says_its_sentence(editor):
    shown = editor()
    card = shown.board.arithmetic
    assert card.sentence == "Right column +3.27, left column −0.45, together +2.82: dark turns bright here."
    assert card.accessibleDescription() == card.sentence
    shown.click(shown.board.presets["Identity"])
    assert card.sentence == "Middle column +0.19: the pixel itself is 0.19."


def test_the_map_is_drawn_in_the_colours_of_its_values(editor, theme):
    """The middle of the map's mark in the loupe has the colour of the ramp for the cell's own value."""
    shown = editor(theme=theme)
    stage = shown.board.stage
    tokens = THEMES[theme]
    shown.session.apply(edits.set_sandbox, shown.sandbox.with_window(40, 20))
    shown.frame()
    value = shown.board._filtered.value
    cell = stage.map_lens().cells(*shown.sandbox.window, 1).center()
    color = shown.pixels(stage)[round(cell.y()), round(cell.x())].astype(int)
    share = min(abs(value) / shown.board._filtered.map.full, 1) ** 0.75
    zero, end = (
        np.array([int(token[i : i + 2], 16) for i in (1, 3, 5)])
        for token in (tokens.zero, tokens.pos if value > 0 else tokens.neg)
    )
    assert np.abs(color - (zero + share * (end - zero))).max() <= 4


def test_the_pictures_to_choose_from(editor):
    shown = editor()
    for name, size in (("flower", (211, 318)), ("pad", (68, 68)), ("china", (211, 318))):
        shown.click(shown.board.pictures[name])
        assert shown.sandbox.picture == name
        assert shown.board._filtered.map.values.shape == size
        assert [n for n, chip in shown.board.pictures.items() if chip.isChecked()] == [name]


def test_the_pad_shows_what_was_drawn_for_the_network(editor):
    shown = editor()
    raster = np.zeros((280, 280), np.float32)
    raster[100:180, 120:160] = 1.0
    shown.session.apply(edits.set_drawing, raster)
    shown.click(shown.board.pictures["pad"])
    assert shown.board._filtered.picture.sum() == pytest.approx(20 * 10)


def test_the_pad_is_drawn_on(editor):
    shown = editor(sandbox=Sandbox("pad", window=(10, 10)), sample="xor")
    stage = shown.board.stage
    corner, scale = stage.geometry_.picture.topLeft(), stage.geometry_.scale
    line = [corner + QPointF(x, 50) * scale for x in (10, 20, 30, 40)]
    shown.drag(stage, *line)
    drawing = shown.sandbox.drawing
    assert drawing.shape == PAD_SIZE
    assert (drawing[50, 10:40] == 1).all()
    assert not drawing[:40].any()
    assert shown.sandbox.window == (10, 10)
    shown.drag(stage, *line, button=Qt.MouseButton.RightButton)
    assert not shown.sandbox.drawing.any()
    shown.session.undo()
    assert (shown.sandbox.drawing[50, 10:40] == 1).all()
    shown.session.undo()
    assert shown.sandbox.drawing is None


def test_on_the_pad_the_ring_is_still_dragged(editor):
    shown = editor(sandbox=Sandbox("pad", window=(10, 10)))
    stage = shown.board.stage
    places = stage.geometry_
    start = places.window().center()
    shown.drag(stage, start, start + QPointF(5, 0), start + QPointF(10, 20) * places.scale)
    assert shown.sandbox.window == (30, 20)
    assert shown.sandbox.drawing is None
