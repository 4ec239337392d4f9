"""Toy sets, and the doors to tables and pictures of one's own."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from nnviz.session import Change
from nnviz.ui.train.parts import TrainPart
from nnviz.ui.window.pages import Host


class DataPart(TrainPart):
    """Where examples are chosen, made and painted."""

    def __init__(self, host: Host, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = host.session
        self.setAccessibleName("Data")

    def refresh(self, change: Change) -> None:
        """Show what is new."""
        self.update()
