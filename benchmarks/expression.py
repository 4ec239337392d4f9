"""What a letter typed into a formula costs: reading it, measuring it, and what is said of it."""

from __future__ import annotations

from time import perf_counter

from nnviz.engine.functions.expression.measured import measured
from nnviz.engine.functions.expression.program import read_once
from nnviz.scene.lab.functions.own import judge

ROUNDS = 15
LONG = (
    "z+" * 499 + "z",
    "z^-z+" * 190 + "z",
    "erf(z)*" * 142 + "z",
    "log(z)+" * 142 + "z",
    "max(z,1)*" * 110 + "z",
    "where(z>0,z,expm1(z))+" * 43 + "z",
)
"""Formulas of 1,000 characters."""
HOSTILE = ("(" * 10_000, "z" * 10_000_000, "9**9**9", "-" * 999 + "z", "(" * 40 + "z+" * 400, "[" * 1000)


def run() -> dict[str, float]:
    """The slowest formula of each kind, in milliseconds; the best of some rounds each."""
    return {
        "expression.judged_ms": round(max(map(milliseconds, LONG)), 3),
        "expression.refused_ms": round(max(map(milliseconds, HOSTILE)), 3),
    }


def milliseconds(text: str) -> float:
    """The best time of judging ``text`` as if nobody had typed it before."""
    times = []
    for _ in range(ROUNDS):
        read_once.cache_clear()
        measured.cache_clear()
        start = perf_counter()
        judge(text)
        times.append(perf_counter() - start)
    return 1000 * min(times)
