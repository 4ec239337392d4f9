"""What ``nnviz [FILE]`` does where there is no display: the same job in text and pictures."""

from __future__ import annotations

from pathlib import Path

from nnviz.commands import render, tables
from nnviz.document import Document
from nnviz.document.tracing import trace
from nnviz.errors import FileError
from nnviz.plaintext import visible
from nnviz.scene.time.playback import timeline

FOLDER = Path("build")
PROGRESS = 0.6
"""How far through each phase its picture is taken: what moves is on its way."""


def show(document: Document, name: str) -> None:
    """Print the forward pass and draw one picture a phase under ``build/``."""
    tables.say(f"There is no display, so here is {visible(name)} in text, and its pictures under {FOLDER}/.")
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
        tables.say(visible(f"wrote {out}"))
