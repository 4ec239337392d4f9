"""Rows keep their places while a hand is among them, and take their order when it leaves."""

import pytest
from PySide6.QtCore import QEvent, QPointF
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication

from nnviz.document import Target, edits


@pytest.fixture
def shown(show):
    """A window with an output neuron's products."""
    shown = show("digits")
    shown.session.select(Target(2, 3))
    shown.frame()
    return shown


def order(shown) -> list[int]:
    """The inputs in the order of their rows."""
    return [row.position for row in shown.window.run.inspector.products.rows if row.kind == "input"]


def enter(products) -> None:
    at = QPointF(products.rect().center())
    QApplication.sendEvent(products, QEnterEvent(at, at, QPointF(products.mapToGlobal(at))))


def raise_the_last(shown) -> int:
    """The weight of the last row becomes so large that its product is the largest; returns its input."""
    position = order(shown)[-1]
    shown.session.apply(edits.set_weight, 2, (position, 3), 90.0)
    shown.frame()
    return position


def test_with_no_hand_among_them_rows_take_their_order_at_once(shown) -> None:
    assert not shown.window.run.inspector.products.is_hand_among
    position = raise_the_last(shown)
    assert order(shown)[0] == position


def test_rows_keep_their_places_under_the_pointer(shown) -> None:
    products = shown.window.run.inspector.products
    enter(products)
    assert products.is_hand_among
    before = order(shown)
    position = raise_the_last(shown)
    assert order(shown) == before
    QApplication.sendEvent(products, QEvent(QEvent.Type.Leave))
    shown.frame()
    assert not products.is_hand_among
    assert order(shown)[0] == position


def test_rows_keep_their_places_while_the_keyboard_is_on_one(shown) -> None:
    products = shown.window.run.inspector.products
    products.setFocus()
    assert products.is_hand_among
    before = order(shown)
    position = raise_the_last(shown)
    assert order(shown) == before
    shown.window.run.canvas.setFocus()
    shown.frame()
    assert order(shown)[0] == position


def test_the_pointer_may_leave_while_the_keyboard_stays(shown) -> None:
    products = shown.window.run.inspector.products
    products.setFocus()
    enter(products)
    before = order(shown)
    raise_the_last(shown)
    QApplication.sendEvent(products, QEvent(QEvent.Type.Leave))
    shown.frame()
    assert products.is_hand_among
    assert order(shown) == before


def test_another_neuron_has_its_own_order_even_under_a_hand(shown) -> None:
    products = shown.window.run.inspector.products
    enter(products)
    raise_the_last(shown)
    shown.session.select(Target(2, 7))
    shown.frame()
    sizes = [abs(row.product) for row in products.rows if row.kind == "input" and row.product > 0]
    assert sizes == sorted(sizes, reverse=True)
