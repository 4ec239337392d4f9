"""A network on images in a real window: keys step by window, the menu changes the scale of colours."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from nnviz.document import Target
from nnviz.scene.time import windows
from nnviz.scene.words.numbers import number

ALT = Qt.KeyboardModifier.AltModifier


def test_alt_and_arrows_step_from_window_to_window(show: Callable[..., Any], theme: str) -> None:
    shown = show("digits-cnn", theme=theme)
    for _ in range(3):
        QTest.keyClick(shown.window.run.canvas, Qt.Key.Key_Right, ALT)
    QTest.keyClick(shown.window.run.canvas, Qt.Key.Key_Left, ALT)
    shown.frame()
    moment = shown.session.moment
    assert (moment.layer, windows.at(moment.progress, (8, 8))) == (1, (0, 1))
    strip = shown.window.run.canvas.picture.frame.strip
    assert strip.unit[1:] == (0, 1)


def test_the_menu_changes_the_scale_of_colours(show: Callable[..., Any]) -> None:
    shown = show("mnist-cnn")
    actions = shown.window.actions_.by_name
    assert actions["tint_layer"].isChecked()
    actions["tint_unit"].trigger()
    shown.frame()
    assert shown.session.view.tint == "unit"
    assert [actions[f"tint_{name}"].isChecked() for name in ("unit", "layer", "network")] == [
        True,
        False,
        False,
    ]
    actions["tint_unit"].trigger()
    shown.frame()
    assert actions["tint_unit"].isChecked()


def test_without_image_layers_there_is_no_window_to_step_to(show: Callable[..., Any]) -> None:
    actions = show("digits").window.actions_.by_name
    assert not actions["next_window"].isEnabled()
    assert not actions["tint_unit"].isEnabled()


def test_the_inspector_explains_cells_of_maps_and_pooled_maps(show: Callable[..., Any]) -> None:
    shown = show("digits-cnn")
    for target in (Target(1, (2, 3, 4)), Target(2, (3, 1, 1)), Target(0, (0, 4, 4)), Target(3, 7)):
        shown.session.select(target)
        shown.frame()
        assert not shown.window.grab().isNull()


@pytest.mark.parametrize("size", [(1600, 1000), (1280, 720)])
def test_one_cell_is_looked_at_by_all_parts_while_a_window_slides(
    show: Callable[..., Any], size: tuple[int, int]
) -> None:
    shown = show("digits-cnn", size=size)
    session, run = shown.session, shown.window.run
    session.select(Target(1, (2, 6, 4)))
    scan = next(phase for phase in session.timeline.phases if phase.name == "scan")
    session.play()
    for share in (0.02, 0.4, 0.9):
        session.advance(scan.start + share * scan.seconds - session.view.seconds)
        shown.frame()
        strip = run.canvas.picture.frame.strip
        channel, row, column = (part + 1 for part in strip.unit)
        assert channel == 3
        assert (row, column) != (7, 5)
        assert f"{row},{column} of map {channel}" in run.inspector.head.title
        assert f"row {row}, column {column} " in run.transport.narration.text
        z = number(float(session.trace[1].z[(0, *strip.unit)]), 2)
        assert run.transport.narration.text.endswith(f" {z}.")
    # A screen reader hears once that they slide by, and of the window where time stops.
    assert "row" not in run.transport.narration.accessibleName()
    session.pause()
    shown.frame()
    assert run.transport.narration.accessibleName() == run.transport.narration.text
    assert f"{row},{column} of map 3" in run.canvas.accessibleDescription()
    session.select(Target(1, (2, 7, 7)))
    shown.frame()
    assert run.canvas.picture.frame.strip.unit == (2, 7, 7)
    assert not run.canvas.picture.frame.strip.is_reached
    assert "8,8 of map 3" in run.inspector.head.title
    assert "is not reached yet" in run.transport.narration.text
