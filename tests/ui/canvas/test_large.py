"""A large network in a real window: search, folding, paths by key, the rail that makes room."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest

from nnviz import formats
from nnviz.document import Camera, CurrentInput, Document, Target
from nnviz.engine import Dense, Network
from nnviz.scene.layout.columns import arrange
from nnviz.scene.layout.large import fold_of
from nnviz.scene.view import camera as cameras
from nnviz.ui.canvas.selection import neighbour
from nnviz.ui.paint.overview import OverviewPainter, page_map
from nnviz.ui.paint.surface import Surface
from nnviz.ui.paint.text import Texts
from nnviz.ui.run.rail.rail_button import WORD
from nnviz.ui.theme import DARK
from tests.scene.networks import scene
from tests.ui.conftest import _move


@pytest.fixture
def large(show, theme):
    """The bundled network of 50,816 edges, at the end of its pass."""
    shown = show("mnist", theme=theme)
    shown.session.seek(shown.session.timeline.seconds)
    shown.frame()
    return shown


def press(shown, key: Qt.Key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(shown.window.run.canvas.search.field, key, modifier)
    shown.frame()


def test_words_are_found_and_enter_selects(large) -> None:
    box = large.window.run.canvas.search
    assert box.isVisible()
    box.open()
    QTest.keyClicks(box.field, "largest")
    large.frame()
    assert [row.target.layer for row in box.rows] == [1, 2]
    assert box.chosen == box.rows[0]
    press(large, Qt.Key.Key_Down)
    assert box.chosen == box.rows[1]
    press(large, Qt.Key.Key_Return)
    assert large.session.view.selection == box.rows[1].target
    press(large, Qt.Key.Key_Up)
    press(large, Qt.Key.Key_Return)
    assert large.session.view.selection == box.rows[0].target


def test_ctrl_f_opens_and_escape_goes_back_to_the_canvas(show) -> None:
    shown = show("digits")
    box = shown.window.run.canvas.search
    assert box.isHidden()
    QTest.keyClick(shown.window.run.canvas, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    shown.frame()
    assert box.isVisible()
    assert box.field.hasFocus()
    press(shown, Qt.Key.Key_Escape)
    assert box.isHidden()
    assert shown.window.run.canvas.hasFocus()
    QTest.keyClick(shown.window.run.canvas, Qt.Key.Key_Slash)
    shown.frame()
    assert box.field.hasFocus()
    assert box.field.text() == ""


def test_typing_never_plays_steps_or_loads_a_sample(large) -> None:
    box = large.window.run.canvas.search
    box.open()
    before = large.session.view.seconds, large.session.document
    QTest.keyClicks(box.field, "1:3 r+-")
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Home, Qt.Key.Key_PageDown, Qt.Key.Key_Space):
        press(large, key)
    assert (large.session.view.seconds, large.session.document) == before
    assert not large.session.is_playing


def test_a_press_on_a_row_takes_it(large) -> None:
    box = large.window.run.canvas.search
    box.open()
    QTest.keyClicks(box.field, "1:17")
    large.frame()
    y = box.field.height() + 4 + 8 + 10
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(60, y))
    assert large.session.view.selection == Target(1, 17)


def test_what_is_off_the_screen_is_brought_to_its_middle(large) -> None:
    large.session.set_camera(Camera(0.1, 0.6, 4.0))
    large.frame()
    box = large.window.run.canvas.search
    box.open()
    QTest.keyClicks(box.field, "2:4")
    press(large, Qt.Key.Key_Return)
    picture = large.window.run.canvas.picture
    column = picture.layout.column(2)
    at = picture.look.mapping.point(float(column.x[4]), float(column.y[4]))
    assert picture.look.mapping.zoom == pytest.approx(4.0)
    assert large.window.run.canvas.rect().contains(at.toPoint())


def test_a_press_on_the_chip_opens_the_layer_and_folds_it_again(large) -> None:
    large.session.select(Target(2, 8))
    large.frame()
    canvas = large.window.run.canvas
    for is_open in (True, False):
        chip = canvas.picture.layout.chips[0]
        x0, y0, x1, y1 = chip.box
        QTest.mouseClick(
            canvas, Qt.MouseButton.LeftButton, pos=QPoint(round((x0 + x1) / 2), round((y0 + y1) / 2))
        )
        large.frame()
        assert (large.session.view.unfolded == {1}) is is_open
        assert (canvas.picture.layout.columns[1].form == "cell") is is_open
        assert large.session.view.selection == Target(2, 8)


def test_the_selection_of_a_large_network_lights_its_paths(large) -> None:
    large.session.select(Target(2, 8))
    large.frame()
    highlight = large.window.run.canvas.picture.highlight
    assert highlight is not None
    assert [gap.layer for gap in highlight.gaps] == [2, 1]
    large.session.seek(0.0)
    large.frame()
    assert large.window.run.canvas.picture.highlight is None
    large.session.seek(large.session.timeline.seconds)
    large.session.set_paths("hidden")
    large.frame()
    assert large.window.run.canvas.picture.highlight is None


def test_small_networks_light_paths_when_asked(show) -> None:
    shown = show("digits")
    shown.session.seek(99.0)
    shown.session.select(Target(1, 4))
    shown.frame()
    canvas = shown.window.run.canvas
    assert canvas.picture.highlight is None
    for wanted, layers in (("back", [1]), ("forward", [2])):
        shown.session.set_paths(wanted)
        shown.frame()
        assert [gap.layer for gap in canvas.picture.highlight.gaps] == layers


def test_holding_t_over_a_unit_lights_its_paths(show, qtbot) -> None:
    shown = show("digits")
    shown.session.seek(99.0)
    shown.session.select(None)
    shown.frame()
    canvas = shown.window.run.canvas
    column = canvas.picture.layout.column(2)
    _move(canvas, QPoint(round(float(column.x[3])), round(float(column.y[3]))), Qt.MouseButton.NoButton)
    plain = canvas.grab().toImage()
    QTest.keyPress(canvas, Qt.Key.Key_T)
    held = canvas.grab().toImage()
    assert held != plain
    QTest.keyPress(canvas, Qt.Key.Key_T, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyRelease(canvas, Qt.Key.Key_T)
    assert canvas.grab().toImage() == plain


def test_the_rail_makes_room_and_the_pad_is_one_press_away(large) -> None:
    rail, canvas = large.window.run.rail, large.window.run.canvas
    assert rail.extent() == 64
    width = canvas.width()
    assert not rail.pad.isVisible()
    rail.icons["Pad"].click()
    large.frame()
    assert rail.pad.isVisible()
    rail.icons["Pad"].click()
    rail.opener.click()
    large.frame()
    assert rail.extent() == 288
    assert canvas.width() < width
    rail.opener.click()
    large.frame()
    assert canvas.width() == width
    large.session.show(formats.open_any("digits")[0])
    large.frame()
    assert rail.extent() == 288
    assert not rail.opener.isVisible()


def test_a_damaged_fold_or_selection_in_a_file_does_no_harm(show) -> None:
    document = formats.open_any("mnist")[0]
    view = replace(document.view, unfolded=frozenset({0, 1, 7, 99}), selection=Target(2, 3), paths="forward")
    shown = show(replace(document, view=view))
    shown.session.seek(99.0)
    shown.frame()
    assert shown.window.run.canvas.picture.layout.columns[1].form == "cell"


def test_the_map_and_the_search_box_stand_where_the_layout_keeps_room(large) -> None:
    canvas = large.window.run.canvas
    layout = canvas.picture.layout
    for widget, box in ((canvas.map, layout.map_card), (canvas.search, layout.search)):
        rect = widget.geometry()
        assert (rect.left(), rect.top()) == (round(box[0]), round(box[1]))
    pixels = layout.columns[0]
    middle = QPointF(float(pixels.x.mean()), float(pixels.y.max())).toPoint()
    assert not canvas.map.geometry().contains(middle)


def test_the_words_under_a_gap_change_lines_into_cells(large) -> None:
    canvas = large.window.run.canvas
    for is_heat in (True, False):
        _, x, y = canvas.picture.layout.notes[0]
        QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(y)))
        large.frame()
        assert large.session.view.heat is is_heat
        assert bool(canvas.picture.heat) is is_heat
    assert canvas.picture.still[0].note == "3,000 of 50,176 edges"


def test_a_weight_of_a_strip_can_be_read_and_dragged(show) -> None:
    shown = show("digits")
    shown.session.seek(99.0)
    shown.session.set_heat(True)
    shown.frame()
    canvas = shown.window.run.canvas
    strip = canvas.picture.heat[1]
    x0, y0, x1, y1 = strip.box
    at = (x0 + (3.5 / 10) * (x1 - x0), y0 + (7.5 / 16) * (y1 - y0))
    before = float(shown.session.document.network.parameters()["2.weight"][7, 3])
    shown.drag(canvas, at, (at[0], at[1] - 20), (at[0], at[1] - 60))
    after = shown.session.document.network.parameters()["2.weight"]
    assert after[7, 3] > before
    shown.session.undo()
    assert float(shown.session.document.network.parameters()["2.weight"][7, 3]) == before


@pytest.mark.parametrize("layer", [0, 1, 2])
def test_the_arrows_reach_every_unit_of_wide_and_folded_layers(layer: int) -> None:
    layers = [Dense(120, "relu"), Dense(60, "relu"), Dense(4)]
    made = Document(
        Network.build((784,), layers, seed=0),
        "wide",
        CurrentInput(np.random.default_rng(0).random(784, np.float32)),
        task="values",
        image_shape=(28, 28),
    )
    count = int(np.prod(made.network.shapes[layer]))
    at, seen = Target(layer, 0), {0}
    trace = scene(made).trace
    for _ in range(count - 1):
        fold = fold_of(made.network, trace, at, frozenset())
        at = neighbour(arrange(made, (920.0, 816.0), fold), at, Qt.Key.Key_Down)
        assert at.layer == layer
        seen.add(at.unit)
    assert len(seen) == count


def test_heads_count_the_neurons_that_are_on_once_their_values_stand(large) -> None:
    on = int((large.session.trace[1].a[0] > 0).sum())
    assert large.window.run.canvas.picture.heads == {1: f"ReLU, {on} on", None: "share of 1"}
    large.session.seek(0.0)
    large.frame()
    assert large.window.run.canvas.picture.heads == {}


@pytest.mark.parametrize("size", [(1280, 720), (1100, 620), (1000, 520), (1600, 1000)])
def test_the_map_never_covers_the_input(show, size) -> None:
    shown = show("mnist", size=size)
    canvas = shown.window.run.canvas
    left, top, right, bottom = canvas.picture.layout.columns[0].plate
    pixels = QRectF(QPointF(left, top), QPointF(right, bottom)).toRect()
    assert canvas.map.isHidden() or not canvas.map.geometry().intersects(pixels)
    assert canvas.map.isVisible() or size[1] < 720


def test_the_rail_icons_have_words_that_fit(show) -> None:
    rail = show("mnist", size=(1280, 720)).window.run.rail
    for name, button in rail.icons.items():
        assert button.accessibleName() == name
        metrics = QFontMetricsF(button.look.font(WORD, 600))
        assert metrics.horizontalAdvance(name) <= button.width()
        assert min(button.width(), button.height()) >= 36


def test_a_heading_stays_whole_while_some_of_its_column_is_seen(show) -> None:
    shown = show("digits", size=(1280, 720))
    shown.session.seek(shown.session.timeline.seconds)
    canvas = shown.window.run.canvas
    hidden = canvas.picture.layout.columns[1]
    width = canvas.width()
    # So near that the hidden column's middle stands left of the screen, and half its discs are still seen.
    layout, zoom = canvas.picture.layout, 2.5
    at = (float(hidden.x[0]) + width / 2 / zoom, layout.size[1] / 2)
    shown.session.set_camera(cameras.focus(layout, at, zoom))
    shown.frame()
    left = canvas.picture.look.mapping.point(float(hidden.x[0]), 0.0).x()
    assert abs(left) < 4
    canvas.settle()
    image = canvas.grab().toImage()
    rows = range(round(hidden.heading[1]) - 7, round(hidden.heading[1]) + 7)
    ground = image.pixelColor(width // 2, rows[0]).lightness()
    # Nothing of the words touches the edge, and they are there.
    assert all(image.pixelColor(x, y).lightness() < ground + 60 for x in range(8) for y in rows)
    assert any(image.pixelColor(x, y).lightness() > 180 for x in range(12, 120) for y in rows)


def test_words_under_a_block_are_never_cut(qapp) -> None:
    texts = Texts(Surface())
    painter = OverviewPainter(DARK, texts)
    document = formats.open_any("mnist-cnn")[0]
    map_ = page_map(document, QRectF(0, 0, 920, 816), 1.0)
    for block in map_.blocks:
        lines = painter.details(block, map_.slot - 8, 16.0)
        assert all(texts.width(line, 16.0) <= map_.slot - 8 for line in lines)
        assert block.count in " ".join(lines)
        assert block.parameters in " ".join(lines)


def test_a_network_with_flatten_is_treated_as_a_large_one(show) -> None:
    shown = show("digits-cnn")
    session, canvas = shown.session, shown.window.run.canvas
    session.seek(session.timeline.seconds)
    shown.frame()
    assert canvas.search.isVisible()
    layout = canvas.picture.layout
    assert layout.search is not None
    x0, y0, x1, y1 = layout.search
    for tiles in (*layout.images.tiles, *(kernels.tiles for kernels in layout.images.kernels)):
        left, top, right, bottom = tiles.outline
        assert x1 <= left or right <= x0 or y1 <= top or bottom <= y0
    assert not layout.chips
    session.select(Target(4, 3))
    shown.frame()
    picture = canvas.picture
    assert [chip.text for chip in picture.layout.chips] == ["+ 44 more"]
    assert picture.highlight is not None
    assert picture.highlight.gaps[0].pills
    chip = picture.layout.chips[0].box
    QTest.mouseClick(
        canvas, Qt.MouseButton.LeftButton, pos=QPointF(chip[0] + 9, (chip[1] + chip[3]) / 2).toPoint()
    )
    shown.frame()
    assert session.view.unfolded == {3}
    assert [chip.text for chip in canvas.picture.layout.chips] == ["fold"]
