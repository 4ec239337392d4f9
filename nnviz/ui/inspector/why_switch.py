"""The way from a neuron's steps to its reasons, and back."""

from __future__ import annotations

from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from nnviz.scene.why import title
from nnviz.session import Session
from nnviz.ui.inspector.section import Section
from nnviz.ui.inspector.subject import Subject
from nnviz.ui.inspector.why import wanted
from nnviz.ui.widgets.buttons import TextButton


class WhySwitch(Section):
    """One button: "Why 7?" while the steps are shown, "Step by step" while the reasons are."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.button = TextButton("", "", self)
        self.button.clicked.connect(self._switch)

    def needed_height(self) -> int:
        return self.look.target()

    def arrange(self) -> None:
        """The button takes the whole width: its words may be long."""
        if self.subject is None or self.subject.target is None:
            return
        shows = wanted(self.session, self.subject)
        words = "Step by step" if shows else title(self.subject.document, self.subject.target)
        self.button.setText(words)
        self.button.describe(
            words, "Show the sum step by step" if shows else "Show what speaks for it and against it"
        )
        self.button.set_look(self.look)
        self.button.pixels = 15.0
        inner = self.inner
        self.button.setGeometry(round(inner.left()), 0, round(inner.width()), self.height())

    def paint(self, painter: QPainter, subject: Subject) -> None:
        """The button draws itself."""

    def _switch(self) -> None:
        if self.subject is not None:
            self.session.set_reasons("hidden" if wanted(self.session, self.subject) else "shown")
