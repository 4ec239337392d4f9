"""A real window on a real document, in both themes, and hands to use it with."""

import gc
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QWidget

from nnviz import assets, formats
from nnviz.session import Session
from nnviz.ui import app, settings
from nnviz.ui.clock import FrameClock
from nnviz.ui.window.main_window import MainWindow


@dataclass
class Shown:
    """A window that is on the (invisible) screen, its session, and its clock."""

    window: MainWindow
    session: Session
    clock: FrameClock

    def frame(self) -> None:
        """Let one frame pass."""
        self.clock.tick()
        QApplication.processEvents()

    def drag(self, widget: QWidget, *points: tuple[float, float], button=Qt.MouseButton.LeftButton) -> None:
        """Press at the first point, move through the others, release at the last."""
        places = [QPoint(round(x), round(y)) for x, y in points]
        QTest.mousePress(widget, button, Qt.KeyboardModifier.NoModifier, places[0])
        for place in places[1:]:
            _move(widget, place, button)
        QTest.mouseRelease(widget, button, Qt.KeyboardModifier.NoModifier, places[-1])
        self.frame()


def _move(widget: QWidget, place: QPoint, button: Qt.MouseButton) -> None:
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(place),
        QPointF(widget.mapToGlobal(place)),
        Qt.MouseButton.NoButton,
        button,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(widget, event)


@pytest.fixture(params=["dark", "light"])
def theme(request) -> str:
    """Each of the two themes."""
    return request.param


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """What one test has the program remember is unknown to the next."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))


@pytest.fixture
def shelve(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Have these lessons come with nnviz in place of its own: texts by their files' names. Gives the folder.
    What one test has done in them is unknown to the next."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
    own = assets.path

    def put(**texts: str) -> Path:
        folder = tmp_path_factory.mktemp("lessons")
        for name, text in texts.items():
            (folder / f"{name}.md").write_text(text, encoding="utf-8")
        monkeypatch.setattr(assets, "path", lambda name: folder if name == "lessons" else own(name))
        return folder

    return put


@pytest.fixture(autouse=True)
def _garbage_between_tests() -> Iterator[None]:
    """As the program collects between two events: never inside a call of Qt's that holds a lock."""
    gc.disable()
    yield
    gc.enable()


@pytest.fixture
def show(qtbot) -> Iterator[Callable[..., Shown]]:
    """Open a bundled sample or a document in a window of a given size."""
    opened: list[Shown] = []

    def open_window(what="digits", size=(1600, 1000), theme="dark", page="") -> Shown:
        app.adopt(QApplication.instance())
        settings.set_theme(theme)
        document, path = formats.open_any(what) if isinstance(what, str) else (what, None)
        session = Session(document, path)
        session.set_theme(theme)
        if page:
            session.set_page(page)
        window = MainWindow(session)
        window.resize(*size)
        clock = FrameClock(session, window)
        clock.add(window)
        shown = Shown(window, session, clock)
        opened.append(shown)
        window.show()
        qtbot.waitExposed(window)
        window.activateWindow()
        if session.view.page == "run":
            window.run.canvas.setFocus()
        shown.frame()
        return shown

    yield open_window
    for shown in opened:
        shown.session.pause()
        shown.clock.stop()
        shown.window.hide()
        shown.window.background.close()
        shown.window.deleteLater()
    # A window that goes later would take the activation from the next test's.
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()


@pytest.fixture
def answer(qtbot) -> Callable[[str], list[str]]:
    """Press the button of that name in the next dialog; returns a list that then holds the dialog's text."""

    def press(button: str) -> list[str]:
        said: list[str] = []
        timer = QTimer()
        timer.setInterval(20)

        def look() -> None:
            dialog = QApplication.activeModalWidget()
            if isinstance(dialog, QDialog) and dialog.isVisible():
                found = [
                    b for b in dialog.findChildren(QAbstractButton) if b.text().replace("&", "") == button
                ]
                assert found, f"no button {button!r}"
                timer.stop()
                said.append(dialog.property("text") or dialog.windowTitle())
                found[0].click()

        timer.timeout.connect(look)
        timer.start()
        press.timer = timer  # kept alive until the dialog has come
        return said

    return press
