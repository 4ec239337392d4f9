"""A training step as a card opens it up."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from nnviz.document import Document
from nnviz.document.training import StepView
from nnviz.errors import OptionError
from nnviz.lessons.model import Setup
from nnviz.scene.step import blocks
from nnviz.scene.step.subject import Subject
from nnviz.training.opened import opened


def block_end(document: Document, number: int) -> float:
    """The end of a block of the document's training step, counted from 1; 0 is its beginning.

    Raises:
        NNVizError: there is no such block, or no step.
    """
    step = opened(document)
    stretches = blocks.blocks(Subject(step.document, step.step))
    if not 0 <= number <= len(stretches):
        raise OptionError(f"This training step has {len(stretches)} blocks, not {number}.")
    return stretches[number - 1].end if number else 0.0


def step_view(document: Document, found: StepView, setup: Setup) -> StepView:
    """A training step as a card opens it up: at its beginning, at its end, or at the end of one of its
    blocks; with the largest weight of the selected neuron in hand."""
    when = setup.moment
    if when is not None and when.step is None:
        found = replace(found, seconds=np.inf if when.at_end else 0.0)
    elif when is not None:
        found = replace(found, seconds=block_end(document, when.step or 0))
    if setup.select is None or setup.select.layer == 0:
        return found
    layer = document.network.layer(setup.select.layer)
    weights = document.network.layer_parameters(setup.select.layer).get("weight")
    if weights is None or not (layer.fully_connected or layer.has_kernels):
        return found
    unit = document.network.unit_index(setup.select.layer, setup.select.unit)[0]
    own = np.abs(weights[:, unit] if layer.fully_connected else weights[unit])
    place = tuple(int(i) for i in np.unravel_index(int(own.argmax()), own.shape))
    index = (*place, unit) if layer.fully_connected else (unit, *place)
    return replace(found, parameter=(setup.select.layer, "weight", index))
