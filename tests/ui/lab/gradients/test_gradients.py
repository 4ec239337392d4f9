"""Gradient health in a real window, by mouse and keyboard."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from nnviz import formats
from nnviz.document.lab import LabView, Stack


@pytest.fixture
def gradients(show, qtbot):
    def open_on(what="digits", size=(1600, 1000), **view):
        shown = show(what, size=size, page="lab")
        shown.session.set_lab_view(LabView(part="gradients", **view))
        measured(shown, qtbot)
        return shown

    return open_on


def part(shown):
    return shown.window.pages.page("lab").part


def measured(shown, qtbot) -> None:
    """Wait for what was asked for last."""
    shown.frame()
    asked = part(shown)
    qtbot.waitUntil(lambda: asked.answered == asked.wanted)
    shown.frame()


def said(shown) -> str:
    return part(shown).hero.accessibleName()


def type_in(field, text) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def names(shown) -> list[str]:
    return [card.accessibleName().split(":")[0] for card in part(shown).cards if card.isVisible()]


def test_the_sentence_and_the_cards_say_what_was_measured(gradients) -> None:
    shown = gradients()
    assert said(shown).startswith("With sigmoid, layer 1 learns 110,000× more slowly than layer 9.")
    assert names(shown) == ["Sigmoid", "Tanh", "ReLU", "Leaky ReLU"]
    assert "110,000× smaller" in part(shown).cards[0].accessibleName()
    assert "256 examples of digits" in part(shown).bar.told
    assert "root mean square" in part(shown).bar.told


def test_the_line_is_dragged_on_any_card_and_all_follow(gradients) -> None:
    shown = gradients()
    card = part(shown).cards[2]
    at = card.at()
    start, end = (at.x(0, 9), at.upper.center().y()), (at.x(6, 9), at.lower.center().y())
    shown.drag(card, start, (at.x(3, 9), start[1]), end)
    assert shown.session.view.lab.layer == 7
    assert "layer 7 learns" in said(shown)
    assert all("layer 7 beside layer 9" in card.accessibleName() for card in part(shown).cards)
    # Looking elsewhere is no edit.
    assert shown.session.undo_label is None


def test_the_line_goes_by_keyboard(gradients) -> None:
    shown = gradients(layer=4)
    card = part(shown).cards[0]
    card.setFocus()
    QTest.keyClick(card, Qt.Key.Key_Right)
    assert shown.session.view.lab.layer == 5
    QTest.keyClick(card, Qt.Key.Key_End)
    assert shown.session.view.lab.layer == 9
    shown.frame()
    assert "layer 9 learns 110,000× faster than layer 1" in said(shown)
    QTest.keyClick(card, Qt.Key.Key_Home)
    QTest.keyClick(card, Qt.Key.Key_Left)
    assert shown.session.view.lab.layer == 1


def test_a_change_measures_anew_and_keeps_the_picture_until_then(gradients, qtbot) -> None:
    shown = gradients()
    before = said(shown)
    QTest.mouseClick(part(shown).bar.steppers["layers"].less, Qt.MouseButton.LeftButton)
    assert shown.session.view.lab.stack.layers == 8
    assert said(shown) == before
    measured(shown, qtbot)
    assert "than layer 8" in said(shown)
    type_in(part(shown).bar.steppers["width"].field, "12")
    QTest.mouseClick(part(shown).bar.starts["large"], Qt.MouseButton.LeftButton)
    measured(shown, qtbot)
    assert shown.session.view.lab.stack == Stack(layers=8, width=12, start="large")


@pytest.mark.parametrize(("name", "text"), [("layers", "0"), ("width", "1000000"), ("seeds", "-3")])
def test_what_no_stack_can_be_is_refused_in_words(gradients, name, text) -> None:
    shown = gradients()
    field = part(shown).bar.steppers[name].field
    type_in(field, text)
    shown.frame()
    assert shown.session.view.lab.stack == Stack()
    assert f"takes {name} from 1 to" in part(shown).bar.told
    assert field.text() == str(getattr(Stack(), name))


def test_one_layer_has_nothing_to_compare(gradients) -> None:
    shown = gradients(stack=Stack(layers=1))
    assert "no other" in said(shown)
    assert "×" not in part(shown).cards[0].accessibleName().replace("\u00a0×\u00a010", "")
    assert not part(shown).bar.steppers["layers"].less.isEnabled()


def test_the_open_network_with_new_and_with_its_own_weights(gradients, qtbot) -> None:
    shown = gradients(source="network")
    assert "New weights for each function, by seed" in part(shown).bar.told
    assert not part(shown).bar.steppers["layers"].isVisible()
    QTest.mouseClick(part(shown).bar.weights.chips["trained"], Qt.MouseButton.LeftButton)
    measured(shown, qtbot)
    assert "Weights as they are, learned with ReLU" in part(shown).bar.told
    assert part(shown).answer.measured.seeds == 1
    QTest.mouseClick(part(shown).hero.source.chips["stack"], Qt.MouseButton.LeftButton)
    measured(shown, qtbot)
    assert "110,000×" in said(shown)


def menu_of(shown, button) -> QMenu:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    return next(m for m in shown.window.findChildren(QMenu) if m.isVisible())


def press(menu, words) -> None:
    next(action for action in menu.actions() if action.text() == words).trigger()
    menu.close()


def test_a_card_is_exchanged_and_that_is_one_step_of_undo(gradients, qtbot) -> None:
    shown = gradients()
    press(menu_of(shown, part(shown).cards[0].menu), "ELU")
    measured(shown, qtbot)
    assert names(shown) == ["ELU", "Tanh", "ReLU", "Leaky ReLU"]
    assert "sigmoid" not in said(shown)
    shown.session.undo()
    measured(shown, qtbot)
    assert names(shown)[0] == "Sigmoid"
    press(menu_of(shown, part(shown).cards[3].menu), "Take this card out")
    measured(shown, qtbot)
    assert names(shown) == ["Sigmoid", "Tanh", "ReLU"]


def test_starts_are_compared_for_one_function(gradients, qtbot) -> None:
    shown = gradients()
    QTest.mouseClick(part(shown).hero.across.chips["starts"], Qt.MouseButton.LeftButton)
    measured(shown, qtbot)
    assert names(shown) == ["Glorot", "He", "Too small", "Too large"]
    QTest.mouseClick(part(shown).bar.functions[2], Qt.MouseButton.LeftButton)
    measured(shown, qtbot)
    assert said(shown).startswith("ReLU: with weights that start too small")
    press(menu_of(shown, part(shown).cards[0].menu), "LeCun")
    measured(shown, qtbot)
    assert names(shown)[0] == "LeCun"


def test_the_signal_is_shown_in_place_of_the_gradient(gradients) -> None:
    shown = gradients()
    QTest.mouseClick(part(shown).hero.sizes.chips["signal"], Qt.MouseButton.LeftButton)
    shown.frame()
    assert "size of a, layer 1 beside layer 9" in part(shown).cards[0].accessibleName()
    assert "signal" in said(shown)


def test_noise_is_fed_where_there_are_no_examples(gradients, qtbot) -> None:
    document = replace(formats.open_any("digits")[0], data=None)
    shown = gradients(document)
    assert "256 rows of noise" in part(shown).bar.told
    QTest.mouseClick(part(shown).hero.source.chips["network"], Qt.MouseButton.LeftButton)
    measured(shown, qtbot)
    assert part(shown).answer.measured is None
    assert "sample digits" in part(shown).answer.said
    assert not any(card.isVisible() for card in part(shown).cards)


@pytest.mark.parametrize("size", [(1600, 1000), (1280, 720), (1100, 700), (940, 700)])
def test_controls_keep_apart_at_every_size(gradients, size) -> None:
    shown = gradients(size=size)
    for holder in (part(shown).bar, part(shown).hero):
        there = [child for child in holder.parts() if child.isVisible()]
        for number, one in enumerate(there):
            assert holder.rect().contains(one.geometry())
            assert one.height() >= 36
            for other in there[number + 1 :]:
                assert not one.geometry().intersects(other.geometry())


def test_what_is_looked_at_is_saved(gradients, tmp_path, qtbot) -> None:
    shown = gradients(stack=Stack(layers=5, width=8, start="he"), layer=3, signal=True)
    path = tmp_path / "a.nnviz"
    shown.session.save(path)
    assert formats.open_any(path)[0].view.lab == shown.session.view.lab
