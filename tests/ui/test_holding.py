"""What stays still while a hand is on something, and that nothing stays so when the hand is gone."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QWidget

from nnviz.document import Target, edits, structure
from nnviz.scene.view.levels import Level
from nnviz.session import Change
from nnviz.ui.canvas import CanvasView
from nnviz.ui.canvas.things.table import thing_of
from nnviz.ui.kernels import SandboxPage

LEFT, PLAIN = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
Place = tuple[QWidget, QPoint, QPoint]
"""What is pressed, where, and where it is dragged to."""


def edge(shown) -> QPoint:
    """A place on the strongest edge of the last gap, in the open."""
    line = shown.window.run.canvas.picture.edges[2].lines[-1]
    start, end = QPointF(*line[:2]), QPointF(*line[2:])
    return (start + (end - start) * 0.4).toPoint()


def on_canvas(shown) -> Place:
    shown.session.seek(shown.session.timeline.seconds)
    shown.frame()
    at = edge(shown)
    return shown.window.run.canvas, at, at - QPoint(0, 60)


def on_pad(shown) -> Place:
    return shown.window.run.rail.pad.pad, QPoint(80, 60), QPoint(120, 80)


def on_pixel(shown) -> Place:
    return shown.window.run.rail.seen.picture, QPoint(5, 5), QPoint(5, -40)


def on_feature(shown) -> Place:
    return shown.window.run.rail.features.sliders[0], QPoint(20, 10), QPoint(80, 10)


def on_number(shown) -> Place:
    shown.session.seek(shown.session.timeline.seconds)
    shown.session.select(Target(2, 3))
    shown.frame()
    at = shown.window.run.inspector.products.handles[0].rect.center().toPoint()
    return shown.window.run.inspector.products, at, at - QPoint(0, 60)


def on_point(shown) -> Place:
    shown.session.seek(shown.session.timeline.seconds)
    shown.session.select(Target(1, 3))
    shown.frame()
    plot = shown.window.run.inspector.activate.plot
    at = plot.point_place()
    return plot.viewport(), at, at + QPoint(30, 0)


def on_alpha(shown) -> Place:
    shown.session.apply(edits.set_activation, 1, "leaky_relu", {})
    shown.session.select(Target(1, 3))
    shown.frame()
    return shown.window.run.inspector.activate.parameters.rows["alpha"].slider, QPoint(20, 10), QPoint(60, 10)


def board(shown):
    shown.session.set_page("kernels")
    shown.frame()
    shown.frame()
    return shown.window.findChild(SandboxPage).board


def on_cell(shown) -> Place:
    kernel = board(shown).stage.kernel
    at = kernel.cell_rect(0, 0).center().toPoint()
    return kernel, at, at - QPoint(0, 40)


def on_window(shown) -> Place:
    stage = board(shown).stage
    at = stage.geometry_.window().center().toPoint()
    return stage, at, at + QPoint(40, 40)


def on_windows(shown) -> Place:
    return board(shown).arithmetic.slider, QPoint(20, 10), QPoint(80, 10)


PLACES = (
    *((on_canvas, "digits"), (on_pad, "digits"), (on_pixel, "digits"), (on_feature, "iris")),
    *((on_number, "digits"), (on_point, "digits"), (on_alpha, "digits")),
    *((on_cell, "digits"), (on_window, "digits"), (on_windows, "digits")),
)


def move(widget: QWidget, place: QPoint) -> None:
    """Move the pointer, the left button down."""
    where = QPointF(place)
    none = Qt.MouseButton.NoButton
    event = QMouseEvent(QEvent.Type.MouseMove, where, widget.mapToGlobal(where), none, LEFT, PLAIN)
    QApplication.sendEvent(widget, event)


def take(shown, widget: QWidget, start: QPoint, end: QPoint) -> None:
    """Press and drag, without letting go."""
    QTest.mousePress(widget, LEFT, PLAIN, start)
    for share in (0.3, 0.6, 1.0):
        move(widget, start + (end - start) * share)
        shown.frame()


def another_page(shown, widget: QWidget) -> None:
    shown.session.set_page("build")
    shown.frame()


def another_window(shown, widget: QWidget) -> None:
    QApplication.sendEvent(widget.window(), QEvent(QEvent.Type.WindowDeactivate))


def switched_off(shown, widget: QWidget) -> None:
    # The view of a scroll area is switched off with the area.
    area = widget.parentWidget()
    (area if isinstance(area, QAbstractScrollArea) else widget).setEnabled(False)


@pytest.mark.parametrize(("place", "sample"), PLACES)
def test_a_drag_holds_until_it_is_released_and_is_one_step(show, place: Callable[..., Place], sample: str):
    shown = show(sample)
    widget, start, end = place(shown)
    before = shown.session.document
    take(shown, widget, start, end)
    assert shown.session.is_held
    assert shown.session.document is not before
    QTest.mouseRelease(widget, LEFT, PLAIN, end)
    assert not shown.session.is_held
    shown.session.undo()
    assert shown.session.document is before


BACK_AGAIN = ((on_canvas, "digits"), (on_pixel, "digits"), (on_number, "digits"), (on_cell, "digits"))


@pytest.mark.parametrize(("place", "sample"), BACK_AGAIN)
def test_what_is_dragged_and_put_back_is_no_edit(show, place: Callable[..., Place], sample: str):
    shown = show(sample)
    widget, start, end = place(shown)
    before, label = shown.session.document, shown.session.undo_label
    take(shown, widget, start, end)
    assert shown.session.document is not before
    move(widget, start)
    QTest.mouseRelease(widget, LEFT, PLAIN, start)
    assert shown.session.document is before
    assert shown.session.undo_label == label
    assert not shown.session.has_unsaved_work


def test_the_same_number_typed_again_is_no_edit(show):
    session = show("digits").session
    weight = float(session.document.network.parameters()["2.weight"][0, 0])
    session.apply(edits.set_weight, 2, (0, 0), weight)
    assert session.undo_label is None
    session.apply(edits.set_weight, 2, (0, 0), weight + 1)
    assert session.undo_label == "Set weight"


@pytest.mark.parametrize("lose", [another_page, another_window, switched_off])
@pytest.mark.parametrize(("place", "sample"), PLACES)
def test_what_is_lost_in_mid_drag_holds_nothing(
    show, place: Callable[..., Place], sample: str, lose: Callable[..., None]
):
    """Qt may never say that the button came up."""
    shown = show(sample)
    widget, start, end = place(shown)
    before = shown.session.document
    take(shown, widget, start, end)
    lose(shown, widget)
    assert not shown.session.is_held
    made = shown.session.document
    assert made is not before
    QTest.mouseRelease(widget, LEFT, PLAIN, end)
    assert shown.session.document is made
    assert not shown.session.is_playing
    shown.session.undo()
    assert shown.session.document is before


@pytest.mark.parametrize(("place", "sample"), [row for row in PLACES if row[0] is not on_point])
def test_a_drag_that_was_lost_is_over(show, place: Callable[..., Place], sample: str):
    shown = show(sample)
    widget, start, end = place(shown)
    take(shown, widget, start, end)
    another_window(shown, widget)
    made = shown.session.document
    move(widget, start)
    assert shown.session.document is made
    assert not shown.session.is_held


def test_a_menu_that_closes_in_mid_drag_holds_nothing(show):
    shown = show("digits")
    shown.session.apply(edits.set_activation, 1, "leaky_relu", {})
    shown.frame()
    QTest.mouseClick(shown.window.run.rail.layers.rows[1].activation, LEFT)
    menu = QApplication.activePopupWidget()
    take(shown, menu.parameters.rows["alpha"].slider, QPoint(10, 10), QPoint(60, 10))
    assert shown.session.is_held
    menu.close()
    assert not shown.session.is_held
    assert shown.session.undo_label == "Change α"


def test_escape_takes_back_nothing_that_undo_has_left(show):
    shown = show()
    shown.session.apply(edits.set_bias, 1, 0, 0.5)
    kept = shown.session.document
    take(shown, *on_canvas(shown))
    shown.session.undo()
    assert shown.session.document is kept
    QTest.keyClick(shown.window.run.canvas, Qt.Key.Key_Escape)
    assert shown.session.document is kept


# keys hold nothing


def key(widget: QWidget, code: Qt.Key, is_repeat: bool = False) -> None:
    """Press a key, or let it repeat."""
    widget.setFocus()
    event = QKeyEvent(QEvent.Type.KeyPress, code, PLAIN, "", is_repeat)
    QApplication.sendEvent(widget, event)


def number_of_page(shown) -> QWidget:
    shown.session.seek(shown.session.timeline.seconds)
    shown.session.select(Target(2, 3))
    shown.frame()
    shown.window.run.canvas.zoom.go(Level.MICROSCOPE, Target(2, 3))
    shown.session.advance(1.0)
    shown.frame()
    assert not shown.session.is_flying
    shown.window.run.canvas.setFocus()
    QTest.keyClick(shown.window.run.canvas, Qt.Key.Key_Tab)
    assert shown.window.run.canvas.page_keys.hit is not None
    return shown.window.run.canvas


def pixel(shown) -> QWidget:
    key(shown.window.run.rail.seen.picture, Qt.Key.Key_Right)
    return shown.window.run.rail.seen.picture


KEYS = (
    (lambda shown: on_feature(shown)[0], "iris", Qt.Key.Key_Right),
    (lambda shown: shown.window.run.rail.features.fields[0], "iris", Qt.Key.Key_Down),
    (lambda shown: on_alpha(shown)[0], "digits", Qt.Key.Key_Right),
    (lambda shown: on_point(shown)[0].parentWidget(), "digits", Qt.Key.Key_Right),
    (lambda shown: on_cell(shown)[0], "digits", Qt.Key.Key_Up),
    (lambda shown: on_windows(shown)[0], "digits", Qt.Key.Key_Right),
    (number_of_page, "digits", Qt.Key.Key_Up),
    (pixel, "digits", Qt.Key.Key_Plus),
)


@pytest.mark.parametrize(("find", "sample", "code"), KEYS)
def test_a_key_that_is_kept_down_is_one_step_and_holds_nothing(show, find, sample: str, code: Qt.Key):
    shown = show(sample)
    widget = find(shown)
    heard: list[Change] = []
    shown.session.changed.connect(heard.append)
    before = shown.session.document
    key(widget, code)
    first = shown.session.document
    assert first is not before
    for _ in range(3):
        shown.frame()
        key(widget, code, is_repeat=True)
        assert not shown.session.is_held
    assert shown.session.document is not first
    shown.frame()
    once = shown.session.document
    key(widget, code)
    assert not any(change & Change.HELD for change in heard)
    shown.session.undo()
    assert shown.session.document is once
    shown.session.undo()
    assert shown.session.document is before


def test_a_step_button_that_is_kept_down_is_one_step_and_holds_nothing(show, qtbot):
    shown = show("iris")
    shown.session.set_page("build")
    shown.session.choose_row(1)
    shown.frame()
    buttons = shown.window.pages.current.findChildren(QAbstractButton)
    more = next(button for button in buttons if button.accessibleName() == "More neurons")
    more.setAutoRepeatDelay(1)
    more.setAutoRepeatInterval(1)

    def units() -> int:
        return shown.session.document.network.layer(1).units

    before, was = shown.session.document, units()
    QTest.mousePress(more, LEFT)
    qtbot.waitUntil(lambda: units() >= was + 2)
    QTest.mouseRelease(more, LEFT)
    kept = shown.session.document
    assert not shown.session.is_held
    QTest.mouseClick(more, LEFT)
    shown.session.undo()
    assert shown.session.document is kept
    shown.session.undo()
    assert shown.session.document is before


# what follows while nothing is held


def fresh(shown) -> CanvasView:
    """A canvas that has never seen anything else."""
    view = CanvasView(shown.session)
    view.resize(shown.window.run.canvas.size())
    view.refresh(~Change(0))
    return view


def test_scales_follow_a_long_run_of_edits_by_a_program(show):
    shown = show("digits")
    session, canvas = shown.session, shown.window.run.canvas
    session.seek(session.timeline.seconds)
    session.select(Target(1, 8))
    shown.frame()
    before, scales = session.document, []
    for number in range(500):
        session.apply(edits.set_weight, 1, (20, 8), 1.0 + number / 10, merge="run")
        if number % 100 == 99:
            shown.frame()
            scales.append(canvas.picture.scales.layers[1])
            assert canvas.picture.settling == ()
            assert scales[-1] == fresh(shown).picture.scales.layers[1]
    assert [scale.largest_weight for scale in scales] == pytest.approx([10.9, 20.9, 30.9, 40.9, 50.9])
    session.undo()
    assert session.document is before
    assert session.undo_label is None


def test_scales_stay_in_a_hand_and_follow_when_it_lets_go(show):
    shown = show("digits")
    session, canvas = shown.session, shown.window.run.canvas
    session.seek(session.timeline.seconds)
    shown.frame()
    scales = canvas.picture.scales
    session.hold()
    for value in (2.0, 20.0):
        session.apply(edits.set_weight, 1, (20, 8), value)
        shown.frame()
        assert canvas.picture.scales is scales
    session.release()
    shown.frame()
    assert canvas.picture.scales.layers[1].largest_weight == 20.0


def test_layers_that_change_in_a_hand_are_drawn_as_they_are(show):
    """No edge of the layout before is left in the picture."""
    shown = show("digits")
    session, canvas = shown.session, shown.window.run.canvas
    session.seek(session.timeline.seconds)
    session.select(Target(1, 8))
    shown.frame()
    session.hold()
    session.apply(edits.set_weight, 1, (20, 8), 2.0)
    shown.frame()
    assert canvas.picture.settling
    session.apply(structure.set_options, 1, {"units": 12})
    shown.frame()
    assert canvas.picture.edges[2].drawn == 12 * 10
    assert canvas.picture.settling == ()
    session.release()
    shown.frame()
    assert canvas.picture.scales.layers[1] == fresh(shown).picture.scales.layers[1]


def test_thumbnails_speak_of_the_network_that_was_let_go_of(show):
    shown = show("digits")
    session, thumbnail = shown.session, shown.window.run.rail.samples.thumbnails[0]
    before = thumbnail.accessibleName()
    session.hold()
    session.apply(edits.set_bias, 2, 9, 1e6)
    shown.frame()
    assert thumbnail.accessibleName() == before
    session.release()
    shown.frame()
    assert "says “9”" in thumbnail.accessibleName()


def test_layers_that_change_in_mid_drag_hold_nothing(show):
    """What was in hand may be gone: the canvas lets go, before the button comes up."""
    shown = show("iris")
    take(shown, *on_canvas(shown))
    assert shown.session.is_held
    shown.session.apply(structure.set_options, 1, {"units": 5})
    shown.frame()
    assert not shown.session.is_held


def test_a_key_that_stays_down_on_another_number_leaves_the_first_alone(show):
    """Ctrl with the key has gone to the neighbour meanwhile."""
    shown = show("digits")
    canvas = number_of_page(shown)
    first = thing_of(canvas.page_keys.hit)
    key(canvas, Qt.Key.Key_Up)
    shown.frame()
    before = first.number(shown.session).value
    assert canvas.page_keys.tab(canvas.picture, True)
    second = thing_of(canvas.page_keys.hit)
    other = second.number(shown.session).value
    key(canvas, Qt.Key.Key_Up, is_repeat=True)
    shown.frame()
    assert first.number(shown.session).value == before
    assert second.number(shown.session).value != other
