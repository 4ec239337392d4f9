"""The lab's cards in a real window, by mouse and keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from nnviz import formats
from nnviz.document import Target
from nnviz.engine.functions import activations


@pytest.fixture
def lab(show):
    shown = show("digits", page="lab")
    shown.session.select(Target(1, 6))
    shown.frame()
    return shown


def part(shown):
    return shown.window.pages.page("lab").part


def card(shown, name):
    return next(card for card in part(shown).cards if card.shown.function.name == name)


def said(shown, name) -> str:
    return card(shown, name).accessibleName()


def type_in(field, text) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_one_z_for_all_cards_from_the_chosen_neuron(lab) -> None:
    z = float(lab.session.trace[1].z[0, 6])
    assert {round(card.shown.z, 6) for card in part(lab).cards} == {round(z, 6)}
    assert part(lab).bar.field.text() == f"{z:.3f}".replace("-", "−")


def test_any_cards_point_is_dragged_and_all_follow(lab) -> None:
    tanh = card(lab, "tanh")
    plot = tanh.plot()
    middle, top = plot.center().x(), plot.center().y()
    lab.drag(tanh, (middle, top), (middle + 20, top), (plot.left() + plot.width() * 0.3, top))
    assert lab.session.view.lab.z == pytest.approx(-2.0, abs=0.05)
    assert {card.shown.z for card in part(lab).cards} == {lab.session.view.lab.z}
    assert "f of −2" in said(lab, "relu")
    # Looking at another z is no edit.
    assert lab.session.undo_label is None


def test_z_is_typed_and_stepped(lab) -> None:
    type_in(part(lab).bar.field, "-2")
    lab.frame()
    assert lab.session.view.lab.z == -2.0
    sigmoid = card(lab, "sigmoid")
    sigmoid.setFocus()
    QTest.keyClick(sigmoid, Qt.Key.Key_Right)
    assert lab.session.view.lab.z == pytest.approx(-1.9)
    QTest.keyClick(sigmoid, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert lab.session.view.lab.z == pytest.approx(-2.9)
    QTest.keyClick(sigmoid, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert lab.session.view.lab.z == pytest.approx(-2.89)


def test_alpha_03_gives_exactly_minus_06_at_minus_2(lab) -> None:
    type_in(part(lab).bar.field, "-2")
    leaky = card(lab, "leaky_relu")
    type_in(leaky.parameters.rows["alpha"].field, "0,3")
    lab.frame()
    function = lab.session.document.lab.cards[3]
    assert function == activations.get("leaky_relu", alpha=0.3)
    assert "is −0.600, slope 0.300" in said(lab, "leaky_relu")
    assert lab.session.undo_label == "Change α"
    # The Enter that the field used opens nothing.
    assert not any(menu.isVisible() for menu in lab.window.findChildren(QMenu))
    lab.session.undo()
    lab.frame()
    assert lab.session.document.lab is None
    assert "slope 0.010" in said(lab, "leaky_relu")


def test_a_z_is_held_in_the_network_and_released(lab) -> None:
    session = lab.session
    own = float(session.trace[1].z[0, 6])
    type_in(part(lab).bar.field, "3.5")
    lab.frame()
    QTest.mouseClick(part(lab).bar.hold, Qt.MouseButton.LeftButton)
    lab.frame()
    assert session.document.overrides[Target(1, 6)].value == 3.5
    assert float(session.trace[1].z[0, 6]) == 3.5
    assert session.view.lab.z is None
    assert part(lab).bar.own.text() == "Release it"
    QTest.mouseClick(part(lab).bar.own, Qt.MouseButton.LeftButton)
    lab.frame()
    assert not session.document.overrides
    assert float(session.trace[1].z[0, 6]) == pytest.approx(own)


def menu_of(shown, card_) -> QMenu:
    QTest.mouseClick(card_.more, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    return next(m for m in shown.window.findChildren(QMenu) if m.isVisible())


def action(menu, words):
    return next(a for a in menu.actions() if words in a.text())


def test_a_card_is_applied_to_a_layer_and_the_network_follows_its_parameter(lab) -> None:
    session, leaky = lab.session, card(lab, "leaky_relu")
    menu = menu_of(lab, leaky)
    action(menu, "Use in").trigger()
    menu.close()
    lab.frame()
    assert session.document.network.layer(1).activation == activations.get("leaky_relu")
    assert leaky.shown.used == "in layer 1"
    type_in(leaky.parameters.rows["alpha"].field, "0.5")
    lab.frame()
    assert session.document.network.layer(1).activation.alpha == 0.5
    session.undo()
    session.undo()
    assert session.document.network.layer(1).activation == activations.get("relu")


def test_cards_are_taken_out_and_added(lab) -> None:
    menu = menu_of(lab, card(lab, "tanh"))
    action(menu, "Take this card out").trigger()
    menu.close()
    lab.frame()
    assert "tanh" not in [c.name for c in lab.session.document.lab.cards]
    assert len([c for c in part(lab).cards if c.isVisible()]) == 6
    part(lab).add(activations.get("tanh"))
    lab.frame()
    assert card(lab, "tanh").isVisible()


def test_a_card_is_carried_to_another_place_by_its_head(lab) -> None:
    first, third = part(lab).cards[0], part(lab).cards[2]
    start = QPoint(60, 20)
    end = first.mapFromGlobal(third.mapToGlobal(QPoint(60, 60)))
    lab.drag(first, (start.x(), start.y()), (end.x(), end.y()))
    assert [c.name for c in lab.session.document.lab.cards[:3]] == ["tanh", "relu", "sigmoid"]
    assert lab.session.undo_label == "Move a card"


def test_a_small_card_comes_among_the_large_ones(lab) -> None:
    small = part(lab).strip.cards[0]
    name = small.function.name
    QTest.mouseClick(small, Qt.MouseButton.LeftButton)
    lab.frame()
    assert lab.session.document.lab.cards[5].name == name
    assert card(lab, name).isVisible()


def test_z_over_the_data_lies_under_the_curves(lab, qtbot) -> None:
    QTest.mouseClick(part(lab).bar.sources["neuron"], Qt.MouseButton.LeftButton)
    lab.frame()
    qtbot.waitUntil(lambda: card(lab, "relu").shown.heights is not None)
    assert card(lab, "relu").shown.told.startswith("Over the data:")
    count = len(lab.session.document.data)
    assert f"all {count:,} examples" in part(lab).data.caption(5.0)


def test_the_table_has_all_functions_and_measures_their_cost(lab, qtbot) -> None:
    QTest.mouseClick(part(lab).strip.table, Qt.MouseButton.LeftButton)
    lab.frame()
    table = part(lab).bodies.table
    assert table.isVisible()
    assert len(table.body.rows) == 19
    qtbot.waitUntil(lambda: all(row.cost is not None for row in table.body.rows), timeout=20_000)
    assert all(row.cost > 0 for row in table.body.rows)
    table.body.setFocus()
    QTest.keyClick(table.body, Qt.Key.Key_End)
    QTest.keyClick(table.body, Qt.Key.Key_Return)
    lab.frame()
    assert not table.isVisible()
    assert card(lab, table.body.rows[-1].function.name).isVisible()


def test_what_was_laid_out_is_saved(lab, tmp_path) -> None:
    type_in(card(lab, "leaky_relu").parameters.rows["alpha"].field, "0.3")
    type_in(part(lab).bar.field, "-2")
    lab.frame()
    path = tmp_path / "a.nnviz"
    lab.session.save(path)
    opened = formats.open_any(path)[0]
    assert opened.lab == lab.session.document.lab
    assert opened.view.lab == lab.session.view.lab
    assert opened.view.page == "lab"


def test_the_menu_of_neurons_leaves_its_button_to_be_seen(lab):
    pick = part(lab).bar.pick
    QTest.mouseClick(pick, Qt.MouseButton.LeftButton)
    [menu] = [one for one in QApplication.topLevelWidgets() if isinstance(one, QMenu) and one.isVisible()]
    assert not menu.geometry().intersects(pick.rect().translated(pick.mapToGlobal(QPoint(0, 0))))
    menu.close()
