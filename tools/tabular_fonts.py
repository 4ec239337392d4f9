"""Make the bundled fonts' figures equally wide by themselves.

    python -m tools.tabular_fonts FOLDER

Reads each ``*.otf`` of FOLDER, as Inter's authors give them out, and writes it to ``resources/fonts``. A font
has its figures of equal width behind a feature that programs may ask for; a PDF can't be searched for glyphs
that are reached that way, and many readers of SVG don't know how to ask.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.ttLib import TTFont

from nnviz import assets


def make_tabular(font: TTFont) -> None:
    """Let every character that ``tnum`` replaces lead to the replacement."""
    table = font["GSUB"].table
    wanted = {
        number
        for record in table.FeatureList.FeatureRecord
        if record.FeatureTag == "tnum"
        for number in record.Feature.LookupListIndex
    }
    replaced: dict[str, str] = {}
    for number in wanted:
        for subtable in table.LookupList.Lookup[number].SubTable:
            replaced |= getattr(subtable, "ExtSubTable", subtable).mapping
    for characters in font["cmap"].tables:
        found = {code: replaced.get(glyph, glyph) for code, glyph in characters.cmap.items()}
        # A second character that leads to the same glyph would be what is read back.
        equal = set(replaced.values())
        characters.cmap = {
            code: glyph
            for code, glyph in found.items()
            if glyph not in equal or characters.cmap[code] != glyph
        }


def main(arguments: list[str]) -> int:
    """Convert every font of a folder."""
    for path in sorted(Path(arguments[0]).glob("*.otf")):
        font = TTFont(path)
        make_tabular(font)
        font.save(assets.path("fonts") / path.name)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
