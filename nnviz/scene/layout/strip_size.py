"""How much height the arithmetic strip under the maps takes."""

PRINTED = 34.0
"""Pixels of a cell that has room for a sign and two digits at the smallest text."""
PAD, HEAD = 14.0, 24.0
"""Pixels around the strip's content, and over it for its words."""


def printed_height(rows: int, s: float) -> float:
    """The height of a strip whose grids of ``rows`` rows have room for their numbers."""
    return 1.5 * PAD * s + head_height(s) + rows * PRINTED + 1.0


def head_height(s: float) -> float:
    """The height of the words over the grids."""
    return max(HEAD * s, 18.0)
