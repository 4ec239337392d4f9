"""The page of a table against an approved picture of it, in both themes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from tests.census.pages import Shown
from tests.golden.test_golden import APPROVED, FAR, FAR_SHARE, MEAN, array_of, keep

TABLE = Path(__file__).parents[1] / "data" / "tables" / "cases" / "grain_deccomma.csv"
SIZE = (1280, 800)


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_the_page_is_the_approved_one(
    qapp: object, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, theme: str
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    shown = Shown.of("xor", SIZE)
    try:
        shown.session.set_theme(theme)
        shown.window.commands.open(TABLE)
        for _ in range(3):
            shown.window.background.worker.wait()
            QApplication.processEvents()
            shown.clock.tick()
        page = shown.window.pages.current
        assert page is not None
        drawn = array_of(page.grab().toImage().convertToFormat(QImage.Format.Format_RGB32))
    finally:
        shown.close()
    file = APPROVED / f"table-{theme}.png"
    if request.config.getoption("--update-golden", default=False):
        Image.fromarray(drawn).save(file, optimize=True)
    approved = np.asarray(Image.open(file).convert("RGB"))
    assert drawn.shape == approved.shape
    difference = np.abs(drawn.astype(int) - approved)
    far = (difference.max(axis=2) > FAR).mean()
    if difference.mean() > MEAN or far > FAR_SHARE:
        keep(file.stem, drawn, difference)
        pytest.fail(f"{file.name} differs by {difference.mean():.2f} of 255, {100 * far:.2f} % of it far off")
