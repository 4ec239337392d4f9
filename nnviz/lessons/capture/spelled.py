"""Numbers and neurons as a lesson's text spells them."""

from __future__ import annotations

import numpy as np

from nnviz.document import Target


def unit(target: Target) -> str:
    """``1:5``, or ``1:0,9,12``."""
    own = target.unit
    return f"{target.layer}:{own if isinstance(own, int) else ','.join(map(str, own))}"


def number(value: float | np.floating) -> str:
    """All digits that tell the value from its neighbours."""
    return (repr(value) if type(value) is float else str(value)).removesuffix(".0")


def value(of: object) -> str:
    """A value of any kind that a key takes."""
    if isinstance(of, bool):
        return "yes" if of else "no"
    if of == "":
        return "none"
    return number(of) if isinstance(of, float) else str(of)
