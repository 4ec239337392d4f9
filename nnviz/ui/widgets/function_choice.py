"""What a chooser of activation functions chooses for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from nnviz.engine import ActivationFunction


@dataclass(frozen=True)
class FunctionChoice:
    """A layer's function, and what to do with another one.

    ``now()`` is the function that the layer has. ``put(function, label, merge)`` gives it another: one undo
    step called ``label``, or one with all of the same ``merge``. ``hold`` and ``release`` say that a hand
    took hold of a parameter, and that it let go. ``own()`` are functions of the person's own, to be chosen
    beside those that have a name.
    """

    now: Callable[[], ActivationFunction]
    put: Callable[[ActivationFunction, str, object | None], object]
    hold: Callable[[], None]
    release: Callable[[], None]
    own: Callable[[], tuple[ActivationFunction, ...]] = field(default=tuple)
