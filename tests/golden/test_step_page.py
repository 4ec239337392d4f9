"""The page of one training step against approved pictures: the worked example, midway and at its end."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from nnviz import formats
from nnviz.session import Session
from nnviz.ui import app, settings
from nnviz.ui.clock import FrameClock
from nnviz.ui.window.main_window import MainWindow
from tests.golden.approving import compare

CASES = [
    ("step-midway", 4.4, "dark", (1280, 720), "chain"),
    ("step-end", 99.0, "light", (1600, 1000), "chain"),
    ("step-nudges", 99.0, "dark", (1600, 1000), "nudges"),
]


@pytest.mark.parametrize(("name", "seconds", "theme", "size", "reading"), CASES, ids=lambda v: str(v))
def test_page_is_the_approved_one(
    qapp: object,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    name: str,
    seconds: float,
    theme: str,
    size: tuple[int, int],
    reading: str,
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    compare(f"{name}-{theme}", _drawn(seconds, theme, size, reading), request)


def _drawn(seconds: float, theme: str, size: tuple[int, int], reading: str) -> QImage:
    """The page alone, without the window's bars."""
    app.adopt(QApplication.instance())
    settings.set_theme(theme)
    document = formats.open_any("worked-example")[0]
    step = replace(document.view.step, seconds=seconds, reading=reading)
    session = Session(replace(document, view=replace(document.view, page="step", step=step, theme=theme)))
    window = MainWindow(session)
    window.resize(*size)
    clock = FrameClock(session, window)
    clock.add(window)
    window.show()
    clock.tick()
    QApplication.processEvents()
    page = window.pages.page("step")
    found = page.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    # The window says once that it has been painted: not after it is gone.
    QApplication.processEvents()
    clock.stop()
    window.background.close()
    window.hide()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()
    return found
