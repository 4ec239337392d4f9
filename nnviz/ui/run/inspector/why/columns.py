"""Where the columns of the reasons stand: at their own places, further right where numbers need it."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF

from nnviz.scene.why.reasons import Reason, Why
from nnviz.scene.words.equation import marked, texts_multiply
from nnviz.scene.words.numbers import number, signed
from nnviz.ui.run.inspector.columns import ProductColumns
from nnviz.ui.style import Look

ENDS = (0.24, 0.39, 0.56)
"""Right ends of h, w and w·h, in shares of the width."""
FALL = 0.6
"""Where the waterfall starts."""
WIDEST_LABEL, LEAST_FALL = 0.2, 0.12
GAP = 8.0


def reason_columns(look: Look, inner: QRectF, reasons: Why) -> ProductColumns:
    """Columns in which no number touches its neighbour; the waterfall takes the rest of ``inner``,
    or has no width where too little is left."""
    plain, bold = QFontMetricsF(look.font(15)), QFontMetricsF(look.font(15, 700))
    left, width = inner.left(), inner.width()
    listed = [row for row in reasons.rows if row.kind == "input"]
    labels = max((plain.horizontalAdvance(short_label(row)) for row in listed), default=0.0)
    label = left + min(labels, WIDEST_LABEL * width)
    end, ends = label, []
    columns = (
        [number(row.x, 2) for row in listed],
        [number(row.w, 2) for row in listed],
        [product_text(row, reasons) for row in reasons.rows],
    )
    for share, texts in zip(ENDS, columns, strict=True):
        widest = max(map(bold.horizontalAdvance, texts), default=0.0)
        end = max(left + share * width, end + GAP + widest)
        ends.append(end)
    fall = max(left + FALL * width, end + 2 * GAP)
    if fall > inner.right() - LEAST_FALL * width:
        fall = inner.right()
    return ProductColumns(label, ends[0], ends[1], ends[2], fall, inner.right())


def product_text(row: Reason, reasons: Why) -> str:
    """A row's last number: with ≈ where x and w, or for z the rows, don't make it as they are printed."""
    digits = reasons.decimals
    if row.kind == "z":
        return marked(number(row.product, digits), reasons.adds_up)
    if row.kind == "silent":
        return number(row.product, digits)
    text = signed(row.product, digits)
    return marked(text, row.kind != "input" or texts_multiply(number(row.x, 2), number(row.w, 2), text))


def short_label(row: Reason) -> str:
    """An input's name without the noun that all of them share."""
    return row.label.removeprefix("neuron ").removeprefix("pixel ")
