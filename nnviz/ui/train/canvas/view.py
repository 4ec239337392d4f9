"""The network as it learns."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from nnviz.session import Change
from nnviz.ui.train.parts import TrainPart
from nnviz.ui.window.pages import Host


class TrainCanvas(TrainPart):
    """The network as it stands at the cursor."""

    def __init__(self, host: Host, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = host.session
        self.setAccessibleName("The network that learns")

    def refresh(self, change: Change) -> None:
        """Show what is new."""
        self.update()
