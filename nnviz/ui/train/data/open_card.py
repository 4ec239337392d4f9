"""The examples that are open: what they hold, how they are split and scaled, and what learns from them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from nnviz.data.sources import Preparation
from nnviz.document import Document
from nnviz.document.training import Training
from nnviz.plaintext import visible
from nnviz.scene.train import data_words as words
from nnviz.ui.folder.split_bar import SplitBar
from nnviz.ui.lab.gradients.stepper import Stepper
from nnviz.ui.widgets.buttons import TextButton
from nnviz.ui.widgets.chip import Chip
from nnviz.ui.widgets.fitting import write, write_fullest
from nnviz.ui.widgets.part import Part
from nnviz.ui.widgets.plate import plate

PAD = 24.0
MOST_SEED = 999


class OpenCard(Part):
    """``wanted`` asks for another preparation, with what its edits are merged by; ``painting`` to go to the
    plane with a brush."""

    wanted = Signal(object, object)
    held = Signal()
    released = Signal()
    painting = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("What is learned from")
        self._document: Document | None = None
        self._training: Training | None = None
        self._was_kept: bool | None = None
        self.split = SplitBar("How many examples are learned from", self)
        self.split.moved.connect(lambda share: self._want(self.split.merge, share=round(1 - share, 2)))
        self.split.held.connect(self.held)
        self.split.released.connect(self.released)
        self.seed = Stepper("Split by seed", 0, MOST_SEED, self, room=54)
        self.seed.wanted.connect(lambda value: self._want(seed=min(max(value, 0), MOST_SEED)))
        self.alike = Chip("Each class alike", "Hold out the same share of each class", self)
        self.alike.clicked.connect(self._toggle)
        self.scales = {name: Chip(title, about, self) for name, (title, about) in words.SCALES.items()}
        for name, chip in self.scales.items():
            chip.clicked.connect(partial(self._want, None, scale=name))
        self.paint_points = TextButton(
            "Edit points", "Paint, move and erase points on the plane", self, plate=True
        )
        self.paint_points.token = "ink"
        self.paint_points.clicked.connect(self.painting)

    def parts(self) -> tuple[QWidget, ...]:
        """In reading order."""
        return (self.split, self.seed, self.alike, *self.scales.values(), self.paint_points)

    def stops(self) -> tuple[QWidget, ...]:
        """What Tab goes through."""
        return (self.split, *self.seed.parts(), self.alike, *self.scales.values(), self.paint_points)

    def show_training(self, document: Document, training: Training | None, is_new: bool) -> None:
        """Show this; ``is_new``: other examples were chosen last."""
        before = self._document
        if not is_new:
            self._was_kept = None
        elif before is not None and before.training is not document.training:
            self._was_kept = before.network is document.network
        self._document, self._training = document, training
        data = training.data if training is not None else None
        for part in self.parts():
            part.setVisible(data is not None)
        if training is not None and data is not None:
            preparation = training.preparation
            share = data.held_out / len(data) if preparation.share is None else preparation.share
            self.split.show_parts(len(data) - data.held_out, data.held_out, share)
            self.seed.show_value(preparation.seed)
            is_alike = preparation.is_stratified and data.labels is not None
            self.alike.show_state(is_alike, "" if data.labels is not None else "Values have no classes")
            can_scale = len(data.inputs.shape) == 2
            for name, chip in self.scales.items():
                why = "" if can_scale or name == "none" else "Pixels share one scale already"
                chip.show_state(name == preparation.scale, why)
            self.paint_points.setVisible(data.inputs.shape[1:] == (2,))
        self.setAccessibleDescription(self.said())
        self.place()
        self.update()

    def said(self) -> str:
        """Which network learns from them."""
        return "" if self._document is None else words.network(self._document, self._was_kept)

    def _toggle(self) -> None:
        training = self._training
        if training is not None:
            self._want(None, is_stratified=not training.preparation.is_stratified)

    def _want(self, merge: object | None = None, **changes: Any) -> None:
        training = self._training
        if training is None or training.data is None:
            return
        before = training.preparation
        if before.share is None and set(changes) & {"seed", "is_stratified"}:
            # Until now the set's own split held; from now on it is drawn, and as many are held out.
            changes.setdefault("share", round(training.data.held_out / len(training.data), 2))
        changed: Preparation = replace(before, **changes)
        if changed != before:
            self.wanted.emit(changed, merge)

    # places

    def _rows(self) -> dict[str, QRectF]:
        """Where each line stands, from the top."""
        look = self.look
        pad, y = look.px(PAD), float(look.px(16))
        wide = self.width() - 2 * pad
        control = look.target(40)
        found = {}
        for name, high, after in (
            ("title", look.text(20) * 1.5, 2),
            ("holds", look.text(15) * 1.5, 0),
            ("answers", look.text(15) * 1.5, 0),
            ("origin", look.text(14) * 1.5, 10),
            ("paint", control, 16),
            ("split head", look.text(16) * 1.5, 4),
            ("split", self.split.height_wanted(), 6),
            ("seed", control, 6),
            ("alike", control, 14),
            ("scale head", look.text(16) * 1.5, 4),
            ("scales", control, 2),
            ("scale", look.text(14) * 1.5, 12),
            ("network", look.text(15) * 4.4, 0),
        ):
            found[name] = QRectF(pad, y, wide, high)
            y += high + look.px(after)
        return found

    def height_wanted(self) -> int:
        """All lines."""
        return round(self._rows()["network"].bottom()) + self.look.px(12)

    def place(self) -> None:
        """Controls stand on their lines."""
        rows = self._rows()
        self.split.setGeometry(rows["split"].toRect())
        seed = rows["seed"].toRect()
        self.seed.setGeometry(seed.x(), seed.y(), min(self.seed.width_wanted(), seed.width()), seed.height())
        for name, chip in (("alike", self.alike), ("paint", self.paint_points)):
            row = rows[name].toRect()
            wanted = chip.width_wanted() if isinstance(chip, Chip) else self.look.px(140)
            chip.setGeometry(row.x(), row.y(), min(wanted, row.width()), row.height())
        line, x = rows["scales"], rows["scales"].left()
        spare = line.width() - sum(chip.width_wanted() for chip in self.scales.values())
        apart = min(self.look.px(8), spare / 2)
        for chip in self.scales.values():
            chip.setGeometry(round(x), round(line.top()), chip.width_wanted(), round(line.height()))
            x += chip.width_wanted() + apart

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, look = QPainter(self), self.look
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plate(painter, look, QRectF(self.rect()))
        rows, training = self._rows(), self._training
        if training is None or training.data is None or self._document is None:
            write(painter, rows["title"], "Nothing to learn from yet", look, 20, 700)
            write(painter, rows["holds"], "Choose a toy set, or open a table.", look, 15, 400, "ink2")
            return
        data = training.data
        write(painter, rows["title"], visible(data.name), look, 20, 700)
        holds = words.holds(data)
        write_fullest(painter, rows["holds"], (holds, holds.split(":")[0]), look, 15, 500, "ink2")
        write(painter, rows["answers"], words.answers(data), look, 15, 500, "ink2")
        write(painter, rows["origin"], words.origin(training.source), look, 14, 400, "ink2")
        write(painter, rows["split head"], "Training and validation", look, 16, 600)
        write(painter, rows["scale head"], "Inputs", look, 16, 600)
        write(painter, rows["scale"], words.SCALES[training.preparation.scale][1], look, 14, 400, "ink2")
        painter.setFont(look.font(15, 400))
        painter.setPen(look.color("ink2"))
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
        painter.drawText(rows["network"], flags, self.said())
