"""The key under the surface: what points look like, how many are wrong. Classes in it can be chosen."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from nnviz.plaintext import visible
from nnviz.scene.train import plane_words as words
from nnviz.scene.words import numbers
from nnviz.ui.style import Look
from nnviz.ui.train.canvas.brush import answer_of, answers
from nnviz.ui.train.canvas.moment import Moment
from nnviz.ui.train.canvas.points import Stamp, paint_point, paint_value
from nnviz.ui.widgets.fitting import write

MARK, APART = 20.0, 16.0
"""Room for a mark before its words, and between two entries."""


@dataclass(frozen=True)
class Entry:
    """One mark with its words. ``answer`` is the number of the class that it stands for, None: none."""

    text: str
    answer: int | None = None
    is_held_out: bool = False
    is_wrong: bool = False


def entries(moment: Moment, is_painting: bool) -> tuple[Entry, ...]:
    """What stands under the surface."""
    if moment.points is None or moment.data is None:
        return ()
    data, labels = moment.data, moment.points.labels
    found: list[Entry] = []
    if labels is not None:
        order = (1, 0) if answers(data) == 2 else range(answers(data))
        found += [Entry(visible(words.class_name(data, number)), number) for number in order]
    elif is_painting:
        found += [Entry(numbers.signed(answer_of(moment, number), 2), number) for number in (2, 1, 0)]
    if data.held_out:
        found.append(Entry("validation", is_held_out=True))
    if moment.points.judged:
        found.append(Entry(moment.points.judged, is_wrong=labels is not None))
    return tuple(found)


def places(of: tuple[Entry, ...], rect: QRectF, look: Look) -> list[tuple[QRectF, Entry]]:
    """Where each stands; where they are too many, names give way and stand as short as need be."""
    metrics = QFontMetricsF(look.font(14, 700))
    if _width(of, metrics, look) > rect.width() and not any(entry.answer not in (None, 0, 1) for entry in of):
        # Two marks without a letter say nothing alone: "1", "0" where "class 1" has no room.
        of = tuple(replace(entry, text=entry.text.removeprefix("class ")) for entry in of)
    marks = [0.0 if _is_plain(entry) else MARK * look.s for entry in of]
    wide = [metrics.horizontalAdvance(entry.text) + 2 for entry in of]
    apart = APART * look.s
    spare = rect.width() - sum(marks) - apart * (len(of) - 1)
    if sum(wide) > spare:
        apart = 8 * look.s
        spare = rect.width() - sum(marks) - apart * (len(of) - 1)
        named = [n for n, entry in enumerate(of) if entry.answer is not None]
        rest = spare - sum(one for n, one in enumerate(wide) if n not in named)
        most = max(rest / max(len(named), 1), 0.0)
        if most < metrics.horizontalAdvance("mmmm"):
            # A letter in its mark says more than the beginning of a word.
            most = 0.0
            if rest < 0:
                # The square says it too.
                wide = [0.0 if entry.is_held_out else one for entry, one in zip(of, wide, strict=True)]
        wide = [min(one, most) if n in named else one for n, one in enumerate(wide)]
    x, found = rect.left(), []
    for entry, mark, width in zip(of, marks, wide, strict=True):
        found.append((QRectF(x, rect.top(), mark + width, rect.height()), entry))
        x += mark + width + apart
    return found


def _width(of: tuple[Entry, ...], metrics: QFontMetricsF, look: Look) -> float:
    """Room for all of it."""
    marks = MARK * look.s * sum(not _is_plain(entry) for entry in of)
    words = sum(metrics.horizontalAdvance(entry.text) + 2 for entry in of)
    return marks + words + APART * look.s * (len(of) - 1)


def _is_plain(entry: Entry) -> bool:
    return entry.answer is None and not entry.is_held_out and not entry.is_wrong


def paint_key(painter: QPainter, rect: QRectF, moment: Moment, chosen: int | None, look: Look) -> None:
    """Paint all entries; ``chosen`` is the class that is painted now."""
    data = moment.data
    if data is None:
        return
    lettered = len(data.class_names) > 2
    for place, entry in places(entries(moment, chosen is not None), rect, look):
        at = QPointF(place.left() + 8 * look.s, place.center().y())
        token, weight = "ink2", 500
        if entry.answer is not None and data.labels is None:
            paint_value(painter, at, float(entry.answer - 1), False, look)
        elif entry.answer is not None:
            paint_point(painter, at, Stamp(entry.answer, False), lettered, look)
        elif entry.is_held_out:
            paint_point(painter, at, Stamp(1, True), False, look)
        elif entry.is_wrong:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.color("warn"), max(1.6, 2.4 * look.s)))
            painter.drawEllipse(at, 7 * look.s, 7 * look.s)
            token, weight = "warn", 700
        if entry.answer is not None and entry.answer == chosen:
            token, weight = "ink", 700
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.color("now"), 2))
            painter.drawRoundedRect(place.adjusted(-4, 2, 4, -2), 8, 8)
        mark = 0.0 if _is_plain(entry) else MARK * look.s
        if place.width() > mark:
            write(painter, place.adjusted(mark, 0, 2, 0), entry.text, look, 14, weight, token)
