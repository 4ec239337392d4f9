"""Image layers under the hand: windows are chosen, weights dragged, scales changed; pictures stay exact."""

from __future__ import annotations

import random
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from nnviz import formats
from nnviz.document import Document, Target
from nnviz.scene.layout.tiles import Box
from nnviz.scene.time import windows
from nnviz.scene.time.playback import Phase
from nnviz.scene.values.strip_places import StripPlaces, places
from nnviz.session import Change, Session
from nnviz.ui.canvas import CanvasView
from nnviz.ui.canvas.editor import NumberEditor
from nnviz.ui.clock import FrameClock
from tests.scene.image_networks import image_networks
from tests.ui.canvas.test_gestures import LEFT, PLAIN, move_pointer

SIZE = (920, 816)


class Hand:
    """A pointer over a canvas that shows a network on images."""

    def __init__(self, qtbot: QtBot, document: Document, theme: str = "dark") -> None:
        self.session = Session(document)
        self.session.set_theme(theme)
        self.session.seek(self.session.timeline.seconds)
        self.view = CanvasView(self.session)
        qtbot.addWidget(self.view)
        self.view.resize(*SIZE)
        self.view.show()
        qtbot.waitExposed(self.view)
        self.clock = FrameClock(self.session, self.view)
        self.clock.add(self.view)

    def cell(self, layer: int, unit: windows.Cell) -> QPoint:
        picture = self.view.picture
        assert picture is not None
        assert picture.layout.images is not None
        tiles = picture.layout.images.of_layer(layer)
        assert tiles is not None
        return picture.look.mapping.rect(*tiles.cell_box(unit)).center().toPoint()

    def kernel(self, layer: int, cell: windows.Cell) -> QPoint:
        picture = self.view.picture
        assert picture is not None
        assert picture.layout.images is not None
        shown = picture.layout.images.kernels_of(layer)
        assert shown is not None
        return picture.look.mapping.rect(*shown.tiles.cell_box(cell)).center().toPoint()

    def strip(self) -> StripPlaces:
        picture = self.view.picture
        assert picture is not None
        assert picture.layout.images is not None
        assert picture.layout.images.strip is not None
        assert picture.frame.strip is not None
        return places(picture.frame.strip, picture.layout.images.strip, picture.layout.scale)

    def click(self, at: QPoint) -> None:
        QTest.mouseClick(self.view, LEFT, PLAIN, at)
        self.clock.tick()

    def drag(self, start: QPoint, up: int) -> None:
        QTest.mousePress(self.view, LEFT, PLAIN, start)
        for step in range(1, 11):
            move_pointer(self.view, start - QPoint(0, round(up * step / 10)), PLAIN)
            self.clock.tick()
        QTest.mouseRelease(self.view, LEFT, PLAIN, start - QPoint(0, up))
        self.clock.tick()


def middle(box: Box) -> QPoint:
    return QPointF((box[0] + box[2]) / 2, (box[1] + box[3]) / 2).toPoint()


def shown(view: CanvasView) -> QImage:
    """The settled picture of a view."""
    view.refresh(Change.MOMENT)
    view.settle()
    image = QImage(view.size(), QImage.Format.Format_RGB32)
    with QPainter(image) as painter:
        view.render(painter, image.rect().topLeft())
    return image


@pytest.fixture(params=["dark", "light"])
def hand(request: pytest.FixtureRequest, qtbot: QtBot) -> Hand:
    """A digits network with pooling, in each theme."""
    return Hand(qtbot, image_networks()["digits"], request.param)


@pytest.mark.parametrize(("layer", "unit"), [(1, (2, 4, 1)), (1, (0, 0, 0)), (2, (3, 2, 2))])
def test_a_click_on_a_cell_shows_its_window_and_time_stays(
    hand: Hand, layer: int, unit: windows.Cell
) -> None:
    for seconds in (hand.session.timeline.seconds, _scan(hand.session).start + 1.0):
        hand.session.seek(seconds)
        hand.clock.tick()
        hand.click(hand.cell(layer, unit))
        assert hand.session.view.selection == hand.session.here == Target(layer, unit)
        assert hand.session.view.seconds == seconds
        assert _shown_window(hand) == (layer, unit)


