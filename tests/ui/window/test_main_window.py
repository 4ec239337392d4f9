"""The window: where its parts lie, what it is called, files that come and go, unsaved work."""

from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, QRect, Qt, QTimer, QUrl
from PySide6.QtGui import QCloseEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLineEdit
from shiboken6 import delete

from nnviz import formats
from nnviz.commands import source
from nnviz.document import Target, edits
from nnviz.scene.view.levels import Level
from nnviz.ui import settings, style
from nnviz.ui.window import file_names
from nnviz.ui.window.file_names import readable
from nnviz.ui.window.top_bar import score_texts
from tests.formats.onnx_models import model, node, write

SIZES = [(1600, 1000), (1280, 720), (1920, 1080), (3840, 2160), (1067, 667), (1200, 800)]


def drop(window, path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    event = QDropEvent(QPointF(500, 400), action, data, button, Qt.KeyboardModifier.NoModifier)
    window.dropEvent(event)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("sample", ["digits", "iris"])
def test_parts_fill_the_window_and_do_not_overlap(show, size, sample):
    shown = show(sample, size=size)
    window, (width, height) = shown.window, size
    s = max(min(width / 1600, height / 1000), 0.72)
    assert window.top.height() == round(56 * s)
    assert window.run.transport.height() == round(128 * s)
    rail, canvas, inspector, levels = (
        QRect(part.mapTo(window, QPoint(0, 0)), part.size())
        for part in (window.run.rail, window.run.canvas, window.run.inspector, window.run.levels)
    )
    assert rail.top() == levels.top() == window.top.height()
    assert canvas.top() == levels.bottom() + 1 == window.top.height() + max(round(48 * s), 40)
    assert (levels.left(), levels.right()) == (canvas.left(), canvas.right())
    assert canvas.bottom() + 1 == height - window.run.transport.height()
    assert rail.right() + 1 == canvas.left()
    assert canvas.width() >= 560 * min(width / 1600, height / 1000, 1)
    assert rail.width() == (round(288 * s) if width >= 1280 else max(round(64 * s), 48))
    if width >= 1100:
        assert inspector.width() == max(round(392 * s), 326)
        assert canvas.right() + 1 == inspector.left()
    else:
        assert canvas.right() + 1 == width


@pytest.mark.parametrize("size", SIZES)
def test_nothing_in_the_rail_and_the_transport_overlaps(show, size):
    shown = show(size=size)
    parts = (shown.window.run.transport, shown.window.top, shown.window.run.rail.samples)
    for part in (part for part in parts if part.isVisible()):
        boxes = [
            child.geometry()
            for child in part.children()
            if hasattr(child, "geometry") and not child.isHidden()
        ]
        assert all(part.rect().contains(box) for box in boxes if part is not shown.window.run.rail.samples)
        for n, box in enumerate(boxes):
            overlaps = [other for other in boxes[n + 1 :] if box.adjusted(2, 2, -2, -2).intersects(other)]
            assert not [o for o in overlaps if part is not shown.window.run.transport or o.height() < 40]


@pytest.mark.parametrize("size", SIZES)
def test_no_text_is_smaller_than_the_floor(show, size):
    shown = show(size=size)
    look = style.look_of(shown.session, shown.window)
    assert look.font(14).pixelSize() >= 13
    assert shown.window.run.rail.samples.number.font().pixelSize() >= 13


@pytest.mark.parametrize("size", [size for size in SIZES if min(size[0] / 1600, size[1] / 1000) >= 0.72])
def test_buttons_of_both_bars_are_large_enough_to_hit(show, size):
    shown = show(size=size)
    for bar in (shown.window.top, shown.window.run.transport):
        buttons = [button for button in bar.findChildren(QAbstractButton) if button.isVisible()]
        assert len(buttons) >= 5
        assert all(min(button.width(), button.height()) >= 36 for button in buttons)
        assert all(bar.rect().contains(button.geometry()) for button in buttons)


def test_a_folded_rail_opens_over_the_canvas(show, theme):
    shown = show(size=(1200, 800), theme=theme)
    rail, canvas = shown.window.run.rail, shown.window.run.canvas.geometry()
    QTest.mouseClick(rail.icons["Pad"], Qt.MouseButton.LeftButton)
    assert rail.pad.isVisible()
    assert rail.geometry().right() > canvas.left()
    assert shown.window.run.canvas.geometry() == canvas
    QTest.mouseClick(rail.icons["Layers"], Qt.MouseButton.LeftButton)
    assert rail.layers.isVisible()
    assert not rail.pad.isVisible()
    QTest.keyClick(shown.window.run.canvas, Qt.Key.Key_Escape)
    assert not rail.layers.isVisible()
    assert rail.width() == rail.extent()


def test_a_narrow_window_opens_the_inspector_for_a_selection(show):
    shown = show(size=(1067, 667))
    shown.session.select(None)
    shown.frame()
    assert not shown.window.run.inspector.isVisible()
    shown.session.select(Target(1, 2))
    shown.frame()
    assert shown.window.run.inspector.isVisible()
    QTest.mouseClick(shown.window.top.buttons["inspector"], Qt.MouseButton.LeftButton)
    assert not shown.window.run.inspector.isVisible()


def test_a_wide_window_has_no_button_for_the_inspector(show):
    shown = show()
    assert shown.window.top.buttons["inspector"].isHidden()
    assert shown.window.run.inspector.isVisible()


def test_the_title_marks_unsaved_work(show, tmp_path):
    shown = show()
    assert not shown.window.isWindowModified()
    shown.session.apply(edits.set_weight, 1, (0, 0), 2.0)
    shown.frame()
    assert shown.window.isWindowModified()
    shown.session.save(tmp_path / "mine.nnviz")
    shown.frame()
    assert not shown.window.isWindowModified()
    assert shown.session.document.title in shown.window.windowTitle()


def test_a_dropped_file_is_opened_and_remembered(show, tmp_path, qtbot):
    shown = show()
    path = tmp_path / "other.nnviz"
    formats.save(formats.open_any("iris")[0], path)
    drop(shown.window, path)
    qtbot.waitUntil(lambda: shown.session.path == path)
    shown.frame()
    assert "Iris" in shown.window.top.title.text()
    assert settings.recent()[0] == path.resolve()
    assert shown.window.run.rail.features.isVisible()


def test_a_file_that_cannot_be_opened_leaves_everything_as_it_was(show, tmp_path, qtbot, answer):
    shown = show()
    before = shown.session.document
    path = tmp_path / "broken.nnviz"
    path.write_bytes(b"\x89PNG not a document")
    said = answer("Close")
    drop(shown.window, path)
    qtbot.waitUntil(lambda: bool(said))
    assert "broken.nnviz" in said[0]
    assert shown.session.document is before


@pytest.mark.parametrize(
    ("button", "closes", "saved"),
    [("Save", True, True), ("Don’t save", True, False), ("Cancel", False, False)],
)
def test_closing_with_unsaved_work_asks(show, tmp_path, answer, button, closes, saved):
    path = tmp_path / "mine.nnviz"
    formats.save(formats.open_any("xor")[0], path)
    shown = show(str(path))
    shown.session.apply(edits.set_bias, 1, 0, 7.0)
    said = answer(button)
    event = QCloseEvent()
    shown.window.closeEvent(event)
    assert said
    assert event.isAccepted() == closes
    kept = formats.open_any(path)[0].network.parameters()["1.bias"][0]
    assert (kept == 7.0) == saved


def test_the_ring_goes_with_a_control_that_is_deleted(show):
    shown = show("digits")
    row = shown.window.run.rail.layers.rows[-1]
    row.setFocus(Qt.FocusReason.TabFocusReason)
    shown.window.ring.moved(row, True)
    assert shown.window.ring.isVisible()
    delete(row)
    assert not shown.window.ring.isVisible()


def test_tab_reaches_every_part_and_the_ring_follows(show):
    shown = show()
    window = shown.window
    reached = set()
    for _ in range(60):
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        control = QApplication.focusWidget()
        for part in (window.top, *window.run.tab_parts):
            if part is control or part.isAncestorOf(control):
                reached.add(part)
        if hasattr(control, "focus_rect") and control.isVisible():
            assert window.ring.isVisible()
            middle = control.mapTo(window, control.focus_rect().center().toPoint())
            assert window.ring.geometry().contains(middle)
    assert len(reached) == 6


def test_every_control_has_a_name_and_a_tooltip(show, theme):
    shown = show(theme=theme)
    for part in (shown.window.top, shown.window.run.rail, shown.window.run.transport):
        for control in part.findChildren(object):
            if hasattr(control, "focus_rect"):
                assert control.accessibleName(), control
                assert control.toolTip() or control is shown.window.run.transport.timeline, control


def choose_file(qtbot, path):
    """Type ``path`` into the next file dialog and accept it."""

    def type_and_accept():
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QFileDialog):
            # selectFile leaves the name alone while its field has the focus.
            dialog.findChild(QLineEdit).setText(str(path))
            dialog.accept()
        else:
            QTimer.singleShot(20, type_and_accept)

    QTimer.singleShot(20, type_and_accept)


