"""The menus of the functions' part: what can be done with a card, and which neuron to pick."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtWidgets import QMenu, QWidget

from nnviz.document import Target, edits
from nnviz.scene.lab.functions import applied, cards
from nnviz.scene.words import names
from nnviz.scene.words.numbers import number
from nnviz.session import Session
from nnviz.ui.plain import button_text, menu_text
from nnviz.ui.widgets.menus import new_menu, show_above, show_below
from nnviz.ui.window.pages import RUN

if TYPE_CHECKING:
    from nnviz.ui.lab.functions.part import FunctionsPart

MOST_UNITS = 32
"""Neurons of a layer in a menu; the others are picked where they are drawn."""
GAP = 6
"""Pixels between a menu and its button."""


def show_card(part: FunctionsPart, card: int, below: QWidget) -> QMenu:
    """What can be done with card number ``card``."""
    editor, session = part.editor, part.editor.session
    lab, document = editor.lab, session.document
    function = lab.cards[card]
    menu = new_menu(part)
    for layer in applied.layers_that_take(document):
        words = f"Use in {names.numbered_layer(document, layer)}"
        label = f"Use {names.function(function)} in layer {layer}"
        put = partial(session.apply, edits.set_activation, layer, function, label=label)
        action = menu.addAction(button_text(words), put)
        action.setEnabled(document.network.layer(layer).activation != function)
    if function.written:
        menu.addSeparator()
        menu.addAction("Change its formula", partial(part.edit_own, card))
    menu.addSeparator()
    for words, to in (("Move to the left", card - 1), ("Move to the right", card + 1)):
        move = partial(part.put, cards.brought(lab, card, to), "Move a card") if to >= 0 else None
        action = menu.addAction(words)
        action.setEnabled(move is not None and to < len(lab.cards))
        if move is not None:
            action.triggered.connect(lambda _=False, move=move: move())
    take = menu.addAction("Take this card out")
    take.setEnabled(len(lab.cards) > 1)
    take.triggered.connect(lambda: part.put(cards.without(lab, card), f"Take out {names.function(function)}"))
    show_below(menu, below)
    return menu


def show_neurons(session: Session, above: QWidget) -> QMenu:
    """The neurons that have a z, layer by layer."""
    menu = new_menu(above)
    document, trace = session.document, session.trace
    for layer in applied.layers_that_take(document):
        units = menu.addMenu(menu_text(names.layer(document, layer)))
        z = np.asarray(trace[layer].z[0])
        for unit in _units(z):
            target = Target(layer, unit)
            words = f"{names.unit(document, layer, unit)}   z = {number(float(z[unit]), 3)}"
            units.addAction(button_text(words), partial(session.select, target))
        if z.size > MOST_UNITS or z.ndim > 1:
            units.addSeparator()
            units.addAction("Choose one on the Run page", partial(session.set_page, RUN))
    if menu.isEmpty():
        menu.addAction("No layer of this network has a function").setEnabled(False)
    show_above(menu, above, GAP)
    return menu


def _units(z: np.ndarray) -> list:  # type: ignore[type-arg]
    """The first neurons of a layer, or of each map the cell with the largest z."""
    if z.ndim == 1:
        return list(range(min(len(z), MOST_UNITS)))
    found = []
    for channel in range(min(len(z), MOST_UNITS)):
        row, column = np.unravel_index(int(z[channel].argmax()), z[channel].shape)
        found.append((channel, int(row), int(column)))
    return found
