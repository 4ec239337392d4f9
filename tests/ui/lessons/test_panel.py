"""The lesson's panel: what it says of a card, what its buttons do, and that it follows the network."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from nnviz.document import CurrentInput, edits
from nnviz.ui.lessons import words
from nnviz.ui.lessons.text import follow


def say_go(shown) -> None:
    """Switch both inputs on."""
    both = CurrentInput(np.array([1.0, 1.0], dtype=np.float32))
    shown.session.apply(edits.set_input, both)
    shown.frame()


def click(button: QAbstractButton, shown) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    shown.frame()


def test_it_says_which_card_of_which_lesson(taught, panel_of) -> None:
    shown = taught()
    panel = panel_of(shown)
    assert panel.isVisible()
    assert panel.accessibleName() == "Lesson: One neuron, slowly, card 1 of 4"
    assert panel.body.title == "It decides"
    assert panel.body.task.accessibleName() == "To do: Switch both inputs on."
    names = [segment.accessibleName() for segment in panel.segments.buttons]
    assert names == ["1. It decides, this card", "2. The bar", "3. Only to read", "4. Predict"]
    assert [segment.toolTip() for segment in panel.segments.buttons] == names


def test_values_in_the_text_are_the_networks_and_follow_it(taught, panel_of) -> None:
    shown = taught()
    text = panel_of(shown).body.text
    before = text.accessibleName()
    assert "Here it says 0.136." in before
    say_go(shown)
    assert "Here it says 0.845." in text.accessibleName()


def test_the_circle_becomes_a_tick_and_next_the_filled_button(taught, panel_of) -> None:
    shown = taught()
    panel = panel_of(shown)
    assert not panel.next.is_filled
    say_go(shown)
    assert panel.body.task.is_done
    assert panel.next.is_filled
    click(panel.next, shown)
    assert shown.session.lecture.place.card == 1
    assert panel.segments.buttons[0].accessibleName() == "1. It decides, done"
    assert panel.segments.buttons[0].is_done


def test_both_ways_say_where_they_lead(taught, panel_of) -> None:
    shown = taught()
    panel = panel_of(shown)
    assert not panel.previous.isEnabled()
    assert panel.next.accessibleName() == "Next: The bar"
    assert panel.next.toolTip() == "The bar (Ctrl+PgDown)"
    click(panel.next, shown)
    assert panel.previous.accessibleName() == "Previous: It decides"
    assert panel.next.accessibleName() == "Next: Step 2 of 2"
    assert panel.body.task.accessibleName().startswith("Step 1 of 2")
    click(panel.next, shown)
    assert panel.body.text.accessibleName() == "And up again."
    assert panel.next.accessibleName() == "Next: Only to read"
    click(panel.previous, shown)
    click(panel.previous, shown)
    assert shown.session.lecture.place.card == 0


def test_a_segment_leads_to_its_card(taught, panel_of) -> None:
    shown = taught()
    panel = panel_of(shown)
    click(panel.segments.buttons[2], shown)
    assert panel.body.title == "Only to read"
    assert shown.window.pages.current is shown.window.pages.page("lab")
    click(panel.segments.buttons[2], shown)
    assert shown.session.lecture.place.card == 2


def test_arrows_go_along_the_segments_and_enter_leads_there(taught, panel_of) -> None:
    shown = taught()
    segments = panel_of(shown).segments.buttons
    assert [segment.focusPolicy() != Qt.FocusPolicy.NoFocus for segment in segments].count(True) == 1
    segments[0].setFocus()
    for segment in segments[:3]:
        QTest.keyClick(segment, Qt.Key.Key_Right)
    assert QApplication.focusWidget() is segments[3]
    QTest.keyClick(segments[3], Qt.Key.Key_Return)
    shown.frame()
    assert shown.session.lecture.place.card == 3


def test_a_card_for_reading_is_done_when_one_has_gone_on(taught, panel_of) -> None:
    shown = taught(2)
    panel = panel_of(shown)
    assert not panel.segments.buttons[2].is_done
    click(panel.next, shown)
    assert panel.segments.buttons[2].is_done
    click(panel.segments.buttons[0], shown)
    assert not panel.segments.buttons[1].is_done


def test_what_may_be_touched_stands_on_chips_and_a_refusal_says_so(taught, panel_of) -> None:
    shown = taught(1)
    chips = panel_of(shown).body.chips
    assert chips.accessibleName() == "Yours to do: Drag the bias"
    before = shown.session.document
    shown.session.apply(edits.set_weight, 1, (0, 0), 2.0)
    shown.frame()
    assert shown.session.document is before
    assert chips.sentence == chips.accessibleDescription() == "On this card the bias is yours to change."
    shown.session.apply(edits.set_bias, 1, 0, -5.5)
    shown.frame()
    assert chips.sentence == ""


@pytest.mark.parametrize(
    ("touch", "said"),
    [
        (("weights",), "On this card the weights are yours to change."),
        (("weights", "bias"), "On this card the weights and the bias are yours to change."),
        (("z", "play"), "On this card z is yours to change."),
        (("play", "selection"), words.UNTOUCHED),
        (
            ("pad", "inputs", "examples"),
            "On this card the pad, the inputs and the examples are yours to change.",
        ),
    ],
)
def test_a_refusal_names_what_is_the_hands(touch: tuple[str, ...], said: str) -> None:
    assert words.refusal(touch) == said


def test_every_word_of_the_schema_has_a_chip() -> None:
    from nnviz.lessons.model import TOUCH

    assert set(words.CHIPS) == set(TOUCH)


def test_reset_comes_when_something_was_done_and_takes_it_back(taught, panel_of) -> None:
    shown = taught(1)
    reset = panel_of(shown).body.reset
    before = shown.session.document.network.parameters()
    assert reset.isHidden()
    shown.session.apply(edits.set_bias, 1, 0, -6.5)
    shown.frame()
    assert reset.isVisible()
    click(reset, shown)
    now = shown.session.document.network.parameters()
    assert all(np.array_equal(now[key], before[key]) for key in before)
    assert reset.isHidden()


def test_the_last_card_closes_the_lesson_and_ones_own_work_is_back(taught, panel_of) -> None:
    shown = taught(3, what="xor")
    panel = panel_of(shown)
    assert panel.next.accessibleName() == "Close: The end of the lesson"
    click(panel.next, shown)
    assert shown.session.lecture is None
    assert shown.session.document.title == "XOR 2-4-1"
    assert panel.isHidden()


def test_close_and_its_key(taught, panel_of) -> None:
    shown = taught(what="xor")
    assert "Ctrl+W" in panel_of(shown).close_button.toolTip()
    click(panel_of(shown).close_button, shown)
    assert shown.session.lecture is None
    shown.window.commands.open_lesson("slowly")
    shown.frame()
    QTest.keyClick(shown.window, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    shown.frame()
    assert shown.session.document.title == "XOR 2-4-1"


def test_the_keys_of_cards(taught) -> None:
    shown = taught()
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(shown.window, Qt.Key.Key_PageDown, control)
    shown.frame()
    assert shown.session.lecture.place.card == 1
    shown.session.apply(edits.set_bias, 1, 0, -5.5)
    shown.frame()
    QTest.keyClick(shown.window, Qt.Key.Key_R, control)
    shown.frame()
    assert shown.session.undo_label is None
    QTest.keyClick(shown.window, Qt.Key.Key_PageUp, control)
    shown.frame()
    assert shown.session.lecture.place.card == 0


def test_a_link_is_opened_by_a_press_alone_and_is_of_the_web(taught, panel_of, monkeypatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    shown = taught()
    (spot,) = panel_of(shown).body.text.links
    assert spot.accessibleName() == "Link: the paper"
    assert spot.toolTip() == "https://example.org/paper"
    assert opened == []
    spot.setFocus()
    QTest.keyClick(spot, Qt.Key.Key_Space)
    QTest.mouseClick(spot, Qt.MouseButton.LeftButton)
    assert opened == ["https://example.org/paper"] * 2
    for address in ("file:///etc/passwd", "javascript:alert(1)", "", "ftp://example.org"):
        follow(address)
    assert len(opened) == 2


def test_tab_goes_through_all_of_it(taught, panel_of) -> None:
    shown = taught(1)
    shown.session.apply(edits.set_bias, 1, 0, -5.5)
    shown.frame()
    panel = panel_of(shown)
    wanted = {panel.close_button, panel.body.reset, panel.previous, panel.next}
    reached = set()
    for _ in range(80):
        QTest.keyClick(QApplication.focusWidget() or shown.window, Qt.Key.Key_Tab)
        reached.add(QApplication.focusWidget())
    assert wanted <= reached
    assert reached & set(panel.segments.buttons)


@pytest.mark.parametrize("size", [(1600, 1000), (1280, 720), (1100, 700), (900, 700), (480, 640), (360, 480)])
def test_nothing_in_it_overlaps_or_lies_outside(taught, panel_of, size, theme) -> None:
    shown = taught(1, size, theme)
    shown.session.apply(edits.set_bias, 1, 0, -5.5)
    shown.session.apply(edits.set_weight, 1, (0, 0), 2.0)
    shown.frame()
    panel, body = panel_of(shown), panel_of(shown).body
    parts = [part for part in body.parts() if part.isVisible() and part.height()]
    assert body.chips in parts
    tops = [(part.y(), part.y() + part.height()) for part in parts]
    assert all(one[1] <= other[0] for one, other in zip(sorted(tops), sorted(tops)[1:], strict=False))
    assert all(part.x() >= 0 and part.x() + part.width() <= body.width() for part in parts)
    foot = [panel.previous, panel.next]
    assert all(panel.rect().contains(button.geometry()) for button in (*foot, panel.close_button))
    assert min(min(b.width(), b.height()) for b in (*foot, panel.close_button)) >= 36
    assert shown.window.rect().contains(panel.mapTo(shown.window, QPoint(0, 0)))


def test_a_long_card_scrolls_and_the_next_one_begins_at_its_top(taught, panel_of) -> None:
    shown = taught(0, size=(480, 560))
    panel = panel_of(shown)
    bar = panel.area.verticalScrollBar()
    assert bar.maximum() > 0
    bar.setValue(bar.maximum())
    shown.window.commands.next_card()
    shown.frame()
    assert bar.value() == 0
