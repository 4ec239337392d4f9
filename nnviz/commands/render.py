"""nnviz render: the canvas as a picture, without a window."""

from __future__ import annotations

import math
import os
import re
from dataclasses import dataclass
from pathlib import Path

from nnviz.commands import source
from nnviz.document import Document, Target
from nnviz.errors import FileError, OptionError
from nnviz.scene.time.playback import timeline

KINDS = (".png", ".svg", ".pdf")
LATER = (".tex", ".webp", ".gif", ".mp4")
ENDINGS = "a name that ends in .png, .svg or .pdf"


@dataclass(frozen=True)
class Request:
    """The command line of ``nnviz render``."""

    file: str
    out: str
    input: list[str] | None = None
    sample: int | None = None
    at: str = "end"
    size: str = "1600x1000"
    theme: str | None = None
    select: str | None = None
    transparent: bool = False


def render(request: Request) -> None:
    """Draw the canvas of FILE into a picture: pixels, or shapes and words.

    Raises:
        NNVizError: an option is impossible, or something can't be opened or written.
    """
    out = _check_out(Path(request.out))
    size = parse_size(request.size)
    document = source.load(request.file, request.input, request.sample).document
    picture(
        document,
        out,
        seconds=parse_time(request.at, timeline(document.network).seconds),
        size=size,
        theme=request.theme or document.view.theme or "dark",
        select=parse_target(request.select, document) if request.select else document.view.selection,
        transparent=request.transparent,
    )


def picture(
    document: Document,
    out: Path,
    *,
    seconds: float,
    size: tuple[int, int] = (1600, 1000),
    theme: str = "dark",
    select: Target | None = None,
    transparent: bool = False,
) -> None:
    """Draw one picture; Qt is told that there is no display before it is loaded."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from nnviz.ui.export.files import render as write
    from nnviz.ui.export.sheet import Sheet

    write(Sheet(document, seconds, size, theme, select, transparent), out)


def parse_size(text: str) -> tuple[int, int]:
    """``"1600x1000"`` -> (1600, 1000)."""
    found = re.fullmatch(r"(\d{1,9})[x×](\d{1,9})", text)
    if not found:
        raise OptionError(f"--size takes WIDTHxHEIGHT in pixels, such as 1600x1000, not {text}.")
    return int(found[1]), int(found[2])


def parse_time(text: str, length: float) -> float:
    """``"2.5"`` -> 2.5 seconds, at most ``length``, as it is printed or exactly; ``"end"`` -> ``length``."""
    if text == "end":
        return length
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if not 0 <= seconds <= max(length, float(f"{length:g}")):
        raise OptionError(f"--at takes seconds from 0 to {length:g}, or the word end, not {text}.")
    return min(seconds, length)


def parse_target(text: str, document: Document) -> Target:
    """``"2:7"`` or ``"1:0,3,4"`` -> that neuron, which must exist."""
    found = re.fullmatch(r"(\d{1,9}):(\d{1,9})(?:,(\d{1,9}),(\d{1,9}))?", text)
    if not found:
        raise OptionError(f"--select takes LAYER:UNIT such as 2:7, or 1:0,3,4 in images, not {text}.")
    layer = int(found[1])
    unit = int(found[2]) if found[3] is None else (int(found[2]), int(found[3]), int(found[4]))
    document.network.unit_index(layer, unit)
    return Target(layer, unit)


def _check_out(out: Path) -> Path:
    if out.suffix.lower() in LATER:
        raise OptionError(f"{out.suffix} isn't possible yet; give --out {ENDINGS}.")
    if out.suffix.lower() not in KINDS:
        raise OptionError(f"{out.name} isn't a picture's name; give --out {ENDINGS}.")
    if not os.path.isdir(out.parent):
        raise FileError(f"There is no folder {out.parent}; create it or choose another.")
    return out
