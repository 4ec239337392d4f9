"""The picture at a time is the same however that time was reached; caches never show."""

from __future__ import annotations

import random

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from nnviz import formats
from nnviz.document import Camera, Target, edits
from nnviz.session import Change, Session
from nnviz.ui.canvas import CanvasView
from nnviz.ui.clock import FrameClock
from nnviz.ui.paint.composer import Composer
from nnviz.ui.paint.painter import ScenePainter
from nnviz.ui.paint.surface import Surface
from nnviz.ui.theme import THEMES

SIZE = (700, 560)


def shown(view: CanvasView) -> QImage:
    """The settled picture of a view."""
    view.refresh(Change.MOMENT)
    view.settle()
    image = QImage(view.size(), QImage.Format.Format_RGB32)
    with QPainter(image) as painter:
        view.render(painter, image.rect().topLeft())
    return image


def canvas(qtbot: QtBot, name: str, theme: str = "dark") -> tuple[Session, CanvasView]:
    document, _ = formats.open_any(name)
    session = Session(document)
    session.set_theme(theme)
    view = CanvasView(session)
    qtbot.addWidget(view)
    view.resize(*SIZE)
    return session, view


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("name", ["digits", "iris"])
def test_forward_backward_and_random_order_give_the_same_pictures(
    qtbot: QtBot, name: str, theme: str
) -> None:
    session, view = canvas(qtbot, name, theme)
    session.select(Target(2, 1))
    times = np.linspace(0.0, session.timeline.seconds, 17).tolist()
    forward = {}
    for second in times:
        session.seek(second)
        forward[second] = shown(view)
    assert forward[times[3]] != forward[times[9]]
    shuffled = random.Random(4).sample(times, len(times))
    for order in (reversed(times), shuffled):
        for second in order:
            session.seek(second)
            assert shown(view) == forward[second], f"another picture at {second:.2f} s"


def test_an_old_view_and_a_new_one_show_the_same(qtbot: QtBot) -> None:
    session, view = canvas(qtbot, "digits")
    for layer, unit, zoom in ((2, 3, 1.0), (1, 5, 2.0), (2, 8, 1.0)):
        session.select(Target(layer, unit))
        session.set_camera(Camera(0.5, 0.5, zoom))
        session.seek(2.0 + zoom)
        old = shown(view)
        fresh = CanvasView(session)
        qtbot.addWidget(fresh)
        fresh.resize(*SIZE)
        assert shown(fresh) == old


def test_undo_brings_the_same_picture_back(qtbot: QtBot) -> None:
    session, view = canvas(qtbot, "digits")
    session.seek(session.timeline.seconds)
    before = shown(view)
    session.apply(edits.set_weight, 1, (20, 8), 4.0)
    changed = shown(view)
    assert changed != before
    session.undo()
    assert shown(view) == before


def test_after_a_drag_everything_is_exact_again(qtbot: QtBot) -> None:
    """A large gap keeps its old colours during a drag; released, it is as if drawn for the first time."""
    session, view = canvas(qtbot, "digits")
    session.seek(session.timeline.seconds)
    session.select(Target(1, 8))
    shown(view)
    session.hold()
    for value in (0.5, 1.0, 2.0):
        session.apply(edits.set_weight, 1, (20, 3), value, merge="drag")
        view.refresh(Change.NETWORK)
    assert view.picture is not None
    assert view.picture.settling == (1,)
    assert [gap.layer for gap in view.picture.live] == [1, 2]
    session.release()
    after = shown(view)
    fresh = CanvasView(session)
    qtbot.addWidget(fresh)
    fresh.resize(*SIZE)
    assert shown(fresh) == after


def test_a_picture_settles_by_itself(qtbot: QtBot) -> None:
    session, view = canvas(qtbot, "mnist")
    clock = FrameClock(session, view)
    clock.add(view)
    view.show()
    qtbot.waitUntil(lambda: view.is_settled, timeout=10_000)
    session.select(Target(1, 7))
    clock.tick()
    assert not view.is_settled
    qtbot.waitUntil(lambda: view.is_settled, timeout=10_000)


def test_the_selected_neurons_edges_are_the_bright_ones(qtbot: QtBot) -> None:
    session, view = canvas(qtbot, "digits")
    session.seek(session.timeline.seconds)
    session.select(Target(2, 3))
    shown(view)
    assert view.picture is not None
    gap = view.picture.edges[2]
    assert (gap.target[gap.chosen] == 3).all()
    assert gap.chosen.sum() == 16
    assert gap.opacity[gap.chosen].min() > gap.opacity[~gap.chosen].max()


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_every_ratio_fills_the_whole_picture(qtbot: QtBot, ratio: float) -> None:
    document, _ = formats.open_any("iris")
    session = Session(document)
    picture = Composer().picture(session, (600.0, 480.0), THEMES["light"], ratio)
    painter = ScenePainter(THEMES["light"], Surface(ratio))
    painter.want(picture)
    painter.settle()
    image = QImage(round(600 * ratio), round(480 * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(0xFF123456)
    with QPainter(image) as pen:
        painter.draw(pen, picture)
    edge = [
        image.pixelColor(x, y).name().upper() for x in (0, image.width() - 1) for y in (0, image.height() - 1)
    ]
    assert set(edge) == {THEMES["light"].bg}


def test_drawing_only_what_changed_gives_the_whole_picture(qtbot: QtBot) -> None:
    session, view = canvas(qtbot, "digits")
    session.select(Target(2, 3))
    session.set_loop(True)
    part = shown(view)
    for second in [*np.arange(0.0, session.timeline.seconds, 0.09), 1.5, 1.45, 6.0, 0.2]:
        session.seek(float(second))
        view.refresh(Change.MOMENT)
        dirty = view.dirty
        if not view.is_settled:
            # What waits for its strip is drawn whole once that is there.
            view.settle()
            dirty = view.rect()
        with QPainter(part) as painter:
            view.render(painter, dirty.topLeft(), dirty)
        whole = QImage(view.size(), QImage.Format.Format_RGB32)
        with QPainter(whole) as painter:
            view.render(painter, QPoint(0, 0))
        assert part == whole, f"something was left standing at {second:.2f} s"