def accept_file(qtbot):
    """Accept the name that the next file dialog offers; a list that then holds that name."""
    offered = []

    def accept():
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QFileDialog):
            offered.append(dialog.findChild(QLineEdit).text())
            dialog.accept()
        else:
            QTimer.singleShot(20, accept)

    QTimer.singleShot(20, accept)
    return offered


def test_saving_adds_the_ending_and_remembers_the_file(show, tmp_path, qtbot):
    shown = show()
    shown.session.apply(edits.set_bias, 1, 0, 7.0)
    choose_file(qtbot, tmp_path / "mine")
    shown.window.actions_.by_name["save"].trigger()
    path = tmp_path / "mine.nnviz"
    assert shown.session.path == path
    assert not shown.session.has_unsaved_work
    assert settings.recent()[0] == path.resolve()
    opened, _ = formats.open_any(path)
    assert opened.network.equals(shown.session.document.network)
    assert opened.view.selection == shown.session.view.selection


def test_a_dropped_onnx_model_is_saved_beside_itself(show, tmp_path, qtbot):
    path = write(tmp_path, model([node("Softmax", "x")], {"x": (1, 3)}))
    before = path.read_bytes()
    shown = show()
    drop(shown.window, path)
    qtbot.waitUntil(lambda: shown.session.path == path)
    shown.frame()
    assert shown.window.top.title.text() == "model"
    assert settings.recent()[0] == path.resolve()
    shown.session.apply(edits.set_input_value, (1,), 2.0)
    offered = accept_file(qtbot)
    shown.window.actions_.by_name["save"].trigger()
    assert offered == ["model.nnviz"]
    assert shown.session.path == path.with_suffix(".nnviz")
    assert not shown.session.has_unsaved_work
    assert formats.open_any(path.with_suffix(".nnviz"))[0].input.values.tolist() == [0, 2, 0]
    assert path.read_bytes() == before


