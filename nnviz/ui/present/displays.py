"""Which display is the class's, and which one the presenter's."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from nnviz.ui.guard import Guarded


def for_class(screens: Sequence[QScreen], own: QScreen, *chosen: str) -> QScreen:
    """The display that was chosen, the first of several names that is there; else the first display that
    isn't ``own``, the main window's; else that one."""
    there = {name_of(screen): screen for screen in screens}
    found = next((there[name] for name in chosen if name in there), None)
    others = (screen for screen in screens if screen is not own)
    return found or next(others, own)


def for_presenter(screens: Sequence[QScreen], taken: QScreen, own: QScreen) -> QScreen | None:
    """The main window's display where the class doesn't have it, else any other; None where there is none."""
    if own is not taken and own in screens:
        return own
    return next((screen for screen in screens if screen is not taken), None)


def name_of(screen: QScreen) -> str:
    """What a display is remembered by."""
    maker = " ".join(part for part in (screen.manufacturer(), screen.model()) if part)
    return f"{screen.name()} {maker}".strip()


def words_of(screen: QScreen) -> str:
    """A display in words: what it is, and its size."""
    size = screen.geometry().size() * screen.devicePixelRatio()
    what = screen.model() or screen.name() or "Display"
    return f"{what}, {size.width()} × {size.height()}"


def put(window: QWidget, screen: QScreen) -> None:
    """Have a window fill a display, whether it filled another one before or not."""
    where = screen.geometry()
    if window.isVisible() and window.geometry() == where and window.screen() is screen:
        return
    if window.isVisible():
        # A window manager moves no window that fills a display.
        window.showNormal()
    window.setScreen(screen)
    window.setGeometry(where)
    window.showFullScreen()


def bring_back(window: QWidget) -> None:
    """Move a window whose display has gone to one that is there."""
    if not any(screen.geometry().intersects(window.geometry()) for screen in QGuiApplication.screens()):
        room = window.screen().availableGeometry()
        window.resize(window.size().boundedTo(room.size()))
        window.move(room.topLeft())


class Displays(Guarded, QObject):
    """Says when displays have come, gone or changed; once for what happens at the same time."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(0)
        self._settling.timeout.connect(self._tell)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.screenAdded.connect(self._watch)
        app.screenRemoved.connect(self._stir)
        app.primaryScreenChanged.connect(self._stir)
        for screen in QGuiApplication.screens():
            screen.geometryChanged.connect(self._stir)

    def stop(self) -> None:
        """Hear no more of them."""
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        self._settling.stop()
        app.screenAdded.disconnect(self._watch)
        app.screenRemoved.disconnect(self._stir)
        app.primaryScreenChanged.disconnect(self._stir)
        for screen in QGuiApplication.screens():
            screen.geometryChanged.disconnect(self._stir)

    def _watch(self, screen: QScreen) -> None:
        screen.geometryChanged.connect(self._stir)
        self._stir()

    def _stir(self, *_: object) -> None:
        self._settling.start()

    def _tell(self) -> None:
        self.changed.emit()
