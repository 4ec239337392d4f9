"""nnviz lesson: open one, check some, begin one, and export its handout or its questions."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from nnviz.commands import tables
from nnviz.errors import FileError, LessonError, OptionError
from nnviz.formats import atomic
from nnviz.lessons import checking, shelf, text
from nnviz.lessons.checking import Checked
from nnviz.lessons.exports import Exported, gift, moodle_xml
from nnviz.lessons.model import Lesson
from nnviz.lessons.saying import minutes
from nnviz.lessons.staging import Staged
from nnviz.plaintext import visible
from nnviz.scene.words.counting import amount

KINDS = (".pdf", ".xml", ".gift")
PICTURE = (1200, 750)
"""Pixels of the picture that goes with a question."""


@dataclass(frozen=True)
class Export:
    """The command line of ``nnviz lesson export``."""

    file: str
    out: str
    notes: bool = False
    answers: bool = False


def show(source: str) -> int:
    """Open a lesson in a window, until that closes; without a display, its cards in text.

    Raises:
        NNVizError: it can't be read.
    """
    from nnviz.ui.display import has_display

    path = shelf.file_of(source)
    lesson = text.read(path)
    if not has_display(sys.platform, os.environ):
        _outline(lesson)
        return 0
    from nnviz import formats
    from nnviz.commands.window import FIRST
    from nnviz.ui import app

    return app.run(formats.open_any(FIRST)[0], lesson=path)


def check(sources: list[str]) -> None:
    """Read lessons, or all bundled ones, and ask their networks whether all that they say is so.

    Raises:
        LessonError: the first fault of the first lesson that has one, after all have been printed.
    """
    first: LessonError | None = None
    for source in sources or shelf.names():
        path = shelf.file_of(source)
        faults = text.problems_of(path)
        if not faults:
            lesson = text.read(path)
            faults = checking.faults(lesson) or _untrue(path, lesson)
        for fault in faults:
            first = first or fault
            tables.say(str(fault))
    if first is not None:
        raise first


def _untrue(path: Path, lesson: Lesson) -> tuple[LessonError, ...]:
    """What doesn't hold; where all does, that is said."""
    found = checking.checked(lesson)
    if not found.findings:
        tables.say(_summary(path, lesson, found))
    return tuple(
        LessonError(path.name, one.mark.line, one.mark.column, one.sentence) for one in found.findings
    )


def begin(target: str) -> None:
    """Write a small lesson to begin with.

    Raises:
        FileError: there is a file already, or it can't be written.
    """
    path = Path(target)
    if path.suffix.lower() != shelf.SUFFIX:
        raise OptionError(f"A lesson's name ends in {shelf.SUFFIX}: {path.stem}{shelf.SUFFIX}.")
    if path.exists():
        raise FileError(f"There is a file {path} already; choose another name.")
    atomic.write(path, text.template(path.stem.replace("-", " ").replace("_", " ").capitalize()).encode())
    tables.say(visible(f"wrote {path}: open it with nnviz lesson {path}; what you change shows as you save."))


def export(wish: Export) -> None:
    """Write a lesson's handout, or its questions for other programs.

    Raises:
        NNVizError: the lesson can't be read or set up, or the file can't be written.
    """
    out = Path(wish.out)
    if out.suffix.lower() not in KINDS:
        raise OptionError(f"{out.name} isn't possible; give --out a name that ends in .pdf, .xml or .gift.")
    lesson = text.read(shelf.file_of(wish.file))
    if out.suffix.lower() == ".pdf":
        atomic.write(out, _handout(lesson, wish))
        tables.say(visible(f"wrote {out}"))
        return
    if wish.notes or wish.answers:
        raise OptionError("--notes and --answers belong to a handout: give --out a name that ends in .pdf.")
    found = gift(lesson) if out.suffix.lower() == ".gift" else moodle_xml(lesson, _picture)
    atomic.write(out, found.text.encode())
    _tell(out, found)


def _tell(out: Path, found: Exported) -> None:
    tables.say(visible(f"wrote {out}: {amount(found.count, 'question')}"))
    for one in found.left_out:
        tables.say(visible(f"left out: {one.name}. {one.reason}"))


def _handout(lesson: Lesson, wish: Export) -> bytes:
    _without_display()
    from nnviz.ui.handout import Wish, handout

    return handout(lesson, Wish(wish.notes, wish.answers))


def _picture(step: Staged) -> bytes | None:
    """The picture of a question's moment."""
    _without_display()
    from nnviz.ui.handout import picture

    return picture(step, PICTURE)


def _without_display() -> None:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"


def _outline(lesson: Lesson) -> None:
    tables.say(f"There is no display, so here are the cards of {visible(lesson.title)} in text.")
    rows = [
        (str(number), card.title, minutes(lesson.minutes_of(number - 1)), card.steps[0].do)
        for number, card in enumerate(lesson.cards, start=1)
    ]
    tables.print_rows(("", "card", "time", "what to do"), rows, right=(0, 2))


def _summary(path: Path, lesson: Lesson, found: Checked) -> str:
    cards = amount(len(lesson.cards), "card")
    claims, told = amount(found.claims, "claim"), amount(found.told, "sentence")
    return f"{path.name}: {cards}, {minutes(lesson.minutes)}; {claims} checked, all hold; {told} told."
