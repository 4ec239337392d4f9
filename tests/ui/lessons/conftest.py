"""A window with a lesson open in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from nnviz.ui.lessons.panel import LessonPanel
from tests.ui.lessons.texts import SLOWLY


@pytest.fixture
def lesson_file(shelve: Callable[..., Path]) -> Path:
    """A lesson that comes with nnviz."""
    return shelve(slowly=SLOWLY) / "slowly.md"


@pytest.fixture
def taught(show, lesson_file):
    """Open the lesson in a window; ``card`` is where."""

    def begin(card: int = 0, size=(1600, 1000), theme="dark", what="digits"):
        shown = show(what, size, theme)
        shown.window.commands.open_lesson("slowly")
        shown.frame()
        if card:
            shown.window.commands.go_to_card(card)
            shown.frame()
        return shown

    return begin


@pytest.fixture
def panel_of() -> Callable[..., LessonPanel]:
    """The lesson's panel in a window."""

    def found(shown) -> LessonPanel:
        panel = shown.window.desk.panel
        assert panel is not None
        return panel

    return found
