"""The lab's first part: functions of one z side by side, one z for all of them."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from nnviz.document import edits
from nnviz.document.lab import LARGEST_Z, Lab
from nnviz.engine import ActivationFunction
from nnviz.errors import NNVizError
from nnviz.scene.lab.functions import applied, cards
from nnviz.scene.lab.functions.cards import SHOWN
from nnviz.scene.lab.functions.chart import span_of
from nnviz.scene.lab.functions.neuron import Chosen, chosen, z_of
from nnviz.scene.lab.functions.own import Judged
from nnviz.scene.words import names
from nnviz.session import Change
from nnviz.ui.lab.editor import LabEditor
from nnviz.ui.lab.functions import menus
from nnviz.ui.lab.functions.bodies import Bodies
from nnviz.ui.lab.functions.card import CardView, Shown
from nnviz.ui.lab.functions.over_data import OverData
from nnviz.ui.lab.functions.own_field import OwnHint
from nnviz.ui.lab.functions.places import Places
from nnviz.ui.lab.functions.strip import Strip
from nnviz.ui.lab.functions.zbar import ZBar
from nnviz.ui.lab.parts import LabPart
from nnviz.ui.widgets.function_choice import FunctionChoice
from nnviz.ui.window import dialogs
from nnviz.ui.window.pages import Host


class FunctionsPart(LabPart):
    """Six cards, the others in a strip, and the bar with z."""

    def __init__(self, host: Host, editor: LabEditor, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self.editor = host.session, editor
        self.setAccessibleName("Functions")
        self.cards: list[CardView] = []
        self.strip = Strip(self)
        self.bar = ZBar(self)
        self.hint = OwnHint(self)
        self.edited: int | None = None
        self.bodies = Bodies(host.background, self, self._show)
        self.bodies.chosen.connect(self.show_function)
        self.data = OverData(host.background.worker, self._show)
        self._z, self._neuron = 0.0, chosen(host.session.document, host.session.trace, None)
        self._span, self._is_pulled = 5.0, False
        self._connect()

    def _connect(self) -> None:
        editor, bar, strip = self.editor, self.bar, self.strip
        bar.moved.connect(self.move_z)
        bar.slider.held.connect(self._take)
        bar.slider.released.connect(self._let_go)
        bar.hold_wanted.connect(self.hold_there)
        bar.own_wanted.connect(self.back_to_own)
        bar.pick_wanted.connect(lambda: menus.show_neurons(self._session, self.bar.pick))
        bar.source_chosen.connect(lambda source: editor.look(histogram=source))
        strip.brought.connect(self.bring)
        strip.added.connect(self.add)
        strip.own.taken.connect(self.take_own)
        strip.own.judged.connect(self._say_of_own)
        strip.reset_wanted.connect(lambda: self.put(Lab(), "Back to the first cards"))
        strip.table_wanted.connect(lambda wanted: editor.look(table=wanted, learned=False))
        strip.learned_wanted.connect(lambda wanted: editor.look(table=False, learned=wanted))

    def first_control(self) -> QWidget:
        """What has the keyboard when the part is visited."""
        return self.bar.slider

    def tab_parts(self) -> list[QWidget]:
        """Card by card, then the strip and the bar."""
        return [*self.cards, *self.bodies.made, self.strip, self.bar]

    def heading(self) -> str:
        """The page's title."""
        return "One z, every answer"

    # what is shown

    def refresh(self, change: Change) -> None:
        """Show what is new."""
        self._choose()
        if not self._is_pulled:
            self._span = span_of(self._z)
        if change & ~Change.LAB or not self._is_z_alone():
            self._show()
        else:
            self._show_z()

    def _choose(self) -> None:
        """The neuron of the document as it is now: a new size, or an answer of the worker, may come between a
        document and its refresh."""
        session = self._session
        self._neuron = chosen(session.document, session.trace, session.view.selection)
        self._z = z_of(session.view, self._neuron)

    def _is_z_alone(self) -> bool:
        """Whether nothing is new but z: the cards' curves, the strip and the data stay."""
        key = (self.editor.lab, replace(self.editor.view, z=None), self._span)
        is_same, self._seen = key == self._seen, key
        return is_same

    _seen: tuple[object, ...] = ()

    def set_look(self, look) -> None:  # type: ignore[no-untyped-def]
        super().set_look(look)
        self._show()

    def parts(self) -> list[QWidget]:
        """Cards, strip and bar."""
        return [*self.cards, *self.bodies.made, self.strip, self.bar, self.hint]

    def _show(self) -> None:
        self._choose()
        lab, view = self.editor.lab, self.editor.view
        document = self._session.document
        self.data.want(document, self._neuron, view.histogram)
        self._show_cards(lab)
        self.bodies.show_bodies(self._session.document, lab, view)
        shown = "table" if view.table else "learned" if view.learned else ""
        self.strip.show_cards(lab.cards, SHOWN, cards.missing(lab.cards), shown)
        self._show_bar()

    def _show_z(self) -> None:
        """Only z has moved."""
        for card in self.cards:
            if card.isVisible():
                card.show_z(self._z)
        self._show_bar()

    def _show_bar(self) -> None:
        reason = self.data.reason(self._session.document, self._neuron)
        source, caption = self.editor.view.histogram, self.data.caption(self._span)
        self.bar.show_z(self._z, self._span, self._neuron, source, reason, caption)

    def _show_cards(self, lab: Lab) -> None:
        large = lab.cards[:SHOWN]
        while len(self.cards) < len(large):
            self.cards.append(self._new_card(len(self.cards)))
            self.place()
        document = self._session.document
        for place, card in enumerate(self.cards):
            is_there = place < len(large)
            view = self.editor.view
            card.setVisible(is_there and not (view.table or view.learned))
            if not is_there:
                continue
            function = large[place]
            heights, told = self.data.under(function, self._span)
            used = applied.used(document, function)
            shown = Shown(function, self._z, self._span, used, heights, told)
            card.show_card(shown, self._choice(place))
        if self._count != len(large):
            self._count = len(large)
            self.place()

    _count = 0

    def _new_card(self, place: int) -> CardView:
        card = CardView(self)
        card.set_look(self.look)
        card.pulled.connect(self.move_z)
        card.held.connect(self._take)
        card.released.connect(self._let_go)
        card.menu_wanted.connect(partial(menus.show_card, self, place, card.more))
        card.carried.connect(partial(self._carry, place))
        return card

    def _choice(self, card: int) -> FunctionChoice:
        """What a card's parameters act on: the card, and the layers that compute with its function."""

        def put(function: ActivationFunction, label: str, merge: object | None) -> None:
            self._session.apply(applied.change_card, card, function, label=label, merge=merge)

        return FunctionChoice(
            lambda: self.editor.lab.cards[card], put, self._session.hold, self._session.release
        )

    def place(self) -> None:
        """Cards, strip and bar find their places."""
        at = Places(self.width(), self.height(), self.look)
        for number, card in enumerate(self.cards):
            card.setGeometry(at.card(number, min(len(self.editor.lab.cards), SHOWN)))
        for body in self.bodies.made:
            body.setGeometry(at.body)
        self.strip.setGeometry(at.strip)
        self.bar.setGeometry(at.bar)
        field = self.strip.own.geometry().translated(self.strip.pos())
        self.hint.setGeometry(at.hint(field, self.hint.height_wanted()))
        self.hint.raise_()

    # what a person does

    def move_z(self, z: float) -> None:
        """The one z is here now."""
        if math.isfinite(z):
            self.editor.look(z=min(max(z, -LARGEST_Z), LARGEST_Z))

    def hold_there(self) -> None:
        """The chosen neuron's z is held at what the lab shows."""
        neuron: Chosen | None = self._neuron
        if neuron is not None:
            self._session.apply(edits.set_override, neuron.target, "z", self._z, label="Hold z")
            self.editor.look(z=None)

    def back_to_own(self) -> None:
        """Show the neuron's own z; where it is what is held, release it."""
        neuron = self._neuron
        if self.editor.view.z is None and neuron is not None and neuron.is_held:
            self._session.apply(edits.clear_override, neuron.target, label="Release z")
        self.editor.look(z=None)

    def edit_own(self, card: int) -> None:
        """Take the formula of a card into the field: Enter gives the card the changed one."""
        function = self.editor.lab.cards[card]
        self.edited = card
        self.strip.own.setText(function.written)
        self.strip.own.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_own(self, function: ActivationFunction) -> None:
        """A function of one's own becomes a card, or another formula of the card that is edited."""
        card, self.edited = self.edited, None
        if card is not None and card < len(self.editor.lab.cards):
            label = f"Change {names.function(self.editor.lab.cards[card])}"
            self._session.apply(applied.change_card, card, function, label=label)
        else:
            self.add(function)
        self.strip.own.clear()
        self.editor.look(table=False, learned=False)
        # The card that was made has the keyboard now, where it stands among the large ones.
        made = self.editor.lab.cards.index(function) if function in self.editor.lab.cards else SHOWN
        if made < len(self.cards):
            self.cards[made].setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_of_own(self, found: Judged | None) -> None:
        if not self.strip.own.text():
            self.edited = None
        does = "Enter makes it a card." if self.edited is None else "Enter changes the card."
        self.hint.show_judged(found, does)
        self.place()

    def add(self, function: ActivationFunction) -> None:
        """One more card."""
        try:
            self.put(cards.added(self.editor.lab, function), f"Add {names.function(function)}")
        except NNVizError as error:
            dialogs.show_error(self, "This is not possible", error)

    def show_function(self, function: ActivationFunction) -> None:
        """Leave the table for a function's card, among the large ones."""
        self.editor.look(table=False, learned=False)
        if function not in self.editor.lab.cards[:SHOWN]:
            self.put(cards.added(self.editor.lab, function), f"Show {names.function(function)}")

    def bring(self, card: int) -> None:
        """A card of the strip changes places with the last large one."""
        self.put(cards.swapped(self.editor.lab, card, SHOWN - 1), "Show a card")

    def put(self, lab: Lab, label: str) -> None:
        """Lay out other cards."""
        self.editor.put(label, cards=lab.cards)

    def _take(self) -> None:
        self._is_pulled = True

    def _let_go(self) -> None:
        self._is_pulled = False
        self._span = span_of(self._z)
        self._show()

    def _carry(self, card: int, where: QPoint | None) -> None:
        """A card is dragged by its head: where it is let go, it stands."""
        if where is not None:
            self._carried_to = where
            return
        to, self._carried_to = self._carried_to, None
        if to is None:
            return
        at = self.mapFromGlobal(to)
        for place, other in enumerate(self.cards):
            if other.isVisible() and other.geometry().contains(at) and place != card:
                self.put(cards.brought(self.editor.lab, card, place), "Move a card")

    _carried_to: QPoint | None = None
