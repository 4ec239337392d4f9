"""The small map keeps off what is looked at, and the way out keeps the chosen neuron in view."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from nnviz.document import Target
from nnviz.scene.values.legend import meaning
from nnviz.scene.view import levels
from nnviz.scene.view.levels import Level

SIZES = [(1280, 720), (1600, 1000)]


def neurons(picture) -> list[QRectF]:
    """Where the discs of a picture are on the screen."""
    mapping, found = picture.look.mapping, []
    for column in picture.layout.columns:
        for x, y, radius in zip(column.x, column.y, column.radii, strict=True):
            at, r = mapping.point(float(x), float(y)), float(radius) * mapping.zoom
            found.append(QRectF(at.x() - r, at.y() - r, 2 * r, 2 * r))
    images = picture.layout.images
    found += [mapping.rect(*tiles.outline) for tiles in (() if images is None else images.tiles)]
    return found


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("sample", ["digits", "iris", "xor", "digits-cnn"])
def test_seen_close_the_map_covers_no_neuron_and_no_number(show, sample: str, size: tuple[int, int]) -> None:
    shown = show(sample, size)
    canvas, session = shown.window.run.canvas, shown.session
    session.seek(session.timeline.seconds)
    last = len(session.document.network.layers)
    units = session.document.network.shapes[last][0]
    for unit in range(units):
        target = Target(last, unit)
        session.select(target)
        session.set_camera(levels.camera_of(canvas.picture.layout, Level.NEURON, target))
        shown.frame()
        if canvas.map.isHidden():
            continue
        place = QRectF(canvas.map.geometry())
        assert QRect(canvas.rect()).contains(canvas.map.geometry())
        assert not any(place.intersects(neuron) for neuron in neurons(canvas.picture))
        assert not any(place.contains(QPointF(pill.x, pill.y)) for pill in canvas.picture.readings)


def test_escape_goes_out_level_by_level_and_keeps_the_neuron_in_view(show, monkeypatch) -> None:
    monkeypatch.setenv("NNVIZ_REDUCED_MOTION", "1")
    shown = show("digits")
    canvas, session = shown.window.run.canvas, shown.session
    target = Target(2, 9)
    canvas.zoom.go(Level.SLOPE, target)
    shown.frame()
    seen = [canvas.zoom.level]
    while canvas.zoom.level > Level.NETWORK:
        QTest.keyClick(canvas, Qt.Key.Key_Escape)
        shown.frame()
        seen.append(canvas.zoom.level)
        assert session.view.selection == target
        assert QRectF(canvas.rect()).contains(canvas.zoom.spot(target))
    assert seen == [Level.SLOPE, Level.MICROSCOPE, Level.NEURON, Level.NETWORK]


def test_every_word_of_the_legend_says_what_it_means(show) -> None:
    shown = show("digits")
    canvas, session = shown.window.run.canvas, shown.session
    session.seek(session.timeline.seconds)
    session.select(Target(2, 3))
    shown.frame()
    x0, y0, x1, y1 = canvas.picture.layout.legend
    said = set()
    for x in range(round(x0), round(x1), 6):
        at = QPointF(x, (y0 + y1) / 2).toPoint()
        QToolTip.hideText()
        event = QHelpEvent(QEvent.Type.ToolTip, at, canvas.mapToGlobal(at))
        QApplication.sendEvent(canvas, event)
        said.add(QToolTip.text())
    meant = {meaning(words) for _, words in canvas.picture.legend.entries}
    assert len(meant) > 5
    assert said - {""} == meant - {""}
