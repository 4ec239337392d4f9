"""The network as it learns: over the plane where its inputs make one, else as the canvas of the Run page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtWidgets import QWidget

from nnviz.session import Change, Session
from nnviz.ui.canvas import CanvasView
from nnviz.ui.style import is_far
from nnviz.ui.train.canvas.at_end import AtEnd
from nnviz.ui.train.canvas.plane import PlaneCanvas
from nnviz.ui.train.parts import TrainPart
from nnviz.ui.window.pages import Host


class TrainCanvas(TrainPart):
    """Shows one of two: the plane, or the picture that the Run page has, whose weights move as well."""

    def __init__(self, host: Host, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._actions = host.session, host.actions.by_name
        self.setAccessibleName("The network that learns")
        self.plane = PlaneCanvas(host.session, self)
        self._picture: CanvasView | None = None
        self._missed = ~Change(0)

    def parts(self) -> tuple[QWidget, ...]:
        """The plane; the picture takes its look from the session."""
        return (self.plane,)

    @property
    def shown(self) -> QWidget:
        """What is shown of both."""
        if self.plane.moment is not None:
            return self.plane
        if self._picture is None:
            at_end = cast(Session, AtEnd(self._session))
            self._picture = CanvasView(at_end, self, for_hall=is_far(self))
            self._picture.setGeometry(self.rect())
            # Space that is let go of without a drag.
            self._picture.play_wanted.connect(self._actions["play"].trigger)
        return self._picture

    def first_control(self) -> QWidget:
        """What is shown."""
        return self.shown

    def tab_parts(self) -> Sequence[QWidget]:
        """What is shown, and the plane's tools."""
        return self.plane.tab_parts() if self.shown is self.plane else (self.shown,)

    def refresh(self, change: Change) -> None:
        """Show what is new."""
        self.plane.refresh(change)
        shown = self.shown
        self.plane.setVisible(shown is self.plane)
        self._missed |= change
        if self._picture is not None:
            self._picture.setVisible(shown is self._picture)
            if shown is self._picture:
                missed, self._missed = self._missed, Change(0)
                self._picture.refresh(missed)

    def place(self) -> None:
        """Either fills it."""
        self.plane.setGeometry(self.rect())
        if self._picture is not None:
            self._picture.setGeometry(self.rect())
