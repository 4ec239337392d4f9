"""A lesson's time against the minutes of its cards."""

import pytest

from nnviz.lessons.model import Card, Lesson, Setup, Step
from nnviz.lessons.pace import ON_TIME, Stopwatch, clock, pace, planned


def lesson(*minutes, whole=0.0):
    step = Step((), Setup())
    cards = tuple(Card(f"Card {n}", (step,), minutes=m) for n, m in enumerate(minutes))
    return Lesson("a", "A", cards, minutes=whole)


@pytest.mark.parametrize(
    ("card", "seconds", "words"),
    [
        (0, 0, ON_TIME),
        (0, 119, ON_TIME),
        (0, 140, ON_TIME),
        (0, 180, "1 min behind"),
        (0, 240, "2 min behind"),
        (1, 119, ON_TIME),
        (1, 50, "1 min ahead"),
        (1, 300, ON_TIME),
        (2, 10, "5 min ahead"),
        (2, 900, ON_TIME),
        (2, 960, "1 min behind"),
    ],
)
def test_pace_is_said_in_words(card, seconds, words):
    assert pace(lesson(2, 3, 10), card, seconds).words == words


def test_a_card_without_minutes_has_a_share_of_the_rest():
    shared = lesson(2, None, None, whole=10)
    assert planned(shared) == 600
    assert pace(shared, 2, 2 * 60 + 4 * 60).words == ON_TIME
    assert pace(shared, 2, 0).words == "6 min ahead"


def test_past_the_end_it_is_over():
    assert pace(lesson(2, 3), 1, 299).over == 0
    assert pace(lesson(2, 3), 1, 372).over == 72


def test_a_lesson_without_minutes_has_no_pace():
    assert pace(lesson(None, None), 0, 500).words == ""
    assert not pace(lesson(None, None), 0, 500).is_known


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "0:00"), (59.9, "0:59"), (61, "1:01"), (2700, "45:00"), (3725, "1:02:05")]
)
def test_a_timer_shows_minutes_and_seconds(seconds, text):
    assert clock(seconds) == text


def test_a_stopwatch_leaves_pauses_out():
    now = [10.0]
    watch = Stopwatch(lambda: now[0])
    assert watch.seconds == 0
    watch.run()
    watch.run()
    now[0] = 15.0
    assert watch.seconds == 5
    watch.pause()
    now[0] = 100.0
    watch.pause()
    assert watch.seconds == 5
    assert not watch.is_running
    watch.run()
    now[0] = 101.0
    assert watch.seconds == 6
    watch.reset()
    now[0] = 103.0
    assert watch.seconds == 2
