"""What each key does while a class looks on: one table, for the windows, the presenter's view and F1."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nnviz.ui.present.presentation import Presentation


@dataclass(frozen=True)
class Deed:
    """One thing that a key does. ``glyph`` is its sign on the dock, "" where it has no place there;
    ``repeats``: held down it goes on."""

    name: str
    text: str
    call: Callable[[Presentation], object]
    keys: tuple[str, ...]
    glyph: str = ""
    repeats: bool = False


DEEDS: tuple[Deed, ...] = (
    Deed("back", "Back", lambda p: p.remote.press(-1), ("Left", "PgUp"), "back", repeats=True),
    Deed("forward", "Forward: phase, step, card", lambda p: p.remote.press(1), ("Right", "PgDown"),
         "forward", repeats=True),
    Deed("black", "Black screen", lambda p: p.black(), ("B", "."), "black"),
    Deed("white", "White screen", lambda p: p.white(), ("W",)),
    Deed("spotlight", "Spotlight", lambda p: p.tools.toggle_spotlight(), ("L",), "spotlight"),
    Deed("pen", "Pen", lambda p: p.pen(), ("P",), "pen"),
    Deed("eraser", "Eraser", lambda p: p.eraser(), ("E",), "eraser"),
    Deed("ink_stays", "Ink fades or stays", lambda p: p.tools.toggle_staying(), ("Shift+P",)),
    Deed("wipe", "Wipe the ink off", lambda p: p.tools.clear(), ("Shift+E",)),
    Deed("undo", "Undo: ink, else the last change", lambda p: p.undo(), ("Ctrl+Z",)),
    Deed("region", "Enlarge a piece, drag around it", lambda p: p.tools.toggle_region(), ("Z",), "region"),
    Deed("nearer", "A level nearer", lambda p: p.step_level(1), ("+", "="), repeats=True),
    Deed("further", "A level further out", lambda p: p.step_level(-1), ("-",), repeats=True),
    Deed("draw", "Draw the input", lambda p: p.hall.face.draw(), ("D",)),
    Deed("draw_anew", "Wipe the input and draw anew", lambda p: p.hall.face.draw_anew(), ("Shift+D",)),
    Deed("words", "The card’s words, shown or folded", lambda p: p.fold_words(), ("C",)),
    Deed("reveal", "Reveal the answer", lambda p: p.reveal(), ("A",)),
    Deed("freeze", "Freeze what the class sees", lambda p: p.freeze(), ("F",)),
    Deed("notes", "Notes, with one display", lambda p: p.show_notes(), ("Shift+N",)),
    Deed("timer", "Pause the timer", lambda p: p.pause_timer(), ("T",)),
    Deed("leave", "Leave", lambda p: p.leave(), ("Esc", "F5", "F11"), "leave"),
)  # fmt: skip
"""What is the presenter's own."""

SHARED = (
    "play",
    "start",
    "end",
    "next_layer",
    "previous_layer",
    "next_window",
    "previous_window",
    "replay_layer",
    "slower",
    "faster",
    "narration",
    "masked",
    "theme",
    "redo",
    "next_card",
    "previous_card",
    "reset_card",
    *(f"class_{digit}" for digit in range(10)),
    *(f"hands_{way}_{digit}" for way in ("more", "fewer") for digit in range(10)),
)
"""Actions of the main window that do the same here, with the same keys."""
