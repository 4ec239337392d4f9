"""Time as a slider: play, steps, speed, the narration and the timeline of phases."""

from nnviz.ui.run.transport.bar import TransportBar

__all__ = ["TransportBar"]
