"""Finds a short walk that ends as a long one did: fewer steps, the same fault."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tools.monkey.outcome import Outcome
from tools.monkey.walk import Plan

Steps = tuple[tuple[int, int], ...]


def shrink(plan: Plan, found: Outcome, watch: Callable[[Plan], Outcome], tries: int) -> Plan:
    """Leave out steps as long as the fault stays, with at most ``tries`` walks."""
    first = plan.steps[0][0] if plan.steps else 0
    best: Steps = _cut(plan.steps or ((0, found.step + 1),), found.step)
    size = max((found.step - first) // 2, 1)
    while tries > 0:
        for part in _parts(best, size):
            if tries <= 0:
                break
            tries -= 1
            less = _without(best, part)
            if watch(replace(plan, steps=less)).mark == found.mark:
                best = less
        if size == 1:
            break
        size = max(size // 3, 1)
    return replace(plan, steps=best)


def _numbers(steps: Steps) -> list[int]:
    return [number for first, last in steps for number in range(first, last)]


def _cut(steps: Steps, last: int) -> Steps:
    return _ranges([number for number in _numbers(steps) if number <= last])


def _parts(steps: Steps, size: int) -> list[set[int]]:
    """The steps in runs of ``size``, without the last step, in which the fault was seen."""
    numbers = _numbers(steps)[:-1]
    return [set(numbers[i : i + size]) for i in range(0, len(numbers), size)]


def _without(steps: Steps, part: set[int]) -> Steps:
    return _ranges([number for number in _numbers(steps) if number not in part])


def _ranges(numbers: list[int]) -> Steps:
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and found[-1][1] == number:
            found[-1] = (found[-1][0], number + 1)
        else:
            found.append((number, number + 1))
    return tuple(found)
