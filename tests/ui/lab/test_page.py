"""The lab's page: its tray, its parts, and the way of Tab through each of them."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from nnviz import formats
from nnviz.document import Target
from nnviz.document.lab import PARTS, LabView
from nnviz.ui.lab import parts


def opened(show, qtbot, part, size=(1600, 1000)):
    shown = show("digits", size=size, page="lab")
    shown.session.select(Target(1, 6))
    shown.session.set_lab_view(LabView(part=part))
    shown.frame()
    shown.window.background.worker.wait()
    qtbot.wait(1)
    shown.frame()
    return shown


def reached(shown) -> list[QWidget]:
    """What has the keyboard, Tab after Tab, until it comes round."""
    found: list[QWidget] = []
    while (now := QApplication.focusWidget()) not in found:
        found.append(now)
        QTest.keyClick(now or shown.window, Qt.Key.Key_Tab)
    return found


def test_every_part_of_the_lab_has_a_tab_in_the_order_of_the_lesson() -> None:
    assert tuple(row.name for row in parts.PARTS) == PARTS


@pytest.mark.parametrize("part", PARTS)
def test_the_tray_leads_to_a_part_and_its_file_back_to_it(show, qtbot, part) -> None:
    shown = opened(show, qtbot, "functions")
    page = shown.window.pages.page("lab")
    QTest.mouseClick(page.tabs[part], Qt.MouseButton.LeftButton)
    shown.frame()
    assert shown.session.view.lab.part == part
    assert page.part.isVisible()
    assert page.tabs[part].isChecked()
    assert shown.session.undo_label is None


@pytest.mark.parametrize("part", PARTS)
def test_tab_reaches_everything_that_can_have_the_keyboard(show, qtbot, part) -> None:
    shown = opened(show, qtbot, part)
    page = shown.window.pages.page("lab")
    found = reached(shown)
    wanted = [
        control
        for control in page.findChildren(QWidget)
        if control.isVisible()
        and control.isEnabled()
        and control.focusPolicy() & Qt.FocusPolicy.TabFocus
        and control.focusProxy() is None
    ]
    missing = [f"{type(one).__name__} {one.accessibleName()}" for one in wanted if one not in found]
    assert missing == []
    assert page.tabs[part] in found


@pytest.mark.parametrize("part", PARTS)
def test_shift_tab_goes_the_same_way_back(show, qtbot, part) -> None:
    shown = opened(show, qtbot, part)
    there = reached(shown)
    back: list[QWidget] = []
    while (now := QApplication.focusWidget()) not in back:
        back.append(now)
        QTest.keyClick(now, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert set(back) == set(there)


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("size", [(1600, 1000), (1280, 720), (1100, 700), (940, 700)])
def test_nothing_lies_outside_the_page(show, qtbot, part, size) -> None:
    shown = opened(show, qtbot, part, size)
    page = shown.window.pages.page("lab")
    for control in page.part.findChildren(QWidget):
        if control.isVisible() and control.parentWidget() is page.part:
            assert page.part.rect().adjusted(-1, -1, 1, 1).contains(control.geometry()), control


def test_all_controls_have_a_name(show, qtbot) -> None:
    for part in PARTS:
        shown = opened(show, qtbot, part)
        page = shown.window.pages.page("lab")
        for control in page.findChildren(QWidget):
            if control.isVisible() and control.focusPolicy() & Qt.FocusPolicy.TabFocus:
                assert control.accessibleName(), f"{part}: {control}"


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("after", PARTS)
def test_an_answer_that_comes_late_finds_another_part(show, part, after):
    """What a part has asked for may come when a person looks at another one already."""
    shown = show("mnist", page="lab")
    worker, free = shown.window.background.worker, threading.Event()
    worker.submit("something that takes long", free.wait)
    shown.session.set_lab_view(LabView(part=part))
    shown.frame()
    shown.session.set_lab_view(LabView(part=after))
    shown.frame()
    free.set()
    worker.wait()
    shown.frame()


@pytest.mark.parametrize("histogram", ["neuron", "layer"])
@pytest.mark.parametrize("part", PARTS)
def test_a_new_size_that_comes_with_another_document_shows_that_one(show, part, histogram):
    """Sizes are given at once, documents with the frame: a page is laid out in between."""
    shown = show("mnist-cnn", page="lab")
    shown.session.select(Target(6, 3))
    view = LabView(part=part, histogram=histogram)
    shown.session.set_lab_view(view)
    shown.frame()
    other = formats.open_any("digits")[0]
    seen = replace(other.view, page="lab", lab=view, selection=Target(1, 2), theme="dark")
    shown.session.show(replace(other, view=seen))
    shown.window.resize(1280, 800)
    shown.frame()
    shown.window.background.worker.wait()
    shown.frame()
    back = replace(shown.session.document, view=replace(seen, selection=None))
    shown.session.show(back)
    shown.window.resize(1600, 1000)
    shown.frame()
    shown.window.background.worker.wait()
    shown.frame()
