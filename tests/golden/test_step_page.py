"""The page of one training step against approved pictures: the worked example, midway and at its end."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from nnviz import formats
from nnviz.session import Session
from nnviz.ui import app, settings
from nnviz.ui.clock import FrameClock
from nnviz.ui.window.main_window import MainWindow
from tests.golden.test_golden import FAR, FAR_SHARE, MEAN, array_of, keep

APPROVED = Path(__file__).parent / "pictures"
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
    drawn = _drawn(seconds, theme, size, reading)
    file = APPROVED / f"{name}-{theme}.png"
    if request.config.getoption("--update-golden", default=False):
        Image.fromarray(drawn).save(file, optimize=True)
    approved = np.asarray(Image.open(file).convert("RGB"))
    assert drawn.shape == approved.shape
    difference = np.abs(drawn.astype(int) - approved)
    far = (difference.max(axis=2) > FAR).mean()
    if difference.mean() > MEAN or far > FAR_SHARE:
        keep(file.stem, drawn, difference)
        pytest.fail(f"{file.name} differs by {difference.mean():.2f} of 255, {100 * far:.2f} % of it far off")


def _drawn(seconds: float, theme: str, size: tuple[int, int], reading: str) -> np.ndarray:
    """The page alone, without the window's bars: (height, width, 3) bytes."""
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
    found = array_of(page.grab().toImage())
    # The window says once that it has been painted: not after it is gone.
    QApplication.processEvents()
    clock.stop()
    window.background.close()
    window.hide()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()
    return found
