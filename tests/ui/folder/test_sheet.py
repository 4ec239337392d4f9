"""A folder dropped on a window becomes examples and a network that fits them, in a few clicks."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog, QMessageBox

from nnviz import formats
from nnviz.data import folders
from nnviz.data.sources import PictureFolder
from nnviz.document import edits
from nnviz.scene.train import judging
from nnviz.ui.folder.sheet import FolderSheet
from nnviz.ui.window import dialogs


@pytest.fixture
def flags(tmp_path: Path) -> Path:
    """Ten red pictures and ten blue ones, a text, a damaged picture."""
    root = tmp_path / "flags"
    for name, colour in (("red", (255, 0, 0)), ("blue", (0, 0, 255))):
        (root / name).mkdir(parents=True)
        for number in range(10):
            Image.new("RGB", (40 + number, 30), colour).save(root / name / f"{number}.png")
    (root / "red" / "notes.txt").write_text("of flags")
    noise = np.random.default_rng(0).integers(0, 256, (90, 90, 3)).astype(np.uint8)
    Image.fromarray(noise).save(root / "red" / "cut.png")
    (root / "red" / "cut.png").write_bytes((root / "red" / "cut.png").read_bytes()[:2000])
    return root


@pytest.fixture
def sheet(show, qtbot, flags) -> FolderSheet:
    """The sheet over a window in which the folder was dropped, with all its pictures read."""
    shown = show("iris")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(flags))])
    drop = QDropEvent(
        QPointF(300, 300),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    shown.window.dropEvent(drop)
    qtbot.waitUntil(lambda: shown.window.findChild(FolderSheet) is not None)
    found = shown.window.findChild(FolderSheet)
    found.session = shown.session
    qtbot.waitUntil(lambda: found.reader.whole is not None)
    return found


def test_a_folder_that_is_dropped_is_shown(sheet) -> None:
    assert sheet.isVisible()
    assert sheet.guess.count == 21
    assert len(sheet.data) == 20
    lines = sheet.face.accessibleDescription()
    assert "notes.txt isn't a picture." in lines
    assert "cut.png is damaged." in lines
    assert [len(row) for row in sheet.reader.few] == [10, 10]
    assert sheet.face.sides.chips["32"].isChecked() or sheet.face.sides.chips["28"].isChecked()


def test_it_becomes_a_document_that_is_about_to_learn(sheet, qtbot, flags) -> None:
    session = sheet.session
    with qtbot.waitSignal(sheet.made):
        qtbot.mouseClick(sheet.face.go, Qt.MouseButton.LeftButton)
    document = session.document
    assert document.title == "flags"
    assert document.output_names == ("blue", "red")
    training = document.training
    assert training.data.held_out == 4
    assert sorted(training.data.targets[-4:].tolist()) == [0, 0, 1, 1]
    assert isinstance(training.source, PictureFolder)
    np.testing.assert_array_equal(np.sort(folders.again(training.source).targets), [0] * 10 + [1] * 10)
    assert training.recipe.loss.name == "cross_entropy"
    assert document.view.page == "train"


def test_it_learns_and_comes_back_from_a_file(sheet, qtbot, tmp_path) -> None:
    session = sheet.session
    qtbot.mouseClick(sheet.face.go, Qt.MouseButton.LeftButton)
    session.training.epoch()
    session.training.wait()
    session.training.epoch()
    session.training.wait()
    document = session.document
    session.save(tmp_path / "flags.nnviz", None)
    again, _ = formats.open_any(tmp_path / "flags.nnviz")
    assert again.training.source == document.training.source
    np.testing.assert_array_equal(again.training.data.inputs, document.training.data.inputs)
    confusions = []
    for each in (document, again):
        found = judging.judge(each, judging.parts_of(each).kept)
        confusions.append(found.confusion.counts)
    np.testing.assert_array_equal(*confusions)
    np.testing.assert_array_equal(confusions[0], 2 * np.eye(2))


def test_every_choice_can_be_changed(sheet, qtbot) -> None:
    before = sheet.reader.whole
    qtbot.mouseClick(sheet.face.sides.chips["16"], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(sheet.face.ways.chips["grey"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: sheet.reader.whole not in (None, before))
    assert sheet.reader.whole.data.inputs.shape == (20, 1, 16, 16)
    sheet.face.split.setFocus()
    for _ in range(5):
        qtbot.keyClick(sheet.face.split, Qt.Key.Key_Left)
    assert sheet.preparation.share == pytest.approx(0.3, abs=0.051)
    qtbot.mouseClick(sheet.face.seed.more, Qt.MouseButton.LeftButton)
    assert sheet.preparation.seed == 1
    with qtbot.waitSignal(sheet.made) as made:
        qtbot.mouseClick(sheet.face.go, Qt.MouseButton.LeftButton)
    (document,) = made.args
    assert document.network.input_shape == (1, 16, 16)
    assert document.training.preparation == sheet.preparation


def test_pressed_before_all_is_read_it_waits(sheet, qtbot) -> None:
    sheet.face.ways.chips["grey"].click()
    with qtbot.waitSignal(sheet.made) as made:
        sheet.face.go.click()
    assert made.args[0].network.input_shape[0] == 1


def test_unsaved_work_is_asked_about_and_the_sheet_waits(sheet, qtbot, monkeypatch) -> None:
    session = sheet.session
    session.apply(edits.set_bias, 2, 0, 1.5)
    document, answers = session.document, [dialogs.Answer.CANCEL, dialogs.Answer.DISCARD]
    monkeypatch.setattr(dialogs, "ask_unsaved", lambda *_: answers.pop(0))
    sheet.face.go.click()
    assert session.document is document
    assert sheet.isVisible()
    sheet.face.go.click()
    assert session.document.title == "flags"
    assert not sheet.isVisible()


def test_escape_leaves_everything_as_it_was(sheet, qtbot) -> None:
    session = sheet.session
    document = session.document
    with qtbot.waitSignal(sheet.finished):
        qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert session.document is document
    assert session.undo_label is None


def test_what_is_no_set_of_pictures_is_told_in_a_sentence(show, qtbot, tmp_path, monkeypatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda self: told.append(self.text()))
    shown = show("iris")
    document = shown.session.document
    for name in ("empty", "single"):
        (tmp_path / name).mkdir()
    Image.new("RGB", (9, 9)).save(tmp_path / "single" / "one.png")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "single"))
    shown.window.actions_.by_name["open_folder"].trigger()
    qtbot.waitUntil(lambda: len(told) == 1)
    assert "holds 1 file but no folders" in told[0]
    shown.window.commands.open(tmp_path / "empty")
    qtbot.waitUntil(lambda: len(told) == 2)
    assert "is empty; choose a folder" in told[1]
    assert shown.session.document is document


def test_while_a_class_looks_on_no_sheet_opens(show, flags) -> None:
    shown, told = show("iris"), []
    shown.window.hush = told.append
    shown.window.commands.open(flags)
    assert told == ["A folder of pictures opens once nothing is presented any more."]
    assert shown.window.findChild(FolderSheet) is None
