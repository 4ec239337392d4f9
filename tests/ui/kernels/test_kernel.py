"""The kernel's cells under the hand, and the tools below them."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt

from nnviz.document.sandbox import SOBEL_X, Sandbox
from nnviz.scene.sandbox.presets import preset

SHIFT = Qt.KeyboardModifier.ShiftModifier


def cell(shown, row, column):
    return shown.board.stage.kernel.cell_rect(row, column).center()


def test_a_cell_is_dragged_up_and_down_in_one_undo_step(editor):
    shown = editor()
    grid = shown.board.stage.kernel
    start = cell(shown, 0, 0)
    shown.drag(grid, start, start - QPointF(0, 20), start - QPointF(0, 80))
    assert shown.sandbox.kernel[0][0] == pytest.approx(1.0)
    assert grid.held == (0, 0)
    shown.drag(grid, start, start + QPointF(0, 8))
    assert shown.sandbox.kernel[0][0] == pytest.approx(0.8)
    shown.session.undo()
    assert shown.sandbox.kernel[0][0] == pytest.approx(1.0)
    shown.session.undo()
    assert shown.sandbox.kernel == SOBEL_X


def test_up_and_down_step_by_one_and_with_shift_by_a_tenth(editor):
    shown = editor()
    grid = shown.board.stage.kernel
    assert grid.held == (1, 2)
    shown.key(grid, Qt.Key.Key_Up)
    assert shown.sandbox.kernel[1][2] == 3
    for _ in range(3):
        shown.key(grid, Qt.Key.Key_Down, SHIFT)
    assert shown.sandbox.kernel[1][2] == 2.7
    shown.key(grid, Qt.Key.Key_Down)
    assert shown.sandbox.kernel[1][2] == 1.7


def test_a_number_is_typed(editor):
    shown = editor()
    grid = shown.board.stage.kernel
    shown.type(grid, "-0,25")
    assert shown.sandbox.kernel == SOBEL_X
    shown.key(grid, Qt.Key.Key_Return)
    assert shown.sandbox.kernel[1][2] == -0.25
    assert grid.held == (2, 0)
    shown.type(grid, "7")
    shown.key(grid, Qt.Key.Key_Escape)
    shown.key(grid, Qt.Key.Key_Return)
    assert shown.sandbox.kernel[2][0] == -1


@pytest.mark.parametrize("typed", ["1001", "-99999", "1-2"])
def test_what_can_not_stand_in_a_cell_is_refused_in_words(editor, typed):
    shown = editor()
    grid, said = shown.board.stage.kernel, []
    grid.refused.connect(said.append)
    held, before = grid.held, shown.sandbox.kernel
    shown.type(grid, typed)
    shown.key(grid, Qt.Key.Key_Return)
    assert shown.sandbox.kernel == before
    assert grid.held == held
    expected = "is no number." if typed == "1-2" else "is too large: ±1,000 at most."
    assert said[-1].endswith(expected)
    shown.type(grid, "1000")
    assert said[-1] == ""
    shown.key(grid, Qt.Key.Key_Return)
    assert shown.sandbox.kernel[held[0]][held[1]] == 1000


def test_left_and_right_take_the_next_cell_in_reading_order(editor):
    shown = editor()
    grid = shown.board.stage.kernel
    shown.key(grid, Qt.Key.Key_Right)
    assert grid.held == (2, 0)
    shown.key(grid, Qt.Key.Key_Left)
    shown.key(grid, Qt.Key.Key_Left)
    assert grid.held == (1, 1)
    assert grid.accessibleName() == "Kernel, row 2, column 2: 0"


def test_the_tools_below(editor):
    shown = editor()
    buttons = shown.board.stage.tools.buttons
    assert not buttons["Undo"].isEnabled()
    shown.click(buttons["Turn 90°"])
    assert np.array_equal(shown.sandbox.kernel, np.rot90(SOBEL_X, -1))
    shown.click(buttons["Undo"])
    assert shown.sandbox.kernel == SOBEL_X
    shown.click(buttons["Flip"])
    assert np.array_equal(shown.sandbox.kernel, np.fliplr(SOBEL_X))
    shown.click(buttons["Clear"])
    assert not np.any(shown.sandbox.kernel)
    shown.key(buttons["Undo"], Qt.Key.Key_Space)
    assert np.array_equal(shown.sandbox.kernel, np.fliplr(SOBEL_X))


def test_a_preset_is_pressed_and_marked(editor):
    shown = editor()
    presets = shown.board.presets
    assert [name for name, button in presets.items() if button.isChecked()] == ["Sobel x"]
    shown.click(presets["Blur"])
    assert shown.sandbox.kernel == preset("Blur")
    assert [name for name, button in presets.items() if button.isChecked()] == ["Blur"]
    shown.key(shown.board.stage.kernel, Qt.Key.Key_Up)
    assert not any(button.isChecked() for button in presets.values())


def test_presets_are_grey_or_signed(editor, theme):
    """Grey where no value is negative, signed where any is."""
    shown = editor(theme=theme)
    grey = {}
    for name, button in shown.board.presets.items():
        picture = shown.pixels(button)[10:60, 20:180].astype(int)
        grey[name] = int(np.abs(picture[..., 0] - picture[..., 2]).max()) < 40
    assert grey == {name: name in ("Identity", "Blur") for name in grey}


@pytest.mark.parametrize("size", [3, 5, 7])
@pytest.mark.parametrize("window", [(1600, 1000), (1280, 720)])
def test_every_cells_number_fits_into_its_cell(editor, theme, size, window):
    """The rim of every cell is one colour: no digit reaches it. (The ring of the cell in hand does.)"""
    kernel = tuple(map(tuple, np.linspace(-0.99, -0.11, size * size).reshape(size, size).tolist()))
    shown = editor(size=window, theme=theme, sandbox=Sandbox(kernel=kernel, window=(5, 5)))
    grid = shown.board.stage.kernel
    picture = shown.pixels(grid).astype(int)
    for row in range(size):
        for column in range(size):
            if np.abs(np.subtract(grid.held, (row, column))).max() <= 1:
                continue
            rect = grid.cell_rect(row, column).toRect().adjusted(5, 6, -5, -6)
            assert rect.height() > 6
            left = picture[rect.top() : rect.bottom(), rect.left() - 1]
            right = picture[rect.top() : rect.bottom(), rect.right() + 1]
            assert np.ptp(left, axis=0).max() < 60
            assert np.ptp(right, axis=0).max() < 60
