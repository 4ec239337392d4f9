"""The document: all that a file keeps, as frozen values; edits and history beside it."""

from nnviz.document.model import (
    Camera,
    CurrentInput,
    Document,
    Override,
    Score,
    Target,
    Unit,
    View,
)

__all__ = ["Camera", "CurrentInput", "Document", "Override", "Score", "Target", "Unit", "View"]
