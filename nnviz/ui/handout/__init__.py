"""A lesson on paper: a card a page, with the picture that it sets up."""

from nnviz.ui.handout.book import Wish, handout

__all__ = ["Wish", "handout"]
