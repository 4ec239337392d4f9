"""Menus beside the control that opens them."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget


def new_menu(parent: QWidget) -> QMenu:
    """An empty menu that is gone for good once it is closed."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return menu


def show_above(menu: QMenu, control: QWidget, gap: int = 0) -> None:
    """Open a filled menu above ``control``, ``gap`` pixels away from it."""
    menu.popup(control.mapToGlobal(QPoint(0, -menu.sizeHint().height() - gap)))


def show_below(menu: QMenu, control: QWidget) -> None:
    """Open a menu below ``control``, on its lower edge."""
    menu.popup(control.mapToGlobal(control.rect().bottomLeft()))
