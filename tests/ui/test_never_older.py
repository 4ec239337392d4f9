"""A view is never older than the document it draws.

Between a change and the next tick of the clock all that Qt can ask of a widget is asked of every widget.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

import nnviz.ui
from nnviz import formats
from nnviz.document import CurrentInput, Target, edits, structure
from nnviz.document.new import from_network
from nnviz.engine import Dense, Network
from nnviz.session import Session
from nnviz.ui.window.actions import ACTIONS

NONE, LEFT = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
NO_BUTTON = Qt.MouseButton.NoButton
KEYS = (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_End, Qt.Key.Key_Tab)
Change = Callable[[Session], None]


def edit(call: Callable[..., Any], *arguments: object) -> Change:
    return lambda session: session.apply(call, *arguments)


def opening(name: str) -> Change:
    return lambda session: session.show(formats.open_any(name)[0])


def without_data(session: Session) -> None:
    from dataclasses import replace

    session.show(replace(session.document, data=None))


def look_at_the_last(session: Session) -> None:
    shape = session.document.network.output_shape
    session.select(Target(len(session.document.network.layers), shape[0] - 1))


CHANGES: dict[str, Change] = {
    "remove": edit(structure.remove_layer, 2),
    "undo": lambda session: session.undo(),
    "add": edit(structure.add_layer, "Dropout", 2),
    "duplicate": edit(structure.duplicate_layer, 1),
    "move": edit(structure.move_layer, 1, 2),
    "undo again": lambda session: session.undo(),
    "redo": lambda session: session.redo(),
    "mismatch": edit(structure.add_layer, "Conv2D"),
    "smaller": opening("xor"),
    "images": opening("digits-cnn"),
    "select": look_at_the_last,
    "fewer outputs": opening("neuron"),
    "a table": opening("iris"),
    "no data": without_data,
    "larger": opening("mnist"),
    "blank": lambda session: session.apply(
        edits.set_input, CurrentInput(session.document.input.values * 0, "typed")
    ),
}


def places(widget: QWidget) -> list[QPointF]:
    """Points all over a widget, its lowest rows among them."""
    w, h = widget.width(), widget.height()
    return [QPointF(w * x, h * y) for y in (0.02, 0.5, 0.75, 0.98) for x in (0.1, 0.5, 0.9)]


def questions(widget: QWidget) -> Iterator[QEvent]:
    """What Qt may ask of a widget at any time."""
    for place in places(widget):
        at = widget.mapToGlobal(place)
        yield QMouseEvent(
            QEvent.Type.MouseMove, place, at, Qt.MouseButton.NoButton, Qt.MouseButton.NoButton, NONE
        )
        yield QHelpEvent(QEvent.Type.ToolTip, place.toPoint(), at.toPoint())


def answers(widget: QWidget) -> Iterator[QEvent]:
    """What a person may do with it: press, drag, let go, roll, type."""
    w, h = widget.width(), widget.height()
    for place in (QPointF(w * 0.5, h * 0.75), QPointF(w * 0.5, h * 0.98)):
        at = widget.mapToGlobal(place)
        further = place + QPointF(0, 12)
        yield QMouseEvent(QEvent.Type.MouseButtonPress, place, at, LEFT, LEFT, NONE)
        yield QMouseEvent(QEvent.Type.MouseMove, further, at + QPointF(0, 12), LEFT, LEFT, NONE)
        yield QMouseEvent(
            QEvent.Type.MouseButtonRelease, further, at + QPointF(0, 12), LEFT, Qt.MouseButton.NoButton, NONE
        )
    place = QPointF(w / 2, h / 2)
    none, phase = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
    yield QWheelEvent(place, widget.mapToGlobal(place), QPoint(), QPoint(0, 120), none, NONE, phase, False)
    for key in KEYS:
        yield QKeyEvent(QEvent.Type.KeyPress, key, NONE)
        yield QKeyEvent(QEvent.Type.KeyRelease, key, NONE)


def seen(window: QWidget) -> list[QWidget]:
    return [widget for widget in window.findChildren(QWidget) if widget.isVisible()]


@pytest.mark.parametrize("page", ["run", "build"])
@pytest.mark.parametrize("ask", [questions, answers], ids=lambda ask: ask.__name__)
def test_nothing_is_stale_before_the_clock_ticks(show, qtbot, page: str, ask: Callable) -> None:
    shown = show("digits")
    session, window = shown.session, shown.window
    with qtbot.captureExceptions() as faults:
        for name, change in CHANGES.items():
            session.set_page(page)
            shown.frame()
            before = seen(window)
            change(session)
            for widget in before:
                widget.grab()
                assert not faults, (name, widget, faults)
            for widget in filter(isValid, before):
                for event in ask(widget):
                    QApplication.sendEvent(widget, event)
                    assert not faults, (name, widget, event, faults)
            QApplication.sendEvent(window, QEvent(QEvent.Type.UpdateRequest))
            session.pause()


@pytest.mark.parametrize("page", ["run", "build"])
def test_every_widget_is_asked_about_a_network_that_it_has_not_been_told_of(show, qtbot, page: str) -> None:
    shown = show("digits-cnn")
    session, window = shown.session, shown.window
    session.set_page(page)
    shown.frame()
    count = len(seen(window))
    with qtbot.captureExceptions() as faults:
        for index in range(count):
            widget = dict(enumerate(seen(window))).get(index, window)
            # The last rows are gone, or back again, and nobody has been told.
            is_even = index % 2 == 0
            session.show(formats.open_any("neuron" if is_even else "digits-cnn")[0])
            session.set_page(page)
            for event in questions(widget):
                QApplication.sendEvent(widget, event)
                assert not faults, (widget, event, faults)
            session.show(formats.open_any("digits-cnn")[0])
            session.set_page(page)
            shown.frame()


def test_the_pointer_sweeps_over_rows_that_come_and_go(show, qtbot) -> None:
    """The first walk that ended the window: rows 4 and 5 of the layer list while keys take them away."""
    shown = show("digits-cnn")
    session, window = shown.session, shown.window
    session.set_page("build")
    shown.frame()
    page = window.pages.current
    rows = page.list
    keys = (
        (Qt.Key.Key_End, NONE),
        (Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier),
        ("undo", None),
        (Qt.Key.Key_Delete, NONE),
        ("undo", None),
    )
    with qtbot.captureExceptions() as faults:
        for _ in range(8):
            for key, modifiers in keys:
                if modifiers is None:
                    session.undo()
                else:
                    QTest.keyClick(rows, key, modifiers)
                for y in range(463, 590, 20):
                    place = rows.mapFromGlobal(window.mapToGlobal(QPoint(700, y)))
                    event = QMouseEvent(
                        QEvent.Type.MouseMove,
                        QPointF(place),
                        QPointF(window.mapToGlobal(QPoint(700, y))),
                        Qt.MouseButton.NoButton,
                        Qt.MouseButton.NoButton,
                        NONE,
                    )
                    QApplication.sendEvent(rows, event)
                    rows.grab()
            shown.frame()
    assert faults == []
    assert len(session.document.network.layers) == 4


def press_in_window(window: QWidget, at: QPoint) -> None:
    """As the system does it: to the window's handle, which finds the widget."""
    for kind, buttons in ((QEvent.Type.MouseButtonPress, LEFT), (QEvent.Type.MouseButtonRelease, NO_BUTTON)):
        place = QPointF(at)
        event = QMouseEvent(kind, place, QPointF(window.mapToGlobal(at)), LEFT, buttons, NONE)
        QApplication.sendEvent(window.windowHandle(), event)


