"""The window's pages: the canvas and what belongs to it, the layer list, the kernel sandbox."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from nnviz.session import Change, Session

RUN = "run"
TITLES: Mapping[str, str] = MappingProxyType({"build": "Build", RUN: "Run", "kernels": "Kernels"})
"""The pages in the order of their tabs."""
LEAST_WIDTH: Mapping[str, int] = MappingProxyType({"build": 760})
"""Pixels that a page needs; the sandbox scrolls by itself."""


def _build(session: Session, parent: QWidget) -> Any:
    from nnviz.ui.build import BuildPage

    return BuildPage(session, parent)


def _kernels(session: Session, parent: QWidget) -> Any:
    from nnviz.ui.kernels import SandboxPage

    return SandboxPage(session, parent)


_MAKERS: Mapping[str, Callable[[Session, QWidget], Any]] = MappingProxyType(
    {"build": _build, "kernels": _kernels}
)


class Pages:
    """The pages besides the canvas's, each made when it is first shown. A hidden one is brought up to date
    when it is shown again."""

    def __init__(self, session: Session, window: QWidget) -> None:
        self._session = session
        self._window = window
        self._area = QRect()
        self._made: dict[str, Any] = {}
        self._frames: dict[str, QScrollArea] = {}
        self._missed: dict[str, Change] = {}

    @property
    def current(self) -> QWidget | None:
        """The page that lies in place of the canvas; None on the canvas's own."""
        return self._made.get(self._session.view.page)

    def place(self, area: QRect) -> None:
        """Give the pages this part of the window."""
        self._area = area
        if self.current is not None:
            self._frames[self._session.view.page].setGeometry(area)

    def refresh(self, change: Change) -> None:
        """Show the page that the view says, and let it show what is new."""
        name = self._session.view.page
        for other in self._made:
            if other != name:
                self._missed[other] |= change
                self._frames[other].hide()
        if name not in _MAKERS:
            return
        if name not in self._made:
            self._make(name)
        page, frame = self._made[name], self._frames[name]
        frame.setGeometry(self._area)
        page.refresh(change | self._missed[name])
        self._missed[name] = Change(0)
        if frame.isHidden():
            frame.show()
            frame.raise_()
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make(self, name: str) -> None:
        """Make a page, in a frame that scrolls where the window is too narrow for it."""
        frame = QScrollArea(self._window)
        frame.setFrameShape(QFrame.Shape.NoFrame)
        frame.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        frame.setWidgetResizable(True)
        frame.hide()
        page = _MAKERS[name](self._session, self._window)
        page.setMinimumWidth(max(page.minimumWidth(), LEAST_WIDTH.get(name, 0)))
        frame.setWidget(page)
        self._made[name], self._frames[name] = page, frame
        self._missed[name] = ~Change(0)