def test_a_click_while_time_runs_does_not_stop_it(hand: Hand) -> None:
    hand.session.seek(_scan(hand.session).start)
    hand.session.play()
    hand.click(hand.cell(1, (2, 4, 1)))
    hand.session.advance(0.5)
    hand.clock.tick()
    assert hand.session.is_playing
    assert _shown_window(hand) == (1, (2, 4, 1))
    # Where a hand moves time again, the window that slides is looked at.
    hand.session.step_window(1)
    hand.clock.tick()
    here = hand.session.here
    assert here is not None
    assert here.unit[1:] != (4, 1)  # type: ignore[index]
    assert _shown_window(hand) == (here.layer, here.unit)


def _scan(session: Session) -> Phase:
    return next(phase for phase in session.timeline.phases if phase.name == "scan")


def _shown_window(hand: Hand) -> tuple[int, windows.Cell]:
    assert hand.view.picture is not None
    strip = hand.view.picture.frame.strip
    assert strip is not None
    return strip.layer, strip.unit


def test_a_click_on_a_kernel_chooses_its_row(hand: Hand) -> None:
    hand.session.select(Target(1, (0, 3, 4)))
    hand.clock.tick()
    hand.click(hand.kernel(1, (3, 1, 1)))
    assert hand.session.view.selection == Target(1, (3, 3, 4))
    assert hand.session.moment.progress == 1.0


def test_a_drag_on_a_kernel_changes_that_weight_and_is_one_undo(hand: Hand) -> None:
    before = hand.session.document.network.layer_parameters(1)["weight"]
    hand.drag(hand.kernel(1, (2, 0, 1)), 40)
    after = hand.session.document.network.layer_parameters(1)["weight"]
    changed = np.argwhere(before != after).tolist()
    assert changed == [[2, 0, 0, 1]]
    assert after[2, 0, 0, 1] > before[2, 0, 0, 1]
    hand.session.undo()
    assert hand.session.document.network.layer_parameters(1)["weight"] is before


def test_numbers_of_the_strip_are_dragged_too(hand: Hand) -> None:
    hand.session.select(Target(1, (1, 3, 3)))
    hand.clock.tick()
    parameters = hand.session.document.network.layer_parameters(1)
    hand.drag(middle(hand.strip().grids[1].box(2, 0)), -30)
    after = hand.session.document.network.layer_parameters(1)
    assert np.argwhere(parameters["weight"] != after["weight"]).tolist() == [[1, 0, 2, 0]]
    hand.drag(middle(hand.strip().terms[1]), 30)
    bias = hand.session.document.network.layer_parameters(1)["bias"]
    assert np.flatnonzero(bias != after["bias"]).tolist() == [1]
    assert bias[1] > after["bias"][1]
    pixels = hand.session.document.input.values
    pixel = hand.strip().grids[0].box(1, 1)
    hand.drag(middle(pixel), 40 if pixels[0, 4, 4] < 0.5 else -40)
    assert np.argwhere(pixels != hand.session.document.input.values).tolist() == [[0, 4, 4]]
    assert hand.session.view.selection == Target(1, (1, 3, 3))


def test_a_pixel_of_the_picture_is_dragged_where_it_stands(hand: Hand) -> None:
    pixels = hand.session.document.input.values
    hand.drag(hand.cell(0, (0, 2, 5)), 40 if pixels[0, 2, 5] < 0.5 else -40)
    assert np.argwhere(pixels != hand.session.document.input.values).tolist() == [[0, 2, 5]]


def test_a_click_on_a_channel_shows_its_part_of_the_sum(qtbot: QtBot) -> None:
    hand = Hand(qtbot, image_networks()["padding, dilation, colours"])
    hand.session.select(Target(1, (4, 5, 5)))
    hand.clock.tick()
    hand.click(middle(hand.strip().sums[2]))
    assert hand.session.view.channel == 2
    assert hand.session.view.selection == Target(1, (4, 5, 5))
    assert hand.view.picture is not None
    strip = hand.view.picture.frame.strip
    assert strip is not None
    why = hand.session.trace.explain(1, (4, 5, 5))
    assert strip.products is not None
    assert np.array_equal(strip.products.values, why.products[2])


