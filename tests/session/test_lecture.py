"""A lesson that is open: the person's own work set aside, cards as the hand left them, what is done."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from nnviz import formats
from nnviz.document import LessonCopy, Target, edits
from nnviz.errors import NNVizError
from nnviz.lessons import text
from nnviz.lessons.answers import Answer
from nnviz.lessons.model import InputWish, Lesson, Play
from nnviz.session import Change, Session
from nnviz.session.lecture import PAUSE, Lecture, Place
from tests.lessons import made


@pytest.fixture
def own(tmp_path):
    """A session with somebody's own work: a file, an edit, a place in time."""
    path = tmp_path / "mine.nnviz"
    formats.save(formats.open_any("xor")[0], path)
    session = Session(formats.open_any("xor")[0])
    session.open(path)
    session.apply(edits.set_bias, 2, 0, 0.25)
    session.seek(1.0)
    session.select(Target(1, 2))
    return session


def opened(session: Session, lesson: Lesson | None = None, place: Place | None = None) -> Lecture:
    lecture = Lecture(lesson or made.small())
    session.open_lesson(lecture, place)
    return lecture


def test_the_own_work_is_set_aside_and_comes_back_whole(own):
    document, view, path = own.document, own.view, own.path
    lecture = opened(own)
    assert own.document.title == formats.open_any("neuron")[0].title
    assert own.path is None
    own.apply(edits.set_weight, 1, (0, 0), 9.0)
    own.go_to(Place(2))
    own.close_lesson()
    assert own.lecture is None
    assert lecture.place == Place(2)
    assert own.document is document
    assert own.view == view
    assert own.path == path
    assert own.has_unsaved_work
    own.undo()
    assert not own.has_unsaved_work


def test_what_is_tried_on_a_card_is_nobodys_unsaved_work(own):
    own.save()
    opened(own)
    own.apply(edits.set_weight, 1, (0, 0), 9.0)
    assert not own.has_unsaved_work
    own.close_lesson()
    assert not own.has_unsaved_work


def test_unsaved_work_that_is_set_aside_is_known(own):
    opened(own)
    assert own.has_unsaved_work
    assert own.own.file.path is not None


def test_a_card_opens_as_it_declares(own):
    opened(own)
    assert own.document.input.sample == 2
    assert own.view.selection == Target(1, 0)
    assert own.view.seconds == own.timeline.seconds
    own.go_to(Place(3))
    assert (own.view.page, own.view.lab.part) == ("lab", "softmax")


def test_what_the_hand_left_is_kept_and_undone_and_one_key_resets_it(own):
    opened(own)
    own.apply(edits.set_weight, 1, (0, 0), 9.0)
    left = own.document
    own.go_to(Place(1))
    own.go_to(Place(0))
    assert own.document is left
    own.undo()
    assert own.document.network.parameters()["1.weight"][0, 0] != 9.0
    own.redo()
    own.reset_card()
    assert own.document.network.parameters()["1.weight"][0, 0] != 9.0
    assert own.undo_label is None


def test_only_what_a_card_gives_into_the_hand_can_be_changed(own):
    lecture = opened(own)
    before = own.document
    heard: list[Change] = []
    own.changed.connect(heard.append)
    own.apply(edits.set_bias, 1, 0, 3.0)
    assert own.document is before
    assert lecture.refused == {"bias"}
    assert heard == [Change.LESSON]
    own.apply(edits.set_weight, 1, (1, 0), 4.0)
    assert own.document is not before
    assert lecture.refused == frozenset()


def test_a_card_is_done_when_the_hand_has_done_it(own):
    lecture = opened(own)
    own.advance(0.016)
    assert not lecture.is_done(0)
    own.apply(edits.set_weight, 1, (0, 0), 5.41)
    own.advance(0.016)
    assert lecture.is_step_done
    assert lecture.is_done(0)
    assert not lecture.is_done(1)
    assert lecture.place == Place(0)


def test_what_came_true_once_stays_done(own):
    lecture = opened(own)
    own.apply(edits.set_weight, 1, (0, 0), 6.0)
    own.advance(0.016)
    own.undo()
    own.advance(0.016)
    assert lecture.is_done(0)


@pytest.mark.parametrize(("in_turn", "is_done"), [(True, False), (False, True)])
def test_in_turn_means_one_after_the_other(own, in_turn, is_done):
    card = made.card("Turns", "output > 0.5", "output < 0.5", in_turn=in_turn, sample="neuron", touch=None)
    card = replace(card, steps=(replace(card.steps[0], setup=replace(card.steps[0].setup)),))
    lecture = opened(own, made.lesson(card))
    own.apply(edits.choose_sample, 0)
    own.advance(0.016)
    own.apply(edits.choose_sample, 3)
    own.advance(0.016)
    assert lecture.is_step_done is is_done
    if in_turn:
        own.apply(edits.choose_sample, 0)
        own.advance(0.016)
        assert lecture.is_step_done


