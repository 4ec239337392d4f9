"""The recorded findings, one a line: what is wrong today and to be mended. It only ever grows shorter."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

FILE = Path(__file__).parent / "known.txt"


def recorded(place: str) -> set[str]:
    """The lines about one place: a sample in a window of one size."""
    lines = FILE.read_text(encoding="utf-8").splitlines() if FILE.exists() else []
    return {line for line in lines if line.startswith(f"{place} | ")}


def record(place: str, found: Iterable[str]) -> None:
    """Put these lines in place of those about one place."""
    lines = set(FILE.read_text(encoding="utf-8").splitlines()) if FILE.exists() else set()
    lines = (lines - recorded(place)) | set(found)
    FILE.write_text("".join(f"{line}\n" for line in sorted(lines)), encoding="utf-8")


def lines(place: str, found: Iterable[tuple[str, str, str]], themes: tuple[str, ...]) -> set[str]:
    """One line for what is wrong on a page; ``found`` is page, finding and theme. A line names a theme where
    only that one is concerned."""
    where: dict[tuple[str, str], set[str]] = {}
    for page, finding, theme in found:
        where.setdefault((page, finding), set()).add(theme)
    return {
        f"{place} | {page} | {finding}" + ("" if seen == set(themes) else f" | {', '.join(sorted(seen))}")
        for (page, finding), seen in where.items()
    }
