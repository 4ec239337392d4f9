"""nnviz, an instrument for seeing a neural network compute: the Python door."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from nnviz.errors import DisplayError, NNVizError

if TYPE_CHECKING:
    import numpy.typing as npt

    from nnviz.document import Document
    from nnviz.engine import Network, train

__all__ = ["Document", "NNVizError", "Network", "__version__", "load", "save", "show", "train"]

# Loaded when first asked for: importing nnviz costs nothing, neither NumPy nor Qt.
_LAZY: Mapping[str, str] = MappingProxyType(
    {"Document": "nnviz.document", "Network": "nnviz.engine", "train": "nnviz.engine"}
)


def load(path: str | Path) -> Document:
    """Open a file, or the bundled sample of that name: ``nnviz.load("digits").network``.

    Raises:
        NNVizError: it cannot be opened; the sentence says why.
    """
    from nnviz import formats

    return formats.open_any(path)[0]


def save(network: Network | Document, path: str | Path) -> None:
    """Save a network or a document as a ``.nnviz`` file.

    Raises:
        NNVizError: it cannot be written; what was there is untouched.
    """
    from nnviz import formats

    formats.save(_document(network, None, formats.file_of(path).stem), path)


def show(network: Network | Document, x: npt.ArrayLike | None = None) -> None:
    """Open the window on a network or a document; return when it is closed.

    ``x`` is the input to show, (*input_shape) or a batch (N, *input_shape) of which the first is shown.

    Raises:
        NNVizError: ``x`` doesn't fit the network, there is no display, or this isn't the main thread.
    """
    document = _document(network, x, "Network")
    if threading.current_thread() is not threading.main_thread():
        name = threading.current_thread().name
        raise DisplayError(f"A window opens in the program's main thread alone; this is “{name}”.")
    from nnviz.ui.display import can_open

    if not can_open(sys.platform, os.environ):
        raise DisplayError("There is no display to open a window on; nnviz render draws a picture.")
    from nnviz.ui import app

    app.run(document)


def _document(network: Network | Document, x: npt.ArrayLike | None, title: str) -> Document:
    from nnviz.document import Document, new

    if isinstance(network, Document):
        return network if x is None else new.with_input(network, x)
    return new.from_network(network, x, title)


def __getattr__(name: str) -> Any:
    if name in _LAZY:
        return getattr(import_module(_LAZY[name]), name)
    if name == "__version__":
        from importlib import metadata

        try:
            return metadata.version("nnviz")
        except metadata.PackageNotFoundError:
            return "unknown"
    raise AttributeError(f"module 'nnviz' has no attribute {name!r}")
