"""nnviz [FILE]: the window; without a display, the same job in text and pictures."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from nnviz import formats
from nnviz.commands import render, tables
from nnviz.document import Document
from nnviz.document.tracing import trace
from nnviz.errors import FileError
from nnviz.scene.playback import timeline

FIRST = "digits"
"""What opens when no file is named."""
FOLDER = Path("build")
PROGRESS = 0.6
"""How far through each phase its picture is taken: what moves is on its way."""


def open_window(file: str | None) -> int:
    """Show FILE until the window closes, and return the exit status.

    Raises:
        NNVizError: the file can't be opened.
    """
    file = FIRST if file is None else file
    document, path = formats.open_any(file)
    if not has_display(sys.platform, os.environ):
        without_display(document, path.stem if path else file)
        return 0
    from nnviz.ui import app

    return app.run(document, path)


def has_display(platform: str, environment: Mapping[str, str]) -> bool:
    """Whether a window can be opened. On Linux it takes an X or Wayland display, or a Qt platform chosen."""
    if not platform.startswith("linux"):
        return True
    return any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def without_display(document: Document, name: str) -> None:
    """Print the forward pass and draw one picture a phase under ``build/``."""
    tables.say(f"There is no display, so here is {name} in text, and its pictures under {FOLDER}/.")
    tables.print_pass(document, trace(document))
    try:
        FOLDER.mkdir(exist_ok=True)
    except OSError as problem:
        raise FileError(f"The pictures can't be written to {FOLDER}/: {problem.strerror}.") from None
    theme = document.view.theme or "dark"
    for number, phase in enumerate(timeline(document.network).phases, start=1):
        out = FOLDER / f"{name}-{number:02}-layer{phase.layer}-{phase.name}.png"
        seconds = phase.start + PROGRESS * phase.seconds
        render.picture(document, out, seconds=seconds, theme=theme, select=document.view.selection)
        tables.say(f"wrote {out}")
