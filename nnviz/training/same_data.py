"""The examples that the document's network was made for, those to learn from among them."""

from __future__ import annotations

from dataclasses import replace

from nnviz.data import Dataset, catalogue
from nnviz.document import Document, examples
from nnviz.errors import InputError

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
