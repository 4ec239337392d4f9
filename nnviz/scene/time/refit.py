"""Scales on their way: what a hand let go of, from the axes it was dragged on to those that fit it now."""

from __future__ import annotations

from dataclasses import dataclass, replace

from nnviz.scene.time.easing import in_out_cubic

SECONDS = 0.32
"""Seconds that everything takes to fit again."""


@dataclass(frozen=True)
class Refit:
    """``passed`` seconds of the move lie behind."""

    passed: float = 0.0

    def after(self, seconds: float) -> Refit:
        """The move, so many seconds later."""
        return replace(self, passed=self.passed + seconds)

    @property
    def is_over(self) -> bool:
        """Whether everything fits."""
        return self.passed >= SECONDS

    @property
    def share(self) -> float:
        """How far it has come, 0..1."""
        return in_out_cubic(min(self.passed / SECONDS, 1.0))


DONE = Refit(SECONDS)
"""Nothing moves: all scales fit what they show."""


def between(start: float, end: float, share: float) -> float:
    """A number on the way; at the end it is ``end`` itself."""
    return end if share >= 1.0 else start + share * (end - start)
