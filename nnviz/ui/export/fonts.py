"""The bundled fonts inside a file: of each the letters that are used, and no more."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable
from pathlib import Path

from nnviz import assets

WEIGHTS = {400: "Regular", 500: "Medium", 600: "SemiBold", 700: "Bold", 800: "ExtraBold"}
FEATURES = ("kern", "ccmp", "mark")
"""What the program's own letters are set with."""


def font_face(family: str, weight: int, letters: Iterable[str]) -> str:
    """A CSS rule that carries the letters of a font; empty for a font that isn't one of ours."""
    path = font_path(family, weight)
    if path is None:
        return ""
    data = base64.b64encode(_subset(path, "".join(sorted(letters)))).decode()
    return (
        f'@font-face{{font-family:"{family}";font-weight:{weight};'
        f"src:url(data:font/woff;base64,{data}) format('woff')}}"
    )


def font_path(family: str, weight: int) -> Path | None:
    """The bundled file of a font, if there is one."""
    path = assets.path("fonts") / f"{family.replace(' ', '')}-{WEIGHTS.get(weight, 'Regular')}.otf"
    return path if family.startswith("Inter") and path.is_file() else None


def _subset(path: Path, letters: str) -> bytes:
    # Loaded when the first file is written, and not before.
    from fontTools import subset

    options = subset.Options()
    options.flavor = "woff"
    options.layout_features = list(FEATURES)
    options.hinting = False
    options.desubroutinize = True
    written = io.BytesIO()
    with subset.load_font(str(path), options) as font:
        cutter = subset.Subsetter(options)
        cutter.populate(text=letters)
        cutter.subset(font)
        subset.save_font(font, written, options)
    return written.getvalue()
