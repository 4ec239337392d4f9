"""Layers are changed where they are seen: from the rail's list, and from the canvas's menu."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QScrollArea, QWidget

from nnviz.document import Target
from nnviz.ui.canvas.menu import show_menu
from nnviz.ui.layer_menu import AddMenu, LayerMenu
from nnviz.ui.widgets.menus import new_menu, show_above, show_below


def choose(menu: QMenu, *path: str) -> None:
    """Trigger what stands at the end of a path of menus."""
    *submenus, last = path
    for name in submenus:
        menu = next(action.menu() for action in menu.actions() if action.text().startswith(name))
    action = next(action for action in menu.actions() if action.text().startswith(last))
    assert action.isEnabled(), last
    action.trigger()


def kinds(shown) -> list[str]:
    return [layer.kind for layer in shown.session.document.network.layers]


@pytest.fixture
def digits(show):
    """The digits, and a way to open a layer's menu."""
    shown = show("digits")
    return shown, lambda number: LayerMenu(shown.session, number, shown.window)


def test_a_layer_is_duplicated_moved_and_removed_and_each_can_be_undone(digits) -> None:
    shown, menu = digits
    before = shown.session.document
    choose(menu(1), "Duplicate")
    assert kinds(shown) == ["Dense", "Dense", "Dense"]
    assert [layer.units for layer in shown.session.document.network.layers] == [16, 16, 10]
    assert shown.session.view.page == "run"
    choose(menu(2), "Remove")
    assert len(kinds(shown)) == 2
    shown.session.undo()
    shown.session.undo()
    assert shown.session.document is before


def test_the_number_of_neurons_changes_and_weights_that_fit_stay(digits) -> None:
    shown, menu = digits
    choose(menu(1), "Neurons", "17")
    network = shown.session.document.network
    assert network.layers[0].units == 17
    assert np.isfinite(shown.session.trace.output).all()
    assert shown.session.undo_label == "Change Dense 16"


def test_what_no_longer_fits_opens_the_page_that_says_so(show) -> None:
    shown = show("mnist-cnn")
    before = shown.session.document.network
    choose(LayerMenu(shown.session, 5, shown.window), "Remove")
    shown.frame()
    assert shown.session.view.page == "build"
    assert shown.window.pages.current.editor.plan.mismatch is not None
    # The network that runs is the last one that fitted, and its layers have no numbers to edit by now.
    assert shown.session.document.network is before
    texts = [action.text() for action in LayerMenu(shown.session, 1, shown.window).actions()]
    assert texts == ["Open in Build"]


def test_a_layer_is_opened_in_build(digits) -> None:
    shown, menu = digits
    shown.session.select(Target(2, 3))
    choose(menu(1), "Open in Build")
    shown.frame()
    assert shown.session.view.page == "build"
    assert shown.window.pages.current.editor.chosen == 1


def test_the_input_can_only_be_followed(digits) -> None:
    shown, menu = digits
    assert [action.text() for action in menu(0).actions() if action.text()] == [
        "Add a layer after it",
        "Open in Build",
    ]
    choose(menu(0), "Add a layer after it", "Dense")
    assert kinds(shown) == ["Dense", "Dense", "Dense"]


def test_the_rail_adds_a_layer_before_the_output(show) -> None:
    shown = show("digits")
    shown.session.select(Target(2, 3))
    shown.frame()
    section = shown.window.run.rail.layers
    assert section.add.isVisible()
    QTest.mouseClick(section.add, Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, AddMenu)
    choose(menu, "Activation")
    menu.close()
    shown.frame()
    assert kinds(shown) == ["Dense", "Activation", "Dense"]
    assert [row.layer_name for row in section.rows] == ["Input", "Hidden", "Activation", "Output"]


def test_the_canvas_menu_has_the_selected_neurons_layer(show) -> None:
    shown = show("digits")
    shown.session.select(Target(1, 3))
    actions = shown.window.actions_.by_name
    menu = show_menu(shown.window, shown.session, shown.window.run.canvas.zoom, actions, shown.window.pos())
    choose(menu, "Layer: Hidden", "Neurons", "8")
    menu.close()
    assert shown.session.document.network.layers[0].units == 8


def test_build_opens_at_the_layer_that_was_looked_at(show) -> None:
    shown = show("mnist-cnn")
    shown.session.select(Target(3, (0, 1, 1)))
    shown.session.set_page("build")
    shown.frame()
    assert shown.window.pages.current.editor.chosen == 3


@pytest.mark.parametrize("size", [(1600, 1000), (1920, 1080), (1440, 900), (1280, 720), (1100, 700)])
def test_the_list_of_layers_scrolls_for_a_row_and_never_for_a_gap(show, size):
    layers = show(size=size).window.run.rail.layers
    button = layers.add.geometry()
    hidden = button.bottom() + 1 - layers.add.parentWidget().parentWidget().height()
    bar = layers.findChild(QScrollArea).verticalScrollBar()
    assert bar.isVisible() == (hidden > 0 and layers.isVisible())
    if layers.isVisible():
        assert bar.maximum() <= max(hidden, 0) + 1


def test_a_menu_stands_above_or_below_the_control_that_opened_it(qtbot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.setGeometry(100, 200, 400, 400)
    control = QPushButton("+", window)
    control.setGeometry(50, 200, 60, 40)
    window.show()
    corner = control.mapToGlobal(QPoint(0, 0))
    tops = {}
    for name, opened in (
        ("above", lambda menu: show_above(menu, control)),
        ("apart", lambda menu: show_above(menu, control, 4)),
        ("below", lambda menu: show_below(menu, control)),
    ):
        menu = new_menu(window)
        menu.addAction("Dense")
        opened(menu)
        assert menu.x() == corner.x()
        tops[name] = menu.y() if name == "below" else menu.y() + menu.height()
        menu.close()
    assert tops == {"above": corner.y(), "apart": corner.y() - 4, "below": corner.y() + 39}
