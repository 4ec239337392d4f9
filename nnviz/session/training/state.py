"""How a run stands, as one value."""

from __future__ import annotations

from dataclasses import dataclass

from nnviz.document.training import Trouble


@dataclass(frozen=True)
class RunState:
    """What the transport shows.

    ``step`` is where the network stands, ``steps`` how far its run went, ``epoch`` the full epochs behind the
    network, ``total`` the steps that the recipe wants. ``steps_per_second`` is measured, ``pace`` the one
    that was chosen (None: full speed). ``check_every``: steps between two looks at the validation examples.
    ``why_not`` says why nothing can be trained; ``note`` what a person should know of the last that happened.
    """

    is_running: bool = False
    step: int = 0
    steps: int = 0
    epoch: int = 0
    total: int = 0
    steps_per_second: float = 0.0
    pace: float | None = None
    seconds_left: float | None = None
    check_every: int = 1
    trouble: Trouble | None = None
    has_examples: bool = True
    why_not: str | None = None
    note: str = ""
