"""A sentence of the language, read: a tree of plain values."""

from __future__ import annotations

from dataclasses import dataclass

from nnviz.lessons.language.tree import Kind, Node


@dataclass(frozen=True)
class Expression:
    """One sentence or value; its text can be shown and read again. ``root`` is what it means."""

    text: str
    root: Node

    @property
    def is_condition(self) -> bool:
        """Whether it holds or doesn't; else it has a value."""
        return self.root.kind is Kind.TRUTH