def test_another_selection_differs_from_the_one_the_card_set_up(own):
    card = made.card("Look", "selection differs from before", sample="xor", select=Target(1, 1), touch=None)
    lecture = opened(own, made.lesson(card))
    own.advance(0.016)
    own.select(Target(1, 1))
    own.advance(0.016)
    assert not lecture.is_step_done
    own.select(Target(1, 3))
    own.advance(0.016)
    assert lecture.is_step_done


def test_the_next_step_of_a_card_comes_after_a_pause(own):
    lecture = opened(own, place=Place(1))
    own.apply(edits.choose_sample, 1)
    own.advance(0.016)
    assert lecture.is_waiting
    assert lecture.place == Place(1, 0)
    left = own.document.input.sample
    own.advance(PAUSE + 0.1)
    own.advance(0.016)
    assert lecture.place == Place(1, 1)
    assert own.document.input.sample == left
    assert lecture.touch == ("bias",)
    assert not lecture.is_done(1)
    own.apply(edits.set_bias, 1, 0, 4.0)
    own.advance(0.016)
    assert lecture.is_done(1)


def test_a_drawing_goes_with_the_person_from_card_to_card(own):
    raster = np.zeros((28, 28), np.float32)
    raster[4:24, 12:15] = 1.0
    lesson = made.lesson(
        made.card("First", sample="digits", input=InputWish(drawn=True, sample=5)),
        made.card("Large", sample="mnist-cnn", input=InputWish(drawn=True, sample=5)),
        made.card("Other", sample="digits", input=InputWish(sample=7)),
    )
    opened(own, lesson)
    assert own.document.input.sample == 5
    own.apply(edits.set_drawing, raster)
    own.go_to(Place(1))
    assert own.document.input.origin == "drawing"
    np.testing.assert_array_equal(own.document.input.drawing, raster)
    assert own.document.input.values.shape == (1, 28, 28)
    own.go_to(Place(2))
    assert own.document.input.sample == 7


def test_a_remote_goes_by_phases_then_by_steps_then_by_cards(own):
    lecture = opened(own, place=Place(2))
    line = own.timeline
    assert own.view.seconds == 0.0
    marks = [phase.end for phase in line.phases if phase.layer <= 1]
    for mark in marks:
        own.forward()
        assert own.view.seconds == pytest.approx(mark)
        assert lecture.place == Place(2)
    own.forward()
    assert lecture.place == Place(3)
    own.forward()
    assert lecture.place == Place(3)
    own.back()
    assert lecture.place == Place(2)
    own.back()
    assert own.view.seconds == pytest.approx(marks[-2])
    for _ in marks:
        own.back()
    assert lecture.place == Place(1, 1)


def test_playing_stops_where_the_card_ends(own):
    opened(own, place=Place(2))
    own.play()
    for _ in range(2000):
        own.advance(0.05)
    end = max(phase.end for phase in own.timeline.phases if phase.layer == 1)
    assert own.view.seconds == pytest.approx(end)
    assert not own.is_playing


def test_a_card_that_cannot_be_set_up_leaves_everything_as_it_was(own):
    lesson = made.lesson(made.card("Fine", sample="neuron"), made.card("Not", sample="nowhere"))
    lecture = opened(own, lesson)
    own.apply(edits.choose_sample, 1)
    here = own.document
    with pytest.raises(NNVizError, match="nowhere"):
        own.go_to(Place(1))
    assert own.document is here
    assert lecture.place == Place(0)
    other = Session(formats.open_any("xor")[0])
    shown = other.document
    with pytest.raises(NNVizError):
        other.open_lesson(Lecture(made.lesson(made.card("Not", sample="nowhere"))))
    assert other.document is shown
    assert other.lecture is None


def test_another_text_keeps_the_card_and_what_was_done_on_cards_that_stayed(own):
    lesson = made.small()
    lecture = opened(own, lesson)
    own.apply(edits.set_weight, 1, (0, 0), 9.0)
    left = own.document
    first = made.card("A new first card", sample="xor")
    own.reload_lesson(replace(lesson, cards=(first, *lesson.cards)))
    assert lecture.place == Place(1)
    assert own.document is left
    changed = made.card("One neuron", sample="neuron", input=InputWish(sample=3))
    own.reload_lesson(replace(lesson, cards=(changed, *lesson.cards[1:])))
    assert lecture.place == Place(0)
    assert own.document.input.sample == 3
    with pytest.raises(NNVizError):
        own.reload_lesson(made.lesson(made.card("One neuron", sample="nowhere")))
    assert lecture.card == changed


def test_opening_a_file_ends_the_lesson(own):
    opened(own)
    own.open("iris")
    assert own.lecture is None
    assert own.document.title == formats.open_any("iris")[0].title


