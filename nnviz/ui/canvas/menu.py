"""The canvas's own menu: what can be done with the selected neuron, and with the view."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from nnviz.scene.view.levels import Level
from nnviz.session import Session
from nnviz.ui.canvas.zooming import Zoom
from nnviz.ui.layer_menu import LayerMenu
from nnviz.ui.plain import button_text, menu_text, without_keys
from nnviz.ui.widgets.menus import new_menu, show_above

PARTS = (
    ("paths_back", "paths_forward", "search"),
    ("zoom_in", "zoom_out", "zoom_all"),
    ("heat", "masked"),
    ("undo", "redo", "release"),
)
"""Actions of the window that stand in it too, in groups."""
SCALES = ("tint_unit", "tint_layer", "tint_network")


def show_menu(
    window: QWidget, session: Session, zoom: Zoom, actions: Mapping[str, QAction], where: QPoint
) -> QMenu:
    """Open the menu at a place of the screen."""
    menu = new_menu(window)
    inside = zoom.level >= Level.MICROSCOPE
    words = "Back to the network" if inside else "Zoom into this neuron"
    goal = Level.NETWORK if inside else Level.MICROSCOPE
    zoom_action = menu.addAction(button_text(words), lambda: zoom.go(goal))
    selection = session.view.selection
    zoom_action.setEnabled(inside or (selection is not None and selection.layer > 0))
    if selection is not None:
        layer = LayerMenu(session, selection.layer, window)
        layer.setTitle(menu_text(f"Layer: {without_keys(layer.title())}"))
        menu.addMenu(layer)
    for part in PARTS:
        menu.addSeparator()
        for name in part:
            menu.addAction(actions[name])
    menu.popup(where)
    return menu


def show_scales(window: QWidget, actions: Mapping[str, QAction], button: QWidget) -> QMenu:
    """Open the choice of the colours' scale above its button."""
    menu = new_menu(window)
    for name in SCALES:
        menu.addAction(actions[name])
    show_above(menu, button)
    return menu
