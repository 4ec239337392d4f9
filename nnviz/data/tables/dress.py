"""A table's dress: the sign between its columns, the mark of its decimals, whether names stand first."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from nnviz.data.tables import numbers
from nnviz.data.tables.model import DECIMALS, DELIMITERS, ENCODINGS, Alternative, Finding
from nnviz.data.tables.sample import Cut, Sample
from nnviz.data.tables.source import Text
from nnviz.engine.numbers import amount

ALMOST_ALL = 0.9
NAMES = {",": "commas", ";": "semicolons", "\t": "tabs", " ": "spaces", "|": "bars"}
_ENOUGH = 2_000
"""Rows that tell which delimiter makes numbers."""


def delimiter(sample: Sample, given: str | None) -> tuple[Finding, dict[str, Cut]]:
    """Which sign parts the columns, and the rows that each of them makes."""
    cuts = {sign: sample.cut(sign) for sign in DELIMITERS}
    chosen = given or max(DELIMITERS, key=lambda sign: _fit(cuts[sign]))
    found = tuple(
        Alternative(sign, cut.width > 1 and cut.even >= ALMOST_ALL * len(cut.rows), _columns(cut, sample))
        for sign, cut in cuts.items()
    )
    return Finding(chosen, _columns(cuts[chosen], sample), found), cuts


def _fit(cut: Cut) -> tuple[bool, float]:
    """How well a delimiter fits: that most rows have as many cells, and that numbers come of it. A space
    stands between words too."""
    rows = cut.rows[:_ENOUGH]
    if cut.width < 2 or not rows:
        return False, 0.0
    share = cut.even / len(cut.rows)
    cells = [cell for row in rows[1:] or rows for cell in row]
    read = max(sum(numbers.number(cell, mark) is not None for cell in cells) for mark in DECIMALS)
    # Many columns of which few are numbers are words.
    value = share + read / max(1, len(cells))
    return share > ALMOST_ALL / 2, value - (0.4 if cut.delimiter == " " else 0.0)


def _columns(cut: Cut, sample: Sample) -> str:
    if not cut.rows:
        return "no line holds anything"
    where = "all" if sample.is_whole else "the first"
    words = amount(cut.width, "column")
    if cut.even == len(cut.rows):
        return f"{words} in {where} {amount(len(cut.rows), 'line')}"
    return f"{words} in {cut.even:,} of {amount(len(cut.rows), 'line')}"


def decimal(cut: Cut, given: str | None) -> Finding:
    """Which mark the decimals have: the one that reads more numbers."""
    cells = [cell for row in cut.rows for cell in row if any(map(str.isdigit, cell))]
    if cut.delimiter == "," and not any("," in cell for cell in cells):
        read = {".": sum(numbers.number(cell, ".") is not None for cell in cells), ",": 0}
    else:
        read = {mark: sum(numbers.number(cell, mark) is not None for cell in cells) for mark in DECIMALS}
    most = max(read.values())
    chosen = given or (DECIMALS[0] if read[DECIMALS[0]] == most else DECIMALS[1])
    found = tuple(
        Alternative(mark, most > 0 and read[mark] >= ALMOST_ALL * most, _numbers_read(read[mark], most))
        for mark in DECIMALS
    )
    return Finding(chosen, _numbers_read(read[str(chosen)], most), found)


def _numbers_read(count: int, most: int) -> str:
    return f"{count:,} of {amount(most, 'number')} read" if most else "there are no numbers"


def header(cut: Cut, mark: str, given: bool | None) -> Finding:
    """Whether the first line holds names: a text above numbers, or one above texts that recur while it
    doesn't."""
    rows = [row for row in cut.rows if len(row) == cut.width]
    held, why, against = _names_first(rows, mark)
    chosen = held if given is None else given
    found = (Alternative(True, bool(rows) and held, why), Alternative(False, not held, against))
    return Finding(chosen, found[0].why if chosen else found[1].why, found)


def _names_first(rows: Sequence[Sequence[str]], mark: str) -> tuple[bool, str, str]:
    """(whether, why names, why a row)."""
    if not rows:
        return False, "there is no first line", "there is no first line"
    first, rest = rows[0], rows[1:]
    is_number = [_is_number(cell, mark) for cell in first]
    held = [cell for cell in first if not numbers.is_missing(cell)]
    if not rest:
        all_words = not any(is_number)
        return all_words, "no number stands in it", "it is the only line"
    if not any(is_number) and not any(numbers.is_missing(cell) for cell in first[:-1]) and _over(rows, mark):
        return True, "no number stands in it", "it holds no number, the lines below do"
    for place, cell in enumerate(first):
        below = [row[place] for row in rest]
        if is_number[place] or not held or numbers.is_missing(cell):
            continue
        if _share(below, mark) > ALMOST_ALL:
            return True, f"“{cell}” stands above numbers", f"“{cell}” stands where numbers follow"
        texts = set(below)
        if cell not in texts and len(texts) <= len(below) / 2:
            return True, f"“{cell}” stands only there", f"“{cell}” would be in one row alone"
    if any(is_number):
        return (
            False,
            "numbers stand in it, as in the lines below",
            "numbers stand in it, as in the lines below",
        )
    recurring = any(cell in {row[place] for row in rest} for place, cell in enumerate(first))
    if recurring:
        return False, "its texts recur below", "its texts recur below"
    return True, "its texts stand only there", "its texts stand only there"


def _over(rows: Sequence[Sequence[str]], mark: str) -> bool:
    """Whether a column below holds numbers."""
    return any(_share([row[place] for row in rows[1:]], mark) > ALMOST_ALL for place in range(len(rows[0])))


def _share(cells: list[str], mark: str) -> float:
    found = numbers.read(cells, mark)
    there = len(cells) - int(found.missing.sum())
    return float(np.count_nonzero(~np.isnan(found.values)) / there) if there else 0.0


def _is_number(cell: str, mark: str) -> bool:
    found = numbers.number(cell, mark)
    return found is not None and found == found


def encoding(text: Text, given: str | None) -> Finding:
    """Which encoding the file is in."""
    latin = (
        "any bytes can be read so"
        if text.encoding == "latin-1" or text.plain
        else "accents would be two signs each"
    )
    words = {
        "utf-8": "plain letters only, so it fits" if text.plain else "all letters read",
        "latin-1": "plain letters only, so it fits" if text.plain else latin,
        "utf-16": "all letters read",
    }
    if not text.utf8:
        words["utf-8"] = "some letters can't be read"
    if not text.utf16:
        words["utf-16"] = "its letters have one byte each"
    else:
        words["latin-1"] = "every other letter would be empty"
    if text.marked and text.utf8:
        words["utf-8"] = "its first bytes say so"
    holds = {"utf-8": text.utf8, "latin-1": text.plain or text.encoding == "latin-1", "utf-16": text.utf16}
    chosen = given or text.encoding
    found = tuple(Alternative(name, holds[name], words[name]) for name in ENCODINGS)
    return Finding(chosen, words[chosen], found)
