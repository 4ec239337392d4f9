"""The data sets that have a name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from weakref import WeakValueDictionary

import numpy as np

from nnviz.data import bundled, toys
from nnviz.data.dataset import Dataset
from nnviz.engine.names import unknown_name

_TABLE: Mapping[str, Callable[[], Dataset]] = MappingProxyType(
    {
        "outing": toys.outing,
        "xor": toys.xor,
        "iris": bundled.iris,
        "sine": toys.sine,
        "digits": bundled.digits,
        "mnist": bundled.mnist,
    }
)

_HELD: WeakValueDictionary[str, Dataset] = WeakValueDictionary()
_INPUTS: WeakValueDictionary[str, np.ndarray] = WeakValueDictionary()
"""What somebody still has in hand: a set, or its numbers alone, as others' sets look at them."""


def names() -> tuple[str, ...]:
    """The names of all data sets."""
    return tuple(_TABLE)


def get(name: str) -> Dataset:
    """The data set called ``name``, in any case. As long as somebody holds it, or the numbers of its inputs,
    everybody gets the same ones.

    Raises:
        UnknownNameError: there is none; the sentence suggests the nearest.
    """
    key = name.lower()
    if key not in _TABLE:
        raise unknown_name("data set", name, _TABLE)
    data = _HELD.get(key)
    if data is None:
        made = _TABLE[key]()
        data = _HELD[key] = replace(made, inputs=_INPUTS.setdefault(key, made.inputs))
    return data
