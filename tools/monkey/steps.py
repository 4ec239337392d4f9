"""The table of steps: what the walk may do next, and how often it does."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from tools.monkey import edit_steps as edit
from tools.monkey import lesson_steps as lessons
from tools.monkey import pointer_steps as pointer
from tools.monkey import train_steps as train
from tools.monkey import window_steps as window
from tools.monkey.stage import Stage

Step = Callable[[Stage], Iterator[None]]
"""Sends some events; after each the walk decides whether it is drawn before the next."""

WEIGHTS: Mapping[Step, int] = MappingProxyType(
    {
        pointer.click: 16,
        pointer.sweep: 8,
        pointer.drag: 12,
        pointer.wheel: 6,
        pointer.rows: 10,
        pointer.hover: 5,
        pointer.context_menu: 3,
        pointer.touch: 4,
        edit.keys: 10,
        edit.text: 3,
        edit.action: 5,
        edit.page: 6,
        edit.undo: 4,
        edit.under_pointer: 6,
        edit.popup: 5,
        edit.focus: 4,
        edit.play: 4,
        edit.nudge: 2,
        window.resize: 2,
        window.state: 2,
        window.theme: 1,
        window.open_file: 3,
        window.drop_file: 1,
        window.close: 1,
        window.ask_aloud: 3,
        lessons.lesson: 5,
        lessons.show: 2,
        train.train: 5,
        train.transport: 4,
        train.rewind: 3,
        train.options: 4,
    }
)
"""In a hundred or so steps."""
