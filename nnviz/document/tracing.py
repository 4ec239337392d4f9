"""The forward pass of a document."""

from __future__ import annotations

import numpy as np

from nnviz.document.model import Document
from nnviz.engine import Trace


def trace(document: Document, batch: np.ndarray | None = None) -> Trace:
    """Everything the network computes with the document's overrides, for ``batch`` (N, *input_shape) or, by
    default, for the current input as a batch of one."""
    overrides = {(t.layer, t.unit): (o.kind, o.value) for t, o in document.overrides.items()}
    x = document.input.values[None] if batch is None else batch
    return document.network.trace(x, overrides=overrides or None)  # type: ignore[arg-type]
