"""A network on images in a real window: keys step by window, the menu changes the scale of colours."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from nnviz.document import Target
from nnviz.scene.time import windows

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
