"""What a card can be exchanged for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QMenu, QWidget

from nnviz.document.lab import MOST_COMPARED, STARTS, Lab, LabView
from nnviz.engine import ActivationFunction
from nnviz.scene.lab.functions import cards
from nnviz.scene.lab.gradients import words
from nnviz.scene.words import names
from nnviz.ui.lab.editor import LabEditor
from nnviz.ui.plain import button_text
from nnviz.ui.widgets.menus import new_menu, show_below


def show(editor: LabEditor, card: int, below: QWidget) -> QMenu:
    """The menu of card number ``card``."""
    menu = new_menu(below)
    if editor.view.by_start and editor.view.source == "stack":
        _fill_with_starts(menu, editor, card)
    else:
        _fill_with_functions(menu, editor, card)
    show_below(menu, below)
    return menu


def others(lab: Lab) -> tuple[ActivationFunction, ...]:
    """The functions of the lab's cards, and those without one, that aren't compared yet."""
    every = (*lab.cards, *cards.missing(lab.cards))
    return tuple(function for function in dict.fromkeys(every) if function not in lab.compared)


def _fill_with_functions(menu: QMenu, editor: LabEditor, card: int) -> None:
    lab = editor.lab
    now = names.function(lab.compared[card])

    def put(compared: tuple[ActivationFunction, ...], label: str) -> Callable[[], None]:
        return partial(editor.put, label, compared=compared)

    for function in others(lab):
        changed = (*lab.compared[:card], function, *lab.compared[card + 1 :])
        menu.addAction(
            button_text(names.function_title(function)), put(changed, f"Compare {names.function(function)}")
        )
    menu.addSeparator()
    more = menu.addMenu("Compare one more")
    more.setEnabled(len(lab.compared) < MOST_COMPARED)
    for function in others(lab):
        changed = (*lab.compared, function)
        more.addAction(
            button_text(names.function_title(function)), put(changed, f"Compare {names.function(function)}")
        )
    rest = (*lab.compared[:card], *lab.compared[card + 1 :])
    out = menu.addAction("Take this card out")
    out.setEnabled(bool(rest))
    if rest:
        out.triggered.connect(put(rest, f"Take out {now}"))


def _fill_with_starts(menu: QMenu, editor: LabEditor, card: int) -> None:
    view: LabView = editor.view

    def look(starts: tuple[str, ...]) -> Callable[[], None]:
        return partial(editor.session.set_lab_view, replace(view, starts=starts))

    missing = [start for start in STARTS if start not in view.starts]
    for start in missing:
        changed = (*view.starts[:card], start, *view.starts[card + 1 :])
        menu.addAction(button_text(names.capital(words.STARTS[start])), look(changed))
    menu.addSeparator()
    more = menu.addMenu("Compare one more")
    more.setEnabled(bool(missing))
    for start in missing:
        more.addAction(button_text(names.capital(words.STARTS[start])), look((*view.starts, start)))
    rest = (*view.starts[:card], *view.starts[card + 1 :])
    out = menu.addAction("Take this card out")
    out.setEnabled(bool(rest))
    if rest:
        out.triggered.connect(look(rest))
