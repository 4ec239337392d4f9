"""Scrubbing ``mnist-cnn`` on one canvas, back and forth: at every stop its numbers are the trace's own,
also after pixels and weights were changed on the way.

The oracle knows the network's shapes and the phases' lengths, and reads z and a; nothing of the scene.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from nnviz import formats
from nnviz.document import Target, edits
from nnviz.scene.time.phases import PHASES
from nnviz.scene.values.arithmetic import Strip
from nnviz.scene.values.model import Frame
from nnviz.scene.words.numbers import MINUS
from nnviz.session import Session
from nnviz.ui.canvas import CanvasView
from nnviz.ui.clock import FrameClock

CONVOLUTIONS = {1: 5, 3: 3}
"""Layer and size of the kernel."""
POOLS = {2: 2, 4: 2}
SELECTED = Target(3, (4, 3, 3))


@dataclass(frozen=True)
class Now:
    """The phase at a time: its layer and name, and the share of it that is over."""

    layer: int
    phase: str
    share: float


def now_at(session: Session, seconds: float) -> Now:
    start = 0.0
    for phase in session.timeline.phases:
        end = start + PHASES[phase.name].seconds
        if seconds < end or phase is session.timeline.phases[-1]:
            return Now(phase.layer, phase.name, (seconds - start) / (end - start))
        start = end
    raise AssertionError(seconds)


def printed(text: str) -> float:
    return float(text.removeprefix("≈ ").replace(MINUS, "-").replace("+", ""))


def check_window(session: Session, strip: Strip, now: Now) -> None:
    """The window that stands at the moment, what is under it, and what it gives."""
    trace = session.trace
    if now.phase in ("scan", "pool"):
        _, rows, columns = trace[now.layer].z[0].shape
        at = min(int(now.share * rows * columns), rows * columns - 1)
        assert strip.layer == now.layer
        assert strip.unit[1:] == divmod(at, columns)
    else:
        assert (strip.layer, strip.unit) == (SELECTED.layer, SELECTED.unit)
    channel, row, column = strip.unit
    size = {**CONVOLUTIONS, **POOLS}[strip.layer]
    step = POOLS.get(strip.layer, 1)
    source = trace[strip.layer - 1].a[0]
    part = source[:, step * row : step * row + size, step * column : step * column + size]
    assert np.array_equal(strip.inputs.values, part[strip.channel])
    if strip.layer in POOLS:
        assert strip.result is not None
        assert strip.result.values.item() == part[channel].max()
        assert printed(strip.terms[0].text) == pytest.approx(part[channel].max(), abs=6e-4)
        return
    check_sum(session, strip, part)


def check_sum(session: Session, strip: Strip, part: np.ndarray) -> None:
    """Products, sums of channels, the bias, z and a of a convolution's cell."""
    parameters = session.document.network.layer_parameters(strip.layer)
    kernel = parameters["weight"][strip.unit[0]]
    assert strip.weights is not None
    assert strip.products is not None
    assert np.array_equal(strip.weights.values, kernel[strip.channel])
    assert np.allclose(strip.products.values, kernel[strip.channel] * part[strip.channel])
    if strip.sums:
        each = (kernel * part).sum(axis=(1, 2))
        assert np.allclose([row.value for row in strip.sums], each, atol=1e-5)
    here = session.trace[strip.layer]
    terms = {term.name: term.text for term in strip.terms}
    assert printed(terms["bias"]) == pytest.approx(float(parameters["bias"][strip.unit[0]]), abs=6e-4)
    assert printed(terms["z"]) == pytest.approx(float(here.z[0][strip.unit]), abs=6e-4)
    if terms["ReLU"]:
        assert printed(terms["ReLU"]) == pytest.approx(float(here.a[0][strip.unit]), abs=6e-4)
    assert strip.pooled is not None
    channel, row, column = strip.unit
    top, left = 2 * (row // 2), 2 * (column // 2)
    assert np.array_equal(strip.pooled.inputs.values, here.a[0][channel, top : top + 2, left : left + 2])


def check_neurons(session: Session, frame: Frame, now: Now) -> None:
    """Flattened values and outputs: nothing before its time, then the trace's."""
    for nodes in frame.nodes:
        values = session.trace[nodes.layer].a[0].ravel()
        stands = nodes.reached >= 1.0
        if now.layer > nodes.layer and len(nodes.value):
            assert stands.all()
        if now.layer < nodes.layer:
            assert not nodes.reached.any()
        if len(nodes.value):
            assert np.array_equal(nodes.value[stands], values[stands])
    scores = session.trace[6].a[0]
    assert frame.bars is not None
    is_there = now.layer == 6 and now.phase == "activate"
    for text, share in zip(frame.bars.text, scores.tolist(), strict=True):
        if not is_there:
            assert text == ""
        elif text and text[0] not in "<>":
            assert float(text.rstrip("%")) == pytest.approx(100 * share, abs=0.051)


def test_at_500_random_stops_on_one_canvas_nothing_is_stale(qtbot: QtBot) -> None:
    session = Session(formats.open_any("mnist-cnn")[0])
    session.select(SELECTED)
    view = CanvasView(session)
    qtbot.addWidget(view)
    view.resize(640, 560)
    view.show()
    qtbot.waitExposed(view)
    clock = FrameClock(session, view)
    clock.add(view)
    draw = random.Random(5)
    with_strip = 0
    for stop in range(500):
        if stop % 25 == 24:
            pixel = (0, draw.randrange(28), draw.randrange(28))
            session.apply(edits.set_value, 0, pixel, draw.random(), label="Change input")
        if stop % 40 == 39:
            weight = (4, draw.randrange(8), draw.randrange(3), draw.randrange(3))
            session.apply(edits.set_weight, 3, weight, draw.uniform(-1, 1), label="Change weight")
        seconds = draw.uniform(0.0, session.timeline.seconds)
        session.seek(seconds)
        clock.tick()
        assert view.picture is not None
        frame, now = view.picture.frame, now_at(session, seconds)
        check_neurons(session, frame, now)
        if frame.strip is not None:
            with_strip += 1
            check_window(session, frame.strip, now)
    assert with_strip == 500
