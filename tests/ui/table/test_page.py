"""The page of a table in a window: every choice by pointer and by keyboard, and nothing of the document."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from nnviz.data.sources import TableFile
from nnviz.document import Document
from nnviz.formats import training as training_format
from nnviz.ui import settings
from nnviz.ui.table import editor
from nnviz.ui.table.page import TablePage
from nnviz.ui.widgets.buttons import DashedButton
from nnviz.ui.window.pages import page_of, tab_of
from tests.ui.conftest import Shown

CASES = Path(__file__).parents[2] / "data" / "tables" / "cases"
KEYS = Qt.Key


class Opened:
    """A table that is shown in a window."""

    def __init__(self, shown: Shown, path: Path) -> None:
        self.shown, self.session, self.window = shown, shown.session, shown.window
        shown.window.commands.open(path)
        self.settle()

    @property
    def page(self) -> TablePage:
        page = self.window.pages.current
        assert isinstance(page, TablePage)
        return page

    @property
    def choices(self):
        return self.session.table.intake.choices

    def settle(self) -> None:
        """Let what is done in the background come, and be shown."""
        for _ in range(3):
            self.window.background.worker.wait()
            self.shown.frame()

    def key(self, widget: QWidget, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(widget, key)
        self.settle()

    def choose(self, *keys: Qt.Key) -> None:
        """Go through the open menu."""
        assert self.page.menu is not None
        self.key(self.page.menu.list, *keys)


@pytest.fixture
def opened(show):
    def open_table(name: str | Path = "grain_deccomma.csv", size=(1600, 1000), theme="dark") -> Opened:
        return Opened(show("digits", size, theme), CASES / name)

    return open_table


def test_a_table_is_shown_in_place_of_the_page_and_leads_back(opened) -> None:
    one = opened()
    document = one.session.document
    assert (page_of(one.session), tab_of(one.session)) == ("table", "train")
    assert one.window.windowTitle().startswith("grain_deccomma.csv")
    assert "kind" in one.page.title.accessibleName()
    QTest.keyClick(QApplication.focusWidget(), KEYS.Key_Escape)
    one.settle()
    assert one.session.table is None
    assert page_of(one.session) == one.session.view.page
    assert one.session.document is document
    assert not one.session.has_unsaved_work
    assert settings.recent()[0].name == "grain_deccomma.csv"


def test_the_cross_and_the_tabs_lead_back_too(opened) -> None:
    one = opened()
    one.page.title.back.click()
    one.settle()
    assert one.session.table is None
    one.window.commands.open(CASES / "plain.csv")
    one.settle()
    one.window.top.tabs["build"].click()
    one.settle()
    assert page_of(one.session) == "build"


@pytest.mark.parametrize(
    ("question", "value", "name"),
    [(0, ",", "delimiter"), (1, ".", "decimal"), (2, False, "header"), (3, "latin-1", "encoding")],
)
@pytest.mark.parametrize("by_key", [False, True])
def test_each_guess_can_be_changed(opened, question, value, name, by_key) -> None:
    one = opened()
    view = one.page.questions[question]
    pill = view.pills.pills[value]
    if by_key:
        pill.setFocus()
        one.key(pill, KEYS.Key_Return)
    else:
        QTest.mouseClick(pill, Qt.MouseButton.LeftButton)
        one.settle()
    assert getattr(one.choices, name) == value
    assert one.page.questions[question].pills.pills[value].isChecked()
    one.window.actions_.by_name["undo"].trigger()
    one.settle()
    assert (one.choices.delimiter, one.choices.decimal, one.choices.header) == (";", ",", True)


def test_what_was_chosen_beside_a_guess_stays(opened) -> None:
    one = opened()
    one.page.editor.set_kind(2, "out")
    one.settle()
    QTest.mouseClick(one.page.questions[3].pills.pills["latin-1"], Qt.MouseButton.LeftButton)
    one.settle()
    assert one.choices.encoding == "latin-1"
    assert one.choices.kinds == ("number", "number", "out", "target")
    assert one.session.table.is_seen
    one.page.bar.again.click()
    one.settle()
    assert (one.choices.encoding, one.choices.kinds[2]) == ("utf-8", "number")


def test_a_large_table_is_split_while_one_goes_on(opened, monkeypatch) -> None:
    plain = opened().page.editor.scene
    monkeypatch.setattr(editor, "LARGE", 100)
    one = opened()
    assert one.page.editor.scene.aside == plain.aside
    assert one.page.editor.scene.told == plain.told
    one.page.editor.prepare("Keep more aside", share=0.4)
    assert one.page.editor.scene.aside.judged == "40%", "until it is counted"
    one.settle()
    assert one.page.editor.scene.aside.judged == "84"
    assert one.page.editor.scene.to_beat is not None


def test_arrows_go_through_the_answers_of_a_guess(opened) -> None:
    one = opened()
    pills = one.page.questions[0].pills.pills
    pills[";"].setFocus()
    one.key(pills[";"], KEYS.Key_Right)
    assert QApplication.focusWidget() is pills["\t"]


def test_an_answer_that_cannot_be_is_said_and_taken_back(opened) -> None:
    one = opened("plain.csv")
    QTest.mouseClick(one.page.questions[0].pills.pills["|"], Qt.MouseButton.LeftButton)
    one.settle()
    assert one.choices.delimiter == ","
    assert "one column" in one.page.editor.scene.problem


def test_a_column_is_left_out_by_key(opened) -> None:
    one = opened()
    columns = one.page.columns
    columns.setFocus()
    one.key(columns, KEYS.Key_Home, KEYS.Key_Right, KEYS.Key_Right, KEYS.Key_Return)
    assert one.page.menu is not None
    rows = one.page.menu.rows
    assert [row.text for row in rows] == ["Number", "Category", "Target", "Leave out"]
    assert rows[3].line == "the network: 2-8-2"
    one.choose(KEYS.Key_End)
    assert "the network: 2-8-2" in one.page.menu.list.item(3).text()
    one.choose(KEYS.Key_Return)
    assert one.choices.kinds == ("number", "number", "out", "target")
    drawn = one.page.editor.scene.drawn
    assert drawn is not None
    assert drawn.sizes == "2-8-2"
    assert one.session.undo_label == "Leave out length"
    QTest.keyClick(one.window, KEYS.Key_Z, Qt.KeyboardModifier.ControlModifier)
    one.settle()
    assert one.choices.kinds[2] == "number"


def test_a_column_is_left_out_by_click(opened) -> None:
    one = opened()
    columns = one.page.columns
    place = columns.chip_rect(0).center().toPoint()
    QTest.mouseClick(columns, Qt.MouseButton.LeftButton, pos=place)
    assert one.page.menu is not None
    menu = one.page.menu.list
    row = menu.visualItemRect(menu.item(3)).center()
    QTest.mouseClick(menu.viewport(), Qt.MouseButton.LeftButton, pos=row)
    one.settle()
    assert one.choices.kinds[0] == "out"


def test_another_target_is_chosen_in_the_title(opened) -> None:
    one = opened("flats.csv")
    one.page.title.target.click()
    assert [row.text for row in one.page.menu.rows] == ["rooms", "area_m2", "floor", "price"]
    one.choose(KEYS.Key_Home, KEYS.Key_Return)
    assert one.choices.target == 0
    assert one.choices.kinds[3] == "number"
    assert one.page.title.target.text() == "rooms"
    assert one.page.editor.scene.sources[0] == "from area_m2, floor and price"


def test_numbers_as_the_target_are_classes_or_amounts(opened) -> None:
    one = opened("float_class.csv")
    columns = one.page.columns
    columns.setFocus()
    one.key(columns, KEYS.Key_End, KEYS.Key_Space)
    assert [row.name for row in one.page.menu.rows][-2:] == ["answers:classes", "answers:value"]
    one.choose(KEYS.Key_End, KEYS.Key_Return)
    assert one.choices.answers == "value"
    assert one.page.editor.scene.told.head == "A value."


@pytest.mark.parametrize("by_key", [False, True])
def test_missing_values_are_dropped_or_filled(opened, by_key) -> None:
    one = opened("missing.csv")
    columns = one.page.columns
    assert columns.head(2).remedy == "rows dropped"
    before = len(one.page.editor.known.data)
    if by_key:
        columns.setFocus()
        one.key(columns, KEYS.Key_Home, KEYS.Key_Right, KEYS.Key_Right, KEYS.Key_Return)
    else:
        rect = columns.rect_of(2)
        spot = QPoint(round(rect.center().x()), round(columns.head_height - 8))
        QTest.mouseClick(columns, Qt.MouseButton.LeftButton, pos=spot)
    assert one.page.menu.rows[-1].name == "missing:median"
    one.choose(KEYS.Key_End, KEYS.Key_Return)
    assert one.choices.missing == "median"
    assert len(one.page.editor.known.data) == before + 1


def test_bad_lines_are_left_out_by_one_button(opened) -> None:
    one = opened("short.csv")
    bar = one.page.bar
    assert bar.mend.isVisible()
    assert not bar.train.isEnabled()
    bar.mend.click()
    one.settle()
    assert one.choices.ragged == "drop"
    assert not bar.mend.isVisible()
    assert bar.train.isEnabled()


def test_more_is_kept_aside_by_hand_and_by_key(opened) -> None:
    one = opened()
    bar = one.page.split.bar
    y = bar.height() / 3
    one.shown.drag(bar, (bar.handle, y), (0.7 * bar.width(), y), (0.6 * bar.width(), y))
    assert one.session.table.intake.preparation.share == pytest.approx(0.4)
    assert one.page.editor.scene.aside.judged == "84"
    one.session.undo()
    assert one.session.table.intake.preparation.share == pytest.approx(0.2)
    assert one.session.undo_label is None, "one drag is one step"
    bar.setFocus()
    one.key(bar, KEYS.Key_Left)
    assert one.session.table.intake.preparation.share == pytest.approx(0.21)
    one.key(bar, KEYS.Key_Right, KEYS.Key_Right)
    assert one.session.table.intake.preparation.share == pytest.approx(0.19)


def test_seed_hidden_neurons_and_scale_are_chosen(opened) -> None:
    one = opened()
    split, network = one.page.split, one.page.network
    rows = one.page.editor.known.data.inputs
    split.seed.more.click()
    one.settle()
    assert one.session.table.intake.preparation.seed == 1
    assert not np.array_equal(one.page.editor.known.data.inputs, rows)
    network.hidden.field.setFocus()
    network.hidden.field.selectAll()
    QTest.keyClicks(network.hidden.field, "3")
    one.key(network.hidden.field, KEYS.Key_Return)
    assert one.page.editor.scene.drawn.sizes == "3-3-2"
    network.scaled.click()
    one.settle()
    assert one.session.table.intake.preparation.scale == "none"
    assert not network.scale.isVisible()
    one.key(network.scaled, KEYS.Key_Space)
    network.scale.pills["minmax"].click()
    one.settle()
    assert one.session.table.intake.preparation.scale == "minmax"
    one.page.bar.again.click()
    one.settle()
    assert one.page.editor.scene.drawn.sizes == "3-8-2"
    assert one.session.table.intake.preparation.scale == "standardize"
    one.page.bar.undo.click()
    one.settle()
    assert one.page.editor.scene.drawn.sizes == "3-3-2"


def test_pixels_are_pictures_or_columns(opened, tmp_path) -> None:
    random = np.random.default_rng(0)
    rows = [",".join([*map(str, random.integers(0, 17, 64)), "ab"[place % 2]]) for place in range(60)]
    (tmp_path / "pixels.csv").write_text("\n".join(rows), encoding="utf-8")
    one = opened(tmp_path / "pixels.csv")
    assert one.choices.picture == (8, 8)
    assert not one.page.network.scaled.isVisible()
    one.page.network.picture.click()
    one.settle()
    assert one.choices.picture is None
    assert one.page.network.scaled.isVisible()


def test_training_begins_with_one_button(opened) -> None:
    one = opened()
    one.page.bar.train.click()
    one.settle()
    session = one.session
    assert session.table is None
    assert session.view.page == "train"
    assert session.document.input_names == ("area", "perimeter", "length")
    assert isinstance(session.document.training.source, TableFile)
    assert session.training.is_running
    session.training.pause()


def test_unsaved_work_is_asked_about_first(opened, answer) -> None:
    one = opened()
    session = one.session
    session.leave_table()
    session.apply(_noted, label="Note")
    before = session.document
    one.window.commands.open(CASES / "grain_deccomma.csv")
    one.settle()
    said = answer("Cancel")
    one.page.bar.train.click()
    one.settle()
    assert "not saved" in said[0]
    assert session.document is before
    assert session.table is not None, "the choices stay"


def _noted(document: Document) -> Document:
    return replace(document, notes="mine")


def test_the_table_of_a_document_is_opened_again_as_it_was(opened) -> None:
    one = opened()
    one.page.columns.setFocus()
    one.page.editor.set_kind(2, "out")
    one.settle()
    one.page.editor.set_hidden(5)
    one.page.editor.prepare("Keep more aside", share=0.3)
    one.settle()
    one.page.bar.train.click()
    one.settle()
    one.session.training.pause()
    one.session.set_train_view(replace(one.session.view.train, part="data"))
    one.settle()
    doors = one.window.pages.current.findChildren(DashedButton)
    door = next(door for door in doors if "Change" in door.text())
    assert door.text() == "Change grain_deccomma.csv…"
    door.click()
    one.settle()
    assert one.choices.kinds == ("number", "number", "out", "target")
    assert one.session.table.intake.preparation.share == pytest.approx(0.3)
    assert one.page.editor.scene.drawn.sizes == "2-5-2"


def test_a_table_is_dropped_on_the_window(show) -> None:
    shown = show("digits")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(CASES / "plain.csv"))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    shown.window.dropEvent(QDropEvent(QPointF(400, 300), copy, data, left, none))
    shown.frame()
    shown.window.background.worker.wait()
    shown.frame()
    assert shown.session.table is not None


def test_what_is_no_table_is_said_and_nothing_changes(show, answer) -> None:
    shown = show("digits")
    said = answer("Close")
    shown.window.commands.open(CASES / "empty.csv")
    shown.window.background.worker.wait()
    shown.frame()
    assert said == ["empty.csv is empty; give it rows of numbers."]
    assert shown.session.table is None


def test_ten_thousand_columns_are_gone_through(opened, tmp_path) -> None:
    random = np.random.default_rng(0)
    names = ",".join([*(f"g{place}" for place in range(10_000)), "kind"])
    rows = [
        ",".join([*(f"{value:.2f}" for value in random.normal(size=10_000)), "ab"[n % 2]]) for n in range(12)
    ]
    (tmp_path / "wide.csv").write_text("\n".join([names, *rows]), encoding="utf-8")
    one = opened(tmp_path / "wide.csv")
    columns = one.page.columns
    assert columns.count == 10_001
    columns.setFocus()
    one.key(columns, KEYS.Key_End)
    assert columns.accessibleName().startswith("Column 10,001 of 10,001, kind: target")
    assert columns.rect().contains(columns.chip_rect(10_000).toRect())
    one.key(columns, KEYS.Key_Home)
    assert columns.chip_rect(0).left() > 0


@pytest.mark.parametrize("size", [(1600, 1000), (1280, 720), (1100, 700)])
def test_nothing_leaves_its_place(opened, size) -> None:
    one = opened("missing.csv", size)
    page = one.page
    for part in (page.title, *page.questions, page.strip, page.columns, page.split, page.network, page.bar):
        assert page.rect().contains(part.geometry()), type(part).__name__
        for control in part.findChildren(QWidget):
            if control.isVisible() and control.parentWidget() is part:
                assert part.rect().contains(control.geometry()), control.accessibleName()
    for button in (page.bar.train, page.bar.undo, page.title.target, page.split.seed.more):
        assert min(button.width(), button.height()) >= 36, button.accessibleName()


def test_everything_has_a_name(opened) -> None:
    one = opened("missing.csv")
    for control in one.page.findChildren(QWidget):
        if control.isVisible() and control.focusPolicy() != Qt.FocusPolicy.NoFocus:
            assert control.accessibleName(), control


def test_a_document_whose_table_is_gone_asks_for_it(show, answer, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(training_format, "MOST_EMBEDDED", 1000)
    table = tmp_path / "grain.csv"
    shutil.copy(CASES / "grain_deccomma.csv", table)
    one = Opened(show("digits"), table)
    one.page.bar.train.click()
    one.settle()
    one.session.training.pause()
    one.session.save(tmp_path / "mine.nnviz")
    one.window.commands.open(tmp_path / "mine.nnviz")
    one.settle()
    assert one.session.document.training.data is not None
    assert not one.session.has_unsaved_work
    table.unlink()
    said = answer("Close")
    one.window.commands.open(tmp_path / "mine.nnviz")
    one.settle()
    assert said[0].startswith("The table grain.csv that this network learns from isn’t where it was")
    assert one.session.document.training.data is None


def test_a_table_is_among_the_recent_files(opened) -> None:
    one = opened()
    one.session.greet()
    one.settle()
    row = one.window.pages.current.cards.recent[0]
    assert row.file.name == "grain_deccomma.csv"
    assert not row.grab().isNull()
    row.click()
    one.settle()
    assert one.session.table is not None
