"""How far a person is in each lesson: kept on this computer alone, and cleared when they want."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import platformdirs

from nnviz import assets
from nnviz.errors import NNVizError
from nnviz.formats import atomic
from nnviz.lessons import shelf
from nnviz.lessons.model import Lesson

LOGGER = logging.getLogger("nnviz")
VERSION = 1
LARGEST = 2**20
"""Bytes of the file at most; a larger one isn't ours."""


@dataclass(frozen=True)
class Progress:
    """The titles of cards that are done, and where one was last: a card by its title, and its step from 0."""

    done: frozenset[str] = field(default_factory=frozenset)
    card: str = ""
    step: int = 0


def file() -> Path:
    """Where all of it is kept: in the person's own state folder."""
    return Path(platformdirs.user_state_dir("nnviz", appauthor=False)) / "lessons.json"


def key_of(path: Path) -> str:
    """A lesson's own name in what is kept: that of a bundled one wherever nnviz lies, else its file."""
    path = path.resolve()
    return path.stem if path.parent == assets.path("lessons").resolve() else str(path)


def of(path: Path) -> Progress:
    """How far the lesson of a file is."""
    return everything().get(key_of(path), Progress())


def everything() -> Mapping[str, Progress]:
    """How far each lesson is, the one of last time at the end. What is missing or damaged is as if nothing
    had been done."""
    try:
        with file().open("rb") as source:
            raw = json.loads(source.read(LARGEST))
        lessons = raw["lessons"] if raw["version"] == VERSION else {}
        return {str(key): _read(part) for key, part in lessons.items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as problem:
        LOGGER.warning("%s can't be read, so every lesson begins anew: %s", file(), problem)
        return {}


def keep(path: Path, progress: Progress) -> None:
    """Remember how far the lesson of a file is; where that can't be written, it is only logged."""
    found, key = dict(everything()), key_of(path)
    is_last = list(found)[-1:] == [key]
    if found.pop(key, None) != progress or not is_last:
        _write({**found, key: progress})


def clear() -> None:
    """Forget all of it."""
    _write({})


def path_of(key: str) -> Path:
    """The file of a lesson, from its own name in what is kept."""
    return Path(key) if os.path.isabs(key) else shelf.bundled(key)


def next_card(titles: Sequence[str], progress: Progress) -> int:
    """The card on which one goes on, from 0: the one of last time, or, where that is done, the first one
    after it that isn't. A lesson that is done begins anew."""
    last = titles.index(progress.card) if progress.card in titles else 0
    order = (*range(last, len(titles)), *range(last))
    return next((card for card in order if titles[card] not in progress.done), 0)


def place(lesson: Lesson, progress: Progress) -> tuple[int, int]:
    """Where one goes on: that card, and on the one of last time its step."""
    titles = [card.title for card in lesson.cards]
    card = next_card(titles, progress)
    is_last = titles[card] == progress.card and progress.card not in progress.done
    return card, min(progress.step, len(lesson.cards[card].steps) - 1) if is_last else 0


def _read(part: Any) -> Progress:
    """Raises whatever an odd value leads to."""
    return Progress(
        frozenset(str(title) for title in part["done"]), str(part["card"]), max(int(part["step"]), 0)
    )


def _write(lessons: Mapping[str, Progress]) -> None:
    raw = {
        "version": VERSION,
        "lessons": {
            key: {"done": sorted(one.done), "card": one.card, "step": one.step}
            for key, one in lessons.items()
        },
    }
    try:
        file().parent.mkdir(parents=True, exist_ok=True)
        atomic.write(file(), json.dumps(raw, ensure_ascii=False, indent=1).encode())
    except (OSError, ValueError, NNVizError) as problem:
        LOGGER.warning("how far the lessons are isn't kept: %s", problem)
