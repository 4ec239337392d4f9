"""A lesson's picture: a real render of a card that shows what it is about. Touches no widget."""

from __future__ import annotations

import contextlib
import hashlib
from collections import Counter
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPen, QPolygonF

import nnviz
from nnviz.document.lab import Lab
from nnviz.engine import ActivationFunction
from nnviz.errors import NNVizError
from nnviz.formats.fingerprint import fingerprint
from nnviz.lessons import Lesson, progress
from nnviz.lessons.language.facts import Facts
from nnviz.lessons.staging import staged_card
from nnviz.scene.lab.functions.chart import chart, span_of
from nnviz.ui.start.album import Found, Print, home, keep
from nnviz.ui.start.glimpses import drawn
from nnviz.ui.theme import THEMES, Theme

CURVES, Z = 4, 1.0
"""How many functions are drawn side by side, and where the point stands on each."""


def find(file: Path, form: Print) -> Found:
    """Look for the picture of a lesson's file, or draw it."""
    mark = fingerprint(file)
    if mark is None:
        return Found(None, QImage())
    made_of = ("lesson", nnviz.__version__, mark.digest.hex(), form)
    kept = home() / f"{hashlib.sha256(repr(made_of).encode()).hexdigest()[:32]}.png"
    image = QImage(str(kept))
    if image.isNull():
        try:
            image = _drawn(_read(file), form)
        except NNVizError:
            # Opening it says what is wrong with it.
            return Found(None, QImage())
        with contextlib.suppress(OSError):
            keep(kept, image)
    image.setDevicePixelRatio(form.ratio)
    return Found(None, image)


def in_hand(file: Path, form: Print) -> Found:
    """The network of the card on which one goes on with a lesson, as the card sets it up."""
    try:
        lesson = _read(file)
        card, _ = progress.place(lesson, progress.of(file))
        return Found(_facts(lesson, card).document, QImage())
    except NNVizError:
        return Found(None, QImage())


def characteristic(lesson: Lesson) -> int:
    """The card that stands for a lesson: the first one of its commonest page and network."""
    setups = [card.steps[0].setup for card in lesson.cards]
    page = Counter("lab" if setup.page == "lab" else "run" for setup in setups).most_common(1)[0][0]
    own = [n for n, setup in enumerate(setups) if ("lab" if setup.page == "lab" else "run") == page]
    network = Counter((setups[n].sample, setups[n].file) for n in own).most_common(1)[0][0]
    return next(n for n in own if (setups[n].sample, setups[n].file) == network)


def _read(file: Path) -> Lesson:
    from nnviz.lessons import text

    return text.read(file)


def _facts(lesson: Lesson, card: int) -> Facts:
    """A card as it sets itself up."""
    return next(iter(staged_card(lesson, card))).facts


def _drawn(lesson: Lesson, form: Print) -> QImage:
    card = characteristic(lesson)
    facts = _facts(lesson, card)
    document = facts.document
    if lesson.cards[card].steps[0].setup.page == "lab":
        return _curves((document.lab or Lab()).cards[:CURVES], form)
    return drawn(document, form.size, form.theme, form.ratio, facts.view.selection)


def _curves(functions: tuple[ActivationFunction, ...], form: Print) -> QImage:
    """Functions side by side, each with the point where z is 1."""
    (width, height), theme = form.size, THEMES[form.theme]
    image = QImage(round(width * form.ratio), round(height * form.ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(form.ratio)
    image.fill(theme.color("bg"))
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = 0.06 * width
        wide = (width - edge) / max(len(functions), 1)
        for place, function in enumerate(functions):
            room = QRectF(edge + place * wide, 0.16 * height, wide - edge, 0.68 * height)
            _curve(painter, theme, function, room)
    return image


def _curve(painter: QPainter, theme: Theme, function: ActivationFunction, room: QRectF) -> None:
    # The lab's room is loaded when something of it is drawn, and not with the first window.
    from nnviz.ui.lab.functions.drawing import Frame

    found = chart(function, span_of(Z))
    frame = Frame(found, room)
    painter.setPen(QPen(theme.color("line"), 1.5))
    painter.drawLine(QPointF(room.left(), frame.y(0)), QPointF(room.right(), frame.y(0)))
    painter.drawLine(QPointF(frame.x(0), room.top()), QPointF(frame.x(0), room.bottom()))
    points = [QPointF(frame.x(z), frame.y(f)) for z, f in zip(found.z, found.value, strict=True)]
    painter.setPen(QPen(theme.color("ink"), 2.4))
    painter.drawPolyline(QPolygonF([point for point in points if point.y() == point.y()]))
    value = float(function.forward(found.z[:1] * 0 + Z)[0])
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("now"))
    painter.drawEllipse(QPointF(frame.x(Z), frame.y(value)), 4.5, 4.5)
