"""Tab goes from group to group on the kernel page; arrows go from choice to choice within one."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

TAB, RIGHT, LEFT = Qt.Key.Key_Tab, Qt.Key.Key_Right, Qt.Key.Key_Left


@pytest.fixture
def shown(show):
    """The page in the window."""
    return show("digits", page="kernels")


def board(shown):
    return shown.window.pages.page("kernels").board


def press(shown, key: Qt.Key) -> object:
    """A key to what has the keyboard; returns what has it then."""
    QTest.keyClick(QApplication.focusWidget(), key)
    shown.frame()
    return QApplication.focusWidget()


def groups(shown) -> dict[str, list]:
    """The choices that belong together."""
    page = board(shown)
    rows: dict[str, list] = {}
    for (row, _), chip in page.size_card.chips.items():
        rows.setdefault(row, []).append(chip)
    return {**rows, "presets": [*page.presets.values()], "pictures": [*page.pictures.values(), page.open]}


def test_tab_stops_once_in_each_group(shown) -> None:
    first = board(shown).stage.kernel
    first.setFocus()
    met, widget = [], press(shown, TAB)
    while widget is not first and len(met) < 60:
        met.append(widget)
        widget = press(shown, TAB)
    for name, group in groups(shown).items():
        assert len([one for one in met if one in group]) == 1, name


def test_the_chosen_one_is_the_stop_and_arrows_go_on_from_it(shown) -> None:
    page = board(shown)
    chip = page.size_card.chips["Kernel", 3]
    assert chip.isChecked()
    assert chip.focusPolicy() & Qt.FocusPolicy.TabFocus
    chip.setFocus()
    assert press(shown, RIGHT) is page.size_card.chips["Kernel", 5]
    assert page.size_card.chips["Kernel", 3].isChecked()
    press(shown, Qt.Key.Key_Space)
    assert shown.session.document.sandbox.size == 5
    assert press(shown, LEFT) is page.size_card.chips["Kernel", 3]


def test_arrows_go_through_the_presets_and_enter_takes_one(shown) -> None:
    presets = [*board(shown).presets.values()]
    chosen = next(one for one in presets if one.focusPolicy() & Qt.FocusPolicy.TabFocus)
    chosen.setFocus()
    assert press(shown, Qt.Key.Key_Home) is presets[0]
    assert press(shown, RIGHT) is presets[1]
    press(shown, Qt.Key.Key_Return)
    assert presets[1].isChecked()
    assert press(shown, Qt.Key.Key_End) is presets[-1]
