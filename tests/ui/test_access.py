"""Every control can be named, reached and hit: by keyboard, by touch, by a screen reader."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractSlider, QApplication, QLineEdit, QWidget

from nnviz.document import Target, edits
from nnviz.ui.canvas.masked import masked
from nnviz.ui.paint.hover import unit_card
from nnviz.ui.widgets.roving import Roving
from tests.graphs import facts_first, residual_cnn, two_branches, two_images, two_inputs, two_maps

LEAST = 36
"""Pixels of the smallest side of a target in a window of the reference size."""
CONTROLS = (QAbstractButton, QAbstractSlider, QLineEdit)
SIZES = ((1600, 1000), (1280, 720), (1200, 720), (1000, 720), (400, 640))
PAGES = ("run", "build", "kernels")


def controls(window: QWidget) -> list[QWidget]:
    """Everything on screen that a person presses, drags or types into."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if isinstance(widget, CONTROLS)
        and widget.isVisible()
        and not widget.objectName().startswith("qt_")
        and "QScrollBar" not in type(widget).__name__
    ]


def name(widget: QWidget) -> str:
    return f"{type(widget).__name__} “{widget.accessibleName()}” in {type(widget.parent()).__name__}"


@pytest.fixture(params=PAGES)
def page(request) -> str:
    return request.param


def test_every_control_has_a_name_and_a_tooltip(show, theme, page):
    shown = show("digits", theme=theme)
    shown.session.select(Target(2, 3))
    shown.session.set_page(page)
    shown.frame()
    found = controls(shown.window)
    assert len(found) > 12
    for widget in found:
        assert widget.accessibleName(), name(widget)
        assert widget.toolTip() or widget.accessibleDescription(), name(widget)


def small_controls(window: QWidget) -> list[tuple[str, int, int]]:
    """What is smaller than a target must be."""
    return [(name(w), w.width(), w.height()) for w in controls(window) if min(w.width(), w.height()) < LEAST]


def test_every_control_of_a_page_is_large_enough_to_hit(show, theme, page):
    shown = show("digits", theme=theme)
    shown.session.select(Target(2, 3))
    shown.session.set_page(page)
    shown.frame()
    assert not small_controls(shown.window)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("sample", ["digits", "iris", "mnist-cnn"])
def test_no_control_shrinks_below_its_target_with_the_window(show, sample, size):
    shown = show(sample, size=size)
    shown.session.select(Target(len(shown.session.document.network.layers), 2))
    shown.frame()
    assert not small_controls(shown.window)


def test_tab_reaches_every_control_and_shows_it(show, theme, page):
    shown = show("digits", theme=theme)
    shown.session.select(Target(2, 3))
    shown.session.set_page(page)
    shown.frame()
    groups = shown.window.findChildren(Roving)
    for widget in controls(shown.window):
        if not widget.isEnabled():
            continue
        stop = next((group.stop for group in groups if widget in group.buttons), widget)
        assert stop.focusPolicy() & Qt.FocusPolicy.TabFocus, name(widget)
        assert hasattr(widget, "focus_rect") or isinstance(widget, QLineEdit), name(widget)


@pytest.mark.parametrize("name_of", ["iris", "two inputs"])
def test_editors_of_inputs_are_large_enough_and_apart(show, theme, name_of):
    shown = show("iris" if name_of == "iris" else two_inputs(), theme=theme)
    for section in (shown.window.run.rail.features, *shown.window.run.rail.further):
        parts = [*section.sliders, *section.fields]
        assert min(min(part.width(), part.height()) for part in parts) >= LEAST
        bottoms = [part.geometry().bottom() for part in section.sliders]
        tops = [part.geometry().top() for part in section.fields]
        assert all(bottom < top for bottom, top in zip(bottoms, tops[1:], strict=False))


def test_a_selected_neuron_is_told_with_z_and_a(show, theme):
    shown = show("digits", theme=theme)
    shown.session.select(Target(2, 3))
    shown.frame()
    canvas = QAccessible.queryAccessibleInterface(shown.window.run.canvas)
    assert canvas.text(QAccessible.Text.Name) == "Network"
    said = canvas.text(QAccessible.Text.Description)
    z, a = (float(values[0, 3]) for values in (shown.session.trace[2].z, shown.session.trace[2].a))
    for words in ("“3”", f"z {z:.3f}".replace("-", "−"), f"a {a:.3f}"):
        assert words in said


