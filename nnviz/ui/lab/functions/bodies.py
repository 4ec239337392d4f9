"""What may stand in the large cards' place: the table, and what the functions' networks learned."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from nnviz.document import Document
from nnviz.document.lab import Lab, LabView
from nnviz.scene.lab.functions import table
from nnviz.ui.lab.choices import ChoicesView
from nnviz.ui.lab.functions.costs import Costs
from nnviz.ui.lab.functions.table import TableView
from nnviz.ui.widgets.part import Part
from nnviz.ui.window.background import Background


class Bodies(QObject):
    """Each is made when it is wanted for the first time. ``came``: a cost was measured."""

    chosen = Signal(object)
    """A row of the table was pressed: its function."""

    def __init__(self, background: Background, owner: Part, came: Callable[[], None]) -> None:
        super().__init__(owner)
        self._background, self._owner, self._came = background, owner, came
        self.table: TableView | None = None
        self.learned: ChoicesView | None = None
        self.order = ""
        self.costs = Costs(background.worker, came)

    @property
    def made(self) -> list[Part]:
        """Those that there are."""
        return [body for body in (self.table, self.learned) if body is not None]

    def show_bodies(self, document: Document, lab: Lab, view: LabView) -> None:
        """Show the one that is looked at, and hide the other."""
        if view.table:
            self._show_table(lab)
        elif view.learned:
            self._show_learned(document, lab)
        for body, is_shown in ((self.table, view.table), (self.learned, view.learned and not view.table)):
            if body is not None:
                body.setVisible(is_shown)

    def _show_table(self, lab: Lab) -> None:
        if self.table is None:
            self.table = TableView(self._owner)
            self.table.chosen.connect(self.chosen)
            self.table.order_wanted.connect(self._sort)
            self._dress(self.table)
        rows = table.rows(lab.cards, self.costs.found, self.order)
        self.costs.want(tuple(row.function for row in rows))
        self.table.show_rows(rows, self.order)

    def _show_learned(self, document: Document, lab: Lab) -> None:
        if self.learned is None:
            self.learned = ChoicesView(self._background, self._owner)
            self._dress(self.learned)
        self.learned.show_document(document, lab.compared)

    def _dress(self, body: Part) -> None:
        body.set_look(self._owner.look)
        self._owner.place()

    def _sort(self, order: str) -> None:
        self.order = order
        self._came()
