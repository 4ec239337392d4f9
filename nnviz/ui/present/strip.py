"""Below the picture: the chosen neuron's formula in the numbers of this pass, and one sentence."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from nnviz.scene.detail.equation import Step, Unit, steps
from nnviz.scene.detail.worked import own_steps
from nnviz.scene.words import questions
from nnviz.scene.words.mathematics import Fraction, Math, Raised
from nnviz.scene.words.mathematics import Part as MathPart
from nnviz.session import Session
from nnviz.ui.paint.mathematics import SMALL as RAISED
from nnviz.ui.paint.mathematics import SMALLER, Equation, equation
from nnviz.ui.paint.surface import Surface
from nnviz.ui.paint.text import LEFT, Texts
from nnviz.ui.present.sizes import SMALL, STATEMENT, TEXT, Magnified
from nnviz.ui.run.inspector.subject import Subject, subject_of
from nnviz.ui.style import ratio_of
from nnviz.ui.widgets.part import Part

LARGEST, APART = STATEMENT + 2.0, 80.0
"""Letters of the formula, and the room between it and the sentence, in units."""
SHARE = 0.38
"""Of the width, what the sentence has beside a formula."""
LINE = 1.32


class Strip(Part):
    """Formula left, sentence right; where it is too narrow for both, the formula alone."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._seen: Magnified | None = None
        self._formulas: tuple[Math, ...] = ()
        self._sentence = ""
        self._texts = Texts(Surface(1.0))
        self.setAccessibleName("What happens")

    @property
    def has_words(self) -> bool:
        """Whether there is anything to say."""
        return bool(self._formulas or self._sentence)

    @property
    def sentence(self) -> str:
        """What is said now."""
        return self._sentence

    @property
    def formulas(self) -> tuple[Math, ...]:
        """The formula's forms, from full to short."""
        return self._formulas

    def show_session(self, seen: Magnified, sentence: str) -> None:
        """Show the unit that is looked at, and this sentence."""
        said = sentence if self._session.view.narrated else ""
        now = (seen, forms(subject_of(self._session)), said)
        if now == (self._seen, self._formulas, self._sentence):
            return
        if seen != self._seen:
            self._texts = Texts(Surface(ratio_of(self)))
        self._seen, self._formulas, self._sentence = now
        self.setAccessibleDescription(said)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._seen is None:
            return
        unit = self._seen.unit
        width, gap = float(self.width()), APART * unit
        is_wide = bool(self._formulas and self._sentence) and width > 1200 * unit
        room = width * (1 - SHARE) - gap if is_wide else width
        ink = QColor(self.look.theme.ink)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            made = fitted(self._formulas, room, self.height(), unit)
            x = 0.0
            if made is not None:
                made.draw(painter, 0.0, self.height() / 2, ink)
                x = max(min(made.width, room) + gap, 0.0) if is_wide else width
            if x < width:
                self._say(painter, QRectF(x, 0.0, width - x, self.height()), ink)

    def _say(self, painter: QPainter, room: QRectF, ink: QColor) -> None:
        """The sentence in as few lines as it needs, half-way down."""
        assert self._seen is not None
        for size in (TEXT, SMALL):
            pixels = size * self._seen.unit
            lines = self._texts.wrapped(self._sentence, pixels, room.width() / 1.06)
            step = LINE * pixels
            if len(lines) * step <= room.height():
                break
        top = room.center().y() - (len(lines) - 1) * step / 2
        for number, line in enumerate(lines):
            at = QPointF(room.left(), top + number * step)
            self._texts.draw(painter, at, line, pixels, ink, weight=600, align=LEFT)


def forms(subject: Subject) -> tuple[Math, ...]:
    """The unit's formula as far as the pass has come, from full to short; none without a unit."""
    explanation = subject.explanation
    if explanation is None:
        return ()
    letter = questions.symbol(subject.document, subject.document.network.sources(explanation.layer)[0])
    unit = Unit(explanation, subject.curve, subject.weighs, subject.has_bias, letter, 2)
    found = own_steps(subject.document, unit) or steps(unit)
    is_summed, is_there = subject.stage.summed >= 1, subject.stage.activated >= 1
    if is_there and "activate" not in subject.hidden:
        return _numbers(found[-1])
    if is_summed and len(found) > 1 and "sum" not in subject.hidden:
        return _numbers(found[0])
    return (found[0].letters,)


def _numbers(step: Step) -> tuple[Math, ...]:
    """What it is called, and all numbers; then fewer of them; then the last alone."""
    name = _before_equals(step.letters)
    last = _after_equals(step.numbers)
    tried = [(*name, *step.numbers), (*name, *step.short) if step.short else (), (*name, *last)]
    return tuple(form for form in tried if form)


def _before_equals(math: Math) -> Math:
    """What is being said: "y", of "y = f(z)"."""
    found: list[MathPart] = []
    for part in math:
        if isinstance(part, str) and "=" in part:
            name = part.partition("=")[0].rstrip()
            return (*found, name) if name else tuple(found)
        found.append(part)
    return tuple(found)


def _after_equals(math: Math) -> Math:
    """What it comes to: " = 0.92"."""
    last = math[-1]
    if not isinstance(last, str):
        return math
    place = max(last.rfind("="), last.rfind("≈"))
    return (f" {last[place:]}",) if place >= 0 else math


def smallest(math: Math) -> float:
    """How large its smallest letters are beside the ordinary ones."""
    least = 1.0
    for part in math:
        if isinstance(part, Fraction):
            least = min(least, SMALLER * smallest(part.top), SMALLER * smallest(part.bottom))
        elif isinstance(part, Raised):
            least = min(least, RAISED * smallest(part.parts))
    return least


def fitted(formulas: tuple[Math, ...], room: float, height: float, unit: float) -> Equation | None:
    """The fullest form that fits with letters that can be read at the back of a hall; indices may be smaller
    than the floor, as they are in every book. The shortest is made to fit in any case."""
    for math in formulas:
        made = equation(math, LARGEST * unit)
        tall = 2 * max(made.above_axis, made.below_axis)
        share = min(1.0, room / made.width, height / tall)
        if share * LARGEST * smallest(math) >= SMALL:
            return equation(math, share * LARGEST * unit)
    if not formulas:
        return None
    made = equation(formulas[-1], LARGEST * unit)
    return equation(formulas[-1], LARGEST * unit * min(1.0, room / made.width))
