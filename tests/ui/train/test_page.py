"""The Train page's frame: its tab, its parts, its keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from nnviz.ui.train import TrainPage
from nnviz.ui.train.parts import PARTS


@pytest.fixture
def page(show) -> TrainPage:
    shown = show("xor", page="train")
    shown.frame()
    return shown.window.pages.current


def test_the_tabs_say_which_part_is_shown(show) -> None:
    shown = show("xor", page="train")
    page = shown.window.pages.current
    assert page.shown_name == "curves"
    for row in PARTS:
        QTest.mouseClick(page.rail.tabs[row.name], Qt.MouseButton.LeftButton)
        shown.frame()
        assert shown.session.view.train.part == row.name
        assert [name for name, tab in page.rail.tabs.items() if tab.isChecked()] == [row.name]
        assert page.part.isVisible()
        assert sum(page.made(other.name).isVisible() for other in PARTS) == 1


def test_rail_part_and_transport_share_the_page(page) -> None:
    rail, part, transport = page.rail.geometry(), page.part.geometry(), page.transport.geometry()
    assert rail.united(part).united(transport) == page.rect()
    assert not rail.intersects(part)
    assert not rail.intersects(transport)
    assert not part.intersects(transport)
