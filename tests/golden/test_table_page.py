"""The page of a table against an approved picture of it, in both themes."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from tests.census.pages import Shown
from tests.golden.approving import compare

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
        picture = page.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    finally:
        shown.close()
    compare(f"table-{theme}", picture, request)