def test_a_button_of_another_document_is_not_pressed(show):
    """Qt's own buttons answer without asking us: what isn't there any more must be gone before."""
    shown = show("digits")
    shown.session.set_page("build")
    shown.frame()
    sample = shown.window.pages.current.palette_.samples[1]
    assert sample.isVisible()
    at = sample.mapTo(shown.window, sample.rect().center())
    shown.session.show(formats.open_any("xor")[0])
    without_data(shown.session)
    opened = shown.session.document
    press_in_window(shown.window, at)
    assert shown.session.document is opened


@pytest.mark.parametrize("name", [spec.name for spec in ACTIONS if spec.menu in ("Play", "View")])
@pytest.mark.parametrize("page", ["run", "build"])
def test_an_action_acts_on_the_document_that_is_there(show, name: str, page: str):
    """By its key, which no widget of ours sees; the outputs are fewer than a moment ago."""
    shown = show("iris")
    shown.session.set_page(page)
    shown.frame()
    shown.session.show(formats.open_any("xor")[0])
    shown.window.actions_.by_name[name].trigger()
    shown.frame()


def test_the_inspector_lists_the_inputs_of_the_neuron_that_is_there(show):
    """While something is held the rows stay as they are, but not for a neuron with fewer inputs."""
    shown = show("digits")
    shown.session.select(Target(2, 3))
    shown.session.hold()
    shown.session.apply(edits.set_bias, 2, 3, 0.5)
    shown.frame()
    shown.session.apply(structure.set_options, 1, {"units": 3})
    shown.frame()
    rows = shown.window.run.inspector.products.rows
    assert sum(row.product for row in rows) == pytest.approx(
        float(shown.session.trace.explain(2, 3).products.sum()), abs=1e-5
    )


def test_rows_that_come_into_sight_are_those_of_the_list_they_belong_to(show, qtbot) -> None:
    """Another size makes rows at once, before the clock has told the list that its last layers are gone."""
    layers = [Dense(4, "relu") for _ in range(60)]
    shown = show(from_network(Network.build((4,), layers)))
    bar = shown.window.run.rail.layers._area.verticalScrollBar()
    bar.setValue(bar.maximum())
    shown.frame()
    with qtbot.captureExceptions() as faults:
        for _ in range(8):
            shown.session.apply(structure.remove_layer, len(shown.session.document.network.layers))
        shown.window.resize(1500, 960)
        shown.session.set_theme("light")
        shown.frame()
    assert faults == []
    assert shown.window.run.rail.layers.rows[-1].number <= 52


def test_a_row_that_is_gone_answers_no_more(show, qtbot) -> None:
    """A right click on its way to a row that the list has replaced in the meantime."""
    shown = show(from_network(Network.build((4,), [Dense(4, "relu") for _ in range(6)])))
    rows = shown.window.run.rail.layers.rows
    with qtbot.captureExceptions() as faults:
        shown.session.apply(structure.remove_layer, 6)
        shown.session.apply(structure.remove_layer, 5)
        for row in rows:
            place = QPoint(5, 5)
            reason = QContextMenuEvent.Reason.Mouse
            QApplication.sendEvent(row, QContextMenuEvent(reason, place, row.mapToGlobal(place)))
            popup = QApplication.activePopupWidget()
            if popup is not None:
                popup.close()
    assert faults == []


def test_controls_are_taken_away_in_one_way() -> None:
    """Deleted later but not hidden, a control would still be asked."""
    allowed = {"removal.py", "file_commands.py", "app.py", "file_names.py", "presenting.py"}
    folder = Path(nnviz.ui.__file__).parent
    files = {file.name: file.read_text(encoding="utf-8") for file in folder.rglob("*.py")}
    assert {name for name, text in files.items() if ".deleteLater(" in text} <= allowed
