"""The panel of the chosen layer: its options, how its size and its parameters come about, its weights."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from nnviz.document.planned import PlannedLayer
from nnviz.engine.arrays import shape_text
from nnviz.scene.words import names
from nnviz.scene.words.numbers import compact
from nnviz.ui.build import weights_picture, words, workings
from nnviz.ui.build.draft_editor import DraftEditor
from nnviz.ui.build.marks import RIGHT, paint_alarm
from nnviz.ui.build.option_choices import choices_of
from nnviz.ui.build.option_rows import ROW, Chips, FoldRow, FunctionRow, OptionRow, Stepper
from nnviz.ui.paint.formula import formula
from nnviz.ui.style import Look
from nnviz.ui.widgets.fitting import write
from nnviz.ui.widgets.part import Part
from nnviz.ui.widgets.removal import take_away

MARGIN = 22.0
FIRST, GAP = 68.0, 8.0
LEAST_GAP = 4
"""Pixels between rows that can't shrink any further."""
THIN = "\u2009"
"""A thin space."""


class OptionsPanel(Part):
    """Rows of controls for what the chosen layer can have; below them nothing but true numbers."""

    def __init__(self, editor: DraftEditor, after: QWidget, parent: QWidget | None = None) -> None:
        """``after`` is the control after which the keyboard comes to the panel."""
        super().__init__(parent)
        self.editor = editor
        self.after = after
        self.rows: list[OptionRow] = []
        self.problem = ""
        self._shown: tuple[object, ...] = ()
        self._ordered: list[QWidget] = []
        editor.option_refused.connect(self._refuse)
        self.setAccessibleName("Options of the chosen layer")

    def _refuse(self, why: str) -> None:
        self.problem = why
        self.update()

    def refresh(self) -> None:
        """Show the chosen layer as it is."""
        number = self.editor.chosen
        line = self.editor.line(number) if number else None
        key: tuple[object, ...] = ()
        if line is not None:
            offered = [option for option in line.layer.changeable if option.choices]
            key = (line.row.id, line.layer.kind, *(choices_of(line.layer, option) for option in offered))
        if key != self._shown:
            if key[:1] != self._shown[:1]:
                self.problem = ""
            self._shown = key
            self._rebuild(line)
        for row in self.rows:
            assert line is not None, "the input has no rows"
            row.show_line(line)
        self._lay_out()
        self.update()

    def _rebuild(self, line: PlannedLayer | None) -> None:
        for row in self.rows:
            take_away(row)
        self.rows = []
        if line is not None:
            for option in line.layer.changeable:
                if option.choices:
                    self.rows.append(Chips(self.editor, option, choices_of(line.layer, option), self))
                else:
                    self.rows.append(Stepper(self.editor, option, self))
            if line.layer.activation is not None:
                self.rows.append(FunctionRow(self.editor, self))
            if line.layer.measured:
                self.rows.append(FoldRow(self.editor, self))
        self.set_look(self.look)
        for row in self.rows:
            row.show()

    def _lay_out(self) -> None:
        """Another function may have other parameters: lines more or less."""
        controls = [self.after, *self.controls()]
        if controls != self._ordered:
            self._ordered = controls
            self.set_look(self.look)
            for before, after in pairwise(controls):
                QWidget.setTabOrder(before, after)

    def controls(self) -> list[QWidget]:
        """What can have the keyboard here, in reading order."""
        return [control for row in self.rows for control in row.controls()]

    def focus_first(self) -> None:
        """Give the keyboard to the first control, as Tab would."""
        if self.rows:
            self.after.setFocus(Qt.FocusReason.OtherFocusReason)
            self.focusNextChild()

    def parts(self) -> list[OptionRow]:
        return self.rows

    def place(self) -> None:
        left = self.look.px(MARGIN)
        for row in self.rows:
            # How high it wants to be depends on how wide it is.
            row.resize(self.width() - 2 * left, row.height())
        for number, row in enumerate(self.rows):
            row.setGeometry(left, self._row_top(number), row.width(), row.height_wanted())

    def _row_top(self, place: int) -> int:
        look = self.look
        gap = max(look.px(ROW + GAP) - look.target(ROW), LEAST_GAP)
        return look.px(FIRST) + sum(row.height_wanted() + gap for row in self.rows[:place])

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = self.look
        painter.fillRect(self.rect(), look.color("panel"))
        painter.fillRect(0, 0, 1, self.height(), look.color("line"))
        number = self.editor.chosen
        self._paint_head(painter, number)
        if not number:
            self._paint_input(painter)
            return
        line = self.editor.line(number)
        y = float(self._row_top(len(self.rows)))
        y = self._paint_reasons(painter, y)
        y = self._paint_working(painter, y, "Shape", workings.shape_working(line), _shape_about(line))
        working = workings.parameter_working(line)
        y = self._paint_working(painter, y, "Parameters", working, working.about)
        self._paint_weights(painter, y, line)

    def _inner(self, y: float, height: float) -> QRectF:
        margin = self.look.px(MARGIN)
        return QRectF(margin, y, self.width() - 2 * margin, height)

    def _paint_head(self, painter: QPainter, number: int) -> None:
        look, px = self.look, self.look.px
        middle = QPointF(px(MARGIN) + px(20), px(34))
        painter.setPen(QPen(look.color("now"), 3))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(middle, px(19), px(19))
        place = QRectF(middle.x() - 30, middle.y() - 30, 60, 60)
        write(painter, place, str(number), look, 17, 700, "ink", Qt.AlignmentFlag.AlignHCenter)
        name, second = "Input", words.input_text(self.editor.document)
        if number:
            line = self.editor.line(number)
            name, second = names.kind(line.layer), words.before_words(line)
        left = px(MARGIN) + px(52)
        room = QRectF(left, px(8), self.width() - left - px(12), px(28))
        write(painter, room, name, look, 20, 600)
        if QFontMetricsF(look.font(15)).horizontalAdvance(second) > room.width():
            second = second.removesuffix(" this change")
        write(painter, room.translated(0, px(25)), second, look, 15, 400, "ink2")

    def _paint_input(self, painter: QPainter) -> None:
        shape = shape_text(self.editor.document.network.input_shape)
        y = self._paint_working(
            painter, float(self.look.px(FIRST)), "Shape", workings.Working("", (shape,), ""), ""
        )
        hint = self._inner(y + self.look.px(6), self.look.px(30))
        write(painter, hint, "Choose a layer in the list to change it.", self.look, 15, 400, "ink2")

    def _paint_reasons(self, painter: QPainter, y: float) -> float:
        """What can't be chosen, and why."""
        reasons = [row.reason for row in self.rows if row.reason]
        for text in ([self.problem] if self.problem else []) + reasons[: 1 if self.problem else 2]:
            rect = self._inner(y, self.look.px(26))
            flags = Qt.TextFlag.TextWordWrap
            painter.setFont(self.look.font(14, 500))
            room = rect.adjusted(self.look.px(24), 0, 0, 400)
            used = painter.boundingRect(room, int(flags), text)
            paint_alarm(
                painter, QPointF(rect.left() + 8, used.top() + self.look.text(14) * 0.65), 8, self.look
            )
            painter.setFont(self.look.font(14, 500))
            painter.setPen(self.look.color("warn"))
            painter.drawText(room, int(flags), text)
            y = used.bottom() + self.look.px(8)
        return y

    def _paint_working(
        self, painter: QPainter, y: float, title: str, working: workings.Working, about: str
    ) -> float:
        """A line, a title, what it is about, letters and numbers; returns where the next thing starts."""
        look, px = self.look, self.look.px
        painter.fillRect(self._inner(y + px(10), 1.5), look.color("line"))
        head = self._inner(y + px(16), px(38))
        used = write(painter, head, title, look, 17, 700)
        write(painter, head.adjusted(used + px(10), 0, 0, 0), about, look, 15, 400, "ink2", RIGHT)
        y += px(56)
        if working.letters:
            letters = formula(working.letters, look.text(17), look.theme.ink2)
            scale = min(1.0, self._inner(0, 0).width() / letters.size.width())
            letters.draw(painter, px(MARGIN), y, scale)
            y += letters.size.height() * scale + px(6)
        for text in working.lines:
            room = self._inner(y, px(26))
            pixels, shown = _fitting(painter, look, text, room.width())
            write(painter, room, shown, look, pixels, 500)
            y += max(px(26), 18)
        return y

    def _paint_weights(self, painter: QPainter, y: float, line: PlannedLayer) -> None:
        network = self.editor.plan.network
        if network is None or not line.is_real:
            return
        weight = network.layer_parameters(line.number).get("weight")
        if weight is None or weight.ndim not in (2, 4):
            return
        look, px = self.look, self.look.px
        painter.fillRect(self._inner(y + px(10), 1.5), look.color("line"))
        head = self._inner(y + px(16), px(38))
        used = write(painter, head, weights_picture.title(weight, line.kept), look, 17, 700)
        source = "as they were" if line.kept else f"from seed {network.seed}"
        write(painter, head.adjusted(used + px(10), 0, 0, 0), source, look, 15, 400, "ink2", RIGHT)
        step = max(px(20), 16)
        room = self._inner(y + px(58), min(px(200), self.height() - y - px(58) - 3 * step - 4))
        if room.height() < 12:
            return
        drawn = weights_picture.paint(painter, room, weight, look)
        foot = self._inner(room.top() + drawn.height + px(4), step)
        used = write(painter, foot, drawn.columns, look, 14, 400, "ink2")
        if used + px(10) + painter.fontMetrics().horizontalAdvance(drawn.rows) > foot.width():
            foot.translate(0, step)
            write(painter, foot, drawn.rows, look, 14, 400, "ink2")
        else:
            write(painter, foot, drawn.rows, look, 14, 400, "ink2", RIGHT)
        full = f"full colour at |w| {compact(drawn.scale)}"
        write(painter, foot.translated(0, step), full, look, 14, 400, "ink2")


def _shape_about(line: PlannedLayer) -> str:
    return words.size_words(line.shape) if line.is_real and line.shape is not None else words.UNKNOWN


def _fitting(painter: QPainter, look: Look, text: str, room: float) -> tuple[float, str]:
    """A text size of the spec in which a line of numbers fits, at last with thin spaces."""
    for shown in (text, text.replace(" ", THIN)):
        for pixels in (17.0, 15.0, 13.0):
            painter.setFont(look.font(pixels, 500))
            if painter.fontMetrics().horizontalAdvance(shown) <= room:
                return pixels, shown
    return 13.0, text.replace(" ", THIN)
