"""What one function's networks learned: curves, the score at the end, the steps it took."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from nnviz.scene.lab.choices import outcome as outcomes
from nnviz.scene.lab.choices.outcome import Outcome
from nnviz.scene.words import names
from nnviz.scene.words.numbers import percent, tick
from nnviz.training.choices import Run
from nnviz.ui.widgets.fitting import write
from nnviz.ui.widgets.part import Part
from nnviz.ui.widgets.plate import plate

PAD = 20.0
RIGHT = Qt.AlignmentFlag.AlignRight


class LearnedCard(Part):
    """A line a seed, the median thick; one scale of steps and scores on all cards."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._outcome: Outcome | None = None
        self._runs: tuple[Run, ...] = ()
        self._is_share, self._low, self._steps, self._goal = True, 0.0, 1, math.nan

    def show_runs(
        self, of: Outcome, runs: tuple[Run, ...], is_share: bool, low: float, steps: int, goal: float
    ) -> None:
        """Show this function's runs; scores go from ``low`` to 1, training from 0 to ``steps``."""
        self._outcome, self._runs = of, runs
        self._is_share, self._low, self._steps, self._goal = is_share, low, max(steps, 1), goal
        name = names.function_title(of.function)
        score = outcomes.printed(of.middle, is_share) if runs else "not trained yet"
        self.setAccessibleName(f"{name}: {score}, {outcomes.steps_text(of)} to the goal")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look, of = self.look, self._outcome
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plate(painter, look, QRectF(self.rect()))
        if of is None:
            return
        self._write(painter, of)

    def _write(self, painter: QPainter, of: Outcome) -> None:
        """Name, score and spread above the curves, the steps below them."""
        look, runs = self.look, self._runs
        pad, wide = look.px(PAD), self.width() - look.px(2 * PAD)
        heights = [round(look.text(size) * 1.35) for size in (28, 34, 16, 22, 16)]
        top = look.px(10)
        score = outcomes.printed(of.middle, self._is_share) if runs else "…"
        said = outcomes.spread(of, self._is_share) if runs else ""
        name = names.function_title(of.function)
        upper = ((name, 28, 700, "ink"), (score, 34, 700, "now"), (said, 16, 400, "ink2"))
        for (text, size, weight, token), high in zip(upper, heights, strict=False):
            write(painter, QRectF(pad, top, wide, high), text, look, size, weight, token)
            top += high
        bottom = self.height() - look.px(10) - heights[3] - heights[4]
        room = max(look.px(44), round(look.text(16) * 2.7))
        left, axis = pad + room, round(look.text(16) * 1.7)
        high = bottom - axis - top - look.px(14)
        self._paint_curves(painter, QRectF(left, top + look.px(14), wide - room, high))
        steps = outcomes.steps_text(of) if runs else ""
        write(painter, QRectF(pad, bottom, wide, heights[3]), steps, look, 22, 700)
        if math.isfinite(self._goal):
            below = QRectF(pad, bottom + heights[3], wide, heights[4])
            write(painter, below, f"to {outcomes.printed(self._goal, self._is_share)}", look, 16, 400, "ink2")

    def _paint_curves(self, painter: QPainter, plot: QRectF) -> None:
        look, low = self.look, self._low
        span = max(1.0 - low, 1e-9)

        def at(step: float, score: float) -> QPointF:
            share = min(max((score - low) / span, 0.0), 1.0)
            return QPointF(
                plot.left() + plot.width() * step / self._steps, plot.bottom() - plot.height() * share
            )

        for score in (low, low + span / 2, 1.0):
            y = at(0, score).y()
            painter.setPen(QPen(look.color("line"), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            text = percent(score, 0) if self._is_share else tick(round(score, 2))
            label = max(look.px(58), look.text(16) * 3.0)
            place = QRectF(plot.left() - label - look.px(6), y - look.px(14), label, look.px(28))
            write(painter, place, text, look, 16, 500, "ink3", RIGHT)
        below = QRectF(plot.left(), plot.bottom() + 2, plot.width(), look.px(26))
        write(painter, below, "step 0", look, 16, 500, "ink3")
        write(painter, below, f"{self._steps:,}", look, 16, 500, "ink3", RIGHT)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(look.color("ink3"), 1.2))
        for run in self._runs:
            points = [at(step, score) for step, score in zip(run.steps, run.scores, strict=True)]
            painter.drawPolyline(QPolygonF(points))
        whole = [run for run in self._runs if not run.diverged]
        if whole:
            shortest = min(len(run.steps) for run in whole)
            middle = np.median([run.scores[:shortest] for run in whole], axis=0)
            points = [at(step, score) for step, score in zip(whole[0].steps[:shortest], middle, strict=True)]
            painter.setPen(QPen(look.color("ink"), max(3 * look.s, 2.0)))
            painter.drawPolyline(QPolygonF(points))
