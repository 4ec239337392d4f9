"""The page as a whole: sizes, choices, keyboard, themes, odd cases."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractButton, QAbstractSlider, QWidget

from nnviz.document import edits
from nnviz.document.sandbox import DILATIONS, PADDINGS, SIZES, STRIDES, Sandbox
from nnviz.ui.kernels.kernel_grid import KernelGrid
from nnviz.ui.theme import THEMES
from nnviz.ui.widgets.roving import Roving


def controls(shown):
    kinds = (QAbstractButton, QAbstractSlider, KernelGrid)
    return [w for w in shown.board.findChildren(QWidget) if isinstance(w, kinds) and w.isVisible()]


def test_every_choice_has_a_chip(editor):
    shown = editor()
    rows = {"Kernel": SIZES, "Stride": STRIDES, "Padding": PADDINGS, "Dilation": DILATIONS}
    assert set(shown.board.size_card.chips) == {
        (row, value) for row, values in rows.items() for value in values
    }


def test_a_chip_changes_the_size_of_the_map(editor):
    shown = editor()
    card = shown.board.size_card
    assert card.accessibleName() == "Size of the map: 211 × 318"
    for row, value, size in (
        ("Stride", 2, "106 × 159"),
        ("Kernel", 5, "105 × 158"),
        ("Padding", "same", "107 × 160"),
        ("Dilation", 16, "107 × 160"),
        ("Padding", 1, "76 × 129"),
    ):
        shown.click(card.chips[row, value])
        assert card.accessibleName() == f"Size of the map: {size}"
        assert card.chips[row, value].isChecked()
    assert shown.session.undo_label == "Change the padding"


def test_an_impossible_choice_is_seen_but_not_pressed(editor, theme):
    shown = editor(theme=theme)
    card = shown.board.size_card
    chip = card.chips["Dilation", 128]
    reason = "128 spans 2 · 128 + 1 = 257 rows; the photograph has 213."
    assert chip.isVisible()
    assert not chip.isEnabled()
    assert chip.toolTip() == reason
    assert chip.accessibleDescription() == reason
    assert [choice.reason for choice in card.reasons] == [reason]
    shown.click(chip)
    assert shown.sandbox.dilation == 1
    warn = np.array(QColor(THEMES[theme].warn).getRgb()[:3])
    picture = shown.pixels(card).astype(int)
    rect = chip.geometry()
    inside = picture[rect.top() : rect.bottom(), rect.left() : rect.right()]
    assert (np.abs(inside - warn).max(axis=2) < 24).sum() > 100
    below = picture[rect.bottom() + 2 : rect.bottom() + 22]
    assert (np.abs(below - warn).max(axis=2) < 24).sum() > 100


def test_what_makes_room_makes_it_possible(editor):
    shown = editor()
    card = shown.board.size_card
    shown.click(card.chips["Padding", "same"])
    assert card.chips["Dilation", 128].isEnabled()
    assert card.reasons == []
    shown.click(card.chips["Dilation", 128])
    assert shown.sandbox.dilation == 128
    assert not card.chips["Padding", 2].isEnabled()


def test_every_control_speaks_and_is_reached_by_tab(editor):
    shown = editor()
    groups = shown.board.findChildren(Roving)
    for control in controls(shown):
        assert control.accessibleName(), control
        assert control.toolTip(), control
        stop = next((group.stop for group in groups if control in group.buttons), control)
        assert stop.focusPolicy() & Qt.FocusPolicy.TabFocus
        assert hasattr(control, "focus_rect")
    reached = set()
    first = control = shown.board.stage.kernel
    while control not in reached:
        reached.add(control)
        control = control.nextInFocusChain()
    assert first in reached
    assert set(controls(shown)) <= reached


def test_controls_are_large_enough(editor):
    shown = editor()
    for control in controls(shown):
        if not isinstance(control, KernelGrid):
            assert min(control.width(), control.height()) >= 36, control.accessibleName()


@pytest.mark.parametrize(
    "size",
    [(1600, 1000), (1600, 944), (1280, 664), (1100, 660), (1920, 1024), (900, 1300), (400, 500), (3000, 900)],
)
@pytest.mark.parametrize("kernel", [1, 3, 7])
def test_parts_lie_beside_each_other_in_any_window(editor, size, kernel):
    shown = editor(size=size, sandbox=Sandbox().with_size(kernel).with_dilation(32))
    board = shown.board
    parts = [
        board.stage,
        board.arithmetic,
        board.size_card,
        *board.presets.values(),
        *board.pictures.values(),
    ]
    for place, part in enumerate(parts):
        assert board.rect().contains(part.geometry())
        for other in parts[:place]:
            assert not part.geometry().intersects(other.geometry())
    for parent in (board.stage.tools, board.size_card):
        buttons = parent.findChildren(QAbstractButton)
        for place, button in enumerate(buttons):
            assert parent.rect().contains(button.geometry())
            assert not any(button.geometry().intersects(other.geometry()) for other in buttons[:place])
    places = board.stage.geometry_
    frames = (places.picture, places.plate, places.map_frame)
    assert frames[0].right() < frames[1].left()
    assert frames[1].right() < frames[2].left()
    assert all(board.stage.rect().contains(frame.toRect()) for frame in frames)


@pytest.mark.parametrize(
    "sandbox",
    [
        Sandbox().cleared(),
        Sandbox(kernel=((1000.0,),), window=(0, 0)),
        Sandbox().with_size(7).with_dilation(32).with_stride(4),
        Sandbox(padding="same").with_size(7).with_dilation(128).with_window(0, 0),
        Sandbox("pad", window=(0, 0)).with_dilation(32),
        Sandbox("pad", window=(0, 0), padding=2).with_size(1),
    ],
)
def test_odd_choices_are_drawn(editor, theme, sandbox):
    shown = editor(theme=theme, sandbox=sandbox)
    picture = shown.pixels(shown.page)
    assert len(np.unique(picture.reshape(-1, 3), axis=0)) > 50


def test_a_hidden_page_shows_what_came_meanwhile(editor):
    shown = editor()
    shown.page.hide()
    shown.session.apply(edits.set_sandbox, Sandbox("flower"))
    shown.frame()
    shown.page.show()
    shown.frame()
    assert shown.board.pictures["flower"].isChecked()


def test_the_same_value_is_no_undo_step(editor):
    shown = editor()
    shown.click(shown.board.presets["Sobel x"])
    shown.click(shown.board.size_card.chips["Stride", 1])
    shown.click(shown.board.pictures["china"])
    assert shown.session.undo_label is None


def test_only_the_changed_part_is_painted_anew(editor):
    """A dragged cell leaves the picture alone; what is left is right."""
    shown = editor()
    shown.page.grab()
    shown.session.apply(edits.set_sandbox, shown.sandbox.with_cell(0, 0, 3.0))
    shown.frame()
    partly = shown.pixels(shown.page)
    shown.board.stage.update()
    shown.frame()
    assert np.array_equal(partly, shown.pixels(shown.page))


def test_a_window_of_1100_by_700_scrolls_nowhere(editor):
    area = editor(size=(1100, 660)).page._area
    assert not area.horizontalScrollBar().isVisible()
    assert not area.verticalScrollBar().isVisible()


def test_one_that_is_too_low_scrolls_down_alone(editor):
    area = editor(size=(1100, 500)).page._area
    assert not area.horizontalScrollBar().isVisible()
    assert area.verticalScrollBar().isVisible()
