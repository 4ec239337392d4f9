"""What was copied elsewhere is pasted: a picture as the input, a folder of pictures to learn from."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QMessageBox

from nnviz.data import prepare_drawing
from nnviz.ui.folder.sheet import FolderSheet


@pytest.fixture
def copied():
    """Put something on the clipboard; it is empty again afterwards."""
    clipboard = QGuiApplication.clipboard()

    def copy(*paths, image=None):
        mime = QMimeData()
        if paths:
            mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        if image is not None:
            mime.setImageData(image)
        clipboard.setMimeData(mime)

    yield copy
    clipboard.clear()


def test_a_picture_becomes_the_input(show, qtbot, copied) -> None:
    shown = show("digits")
    image = QImage(40, 60, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    for row in range(10, 50):
        for column in range(18, 24):
            image.setPixelColor(column, row, QColor("black"))
    copied(image=image)
    qtbot.keyClick(shown.window.run.canvas, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    ink = np.zeros((60, 40), np.float32)
    ink[10:50, 18:24] = 1
    wanted = prepare_drawing(ink, (8, 8)).ravel()
    np.testing.assert_allclose(shown.session.document.input.values, wanted, atol=1e-6)
    assert shown.session.undo_label == "Look at The pasted picture"


def test_a_folder_of_pictures_is_looked_through(show, qtbot, copied, tmp_path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        Image.new("RGB", (20, 20), "red").save(tmp_path / name / "x.png")
    shown = show("digits")
    copied(tmp_path)
    qtbot.keyClick(shown.window.run.canvas, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: shown.window.findChild(FolderSheet) is not None)


def test_nothing_to_paste_is_said(show, copied, monkeypatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda self: told.append(self.text()))
    shown = show("digits")
    copied()
    shown.window.actions_.by_name["paste"].trigger()
    assert told == ["There is nothing to paste here: copy a picture, a file or a folder of pictures first."]


def test_the_page_of_kernels_pastes_by_itself(show) -> None:
    shown = show("digits", page="kernels")
    assert not shown.window.actions_.by_name["paste"].isEnabled()
