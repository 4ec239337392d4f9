"""The data sets that have a name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

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


def names() -> tuple[str, ...]:
    """The names of all data sets."""
    return tuple(_TABLE)


def get(name: str) -> Dataset:
    """The data set called ``name``, in any case.

    Raises:
        UnknownNameError: there is none; the sentence suggests the nearest.
    """
    if name.lower() not in _TABLE:
        raise unknown_name("data set", name, _TABLE)
    return _TABLE[name.lower()]()
