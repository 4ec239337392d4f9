"""The softmax bench in a real window, by mouse and keyboard."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from nnviz.document import edits
from nnviz.document.lab import LabView
from nnviz.scene.lab import steps
from nnviz.scene.lab.softmax import places

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def bench(show):
    shown = show("digits", page="lab")
    shown.session.apply(edits.choose_sample, 6)
    shown.session.set_lab_view(LabView(part="softmax"))
    shown.frame()
    return shown


def part(shown):
    return shown.window.pages.page("lab").part


def column(shown, place) -> float:
    card = part(shown).card
    middle, _ = places.column(place, len(part(shown).bench), card.width() / card.look.s)
    return middle * card.look.s


def drag_score(shown, place, pixels) -> None:
    x, y = column(shown, place), 200 * part(shown).card.look.s
    shown.drag(part(shown).card, (x, y), (x, y - pixels / 2), (x, y - pixels))


def scores(shown) -> list[float]:
    return [float(score) for score in part(shown).bench.scores]


def test_a_score_is_dragged_and_its_drag_is_one_step_of_undo(bench) -> None:
    before = scores(bench)
    drag_score(bench, 9, 50)
    after = scores(bench)
    assert after[9] == pytest.approx(before[9] + 50 / part(bench).card.look.s / 8, rel=0.9)
    assert after[9] > before[9] + 1
    assert after[:9] == pytest.approx(before[:9])
    assert bench.session.undo_label == "Change a score"
    bench.session.undo()
    bench.frame()
    assert bench.session.document.lab is None
    assert scores(bench) == before
    assert part(bench).bench.of_network


def test_a_click_takes_a_score_in_hand_and_changes_nothing(bench) -> None:
    QTest.mouseClick(part(bench).card, LEFT, pos=QPoint(round(column(bench, 4)), 100))
    bench.frame()
    assert bench.session.view.lab.score == 4
    assert bench.session.document.lab is None
    assert "“4” in hand" in part(bench).hand.accessibleName()


def test_scores_are_typed(bench) -> None:
    card = part(bench).card
    for _ in range(7):
        QTest.mouseClick(card.fewer, LEFT)
        bench.frame()
    assert len(part(bench).bench) == 3
    for place, text in enumerate(("1000", "1001", "1002")):
        bench.session.set_lab_view(LabView(part="softmax", score=place))
        bench.frame()
        card.setFocus()
        QTest.keyClick(card, text[0])
        QTest.keyClicks(card.field, text[1:])
        QTest.keyClick(card.field, Qt.Key.Key_Return)
        bench.frame()
    assert scores(bench) == [1000, 1001, 1002]
    np.testing.assert_allclose(part(bench).bench.shares, [0.090031, 0.244728, 0.665241], atol=1e-6)
    QTest.mouseClick(card.switch, LEFT)
    bench.frame()
    assert part(bench).bench.overflows
    assert "its share NaN" in part(bench).hand.accessibleName()
    bench.session.undo()
    bench.frame()
    assert part(bench).bench.is_whole


@pytest.mark.parametrize("text", ["nan", "1e999", "ten", "--1"])
def test_what_is_no_score_is_marked_and_not_taken(bench, text) -> None:
    card = part(bench).card
    card.type_score(0)
    card.field.selectAll()
    QTest.keyClicks(card.field, text)
    assert card.field.property("valid") is False
    QTest.keyClick(card.field, Qt.Key.Key_Return)
    assert bench.session.document.lab is None
    QTest.keyClick(card.field, Qt.Key.Key_Escape)
    assert card.field is None


def test_a_score_that_is_too_large_is_bounded(bench) -> None:
    card = part(bench).card
    card.type_score(0)
    card.field.selectAll()
    QTest.keyClicks(card.field, "1e308")
    QTest.keyClick(card.field, Qt.Key.Key_Return)
    bench.frame()
    assert scores(bench)[0] == 1e6


def test_arrows_choose_and_change_a_score(bench) -> None:
    card = part(bench).card
    card.setFocus()
    QTest.keyClick(card, Qt.Key.Key_Right)
    bench.frame()
    assert bench.session.view.lab.score == 1
    before = scores(bench)[1]
    QTest.keyClick(card, Qt.Key.Key_Up)
    QTest.keyClick(card, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    bench.frame()
    assert scores(bench)[1] == pytest.approx(before + 1.1, abs=1e-5)


def test_one_to_twenty_scores_by_the_stepper(bench) -> None:
    card = part(bench).card
    for _ in range(15):
        QTest.mouseClick(card.more, LEFT)
        bench.frame()
    assert len(part(bench).bench) == 20
    assert not card.more.isEnabled()
    for _ in range(25):
        QTest.mouseClick(card.fewer, LEFT)
        bench.frame()
    assert len(part(bench).bench) == 1
    assert not card.fewer.isEnabled()
    assert part(bench).heading() == "One score becomes one share: always 1"


def test_the_right_answer_is_chosen_by_button_and_key(bench) -> None:
    part(bench).setFocus()
    assert part(bench).bench.target == int(bench.session.document.data.targets[6])
    bench.session.set_lab_view(LabView(part="softmax", score=2))
    bench.frame()
    QTest.mouseClick(part(bench).hand.right_answer, LEFT)
    bench.frame()
    assert part(bench).bench.target == 2
    assert "It is “2”" in part(bench).bar.accessibleName()


def test_temperature_is_typed_and_slid(bench) -> None:
    field = part(bench).temperature.field
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "2")
    QTest.keyClick(field, Qt.Key.Key_Return)
    bench.frame()
    assert part(bench).bench.temperature == 2.0
    field.selectAll()
    QTest.keyClicks(field, "500")
    QTest.keyClick(field, Qt.Key.Key_Return)
    bench.frame()
    assert part(bench).bench.temperature == 20.0
    slider = part(bench).temperature.slider
    bench.drag(slider, (slider.width() / 2, 10), (slider.width() / 2 + 1, 10))
    assert part(bench).bench.temperature == pytest.approx(1.0)


def test_time_goes_step_by_step_and_back(bench) -> None:
    session, bar = bench.session, part(bench).bar
    assert steps.current(session.view.lab)[0] == 6
    for _ in range(3):
        QTest.mouseClick(bar.back, LEFT)
    bench.frame()
    assert steps.current(session.view.lab)[0] in (3, 4)
    session.set_lab_view(steps.moved(session.view.lab, 0.0))
    QTest.mouseClick(bar.play, LEFT)
    assert session.is_playing
    session.advance(2 * steps.SECONDS)
    bench.frame()
    assert steps.current(session.view.lab)[0] == 3
    session.advance(100.0)
    assert not session.is_playing
    assert steps.current(session.view.lab) == (6, 1.0)


def test_back_to_the_networks_scores(bench) -> None:
    drag_score(bench, 3, -40)
    assert part(bench).card.back.isVisible()
    QTest.mouseClick(part(bench).card.back, LEFT)
    bench.frame()
    assert part(bench).bench.of_network
    assert not part(bench).card.back.isVisible()
