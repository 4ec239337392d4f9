"""The curves as they are painted: no spike is lost, the cursor rewinds, pale is what comes later."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from nnviz import formats
from nnviz.document.training import Curves
from tests.finished import finished
from tests.golden.approving import array


def charts_of(shown):
    return shown.window.pages.current.part.charts


def with_curves(document, curves):
    training = document.training
    runs = (replace(training.runs[0], curves=curves),)
    return replace(document, training=replace(training, runs=runs))


@pytest.mark.parametrize("wide", [1000, 1100, 1280, 1433, 1600, 1920])
def test_a_spike_of_one_step_is_seen_at_every_width(show, wide) -> None:
    document = finished()
    losses = np.full(100_000, 0.2, np.float32)
    losses[54_321] = 9.0
    looks = np.full(2, 0.2, np.float32)
    curves = Curves(losses, np.array([0, 100_000]), looks, looks, looks, looks)
    shown = show(with_curves(document, curves), (wide, 800))
    card = charts_of(shown).loss
    places, chart = card.places, card.chart
    picture = array(card.grab().toImage()).astype(int)
    scale = picture.shape[1] / card.width()
    x = places.x(54_322, chart.total) * scale
    top, foot = places.plot.top() * scale, places.plot.bottom() * scale
    rows = slice(round(top + 0.3 * (foot - top)), round(top + 0.6 * (foot - top)))
    columns = picture[rows, round(x) - 3 : round(x) + 4].sum(axis=2)
    beside = picture[rows, round(x) + 12 : round(x) + 16].sum(axis=2)
    assert (columns.max(axis=1) > beside.max(axis=1) + 30).mean() > 0.9


def test_a_drag_in_a_chart_rewinds_charts_transport_and_network(show) -> None:
    shown = show(finished())
    card = charts_of(shown).score
    y = card.places.plot.center().y()
    shown.drag(card, (card.places.x(90, card.chart.total), y), (card.places.x(31, card.chart.total), y))
    assert shown.session.training.state.step == 30
    assert shown.window.pages.current.transport.bar.value() == 30
    assert "Step 30" in card.accessibleDescription()
    assert "Step 30" in charts_of(shown).loss.accessibleDescription()


def test_what_comes_after_the_cursor_is_pale(show) -> None:
    shown = show(finished(step=0))
    card = charts_of(shown).loss
    pale = array(card.grab().toImage()).astype(int)
    shown.session.training.seek(100)
    shown.frame()
    full = array(card.grab().toImage()).astype(int)
    plot = card.places.plot
    middle = (
        slice(round(plot.top()) + 4, round(plot.bottom()) - 12),
        slice(round(card.places.x(10, 100)), round(card.places.x(90, 100))),
    )
    assert full[middle].max() > 220
    assert 100 < pale[middle].max() < 190


def test_the_heads_say_what_stands_at_the_cursor(show) -> None:
    shown = show(finished(step=50))
    curves = shown.session.training.run.curves
    place = int(np.searchsorted(curves.checks, 50))
    card = charts_of(shown).loss
    assert f"validation {curves.validation_loss[place]:.3f}" in card.accessibleDescription()
    assert f"training {curves.training_loss[place]:.3f}" in card.accessibleDescription()


def test_log_and_median_are_chosen_above_the_chart(show) -> None:
    shown = show(finished())
    charts = charts_of(shown)
    assert charts.loss.chart.axis.is_log
    QTest.mouseClick(charts.log, Qt.MouseButton.LeftButton)
    shown.frame()
    assert not charts.loss.chart.axis.is_log
    shown.session.set_train_view(replace(shown.session.view.train, smoothing=21))
    shown.frame()
    assert charts.smooth.isChecked()
    assert len(charts.loss.chart.training.steps) == 100


def test_under_1280_the_score_is_a_tab_of_the_loss(show) -> None:
    shown = show(finished(), (1100, 700))
    charts = charts_of(shown)
    assert charts.loss.isVisible()
    assert not charts.score.isVisible()
    QTest.mouseClick(charts.tabs[1], Qt.MouseButton.LeftButton)
    shown.frame()
    assert charts.score.isVisible()
    assert not charts.loss.isVisible()
    assert charts.score.chart.axis.high == 1.0


def test_the_pointer_reads_any_step(show, qtbot) -> None:
    shown = show(finished())
    charts = charts_of(shown)
    charts.loss.hovered.emit(40)
    assert charts.plate.isVisible()
    charts.loss.hovered.emit(-1)
    assert not charts.plate.isVisible()


def test_runs_are_compared_with_lines_of_their_own(show) -> None:
    shown = show(finished(0.003, 0.03, 0.1))
    page = shown.window.pages.current
    QTest.mouseClick(page.rail.runs.compare, Qt.MouseButton.LeftButton)
    shown.frame()
    compared = page.part.compared
    assert compared.isVisible()
    assert not page.part.canvas.isVisible()
    names = [row.accessibleName() for row in compared.table.rows]
    assert [name.split(";")[0] for name in names] == ["Run Adam 0.003", "Run Adam 0.03", "Run Adam 0.1"]
    QTest.mouseClick(compared.table.rows[0], Qt.MouseButton.LeftButton)
    shown.frame()
    assert shown.session.document.training.run == 0
    QTest.mouseClick(compared.back, Qt.MouseButton.LeftButton)
    shown.frame()
    assert page.part.canvas.isVisible()


def test_saved_and_opened_the_same_curves_are_on_the_screen(show, tmp_path) -> None:
    document = finished(0.003, 0.03, step=60)
    path = tmp_path / "runs.nnviz"
    formats.save(document, path)
    seen = []
    for one in (document, formats.open_any(str(path))[0]):
        shown = show(one, page="train")
        seen.append(array(shown.window.pages.current.part.charts.grab().toImage()))
    assert (seen[0] == seen[1]).all()
