"""The examples that the document's network was made for, those to learn from among them."""

from __future__ import annotations

from dataclasses import replace

from nnviz.data import Dataset, catalogue
from nnviz.document import Document, examples
from nnviz.errors import InputError, NNVizError

HELD_OUT = 0.2
NONE = "This needs examples: open a network that has some, such as the sample digits."


def same_data(document: Document) -> Dataset:
    """The whole data set where the document says which, with its held-out examples; of examples without any
    to learn from (a document keeps the unseen ones alone) the last fifth is held out anew.

    Raises:
        InputError: there are no examples.
    """
    data = document.data
    if data is None or not len(data):
        raise InputError(NONE)
    if data.held_out == len(data):
        try:
            return examples.fit(document, catalogue.get(data.name))
        except NNVizError:
            return replace(data, held_out=int(HELD_OUT * len(data)))
    return data
