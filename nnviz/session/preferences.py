"""What a person prefers in every window, whatever document it shows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Preferences:
    """``reduced_motion``: nothing travels, and the camera jumps. ``map_shown``: the map of the network may
    stand in the canvas's corner. Whoever opens a window says them; they are no part of a document."""

    reduced_motion: bool = False
    map_shown: bool = True
