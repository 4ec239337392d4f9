"""The sandbox as a page of the main window: its keys are its own there."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from nnviz.document.sandbox import SOBEL_X
from nnviz.ui.kernels import SandboxPage


@pytest.fixture
def shown(show, theme):
    shown = show(theme=theme)
    shown.session.set_page("kernels")
    shown.frame()
    shown.frame()
    return shown


@pytest.fixture
def page(shown) -> SandboxPage:
    return shown.window.findChild(SandboxPage)


def press(shown, key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), key, modifiers)
    shown.frame()


def test_the_page_has_the_kernel_in_hand(shown, page):
    assert page.isVisible()
    assert QApplication.focusWidget() is page.board.stage.kernel
    press(shown, Qt.Key.Key_Up)
    assert shown.session.document.sandbox.kernel[1][2] == 3


def test_keys_of_the_canvas_do_not_reach_through(shown, page):
    seconds, values = shown.session.view.seconds, shown.session.document.input.values
    for key in (Qt.Key.Key_7, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Minus, Qt.Key.Key_Return):
        press(shown, key)
    assert shown.session.view.seconds == seconds
    assert shown.session.document.input.values is values
    assert shown.session.document.sandbox.kernel[1][2] == 7


def test_undo_by_key_and_the_ring_by_tab(shown, page):
    press(shown, Qt.Key.Key_Up)
    press(shown, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (shown.session.document.sandbox is None) or shown.session.document.sandbox.kernel == SOBEL_X
    press(shown, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is page.board.stage.tools.buttons["Flip"]
    assert shown.window.ring.isVisible()
    press(shown, Qt.Key.Key_Space)
    assert shown.session.document.sandbox.kernel[0] == (1.0, 0.0, -1.0)
    assert not shown.session.is_playing


def test_another_document_brings_its_own_sandbox(shown, page):
    press(shown, Qt.Key.Key_Up)
    shown.session.open("xor")
    shown.session.set_page("kernels")
    shown.frame()
    assert page.board.presets["Sobel x"].isChecked()
    assert page.board.stage.kernel.accessibleName().endswith("+2")