def test_a_lecture_is_a_file(own, tmp_path):
    lesson = replace(made.small(), text="# all of it")
    opened(own, lesson, Place(1, 1))
    own.apply(edits.set_bias, 1, 0, -1.5)
    path = tmp_path / "lecture.nnviz"
    own.save(path)
    other = Session(formats.open_any("xor")[0])
    other.open(path)
    assert other.document.lesson == LessonCopy("made", "# all of it", 1, 1)
    lecture = Lecture(lesson)
    other.resume_lesson(lecture)
    assert lecture.place == Place(1, 1)
    assert other.document.network.parameters()["1.bias"][0] == np.float32(-1.5)
    assert other.document.lesson is None
    other.save()
    assert formats.open_any(path)[0].lesson == LessonCopy("made", "# all of it", 1, 1)
    other.go_to(Place(2))
    other.save()
    assert formats.open_any(path)[0].lesson == LessonCopy("made", "# all of it", 2, 0)
    other.close_lesson()
    assert other.path == path


def test_a_card_that_ends_in_something_to_read_is_done_when_all_before_it_was_and_one_goes_on():
    for is_tried in (False, True):
        lesson = made.lesson(
            made.with_step(
                made.card("Do, then read", "output > 0.5", sample="neuron", input=InputWish(sample=2))
            ),
            made.card("The next", sample="neuron"),
        )
        session = Session(formats.open_any("xor")[0])
        lecture = opened(session, lesson)
        if is_tried:
            session.apply(edits.set_weight, 1, (0, 0), 9.0)
            lecture.notice(session.document, session.view, 0.0)
        session.go_to(Place(0, 1))
        assert not lecture.is_done(0)
        session.go_to(Place(1))
        assert lecture.is_done(0) is is_tried


def test_a_cards_own_speed_ends_with_it():
    slow = made.card("Slowly", sample="xor", play=Play(speed=0.5))
    lesson = made.lesson(made.with_step(slow), slow, made.card("The next", sample="xor"))
    session = Session(formats.open_any("xor")[0])
    session.set_speed(2.0)
    opened(session, lesson)
    for place, speed in ((Place(0, 1), 0.5), (Place(1), 0.5), (Place(2), 2.0), (Place(1), 0.5)):
        session.go_to(place)
        assert session.speed == speed, place


def test_cards_are_saved_to_the_lectures_file_and_the_own_work_keeps_its_own(own, tmp_path):
    mine, path = own.path, tmp_path / "lecture.nnviz"
    opened(own, replace(made.small(), text="# all of it"))
    own.save(path)
    own.go_to(Place(1))
    own.save()
    assert formats.open_any(path)[0].lesson.card == 1
    own.reset_card()
    assert own.path == path
    own.close_lesson()
    assert own.path == mine
    other = Session(formats.open_any("xor")[0])
    other.open(path)
    assert not other.is_shared


TEXT = """---
title: Two cards
minutes: 4
about: For a test.
---

# One

Words.

```nnviz
sample: neuron
input: 2
touch: weights
done when: output > 0.5
```

```question
kind: number
ask: What is z?
key: z of 1:0
```

# Two

More words.

```nnviz
sample: neuron
```
"""


def test_a_line_more_above_a_card_leaves_it_as_it_was(own):
    lecture = opened(own, text.parse(TEXT, "two"))
    own.apply(edits.set_weight, 1, (0, 0), 9.0)
    own.answer(0, Answer(1.0, False))
    left = own.document
    longer = TEXT.replace("# One", "# Before\n\nNew.\n\n```nnviz\nsample: xor\n```\n\n# One")
    own.reload_lesson(text.parse(longer, "two"))
    assert lecture.place == Place(1)
    assert own.document is left
    assert lecture.answer_to(0) == Answer(1.0, False)
    own.reload_lesson(text.parse(longer.replace("Words.", "Other words."), "two"))
    assert own.document is not left
    assert lecture.answer_to(0) is None


RESULTS = """---
title: Results
about: For a test.
minutes: 3
---

# Which one learns best?

```nnviz
sample: xor
page: lab
part: functions
lab:
  learned: yes
hide: results
done when: results are shown
```

```question
kind: number
ask: How many of the four are right?
key: count of right
```
"""


def test_hidden_results_are_not_shown_until_the_question_is_answered(own):
    lecture = opened(own, text.parse(RESULTS, "mine"))
    facts = lecture.facts(own.document, own.view)
    assert facts.hidden == {"results"}
    own.advance(0.1)
    assert not lecture.is_step_done
    own.answer(0, Answer(4.0, True))
    own.advance(0.1)
    assert lecture.facts(own.document, own.view).hidden == frozenset()
    assert lecture.is_step_done


def test_what_the_colours_go_over_is_the_files(own, tmp_path):
    document = formats.open_any("neuron")[0]
    path = tmp_path / "net.nnviz"
    formats.save(replace(document, view=replace(document.view, tint="network")), path)
    cards = ("network: net.nnviz", "sample: neuron")
    blocks = [f"# Card {one}\n\n```nnviz\n{shown}\n```\n" for one, shown in enumerate(cards)]
    written = "\n".join(("---\ntitle: T\nabout: T.\nminutes: 2\n---\n", *blocks))
    opened(own, text.parse(written, "mine", tmp_path))
    assert own.view.tint == "network"
    own.go_to(Place(1))
    assert own.view.tint == "layer"
