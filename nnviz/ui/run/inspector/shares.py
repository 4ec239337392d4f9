"""A softmax's shares as bars: what every output of the layer gets, on one scale from 0 to 1."""

from __future__ import annotations

from math import ceil, isfinite

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from nnviz.document import Target
from nnviz.scene.words import names
from nnviz.scene.words.numbers import percent
from nnviz.scene.words.wholes import share_name
from nnviz.session import Session
from nnviz.ui.plain import show_tooltip
from nnviz.ui.run.inspector.section import Section
from nnviz.ui.run.inspector.subject import Subject
from nnviz.ui.widgets.focus_ring import BY_KEYBOARD
from nnviz.ui.widgets.own_keys import keeps_key

MOST_BARS = 16
STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
HEIGHT = 66
CENTRE = Qt.AlignmentFlag.AlignCenter


class SharesSection(Section):
    """One bar a class; with more than 16 classes, the 16 largest. Click one to select its neuron."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.bars: list[tuple[int, float]] = []
        self._chosen = -1
        self._before: list[tuple[int, float]] = []
        self._by_keyboard = False
        self.setAccessibleName("Share of each output among all scores")
        self.setAccessibleDescription("Left and right choose an output.")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def height_wanted(self) -> int:
        return ceil(max(HEIGHT * self.look.s, 54))

    def arrange(self) -> None:
        """Choose the bars."""
        self._before = self.bars
        explanation = self.subject.explanation if self.subject else None
        if explanation is None or explanation.shares is None or self.subject is None:
            self.bars = []
            return
        layer = self.subject.trace[explanation.layer].a[0]
        values = layer if layer.ndim == 1 else explanation.shares.shares
        places = sorted(range(len(values)), key=lambda i: -float(values[i]) if isfinite(values[i]) else 0.0)
        keep = set(places[:MOST_BARS]) | {explanation.unit[0]}
        self._chosen = explanation.unit[0]
        self.bars = [(i, float(values[i])) for i in range(len(values)) if i in keep]

    def paint(self, painter: QPainter, subject: Subject) -> None:
        """Draw the bars, the chosen one marked."""
        look = self.look
        text = max(18 * look.s, 16)
        fonts = {chosen: look.font(13, 700 if chosen else 500) for chosen in (True, False)}
        painter.setFont(fonts[True])
        fits = painter.fontMetrics().horizontalAdvance("99%") <= self._slot(0).width()
        for i, (unit, share) in enumerate(self.bars):
            slot = self._slot(i)
            chosen = unit == self._chosen
            track = QRectF(slot.left() + 2, text, slot.width() - 4, slot.height() - 2 * text)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("raised"))
            painter.drawRoundedRect(track, 3, 3)
            self._fill(painter, track, share, chosen)
            painter.setFont(fonts[chosen])
            painter.setPen(look.color("now" if chosen else "ink2"))
            below = QRectF(slot.left(), slot.bottom() - text, slot.width(), text)
            if self.is_due(below):
                label = self._label(subject, unit)
                painter.drawText(below, CENTRE, _elided(painter, label, slot.width()))
            painter.setPen(look.color("ink2" if isfinite(share) else "warn"))
            # ">99%" is wider than a narrow slot, and its neighbours are then empty.
            above = QRectF(slot.left() - 8, 0, slot.width() + 16, text)
            painter.drawText(above, CENTRE, _printed(share, fits))
        if self.hasFocus() and self._by_keyboard:
            painter.setPen(QPen(look.color("now"), 3))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.inner.adjusted(-4, 1.5, 4, -1.5), 6, 6)

    def mark_changed(self) -> None:
        """While the same bars are shown, only they and their numbers are others."""
        text = round(max(18 * self.look.s, 16))
        same = [unit for unit, _ in self.bars] == [unit for unit, _ in self._before]
        self.update(0, 0, self.width(), self.height() - (text if same else 0))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        unit = self._unit_at(event.position())
        if unit is not None:
            self._select(unit)

    def _select(self, unit: int) -> None:
        if self.subject is not None and self.subject.target is not None:
            layer, old = self.subject.target.layer, self.subject.target.unit
            self.session.select(Target(layer, unit if isinstance(old, int) else (unit, *old[1:])))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring is for those who came by key."""
        self._by_keyboard = event.reason() in BY_KEYBOARD
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right select the neighbouring output; the ends hold."""
        units = [unit for unit, _ in self.bars]
        step = STEPS.get(Qt.Key(event.key()))
        if step is None or self._chosen not in units:
            super().keyPressEvent(event)
            return
        self._select(units[min(max(units.index(self._chosen) + step, 0), len(units) - 1)])

    def event(self, event: QEvent) -> bool:
        """Keep its own keys; say the class and its share where the pointer rests."""
        if keeps_key(event, lambda key: key.key() in STEPS and not key.modifiers()):
            return True
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            unit = self._unit_at(QPointF(event.pos()))
            if unit is not None and self.subject is not None:
                share = dict(self.bars)[unit]
                words = f"{self._label(self.subject, unit)}: {percent(share, 2)}"
                show_tooltip(event.globalPos(), words, self)
                return True
        return super().event(event)

    def _slot(self, i: int) -> QRectF:
        width = self.inner.width() / max(len(self.bars), 1)
        return QRectF(self.inner.left() + i * width, 0, width, self.height())

    def _unit_at(self, point: QPointF) -> int | None:
        return next((unit for i, (unit, _) in enumerate(self.bars) if self._slot(i).contains(point)), None)

    def _label(self, subject: Subject, unit: int) -> str:
        network = subject.document.network
        layer = len(network.layers) if subject.target is None else subject.target.layer
        if len(network.shapes[layer]) > 1:
            return share_name(subject.document, layer, unit).removeprefix("map ")
        return names.output(subject.document, unit) if layer == len(network.layers) else str(unit)

    def _fill(self, painter: QPainter, track: QRectF, share: float, chosen: bool) -> None:
        if not isfinite(share):
            return
        height = track.height() * min(max(share, 0.0), 1.0)
        # A share that prints as more than nothing is seen.
        height = max(height, 2.0 if share >= 0.0005 else 0.0)
        painter.setBrush(self.look.color("now" if chosen else "ink3"))
        painter.setPen(QPen(Qt.PenStyle.NoPen))
        painter.drawRoundedRect(QRectF(track.left(), track.bottom() - height, track.width(), height), 3, 3)


def _printed(share: float, with_sign: bool) -> str:
    """The share in whole per cent, without the sign where slots are narrow; never a false 0 or 100."""
    if not isfinite(share):
        return "!"
    if 0.0 < share < 0.005:
        return ""
    text = percent(share, 0)
    return text if with_sign else text.rstrip("%")


def _elided(painter: QPainter, text: str, width: float) -> str:
    metrics = painter.fontMetrics()
    if metrics.horizontalAdvance(text) <= width:
        return text
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(width))
