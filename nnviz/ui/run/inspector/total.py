"""Section 2: the sum of the products and the bias, and z on the waterfall's own scale."""

from __future__ import annotations

from math import ceil, isfinite

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QWidget

from nnviz.document import edits
from nnviz.scene.detail.page import Span
from nnviz.scene.detail.rows import total
from nnviz.scene.words.equation import SumText, sum_text
from nnviz.scene.words.numbers import has_value
from nnviz.session import Session
from nnviz.ui.paint.torn import draw_span
from nnviz.ui.run.inspector.columns import Scale
from nnviz.ui.run.inspector.handles import Handle, HandleSection, step_for
from nnviz.ui.run.inspector.products import Products
from nnviz.ui.run.inspector.section import HEADING, number_token, paint_heading
from nnviz.ui.run.inspector.subject import Subject

ROW = 28


class Total(HandleSection):
    """``5.53 − 0.06 = z = 5.47`` with the bias to take in hand, and the bars of bias and z."""

    def __init__(self, session: Session, products: Products, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._products = products
        self.text: SumText | None = None
        self._pieces: list[tuple[QRectF, str, QFont, str]] = []
        self.setAccessibleName("Sum and bias")

    @property
    def scale(self) -> Scale:
        """The products' own: bars above and here share a baseline."""
        return self._products.scale

    def height_wanted(self) -> int:
        return ceil(self.look.px(HEADING) + max(self.look.px(ROW), 26) + 3 * self.look.s)

    def arrange(self) -> None:
        """Lay the equation out piece by piece."""
        explanation = self.subject.explanation if self.subject else None
        if explanation is None:
            return
        whole = total(explanation)
        self.text = sum_text(whole, explanation.bias, explanation.natural_z)
        self._pieces = self._lay_out(self.text, explanation.natural_z)
        if self.subject is not None and self.subject.settled:
            is_hidden = "sum" in self.subject.hidden
            said = " ".join(text for _, text, _, _ in self._pieces if text)
            self.setAccessibleName(f"Sum and bias: {'hidden until reached' if is_hidden else said}")
        self.handles = []
        if self.subject is not None and self.subject.has_bias:
            rect = self._pieces[1][0].adjusted(-4, 0, 4, 0)
            args = (explanation.layer, explanation.unit[0])
            weights = explanation.weights[np.isfinite(explanation.weights)]
            step = step_for([explanation.bias, float(np.abs(weights).max(initial=0.0))])
            self.handles = [
                Handle(("b", 0), rect, "Bias", explanation.bias, step, edits.set_bias, args, "Change a bias")
            ]

    def mark_changed(self) -> None:
        """The heading stays."""
        top = self.look.px(HEADING)
        self.update(0, top, self.width(), self.height() - top)

    def paint(self, painter: QPainter, subject: Subject) -> None:
        """Heading, equation, bars."""
        explanation, look = subject.explanation, self.look
        if explanation is None:
            return
        heading = QRectF(self.inner.left(), 0, self.inner.width(), look.px(HEADING))
        title = "Sum and bias" if subject.has_bias else "Sum"
        if self.is_due(heading):
            paint_heading(painter, look, heading, 2, title, subject.stage.current == "sum")
        for rect, text, font, token in self._pieces:
            painter.setFont(font)
            painter.setPen(look.color(token))
            painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        self._paint_bars(painter, explanation.bias, explanation.natural_z)
        self.paint_handles(painter)

    @property
    def _is_held(self) -> bool:
        """Whether an override takes the place of this z."""
        return self.subject is not None and self.subject.override is not None

    def _lay_out(self, text: SumText, z: float) -> list[tuple[QRectF, str, QFont, str]]:
        """(place, text, font, colour token) of: total, operator and bias, relation, z."""
        look = self.look
        plain, strong = look.font(15, 500), look.font(17, 700)
        sign = "ink2" if text.bias == "0" else "neg" if text.operator == "−" else "pos"
        token = "ink3" if self._is_held else number_token(z, look.theme)
        mark = "" if isfinite(z) else " !"
        words = [(text.total, plain, "ink2"), (f"{text.operator} {text.bias}", plain, sign)]
        words += [(text.relation, plain, "ink2"), (f"z = {text.z}{mark}", strong, token)]
        if self.subject is not None and not self.subject.has_bias:
            words[1] = ("", plain, sign)
        return self._place(words)

    def _place(self, words: list[tuple[str, QFont, str]]) -> list[tuple[QRectF, str, QFont, str]]:
        left, top = self.inner.left(), self.look.px(HEADING)
        height = max(self.look.px(ROW), 26)
        pieces = []
        for text, font, token in words:
            width = QFontMetricsF(font).horizontalAdvance(text)
            pieces.append((QRectF(left, top, width + 1, height), text, font, token))
            left += width + (5 * self.look.s if text else 0)
        rect, text, font, token = pieces[-1]
        # z ends where the products end, if there is room: one column, one line for the eye.
        rect.moveRight(max(rect.right(), self.scale.left - 12 * self.look.s))
        return pieces

    def _paint_bars(self, painter: QPainter, bias: float, z: float) -> None:
        look, room = self.look, self._pieces[-1][0]
        zero = self.scale.at(0.0)
        # No cap: while numbers change only what lies below the heading is painted again.
        painter.setPen(QPen(look.color("line"), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawLine(int(zero), int(room.top()), int(zero), int(room.bottom()))
        if not (isfinite(z) and isfinite(bias)) or self.scale.left <= room.right() or self.text is None:
            return
        high = room.height() * 0.18
        if has_value(self.text.bias):
            self._bar(painter, self.scale.span(z - bias, z), room.top() + 2, high, bias, 0.0)
        if has_value(self.text.z):
            span = self.scale.span(0.0, z)
            self._bar(painter, span, room.top() + high + 5, room.height() - high - 9, z, 0.4)

    def _bar(
        self, painter: QPainter, span: Span, top: float, height: float, value: float, fill: float
    ) -> None:
        """An outlined bar, filled with a share of its sign's colour."""
        theme = self.look.theme
        painter.setPen(QPen(self.look.color(theme.sign(value)), 1.2))
        painter.setBrush(theme.mix(theme.sign(value), fill, "panel"))
        draw_span(painter, span, top, height, 2.0)