def test_the_open_dialog_shows_every_format(show):
    for suffix in formats.FORMATS:
        assert f"*{suffix} " in readable()


def test_exporting_a_picture(show, tmp_path, qtbot):
    shown = show("xor")
    choose_file(qtbot, tmp_path / "picture")
    shown.window.actions_.by_name["export"].trigger()
    qtbot.waitUntil((tmp_path / "picture.png").exists)
    assert (tmp_path / "picture.png").read_bytes().startswith(b"\x89PNG")


def test_a_title_of_any_characters_can_be_saved(show, tmp_path, qtbot):
    document = replace(formats.open_any("xor")[0], title='<b>a</b>/"b": 中文 & c')
    shown = show(document)
    assert file_names.from_title(document.title, ".nnviz").name == "-b-a--b---b-- 中文 & c.nnviz"
    assert shown.window.top.title.text() == document.title
    assert "<b>" not in shown.window.top.title.toolTip()


def test_what_made_a_value_infinite_can_be_undone_beside_the_sentence(show, theme):
    shown = show("xor", theme=theme)
    bar = shown.window.run.transport
    before = shown.session.document
    assert not bar.undo.isVisible()
    shown.session.apply(edits.set_weight, 1, (0, 0), float("inf"))
    shown.frame()
    assert bar.undo.isVisible()
    assert not bar.undo.geometry().intersects(bar.narration.geometry())
    QTest.mouseClick(bar.undo, Qt.MouseButton.LeftButton)
    shown.frame()
    assert shown.session.document is before
    assert not bar.undo.isVisible()


def test_a_document_without_trained_weights_says_so(show):
    document = replace(formats.open_any("xor")[0], trained=MappingProxyType({}))
    assert all(text.startswith("Weights are random") for text in score_texts(document))


def one(path):
    """A picture of a one: ink on paper, as it is scanned."""
    paper = np.full((120, 90), 255, np.uint8)
    paper[15:105, 40:52] = 0
    Image.fromarray(paper).save(path)


def test_a_dropped_picture_becomes_the_input_as_the_command_line_prepares_it(show, tmp_path, qtbot):
    shown = show("mnist")
    document = shown.session.document
    path = tmp_path / "one.png"
    one(path)
    drop(shown.window, path)
    qtbot.waitUntil(lambda: shown.session.document is not document)
    values = shown.session.document.input.values
    assert np.array_equal(values, source.load("mnist", [str(path)]).batches[0][0])
    assert shown.session.trace.output[0].argmax() == 1
    assert shown.session.undo_label == "Look at one.png"
    assert shown.session.path is None, "the network is still the same file's"
    shown.session.undo()
    assert shown.session.document is document


def test_a_dropped_array_becomes_the_input(show, tmp_path, qtbot):
    shown = show("iris")
    np.save(tmp_path / "x.npy", np.array([5.0, 3.0, 1.5, 0.25]))
    drop(shown.window, tmp_path / "x.npy")
    qtbot.waitUntil(lambda: shown.session.undo_label is not None)
    assert shown.session.document.input.values.tolist() == [5.0, 3.0, 1.5, 0.25]


