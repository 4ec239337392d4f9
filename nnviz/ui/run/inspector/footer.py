"""The foot of the inspector: into this neuron and back, and from its steps to its reasons and back."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from nnviz.scene.view.levels import Level
from nnviz.scene.why.reasons import title
from nnviz.session import Session
from nnviz.ui.run.inspector.section import Section
from nnviz.ui.run.inspector.subject import Subject
from nnviz.ui.run.inspector.why.asked import gives_reasons, wanted
from nnviz.ui.widgets.buttons import TextButton

ZOOM_SHARE = 0.62
"""What the zoom's button takes of the width beside the other one."""

LONGEST = 13
"""Letters that fit the button of the reasons."""


class FooterSection(Section):
    """Two buttons: "Zoom into this neuron", and "Why 7?" where there are reasons to give."""

    level_wanted = Signal(int)
    """The level of the zoom that a press asks for."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.zoom = TextButton("", "", self, token="ink", plate=True)
        self.button = TextButton("", "", self, plate=True)
        self._is_inside = False
        self.zoom.clicked.connect(self._go)
        self.button.clicked.connect(self._switch)

    def show_level(self, level: Level) -> None:
        """Take note of what the canvas shows: an opened neuron is left, not opened again."""
        is_inside = level >= Level.MICROSCOPE
        if is_inside != self._is_inside:
            self._is_inside = is_inside
            self.arrange()

    def height_wanted(self) -> int:
        return self.look.target() + self.look.px(16)

    def arrange(self) -> None:
        """Side by side; the zoom's alone takes the whole width."""
        subject = self.subject
        if subject is None or subject.target is None:
            return
        words = "Back to the network" if self._is_inside else "Zoom into this neuron"
        hint = "The whole network (Escape)" if self._is_inside else "Open its arithmetic (Enter)"
        self._write(self.zoom, words, hint)
        has_reasons = gives_reasons(subject)
        self.button.setVisible(has_reasons)
        left, whole = round(self.inner.left()), round(self.inner.width())
        wide = round(ZOOM_SHARE * whole) if has_reasons else whole
        high = self.look.target()
        self.zoom.setGeometry(left, self.look.px(4), wide, high)
        if has_reasons:
            shows = wanted(self.session, subject)
            name = "Step by step" if shows else title(subject.document, subject.target)
            # No button has room for "Why cell 10,13 of map 1 of Convolution 1?": its name says it whole.
            words = name if len(name) <= LONGEST else "Why?"
            hint = "Show the sum step by step" if shows else "Show what speaks for it and against it"
            self._write(self.button, words, hint, name)
            gap = self.look.px(8)
            self.button.setGeometry(left + wide + gap, self.look.px(4), whole - wide - gap, high)

    def mark_changed(self) -> None:
        """The buttons draw themselves."""

    def paint(self, painter: QPainter, subject: Subject) -> None:
        """The buttons draw themselves."""

    def _write(self, button: TextButton, words: str, hint: str, name: str = "") -> None:
        button.set_look(self.look)
        button.pixels = 15.0
        if button.text() != words:
            button.setText(words)
        button.describe(name or words, hint)

    def _go(self) -> None:
        self.level_wanted.emit(int(Level.NETWORK if self._is_inside else Level.MICROSCOPE))

    def _switch(self) -> None:
        if self.subject is not None:
            self.session.set_reasons("hidden" if wanted(self.session, self.subject) else "shown")
