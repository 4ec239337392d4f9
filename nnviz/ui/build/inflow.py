"""Which values each row shows, and on which scale."""

from __future__ import annotations

import numpy as np

from nnviz.engine.arrays import Array
from nnviz.scene.words import names
from nnviz.scene.words.pictures import picture_shape
from nnviz.ui.build.cells import MOST_DISCS, Inflow
from nnviz.ui.build.draft_editor import DraftEditor


def inflow(editor: DraftEditor, number: int) -> Inflow | None:
    """What row ``number`` shows; None where not even its shape is known."""
    if number == 0:
        return _input(editor)
    line = editor.line(number)
    if line.shape is None:
        return None
    values = editor.values(number)
    labels: tuple[str, ...] = ()
    if number == len(editor.plan.lines) and len(line.shape) == 1 and line.shape[0] <= MOST_DISCS:
        labels = tuple(names.output(editor.document, i) for i in range(line.shape[0]))
    if values is None:
        return Inflow(line.shape, None, names=labels)
    # What is passed on has the colours of the layer that computed it.
    source = number
    while source and editor.line(source).layer.keeps_range:
        source = editor.line(source).sources[0]
    measured = editor.values(source)
    assert measured is not None, "what feeds a row that runs runs too"
    return Inflow(line.shape, values, _largest(measured), bool((measured < 0).any()), labels)


def _input(editor: DraftEditor) -> Inflow:
    document = editor.document
    values = document.input.values
    shape = picture_shape(document)
    if shape is None:
        return Inflow(values.shape, values, _largest(values), bool((values < 0).any()))
    # Pixels are shares of white: a dark picture must not be stretched to look bright.
    scale = max(1.0, _largest(values))
    return Inflow(shape, values.reshape(shape), scale, bool((values < 0).any()), is_input=True)


def _largest(values: Array) -> float:
    sizes = np.abs(values)
    return float(sizes[np.isfinite(sizes)].max(initial=0.0)) or 1.0
