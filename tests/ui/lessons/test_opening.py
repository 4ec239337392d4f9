"""Opening a lesson: by name, by file, by drag and drop; where one goes on; a text that is being written."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from nnviz.document import edits
from nnviz.lessons import progress, text
from nnviz.lessons.progress import Progress
from nnviz.lessons.staging import staged_card
from nnviz.session.lecture import Place
from nnviz.ui import settings
from tests.ui.lessons.texts import SECOND, SLOWLY


@pytest.fixture
def own_file(lesson_file: Path, tmp_path: Path) -> Path:
    """A lesson of one's own."""
    path = tmp_path / "mine.md"
    path.write_text(SLOWLY.replace("One neuron, slowly", "Mine"), encoding="utf-8")
    return path


def drop(window, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    window.dropEvent(QDropEvent(QPointF(500, 400), action, data, button, Qt.KeyboardModifier.NoModifier))


def test_a_dropped_lesson_is_opened_and_remembered(show, own_file, qtbot) -> None:
    shown = show("xor")
    drop(shown.window, own_file)
    qtbot.waitUntil(lambda: shown.session.lecture is not None)
    shown.frame()
    assert shown.window.desk.panel.accessibleName() == "Lesson: Mine, card 1 of 4"
    assert settings.recent_lessons() == (own_file.resolve(),)
    assert settings.recent() == ()


def test_a_lesson_is_chosen_in_a_dialog(show, own_file, monkeypatch) -> None:
    shown = show("xor")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(own_file), ""))
    shown.window.actions_.by_name["open_lesson"].trigger()
    shown.frame()
    assert shown.session.lecture.lesson.title == "Mine"
    shown.window.commands.close_lesson()
    shown.window.actions_.by_name["open"].trigger()
    assert shown.session.lecture.lesson.title == "Mine"


def test_what_is_wrong_with_it_is_said_and_what_is_open_stays(show, own_file, answer) -> None:
    shown = show("xor")
    before = shown.session.document
    own_file.write_text(SLOWLY.replace("sample: neuron", "samples: neuron"), encoding="utf-8")
    said = answer("Close")
    shown.window.commands.open_lesson(own_file)
    assert "mine.md, line" in said[0]
    assert shown.session.lecture is None
    assert shown.session.document is before
    said = answer("Close")
    shown.window.commands.open_lesson(own_file.with_name("gone.md"))
    # A long path may be broken anywhere.
    assert "gone.md" in said[0].replace("\u200b", "")


def test_one_goes_on_where_one_was(show, lesson_file) -> None:
    progress.keep(lesson_file, Progress(frozenset(("It decides",)), "The bar", 1))
    shown = show("xor")
    shown.window.commands.open_lesson("slowly")
    assert shown.session.lecture.place == Place(1, 1)
    assert shown.session.lecture.is_done(0)


def test_how_far_one_is_is_written_down(show, lesson_file, qtbot) -> None:
    shown = show("xor")
    commands = shown.window.commands
    commands.open_lesson("slowly")
    commands.go_to_card(1)
    qtbot.waitUntil(lambda: progress.of(lesson_file).card == "The bar", timeout=3000)
    shown.session.apply(edits.set_bias, 1, 0, -6.5)
    shown.frame()
    commands.next_card()
    shown.session.apply(edits.set_bias, 1, 0, -4.5)
    shown.frame()
    commands.close_lesson()
    assert progress.of(lesson_file) == Progress(frozenset(("The bar",)), "The bar", 1)


def test_it_is_written_down_when_another_document_or_the_end_of_the_window_ends_it(show, lesson_file) -> None:
    shown = show("xor")
    commands = shown.window.commands
    commands.open_lesson("slowly")
    commands.go_to_card(2)
    commands.open("iris")
    assert progress.of(lesson_file).card == "Only to read"
    commands.open_lesson("slowly")
    commands.go_to_card(3)
    shown.window.close()
    assert progress.of(lesson_file).card == "Predict"


def test_progress_is_cleared_after_a_question(show, lesson_file, answer) -> None:
    progress.keep(lesson_file, Progress(frozenset(("It decides",)), "The bar"))
    shown = show("xor")
    shown.window.commands.open_lesson("slowly")
    answer("Cancel")
    shown.window.actions_.by_name["clear_progress"].trigger()
    assert progress.everything()
    answer("Clear")
    shown.window.actions_.by_name["clear_progress"].trigger()
    shown.frame()
    assert not progress.everything().get("slowly", Progress()).done
    assert not shown.window.desk.panel.segments.buttons[0].is_done


def test_from_the_start_page_one_comes_back_to_it(show, lesson_file) -> None:
    shown = show("digits")
    shown.session.greet()
    shown.frame()
    shown.window.commands.open_lesson("slowly")
    shown.frame()
    assert not shown.session.is_greeting
    shown.window.commands.close_lesson()
    shown.frame()
    assert shown.session.is_greeting
    assert shown.session.document.title == "Digits 64-16-10"


