"""Tables in files, for tests."""

from __future__ import annotations

from pathlib import Path

import numpy as np

CASES = Path(__file__).parent / "data" / "tables" / "cases"


def written(folder: Path, text: str | bytes, name: str = "t.csv") -> Path:
    """A file with this content."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def many(row: str, count: int = 60) -> str:
    """``count`` rows of a pattern in which {i} is the row's number, {x} and {y} are numbers, {k} a class."""
    random = np.random.default_rng(0)
    lines = []
    for i in range(1, count + 1):
        x, y = random.normal(size=2)
        lines.append(row.format(i=i, x=f"{x:.3f}", y=f"{y:.3f}", k="hi" if x + y > 0 else "lo", h=i % 24))
    return "\n".join(lines) + "\n"