def test_the_pointer_on_one_grid_brings_out_the_other(hand: Hand) -> None:
    """A window on the picture for a cell of a map; the cells that use it for a pixel."""
    away = shown(hand.view)
    for at, other in ((hand.cell(1, (1, 0, 0)), (0, (0, 0, 1))), (hand.cell(0, (0, 7, 7)), (1, (3, 5, 5)))):
        move_pointer(hand.view, at, PLAIN)
        pointed = shown(hand.view)
        place = hand.cell(*other)
        around = [(place.x() + x, place.y() + y) for x in range(-34, 35) for y in range(-34, 35)]
        differs = [p for p in around if away.pixelColor(*p) != pointed.pixelColor(*p)]
        assert differs


def test_forward_backward_and_random_order_give_the_same_pictures(hand: Hand) -> None:
    hand.view.resize(640, 560)
    hand.session.select(Target(1, (1, 2, 3)))
    times = np.linspace(0.0, hand.session.timeline.seconds, 15).tolist()
    forward = {}
    for second in times:
        hand.session.seek(second)
        forward[second] = shown(hand.view)
    assert forward[times[3]] != forward[times[4]]
    for order in (reversed(times), random.Random(1).sample(times, len(times))):
        for second in order:
            hand.session.seek(second)
            assert shown(hand.view) == forward[second]


@pytest.mark.parametrize("name", ["digits", "padding, dilation, colours", "groups and stride", "photograph"])
def test_drawing_only_what_changed_gives_the_whole_picture(qtbot: QtBot, name: str) -> None:
    hand = Hand(qtbot, image_networks()[name])
    hand.view.resize(640, 560)
    part = shown(hand.view)
    seconds = hand.session.timeline.seconds
    for second in [*np.arange(0.0, seconds, seconds / 60), seconds, 1.5, 1.45, seconds, 0.2]:
        hand.session.seek(float(second))
        hand.view.refresh(Change.MOMENT)
        dirty = hand.view.dirty
        if not hand.view.is_settled:
            hand.view.settle()
            dirty = hand.view.rect()
        with QPainter(part) as painter:
            hand.view.render(painter, dirty.topLeft(), dirty)
        whole = QImage(hand.view.size(), QImage.Format.Format_RGB32)
        with QPainter(whole) as painter:
            hand.view.render(painter, QPoint(0, 0))
        assert part == whole, f"something was left standing at {second:.2f} s"


def test_one_texel_a_value(qtbot: QtBot) -> None:
    """At the end every cell of a map has the colour of its own value: on the light theme, more is darker."""
    hand = Hand(qtbot, image_networks()["digits"], "light")
    hand.session.select(None)
    picture = shown(hand.view)
    values = hand.session.trace[1].a[0]
    order = []
    for unit in np.ndindex(values.shape):
        at = hand.cell(1, unit)  # type: ignore[arg-type]
        order.append((float(values[unit]), picture.pixelColor(at + QPoint(3, 5)).lightness()))
    order.sort()
    assert all(later[1] <= earlier[1] for earlier, later in pairwise(order))
    assert order[0][1] - order[-1][1] > 150


def test_another_scale_gives_another_picture_and_back(hand: Hand) -> None:
    first = shown(hand.view)
    hand.session.set_tint("unit")
    hand.clock.tick()
    assert shown(hand.view) != first
    hand.session.set_tint("layer")
    hand.clock.tick()
    assert shown(hand.view) == first


@pytest.mark.parametrize("name", list(image_networks()))
def test_every_network_is_drawn_at_every_size_and_zoom(qtbot: QtBot, name: str) -> None:
    hand = Hand(qtbot, image_networks()[name])
    pictures = set()
    for size in ((400, 300), (920, 816)):
        hand.view.resize(*size)
        for second in (0.3, 1.7, hand.session.timeline.seconds):
            hand.session.seek(second)
            image = shown(hand.view)
            pictures.add(bytes(image.constBits()))
    assert len(pictures) > 2


