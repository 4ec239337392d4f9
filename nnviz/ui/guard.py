"""Nothing raised in an override of a Qt virtual reaches Qt: it is reported, and Qt gets a neutral answer.

Qt calls these methods from C++. On Python 3.11 an exception that leaves one of them can end the process by a
segmentation fault; everywhere else it leaves Qt with an answer that nobody chose. Every class of ours that
overrides one derives from :class:`Guarded`, which wraps them where the class is made.
"""

from __future__ import annotations

import functools
import sys
import traceback
from collections.abc import Callable, Mapping
from types import FunctionType, MappingProxyType, MethodType
from typing import Any

from PySide6.QtCore import QRectF, QSize, QSizeF
from PySide6.QtGui import QPaintEngine, QPainterPath
from PySide6.QtWidgets import QWidget

Neutral = Callable[..., Any]


def _always(value: Any) -> Neutral:
    return lambda *_, **__: value


def _fresh(kind: type) -> Neutral:
    """A new value each time: Qt's own values can be changed."""
    return lambda *_, **__: kind()


POINTER = frozenset(
    (
        *("mousePressEvent", "mouseMoveEvent", "mouseReleaseEvent", "mouseDoubleClickEvent", "wheelEvent"),
        *("contextMenuEvent", "enterEvent", "dragEnterEvent", "dragMoveEvent", "dropEvent", "tabletEvent"),
        *("mouseDragEvent", "mouseClickEvent", "hoverEvent"),
    )
)
"""What the pointer does. What is no longer shown when its turn comes has not been meant."""
KEYS = frozenset(
    ("keyPressEvent", "keyReleaseEvent", "inputMethodEvent", "nextCheckState", "focusNextPrevChild")
)
_OF_PYQTGRAPH = frozenset(("mouseDragEvent", "mouseClickEvent", "hoverEvent"))
"""What pyqtgraph calls from Python, out of its own answers to Qt."""
INPUT = POINTER | KEYS | {"leaveEvent", "focusInEvent"}
"""What a person does: before any of it the views are brought up to date."""

_SILENT = (
    *("paintEvent", "resizeEvent", "moveEvent", "showEvent", "hideEvent", "closeEvent", "leaveEvent"),
    *("focusInEvent", "focusOutEvent", "changeEvent", "actionEvent", "timerEvent", "dragLeaveEvent"),
    *("childEvent", "customEvent", "initStyleOption", "paint", "drawBackground", "drawForeground"),
    *("scrollContentsBy", "sliderChange", "setEditorData", "setModelData", "updateEditorGeometry"),
    *(
        "updateState",
        "drawLines",
        "drawRects",
        "drawPath",
        "drawPolygon",
        "drawPixmap",
        "drawImage",
        "drawTextItem",
    ),
    *("hoverEnterEvent", "hoverMoveEvent", "hoverLeaveEvent", "sceneHoverEvent", "createEditor"),
    *("drawObject", "done"),
)
_REFUSING = (
    *("event", "eventFilter", "focusNextPrevChild", "viewportEvent", "sceneEvent", "sceneEventFilter"),
    *("hitButton", "nativeEvent", "hasHeightForWidth", "editorEvent", "helpEvent", "setData", "begin", "end"),
)
_SIZES = ("sizeHint", "minimumSizeHint", "maximumSize", "minimumSize", "viewportSizeHint")
_COUNTS = ("heightForWidth", "rowCount", "columnCount", "metric", "childCount", "indexOfChild")
_EMPTY = ("data", "headerData", "inputMethodQuery", "index", "parent", "child", "childAt", "focusChild")
_WORDS = ("text", "textFromValue", "displayText")

NEUTRAL: Mapping[str, Neutral] = MappingProxyType(
    {
        **dict.fromkeys((*POINTER, *KEYS, *_SILENT), _always(None)),
        **dict.fromkeys(_REFUSING, _always(False)),
        **dict.fromkeys(_SIZES, _fresh(QSize)),
        **dict.fromkeys(_COUNTS, _always(0)),
        **dict.fromkeys(_EMPTY, _always(None)),
        **dict.fromkeys(_WORDS, _always("")),
        "boundingRect": _fresh(QRectF),
        "intrinsicSize": _fresh(QSizeF),
        "shape": _fresh(QPainterPath),
        "type": _always(QPaintEngine.Type.User),
        "paintEngine": _always(None),
        "itemChange": lambda _change, value: value,
    }
)
"""The neutral value of each virtual: the one with which Qt does nothing and says nothing."""


class Guarded:
    """Mix-in, first among the bases: wraps each override of a Qt virtual in the class that it helps to make.

    Overrides that come from a library written in Python, such as pyqtgraph, are wrapped as well.
    """

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        for name, neutral in NEUTRAL.items():
            method = override_of(cls, name)
            if method is not None and not is_guarded(method):
                setattr(cls, name, guarded(method, neutral))

    def on_fault(self, error: BaseException) -> None:
        """Something was raised in an answer to Qt."""
        report(error)


def override_of(cls: type, name: str) -> FunctionType | None:
    """The Python method by which ``cls`` answers a virtual; None where Qt does, or knows no such name."""
    if name not in _OF_PYQTGRAPH and not any(name in vars(base) for base in cls.__mro__ if _is_qt(base)):
        return None
    for base in cls.__mro__:
        if name in vars(base):
            found = vars(base)[name]
            return found if isinstance(found, FunctionType) else None
    return None


def _is_qt(base: type) -> bool:
    return base.__module__.startswith("PySide6")


def is_guarded(method: object) -> bool:
    """Whether a method is one that :func:`guarded` gave."""
    return hasattr(method, "_guards")


def guarded(method: FunctionType, neutral: Neutral) -> FunctionType:
    """``method`` with every exception reported and answered by ``neutral``; input comes to views that are
    up to date."""
    prepare = _ready if method.__name__ in INPUT else None

    @functools.wraps(method)
    def call(self: Any, *arguments: Any, **options: Any) -> Any:
        try:
            if prepare is not None and not prepare(self, method.__name__):
                return neutral(*arguments, **options)
            return method(self, *arguments, **options)
        except Exception as error:  # noqa: BLE001  # whatever it is, it must not reach Qt
            self.on_fault(error) if isinstance(self, Guarded) else report(error)
            return neutral(*arguments, **options)

    call._guards = method  # type: ignore[attr-defined]
    return call  # type: ignore[return-value]


def cover(made: object) -> None:
    """Guard one object of a library's own class, such as the scene that pyqtgraph makes for a chart."""
    for name, neutral in NEUTRAL.items():
        method = override_of(type(made), name)
        if method is not None and not is_guarded(method):
            setattr(made, name, MethodType(guarded(method, neutral), made))


def report(error: BaseException) -> None:
    """Tell whoever answers for unexpected faults in this process, and let go of what the fault held.

    A painter that the frames of the traceback keep alive would go on painting after its event.
    """
    sys.excepthook(type(error), error, error.__traceback__)
    traceback.clear_frames(error.__traceback__)


def _ready(receiver: object, name: str) -> bool:
    """Bring the views of the receiver's window up to date; False where it is not shown any more then."""
    if not isinstance(receiver, QWidget):
        return True
    catch_up(receiver)
    return name not in POINTER or receiver.isVisible()


def catch_up(widget: QWidget) -> None:
    """Let the clock of the widget's window, or of the window that a dialog or menu belongs to, hand out what
    has changed since its last tick."""
    place: QWidget | None = widget
    while place is not None:
        window = place.window()
        clock = getattr(window, "clock", None)
        if clock is not None:
            clock.catch_up()
            return
        place = window.parentWidget()
