"""Drawing: strokes become the input, prepared as the training data was."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from nnviz.data import prepare_drawing

STROKE = [(80, 60), (120, 60), (160, 70), (150, 120), (110, 190)]


def draw(shown, points=STROKE, **options):
    pad = shown.window.run.rail.pad.pad
    if not pad.isVisible():
        # Beside a large network the rail is folded.
        shown.window.run.rail.icons["Pad"].click()
    shown.drag(pad, *[(x * pad.width() / 248, y * pad.height() / 248) for x, y in points], **options)


@pytest.mark.parametrize("sample", ["digits", "mnist"])
def test_a_stroke_is_the_input_prepared_as_the_data_was(show, theme, sample):
    shown = show(sample, theme=theme)
    draw(shown)
    document = shown.session.document
    assert document.input.origin == "drawing"
    raster = document.input.drawing
    assert raster.shape[0] >= 280
    assert 0.02 < (raster > 0.5).mean() < 0.4
    wanted = prepare_drawing(raster, document.image_shape).reshape(document.network.input_shape)
    np.testing.assert_array_equal(document.input.values, wanted)
    assert np.abs(shown.session.trace[0].a[0] - wanted).max() == 0


def test_ink_lies_where_the_pointer_went(show):
    shown = show()
    draw(shown, [(40, 124), (208, 124)])
    raster = shown.session.document.input.drawing
    rows = np.flatnonzero(raster.max(axis=1) > 0.5)
    assert rows.mean() == pytest.approx(140, abs=2)
    assert raster[140, 60] == 1.0
    assert raster[40].max() == 0.0


def test_one_stroke_is_one_undo_step(show):
    shown = show()
    before = shown.session.document
    draw(shown)
    draw(shown, [(60, 200), (190, 200)])
    shown.session.undo()
    assert shown.session.document.input.origin == "drawing"
    shown.session.undo()
    assert shown.session.document is before


def test_the_network_follows_while_the_stroke_lasts(show):
    shown = show()
    pad = shown.window.run.rail.pad.pad
    before = shown.session.trace.output.copy()
    QTest.mousePress(pad, Qt.MouseButton.LeftButton)
    shown.frame()
    assert not np.array_equal(shown.session.trace.output, before)
    assert shown.session.is_held
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton)
    assert not shown.session.is_held


def test_the_eraser_takes_ink_away_and_so_does_the_right_button(show, theme):
    shown = show(theme=theme)
    draw(shown)
    inked = shown.session.document.input.drawing.sum()
    QTest.mouseClick(shown.window.run.rail.pad.eraser, Qt.MouseButton.LeftButton)
    draw(shown, [(80, 60), (110, 60)])
    erased = shown.session.document.input.drawing.sum()
    assert erased < inked
    QTest.mouseClick(shown.window.run.rail.pad.eraser, Qt.MouseButton.LeftButton)
    draw(shown, [(160, 70), (150, 120)], button=Qt.MouseButton.RightButton)
    assert shown.session.document.input.drawing.sum() < erased


def test_clear_leaves_a_blank_input_and_time_at_the_start(show):
    shown = show()
    draw(shown)
    shown.session.seek(3.0)
    QTest.mouseClick(shown.window.run.rail.pad.clear, Qt.MouseButton.LeftButton)
    document = shown.session.document
    assert not document.input.values.any()
    assert shown.session.view.seconds == 0.0
    assert not shown.session.is_playing


def test_what_is_drawn_on_a_blank_pad_is_played(show):
    shown = show()
    QTest.mouseClick(shown.window.run.rail.pad.clear, Qt.MouseButton.LeftButton)
    draw(shown)
    assert shown.session.is_playing


def test_another_sample_leaves_the_pad_empty(show):
    shown = show()
    draw(shown)
    QTest.mouseClick(shown.window.run.rail.samples.thumbnails[1], Qt.MouseButton.LeftButton)
    assert shown.window.run.rail.pad.pad.raster is None


@pytest.mark.parametrize("size", [(1920, 1080), (3840, 2160), (1280, 720), (1600, 1000), (1400, 2000)])
def test_the_pad_is_whole_at_every_size(show, size):
    shown = show("digits", (800, 600))
    shown.window.resize(*size)
    shown.frame()
    section = shown.window.run.rail.pad
    pad = section.pad
    assert pad.width() == pad.height()
    assert section.rect().contains(pad.geometry())
    assert shown.window.run.rail.rect().contains(section.geometry())
