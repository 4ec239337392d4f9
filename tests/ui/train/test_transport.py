"""The transport of the Train page: what its buttons, its bar and its keys do, and what it says."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from nnviz.engine import SGD
from nnviz.ui.train.charts import CurvesPart
from tests.finished import finished


def click(button) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.fixture
def shown(show):
    made = show(finished())
    yield made
    made.session.training.stop()


@pytest.fixture
def transport(shown):
    return shown.window.pages.current.transport


def x_of(bar, step: int) -> float:
    track = bar.track()
    return track.left() + track.width() * step / bar.maximum()


def test_a_drag_along_the_bar_rewinds_to_kept_steps(shown, transport) -> None:
    bar = transport.bar
    run = shown.session.training.run
    y = bar.track().center().y()
    shown.drag(bar, (x_of(bar, 100), y), (x_of(bar, 61), y), (x_of(bar, 42), y))
    assert shown.session.training.state.step == 40
    network, kept = shown.session.document.network.parameters(), run.nearest(40).parameters
    assert all((network[key] == kept[key]).all() for key in kept)
    assert transport.narration.text == (
        "Rewound to step 40. The network above is as it was then; the 60 later steps are kept."
    )
    shown.session.undo()
    assert shown.session.training.state.step == 100


@pytest.mark.parametrize(
    ("keys", "step"),
    [
        ((Qt.Key.Key_Left,), 95),
        ((Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Right), 95),
        ((Qt.Key.Key_Home,), 0),
        ((Qt.Key.Key_Home, Qt.Key.Key_Right), 5),
        ((Qt.Key.Key_Home, Qt.Key.Key_End), 100),
        ((Qt.Key.Key_PageDown,), 50),
        ((Qt.Key.Key_Right,), 100),
    ],
)
def test_keys_go_from_kept_step_to_kept_step(shown, transport, keys, step) -> None:
    transport.bar.setFocus()
    for key in keys:
        QTest.keyClick(transport.bar, key)
        shown.frame()
    assert shown.session.training.state.step == step
    assert transport.bar.value() == step


def test_a_drag_stands_still_at_the_lowest_validation_loss(shown, transport) -> None:
    bar, best = transport.bar, shown.session.training.run.curves.best
    per_pixel = bar.maximum() / bar.track().width()
    y = bar.track().center().y()
    shown.drag(bar, (x_of(bar, 10), y), (x_of(bar, best) + 6, y))
    assert per_pixel * 6 < 5
    assert shown.session.training.state.step == best


def test_reset_is_the_run_before_its_first_step(shown, transport) -> None:
    click(transport.reset)
    shown.frame()
    first = shown.session.training.run.network.parameters()
    now = shown.session.document.network.parameters()
    assert all((now[key] == first[key]).all() for key in first)
    assert not transport.reset.isEnabled()


def test_one_step_at_a_rewound_step_is_a_branch_and_the_later_ones_stay(shown, transport) -> None:
    shown.session.training.seek(40)
    shown.frame()
    click(transport.step)
    shown.frame()
    runs = shown.session.document.training.runs
    assert [run.steps for run in runs] == [100, 41]
    assert runs[1].branch_of == ("Adam 0.03", 40)
    rows = shown.window.pages.current.rail.runs.rows
    assert [row.isChecked() for row in rows] == [False, True]


@pytest.mark.parametrize("sample", ["xor", "iris", "digits-cnn"])
def test_space_trains_and_pauses_whatever_the_canvas_shows(show, qtbot, sample) -> None:
    """On the plane, and on the canvas of the Run page, which Space moves too."""
    shown = show(sample, page="train")
    session, transport = shown.session, shown.window.pages.current.transport
    session.training.set_pace(10.0)
    shown.window.pages.current.setFocus()
    shown.frame()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: session.training.is_running)
    shown.frame()
    assert transport.play.accessibleName() == "Pause"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    shown.frame()
    assert not session.training.is_running


def test_the_pace_is_chosen_in_a_menu_and_said(shown, transport) -> None:
    for pace, words in ((None, "full speed"), (10.0, "10 steps/s"), (1.0, "1 step/s")):
        shown.session.training.set_pace(pace)
        shown.frame()
        assert transport.pace.text() == words


def test_the_step_at_the_cursor_is_opened_up(shown, transport) -> None:
    click(transport.opener)
    shown.frame()
    assert shown.session.view.page == "step"


def test_numbers_that_run_away_are_told_and_there_is_a_way_back(show) -> None:
    shown = show("iris", page="train")
    session, transport = shown.session, shown.window.pages.current.transport
    session.training.change(replace(session.training.training.recipe, optimizer=SGD(1e8)))
    for _ in range(4):
        session.training.step()
    shown.frame()
    run = session.training.run
    assert run.trouble is not None
    assert transport.narration.text.startswith(f"Step {run.trouble.step:,} ran away: the output of “setosa”")
    assert transport.back.isVisible()
    wanted = int(transport.back.text().split()[-1])
    assert wanted < run.trouble.step
    click(transport.back)
    shown.frame()
    assert session.training.state.step == wanted
    assert not transport.back.isVisible()


@pytest.mark.parametrize("size", [(1600, 1000), (1280, 720), (1100, 700)])
def test_nothing_lies_over_anything(show, size, theme) -> None:
    shown = show(finished(), size, theme)
    transport = shown.window.pages.current.transport
    parts = [part for part in transport.parts() if part.isVisible()]
    for number, part in enumerate(parts):
        assert transport.rect().contains(part.geometry()), part.accessibleName()
        for other in parts[number + 1 :]:
            if other is not transport.bar and part is not transport.bar:
                assert not part.geometry().intersects(other.geometry())
    assert isinstance(shown.window.pages.current.part, CurvesPart)
