"""The guess as one sentence, from long to short, and how much of a table there is."""

from __future__ import annotations

from collections.abc import Sequence

from nnviz.data.tables import Choices, Preview
from nnviz.plaintext import visible
from nnviz.scene.words.counting import amount

MOST_NAMED = 6


def sources(preview: Preview, choices: Choices) -> tuple[str, ...]:
    """What is learned from, "from area, perimeter and length", from the longest form to the shortest."""
    names = [
        visible(column.name)
        for column, kind in zip(preview.columns, choices.kinds, strict=True)
        if kind in ("number", "category")
    ]
    if not names:
        return ("from nothing yet",)
    if choices.picture is not None:
        height, width = choices.picture
        return (f"from pictures of {height} × {width} pixels", f"from {len(names):,} pixels")
    least = 1 if len(names) > 1 else len(names)
    named = range(min(len(names), MOST_NAMED), least - 1, -1)
    return (*(f"from {_some(names, count)}" for count in named), f"from {amount(len(names), 'column')}")


def listed(names: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def summary(preview: Preview, read: int | None) -> str:
    """How much there is: "210 rows, 4 columns, nothing missing". Of a large table so many rows were looked
    at; ``read`` are all that were read since."""
    rows = amount(preview.count, "row")
    if not preview.is_whole:
        rows = f"the first {rows}" if read is None else f"{amount(read, 'row')} read"
    missing = f"{preview.missing:,} missing" if preview.missing else "nothing missing"
    return f"{rows}, {amount(len(preview.columns), 'column')}, {missing}"


def _some(names: Sequence[str], count: int) -> str:
    if count >= len(names):
        return listed(names)
    return f"{', '.join(names[:count])} and {len(names) - count:,} more"
