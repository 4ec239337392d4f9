"""The part Data in a window: sets are chosen, made, split and scaled, each as one undo step."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from nnviz.data import catalogue, toys
from nnviz.data.sources import Bundled, Preparation, Toy

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def part(show):
    def make(what="xor", size=(1600, 1000), theme="dark"):
        shown = show(what, size=size, theme=theme, page="train")
        QTest.mouseClick(shown.window.pages.current.rail.tabs["data"], LEFT)
        shown.frame()
        return shown, shown.window.pages.current.part

    return make


def _press(shown, button) -> None:
    QTest.mouseClick(button, LEFT)
    shown.frame()


def test_a_click_on_a_picture_learns_from_that_set_with_a_network_that_fits(part) -> None:
    shown, data = part("iris")
    before = shown.session.document
    _press(shown, data.toys["spirals"])
    document = shown.session.document
    assert document.training.source == toys.start("spirals")
    assert document.title == "Two spirals 2-8-8-1"
    assert document.network.input_shape == (2,)
    assert document.output_names == ("class 0", "class 1")
    assert [kind for kind, card in data.toys.items() if card.isChecked()] == ["spirals"]
    assert "2-8-8-1" in shown.window.windowTitle()
    shown.session.undo()
    assert shown.session.document is before


def test_another_set_of_as_many_classes_keeps_network_and_weights(part) -> None:
    shown, data = part("xor")
    network = shown.session.document.network
    _press(shown, data.toys["moons"])
    assert shown.session.document.network is network
    assert shown.session.document.title == "Two moons 2-4-1"
    _press(shown, data.toys["sine"])
    assert shown.session.document.network is not network
    assert shown.session.document.task == "values"


def test_the_card_says_whether_the_network_was_kept_or_made(part) -> None:
    shown, data = part("xor")
    _press(shown, data.toys["spirals"])
    assert data.open.said() == "The network 2-4-1 fits them, and is kept with its weights."
    _press(shown, data.toys["sine"])
    assert data.open.said() == "A network that fits was made: 2-8-8-1. Undo brings the other one back."
    shown.session.undo()
    shown.session.undo()
    shown.frame()
    assert data.open.said() == "The network 2-4-1 learns from them."


def test_numbers_of_the_set_act_at_once(part) -> None:
    shown, data = part()
    _press(shown, data.toys["gaussians"])
    _press(shown, data.controls.classes.more)
    _press(shown, data.controls.size_of.more)
    _press(shown, data.controls.seed.more)
    toy = Toy("gaussians", 260, 0.6, 3, 1)
    training = shown.session.document.training
    assert training.source == toy
    assert (training.data.inputs == toys.points(toy).inputs).all()
    assert shown.session.document.network.output_shape == (3,)
    data.controls.size_of.field.entered.emit(77)
    shown.frame()
    assert len(shown.session.document.training.data) == 77


def test_noise_is_dragged_as_one_undo_step(part) -> None:
    shown, data = part()
    _press(shown, data.toys["circles"])
    before, slider = shown.session.document, data.controls.noise
    y = slider.height() / 2
    shown.drag(slider, (20, y), (60, y), (slider.width() - 8, y))
    assert shown.session.document.training.source.noise > 1.2
    shown.session.undo()
    assert shown.session.document is before


def test_a_bundled_set_brings_its_own_split(part) -> None:
    shown, data = part()
    _press(shown, data.sets["iris"])
    training = shown.session.document.training
    assert training.source == Bundled("iris")
    assert training.data.held_out == catalogue.get("iris").held_out
    assert training.preparation == Preparation("standardize")
    assert shown.session.document.network.output_shape == (3,)
    _press(shown, data.sets["digits"])
    assert shown.session.document.image_shape == (8, 8)
    assert shown.session.document.training.preparation.scale == "none"


def test_the_split_is_dragged_drawn_by_seed_and_undone(part) -> None:
    shown, data = part()
    _press(shown, data.toys["circles"])
    before, bar = shown.session.document, data.open.split
    shown.drag(bar, (bar.width() * 0.75, 20), (bar.width() * 0.7, 20), (bar.width() * 0.6, 20))
    training = shown.session.document.training
    assert training.preparation.share == pytest.approx(0.4, abs=0.02)
    assert training.data.held_out == pytest.approx(96, abs=4)
    held = training.data.unseen.inputs
    _press(shown, data.open.seed.more)
    assert shown.session.document.training.data.unseen.inputs.tolist() != held.tolist()
    _press(shown, data.open.seed.less)
    assert shown.session.document.training.data.unseen.inputs.tolist() == held.tolist()
    for _ in range(3):
        shown.session.undo()
    assert shown.session.document is before


def test_the_scale_is_chosen_and_kept_in_what_is_trained(part) -> None:
    shown, data = part()
    _press(shown, data.toys["circles"])
    _press(shown, data.open.scales["minmax"])
    assert shown.session.document.training.preparation.scale == "minmax"
    shown.session.training.step()
    run, points = shown.session.training.run, shown.session.document.training.data.training.inputs
    scaled = run.before.apply(points)
    assert scaled.min() == pytest.approx(0, abs=1e-6)
    assert scaled.max() == pytest.approx(1, abs=1e-6)


def test_edit_points_goes_to_the_plane_with_a_brush(part) -> None:
    shown, data = part()
    _press(shown, data.toys["moons"])
    _press(shown, data.open.paint_points)
    view = shown.session.view.train
    assert (view.part, view.brush) == ("curves", "paint")


def test_every_control_is_reached_by_keyboard_and_has_its_room(part, theme) -> None:
    for size in ((1600, 1000), (1280, 720)):
        shown, data = part("xor", size, theme)
        _press(shown, data.toys["gaussians"])
        places = []
        for control in data.tab_parts():
            if not control.isVisible():
                continue
            assert control.accessibleName()
            corner = control.mapTo(data, QPoint(0, 0))
            assert data.rect().contains(corner)
            places.append(control.rect().translated(corner))
        assert all(not a.intersects(b) for i, a in enumerate(places) for b in places[:i])
        for button in (*data.toys.values(), *data.sets.values(), data.table, data.folder):
            assert min(button.width(), button.height()) >= 36
