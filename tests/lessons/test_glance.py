"""A glance at a lesson says the same as reading all of it, and nothing stops it."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnviz.lessons import progress, shelf, standing, text
from nnviz.lessons.glance import glance
from nnviz.lessons.progress import Progress


@pytest.mark.parametrize("name", shelf.names())
def test_it_agrees_with_the_lesson(name: str) -> None:
    seen, lesson = glance(shelf.bundled(name)), text.read(shelf.bundled(name))
    assert (seen.title, seen.about, seen.minutes) == (lesson.title, lesson.about, lesson.minutes)
    assert seen.cards == tuple(card.title for card in lesson.cards)


@pytest.mark.parametrize(
    "content",
    [b"", b"---", b"---\ntitle:\n---\n", b"\xff\xfe\x00", b"# One\n", b"---\ntitle: X\nminutes: soon\n---"],
)
def test_what_is_no_lesson_has_at_least_a_title(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "odd.md"
    path.write_bytes(content)
    found = glance(path)
    assert found.title in ("odd", "X")
    assert found.minutes == 0


def test_headings_in_blocks_are_no_cards(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(
        "---\ntitle: 'A: b'\n---\n# One *and* `two`\n```notes\n# no\n```\n~~~\n# no\n~~~\n## Three #\n"
    )
    assert glance(path).cards == ("One and two", "Three")
    assert glance(path).title == "A: b"


def test_a_file_that_is_gone_has_its_name() -> None:
    assert glance(Path("/nowhere/mine.md")).title == "mine"


def test_how_far_a_lesson_is_on_its_shelf(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("---\ntitle: A\nminutes: 20\n---\n# One\n# Two\n# Three\n")

    def stands(one: Progress) -> standing.Standing:
        return standing.standing(path, {progress.key_of(path): one})

    fresh = stands(Progress())
    assert (fresh.done, fresh.card, fresh.here, fresh.is_done) == ((False,) * 3, 0, None, False)
    assert fresh.length == "20 min"
    begun = stands(Progress(frozenset(("One", "gone")), "Two"))
    assert (begun.done, begun.here) == ((True, False, False), 1)
    over = stands(Progress(frozenset(("One", "Two", "Three")), "Three"))
    assert (over.is_done, over.here, over.card) == (True, None, 0)
