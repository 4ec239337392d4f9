"""A picture of one's own on the page: opened, dropped, pasted, refused in one sentence; the pad's tools."""

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication

from nnviz import formats
from nnviz.data import photographs
from nnviz.document import edits
from nnviz.document.sandbox import Sandbox

NONE, LEFT = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton


@pytest.mark.parametrize("size", [(1, 1), (5, 400), (400, 5), (24, 24), (320, 213), (4000, 3000), (3, 2000)])
def test_a_photograph_of_any_size_fits(tmp_path, size):
    path = tmp_path / "mine.png"
    Image.new("RGB", size, (255, 0, 0)).save(path)
    photo = photographs.own(path)
    height, width = photo.shape
    assert photographs.LEAST <= height <= photographs.SIZE[0]
    assert photographs.LEAST <= width <= photographs.SIZE[1]
    assert photo.min() == pytest.approx(0.299, abs=1e-3)
    assert Sandbox().with_photo(photo).with_size(7).count == (height - 6, width - 6)


def test_what_is_transparent_is_white_and_a_turned_one_stands_upright(tmp_path):
    clear = tmp_path / "clear.png"
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(clear)
    assert (photographs.own(clear) == 1).all()
    turned = tmp_path / "turned.jpg"
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("L", (60, 30)).save(turned, exif=exif)
    assert photographs.own(turned).shape == (60, 30)


def test_a_file_is_opened_and_kept_with_the_document(editor, tmp_path):
    path = tmp_path / "mine.png"
    Image.fromarray(np.tile(np.arange(0, 200, 2, np.uint8), (50, 1))).save(path)
    shown = editor()
    assert not shown.board.pictures["own"].isVisible()
    shown.board.own.take(path)
    shown.frame()
    assert shown.sandbox.picture == "own"
    assert shown.sandbox.shape == (50, 100)
    assert shown.board.pictures["own"].isChecked()
    assert shown.session.undo_label == "Picture: mine.png"
    shown.click(shown.board.pictures["flower"])
    shown.click(shown.board.pictures["own"])
    file = tmp_path / "kept.nnviz"
    formats.save(shown.session.document, file)
    again = formats.open_any(str(file))[0].sandbox
    assert again.picture == "own"
    assert np.array_equal(again.photo, shown.sandbox.photo)
    shown.session.undo()
    shown.session.undo()
    shown.session.undo()
    assert shown.sandbox.photo is None


def test_a_dropped_picture_is_shown(editor, tmp_path):
    path = tmp_path / "mine.png"
    Image.new("L", (80, 60), 128).save(path)
    shown = editor()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    place, copy = QPoint(50, 50), Qt.DropAction.CopyAction
    entered = QDragEnterEvent(place, copy, mime, LEFT, NONE)
    QApplication.sendEvent(shown.page, entered)
    assert entered.isAccepted()
    QApplication.sendEvent(shown.page, QDropEvent(QPointF(place), copy, mime, LEFT, NONE))
    shown.frame()
    assert shown.sandbox.shape == (60, 80)


def test_a_copied_picture_is_pasted(editor):
    shown = editor()
    image = QImage(90, 45, QImage.Format.Format_RGB32)
    image.fill(QColor(0, 0, 255))
    QGuiApplication.clipboard().setImage(image)
    shown.key(shown.board.stage.kernel, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert shown.sandbox.shape == (45, 90)
    assert shown.sandbox.photo[0, 0] == pytest.approx(0.114, abs=1e-3)


@pytest.mark.parametrize("content", [b"", b"no picture", b"\x89PNG\r\n\x1a\n broken"])
def test_a_bad_file_is_told_in_one_sentence(editor, tmp_path, content):
    path = tmp_path / "bad.png"
    path.write_bytes(content)
    shown = editor()
    before = shown.session.document
    shown.board.own.take(path)
    shown.frame()
    assert shown.session.document is before
    assert shown.board.own.problem.startswith("bad.png")
    assert shown.board.own.problem.endswith(".")
    shown.click(shown.board.pictures["flower"])
    assert shown.board.own.problem == ""


def test_the_pad_has_an_eraser_and_a_clear_button(editor):
    shown = editor()
    assert not shown.board.stage.pad_tools.isVisible()
    shown.click(shown.board.pictures["pad"])
    stage, tools = shown.board.stage, shown.board.stage.pad_tools
    assert tools.isVisible()
    assert not tools.clear.isEnabled()
    places = stage.geometry_
    assert stage.rect().contains(tools.geometry())
    assert tools.x() > places.picture.right()
    assert tools.geometry().right() < places.plate.left()
    line = [places.picture.topLeft() + QPointF(x, 50) * places.scale for x in (10, 20, 30)]
    shown.drag(stage, *line)
    assert shown.sandbox.drawing.any()
    shown.click(tools.eraser)
    assert tools.erases
    shown.drag(stage, *line)
    assert not shown.sandbox.drawing.any()
    shown.session.apply(edits.set_sandbox, shown.sandbox.with_drawing(np.ones((70, 70))))
    shown.frame()
    shown.click(tools.clear)
    assert not shown.sandbox.drawing.any()
    assert shown.session.undo_label == "Clear the pad"
