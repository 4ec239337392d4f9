"""nnviz [FILE]: the window. What a window doesn't need isn't imported, so that it opens soon."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

from nnviz import formats

FIRST = "digits"
"""What opens when no file is named."""


def open_window(file: str | None) -> int:
    """Show FILE until the window closes, and return the exit status.

    Raises:
        NNVizError: the file can't be opened.
    """
    file = FIRST if file is None else file
    document, path = formats.open_any(file)
    if not has_display(sys.platform, os.environ):
        from nnviz.commands import headless

        headless.show(document, path.stem if path else file)
        return 0
    from nnviz.ui import app

    return app.run(document, path)


def has_display(platform: str, environment: Mapping[str, str]) -> bool:
    """Whether a window can be opened. On Linux it takes an X or Wayland display, or a Qt platform chosen."""
    if not platform.startswith("linux"):
        return True
    return any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