def test_the_narration_is_told_as_it_changes(show, theme):
    shown = show("digits", theme=theme)
    line = QAccessible.queryAccessibleInterface(shown.window.run.transport.narration)
    first = line.text(QAccessible.Text.Name)
    assert first == shown.window.run.transport.narration.text
    shown.session.step(1)
    shown.frame()
    assert line.text(QAccessible.Text.Name) not in ("", first)


def test_n_turns_the_narration_off_and_on(show):
    shown = show("digits")
    line = shown.window.run.transport.narration
    for is_on in (False, True):
        QTest.keyClick(shown.window.run.canvas, Qt.Key.Key_N)
        shown.frame()
        assert line.isVisible() is is_on
        assert shown.window.actions_.by_name["narration"].isChecked() is is_on


def test_the_toggle_hides_what_is_not_reached(show):
    shown = show("digits")
    shown.session.select(Target(2, 3))
    shown.session.seek(0.0)
    shown.window.actions_.by_name["masked"].trigger()
    shown.frame()
    assert shown.session.view.masked
    assert not shown.window.run.inspector.products.isEnabled()


ARROWS = {"right": Qt.Key.Key_Right, "left": Qt.Key.Key_Left, "down": Qt.Key.Key_Down, "up": Qt.Key.Key_Up}


def press(shown, arrow: str) -> Target:
    QTest.keyClick(shown.window.run.canvas, ARROWS[arrow], Qt.KeyboardModifier.ControlModifier)
    shown.frame()
    return shown.session.view.selection


@pytest.mark.parametrize("sample", ["digits", "edges", "mnist"])
def test_arrows_go_through_every_neuron_of_a_layer(show, sample):
    shown = show(sample)
    network = shown.session.document.network
    layer = len(network.shapes) - 1
    shape = network.shapes[layer]
    first = 0 if len(shape) == 1 else (0, 0, 0)
    shown.session.select(Target(layer, first))
    seen = {first}
    for _ in range(min(int(np.prod(shape)), 40) - 1):
        seen.add(press(shown, "down").unit)
    assert len(seen) == min(int(np.prod(shape)), 40)


@pytest.mark.parametrize("made", [two_inputs, two_branches, residual_cnn, two_maps, two_images, facts_first])
def test_arrows_reach_every_layer_of_a_graph(show, made):
    """Every layer is next to some unit of another one: none is out of reach."""
    shown = show(made())
    network = shown.session.document.network
    seen = set()
    for layer, shape in enumerate(network.shapes):
        for unit in range(min(shape[0], 8)):
            for arrow in ("right", "left"):
                shown.session.select(Target(layer, unit if len(shape) == 1 else (unit, 1, 1)))
                found = press(shown, arrow).layer
                seen |= {found} - {layer}
    assert seen == set(range(len(network.shapes)))


def test_the_shares_are_reached_by_keyboard(show, theme):
    shown = show("digits", theme=theme)
    shown.session.select(Target(2, 3))
    shown.frame()
    shares = shown.window.run.inspector.activate.shares
    shares.setFocus(Qt.FocusReason.TabFocusReason)
    for key, unit in ((Qt.Key.Key_Right, 4), (Qt.Key.Key_Left, 3), (Qt.Key.Key_Left, 2)):
        QTest.keyClick(shares, key)
        shown.frame()
        assert shown.session.view.selection == Target(2, unit)
    seconds = shown.session.view.seconds
    QTest.keyClick(shares, Qt.Key.Key_Right)
    assert shown.session.view.seconds == seconds


def test_values_not_reached_are_neither_told_nor_shown_under_the_pointer(show, theme):
    shown = show("digits", theme=theme)
    shown.session.seek(0.0)
    shown.session.set_masked(True)
    shown.session.select(Target(2, 3))
    shown.frame()
    canvas = QAccessible.queryAccessibleInterface(shown.window.run.canvas)
    assert "“3”" in canvas.text(QAccessible.Text.Description)
    assert " z " not in canvas.text(QAccessible.Text.Description)
    card = unit_card(shown.session.document, shown.session.trace, Target(2, 3))
    assert [row.symbol for row in masked(shown.session, Target(2, 3), card).rows] == ["b"]
    shown.session.seek(shown.session.timeline.seconds)
    assert masked(shown.session, Target(2, 3), card) is card


def test_a_screen_reader_is_told_of_the_selection_and_the_narration(show, theme):
    was_active = QAccessible.isActive()
    QAccessible.setActive(True)
    try:
        shown = show("digits", theme=theme)
        for target in (Target(1, 0), Target(2, 4)):
            shown.session.select(target)
            shown.session.step(1)
            shown.frame()
        said = QAccessible.queryAccessibleInterface(shown.window.run.canvas).text(
            QAccessible.Text.Description
        )
        assert "“4”" in said
    finally:
        QAccessible.setActive(was_active)


