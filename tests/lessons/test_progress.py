"""How far one is in a lesson: kept, found again, cleared, and no damage to it stops anything."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnviz import assets
from nnviz.lessons import progress
from nnviz.lessons.model import Card, Lesson, Setup, Step
from nnviz.lessons.progress import Progress

MINE = Path("/somewhere/mine.md")


@pytest.fixture(autouse=True)
def _own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))


def lesson(*titles: str, steps: int = 1) -> Lesson:
    step = Step((), Setup())
    return Lesson("mine", "Mine", tuple(Card(title, (step,) * steps) for title in titles))


def test_what_is_kept_is_found_again() -> None:
    here = Progress(frozenset(("One", "Zwei – ”quoted”")), "Three", 2)
    progress.keep(MINE, here)
    assert progress.of(MINE) == here
    other = Progress(card="A")
    progress.keep(Path("other.md"), other)
    assert progress.of(MINE) == here
    assert progress.of(Path("other.md")) == other


def test_a_bundled_lesson_is_known_by_its_name_wherever_nnviz_lies() -> None:
    assert progress.key_of(assets.path("lessons") / "neurons.md") == "neurons"
    assert progress.key_of(Path("/tmp/neurons.md")) == str(Path("/tmp/neurons.md").resolve())


def test_clearing_forgets_every_lesson() -> None:
    progress.keep(MINE, Progress(card="A"))
    progress.clear()
    assert progress.of(MINE) == Progress()
    assert progress.everything() == {}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b"null",
        b'{"version": 1}',
        b'{"version": 2, "lessons": {"a": 1}}',
        b'{"version": 1, "lessons": []}',
        b'{"version": 1, "lessons": {"mine": {"done": 3, "card": "A", "step": 0}}}',
        b'{"version": 1, "lessons": {"mine": {"done": [], "card": "A", "step": "x"}}}',
    ],
)
def test_a_damaged_file_is_as_none_and_can_be_written_over(content: bytes) -> None:
    progress.file().parent.mkdir(parents=True)
    progress.file().write_bytes(content)
    assert progress.of(MINE) == Progress()
    progress.keep(MINE, Progress(card="A"))
    assert progress.of(MINE).card == "A"


def test_a_folder_that_cannot_be_written_stops_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    progress.keep(MINE, Progress(card="A"))
    progress.clear()
    assert progress.of(MINE) == Progress()


def test_one_goes_on_where_one_was_or_at_the_first_card_that_is_not_done() -> None:
    cards = lesson("A", "B", "C", steps=2)
    assert progress.place(cards, Progress()) == (0, 0)
    assert progress.place(cards, Progress(card="B", step=1)) == (1, 1)
    assert progress.place(cards, Progress(card="B", step=7)) == (1, 1)
    assert progress.place(cards, Progress(frozenset("AB"), "B", 1)) == (2, 0)
    assert progress.place(cards, Progress(frozenset("BC"), "C", 1)) == (0, 0)
    assert progress.place(cards, Progress(frozenset("ABC"), "C", 1)) == (0, 0)
    assert progress.place(cards, Progress(frozenset("A"), "gone", 1)) == (1, 0)
