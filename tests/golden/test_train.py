"""The Train page with runs that are over, beside the approved pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from nnviz.document import Document
from nnviz.session import Session
from nnviz.ui import app, settings
from nnviz.ui.clock import FrameClock
from nnviz.ui.theme import THEMES
from nnviz.ui.window.main_window import MainWindow
from tests.finished import finished
from tests.golden.approving import compare

Draw = Callable[[Document, tuple[int, int], str], QImage]


@pytest.fixture
def page_of(qtbot, monkeypatch: pytest.MonkeyPatch, tmp_path) -> Iterator[Draw]:
    """Draw the Train page of a document as it stands in a window."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    windows: list[MainWindow] = []

    def draw(document: Document, size: tuple[int, int], theme: str) -> QImage:
        app.adopt(QApplication.instance())
        settings.set_theme(theme)
        session = Session(document)
        session.set_theme(theme)
        session.set_page("train")
        window = MainWindow(session)
        windows.append(window)
        window.resize(*size)
        clock = FrameClock(session, window)
        clock.add(window)
        window.show()
        qtbot.waitExposed(window)
        clock.tick()
        clock.stop()
        return window.pages.current.grab().toImage()

    yield draw
    for window in windows:
        window.background.close()
        window.deleteLater()


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", [(1600, 1000), (1280, 720)])
def test_the_page_is_the_approved_one(page_of: Draw, size, theme, request) -> None:
    compare(f"train-{size[0]}-{theme}", page_of(finished(0.003, 0.03, step=60), size, theme), request)


@pytest.mark.parametrize("theme", THEMES)
def test_the_comparison_is_the_approved_one(page_of: Draw, theme, request) -> None:
    document = finished(0.003, 0.03, 0.1)
    view = replace(document.view, train=replace(document.view.train, is_compared=True))
    image = page_of(replace(document, view=view), (1280, 720), theme)
    compare(f"train-compared-{theme}", image, request)
