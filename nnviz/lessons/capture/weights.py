"""Which bundled network a document is, and what was changed of it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from nnviz import formats
from nnviz.document import Document
from nnviz.engine.arrays import Array
from nnviz.errors import NNVizError
from nnviz.lessons import language
from nnviz.lessons.capture.spelled import number

MOST_CHANGES = 12
"""So many changed weights are written one by one; more of them are a network of its own."""
_TOO_MANY = (
    f"# Not kept: more than {MOST_CHANGES} changed numbers of the network. Save it beside the lesson, and",
    "# write network: and its name in place of the sample.",
)


def sample_of(document: Document, opened: str | None = None) -> str | None:
    """The bundled sample whose layers and title these are; its weights may have been changed. ``opened`` is
    the one to be looked at, where it is known; else all of them are."""
    for name in formats.samples() if opened is None else (opened,):
        bundled = formats.open_any(name)[0]
        if bundled.title == document.title and bundled.network.layers == document.network.layers:
            return name
    return None


def changed(document: Document, fresh: Document | None) -> Iterator[str]:
    """What differs from the bundled network that is named, as it opens."""
    if fresh is None:
        return
    bundled = fresh.network.parameters()
    found: list[str] = []
    for key, values in document.network.parameters().items():
        differs = np.argwhere(~_equal(values, bundled[key]))
        if len(found) + len(differs) > MOST_CHANGES:
            yield from _TOO_MANY
            return
        for index in differs:
            place = tuple(int(i) for i in index)
            name = _name(document, key, place)
            if name is None:
                yield f"# Not kept: what was changed of layer {key.replace('.', ', its ')}."
                break
            found.append(f"  - {name} = {number(values[place])}")
    if found:
        yield from ("change:", *found)


def _equal(some: Array, other: Array) -> Array:
    return np.asarray((some == other) | (np.isnan(some) & np.isnan(other)))


def _name(document: Document, key: str, index: tuple[int, ...]) -> str | None:
    """What the language calls a weight or a bias; None where it has no name for it."""
    layer, _, kind = key.partition(".")
    shape = document.network.parameters()[key].shape
    if kind == "bias" and len(index) == 1:
        said = f"bias of {layer}:{index[0]}"
    elif kind == "weight" and len(index) == 2:
        said = f"weight {index[0]} of {layer}:{index[1]}"
    elif kind == "weight" and len(index) == 4:
        said = f"weight {np.ravel_multi_index(index[1:], shape[1:])} of {layer}:{index[0]},0,0"
    else:
        return None
    try:
        is_it = language.parameter(language.parse(said), document) == (int(layer), kind, index)
    except NNVizError:
        return None
    return said if is_it else None
