"""The document: all that a file keeps, as frozen values; edits and history beside it."""

from nnviz.document.model import (
    Camera,
    CurrentInput,
    Document,
    LessonCopy,
    Override,
    Score,
    Target,
    Unit,
    View,
)

__all__ = ["Camera", "CurrentInput", "Document", "LessonCopy", "Override", "Score", "Target", "Unit", "View"]