@pytest.mark.parametrize("sample", ["iris", "digits"])
def test_a_picture_that_cannot_be_the_input_says_why(show, answer, tmp_path, qtbot, sample):
    shown = show(sample)
    before = shown.session.document
    path = tmp_path / "one.png"
    if sample == "iris":
        one(path)
    else:
        path.write_text("no picture")
    said = answer("Close")
    drop(shown.window, path)
    qtbot.waitUntil(lambda: bool(said))
    assert ("no picture" if sample == "iris" else "isn't a picture") in said[0]
    assert shown.session.document is before


@pytest.mark.parametrize("size", [(1600, 1000), (1280, 720), (1067, 667)])
def test_an_opened_neuron_has_the_window_to_itself(show, qtbot, size):
    shown = show(size=size)
    window, session = shown.window, shown.session
    session.select(Target(2, 3))
    shown.frame()
    parts = [part for part in (window.run.rail, window.run.inspector) if part.isVisible()]
    extent, canvas = window.run.rail.extent(), window.run.canvas.geometry()

    def fly(level):
        window.run.canvas.zoom.go(level)
        qtbot.waitUntil(lambda: not session.is_flying)
        shown.frame()

    for level in (Level.MICROSCOPE, Level.SLOPE):
        fly(level)
        assert window.run.canvas.zoom.level is level
        assert (window.run.canvas.x(), window.run.canvas.width()) == (0, size[0])
        assert not window.run.rail.isVisible()
        assert not window.run.inspector.isVisible()
    # The inspector can be had all the same, over the page.
    window.actions_.by_name["inspector"].trigger()
    assert window.run.inspector.isVisible()
    session.select(Target(2, 5))
    shown.frame()
    fly(Level.NETWORK)
    assert window.run.canvas.geometry() == canvas
    assert window.run.rail.extent() == extent
    assert window.run.rail.isVisible() == (window.run.rail in parts)
    assert window.run.rail.isVisible()
    assert window.run.inspector.isVisible() == (size[0] >= 1100)


def test_the_neuron_stays_under_the_pointer_when_the_window_makes_way(show):
    shown = show()
    window, session = shown.window, shown.session
    session.select(Target(2, 3))
    shown.frame()
    spot = window.run.canvas.zoom.focus
    pointer = window.run.canvas.mapToGlobal(spot)
    was_opened = False
    for notches in (120,) * 16 + (-120,) * 16:
        window.run.canvas.zoom.turn(window.run.canvas.mapFromGlobal(pointer), notches)
        shown.frame()
        opened = not window.run.rail.isVisible()
        if opened != was_opened or opened:
            at = window.run.canvas.mapToGlobal(window.run.canvas.zoom.focus)
            assert (at - pointer).manhattanLength() < 3
        was_opened |= opened
    assert was_opened
    assert window.run.rail.isVisible()


def test_without_movement_the_whole_network_comes_back_in_its_place(show, monkeypatch):
    """Rail and inspector come back in the same instant: that may not push the picture aside."""
    monkeypatch.setenv("NNVIZ_REDUCED_MOTION", "1")
    shown = show("iris")
    window, session = shown.window, shown.session
    before = session.view.camera
    for level in (Level.SLOPE, Level.NETWORK):
        window.run.canvas.zoom.go(level, Target(1, 4))
        shown.frame()
    assert window.run.rail.isVisible()
    assert session.view.camera == before


def test_a_page_scrolls_where_the_window_is_too_narrow_for_it(show, theme):
    shown = show("digits", size=(400, 640), theme=theme)
    shown.session.set_page("build")
    shown.frame()
    page = shown.window.pages.current
    assert page.width() >= 700
    assert page.list.width() > 200
    frame = page.parentWidget().parentWidget()
    assert frame.width() == shown.window.width()
    assert frame.horizontalScrollBar().maximum() >= page.width() - frame.width()
    shown.window.resize(1280, 720)
    shown.frame()
    assert page.width() == shown.window.width()
    assert frame.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize("width", [360, 420, 480, 560, 640, 760, 900, 1100, 1280])
def test_nothing_in_the_top_bar_overlaps(show, width):
    shown = show(size=(width, 640))
    shown.session.select(Target(1, 2))
    shown.frame()
    top = shown.window.top
    shown_buttons = [one for one in top.findChildren(QAbstractButton) if one.isVisible()]
    assert {top.menu, *top.tabs.values()} <= set(shown_buttons)
    boxes = [(one.accessibleName(), one.geometry()) for one in shown_buttons]
    assert all(top.rect().contains(box) for _, box in boxes)
    assert not [
        (a, b) for n, (a, one) in enumerate(boxes) for b, other in boxes[n + 1 :] if one.intersects(other)
    ]
