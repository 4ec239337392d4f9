"""A lesson on paper: a card a page, with the picture that it sets up."""

from nnviz.ui.handout.book import handout
from nnviz.ui.handout.parts import Wish
from nnviz.ui.handout.pictures import picture

__all__ = ["Wish", "handout", "picture"]
