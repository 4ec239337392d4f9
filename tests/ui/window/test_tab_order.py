"""Tab goes through a part as a person reads it: along a line, then to the next one."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QPushButton, QWidget

from nnviz.ui.window import tab_order

LINES = {
    "play": QRect(20, 20, 48, 48),
    "speed": QRect(80, 30, 60, 36),
    "loop": QRect(150, 22, 36, 36),
    "timeline": QRect(20, 84, 200, 36),
    "step": QRect(230, 80, 40, 40),
}
"""Two lines of controls of unlike heights: those of a line don't stand at quite the same height."""


@pytest.fixture
def part(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    for name in ("step", "loop", "timeline", "speed", "play"):
        button = QPushButton(widget)
        button.setAccessibleName(name)
        button.setGeometry(LINES[name])
    widget.resize(300, 140)
    widget.show()
    qtbot.waitExposed(widget)
    return widget


def test_controls_of_one_line_are_visited_from_left_to_right(part):
    assert [control.accessibleName() for control in tab_order.controls_of(part)] == list(LINES)


def test_shift_tab_goes_back_over_the_line_and_round(part):
    buttons = {button.accessibleName(): button for button in part.findChildren(QPushButton)}
    names = list(LINES)
    for name, before in zip(names, [names[-1], *names], strict=False):
        assert tab_order.neighbour([part], buttons[name], forward=False) is buttons[before]
