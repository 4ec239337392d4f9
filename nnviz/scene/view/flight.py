"""A camera on its way from one place to another."""

from __future__ import annotations

from dataclasses import dataclass, replace

from nnviz.document import Camera
from nnviz.scene.time.easing import in_out_cubic
from nnviz.scene.view.camera import between

SECONDS = 0.32
"""Seconds the camera takes from one place to another."""


@dataclass(frozen=True)
class Flight:
    """From ``start`` to ``goal``; ``passed`` seconds of it lie behind."""

    start: Camera
    goal: Camera
    passed: float = 0.0

    def after(self, seconds: float) -> Flight:
        """The flight, so many seconds later."""
        return replace(self, passed=self.passed + seconds)

    @property
    def is_over(self) -> bool:
        """Whether the goal is reached."""
        return self.passed >= SECONDS

    @property
    def camera(self) -> Camera:
        """Where the camera is now."""
        return between(self.start, self.goal, in_out_cubic(min(self.passed / SECONDS, 1.0)))
