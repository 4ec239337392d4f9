"""Which examples the network gets right, and which wrong."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from nnviz.session import Change
from nnviz.ui.train.parts import TrainPart
from nnviz.ui.window.pages import Host


class ExamplesPart(TrainPart):
    """The answers of the network, example by example."""

    def __init__(self, host: Host, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = host.session
        self.setAccessibleName("Examples")

    def refresh(self, change: Change) -> None:
        """Show what is new."""
        self.update()
