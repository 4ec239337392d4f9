"""The examples that the document's network was made for, those to learn from among them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from nnviz.data import Dataset, catalogue
from nnviz.document import Document, examples
from nnviz.errors import InputError, NNVizError
from nnviz.training.plan import plan

NONE = "There are no examples here: open a network that has some, such as the sample digits."


def same_data(document: Document) -> Dataset:
    """The document's examples in the shape that its network takes. A document keeps the unseen ones alone;
    where their name is that of a bundled set, this is the whole set, else none of them counts as held out.

    Raises:
        InputError: there are no examples, or they don't fit the network.
    """
    data = document.data
    if data is None or not len(data):
        raise InputError(NONE)
    if data.held_out == len(data):
        known = data.name in catalogue.names()
        data = catalogue.get(data.name) if known else replace(data, held_out=0)
    return examples.fit(document, data)


def to_learn_from(document: Document) -> tuple[np.ndarray, np.ndarray, str, str]:
    """(inputs, targets, name of the loss, name of the data): what training would learn from, scaled as it
    scales them.

    Raises:
        NNVizError: there are no examples.
    """
    try:
        data = same_data(document)
        made = plan(document, data)
    except NNVizError:
        if document.data is None or not len(document.data):
            raise
        # The open network can't learn from them, but another one, with an output of its own, may.
        few = document.data
        return few.inputs, few.targets, "squared_error", few.name
    return made.parts.inputs, made.parts.targets, made.recipe.loss.name, data.name
