"""Steps of the window itself: its size, its files, what the desktop does to it, what a screen reader asks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QAccessible, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from nnviz import formats
from tools.monkey.hands import LEFT, PLAIN
from tools.monkey.stage import Stage

SIZES = ((1600, 1000), (1600, 1000), (1280, 720), (1000, 720), (400, 640), (360, 480), (1920, 1080))


def resize(stage: Stage) -> Iterator[None]:
    """Another size."""
    size = stage.random.choice(SIZES)
    stage.hands.said = f"resize {size}"
    stage.window.resize(*size)
    yield


def state(stage: Stage) -> Iterator[None]:
    """Full screen, hidden, left by the pointer, another window in front; then back."""
    window = stage.window
    name, there, back = stage.random.choice(
        (
            ("full screen", window.showFullScreen, window.showNormal),
            ("hidden", window.hide, window.show),
            ("minimized", window.showMinimized, window.showNormal),
            ("left", lambda: _tell(window, QEvent.Type.Leave), lambda: None),
            ("inactive", lambda: _tell(window, QEvent.Type.WindowDeactivate), window.activateWindow),
            ("other palette", lambda: _tell(window, QEvent.Type.PaletteChange), lambda: None),
            (
                "other pixel ratio",
                lambda: _tell(window.run.canvas, QEvent.Type.DevicePixelRatioChange),
                window.update,
            ),
        )
    )
    stage.hands.said = name
    there()
    yield
    back()
    yield


def _tell(widget: QWidget, kind: QEvent.Type) -> None:
    QApplication.sendEvent(widget, QEvent(kind))


def theme(stage: Stage) -> Iterator[None]:
    """The other theme."""
    stage.hands.said = "theme"
    stage.session.set_theme("light" if stage.session.view.theme == "dark" else "dark")
    yield


def open_file(stage: Stage) -> Iterator[None]:
    """Open a file, most often the walk's own network, sometimes a broken one or a sample."""
    random = stage.random
    others: list[Path | str] = [*formats.samples(), stage.file(), stage.file()]
    what = stage.at_home() if random.random() < 0.6 else random.choice(others)
    stage.hands.said = f"open {what}"
    stage.window.commands.open(what)
    yield


def drop_file(stage: Stage) -> Iterator[None]:
    """Drag a file over the window and let it fall."""
    file = stage.file()
    stage.hands.said = f"drop {file.name}"
    what = QMimeData()
    what.setUrls([QUrl.fromLocalFile(str(file))])
    place = QPoint(stage.random.randrange(stage.window.width()), 200)
    copy = Qt.DropAction.CopyAction
    enter = QDragEnterEvent(place, copy, what, LEFT, PLAIN)
    QApplication.sendEvent(stage.window, enter)
    yield
    if enter.isAccepted():
        QApplication.sendEvent(stage.window, QDropEvent(place.toPointF(), copy, what, LEFT, PLAIN))
    yield


def close(stage: Stage) -> Iterator[None]:
    """Close the window, which asks about unsaved work; the walk goes on in it."""
    stage.hands.said = "close"
    if stage.window.close():
        stage.window.show()
    yield


def ask_aloud(stage: Stage) -> Iterator[None]:
    """What a screen reader asks of some widgets."""
    seen = [w for w in stage.window.findChildren(QWidget) if w.isVisible()]
    for widget in stage.random.sample(seen, min(4, len(seen))):
        stage.hands.said = f"screen reader asks {type(widget).__name__}"
        told = QAccessible.queryAccessibleInterface(widget)
        if told is not None:
            for kind in (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value):
                told.text(kind)
            told.rect()
            told.childCount()
        yield
