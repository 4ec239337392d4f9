"""Whether two documents hold the same, value for value: what was put back where it came from is no edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass

import numpy as np

from nnviz.document.lab import Lab
from nnviz.document.model import CurrentInput, Document
from nnviz.document.sandbox import Sandbox
from nnviz.engine import Network

_ASIDE = frozenset({"view", "data", "sandbox", "lab", "input", "training"})
"""A view is no edit; data and training are only ever replaced as a whole; no sandbox, or no lab, is one that
nobody has changed."""


def same(some: Document, other: Document) -> bool:
    """Whether ``other``, made from ``some``, differs in nothing but the view. Shared arrays cost nothing."""
    return (
        some.data is other.data
        and some.training is other.training
        # "Back to the trained weights" brings back more than their values: the score holds again.
        and (some.shows_trained_weights() or not other.shows_trained_weights())
        and _is_same_input(some.input, other.input)
        and _equal(some.sandbox or Sandbox(), other.sandbox or Sandbox())
        and _equal(some.lab or Lab(), other.lab or Lab())
        and all(
            _equal(getattr(some, field.name), getattr(other, field.name))
            for field in fields(some)
            if field.name not in _ASIDE
        )
    )


def _is_same_input(some: CurrentInput, other: CurrentInput) -> bool:
    """A value that was typed over and put back is what it came from: a sample, a drawing."""
    if other.origin == "typed":
        return _equal(some.values, other.values) and _equal(some.others, other.others)
    return _equal(some, other)


def _equal(some: object, other: object) -> bool:
    if some is other:
        return True
    if type(some) is not type(other):
        return False
    if isinstance(some, np.ndarray) and isinstance(other, np.ndarray):
        return some.dtype == other.dtype and some.shape == other.shape and some.tobytes() == other.tobytes()
    if isinstance(some, Network) and isinstance(other, Network):
        return some.layers == other.layers and _equal(some.parameters(), other.parameters())
    if isinstance(some, Mapping) and isinstance(other, Mapping):
        return some.keys() == other.keys() and all(_equal(value, other[key]) for key, value in some.items())
    if isinstance(some, tuple) and isinstance(other, tuple):
        return len(some) == len(other) and all(map(_equal, some, other))
    if is_dataclass(some):
        return all(_equal(getattr(some, field.name), getattr(other, field.name)) for field in fields(some))
    return some == other
