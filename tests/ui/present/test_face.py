"""What the class sees: large enough, live, and only what it should."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication

from nnviz.document import Target
from nnviz.ui.present import sizes
from nnviz.ui.present.strip import forms, smallest
from nnviz.ui.run.inspector.subject import subject_of
from tests.census.recorder import Recorder
from tests.census.texts import FORMULA
from tests.ui.present.lessons import HIDDEN, MAPS, PAD, TWO_STEPS

DISPLAYS = ((1920, 1080), (1280, 720), (1920, 1200), (1024, 768))
INDEX = 0.7
"""Of the letters beside it, what the index of a typeset formula has, as in every book."""


def letters(made, recorder) -> list[tuple[float, str]]:
    """Every text that the class can read, and how high its letters are, in thousandths of the display."""
    texts = recorder.texts(made.face)
    units = made.face.seen.times / made.hall.height() * 1000
    seen = [text for text in texts if text.string.strip() and not text.seen.isEmpty()]
    return [(text.pixels * units, text.string) for text in seen if text.string != FORMULA]


@pytest.mark.parametrize("size", DISPLAYS)
@pytest.mark.parametrize("what", ["digits", "xor", "iris", "neuron", "sine", "digits-cnn", "mnist"])
def test_nothing_of_the_picture_is_smaller_than_the_floor(present, what, size):
    with Recorder().listening() as recorder:
        made = present(what, size)
        made.session.select(Target(len(made.session.document.network.layers), 0))
        made.press("End")
        found = letters(made, recorder)
    assert len(found) > 1
    assert [(round(high, 1), text) for high, text in found if high < 27.9] == []


@pytest.mark.parametrize("size", DISPLAYS)
@pytest.mark.parametrize("page", ["kernels", "build", *("functions", "softmax", "dying", "bend")])
def test_nothing_of_another_page_is_smaller_than_the_floor(present, qtbot, page, size):
    with Recorder().listening() as recorder:
        made = present("digits", size, page=page if page in sizes.PAGES else "lab")
        if page not in sizes.PAGES:
            made.session.set_lab_view(made.session.view.lab.__class__(part=page))
        made.frames(6)
        if page == "dying":
            # It is measured.
            qtbot.waitUntil(lambda: len(letters(made, recorder)) > 10, timeout=20_000)
        found = letters(made, recorder)
    assert len(found) > 10
    assert [(round(high, 1), text) for high, text in found if high < 27.9] == []


@pytest.mark.parametrize("size", DISPLAYS)
def test_the_size_of_a_map_is_worked_out_in_letters_that_can_be_read(present, size):
    with Recorder().listening() as recorder:
        made = present("digits", size, page="kernels")
        texts = recorder.texts(made.face)
    units = made.face.seen.times / size[1] * 1000
    found = [text.pixels * units for text in texts if text.string == FORMULA]
    assert len(found) == 3
    assert min(found) >= 27.9
    strings = {text.string for text in texts}
    assert {"Kernel", "Stride", "Padding", "Dilation"} <= strings
    assert [text.string for text in texts if "…" in text.string and text.seen.height() > 2] == []


def test_nothing_of_a_lesson_is_smaller_than_the_floor(present):
    for place in ((0, 0), (1, 0), (2, 0)):
        with Recorder().listening() as recorder:
            made = present(lesson=TWO_STEPS, place=place)
            found = letters(made, recorder)
        assert any("neuron" in text or "Drag" in text or "pass" in text for _, text in found)
        assert [(round(high, 1), text) for high, text in found if high < 27.9] == []
        made.show.leave()


def test_at_most_five_sizes(present):
    with Recorder().listening() as recorder:
        made = present()
        made.session.select(Target(2, 3))
        made.press("End")
        found = letters(made, recorder)
    assert len({round(high) for high, _ in found}) <= 5


def test_the_answer_stands_below_the_picture_once_the_pass_is_over(present):
    made = present()
    made.press("End")
    assert made.face.answer.isVisible()
    assert made.face.answer.text == "Most likely a 3"
    plate = made.canvas.picture.layout.columns[0].plate
    assert made.face.answer.y() >= plate[3]
    made.press("Home")
    assert not made.face.answer.isVisible()


def test_the_formula_comes_with_the_pass(present):
    made = present()
    made.session.select(Target(2, 3))
    made.press("Home")
    letters_alone = made.face.strip.formulas
    assert len(letters_alone) == 1
    made.press("End")
    assert len(made.face.strip.formulas) > 1
    made.session.select(None)
    made.frames()
    assert made.face.strip.formulas == ()


def test_every_letter_of_a_formula_but_an_index_can_be_read(present):
    made = present()
    for layer, unit in ((1, 2), (2, 3)):
        made.session.select(Target(layer, unit))
        made.press("End")
        for math in forms(subject_of(made.session))[:1]:
            assert 54 * smallest(math) >= 28


def test_a_weight_is_dragged_before_the_class(present):
    made = present("xor")
    made.session.select(Target(1, 1))
    made.press("End")
    before = made.session.document.network.layer_parameters(1)["weight"].copy()
    source, target = made.unit(0, 1), made.unit(1, 1)
    middle = QPoint((source.x() + target.x()) // 2, (source.y() + target.y()) // 2)
    made.drag(middle, middle - QPoint(0, 60), middle - QPoint(0, 140))
    after = made.session.document.network.layer_parameters(1)["weight"]
    assert not np.array_equal(before, after)
    assert (before != after).sum() == 1
    assert made.canvas.picture.trace is made.session.trace
    made.press("Ctrl+Z")
    assert np.array_equal(made.session.document.network.layer_parameters(1)["weight"], before)


def test_an_input_is_dragged_before_the_class(present):
    made = present("xor")
    before = float(made.session.document.input.values[0])
    place = made.unit(0, 0)
    made.drag(place, place - QPoint(0, 50), place - QPoint(0, 120))
    assert float(made.session.document.input.values[0]) != before


def test_a_click_chooses_the_neuron_under_the_pointer(present):
    made = present()
    made.click(made.unit(1, 5))
    assert made.session.view.selection == Target(1, 5)


def test_the_wheel_enlarges_what_is_under_the_pointer(present):
    made = present()
    made.roll(made.unit(1, 5), 480)
    assert made.session.view.camera.zoom > 1.5


def test_the_hairline_takes_the_pointer(present):
    made = present()
    line = made.face.hairline
    made.press("Home")
    start = QPoint(round((line.x() + line.width() / 2) * made.face.seen.times),
                   round((line.y() + line.height() / 2) * made.face.seen.times))  # fmt: skip
    made.click(start)
    whole = made.session.timeline.seconds
    assert made.session.view.seconds == pytest.approx(whole / 2, rel=0.03)
    made.drag(start, start + QPoint(300, 0))
    assert made.session.view.seconds > 0.6 * whole


def test_only_the_chosen_neurons_edges_are_bright(present):
    made = present()
    made.session.select(Target(2, 3))
    made.press("End")
    edges = made.canvas.picture.edges
    chosen = edges[2].opacity[edges[2].chosen]
    others = np.concatenate([edges[1].opacity, edges[2].opacity[~edges[2].chosen]])
    assert chosen.max() > 2 * others.max()


def test_a_lab_page_takes_the_pointer_where_it_is_seen(present):
    made = present(page="lab")
    made.frames(5)
    page = made.face.shown
    slider = page.part.bar.slider if hasattr(page.part, "bar") else None
    control = slider or page.part.tab_parts()[0]
    at = control.mapTo(made.face, control.rect().center()).toPointF() * made.face.seen.times
    widget = made.hall.stage.scene().itemAt(at, made.hall.stage.transform())
    assert widget is not None
    assert made.face.childAt(made.face.mapFrom(made.face, (at / made.face.seen.times).toPoint())) is not None


def test_a_page_behind_an_unanswered_question_is_covered(present):
    made = present(lesson=HIDDEN)
    assert made.face.cover.isVisible()
    place = made.face.cover.geometry()
    assert place.contains(made.canvas.geometry())
    made.press("A")
    assert made.session.lecture.is_answered
    assert not made.face.cover.isVisible()


def test_no_tooltip_comes_before_a_class(present, qtbot):
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QHelpEvent
    from PySide6.QtWidgets import QToolTip

    made = present()
    view, at = made.hall.stage.viewport(), made.unit(1, 3)
    QApplication.sendEvent(view, QHelpEvent(QEvent.Type.ToolTip, at, view.mapToGlobal(at)))
    QApplication.processEvents()
    assert not QToolTip.isVisible()


def test_both_themes_have_their_ground(present):
    made = present()
    assert made.pixel(0.005, 0.005) == "#05080d"
    made.session.set_theme("light")
    made.frames(4)
    assert made.pixel(0.005, 0.005) == "#f3f6fa"


@pytest.mark.parametrize("size", DISPLAYS)
def test_the_picture_has_all_the_pixels_of_the_display(present, size):
    made = present(size=size)
    assert made.canvas.picture.look.ratio == pytest.approx(made.face.seen.times)
    made.canvas.settle()
    made.frames()
    ground = made.canvas._painter._ground.value
    assert abs(ground.width() - size[0]) <= 3
    made.session.set_page("lab")
    made.frames()
    made.session.set_page("run")
    made.frames()
    assert made.canvas.picture.look.ratio == pytest.approx(made.face.seen.times)


def test_edges_are_smooth_before_a_class(present, qtbot):
    made = present()
    made.session.select(Target(2, 3))
    made.press("End")
    qtbot.waitUntil(lambda: made.canvas.is_settled, timeout=10_000)
    made.frames()
    image = made.hall.grab().toImage()
    start, end = made.unit(1, 0), made.unit(2, 3)
    way = end - start
    brightness = [
        max(image.pixelColor(start + way * step / 200 + QPoint(0, dy)).blue() for dy in (-1, 0, 1))
        for step in range(40, 160)
    ]
    # A line of pixels that are skipped, or enlarged, is dotted.
    assert min(brightness) > 0.55 * max(brightness)


def test_a_class_draws_its_own_digit(present):
    made = present(lesson=PAD)
    assert made.face.pad.isVisible()
    pad = made.face.pad
    times = made.face.seen.times

    def on_pad(x: float, y: float) -> QPoint:
        return QPoint(round((pad.x() + x * pad.width()) * times), round((pad.y() + y * pad.height()) * times))

    made.drag(on_pad(0.5, 0.2), on_pad(0.5, 0.5), on_pad(0.5, 0.8))
    document = made.session.document
    assert document.input.origin == "drawing"
    assert document.input.values.any()
    assert pad.isVisible()
    made.drag(on_pad(0.3, 0.5), on_pad(0.7, 0.5))
    assert made.session.document.input.values.sum() > document.input.values.sum()
    made.press("Space")
    made.frames()
    assert not pad.isVisible()
    made.session.pause()
    made.press("D")
    assert pad.isVisible()
    made.press("Shift+D")
    assert not made.session.document.input.values.any()
    made.press("D")
    assert not pad.isVisible()


@pytest.mark.parametrize("size", DISPLAYS)
def test_the_pad_leaves_the_neurons_to_be_seen(present, size):
    made = present(lesson=PAD, size=size)
    pad, layout = made.face.pad, made.canvas.picture.layout
    assert pad.isVisible()
    assert pad.width() * made.face.seen.times > 0.28 * size[1]
    column = layout.columns[1]
    assert pad.geometry().right() < made.canvas.x() + column.x.min() - column.radius
    assert made.canvas.geometry().contains(pad.geometry())


def test_a_network_without_a_picture_has_no_pad(present):
    made = present("iris")
    made.press("D", "Shift+D")
    assert not made.face.pad.isVisible()
    assert made.session.undo_label is None


def test_maps_and_opened_neurons_have_the_whole_display(present):
    made = present("digits-cnn", lesson=MAPS)
    assert made.face.covers_page
    assert made.canvas.width() == made.face.width()
    made.press("PageDown")
    assert not made.face.covers_page
    assert made.face.ribbon.isVisible()


def test_words_make_way_for_a_neuron_that_is_opened_and_come_back(present):
    made = present(lesson=TWO_STEPS, place=(1, 0))
    assert made.face.words.isVisible()
    beside = made.canvas.width()
    made.press("Return")
    for _ in range(40):
        made.session.advance(0.05)
    made.frames(4)
    assert made.canvas.shows_detail
    assert not made.face.words.isVisible()
    assert made.canvas.width() > beside
    made.press("-", "-")
    for _ in range(40):
        made.session.advance(0.05)
    made.frames(4)
    assert made.face.words.isVisible()
    assert made.canvas.width() == beside
