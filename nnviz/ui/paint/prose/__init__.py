"""A lesson's text, laid out: any painter can draw it, at any size, in any colours. No HTML is made of it."""

from nnviz.lessons.saying import Values, words
from nnviz.ui.paint.prose.laid import Prose
from nnviz.ui.paint.prose.style import Style

__all__ = ["Prose", "Style", "Values", "words"]
