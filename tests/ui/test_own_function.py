"""Functions of one's own in the window: offered where they are in use, named by their formula, drawn."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from nnviz import formats
from nnviz.document import Document, Target, edits
from nnviz.document.lab import Lab, own_functions
from nnviz.engine import OwnFunction
from nnviz.engine.functions import activations
from nnviz.scene.detail.equation import function_sign
from nnviz.scene.view.levels import Level
from nnviz.scene.words import names
from nnviz.ui.build.page import BuildPage
from nnviz.ui.paint.curves import paint_function
from nnviz.ui.widgets.function_button import FunctionButton
from nnviz.ui.widgets.function_menu import FunctionMenu

LEAKY = "max(0.1*z, z)"
LONG = "where(z > 0, z, 0.25*expm1(z)) + 0*cos(z)"


def with_card(text: str = LEAKY) -> Document:
    return edits.set_lab(formats.open_any("iris")[0], Lab(cards=(OwnFunction(text), activations.get("relu"))))


def with_layer(text: str = LEAKY) -> Document:
    return edits.set_activation(formats.open_any("iris")[0], 1, OwnFunction(text))


def open_menu(shown, row: int = 1) -> FunctionMenu:
    QTest.mouseClick(shown.window.run.rail.layers.rows[row].activation, Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, FunctionMenu)
    return menu


def offered(menu: FunctionMenu) -> list[str]:
    return [menu.list.item(row).text() for row in range(menu.list.count())]


def choose(menu: FunctionMenu, title: str) -> None:
    (item,) = menu.list.findItems(title, Qt.MatchFlag.MatchExactly)
    menu.list.setCurrentItem(item)
    QTest.keyClick(menu.list, Qt.Key.Key_Return)


NAMED = [names.function_title(activations.get(name)) for name in activations.names()]


def test_where_there_is_none_none_is_offered(show) -> None:
    assert offered(open_menu(show("iris"))) == NAMED


def test_a_card_of_the_lab_is_offered_and_chosen(show, theme) -> None:
    shown = show(with_card(), theme=theme)
    before = shown.session.document
    menu = open_menu(shown)
    assert offered(menu) == [*NAMED, LEAKY]
    choose(menu, LEAKY)
    shown.frame()
    assert shown.session.document.network.layer(1).activation == OwnFunction(LEAKY)
    assert shown.window.run.rail.layers.rows[1].activation.text() == LEAKY
    shown.session.undo()
    assert shown.session.document is before


def test_the_layers_own_is_the_one_that_is_marked(show) -> None:
    shown = show(with_layer())
    menu = open_menu(shown, 2)
    assert offered(menu) == [*NAMED, LEAKY]
    menu.close()
    menu = open_menu(shown, 1)
    assert menu.list.currentItem().text() == LEAKY
    document = shown.session.document
    choose(menu, LEAKY)
    assert shown.session.document is document
    menu = open_menu(shown, 1)
    choose(menu, "Tanh")
    assert shown.session.document.network.layer(1).activation == activations.get("tanh")


def test_the_build_page_offers_it_too(show) -> None:
    shown = show(with_card(), page="build")
    (build,) = shown.window.findChildren(BuildPage)
    build.editor.choose(1)
    shown.frame()
    (button,) = [one for one in build.findChildren(FunctionButton) if one.isVisible()]
    button.open_menu()
    menu = QApplication.activePopupWidget()
    assert offered(menu) == [*NAMED, LEAKY]
    choose(menu, LEAKY)
    shown.frame()
    assert shown.session.document.network.layer(1).activation == OwnFunction(LEAKY)
    assert button.text() == LEAKY


def test_a_long_formula_is_named_by_its_beginning_and_told_whole(show) -> None:
    shown = show(with_layer(LONG))
    menu = open_menu(shown)
    item = menu.list.currentItem()
    assert item.text() == "where(z > 0, z, 0.25*e…"[: names.LONGEST - 1]
    assert LONG in item.toolTip()
    assert menu.list.visualItemRect(item).width() <= menu.list.viewport().width()
    assert not menu.list.horizontalScrollBar().isVisible()


def test_those_in_use_are_counted_once() -> None:
    lab = Lab(cards=(OwnFunction("z^2"), OwnFunction(LEAKY)), compared=(OwnFunction("z^2"),))
    network = with_layer().network
    assert own_functions(network, lab) == (OwnFunction(LEAKY), OwnFunction("z^2"))
    assert own_functions(network, None) == (OwnFunction(LEAKY),)


def test_an_equation_calls_it_f(show) -> None:
    shown = show(with_layer())
    assert function_sign(shown.session.trace.explain(1, 0)) == "f"


@pytest.mark.parametrize("text", ["log(z)", "1/z", "exp(exp(z))", "3"])
@pytest.mark.parametrize("level", Level)
def test_every_level_is_drawn_where_it_is_not_finite(text: str, level: Level, show, qtbot) -> None:
    """Qt says so where it is given a place that is none, and a warning of Qt's or NumPy's fails the test."""
    shown = show(with_layer(text))
    shown.session.seek(shown.session.timeline.seconds)
    for unit in (0, 1):
        shown.session.select(Target(1, unit))
        shown.window.run.canvas.zoom.go(level, Target(1, unit))
        qtbot.waitUntil(lambda: not shown.session.is_flying)
        shown.frame()
        assert not shown.window.grab().isNull()


@pytest.mark.parametrize(
    ("text", "left", "right"),
    [("log(z)", False, True), ("1/z", True, True), ("where(z<0, z, 1/0)", True, False)],
)
def test_a_curve_is_drawn_only_where_it_is_finite(text: str, left: bool, right: bool) -> None:
    image = QImage(60, 40, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    paint_function(painter, image.rect().toRectF(), OwnFunction(text), QColor("black"))
    painter.end()

    def is_drawn(columns: range) -> bool:
        return any(image.pixelColor(x, y).lightness() < 128 for x in columns for y in range(image.height()))

    assert (is_drawn(range(3, 27)), is_drawn(range(33, 57))) == (left, right)
