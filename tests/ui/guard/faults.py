"""Run as a program: every class of the interface that answers Qt gets a fault in each answer, in a process of
its own; prints how each one ended.

    python -m tests.ui.guard.faults            all classes, as they are
    python -m tests.ui.guard.faults --bare     one class made without the guard

On Python 3.11 the second one dies by a signal.
"""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import sys
from collections.abc import Callable, Iterator
from types import FunctionType

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QCloseEvent,
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPaintDevice,
    QPaintEngine,
    QPainterPath,
    QPyTextObject,
    QResizeEvent,
    QShowEvent,
    QTextDocument,
    QTextFormat,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QGraphicsItem, QGraphicsScene, QGraphicsView, QVBoxLayout, QWidget

import nnviz.ui
from nnviz.ui.guard import NEUTRAL, Guarded, override_of

FAULTS: tuple[Callable[[], object], ...] = (
    lambda: ()[3],
    lambda: 1 + "a",  # type: ignore[operator]
    lambda: 1 / 0,
    lambda: list(zip([1], [], strict=True)),
    lambda: int("no number"),
    lambda: {}["a"],
)


NEEDED = {"Axis": ("left",)}
"""What a toolkit's constructor can't do without."""


def classes() -> list[type]:
    """Every class of the interface that derives from one of Qt's."""
    for module in pkgutil.walk_packages(nnviz.ui.__path__, "nnviz.ui."):
        importlib.import_module(module.name)
    found = {kind for kind in _below(shiboken6.Object) if kind.__module__.startswith("nnviz.")}
    return sorted(found, key=lambda kind: (kind.__module__, kind.__qualname__))


def _below(kind: type) -> Iterator[type]:
    for below in kind.__subclasses__():
        yield below
        yield from _below(below)


def overrides(kind: type) -> list[str]:
    """The virtuals that Python answers for this class, its bases' answers among them."""
    return [name for name in NEUTRAL if override_of(kind, name) is not None]


def toolkit_base(kind: type) -> type:
    """The nearest base that isn't ours."""
    return next(base for base in kind.__mro__[1:] if not base.__module__.startswith("nnviz.ui"))


def faulty(kind: type) -> type:
    """The class with a fault in every answer, made as any class of the interface is."""

    def failing(name: str, fault: Callable[[], object]) -> FunctionType:
        def fail(self: object, *arguments: object) -> object:
            return fault()

        fail.__name__ = name
        return fail  # type: ignore[return-value]

    answers = {name: failing(name, FAULTS[i % len(FAULTS)]) for i, name in enumerate(overrides(kind))}
    base = toolkit_base(kind)
    # Qt's own constructor alone: what the class would set up is not needed to fail.
    answers["__init__"] = lambda self, *arguments: base.__init__(self, *arguments)  # type: ignore[misc,assignment]
    bases = (kind,) if issubclass(kind, Guarded) else (Guarded, kind)
    return type(f"Faulty{kind.__name__}", bases, answers)


def events() -> Iterator[QEvent]:
    """One of each kind that a person or the system sends."""
    place, none, left = QPointF(5, 5), Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    for kind in ("MouseButtonPress", "MouseMove", "MouseButtonRelease", "MouseButtonDblClick"):
        yield QMouseEvent(QEvent.Type[kind], place, place, left, left, none)
    up = Qt.ScrollPhase.NoScrollPhase
    yield QWheelEvent(place, place, QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, none, up, False)
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Right, Qt.Key.Key_Space, Qt.Key.Key_A):
        yield QKeyEvent(QEvent.Type.KeyPress, key, none, "a")
        yield QKeyEvent(QEvent.Type.KeyRelease, key, none, "a")
    yield QFocusEvent(QEvent.Type.FocusIn)
    yield QFocusEvent(QEvent.Type.FocusOut)
    yield QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), QPoint(5, 5))
    yield QHelpEvent(QEvent.Type.ToolTip, QPoint(5, 5), QPoint(5, 5))
    yield QEvent(QEvent.Type.Leave)
    yield QResizeEvent(QSize(50, 50), QSize(40, 40))
    yield QShowEvent()
    yield QCloseEvent()


def torment(kind: type) -> None:
    """Make one and let Qt call everything."""
    made = faulty(kind)(*NEEDED.get(kind.__name__, ()))
    if isinstance(made, QGraphicsItem):
        scene = QGraphicsScene()
        scene.addItem(made)
        view = QGraphicsView(scene)
        view.show()
        view.grab()
        for event in events():
            QApplication.sendEvent(view.viewport(), event)
        # What Qt would have called, had the item any size.
        made.paint(None, None, None)
        QApplication.processEvents()
        return
    if isinstance(made, QWidget):
        window = QWidget()
        column = QVBoxLayout(window)
        column.addWidget(made)
        window.resize(300, 200)
        window.show()
        QApplication.processEvents()
        for event in events():
            QApplication.sendEvent(made, event)
        made.setFocus()
        made.grab()
        window.grab()
        made.setVisible(False)
    elif isinstance(made, QPaintDevice):
        # As Qt would: a painter on it would only complain of what it got.
        made.paintEngine()
        made.metric(QPaintDevice.PaintDeviceMetric.PdmWidth)
    elif isinstance(made, QPaintEngine):
        made.begin(QImage(8, 8, QImage.Format.Format_RGB32))
        made.drawPath(QPainterPath())
        made.end()
    elif isinstance(made, QPyTextObject):
        # As Qt would, laying a text out and drawing it.
        made.intrinsicSize(QTextDocument(), 0, QTextFormat())
        made.drawObject(None, QRectF(), QTextDocument(), 0, QTextFormat())
    elif isinstance(made, QObject):
        other = QObject()
        other.installEventFilter(made)
        QApplication.sendEvent(other, QEvent(QEvent.Type.User))
        QApplication.sendEvent(made, QEvent(QEvent.Type.User))
    QApplication.processEvents()


def bare() -> None:
    """The same fault in a class that has no guard."""

    class Bare(QWidget):
        def event(self, event: QEvent) -> bool:
            return super().event(event)

        def paintEvent(self, event: object) -> None:
            ()[3]

    QApplication([])
    widget = Bare()
    widget.show()
    widget.grab()
    QApplication.processEvents()


def in_a_process(job: Callable[[], None]) -> tuple[int, str]:
    """(exit status or minus the signal, what it said) of ``job`` in a process of its own."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        os.dup2(writer, 2)
        sys.excepthook = lambda kind, *_: print(f"REPORTED {kind.__name__}", file=sys.stderr, flush=True)
        try:
            job()
        finally:
            sys.stderr.flush()
            os._exit(0 if sys.exc_info()[0] is None else 1)
    os.close(writer)
    with os.fdopen(reader) as said:
        words = said.read()
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), words


def main(arguments: list[str]) -> int:
    """Print a JSON object: name of the class -> (status, what it said, what it answers)."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    if arguments:
        sys.excepthook = lambda *_: None
        bare()
        return 0
    ended = {}
    for kind in classes():
        answers = overrides(kind)
        if not answers:
            continue

        def job(kind: type = kind) -> None:
            QApplication([])
            torment(kind)

        status, words = in_a_process(job)
        ended[f"{kind.__module__}.{kind.__qualname__}"] = (status, words, answers)
    print(json.dumps(ended))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
