"""Results as plain values, ready for JSON."""

from __future__ import annotations

import json
import sys
from typing import Any

import numpy as np

from nnviz.document import Document
from nnviz.formats.parts import json_number
from nnviz.plaintext import escaped
from nnviz.scene.words.wholes import wholes


def numbers(array: np.ndarray) -> Any:
    """An array as nested lists. What isn't finite becomes "NaN", "Infinity" or "-Infinity": JSON has no
    number for it, and ``float()`` in Python as ``Number()`` in JavaScript read these words back."""
    if np.isfinite(array).all():
        return array.tolist()
    if array.ndim == 0:
        return json_number(float(array))
    return [numbers(part) for part in array]


def prediction(document: Document, output: np.ndarray) -> dict[str, Any]:
    """What one output (*output_shape) says: the likeliest class, or the value; of maps that share out each
    pixel, all of them. NaN says nothing: its label and index are null."""
    flat = output.ravel()
    shared = wholes(document.network, len(document.network.layers))
    is_of_pixels = shared is not None and shared.count > 1
    if document.task != "classes" or len(flat) < 2 or is_of_pixels:
        return {"value": numbers(flat[0] if len(flat) == 1 else output)}
    if np.isnan(flat).any():
        return {"label": None, "index": None, "probability": "NaN"}
    index = int(flat.argmax())
    label = document.output_names[index] if document.output_names else str(index)
    return {"label": label, "index": index, "probability": numbers(probability(document, flat[index]))}


def probability(document: Document, value: Any) -> Any:
    """The likeliest class's share; of log-softmax its logarithm comes out."""
    activation = document.network.layers[-1].activation
    is_logarithm = activation is not None and activation.name == "log_softmax"
    return np.exp(value) if is_logarithm else value


def write(value: dict[str, Any]) -> None:
    """Print one JSON object; what a terminal would obey in a name is escaped in it."""
    sys.stdout.write(escaped(json.dumps(value, ensure_ascii=False, allow_nan=False)) + "\n")
