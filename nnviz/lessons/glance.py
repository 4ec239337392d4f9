"""What stands on a lesson's card, read from its text without reading all of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

LARGEST = 2**20
_KEY = re.compile(r"(title|minutes|about):\s*(.*?)\s*")
_HEADING = re.compile(r" {0,3}#{1,6}\s+(.*?)\s*#*\s*")
_FENCE = re.compile(r" {0,3}(```+|~~~+)")
_MARKS = re.compile(r"[*_`]")


@dataclass(frozen=True)
class Glance:
    """A lesson's file, what its front matter says, and the titles of its cards."""

    path: Path
    title: str
    about: str = ""
    minutes: float = 0.0
    cards: tuple[str, ...] = ()


def glance(path: Path) -> Glance:
    """Look at a lesson's file. One that can't be read, or is no lesson, has its name for a title and no
    cards; opening it says what is wrong with it."""
    try:
        with path.open("rb") as file:
            text = file.read(LARGEST).decode()
    except (OSError, UnicodeDecodeError):
        return Glance(path, path.stem)
    head, body = _parts(text.removeprefix("\ufeff").splitlines())
    found = {match[1]: _plain(match[2]) for line in head if (match := _KEY.fullmatch(line))}
    title = found.get("title") or path.stem
    return Glance(path, title, found.get("about", ""), _minutes(found.get("minutes", "")), _titles(body))


def _parts(lines: list[str]) -> tuple[list[str], list[str]]:
    """The front matter and what comes after it."""
    if not lines or lines[0].rstrip() != "---":
        return [], lines
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), len(lines))
    return lines[1:end], lines[end + 1 :]


def _plain(value: str) -> str:
    """A value of one line, out of its quotes."""
    is_quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "'\""
    return value[1:-1] if is_quoted else value


def _minutes(text: str) -> float:
    try:
        return max(float(text), 0.0)
    except ValueError:
        return 0.0


def _titles(lines: list[str]) -> tuple[str, ...]:
    """The headings, but for those that stand in a block."""
    found, fence = [], ""
    for line in lines:
        mark = _FENCE.match(line)
        if mark and not fence:
            fence = mark[1]
        elif fence:
            fence = "" if line.strip().startswith(fence) else fence
        elif heading := _HEADING.fullmatch(line):
            found.append(_MARKS.sub("", heading[1]))
    return tuple(found)
