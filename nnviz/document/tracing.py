"""The forward pass of a document."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from nnviz.document.model import Document
from nnviz.engine import Trace


def trace(document: Document, batch: Sequence[np.ndarray] | None = None) -> Trace:
    """Everything the network computes with the document's overrides, for ``batch`` (one array a network
    input, each with the batch first) or, by default, for the current input as a batch of one."""
    overrides = {(t.layer, t.unit): (o.kind, o.value) for t, o in document.overrides.items()}
    batch = [values[None] for values in document.inputs()] if batch is None else list(batch)
    x = batch if len(batch) > 1 else batch[0]
    return document.network.trace(x, overrides=overrides or None)  # type: ignore[arg-type]


def predict(document: Document, batch: np.ndarray) -> np.ndarray:
    """The network's output for ``batch`` (N, *input_shape), further inputs being as they are now."""
    further = [np.repeat(values[None], len(batch), axis=0) for values in document.inputs()[1:]]
    return document.network.predict([batch, *further] if further else batch)
