"""The page of one training step: choosing, scrubbing, reading, going back, by hand and by keys."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from nnviz import formats
from nnviz.document.training import StepView
from nnviz.scene.step.subject import Weight
from nnviz.training.begin import begin
from nnviz.ui.step.network_painter import NetworkPainter
from nnviz.ui.step.page import StepPage
from nnviz.ui.theme import THEMES
from tests.documents import non_finite, small


def opened(name: str = "worked-example", **look: object):
    document, _ = formats.open_any(name)
    step = replace(document.view.step, **look)
    return replace(document, view=replace(document.view, page="step", step=step))


def page_of(shown) -> StepPage:
    page = shown.window.pages.page("step")
    assert isinstance(page, StepPage)
    return page


def press(shown, key, to=None, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(to or shown.window, key, modifier)
    shown.frame()


def test_the_worked_example_is_stepped_through_with_keys(show) -> None:
    shown = show(opened())
    page = page_of(shown)
    assert page.bar.told.startswith("Forward. Hidden")
    assert "0.358916" not in page.chain.accessibleName()
    for _ in range(3):
        press(shown, Qt.Key.Key_Right)
    assert page.bar.told == "Loss. How far from the target: squared error is 0.298371."
    for _ in range(3):
        press(shown, Qt.Key.Key_Right)
    assert "0.082167" in page.chain.accessibleName()
    press(shown, Qt.Key.Key_End)
    assert "≈ 0.358916" in page.chain.accessibleName() or "= 0.358916" in page.chain.accessibleName()
    assert page.bar.told == "Loss after. All 12 move: L here falls from 0.298371 to 0.280471."
    press(shown, Qt.Key.Key_Home)
    assert shown.session.view.step.seconds == 0.0
    assert "0.082167" not in page.chain.accessibleName()


def test_space_plays_and_holds(show) -> None:
    shown = show(opened())
    press(shown, Qt.Key.Key_Space)
    assert shown.session.is_playing
    press(shown, Qt.Key.Key_Space)
    assert not shown.session.is_playing


def test_action_and_key_open_the_step_from_its_beginning(show) -> None:
    shown = show("xor")
    press(shown, Qt.Key.Key_B, modifier=Qt.KeyboardModifier.ControlModifier)
    assert shown.session.view.page == "step"
    assert shown.session.view.step.seconds == 0.0
    assert shown.window.top.tabs["train"].isChecked()


def test_a_run_that_goes_on_is_held_while_its_step_is_opened(show, qtbot) -> None:
    document, _ = formats.open_any("iris")
    begun = begin(document)
    begun = replace(begun, recipe=replace(begun.recipe, epochs=100_000))
    shown = show(replace(document, training=begun), page="train")
    shown.session.training.play()

    def has_moved() -> bool:
        shown.frame()
        shown.session.advance(0.1)
        kept = shown.session.document.training
        return kept is not None and kept.step > 0

    qtbot.waitUntil(has_moved)
    shown.window.commands.open_step()
    shown.frame()
    assert not shown.session.training.is_running
    run = shown.session.document.training.current
    opened_step = page_of(shown).shown.subject.step
    assert opened_step.number == run.nearest(shown.session.document.training.step).step + 1
    assert page_of(shown).curve.accessibleName() == (
        f"Loss by step: step {opened_step.number:,} of {run.steps:,}"
    )


def test_breadcrumbs_and_escape_lead_back(show) -> None:
    shown = show(opened())
    page = page_of(shown)
    assert [crumb.text() for crumb in page.head.crumbs] == ["Worked example 2-2-2", "Training"]
    page.head.crumbs[0].click()
    assert shown.session.view.page == "run"
    shown.session.set_page("step")
    shown.frame()
    page.head.crumbs[1].click()
    assert shown.session.view.page == "train"
    shown.session.set_page("step")
    shown.frame()
    press(shown, Qt.Key.Key_Escape, page.network)
    assert shown.session.view.page == "train"


def test_a_click_on_a_pill_chooses_its_weight_and_on_a_neuron_its_bias(show) -> None:
    shown = show(opened(seconds=99.0))
    page = page_of(shown)
    found = page.shown
    painter = NetworkPainter(found, page.network.look, 0.0)
    pill = next(
        pill for pill in found.picture.places.pills if pill.line.weight == Weight(1, "weight", (0, 0))
    )
    QTest.mouseClick(page.network, Qt.MouseButton.LeftButton, pos=painter.pill_rect(pill).center().toPoint())
    shown.frame()
    assert shown.session.view.step.parameter == (1, "weight", (0, 0))
    assert page.network.accessibleName() == "Weight from x₀ to h₀: 0.150000, gradient 0.000439, new 0.149781"
    node = found.picture.places.node(1, 1)
    QTest.mouseClick(page.network, Qt.MouseButton.LeftButton, pos=painter.point(node.at).toPoint())
    shown.frame()
    assert shown.session.view.step.parameter == (1, "bias", (1,))
    assert page.network.accessibleName().startswith("Bias of h₁: 0.350000")


def test_a_click_beside_a_line_chooses_it_and_far_from_all_nothing(show) -> None:
    shown = show(opened("neuron", seconds=99.0))
    page = page_of(shown)
    painter = NetworkPainter(page.shown, page.network.look, 0.0)
    line = page.shown.picture.lines[0]
    start, stop = painter.ends(line)
    beside = start + (stop - start) * 0.8
    assert page.network.at(beside) == line.weight
    assert page.network.at(painter.point((500.0, 660.0))) is None


def test_up_and_down_go_through_all_numbers_and_round(show) -> None:
    shown = show(opened("neuron", seconds=99.0))
    page = page_of(shown)
    page.network.setFocus()
    seen = []
    for _ in range(4):
        press(shown, Qt.Key.Key_Down, page.network)
        seen.append(shown.session.view.step.parameter)
    assert seen[0] == seen[3]
    assert set(seen) == {(1, "weight", (0, 0)), (1, "weight", (1, 0)), (1, "bias", (0,))}
    press(shown, Qt.Key.Key_Up, page.network)
    assert shown.session.view.step.parameter == seen[2]


def test_shift_goes_through_the_cells_of_a_kernel(show) -> None:
    shown = show(opened("digits-cnn", seconds=99.0, parameter=(1, "weight", (2, 0, 1, 2))))
    page = page_of(shown)
    press(shown, Qt.Key.Key_Down, page.network, Qt.KeyboardModifier.ShiftModifier)
    assert shown.session.view.step.parameter == (1, "weight", (2, 0, 2, 0))
    assert "Cell 3,1 of the kernel" in page.network.accessibleName()
    assert "windows" in page.chain.accessibleName()


def test_digits_and_reading_are_chosen_by_chips(show) -> None:
    shown = show(opened(seconds=99.0))
    page = page_of(shown)
    page.head.digits[3].click()
    shown.frame()
    assert shown.session.view.step.digits == 3
    assert "0.359" in page.chain.accessibleName()
    page.head.readings["nudges"].click()
    shown.frame()
    said = page.chain.accessibleName()
    assert "Lower the bias" in said
    assert "Lower weights by what came in" in said
    assert "Change what came in" in said


def test_a_press_on_the_time_goes_to_the_end_of_that_block(show) -> None:
    shown = show(opened())
    page = page_of(shown)
    blocks = page.bar.blocks
    track = blocks._track()
    made = page.shown.picture
    block = made.blocks[4]
    x = track.left() + track.width() * (block.start + 0.3) / made.end
    QTest.mouseClick(blocks, Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(track.center().y())))
    shown.frame()
    assert shown.session.view.step.seconds == pytest.approx(block.end)
    back = track.left() + track.width() * 0.1
    shown.drag(blocks, (x, track.center().y()), (back, track.center().y()))
    assert shown.session.view.step.seconds == pytest.approx(0.1 * made.end, abs=0.05)


@pytest.mark.parametrize("size", [(1600, 1000), (1280, 720)])
@pytest.mark.parametrize("name", ["worked-example", "xor", "digits-cnn", "mnist", "sine"])
def test_a_picture_is_a_function_of_time_alone(show, name, size) -> None:
    shown = show(opened(name, seconds=3.4), size=size)
    page = page_of(shown)
    first = page.grab().toImage()
    for seconds in (9.0, 0.0, 5.0, 3.4):
        shown.session.seek_own(seconds)
        shown.frame()
    assert page.grab().toImage() == first


def test_both_themes_are_drawn(show) -> None:
    shown = show(opened(seconds=99.0))
    page = page_of(shown)
    colors = set()
    for theme in THEMES:
        shown.session.set_theme(theme)
        shown.frame()
        colors.add(page.grab().toImage().pixelColor(4, 300).name())
    assert len(colors) == 2


def test_why_there_is_no_step_is_said_and_the_way_back_stays(show) -> None:
    from nnviz.engine import Concat, Dense, Network
    from nnviz.engine.graph import Input

    layers = [Input((2,), name="b"), Concat(inputs=("input", "b")), Dense(1)]
    document = replace(opened("xor"), network=Network.build((2,), layers))
    shown = show(document)
    page = page_of(shown)
    assert page.shown is None
    assert not page.network.isVisible()
    assert "one input" in page.trouble
    press(shown, Qt.Key.Key_Right)
    press(shown, Qt.Key.Key_Escape, page)
    assert shown.session.view.page == "train"


def test_a_view_that_no_longer_fits_falls_back(show) -> None:
    shown = show(opened("xor", parameter=(7, "weight", (9, 9)), example=44, seconds=99.0))
    page = page_of(shown)
    assert page.shown.picture.weight == page.shown.subject.largest
    assert page.shown.subject.example == 0


def test_the_step_view_is_saved_and_opened(tmp_path) -> None:
    view = StepView(2.0, (1, "bias", (0,)), 3, "nudges", 6, (0.5,))
    document = replace(opened("xor"), view=replace(opened("xor").view, step=view))
    formats.save(document, tmp_path / "step.nnviz")
    assert formats.open_any(str(tmp_path / "step.nnviz"))[0].view.step == view


def test_numbers_that_are_not_finite_are_shown_as_what_they_are(show) -> None:
    document = non_finite(small())
    document = replace(document, view=replace(document.view, page="step", step=StepView(seconds=99.0)))
    shown = show(document)
    page = page_of(shown)
    assert page.trouble or "NaN" in page.chain.accessibleName() or "∞" in page.chain.accessibleName()
    for _ in range(4):
        press(shown, Qt.Key.Key_Left)
        press(shown, Qt.Key.Key_Down, page.network)
    page.grab()


def test_a_person_says_what_should_come_out(show) -> None:
    shown = show(opened("xor", seconds=99.0))
    page = page_of(shown)
    before = page.shown.subject.step.loss
    page.head.change.click()
    shown.frame()
    assert page.head.field.isVisible()
    QTest.keyClicks(page.head.field, "wrong")
    press(shown, Qt.Key.Key_Return, page.head.field)
    assert page.head.field.isVisible()
    assert "1 number" in page.head.field.accessibleDescription()
    page.head.field.selectAll()
    QTest.keyClicks(page.head.field, "0")
    press(shown, Qt.Key.Key_Return, page.head.field)
    assert not page.head.field.isVisible()
    assert shown.session.view.step.target == (0.0,)
    assert page.shown.subject.step.loss > before
    page.head.change.click()
    press(shown, Qt.Key.Key_Escape, page.head.field)
    assert shown.session.view.page == "step"
    assert not page.head.field.isVisible()
