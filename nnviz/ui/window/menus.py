"""The window's menus: the whole one, the samples, the files of late."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from nnviz import formats
from nnviz.ui import settings
from nnviz.ui.plain import button_text, menu_text, set_tooltip
from nnviz.ui.widgets.menus import new_menu
from nnviz.ui.window.actions import Actions, submenu_names
from nnviz.ui.window.commands import Commands


def window_menu(window: QWidget, actions: Actions, commands: Commands) -> QMenu:
    """Everything that the window can do, with files to open first and the end of the program last."""
    menu = QMenu(window)
    submenus = {name: QMenu(button_text(name), window) for name in submenu_names()}
    samples, recent = QMenu("Open sample", window), QMenu("Open recent", window)
    samples.aboutToShow.connect(lambda: _fill_samples(samples, commands))
    recent.aboutToShow.connect(lambda: _fill_recent(recent, commands))
    actions.fill(menu, submenus)
    menu.insertMenu(actions.by_name["open"], samples)
    menu.insertMenu(actions.by_name["save"], recent)
    displays = QMenu("Present on", window)
    displays.aboutToShow.connect(lambda: _fill_displays(displays, window, commands))
    menu.insertMenu(actions.by_name["keys"], displays)
    menu.aboutToShow.connect(lambda: displays.menuAction().setVisible(len(QGuiApplication.screens()) > 1))
    for name in ("Edit", "keys"):
        first = submenus[name].menuAction() if name in submenus else actions.by_name[name]
        menu.insertSeparator(first)
    quit_action = QAction("Quit", window)
    quit_action.setShortcut("Ctrl+Q")
    quit_action.triggered.connect(window.close)
    window.addAction(quit_action)
    menu.addAction(quit_action)
    return menu


def show_samples(window: QWidget, commands: Commands, where: QPoint) -> None:
    """Open the bundled networks' menu at a place of the screen."""
    menu = new_menu(window)
    _fill_samples(menu, commands)
    menu.popup(where)


def show_displays(window: QWidget, commands: Commands, where: QPoint) -> None:
    """Ask on which of several displays a class looks."""
    menu = new_menu(window)
    _fill_displays(menu, window, commands)
    menu.popup(where)


def _fill_displays(menu: QMenu, window: QWidget, commands: Commands) -> None:
    from nnviz.ui.present import displays

    menu.clear()
    screens = QGuiApplication.screens()
    chosen = displays.for_class(screens, window.screen(), settings.present_display())
    for screen in screens:
        name = displays.name_of(screen)
        action = menu.addAction(menu_text(displays.words_of(screen)), partial(commands.choose_display, name))
        action.setCheckable(True)
        action.setChecked(screen is chosen)


def _fill_samples(menu: QMenu, commands: Commands) -> None:
    menu.clear()
    for name in formats.samples():
        menu.addAction(button_text(name), partial(commands.open, name))


def _fill_recent(menu: QMenu, commands: Commands) -> None:
    menu.clear()
    for path in settings.recent():
        action = menu.addAction(menu_text(path.name), partial(commands.open, path))
        set_tooltip(action, str(path))
    if menu.isEmpty():
        menu.addAction("No files yet").setEnabled(False)
