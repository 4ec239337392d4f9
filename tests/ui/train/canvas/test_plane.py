"""The plane in a window: squares that are enlarged, points that are painted, by pointer and by keyboard."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from nnviz.data import toys
from nnviz.data.sources import Preparation, Toy
from nnviz.document import Target
from nnviz.training.plane_proposal import document_for
from nnviz.ui.train.canvas.plane import PlaneCanvas

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton


class Hands:
    """A plane in a window, and what one does on it."""

    def __init__(self, shown, toy: Toy) -> None:
        self.shown, self.session = shown, shown.session
        data = toys.points(toy)
        self.session.training.use(data, toy, Preparation())
        shown.frame()
        self.canvas: PlaneCanvas = shown.window.pages.current.part.canvas.plane

    @property
    def data(self):
        return self.session.document.training.data

    def at(self, x: float, y: float) -> QPoint:
        """Where a place of the plane is on the canvas."""
        share = self.canvas.moment.plane.shares(np.array([[x, y]]))[0]
        rect = self.canvas.surface_rect
        return QPointF(rect.x() + share[0] * rect.width(), rect.y() + share[1] * rect.height()).toPoint()

    def look(self, **changes) -> None:
        self.session.set_train_view(replace(self.session.view.train, **changes))
        self.shown.frame()

    def click(self, place: QPoint, button=LEFT) -> None:
        QTest.mouseClick(self.canvas, button, pos=place)
        self.shown.frame()

    def stroke(self, *places: QPoint, button=LEFT) -> None:
        self.shown.drag(self.canvas, *[place.toTuple() for place in places], button=button)

    def press(self, *keys: Qt.Key) -> None:
        self.canvas.setFocus()
        for key in keys:
            QTest.keyClick(self.canvas, key)
        self.shown.frame()


@pytest.fixture
def hands(show):
    def make(toy: Toy | None = None, size=(1600, 1000)) -> Hands:
        toy = toy or Toy("circles", 60)
        return Hands(show(document_for(toys.points(toy)), size=size, page="train"), toy)

    return make


def test_a_stroke_paints_points_of_the_chosen_class_and_is_one_undo_step(hands) -> None:
    of = hands()
    before = of.data
    of.look(brush="paint", brush_class=1)
    of.stroke(of.at(0, 0), of.at(0.5, 0), of.at(1, 0.0), of.at(1, 0.5))
    painted = of.data
    new = {tuple(row) for row in painted.inputs.round(2)} - {tuple(row) for row in before.inputs.round(2)}
    assert len(painted) == 64
    assert all(
        min(np.hypot(x - a, y - b) for a, b in ((0, 0), (0.5, 0), (1, 0), (1, 0.5))) < 0.02 for x, y in new
    )
    assert painted.targets.sum() == before.targets.sum() + 4
    assert of.session.document.training.source == Toy("circles", 60, is_painted=True)
    assert painted.held_out == 16
    assert of.session.undo_label == "Paint points"
    of.session.undo()
    assert of.data is before


def test_the_right_button_erases_while_points_are_changed(hands) -> None:
    of = hands()
    of.look(brush="paint")
    x, y = of.data.inputs[5].tolist()
    of.click(of.at(x, y), RIGHT)
    assert not any(np.allclose(row, (x, y)) for row in of.data.inputs)
    assert len(of.data) < 60


def test_the_right_button_does_nothing_where_one_only_looks(hands) -> None:
    of = hands()
    of.click(of.at(*of.data.inputs[5].tolist()), RIGHT)
    assert len(of.data) == 60


def test_a_point_is_moved_and_stays_in_its_part(hands) -> None:
    of = hands()
    before = of.data
    of.look(brush="move")
    of.stroke(of.at(*before.inputs[7].tolist()), of.at(1, 1), of.at(-2, 1.5))
    changed = np.flatnonzero((of.data.inputs != before.inputs).any(axis=1))
    assert len(changed) == 1
    assert np.allclose(of.data.inputs[changed[0]], (-2, 1.5), atol=0.02)
    assert of.data.held_out == before.held_out
    assert of.session.undo_label == "Move a point"


def test_moving_where_no_point_is_changes_nothing(hands) -> None:
    of = hands()
    before = of.data
    of.look(brush="move")
    of.stroke(of.at(0, 0), of.at(1, 1))
    assert of.data is before


def test_painting_keeps_the_weights_and_goes_on_from_them(hands, qtbot) -> None:
    of = hands()
    of.session.training.set_pace(None)
    of.session.training.step()
    of.session.training.epoch()
    qtbot.waitUntil(lambda: (of.shown.frame(), not of.session.training.is_running)[1])
    weights = of.session.document.network.parameters()
    of.look(brush="paint")
    of.click(of.at(0.1, 0.2))
    after = of.session.document.network.parameters()
    assert all(np.array_equal(weights[key], after[key]) for key in weights)
    of.session.training.step()
    start = of.session.training.run.network.parameters()
    assert all(np.array_equal(weights[key], start[key]) for key in weights)


def test_painting_while_it_trains_goes_on_with_the_new_points(hands, qtbot) -> None:
    of = hands()
    of.session.training.set_pace(200)
    of.session.training.play()
    qtbot.waitUntil(lambda: (of.shown.frame(), of.session.training.state.step > 3)[1])
    of.look(brush="paint")
    of.click(of.at(0.1, 0.2))
    assert of.session.training.is_running
    assert len(of.data) == 61
    qtbot.waitUntil(lambda: (of.shown.frame(), of.session.training.state.step > 3)[1])
    of.session.training.pause()
    assert len(of.session.document.training.runs) == 2


def test_a_click_on_a_square_enlarges_its_neuron_and_another_one_the_answer(hands) -> None:
    of = hands()
    square = of.canvas.moment.layout.stacks[1].squares[3]
    place = QPointF(*square.middle).toPoint()
    of.click(place)
    assert of.session.view.train.enlarged == (1, 3)
    assert of.canvas.said().startswith("Hidden 1, neuron 3")
    of.click(place)
    assert of.session.view.train.enlarged is None
    assert of.canvas.said().startswith("Decision surface, 60 points, ")


def test_a_double_click_opens_the_neuron_on_the_run_page(hands) -> None:
    of = hands()
    square = of.canvas.moment.layout.stacks[2].squares[5]
    QTest.mouseDClick(of.canvas, LEFT, pos=QPointF(*square.middle).toPoint())
    of.shown.frame()
    assert of.session.view.page == "run"
    assert of.session.view.selection == Target(2, 5)


def test_what_is_pointed_at_is_enlarged_but_not_kept(hands) -> None:
    of = hands()
    QTest.mouseMove(of.canvas, QPointF(*of.canvas.moment.layout.stacks[1].squares[2].middle).toPoint())
    assert of.canvas.enlarged == (1, 2)
    assert of.session.view.train.enlarged is None


def test_arrows_go_from_square_to_square_and_enter_opens_it(hands) -> None:
    of = hands()
    of.press(Qt.Key.Key_Left)
    assert of.session.view.train.enlarged == (2, 0)
    of.press(Qt.Key.Key_Down, Qt.Key.Key_Left)
    assert of.session.view.train.enlarged == (1, 1)
    of.press(Qt.Key.Key_Return)
    assert of.session.view.page == "run"
    assert of.session.view.selection == Target(1, 1)


def test_points_are_painted_and_erased_by_keys_alone(hands) -> None:
    of = hands()
    of.look(brush="paint")
    of.press(Qt.Key.Key_1, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Return)
    assert len(of.data) == 61
    x, y = of.canvas.moment.plane.place(*of.canvas.cursor_at)
    own = [row for row, data in enumerate(of.data.inputs) if np.allclose(data, (x, y), atol=1e-5)]
    assert [of.data.targets[row, 0] for row in own] == [1]
    of.press(Qt.Key.Key_Delete)
    assert len(of.data) == 60
    of.press(Qt.Key.Key_Escape)
    assert of.session.view.train.brush == "look"


def test_a_class_is_chosen_in_the_key(hands) -> None:
    of = hands(Toy("gaussians", 60, 0.5, 4))
    from nnviz.ui.train.canvas import key

    moment = of.canvas.moment
    places = key.places(key.entries(moment, False), of.canvas.key_rect, of.canvas.look)
    third = next(place for place, entry in places if entry.answer == 2)
    of.click(third.center().toPoint())
    assert (of.session.view.train.brush, of.session.view.train.brush_class) == ("paint", 2)
    of.click(of.at(0, 0))
    assert of.data.targets.dtype.kind == "i"
    assert np.bincount(of.data.targets)[2] == 16


def test_values_are_painted_too(hands) -> None:
    of = hands(Toy("plane", 60, 0.05))
    of.look(brush="paint", brush_class=2)
    most = float(np.abs(of.data.targets).max())
    of.click(of.at(0.5, -0.5))
    row = next(n for n, at in enumerate(of.data.inputs) if np.allclose(at, (0.5, -0.5), atol=0.02))
    assert of.data.targets[row, 0] == pytest.approx(most)


def test_the_plane_is_drawn_for_every_kind_in_both_sizes(hands) -> None:
    for kind in toys.KINDS:
        of = hands(replace(toys.start(kind), size=40), size=(1280, 720))
        image = of.canvas.grab().toImage()
        colors = {image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)}
        assert len(colors) > 40


def test_inputs_that_make_no_plane_show_the_picture_of_the_run_page(show) -> None:
    shown = show("iris", page="train")
    canvas = shown.window.pages.current.part.canvas
    assert canvas.plane.moment is None
    assert canvas.shown is not canvas.plane
    assert canvas.shown.isVisible()
    assert not canvas.plane.isVisible()


def test_a_hidden_canvas_lets_go_of_a_stroke(hands) -> None:
    of = hands()
    of.look(brush="paint")
    QTest.mousePress(of.canvas, LEFT, pos=of.at(0, 0))
    assert of.session.is_held
    of.session.set_page("run")
    of.shown.frame()
    assert not of.session.is_held
    assert of.canvas.brush.stroke == ""