def test_keys_go_from_cell_to_cell(hand: Hand) -> None:
    hand.session.select(Target(1, (0, 3, 4)))
    hand.clock.tick()
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(hand.view, Qt.Key.Key_Down, control)
    assert hand.session.view.selection == Target(1, (0, 3, 5))
    QTest.keyClick(hand.view, Qt.Key.Key_Right, control)
    assert hand.session.view.selection == Target(2, (0, 1, 2))


def test_a_bundled_photograph_plays(qtbot: QtBot) -> None:
    document, _ = formats.open_any("edges")
    hand = Hand(qtbot, document)
    hand.session.seek(windows.seconds_of(document.network, hand.session.timeline, 1, (100, 150)))
    early = shown(hand.view)
    hand.session.seek(hand.session.timeline.seconds)
    assert shown(hand.view) != early


@pytest.mark.parametrize(("name", "value"), [("weight", 0.75), ("bias", -1.25), ("pixel", 0.5)])
def test_a_double_click_lets_a_number_of_the_strip_be_typed(hand: Hand, name: str, value: float) -> None:
    hand.session.select(Target(1, (1, 3, 3)))
    hand.clock.tick()
    placed = hand.strip()
    at = {"weight": placed.grids[1].box(0, 2), "bias": placed.terms[1], "pixel": placed.grids[0].box(2, 2)}
    QTest.mouseDClick(hand.view, LEFT, PLAIN, middle(at[name]))
    editor = hand.view.findChild(NumberEditor)
    assert editor is not None
    editor.setText(str(value))
    QTest.keyClick(editor, Qt.Key.Key_Return)
    hand.clock.tick()
    parameters = hand.session.document.network.layer_parameters(1)
    found = {
        "weight": parameters["weight"][1, 0, 0, 2],
        "bias": parameters["bias"][1],
        "pixel": hand.session.document.input.values[0, 5, 5],
    }[name]
    assert found == pytest.approx(value)


def test_the_slider_under_the_input_takes_the_window_elsewhere(qtbot: QtBot) -> None:
    document = formats.open_any("digits-cnn")[0]
    hand = Hand(qtbot, document)
    hand.session.select(Target(1, (2, 4, 4)))
    hand.clock.tick()
    slider = hand.view.window_slider
    assert slider.isVisible()
    assert (slider.value(), slider.maximum()) == (4 * 8 + 4, 63)
    slider.offer(10 / 63)
    hand.clock.tick()
    # After the pass it is the cell that is selected; while the window slides, it is time.
    assert hand.session.view.selection == Target(1, (2, 1, 2))
    assert slider.accessibleName() == "Window 11 of 64"
    scan = next(phase for phase in hand.session.timeline.phases if phase.name == "scan")
    hand.session.seek(scan.start + 0.01)
    hand.clock.tick()
    assert slider.value() == 0
    slider.offer(20 / 63)
    hand.clock.tick()
    assert slider.value() == 20
    assert scan.start < hand.session.view.seconds < scan.end
    assert hand.view.picture is not None
    assert hand.view.picture.frame.strip is not None
    assert hand.view.picture.frame.strip.unit[1:] == divmod(20, 8)


def test_a_pointer_on_a_short_head_is_told_the_whole(qtbot: QtBot) -> None:
    hand = Hand(qtbot, image_networks()["two convolutions"])
    picture = hand.view.picture
    assert picture is not None
    assert picture.layout.images is not None
    heads = {head.whole: head for head in picture.layout.images.heads}
    head = heads["Convolution 2: 1 of 16 kernels, 8 × 3 × 3 weights"]
    assert head.title != "1 of 16 kernels"
    at = QPoint(round(head.x), round(head.y))
    QApplication.sendEvent(hand.view, QHelpEvent(QEvent.Type.ToolTip, at, hand.view.mapToGlobal(at)))
    assert QToolTip.text() == head.whole
    QToolTip.hideText()
