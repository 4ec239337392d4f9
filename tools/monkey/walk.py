"""The walk itself, in a process of its own that may die of it."""

from __future__ import annotations

import faulthandler
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random

from tools.monkey import virtual_time

JOURNAL, TRACE, RESULT = "walk.log", "trace.log", "result.json"
"""Files of a walk's folder: every event before it happens, Python's frames at a death, how it ended."""
FRAME = 16


@dataclass(frozen=True)
class Plan:
    """A walk that can be repeated: the same plan gives the same events."""

    network: str
    seed: int
    events: int
    steps: tuple[tuple[int, int], ...] = ()
    """The steps to take, as (first, one after the last); none: all, from 0."""
    keeps_going: bool = False
    """Whether to go on after a fault, and collect them all."""

    def numbers(self) -> Iterator[int]:
        """The numbers of the steps."""
        for first, last in self.steps or ((0, 10**9),):
            yield from range(first, last)


@dataclass
class Result:
    """How a walk ended."""

    events: int = 0
    step: int = 0
    faults: tuple[str, ...] = ()


def run(plan: Plan, folder: Path) -> int:
    """Walk; files and journal lie in ``folder``. Returns the exit status: 0 without faults, else 3."""
    faulthandler.enable((folder / TRACE).open("w"))
    virtual_time.install()
    from tools.monkey.driver import Driver

    driver = Driver(plan, folder)
    result = driver.walk()
    (folder / RESULT).write_text(json.dumps(asdict(result)))
    if result.faults:
        # Whatever is broken now needn't be taken down in order.
        sys.stdout.flush()
        os._exit(3)
    driver.close()
    return 0


def chances(seed: int, step: int) -> Random:
    """A step's own chances, whatever steps came before."""
    return Random(f"{seed}/{step}")
