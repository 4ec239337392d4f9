"""The inspector: one unit's arithmetic in full, from its inputs to its answer."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from nnviz.scene.time.stage import stage
from nnviz.session import VALUES, Change, Session
from nnviz.ui.guard import Guarded
from nnviz.ui.pointed import Pointed
from nnviz.ui.run.inspector.activate import Activate
from nnviz.ui.run.inspector.footer import FooterSection
from nnviz.ui.run.inspector.head import HeadSection
from nnviz.ui.run.inspector.mask import WORDS, Mask
from nnviz.ui.run.inspector.outgoing_section import OutgoingSection
from nnviz.ui.run.inspector.products import Products
from nnviz.ui.run.inspector.release import HeldSection
from nnviz.ui.run.inspector.section import Section
from nnviz.ui.run.inspector.source import SourceSection
from nnviz.ui.run.inspector.subject import Subject, hidden, subject_of
from nnviz.ui.run.inspector.summary import Summary
from nnviz.ui.run.inspector.total import Total
from nnviz.ui.run.inspector.why.asked import wanted
from nnviz.ui.run.inspector.why.panel import WhyPanel
from nnviz.ui.run.inspector.workings import WorkingsSection
from nnviz.ui.style import Look
from nnviz.ui.theme import DARK, THEMES, Theme
from nnviz.ui.widgets.scroll_area import scroll_area

WIDTH = 392
"""The inspector's width in the spec's pixels; its own width over this is its scale."""
LOW = 760
"""A lower inspector, in the spec's pixels, leaves out what is said twice."""
CONCERNS = (
    VALUES | Change.SELECTION | Change.HELD | Change.REFIT | Change.MOMENT | Change.DETAIL | Change.SHOWN
)


class InspectorPanel(Guarded, QWidget):
    """Shows the selected neuron. It scrolls where the window is too low for all of it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._theme = DARK
        self._subject: Subject | None = None
        self.head = HeadSection(session)
        self.source = SourceSection(session)
        self.outgoing = OutgoingSection(session)
        self.products = Products(session)
        self.total = Total(session, self.products)
        self.workings = WorkingsSection(session)
        self.held = HeldSection(session)
        self.activate = Activate(session)
        self.summary = Summary(session)
        self.why = WhyPanel(session)
        self.footer = FooterSection(session, self)
        self._sections: tuple[Section, ...] = (
            self.summary,
            self.head,
            self.source,
            self.outgoing,
            self.products,
            self.total,
            self.workings,
            self.held,
            self.why,
        )
        self.masks = {
            part: (phase, Mask(part, WORDS[phase], below=4 if part is self.activate else 0))
            for part, phase in (
                (self.outgoing, "multiply"),
                (self.products, "multiply"),
                (self.total, "sum"),
                (self.workings, "activate"),
                (self.activate, "activate"),
                (self.why, "activate"),
            )
        }
        self._scroll = scroll_area(self._column(), self)
        self.setAccessibleName("Inspector")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    def link(self, pointed: Pointed) -> None:
        """Share what is pointed at with the canvas: rows light edges there, and the other way round."""
        for part in (self.products, self.outgoing, self.why):
            part.link.join(pointed)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, 816)

    def refresh(self, change: Change) -> None:
        """Show what is new. Reads the session, never writes it."""
        if change & Change.THEME:
            self.set_theme(THEMES[self._session.view.theme or "dark"])
        if not change & CONCERNS:
            return
        if self._subject is not None and not change & (CONCERNS & ~Change.MOMENT):
            self._show_stage(self._subject)
        else:
            self._show(subject_of(self._session))

    def set_theme(self, theme: Theme) -> None:
        """Use another theme's colours."""
        self._theme = theme
        self._set_look()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("panel"))
        painter.setPen(QPen(self._theme.color("line"), 1))
        painter.drawLine(0, 0, 0, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()
        if event.oldSize().width() != event.size().width():
            self._set_look()
        else:
            self._fit_products()

    # inside

    def _place(self) -> None:
        """The foot keeps its place at the bottom; the rest scrolls above it."""
        footer = 0 if self.footer.isHidden() else self.footer.height_wanted()
        self._scroll.setGeometry(1, 0, self.width() - 1, max(self.height() - footer, 1))
        self.footer.setGeometry(1, self.height() - footer, self.width() - 1, footer)

    def _column(self) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in self._sections:
            column.addWidget(part)
        column.addWidget(self.activate, 1)
        column.addStretch(0)
        return content

    def _set_look(self) -> None:
        look = Look(self._theme, max(self.width(), 1) / WIDTH)
        for part in self._sections:
            part.set_look(look)
        self.activate.set_look(look)
        self.footer.set_look(look)
        self._place()
        self._fit_products()
        for _, mask in self.masks.values():
            mask.set_look(look)
        self.update()

    def _show(self, subject: Subject) -> None:
        self._subject = subject
        target, explanation = subject.target, subject.explanation
        reasons = wanted(self._session, subject)
        shown: dict[Section | Activate, bool] = {
            self.summary: target is None,
            self.head: target is not None and not reasons,
            self.source: subject.is_input,
            self.outgoing: subject.is_input,
            self.products: explanation is not None and subject.weighs and not reasons,
            self.total: explanation is not None and subject.weighs and not reasons,
            self.workings: explanation is not None and not subject.weighs and not reasons,
            self.held: subject.override is not None and subject.curve is None,
            self.activate: subject.curve is not None and not reasons,
            self.why: reasons,
            self.footer: target is not None and not subject.is_input,
        }
        for part, visible in shown.items():
            part.setVisible(visible)
            if visible:
                part.show_subject(subject)
        self._place()
        self._fit_products()
        for phase, mask in self.masks.values():
            mask.cover(phase in subject.hidden)

    def _fit_products(self) -> None:
        """Fold the list of products where curve and sum would have no room in sight."""
        self.head.set_low(self.height() < LOW * self.width() / WIDTH)
        if self.products.isHidden():
            return
        others = [part for part in self._sections if part is not self.products and not part.isHidden()]
        taken = sum(part.minimumHeight() for part in others)
        if not self.activate.isHidden():
            taken += self.activate.minimumHeight()
        self.products.fit(self._scroll.height() - taken)
        self.total.place()

    def _show_stage(self, subject: Subject) -> None:
        target = subject.target
        if self._session.here != target or hidden(self._session, target) != subject.hidden:
            self._show(subject_of(self._session))
            return
        now = stage(self._session.moment, target.layer if target else 0)
        if target is None or now == subject.stage:
            return
        self._subject = replace(subject, stage=now)
        for part in (self.head, self.products, self.total, self.activate):
            if not part.isHidden():
                part.show_stage(self._subject)
