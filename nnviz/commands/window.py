"""nnviz [FILE]: the window. What a window doesn't need isn't imported, so that it opens soon."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from nnviz import formats
from nnviz.errors import InputError
from nnviz.formats.fingerprint import fingerprint
from nnviz.ui.display import has_display
from nnviz.ui.window.file_names import TABLES

FIRST = "digits"
"""What the start page shows when no file is named."""


def open_window(file: str | None) -> int:
    """Show FILE until the window closes, and return the exit status.

    Raises:
        NNVizError: the file can't be opened.
    """
    table = Path(file) if file is not None and Path(file).suffix.lower() in TABLES else None
    if table is not None:
        from nnviz.data import tables

        # What is no table at all is said here: a window would have nothing to show.
        tables.guess(table)
    greets = file is None or table is not None
    file = FIRST if file is None or table is not None else file
    # Before it is read: until there is a window somebody else may save it.
    before = fingerprint(formats.file_of(file))
    document, path = formats.open_any(file)
    if not has_display(sys.platform, os.environ):
        from nnviz.commands import headless

        if table is not None:
            raise InputError(
                f"{table.name} is a table, and there is no display to look at it; train a network with "
                f"nnviz train --data {table} --out F.nnviz."
            )
        headless.show(document, path.stem if path else file.lower())
        return 0
    from nnviz.ui import app

    return app.run(document, path, before, greets, table=table)
