"""A lesson's time: how long it has taken, and whether that is as long as its cards give."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from nnviz.lessons.model import Lesson

ON_TIME = "on time"
_MINUTE = 60.0


@dataclass(frozen=True)
class Pace:
    """``late`` are the seconds that a lesson is behind, or, less than 0, ahead; ``over`` those past its end.
    Nothing is said of a lesson without minutes."""

    late: float = 0.0
    over: float = 0.0
    is_known: bool = True

    @property
    def words(self) -> str:
        """In words: "2 min behind", "on time"."""
        if not self.is_known:
            return ""
        minutes = round(abs(self.late) / _MINUTE)
        if not minutes:
            return ON_TIME
        return f"{minutes} min {'behind' if self.late > 0 else 'ahead'}"


def pace(lesson: Lesson, card: int, seconds: float) -> Pace:
    """How a lesson that has taken ``seconds`` stands on ``card``, from 0: on time from the moment when the
    card should begin until the one when it should be over."""
    whole = planned(lesson)
    if not whole:
        return Pace(is_known=False)
    begins = sum(lesson.minutes_of(number) for number in range(card)) * _MINUTE
    ends = begins + lesson.minutes_of(card) * _MINUTE
    late = seconds - ends if seconds > ends else seconds - begins if seconds < begins else 0.0
    return Pace(late, max(seconds - whole, 0.0))


def planned(lesson: Lesson) -> float:
    """Seconds that the lesson is to take; 0 where it doesn't say."""
    cards = sum(lesson.minutes_of(card) for card in range(len(lesson.cards)))
    return max(lesson.minutes, cards) * _MINUTE


def clock(seconds: float) -> str:
    """A stretch of time as a timer shows it: "18:42", "1:02:05"."""
    whole = int(seconds)
    hours, rest = divmod(whole, 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"


class Stopwatch:
    """How long a lesson has taken, pauses left out. ``now`` gives seconds of a clock that never goes back."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._before = 0.0
        self._since: float | None = None

    @property
    def seconds(self) -> float:
        """So long it has run."""
        return self._before + (0.0 if self._since is None else self._now() - self._since)

    @property
    def is_running(self) -> bool:
        """Whether time counts now."""
        return self._since is not None

    def run(self) -> None:
        """Time counts from now on."""
        if self._since is None:
            self._since = self._now()

    def pause(self) -> None:
        """It doesn't until :meth:`run`."""
        self._before, self._since = self.seconds, None

    def reset(self) -> None:
        """Begin at 0 again, running or not as before."""
        self._before = 0.0
        if self._since is not None:
            self._since = self._now()
