"""What the parts of the build page share: the draft worked out, its values, and the edits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, Signal, SignalInstance

from nnviz.document import Document, folding, structure
from nnviz.document.plan import DraftPlan, plan
from nnviz.document.planned import PlannedLayer
from nnviz.engine import Network, Trace
from nnviz.engine.arrays import Array
from nnviz.errors import NNVizError
from nnviz.scene.words import names
from nnviz.session import Session
from nnviz.ui.guard import Guarded


class DraftEditor(Guarded, QObject):
    """Derived values, kept while what they come from stays; and the gestures' one way to the session."""

    refused = Signal(str)
    """The list can't be changed so: the reason; empty when an edit went well."""
    option_refused = Signal(str)
    """The chosen layer can't have this option: the reason, said beside it; empty when an edit went well."""
    edited = Signal()
    """The list is another one: who shows it arranges it now, before anything asks where a row stands."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._state = session.state
        self._plan: DraftPlan | None = None
        self._planned: tuple[object, ...] = ()
        self._trace: Trace | None = None
        self._traced: tuple[object, ...] = ()

    def follow(self) -> None:
        """Show the session as it is now. Whoever paints rows arranges them in the same breath."""
        self._state = self.session.state

    @property
    def document(self) -> Document:
        """The document that is shown."""
        return self._state.document

    @property
    def plan(self) -> DraftPlan:
        """The draft, worked out."""
        document = self.document
        key = (document.network, document.draft, document.trained)
        if self._plan is None or not _same(key, self._planned):
            self._plan, self._planned = plan(document), key
        return self._plan

    @property
    def trace(self) -> Trace | None:
        """What the layers up to the first mismatch compute; None where the first one doesn't fit."""
        document, network = self.document, self.plan.network
        if network is document.network:
            return self._state.trace
        if network is None:
            return None
        key = (network, document.input)
        if self._trace is None or not _same(key, self._traced):
            batch = [values[None] for values in _inputs(document, network)]
            self._trace = network.trace(batch if len(batch) > 1 else batch[0])
            self._traced = key
        return self._trace

    def values(self, number: int) -> Array | None:
        """What a row gives for the current input; None past the mismatch."""
        if number == 0:
            return self.document.input.values
        trace = self.trace
        if trace is None or not self.plan.lines[number - 1].is_real:
            return None
        return trace[number].a[0]  # type: ignore[no-any-return]

    @property
    def chosen(self) -> int:
        """The number of the chosen row; 0 is the input, or a row that is gone."""
        row = self.session.view.row
        return next((line.number for line in self.plan.lines if line.row.id == row), 0)

    def choose(self, number: int) -> None:
        """Choose a row by its number, the nearest one where it is out of range."""
        lines = self.plan.lines
        number = min(max(number, 0), len(lines))
        self.session.choose_row(lines[number - 1].row.id if number else 0)

    def line(self, number: int) -> PlannedLayer:
        """One row, worked out; from 1."""
        return self.plan.lines[number - 1]

    # edits

    def add(self, kind: str, at: int) -> bool:
        """Add a layer as number ``at`` and choose it."""
        return self._edit(structure.add_layer, kind, at, label=f"Add {kind}", then=at)

    def remove(self, number: int) -> bool:
        """Take a layer out and choose the one that takes its place."""
        if not number:
            return False
        label = f"Remove {names.kind(self.line(number).layer)}"
        then = min(number, len(self.plan.lines) - 1)
        return self._edit(structure.remove_layer, number, label=label, then=then)

    def move(self, number: int, to: int) -> bool:
        """Give a layer another place; it stays chosen."""
        if not number or not 1 <= to <= len(self.plan.lines):
            return False
        label = f"Move {names.kind(self.line(number).layer)}"
        return self._edit(structure.move_layer, number, to, label=label, then=to)

    def duplicate(self, number: int) -> bool:
        """Put a copy after a layer and choose it."""
        if not number:
            return False
        label = f"Duplicate {names.kind(self.line(number).layer)}"
        return self._edit(structure.duplicate_layer, number, label=label, then=number + 1)

    def set_options(
        self, number: int, options: Mapping[str, Any], merge: object | None = None, label: str = ""
    ) -> bool:
        """Change a layer's options."""
        label = label or f"Change {names.kind(self.line(number).layer)}"
        refused = self.option_refused
        return self._edit(structure.set_options, number, options, label=label, merge=merge, refused=refused)

    def foldable(self, number: int) -> int | None:
        """The dense layer that can take the scaling layer ``number`` in; None where there is none."""
        is_fitting = self.plan.mismatch is None and number > 0
        return folding.partner(self.document.network, number) if is_fitting else None

    def fold(self, number: int) -> bool:
        """Work a scaling layer into the dense layer beside it."""
        label = f"Fold {names.kind(self.line(number).layer)}"
        return self._edit(folding.fold_scaling, number, label=label, then=max(number - 1, 1))

    def fix(self) -> bool:
        """Mend the first thing that doesn't fit."""
        found = self.plan.problem
        return found is not None and self._edit(structure.insert_fix, label=found.fix.text)

    def reset(self) -> bool:
        """Start all weights again from the seed."""
        return self._edit(structure.reset_weights, label="Reset all weights")

    def _edit(
        self,
        edit: Callable[..., Document],
        *args: object,
        label: str,
        merge: object | None = None,
        then: int | None = None,
        refused: SignalInstance | None = None,
    ) -> bool:
        try:
            self.session.apply(edit, *args, label=label, merge=merge)
        except NNVizError as problem:
            (refused or self.refused).emit(str(problem))
            return False
        self.follow()
        self.edited.emit()
        if then is not None:
            self.choose(then)
        self.refused.emit("")
        self.option_refused.emit("")
        return True


def _inputs(document: Document, network: Network) -> list[Array]:
    """What ``network``, which is on the way to fit, takes: the document's inputs where their sizes are the
    same, zeros where there is none of that size."""
    known = dict(enumerate(document.inputs()))
    sizes = [network.shapes[number] for number in network.input_layers]
    zeros = [np.zeros(size, np.float32) for size in sizes]
    return [known[i] if i in known and known[i].shape == none.shape else none for i, none in enumerate(zeros)]


def _same(key: tuple[object, ...], other: tuple[object, ...]) -> bool:
    return len(key) == len(other) and all(a is b for a, b in zip(key, other, strict=True))