def said(widget: QWidget) -> str:
    """What a screen reader hears of a widget."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return f"{interface.text(QAccessible.Text.Name)} {interface.text(QAccessible.Text.Description)}"


def test_painted_rows_are_told_with_their_numbers(show, theme):
    shown = show("digits", theme=theme)
    shown.session.select(Target(2, 3))
    shown.frame()
    inspector = shown.window.run.inspector
    why = shown.session.trace.explain(2, 3)
    words = said(inspector.products)
    assert words.count("×") == sum(row.kind == "input" for row in inspector.products.rows)
    for row in inspector.products.rows:
        if row.kind == "input" and abs(row.product) >= 0.005:
            product = float(why.products[row.position])
            assert f"{product:+.2f}".replace("-", "−") in words
    assert f"z = {why.natural_z:.2f}".replace("-", "−") in said(inspector.total)
    assert f"y = {why.a:.3f}" in said(inspector.activate)


def test_a_quiz_tells_no_number_either(show):
    shown = show("digits")
    shown.session.select(Target(2, 3))
    shown.session.seek(0.0)
    shown.session.set_masked(True)
    shown.frame()
    inspector = shown.window.run.inspector
    for part in (inspector.products, inspector.total, inspector.activate):
        assert not any(digit in said(part).replace("hidden until", "") for digit in "456789"), said(part)


def test_the_timeline_says_where_time_stands(show):
    shown = show("digits")
    timeline = shown.window.run.transport.timeline
    phase = shown.session.timeline.phases[3]
    shown.session.seek(phase.start + 0.1)
    shown.frame()
    words = said(timeline)
    assert "Layer 1: hidden: activate" in words
    assert f"of {shown.session.timeline.seconds:.1f} s" in words
    shown.session.seek(phase.start + 0.3)
    shown.frame()
    assert said(timeline) == words


def test_a_drag_is_told_when_it_ends_not_at_every_step(show):
    shown = show("digits")
    shown.session.select(Target(2, 3))
    shown.session.seek(shown.session.timeline.seconds)
    shown.frame()
    canvas, line = shown.window.run.canvas, shown.window.run.transport.narration
    before, told = said(canvas), said(line)
    shown.session.hold()
    for value in (2.0, 3.0, -40.0):
        shown.session.apply(edits.set_bias, 2, 3, value, merge="drag")
        shown.frame()
        assert said(canvas) == before
        assert line.accessibleName() in told
    shown.session.release()
    shown.frame()
    assert "b −40.000" in said(canvas)
    assert line.accessibleName() == line.text
    assert line.accessibleName() not in told


@pytest.mark.parametrize("sample", ["digits", "mnist-cnn", "iris"])
def test_every_part_of_the_window_has_a_name(show, sample):
    shown = show(sample)
    window = shown.window
    parts = (window.top, *window.run.tab_parts)
    names = [QAccessible.queryAccessibleInterface(part).text(QAccessible.Text.Name) for part in parts]
    assert all(names)
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("sample", ["digits", "iris", "mnist-cnn"])
def test_tab_goes_through_the_window_as_it_is_read(show, sample):
    """Part after part, and back with Shift; every painted control shows the ring while it has the focus."""
    shown = show(sample, size=(1280, 720))
    shown.session.select(Target(len(shown.session.document.network.layers), 2))
    shown.frame()
    window = shown.window
    parts = (window.top, *window.run.tab_parts)
    visited = [window.run.canvas]
    while len(visited) < 200:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        shown.frame()
        if QApplication.focusWidget() is window.run.canvas:
            break
        visited.append(QApplication.focusWidget())
        if hasattr(visited[-1], "focus_rect"):
            assert window.ring.isVisible(), name(visited[-1])
        middle = visited[-1].mapTo(window, visited[-1].rect().center())
        assert window.rect().contains(middle), name(visited[-1])
    assert len(set(visited)) == len(visited)
    assert {w for w in controls(window) if w.isEnabled()} <= set(visited)
    of_part = [next(i for i, part in enumerate(parts) if part is w or part.isAncestorOf(w)) for w in visited]
    turns = [b for a, b in pairwise([*of_part, of_part[0]]) if b != a]
    # The bar that says what doesn't fit isn't there.
    assert turns == [5, 6, 0, 2, 3, 4]
    QTest.keyClick(window.run.canvas, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is visited[-1]
