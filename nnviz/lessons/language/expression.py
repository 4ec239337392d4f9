"""A sentence of the language, read: a tree of plain values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Expression:
    """One sentence or value; its text can be shown and read again."""

    text: str