def test_one_lesson_after_the_other_leaves_ones_own_work_unharmed(show, shelve) -> None:
    shelve(slowly=SLOWLY, second=SECOND)
    shown = show("xor")
    shown.session.apply(edits.set_bias, 1, 0, 2.5)
    own = shown.session.document
    for name in ("slowly", "second", "slowly"):
        shown.window.commands.open_lesson(name)
        shown.frame()
        assert shown.session.lecture.lesson.name == name
    shown.window.commands.close_lesson()
    assert shown.session.document is own
    assert shown.session.undo_label is not None


# a text that is being written


def test_what_is_on_screen_is_copied_as_a_block_that_shows_it_again(show, own_file) -> None:
    shown = show("xor")
    shown.window.commands.open_lesson(own_file)
    shown.frame()
    shown.session.seek(shown.session.timeline.start_of_layer(1))
    shown.frame()
    QTest.mouseClick(shown.window.desk.panel.body.capture, Qt.MouseButton.LeftButton)
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("```nnviz\nsample: neuron\ninput: 2\n")
    assert "level: neuron" in copied
    lesson = text.parse(f"---\ntitle: T\nminutes: 1\nabout: A\n---\n\n# One\n\n{copied}", "t")
    found = staged_card(lesson, 0)
    facts = next(iter(found)).facts
    assert facts.document.input.sample == 2
    assert facts.view.selection == shown.session.view.selection
    assert facts.view.seconds == pytest.approx(shown.session.view.seconds)


def test_a_lesson_that_comes_with_nnviz_has_no_button_for_that(show, lesson_file) -> None:
    shown = show("xor")
    shown.window.commands.open_lesson("slowly")
    shown.frame()
    assert not shown.window.desk.panel.body.capture.isVisible()
    assert shown.window.actions_.by_name["capture"].isEnabled()
    shown.session.set_page("lessons")
    shown.frame()
    assert not shown.window.actions_.by_name["capture"].isEnabled()


def saved_in_place(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def replaced(path: Path, text: str) -> None:
    other = path.with_suffix(".tmp")
    other.write_text(text, encoding="utf-8")
    other.replace(path)


def moved_away_first(path: Path, text: str) -> None:
    path.rename(path.with_name("mine.md~"))
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("save", [saved_in_place, replaced, moved_away_first])
def test_what_is_saved_is_shown_on_the_same_card(show, own_file, qtbot, save) -> None:
    shown = show("xor")
    shown.window.commands.open_lesson(own_file)
    shown.window.commands.go_to_card(1)
    shown.frame()
    text = own_file.read_text(encoding="utf-8")
    for number in range(3):
        save(own_file, text.replace("The bias moves", f"The bias {number} moves"))
        body = shown.window.desk.panel.body

        def has_come(wanted=f"The bias {number} moves", body=body) -> bool:
            shown.frame()
            return body.text.accessibleName().startswith(wanted)

        qtbot.waitUntil(has_come, timeout=5000)
        assert shown.session.lecture.place == Place(1)


def test_a_fault_is_told_in_the_panel_and_the_old_text_stays(show, own_file, qtbot) -> None:
    shown = show("xor")
    shown.window.commands.open_lesson(own_file)
    shown.frame()
    body = shown.window.desk.panel.body
    before, text = body.text.accessibleName(), own_file.read_text(encoding="utf-8")
    own_file.write_text(text.replace("touch: inputs", "tuoch: inputs"), encoding="utf-8")
    qtbot.waitUntil(lambda: bool(body.trouble.text), timeout=5000)
    assert body.trouble.text.startswith("mine.md, line ")
    assert "touch" in body.trouble.text
    assert body.trouble.isVisible()
    assert body.trouble.height() > 40
    assert body.text.accessibleName() == before
    own_file.write_text(text, encoding="utf-8")
    qtbot.waitUntil(lambda: not body.trouble.text, timeout=5000)
    assert body.trouble.height() == 0


def test_a_card_that_cannot_be_set_up_any_more_is_told_too(show, own_file, qtbot) -> None:
    shown = show("xor")
    shown.window.commands.open_lesson(own_file)
    shown.frame()
    text = own_file.read_text(encoding="utf-8")
    own_file.write_text(text.replace("select: 1:0", "select: 1:7"), encoding="utf-8")
    body = shown.window.desk.panel.body
    qtbot.waitUntil(lambda: bool(body.trouble.text), timeout=5000)
    assert shown.session.view.selection.unit == 0


def test_a_file_that_is_gone_changes_nothing(show, own_file, qtbot) -> None:
    shown = show("xor")
    shown.window.commands.open_lesson(own_file)
    shown.frame()
    own_file.unlink()
    qtbot.wait(500)
    shown.frame()
    assert shown.session.lecture.lesson.title == "Mine"
    assert not shown.window.desk.panel.body.trouble.text
