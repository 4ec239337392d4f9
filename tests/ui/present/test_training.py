"""A network that learns, and one step of it, before a class: large enough, live, under the show's keys."""

import numpy as np
import pytest

from tests.census.recorder import Recorder
from tests.ui.present.test_face import DISPLAYS, letters

FLOOR = 27.9

LEARNS = """---
title: It learns
about: For a test.
minutes: 5
---

# Two in a row

It trains.

```nnviz
sample: neuron
page: train
do: Press play.
```

# One step

It opens.

```nnviz
sample: neuron
page: step
do: Look.
```
"""


def grown(made):
    """Whether the class sees more of a curve than its first point."""
    run = made.session.training.run
    return run is not None and run.steps > 5 and made.face.shown.part.charts.loss.chart.trained > 5


@pytest.mark.parametrize("size", DISPLAYS)
@pytest.mark.parametrize("what", ["neuron", "digits", "iris", "sine"])
def test_nothing_of_training_is_smaller_than_the_floor(present, qtbot, what, size):
    with Recorder().listening() as recorder:
        made = present(what, size, page="train")
        made.frames(6)
        made.session.training.step()
        qtbot.waitUntil(lambda: made.frames() or made.session.training.state.step == 1, timeout=20_000)
        found = letters(made, recorder)
    assert made.face.page == "train"
    assert len(found) > 5
    assert [(round(high, 1), text) for high, text in found if high < FLOOR] == []


@pytest.mark.parametrize("size", DISPLAYS)
@pytest.mark.parametrize("what", ["neuron", "digits"])
def test_nothing_of_a_step_is_smaller_than_the_floor(present, what, size):
    with Recorder().listening() as recorder:
        made = present(what, size, page="step")
        for seconds in (0.0, 2.5, 30.0):
            made.session.seek_own(seconds)
            made.frames(4)
        found = letters(made, recorder)
    assert made.face.page == "step"
    assert len(found) > 10
    assert [(round(high, 1), text) for high, text in found if high < FLOOR] == []


def test_what_a_class_looks_at_is_there_and_the_rail_is_not(present):
    made = present("neuron", page="train")
    page = made.face.shown
    assert not page.rail.isVisible()
    assert page.part.canvas.width() == made.face.width()
    assert page.part.charts.loss.isVisible()
    assert not page.part.charts.score.isVisible()
    bar = page.transport
    assert all(part.isVisible() for part in (bar.play, bar.step, bar.epoch, bar.reset, bar.bar))
    assert not any(part.isVisible() for part in (bar.pace, bar.opener))


def test_pictures_stand_beside_their_curve(present):
    made = present("digits", page="train")
    part = made.face.shown.part
    assert part.charts.x() == part.canvas.width()
    assert part.charts.height() == part.canvas.height() == part.height()


def test_a_network_on_the_plane_stands_above_its_curve(present):
    made = present("neuron", page="train")
    part = made.face.shown.part
    assert part.charts.y() == part.canvas.height()
    names = part.canvas.plane.moment.layout.stacks[0].squares[0]
    assert names.x > 50


@pytest.mark.parametrize("what", ["neuron", "digits"])
def test_space_trains_and_the_class_sees_it(present, qtbot, what):
    made = present(what, page="train")
    before = made.hall.grab().toImage()
    weights = made.session.document.network.parameters()
    made.press("Space")
    assert made.session.training.is_running
    qtbot.waitUntil(lambda: made.frames() or grown(made), timeout=20_000)
    assert made.hall.grab().toImage() != before
    made.press("Space")
    qtbot.waitUntil(lambda: made.frames() or not made.session.training.is_running, timeout=20_000)
    after = made.session.document.network.parameters().values()
    assert any(not np.array_equal(now, then) for now, then in zip(after, weights.values(), strict=False))


def test_the_timeline_of_a_step_plays_and_the_arrows_go_from_block_to_block(present):
    made = present("neuron", page="step")
    made.press("Home")
    before = made.hall.grab().toImage()
    made.press("Right")
    first = made.session.view.step.seconds
    assert first > 0
    made.press("Right")
    assert made.session.view.step.seconds > first
    assert made.hall.grab().toImage() != before
    made.press("Left")
    assert made.session.view.step.seconds == pytest.approx(first)
    made.press("Space")
    assert made.session.is_playing
    made.session.advance(0.5)
    made.frames()
    assert made.session.view.step.seconds > first


def test_the_head_of_a_step_is_its_title_and_its_example_alone(present):
    made = present("neuron", page="step")
    head = made.face.shown.head
    assert not any(part.isVisible() for part in head.parts())
    assert head.height() < 60


def test_the_remote_folds_the_words_then_goes_to_the_next_card(present):
    made = present(lesson=LEARNS)
    assert made.face.page == "train"
    assert made.face.covers_page
    made.press("PageDown")
    assert not made.face.covers_page
    assert made.session.lecture.place.card == 0
    made.press("PageDown")
    assert made.session.lecture.place.card == 1
    assert made.face.page == "step"
    made.press("PageUp")
    assert made.session.lecture.place.card == 0
    assert made.face.page == "train"
    made.press("C")
    assert not made.face.covers_page
    made.press("C")
    assert made.face.covers_page


def test_a_network_that_learns_has_all_the_pixels_of_the_display(present):
    made = present("digits", page="train", size=(1280, 720))
    canvas = made.face.shown.part.canvas.shown
    assert canvas.picture.look.ratio == pytest.approx(made.face.seen.times)
    made.hall.resize(1920, 1080)
    made.frames()
    canvas.settle()
    made.frames()
    assert canvas.picture.look.ratio == pytest.approx(made.face.seen.times)
    ground = canvas._painter._ground.value
    assert abs(ground.width() - canvas.width() * made.face.seen.times) <= 3


@pytest.mark.parametrize("size", DISPLAYS)
def test_a_sentence_before_a_class_is_whole_or_isn_t_there(present, qtbot, size):
    with Recorder().listening() as recorder:
        made = present("neuron", size, page="train")
        made.session.training.step()
        qtbot.waitUntil(lambda: made.frames() or made.session.training.state.step == 1, timeout=20_000)
        made.frames()
        lead, _, sentence = made.face.shown.transport.narration.text.partition(". ")
        texts = recorder.texts(made.face)
    cut = [text.string for text in texts if text.string.endswith("…")]
    assert not [text for text in cut if sentence.startswith(text[:-1].strip()) and len(text) > 1], lead
