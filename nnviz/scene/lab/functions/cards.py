"""Which functions stand as cards, and the order in which they stand."""

from __future__ import annotations

from dataclasses import replace

from nnviz.document.lab import MOST_CARDS, Lab
from nnviz.engine import ActivationFunction
from nnviz.engine.functions import activations
from nnviz.errors import OptionError

SHOWN = 6
"""Cards that stand at once; the others wait in a strip."""

Cards = tuple[ActivationFunction, ...]


def missing(cards: Cards) -> Cards:
    """The functions of one z that have no card yet, in teaching order."""
    there = {card.name for card in cards}
    every = (activations.get(name) for name in activations.names())
    return tuple(function for function in every if function.elementwise and function.name not in there)


def added(lab: Lab, function: ActivationFunction, place: int = SHOWN - 1) -> Lab:
    """One more card, at ``place``, where it is seen.

    Raises:
        OptionError: there are as many as there can be.
    """
    if function in lab.cards:
        return brought(lab, lab.cards.index(function), place)
    if len(lab.cards) >= MOST_CARDS:
        raise OptionError(f"There are {MOST_CARDS} cards already; take one out first.")
    return replace(lab, cards=(*lab.cards[:place], function, *lab.cards[place:]))


def brought(lab: Lab, card: int, place: int) -> Lab:
    """Card number ``card`` stands at ``place``, the others move on."""
    rest = (*lab.cards[:card], *lab.cards[card + 1 :])
    place = min(max(place, 0), len(rest))
    return replace(lab, cards=(*rest[:place], lab.cards[card], *rest[place:]))


def swapped(lab: Lab, card: int, other: int) -> Lab:
    """Two cards change places: one comes from the strip, another goes there."""
    cards = list(lab.cards)
    cards[card], cards[other] = cards[other], cards[card]
    return replace(lab, cards=tuple(cards))


def without(lab: Lab, card: int) -> Lab:
    """One card less.

    Raises:
        OptionError: it is the last one.
    """
    if len(lab.cards) == 1:
        raise OptionError("The lab keeps one card at least.")
    return replace(lab, cards=(*lab.cards[:card], *lab.cards[card + 1 :]))


def changed(lab: Lab, card: int, function: ActivationFunction) -> Lab:
    """The same card with another parameter."""
    return replace(lab, cards=(*lab.cards[:card], function, *lab.cards[card + 1 :]))
