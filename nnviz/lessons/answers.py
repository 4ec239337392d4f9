"""What a person has answered, as plain values that can be kept."""

from __future__ import annotations

from dataclasses import dataclass

from nnviz.document import Target


@dataclass(frozen=True)
class Answer:
    """An answer to one question. ``given`` is an option's number from 0, a number, or a neuron; None where
    the person made it so, or had it revealed. ``is_right`` None: revealed, not answered."""

    given: int | float | Target | None = None
    is_right: bool | None = None
