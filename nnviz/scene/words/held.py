"""What is said of a value that is held by hand, in the same words everywhere."""

from __future__ import annotations

from nnviz.engine import Explanation
from nnviz.scene.words.numbers import number

RELEASE = "Release"
"""The one word that lets go, wherever something is held."""


def held_at(explanation: Explanation, decimals: int = 2) -> str:
    """``! z held at 2.50, not 5.47``; empty where nothing is held."""
    if explanation.overridden == "a":
        return f"! y held at {number(explanation.a, decimals)}"
    if explanation.overridden == "z":
        z, natural = number(explanation.z, decimals), number(explanation.natural_z, decimals)
        return f"! z held at {z}, not {natural}"
    return ""
