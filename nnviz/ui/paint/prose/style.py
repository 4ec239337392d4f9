"""How a lesson's text is written, and who is asked for what is live in it."""

from __future__ import annotations

from dataclasses import dataclass

from nnviz.ui.theme import Theme


@dataclass(frozen=True)
class Style:
    """How it is written: letters of ``pixels``, lines ``leading`` pixels apart, in a colour token of
    ``theme``; formulas and live values in ``strong``. ``is_direct``: for a file of shapes."""

    theme: Theme
    pixels: float = 17.0
    leading: float = 27.0
    token: str = "ink2"
    strong: str = "ink"
    weight: int = 400
    is_direct: bool = False
