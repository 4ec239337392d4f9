"""How much room the arithmetic strip under the maps takes, and the slider under the input."""

from nnviz.scene.layout.tiles import Box, Tiles

PRINTED = 34.0
"""Pixels of a cell that has room for a sign and two digits at the smallest text."""
PAD, HEAD = 14.0, 24.0
"""Pixels around the strip's content, and over it for its words."""


TRACK = 36.0
"""Pixels of the slider's height: it must be hit."""
_ABOVE, _WORDS = 8.0, 22.0


def words_height(s: float) -> float:
    """The height of the words over the slider."""
    return max(_WORDS * s, 18.0)


def slider_height(s: float) -> float:
    """What the slider under the input takes, with its words and the gap over them."""
    return _ABOVE * s + words_height(s) + TRACK


def slider_box(tiles: Tiles, hangs: int, strip: Box | None, s: float) -> Box | None:
    """The slider's place under the input's tiles, of which windows hang over by ``hangs`` rows; None without
    room for it above the strip."""
    if strip is None:
        return None
    x0, _, x1, y1 = tiles.outline
    top = y1 + max(_ABOVE * s, hangs * tiles.cell + 2.0)
    bottom = top + words_height(s) + TRACK
    return (x0, top, x1, bottom) if bottom <= strip[1] else None


def printed_height(rows: int, s: float) -> float:
    """The height of a strip whose grids of ``rows`` rows have room for their numbers."""
    return 1.5 * PAD * s + head_height(s) + rows * PRINTED + 1.0


def head_height(s: float) -> float:
    """The height of the words over the grids."""
    return max(HEAD * s, 18.0)
