"""How the parts of the lab change what is laid out there, and what is looked at."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from nnviz.document import edits
from nnviz.document.lab import Lab, LabView
from nnviz.session import Session


class LabEditor:
    """The lab of a session's document, and the one way to put another in its place."""

    def __init__(self, session: Session) -> None:
        self.session = session

    @property
    def lab(self) -> Lab:
        """What is laid out now."""
        return self.session.document.lab or Lab()

    @property
    def view(self) -> LabView:
        """What is looked at now."""
        return self.session.view.lab

    def put(self, label: str, merge: object | None = None, **changes: Any) -> None:
        """Lay out something else: one undo step, or one with all of the same ``merge``.

        Raises:
            OptionError: there can be no such lab.
        """
        changed = replace(self.lab, **changes)
        if changed != self.lab:
            self.session.apply(edits.set_lab, changed, merge=merge, label=label)

    def look(self, **changes: Any) -> None:
        """Look at something else; that is no edit.

        Raises:
            OptionError: it can't be looked at.
        """
        self.session.set_lab_view(replace(self.view, **changes))
